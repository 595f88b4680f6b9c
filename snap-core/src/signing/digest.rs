//! The digest of a body.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest as it stands in a string to sign: 64 lower-case hex characters, kept on the stack.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct HexDigest([u8; 64]);

impl HexDigest {
    /// The 64 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Always ASCII: `body_hash` is the only way in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl AsRef<str> for HexDigest {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for HexDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for HexDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
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
    let mut hex = [0; 64];
    push_hex(&Sha256::digest(body), &mut hex);
    HexDigest(hex)
}

/// Fills `hex` with two lower-case characters a byte.
pub(crate) fn push_hex(bytes: &[u8], hex: &mut [u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for (byte, pair) in bytes.iter().zip(hex.as_chunks_mut::<2>().0) {
        *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    }
}
