//! The digest of a body.

use std::borrow::Cow;
use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// So many lower-case hex characters, kept in place.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hex<const N: usize>([u8; N]);

/// A SHA-256 digest as it stands in a string to sign: 64 lower-case hex characters.
pub type HexDigest = Hex<64>;

impl<const N: usize> Hex<N> {
    /// Of half as many bytes: what is missing is zero, what is too much is left out.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut hex = [b'0'; N];
        push_hex(bytes, &mut hex);
        Self(hex)
    }

    /// The characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Always ASCII, whichever way it was made.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// A text that is such.
    fn read(text: &str) -> Option<Self> {
        let hex: [u8; N] = text.as_bytes().try_into().ok()?;
        hex.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).then_some(Self(hex))
    }
}

impl<const N: usize> AsRef<str> for Hex<N> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<const N: usize> fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<const N: usize> fmt::Debug for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<const N: usize> Serialize for Hex<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| D::Error::custom(format_args!("no {N} lower-case hex characters")))
    }
}

/// `lowercase(hex(SHA-256(body)))` over the bytes as they are: [`minify`](super::minify) them first where the profile
/// says so.
///
/// ```
/// let hash = snap_core::signing::body_hash(b"");
/// assert_eq!(hash.as_str(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
/// ```
#[must_use]
pub fn body_hash(body: &[u8]) -> HexDigest {
    Hex::of(&Sha256::digest(body))
}

/// Fills `hex` with two lower-case characters a byte.
pub(crate) fn push_hex(bytes: &[u8], hex: &mut [u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for (byte, pair) in bytes.iter().zip(hex.as_chunks_mut::<2>().0) {
        *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_nothing_else() {
        let hex: Hex<4> = Hex::of(&[0x0f, 0xa0]);
        assert_eq!(serde_json::to_string(&hex).ok().as_deref(), Some("\"0fa0\""));
        for (json, is_hex) in [
            ("\"0fa0\"", true),
            ("\"0f\\u00610\"", true),
            ("\"0FA0\"", false),
            ("\"0fa\"", false),
            ("\"0fa00\"", false),
            ("4000", false),
        ] {
            assert_eq!(serde_json::from_str(json).ok(), is_hex.then_some(hex), "{json}");
        }
    }
}
