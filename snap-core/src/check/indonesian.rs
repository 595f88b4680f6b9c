//! Conditions, formats and forms in Indonesian.

use std::fmt;

use crate::check::Format;
use crate::json::extra::Form;
use crate::meta::when::When;

/// A format, after "harus".
pub(super) const fn format(format: Format) -> &'static str {
    match format {
        Format::Digits => "digit saja",
        Format::Alphanumeric => "huruf dan digit saja",
        Format::Url => "alamat http atau https yang lengkap",
        Format::Email => "alamat surel",
        Format::Ipv4 => "alamat IPv4",
        Format::Currency => "kode mata uang tiga huruf besar, misalnya IDR",
        Format::Decimal => "angka, misalnya 10000.00",
        Format::DateTime => "tanggal dan waktu, misalnya 2020-12-31T23:59:59+07:00",
        Format::Date => "tanggal, misalnya 2020-12-31",
        Format::Time => "waktu, misalnya 23:59:59+07:00",
        Format::BasicDateTime => "tanggal dan waktu, misalnya 20201231T235959Z",
        Format::LocalDateTime => "tanggal dan waktu, misalnya 2020-12-31T23:59:59",
        Format::MillisDateTime => "tanggal dan waktu, misalnya 2020-12-31T23:59:59.123+07:00",
        Format::Epoch => "milidetik sejak 1970, misalnya 1609433999000",
        Format::Any => "apa saja",
    }
}

/// A form of JSON, after "sebagai".
pub(super) const fn form(form: Form) -> &'static str {
    match form {
        Form::Number => "angka",
        Form::Text => "teks",
        Form::Boolean => "nilai benar atau salah",
        Form::Object => "objek",
        Form::Array => "larik",
        Form::Null => "null",
        Form::OtherName => "nama lain",
        Form::HalfPair => "teks dengan separuh pasangan surogat, bukan karakter",
    }
}

/// A condition, after "bila".
pub(super) fn when(when: &When) -> impl fmt::Display + '_ {
    Condition(when)
}

struct Condition<'a>(&'a When);

impl fmt::Display for Condition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, parts: &[When], word: &str| {
            for (index, part) in parts.iter().enumerate() {
                write!(f, "{}{}", if index > 0 { word } else { "" }, Condition(part))?;
            }
            Ok(())
        };
        match self.0 {
            When::Success => f.write_str("respons melaporkan berhasil"),
            When::Failure => f.write_str("respons melaporkan gagal"),
            When::Present(path) => write!(f, "{path} ada"),
            When::Absent(path) => write!(f, "{path} tidak ada"),
            When::Is(path, values) => write!(f, "{path} adalah {}", values.join(" atau ")),
            When::Header(name) => write!(f, "header {name} dikirim"),
            When::NoHeader(name) => write!(f, "header {name} tidak dikirim"),
            When::All(parts) => joined(f, parts, " dan "),
            When::Any(parts) => joined(f, parts, " atau "),
            When::Not(part) => write!(f, "tidak ({})", Condition(part)),
            When::Unknown => f.write_str("berlaku yang dijelaskan di halaman penyedia"),
        }
    }
}
