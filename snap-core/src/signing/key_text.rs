//! From what people paste to DER.

use std::borrow::Cow;

use zeroize::Zeroizing;

use super::der::{self, Structure};
use super::key_error::{KeyError, KeyErrorKind};

const BEGIN: &str = "-----BEGIN ";
const DASHES: &str = "-----";

/// The DER within a key as it came: DER itself, PEM, base64 of DER, or base64 of PEM.
///
/// Text may have CRLF or blanks for line ends, the two characters `\n` for a line break (an environment variable, a
/// JSON file), quotes and blank lines around it. None of these characters is of base64 or PEM, so that dropping them is
/// no guess. Of several PEM blocks in one text (a key with its certificate, a pair of keys) the one that `fits` is taken.
pub(super) fn to_der(key: &[u8], wanted: &'static str, fits: Fits) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    if der::is_sequence(key) {
        return Ok(Zeroizing::new(key.to_vec()));
    }
    let format = |found: &'static str| KeyError::new(KeyErrorKind::Format, found, wanted);
    if let Some(found) = not_utf8(key) {
        return Err(format(found));
    }
    let text =
        std::str::from_utf8(key).map_err(|_| format("bytes that are neither text nor one whole DER structure"))?;
    let text = plain(text);
    if text.trim().is_empty() {
        return Err(format("nothing"));
    }
    if is_percent_encoded(&text) {
        return Err(format("text that is percent-encoded, as in a URL: decode it first"));
    }
    if text.contains(DASHES) {
        return from_pem(&text, wanted, fits);
    }
    if let Some((kind, found)) = known(&text) {
        return Err(KeyError::new(kind, found, wanted));
    }
    let bytes = from_base64(&text).map_err(|found| KeyError::new(KeyErrorKind::Format, found, wanted))?;
    match std::str::from_utf8(&bytes) {
        Ok(pem) if pem.contains(BEGIN) => from_pem(&plain(pem), wanted, fits),
        _ => Ok(bytes),
    }
}

/// Whether a structure is of the kind that is wanted.
pub(super) type Fits = fn(&Structure<'_>) -> bool;

/// UTF-16, as some editors and shells save text: with its mark, or by every other byte being zero.
fn not_utf8(key: &[u8]) -> Option<&'static str> {
    let found = "text in UTF-16: save it as UTF-8, or as ASCII";
    let (pairs, _) = key.as_chunks::<2>();
    let ascii = |at: usize| pairs.len() > 8 && pairs.iter().all(|pair| pair[at] == 0 && pair[1 - at] != 0);
    (key.starts_with(&[0xff, 0xfe]) || key.starts_with(&[0xfe, 0xff]) || ascii(0) || ascii(1)).then_some(found)
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

/// The DER in PEM blocks (RFC 7468): what a label promises is not believed, the structure within tells.
fn from_pem(text: &str, wanted: &'static str, fits: Fits) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let (first, mut rest) = block(text, wanted)?;
    if !rest.contains(BEGIN) {
        return first;
    }
    let is_it = |block: &Block| block.as_ref().is_ok_and(|der| fits(&der::look(der)));
    let mut blocks = vec![first];
    while rest.contains(BEGIN) {
        let (next, after) = block(rest, wanted)?;
        rest = after;
        if !blocks.iter().any(|block| block == &next) {
            blocks.push(next);
        }
    }
    let mut found = blocks.iter().filter(|block| is_it(block));
    match (found.next(), found.next()) {
        (Some(only), None) => only.clone(),
        (Some(_), Some(_)) => {
            let found = "more than one key that could be meant, in PEM blocks one after another: give one";
            Err(KeyError::new(KeyErrorKind::Format, found, wanted))
        }
        // What the first one is says most.
        (None, _) => blocks.swap_remove(0),
    }
}

type Block = Result<Zeroizing<Vec<u8>>, KeyError>;

/// The next block, and what stands behind it. A text that is cut off has no next block, whatever was before.
fn block<'t>(text: &'t str, wanted: &'static str) -> Result<(Block, &'t str), KeyError> {
    let format = |found: &'static str| KeyError::new(KeyErrorKind::Format, found, wanted);
    let wrong = |found: &'static str| KeyError::new(KeyErrorKind::WrongKind, found, wanted);
    let (_, after) = text.split_once(BEGIN).ok_or_else(|| format("PEM without its BEGIN line"))?;
    let (label, after) = after.split_once(DASHES).ok_or_else(|| format("PEM with a broken BEGIN line"))?;
    let other = match label {
        "ENCRYPTED PRIVATE KEY" => Some("an encrypted private key (PKCS#8)"),
        "OPENSSH PRIVATE KEY" => Some("a private key of OpenSSH"),
        "SSH2 PUBLIC KEY" => Some("a public key of SSH"),
        "EC PARAMETERS" => Some("parameters of an EC key"),
        label if label.starts_with("PGP ") => Some("a key of PGP"),
        _ => None,
    };
    let ends = after.split_once("-----END ").and_then(|(body, after)| Some((body, after.split_once(DASHES)?)));
    let Some((body, (end, after))) = ends else {
        let cut_off = if after.contains("-----END ") {
            "PEM with a broken END line: it was cut off"
        } else {
            "PEM without its END line: it was cut off"
        };
        return other.map_or_else(|| Err(format(cut_off)), |other| Err(wrong(other)));
    };
    if let Some(other) = other {
        return Ok((Err(wrong(other)), after));
    }
    if end != label {
        return Err(format("PEM whose BEGIN and END lines name different things"));
    }
    let der = if body.contains("ENCRYPTED") {
        Err(wrong("an encrypted private key (PEM with a password)"))
    } else {
        from_base64(body).map_err(|found| KeyError::new(KeyErrorKind::Format, found, wanted))
    };
    Ok((der, after))
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
        Some(_) if text.chars().any(|char| matches!(char, '-' | '_')) => "text with characters of base64url".into(),
        Some(at) => format!("text that is not base64: character {} of {length} cannot be in it", at + 1).into(),
        None if length == 0 => "PEM with nothing between its lines".into(),
        None if length % 4 != 0 => {
            format!("base64 of {length} characters, which is no multiple of 4: it was cut off").into()
        }
        None => "base64 that does not decode".into(),
    }
}

