//! A signature, and its two encodings.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ctutils::CtEq as _;
use thiserror::Error;

use super::digest::push_hex;
use crate::meta::signing_profile::SignatureEncoding;

/// Bytes of an HMAC-SHA512, and of an RSA signature by a key of 2048 to 8192 bits.
const MAC: usize = 64;
const RSA: std::ops::RangeInclusive<usize> = 256..=1024;

/// The bytes of a signature. Debug tells how many.
#[derive(Clone)]
pub struct Signature(Vec<u8>);

impl Signature {
    /// Of bytes that somebody else signed with, such as a hardware module.
    #[must_use]
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self::new(bytes)
    }

    pub(super) fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// As it is sent in `X-SIGNATURE`: base64 of the standard alphabet with padding, or lower-case hex.
    #[must_use]
    pub fn encode(&self, encoding: SignatureEncoding) -> String {
        match encoding {
            SignatureEncoding::Base64 => STANDARD.encode(&self.0),
            SignatureEncoding::Hex => {
                let mut hex = vec![0; self.0.len() * 2];
                push_hex(&self.0, &mut hex);
                String::from_utf8(hex).unwrap_or_default()
            }
        }
    }

    /// Reads what came in `X-SIGNATURE`, base64 or hex: ASPI's samples are hex, every provider seen sends base64.
    ///
    /// The text decides which of the two it is: hex when it consists of hex digits and is as long as a hex signature,
    /// base64 otherwise. No text is tried both ways; base64 without a single letter beyond `f` does not happen at these
    /// lengths.
    ///
    /// ```
    /// use snap_core::SignatureEncoding::{Base64, Hex};
    /// use snap_core::signing::Signature;
    ///
    /// let signature = Signature::decode(&"0f".repeat(64))?;
    /// assert_eq!(Signature::decode(&signature.encode(Base64))?, signature);
    /// assert_eq!(signature.encode(Hex), "0f".repeat(64));
    /// # Ok::<(), snap_core::signing::BadSignature>(())
    /// ```
    ///
    /// # Errors
    /// [`BadSignature::Encoding`] when it is neither, [`BadSignature::Length`] when no signature of SNAP is so long.
    pub fn decode(text: &str) -> Result<Self, BadSignature> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let hex = rest.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit()) && is_length(pairs.len());
        let bytes = if hex {
            pairs.iter().map(|pair| (nibble(pair[0]) << 4) | nibble(pair[1])).collect()
        } else {
            STANDARD.decode(text).map_err(|_| BadSignature::Encoding)?
        };
        if is_length(bytes.len()) { Ok(Self(bytes)) } else { Err(BadSignature::Length) }
    }
}

/// In constant time: who compares MACs with `==` in place of verifying them tells no more by it.
impl PartialEq for Signature {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_slice().ct_eq(other.0.as_slice()).to_bool()
    }
}

impl Eq for Signature {}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({} bytes)", self.0.len())
    }
}

fn is_length(bytes: usize) -> bool {
    bytes == MAC || RSA.contains(&bytes)
}

/// The value of a hex digit, of either case.
fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20).wrapping_sub(b'a' - 10) & 15,
    }
}

/// Why a signature is refused. Tell a caller no more than that it was: the reason is for one's own log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadSignature {
    /// The text is neither base64 with padding nor hex.
    #[error("the signature is neither base64 with padding nor hex")]
    Encoding,
    /// Neither an HMAC-SHA512 nor an RSA signature is so long.
    #[error("the signature has neither the length of an HMAC-SHA512 nor of an RSA signature")]
    Length,
    /// It was not made over this message with this key.
    #[error("the signature does not belong to this message and key")]
    Mismatch,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SignatureEncoding::{Base64, Hex};

    #[test]
    fn reads_both_encodings_of_every_length() -> Result<(), BadSignature> {
        for length in [64, 256, 257, 258, 384, 512, 1024] {
            let signature = Signature::new((0..length).map(|byte| (byte * 7) as u8).collect::<Vec<_>>());
            let hex = signature.encode(Hex);
            for text in [&signature.encode(Base64), &hex, &hex.to_ascii_uppercase()] {
                assert_eq!(Signature::decode(text)?, signature);
            }
        }
        Ok(())
    }

    #[test]
    fn refuses_what_is_neither() {
        use BadSignature::{Encoding, Length};
        let base64 = Signature::new(vec![0xfb; 64]).encode(Base64);
        let hex = "0f".repeat(64);
        for (text, error) in [
            (String::new(), Length),
            (base64.trim_end_matches('=').to_owned(), Encoding),
            (base64.replace('+', "-").replace('/', "_"), Encoding),
            (format!("{base64}\n"), Encoding),
            (format!(" {base64}"), Encoding),
            (base64.replacen('=', "%3D", 2), Encoding),
            // The last characters carry bits that belong to no byte.
            (format!("{}x==", &base64[..85]), Encoding),
            (format!("{hex}0"), Encoding),
            (format!("0x{hex}"), Encoding),
            // Hex digits, but no hex of a signature: as base64 it is too long or too short.
            (format!("{hex}0f0f"), Length),
            ("0f".repeat(32), Length),
            (STANDARD.encode([0; 32]), Length),
            (STANDARD.encode([0; 255]), Length),
            (STANDARD.encode(vec![0; 1025]), Length),
            ("é".repeat(64), Encoding),
        ] {
            assert_eq!(Signature::decode(&text), Err(error), "{text:?}");
        }
    }
}
