//! Violations for programs and for people: stable codes, English and Indonesian.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct as _, Serializer};

use crate::check::Span;
use crate::check::indonesian::{form, format, when};
use crate::check::violation::{Broken, Names, Violation, Violations};

impl Broken {
    /// What is broken, as a word for programs. It stays when texts change.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing | Self::MissingBecause(_) => "missing",
            Self::MissingHeader { .. } => "missing_header",
            Self::Empty => "empty",
            Self::Blank => "blank",
            Self::Negative => "negative",
            Self::Zero => "zero",
            Self::TooLong { .. } => "too_long",
            Self::TooShort { .. } => "too_short",
            Self::NotExact { .. } => "not_exact",
            Self::TooMany { .. } => "too_many",
            Self::TooFew { .. } => "too_few",
            Self::NotCount { .. } => "not_count",
            Self::Format(_) => "format",
            Self::Pattern => "pattern",
            Self::Precision { .. } => "precision",
            Self::Decimals => "decimals",
            Self::Digits { .. } => "digits",
            Self::NotWhole => "not_whole",
            Self::NotInList { .. } => "not_in_list",
            Self::Padding { .. } => "padding",
            Self::WrongShape(_) => "wrong_shape",
            Self::OtherName => "other_name",
            Self::UsedBefore => "used_before",
            Self::SetByHttp => "set_by_http",
            Self::Degrees { .. } => "degrees",
            Self::UnknownMember => "unknown_member",
            Self::Doubled => "doubled",
            Self::AtLeastOne(_) => "at_least_one",
            Self::ExactlyOne(_) => "exactly_one",
            Self::AllOrNone(_) => "all_or_none",
            Self::Needs(_) => "needs",
            Self::OneGroup(_) => "one_group",
            Self::NotSame { .. } => "not_same",
            Self::NotAfter { .. } => "not_after",
            Self::NotAbove { .. } => "not_above",
            Self::TooFar { .. } => "too_far",
            Self::NotSameAsHeader { .. } => "not_same_as_header",
        }
    }

    /// What to do, in Indonesian.
    #[must_use]
    pub fn indonesian(&self) -> impl fmt::Display + '_ {
        Indonesian(self)
    }
}

impl Violation {
    /// Where and what, in Indonesian; the path stays as it is on the wire.
    #[must_use]
    pub fn indonesian(&self) -> String {
        let rule = self.rule.indonesian();
        if self.path.is_empty() { rule.to_string() } else { format!("{}: {rule}", self.path) }
    }
}

/// `{"path":"amount.value","code":"missing","en":"missing, it is mandatory","id":"…"}`: never the value, so that it may be
/// shown and stored.
impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Violation", 4)?;
        object.serialize_field("path", &self.path)?;
        object.serialize_field("code", self.rule.code())?;
        object.serialize_field("en", &self.rule.to_string())?;
        object.serialize_field("id", &self.rule.indonesian().to_string())?;
        object.end()
    }
}

/// A list of them.
impl Serialize for Violations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

struct Indonesian<'a>(&'a Broken);

