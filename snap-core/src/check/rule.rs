//! What the spec says about one value.

use super::context::Need::{self, Must};
use super::format::Format;
use super::pattern::Pattern;
use super::usual::Usual;
use crate::json::extra::Form;

/// Rules of one value, of whatever type; built in const context. A limit of 0 is none.
///
/// Those of a text count characters, those of a JSON number digits, those of an array or a map elements. What does not
/// concern a type says nothing about it.
///
/// ```
/// use snap_core::{Format, Rule};
/// const BANK_CODE: Rule = Rule::new().exact(3).format(Format::Digits);
/// // Up to five codes, of which each has three digits.
/// const BANK_CODES: Rule = Rule::new().most(5).each(&BANK_CODE);
/// // Sent with 10 characters at most, received with 16 as well.
/// const NAME: Rule = Rule::new().max(10).received(&const { Rule::new().max(16) });
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct Rule {
    pub(super) min: u32,
    pub(super) max: u32,
    pub(super) exact: u32,
    pub(super) format: Option<Format>,
    pub(super) or_formats: &'static [Format],
    pub(super) pattern: Option<&'static Pattern>,
    pub(super) pad_left: Option<(char, u32)>,
    pub(super) loose_padding: bool,
    pub(super) loose_pattern: bool,
    pub(super) precision: Option<(u32, u32)>,
    pub(super) or_precisions: &'static [(u32, u32)],
    pub(super) zero_decimals: bool,
    pub(super) digits: u32,
    pub(super) whole: bool,
    pub(super) values: &'static [&'static str],
    pub(super) or_values: &'static [&'static str],
    pub(super) open: bool,
    pub(super) loose_list: bool,
    pub(super) may_be_empty: bool,
    pub(super) least: u32,
    pub(super) most: u32,
    pub(super) count: u32,
    pub(super) each: Option<&'static Self>,
    pub(super) amount: Option<&'static AmountRule>,
    pub(super) received: Option<&'static Self>,
    /// What all of it comes to for the usual text.
    usual: Usual,
}

impl Default for Rule {
    fn default() -> Self {
        Self::new()
    }
}

impl Rule {
    /// A value that may be anything.
    pub(crate) const NONE: &'static Self = &Self::new();

    /// No rule.
    pub const fn new() -> Self {
        Self {
            min: 0,
            max: 0,
            exact: 0,
            format: None,
            or_formats: &[],
            pattern: None,
            pad_left: None,
            loose_padding: false,
            loose_pattern: false,
            precision: None,
            or_precisions: &[],
            zero_decimals: false,
            digits: 0,
            whole: false,
            values: &[],
            or_values: &[],
            open: false,
            loose_list: false,
            may_be_empty: false,
            least: 0,
            most: 0,
            count: 0,
            each: None,
            amount: None,
            received: None,
            usual: Usual::ANY,
        }
    }

    /// After whatever a text is held to was said.
    const fn settled(mut self) -> Self {
        self.usual = Usual::of(&self);
        self
    }

    /// The usual case, told at once: a length that bytes settle, and a format or a precision. What holds for what is
    /// sent holds for what is received. False says nothing.
    pub(super) fn surely_holds(&self, text: &str) -> bool {
        self.usual.holds(text)
    }

    /// Fewest characters.
    pub const fn min(mut self, min: u32) -> Self {
        self.min = min;
        self.settled()
    }

    /// Most characters.
    pub const fn max(mut self, max: u32) -> Self {
        self.max = max;
        self.settled()
    }

    /// Exactly so many characters.
    pub const fn exact(mut self, exact: u32) -> Self {
        self.exact = exact;
        self.settled()
    }