/// What is no key, or one of another world, by how it looks. Nothing of it is shown.
fn known(text: &str) -> Option<(KeyErrorKind, &'static str)> {
    use KeyErrorKind::{Format, WrongKind};
    let text = text.trim();
    let starts = |prefix: &str| text.starts_with(prefix);
    if starts("ssh-") || starts("ecdsa-sha2-") {
        Some((WrongKind, "a public key of SSH"))
    } else if starts("PuTTY-User-Key-File") {
        Some((WrongKind, "a private key of PuTTY"))
    } else if starts("{") {
        Some((WrongKind, "JSON, perhaps a JWK"))
    } else if starts("<RSAKeyValue") {
        Some((WrongKind, "an RSA key as XML"))
    } else if is_hex(text) {
        Some((Format, "a key in hexadecimal: write its bytes as base64, or as they are"))
    } else if is_file_name(text) {
        Some((Format, "what looks like the name of a file: read the file, and give what is in it"))
    } else {
        None
    }
}

/// What line breaks, blanks and the signs of base64 become in a URL: neither base64 nor PEM has a percent sign.
fn is_percent_encoded(text: &str) -> bool {
    const ENCODED: [&str; 6] = ["%0A", "%0D", "%20", "%2B", "%2F", "%3D"];
    text.match_indices('%').any(|(at, _)| {
        text.get(at..at + 3).is_some_and(|three| ENCODED.iter().any(|encoded| encoded.eq_ignore_ascii_case(three)))
    })
}

/// A DER structure of the length of a key, in digits of base 16, perhaps apart. As base64, text with these few characters
/// only, of this length, does not come.
fn is_hex(text: &str) -> bool {
    let digits: Vec<_> = text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b':').collect();
    digits.len() >= 64 && digits.starts_with(b"30") && digits.iter().all(u8::is_ascii_hexdigit)
}

/// One word with an ending that keys have, or a path: shorter than a key.
fn is_file_name(text: &str) -> bool {
    const ENDINGS: [&str; 11] = [".pem", ".key", ".der", ".crt", ".cer", ".pub", ".p8", ".p12", ".pfx", ".txt", ".ppk"];
    let lower = text.to_ascii_lowercase();
    let named = ENDINGS.iter().any(|ending| lower.ends_with(ending));
    let path =
        text.starts_with(['/', '~']) || text.starts_with("./") || text.starts_with("../") || lower.contains(":\\");
    text.len() < 256 && !text.contains('\n') && (named || path)
}
