//! What the spec says about a text.

use super::format::Format;
use super::pattern::Pattern;

/// Rules of a text; built in const context. A limit of 0 is none.
///
/// ```
/// use snap_core::{Format, TextRule};
/// const BANK_CODE: TextRule = TextRule::new().exact(3).format(Format::Digits);
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct TextRule {
    pub(super) min: u32,
    pub(super) max: u32,
    pub(super) exact: u32,
    pub(super) format: Option<Format>,
    pub(super) pattern: Option<&'static Pattern>,
    pub(super) pad_left: Option<(char, u32)>,
    pub(super) precision: Option<(u32, u32)>,
    pub(super) zero_decimals: bool,
    pub(super) accept_max: u32,
    pub(super) accept_formats: &'static [Format],
    pub(super) accept_precision: Option<(u32, u32)>,
    pub(super) accept_empty: bool,
}

impl Default for TextRule {
    fn default() -> Self {
        Self::new()
    }
}

impl TextRule {
    /// No rule.
    pub const fn new() -> Self {
        Self {
            min: 0,
            max: 0,
            exact: 0,
            format: None,
            pattern: None,
            pad_left: None,
            precision: None,
            zero_decimals: false,
            accept_max: 0,
            accept_formats: &[],
            accept_precision: None,
            accept_empty: false,
        }
    }

    /// Fewest characters.
    pub const fn min(mut self, min: u32) -> Self {
        self.min = min;
        self
    }

    /// Most characters.
    pub const fn max(mut self, max: u32) -> Self {
        self.max = max;
        self
    }

    /// Exactly so many characters.
    pub const fn exact(mut self, exact: u32) -> Self {
        self.exact = exact;
        self
    }

    /// A named format.
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// A regular expression for the whole text.
    pub const fn pattern(mut self, pattern: &'static Pattern) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Padding on the left that is part of the value.
    pub const fn pad_left(mut self, with: char, to: u32) -> Self {
        self.pad_left = Some((with, to));
        self
    }

    /// A number as text: up to `digits` before the point and exactly `decimals` after it, no sign.
    pub const fn precision(mut self, digits: u32, decimals: u32) -> Self {
        self.precision = Some((digits, decimals));
        self
    }

    /// Only zeros after the point of a number as text.
    pub const fn zero_decimals(mut self) -> Self {
        self.zero_decimals = true;
        self
    }

    /// Most characters on input, in place of `max` and of `exact`.
    pub const fn accept_max(mut self, max: u32) -> Self {
        self.accept_max = max;
        self
    }

    /// Further formats on input.
    pub const fn accept_format(mut self, formats: &'static [Format]) -> Self {
        self.accept_formats = formats;
        self
    }

    /// Another precision on input.
    pub const fn accept_precision(mut self, digits: u32, decimals: u32) -> Self {
        self.accept_precision = Some((digits, decimals));
        self
    }

    /// An empty text on input.
    pub const fn accept_empty(mut self) -> Self {
        self.accept_empty = true;
        self
    }
}
