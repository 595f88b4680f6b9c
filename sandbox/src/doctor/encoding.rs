//! How the bytes of a signature may have been written down.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use snap_bi::rt::SignatureEncoding;

use super::Mistake::{self, *};

/// Takes what lacks its padding, or has bits too many at its end.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const ANY: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const ANY_URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// The bytes of a signature, and what is wrong with how they were written.
pub(super) struct Decoded {
    pub(super) bytes: Vec<u8>,
    pub(super) mistakes: Vec<Mistake>,
}

/// Everything that a text may mean and that has the length of a signature. Mostly it is one thing; the right one comes first.
pub(super) fn read(text: &str, due: SignatureEncoding) -> Vec<Decoded> {
    let mut found: Vec<Decoded> = Vec::new();
    let plus = text.replace(' ', "+");
    let tight: String = text.chars().filter(|char| !char.is_whitespace()).collect();
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8_lossy();
    let quoted = text.trim_matches(['"', '\'', '`']);
    for (text, mistake) in [
        (text, None),
        (&plus, Some(Base64PlusLost)),
        (&tight, Some(Base64Broken)),
        (&decoded, Some(SignaturePercentEncoded)),
        (quoted, Some(SignatureQuoted)),
    ] {
        for (bytes, mistakes) in spelled(text, due) {
            if is_length(bytes.len()) && !found.iter().any(|other| other.bytes == bytes) {
                found.push(Decoded { bytes, mistakes: mistake.into_iter().chain(mistakes).collect() });
            }
        }
    }
    found
}

fn spelled(text: &str, due: SignatureEncoding) -> Vec<(Vec<u8>, Vec<Mistake>)> {
    let mut found = Vec::new();
    let in_hex = due == SignatureEncoding::Hex;
    if let Some(bytes) = hex(text) {
        // A server reads either case.
        let mistakes = if in_hex { Vec::new() } else { vec![HexForBase64] };
        found.push((bytes, mistakes));
    }
    let base64 = |mistakes: &[Mistake]| {
        let other = if in_hex { Some(Base64ForHex) } else { None };
        other.into_iter().chain(mistakes.iter().copied()).collect::<Vec<_>>()
    };
    if let Ok(bytes) = STANDARD.decode(text) {
        if let Ok(inner) = std::str::from_utf8(&bytes) {
            found.extend(hex(inner).map(|bytes| (bytes, vec![Base64OfHex])));
            found.extend(STANDARD.decode(inner).ok().map(|bytes| (bytes, base64(&[Base64Twice]))));
        }
        found.push((bytes, base64(&[])));
    } else if let Ok(bytes) = ANY.decode(text) {
        found.push((bytes, base64(&[Base64Unpadded])));
    } else if let Ok(bytes) = URL_SAFE.decode(text) {
        found.push((bytes, base64(&[Base64UrlSafe])));
    } else if let Ok(bytes) = ANY_URL_SAFE.decode(text) {
        found.push((bytes, base64(&[Base64UrlSafe, Base64Unpadded])));
    }
    found
}

/// Of an HMAC by SHA-1, SHA-256, SHA-384 or SHA-512, or of an RSA key: nobody has one whose bits are no multiple of 64.
fn is_length(bytes: usize) -> bool {
    matches!(bytes, 20 | 32 | 48 | 64) || (128..=1024).contains(&bytes) && bytes.is_multiple_of(8)
}

/// Reads hex of either case.
pub(super) fn hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = |pair: &[u8; 2]| Some(digit(pair[0])? << 4 | digit(pair[1])?);
    if rest.is_empty() { pairs.iter().map(byte).collect() } else { None }
}

/// Writes lower-case hex.
pub(super) fn to_hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