impl fmt::Display for Indonesian<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Broken::Missing => f.write_str("tidak ada, padahal wajib"),
            Broken::MissingBecause(because) => write!(f, "tidak ada, padahal wajib bila {}", when(because)),
            Broken::MissingHeader { when: because, give } => {
                f.write_str("tidak ada, padahal wajib")?;
                if let Some(because) = because {
                    write!(f, " bila {}", when(because))?;
                }
                write!(f, ": isi dengan `{give}`")
            }
            Broken::Empty => f.write_str("kosong, padahal wajib"),
            Broken::Blank => f.write_str("hanya berisi spasi, padahal wajib: tulis nilai yang dimaksud"),
            Broken::Negative => {
                f.write_str("bernilai negatif: tulis tanpa tanda; pengembalian uang memakai layanan tersendiri")
            }
            Broken::Zero => f.write_str("bernilai nol, padahal memindahkan uang: tulis jumlah yang akan dipindahkan"),
            Broken::TooLong { max, len } => write!(f, "{len} karakter, paling banyak {max}"),
            Broken::TooShort { min, len } => write!(f, "{len} karakter, paling sedikit {min}"),
            Broken::NotExact { exact, len } => write!(f, "{len} karakter, harus tepat {exact}"),
            Broken::TooMany { max, len } => write!(f, "{len} elemen, paling banyak {max}"),
            Broken::TooFew { min, len } => write!(f, "{len} elemen, paling sedikit {min}"),
            Broken::NotCount { exact, len } => write!(f, "{len} elemen, harus tepat {exact}"),
            Broken::Format(wanted) => write!(f, "harus {}", format(*wanted)),
            Broken::Pattern => f.write_str("tidak sesuai pola yang didokumentasikan"),
            Broken::Precision { digits, decimals: 0 } => {
                write!(f, "harus angka paling banyak {digits} digit, tanpa titik")
            }
            Broken::Precision { digits, decimals } => {
                write!(f, "harus angka paling banyak {digits} digit, sebuah titik, dan tepat {decimals} desimal")
            }
            Broken::Decimals => f.write_str("setelah titik hanya boleh nol"),
            Broken::Digits { max } => write!(f, "harus angka paling banyak {max} digit"),
            Broken::NotWhole => f.write_str("harus bilangan bulat"),
            Broken::NotInList { allowed } => write!(f, "harus salah satu dari {}", Names(allowed)),
            Broken::Padding { with, to } => write!(f, "harus diisi '{with}' di kiri sampai {to} karakter"),
            Broken::WrongShape(came) => write!(f, "datang sebagai {}, padahal bentuk JSON-nya lain", form(*came)),
            Broken::OtherName => f.write_str("datang dengan nama lain dari yang ditentukan"),
            Broken::UsedBefore => f.write_str("sudah dipakai panggilan lain, beri setiap panggilan opsi sendiri"),
            Broken::SetByHttp => f.write_str("diatur oleh HTTP sendiri, jangan diisi"),
            Broken::Degrees { form } => {
                write!(f, "bukan koordinat berbentuk {form}: `CallOptions::location` menulisnya dari derajat biasa")
            }
            Broken::UnknownMember => f.write_str("tidak ada dalam spesifikasi"),
            Broken::Doubled => f.write_str("datang lebih dari sekali, yang terakhir berlaku"),
            Broken::AtLeastOne(members) => write!(f, "perlu paling sedikit satu dari {}", Names(members)),
            Broken::ExactlyOne(members) => write!(f, "perlu tepat satu dari {}", Names(members)),
            Broken::AllOrNone(members) => write!(f, "isi semua atau tidak satu pun dari {}", Names(members)),
            Broken::Needs(members) => match members.split_first() {
                Some((first, others)) => write!(f, "{first} memerlukan {}", Names(others)),
                None => Ok(()),
            },
            Broken::OneGroup(groups) => {
                f.write_str("satu kelompok harus lengkap: ")?;
                for (index, group) in groups.iter().enumerate() {
                    write!(f, "{}({})", if index > 0 { " atau " } else { "" }, Names(group))?;
                }
                Ok(())
            }
            Broken::NotSame { others: [one] } => write!(f, "harus sama dengan {one}"),
            Broken::NotSame { others } => write!(f, "harus sama dengan gabungan {}", Names(others)),
            Broken::NotAfter { other } => write!(f, "tidak boleh sebelum atau di bawah {other}"),
            Broken::NotAbove { other } => write!(f, "harus setelah atau di atas {other}"),
            Broken::TooFar { from, span: Span::Days(days) } => write!(f, "paling lama {days} hari setelah {from}"),
            Broken::TooFar { from, span: Span::Months(months) } => {
                write!(f, "paling lama {months} bulan setelah {from}")
            }
            Broken::NotSameAsHeader { header } => write!(f, "harus sama dengan header {header}"),
        }
    }
}
