//! From what people paste to DER.

use std::borrow::Cow;

use zeroize::Zeroizing;

use super::der;
use super::key_error::{KeyError, KeyErrorKind};

const BEGIN: &str = "-----BEGIN ";
const DASHES: &str = "-----";

/// The DER within a key as it came: DER itself, PEM, base64 of DER, or base64 of PEM.
///
/// Text may have CRLF or blanks for line ends, the two characters `\n` for a line break (an environment variable, a
/// JSON file), quotes and blank lines around it. None of these characters is of base64 or PEM, so that dropping them is
/// no guess.
pub(super) fn to_der(key: &[u8], wanted: &'static str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    if der::is_sequence(key) {
        return Ok(Zeroizing::new(key.to_vec()));
    }
    let format = |found: &'static str| KeyError::new(KeyErrorKind::Format, found, wanted);
    let text =
        std::str::from_utf8(key).map_err(|_| format("bytes that are neither text nor one whole DER structure"))?;
    let text = plain(text);
    if text.trim().is_empty() {
        return Err(format("nothing"));
    }
    if text.contains(DASHES) {
        return from_pem(&text, wanted);
    }
    if let Some(found) = known(&text) {
        return Err(KeyError::new(KeyErrorKind::WrongKind, found, wanted));
    }
    let bytes = from_base64(&text).map_err(|found| KeyError::new(KeyErrorKind::Format, found, wanted))?;
    match std::str::from_utf8(&bytes) {
        Ok(pem) if pem.contains(BEGIN) => from_pem(&plain(pem), wanted),
        _ => Ok(bytes),
    }
}

/// Without byte order mark, quotes around it, and with line breaks for `\n` and `\r` that were written out.
fn plain(text: &str) -> Zeroizing<String> {
    let text =
        text.trim_start_matches('\u{feff}').trim_matches(|char: char| char.is_whitespace() || "\"'`".contains(char));
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        if char == '\\' && chars.next_if(|next| matches!(next, 'n' | 'r')).is_some() {
            plain.push('\n');
        } else if char != '\\' || chars.peek() != Some(&'\\') {
            // Of `\\n`, escaped twice on its way, only the last backslash counts.
            plain.push(char);
        }
    }
    plain
}

/// The DER in a PEM block (RFC 7468): what its label promises is not believed, the structure within tells.
fn from_pem(text: &str, wanted: &'static str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let format = |found: &'static str| KeyError::new(KeyErrorKind::Format, found, wanted);
    let wrong = |found: &'static str| KeyError::new(KeyErrorKind::WrongKind, found, wanted);
    let (_, after) = text.split_once(BEGIN).ok_or_else(|| format("PEM without its BEGIN line"))?;
    let (label, after) = after.split_once(DASHES).ok_or_else(|| format("PEM with a broken BEGIN line"))?;
    match label {
        "ENCRYPTED PRIVATE KEY" => return Err(wrong("an encrypted private key (PKCS#8)")),
        "OPENSSH PRIVATE KEY" => return Err(wrong("a private key of OpenSSH")),
        "SSH2 PUBLIC KEY" => return Err(wrong("a public key of SSH")),
        "EC PARAMETERS" => return Err(wrong("parameters of an EC key")),
        label if label.starts_with("PGP ") => return Err(wrong("a key of PGP")),
        _ => {}
    }
    let (body, after) =
        after.split_once("-----END ").ok_or_else(|| format("PEM without its END line: it was cut off"))?;
    let (end, after) = after.split_once(DASHES).ok_or_else(|| format("PEM with a broken END line: it was cut off"))?;
    if end != label {
        return Err(format("PEM whose BEGIN and END lines name different things"));
    }
    if after.contains(BEGIN) {
        return Err(format("more than one PEM block"));
    }
    if body.contains("ENCRYPTED") {
        return Err(wrong("an encrypted private key (PEM with a password)"));
    }
    from_base64(body).map_err(|found| KeyError::new(KeyErrorKind::Format, found, wanted))
}

/// Decodes base64 with any white space in it. In constant time for what the characters are: this may be a private key.
fn from_base64(text: &str) -> Result<Zeroizing<Vec<u8>>, Cow<'static, str>> {
    // Put into the strict form of RFC 7468, which the decoder wants: one reader for all layouts.
    let mut pem = Zeroizing::new(String::with_capacity(text.len() + text.len() / 32 + 64));
    pem.push_str("-----BEGIN KEY-----");
    for (at, char) in text.chars().filter(|char| !char.is_whitespace()).enumerate() {
        if at % 64 == 0 {
            pem.push('\n');
        }
        pem.push(char);
    }
    pem.push_str("\n-----END KEY-----\n");
    match pem_rfc7468::decode_vec(pem.as_bytes()) {
        Ok((_, der)) => Ok(Zeroizing::new(der)),
        Err(_) => Err(bad_base64(text)),
    }
}

/// What is wrong with base64, without a character of it that could be of a key.
fn bad_base64(text: &str) -> Cow<'static, str> {
    let standard = |char: char| char.is_ascii_alphanumeric() || matches!(char, '+' | '/' | '=');
    let stray = text.chars().filter(|char| !char.is_whitespace()).position(|char| !standard(char));
    let length = text.chars().filter(|char| !char.is_whitespace()).count();
    match stray {
        Some(_) if text.chars().any(|char| matches!(char, '-' | '_')) => {
            "text with characters of base64url, or a file name".into()
        }
        Some(at) => format!("text that is not base64: character {} of {length} cannot be in it", at + 1).into(),
        None if length == 0 => "PEM with nothing between its lines".into(),
        None if length % 4 != 0 => {
            format!("base64 of {length} characters, which is no multiple of 4: it was cut off").into()
        }
        None => "base64 that does not decode".into(),
    }
}

/// Key formats of other worlds, by how they begin.
fn known(text: &str) -> Option<&'static str> {
    let starts = |prefix: &str| text.trim_start().starts_with(prefix);
    if starts("ssh-") || starts("ecdsa-sha2-") {
        Some("a public key of SSH")
    } else if starts("PuTTY-User-Key-File") {
        Some("a private key of PuTTY")
    } else if starts("{") {
        Some("JSON, perhaps a JWK")
    } else if starts("<RSAKeyValue") {
        Some("an RSA key as XML")
    } else {
        None
    }
}