    /// A named format.
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self.settled()
    }

    /// Further formats besides that of [`format`](Self::format).
    pub const fn or_formats(mut self, formats: &'static [Format]) -> Self {
        self.or_formats = formats;
        self
    }

    /// A regular expression for the whole text.
    pub const fn pattern(mut self, pattern: &'static Pattern) -> Self {
        self.pattern = Some(pattern);
        self.settled()
    }

    /// A pattern that a server does not insist on: other providers write the same otherwise, such as a phone number with 0 or +62.
    pub const fn loose_pattern(mut self) -> Self {
        self.loose_pattern = true;
        self
    }

    /// Padding on the left that is part of the value. To 0, it may be there: the format is that of what follows it.
    pub const fn pad_left(mut self, with: char, to: u32) -> Self {
        self.pad_left = Some((with, to));
        self.settled()
    }

    /// Padding that a server does not insist on: other providers hand out numbers by a scheme of their own.
    pub const fn loose_padding(mut self) -> Self {
        self.loose_padding = true;
        self
    }

    /// A number as text: up to `digits` before the point and exactly `decimals` after it, no sign. A JSON number may
    /// have fewer decimals.
    pub const fn precision(mut self, digits: u32, decimals: u32) -> Self {
        self.precision = Some((digits, decimals));
        self.settled()
    }

    /// Further precisions besides that of [`precision`](Self::precision).
    pub const fn or_precisions(mut self, precisions: &'static [(u32, u32)]) -> Self {
        self.or_precisions = precisions;
        self
    }

    /// Only zeros after the point of a number as text.
    pub const fn zero_decimals(mut self) -> Self {
        self.zero_decimals = true;
        self.settled()
    }

    /// Most digits of a JSON number, before the point.
    pub const fn digits(mut self, digits: u32) -> Self {
        self.digits = digits;
        self
    }

    /// A JSON number without decimals.
    pub const fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// The value list of a text whose type is no enum.
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self.settled()
    }

    /// Further values besides those of the list.
    pub const fn or_values(mut self, values: &'static [&'static str]) -> Self {
        self.or_values = values;
        self
    }

    /// The value list is not complete: other values obey the other rules.
    pub const fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// The value list is the standard's: what was received may be another value, for the provider printed no list.
    pub const fn loose_list(mut self) -> Self {
        self.loose_list = true;
        self
    }

    /// A mandatory text may be empty.
    pub const fn may_be_empty(mut self) -> Self {
        self.may_be_empty = true;
        self
    }

    /// Fewest elements.
    pub const fn least(mut self, least: u32) -> Self {
        self.least = least;
        self
    }

    /// Most elements.
    pub const fn most(mut self, most: u32) -> Self {
        self.most = most;
        self
    }

    /// Exactly so many elements.
    pub const fn count(mut self, count: u32) -> Self {
        self.count = count;
        self
    }

    /// What each element of an array, or each value of a map, must be.
    pub const fn each(mut self, each: &'static Self) -> Self {
        self.each = Some(each);
        self
    }

    /// What an amount must be.
    pub const fn amount(mut self, amount: &'static AmountRule) -> Self {
        self.amount = Some(amount);
        self
    }

    /// What counts instead for what was received: what errata accept besides is in it.
    pub const fn received(mut self, received: &'static Self) -> Self {
        self.received = Some(received);
        self
    }
}

/// Rules of the value/currency pair; built in const context.
///
/// ```
/// use snap_core::{AmountRule, May, Rule};
/// const FEE: AmountRule = AmountRule::new(12, 2).currency(May, &Rule::new().max(3));
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct AmountRule {
    pub(crate) value_need: Need,
    pub(crate) value: Rule,
    pub(crate) currency_need: Need,
    pub(crate) currency: Rule,
    pub(crate) forms: &'static [(&'static str, Form)],
}

impl AmountRule {
    /// The national rule: 16 digits, a point, two decimals; a currency of three capital letters.
    pub const STANDARD: Self = Self::new(16, 2);

    /// Up to `digits` before the point and exactly `decimals` after it; value and currency mandatory; a currency of three
    /// capital letters.
    pub const fn new(digits: u32, decimals: u32) -> Self {
        Self {
            value_need: Must,
            value: Rule::new().precision(digits, decimals),
            currency_need: Must,
            currency: Rule::new().max(3).format(Format::Currency),
            forms: &[],
        }
    }

    /// What the value must be.
    pub const fn value(mut self, need: Need, rule: &Rule) -> Self {
        self.value_need = need;
        self.value = *rule;
        self
    }

    /// What the currency must be.
    pub const fn currency(mut self, need: Need, rule: &Rule) -> Self {
        self.currency_need = need;
        self.currency = *rule;
        self
    }

    /// Other forms of the two that are accepted on input.
    pub const fn forms(mut self, forms: &'static [(&'static str, Form)]) -> Self {
        self.forms = forms;
        self
    }
}
