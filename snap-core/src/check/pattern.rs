//! Patterns of the spec.

use std::sync::OnceLock;

use regex_lite::Regex;

/// A regular expression that a whole text matches; compiled when it is first used.
///
/// One that does not compile matches nothing: the spec is linted before code is generated, and a rule that cannot be
/// read must not let everything pass.
///
/// ```
/// static CARD: snap_core::Pattern = snap_core::Pattern::new("[0-9]{16}|X");
/// assert!(CARD.matches("1234567890123456"));
/// assert!(!CARD.matches("X1"));
/// ```
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    // Boxed by the regex itself; `None` when it does not compile.
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern, to be put into a `static`.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// The expression as the spec has it.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the whole text matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.compiled
            .get_or_init(|| Regex::new(&format!(r"\A(?:{})\z", self.source)).ok())
            .as_ref()
            .is_some_and(|regex| regex.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn matches_the_whole_text_only() {
        let pattern = Pattern::new("a|bc");
        for (text, expected) in [("a", true), ("bc", true), ("ab", false), ("a\n", false), ("xbc", false), ("", false)]
        {
            assert_eq!(pattern.matches(text), expected, "{text:?}");
        }
    }

    #[test]
    fn one_that_does_not_compile_matches_nothing() {
        for source in ["(", "a)(b", "[z-a]"] {
            let pattern = Pattern::new(source);
            assert!(!pattern.matches("") && !pattern.matches("a") && !pattern.matches(source));
        }
    }
}
