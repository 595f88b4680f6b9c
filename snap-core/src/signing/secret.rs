//! A text that must not be seen.

use std::fmt;

use ctutils::CtEq as _;
use zeroize::Zeroizing;

/// A client secret or an access token: wiped when dropped, redacted in `Debug`, compared in constant time.
///
/// It has no `Display` and no serde on purpose: it leaves through [`expose`](Self::expose) only, which a reviewer can
/// search for. Copies made elsewhere, such as the headers that an HTTP stack builds, are out of its reach.
///
/// ```
/// let secret = snap_core::Secret::new("not-a-real-secret");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// assert_eq!(secret.expose(), "not-a-real-secret");
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text as it is. What looks like base64 or hex is text too: SNAP uses the characters of a client secret
    /// as the key, never what they might encode.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// The time taken depends on the lengths only.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).to_bool()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_equal_when_the_text_is() {
        let secret = Secret::new("abc");
        assert_eq!(secret, secret.clone());
        for other in ["", "ab", "abd", "Abc", "abcd"] {
            assert_ne!(secret, Secret::new(other));
        }
        assert_eq!(Secret::new(""), Secret::new(String::new()));
    }

    #[test]
    fn debug_shows_nothing_of_it() {
        assert_eq!(
            format!("{:?} {:#?}", Secret::new("abc"), Some(Secret::new("abc"))),
            "[redacted] Some(\n    [redacted],\n)"
        );
    }
}
