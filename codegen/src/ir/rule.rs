//! Everything that a row can demand of a value: one closed type.
//!
//! Whoever consumes rules (emission, the judge, documentation, comparison, exports) matches [`Demand`] without a wildcard,
//! so that a new one does not compile until each of them says what becomes of it.

use super::condition::Condition;
use super::place::Place;
use super::relation::Relation;
use crate::spec::erratum::{OtherFormat, Shape as JsonShape};
use crate::spec::field::Presence as Letter;

/// A rule with the place of the key that says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What is demanded.
    pub demand: Demand,
    /// Where the key stands; where the row stands, for what is so without a key.
    pub place: Place,
}

/// What is demanded of a value. What is sent keeps the table; what is received may also be what errata accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demand {
    /// It is there: of a member.
    Presence(Presence),
    /// Other JSON forms than that of its type.
    Shapes(Sides<Vec<JsonShape>>),
    /// So many characters.
    Length(Sides<Bounds>),
    /// At most so many digits of a whole JSON number.
    Digits(Sides<u32>),
    /// Digits before the point and decimals after it: the first, or one of the others.
    Precision(Sides<Vec<Precision>>),
    /// Only zeros after the point. Other precisions that are accepted need not have them.
    ZeroDecimals,
    /// A form of the text.
    Format(Sides<Forms>),
    /// A regular expression for the whole text.
    Pattern {
        /// Of what is sent.
        sent: String,
        /// Of what is received; none if it is not asked there.
        received: Option<String>,
        /// It is the standard's: a server does not insist on it, for other providers write the same otherwise.
        loose: bool,
    },
    /// One of these values.
    Values(Values),
    /// Padding on the left that is part of the value.
    Padding {
        /// The character.
        fill: char,
        /// The padded length.
        to: u32,
        /// Whether it is asked of what was received.
        received: bool,
        /// It is the standard's: a server does not insist on it, for other providers have schemes of their own.
        loose: bool,
    },
    /// A mandatory text may be empty.
    MayBeEmpty(Sides<bool>),
    /// So many elements.
    Count(Sides<Bounds>),
    /// What holds between the members of an object.
    Relation(Relation),
}

/// What is sent, and what is received.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sides<T> {
    /// Of what is sent.
    pub sent: T,
    /// Of what is received: never narrower.
    pub received: T,
}

impl<T: Clone> Sides<T> {
    /// The same on both sides.
    pub fn both(value: T) -> Self {
        Self { received: value.clone(), sent: value }
    }
}

/// Whether a member is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// Mandatory, optional or conditional.
    pub letter: Letter,
    /// When a conditional member is mandatory.
    pub when: Option<Condition>,
    /// Errata accept that it is absent although mandatory.
    pub may_be_absent: bool,
}

impl Presence {
    /// Optional: what a value is whose row says nothing.
    pub const OPTIONAL: Self = Self { letter: Letter::O, when: None, may_be_absent: false };
}

/// From and to; none is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// Fewest.
    pub min: Option<u32>,
    /// Most.
    pub max: Option<u32>,
}

impl Bounds {
    /// At most so many.
    pub const fn at_most(max: u32) -> Self {
        Self { min: None, max: Some(max) }
    }

    /// Exactly so many.
    pub const fn exactly(number: u32) -> Self {
        Self { min: Some(number), max: Some(number) }
    }

    /// The number, if there is only one.
    pub fn exact(self) -> Option<u32> {
        self.max.filter(|max| self.min == Some(*max))
    }

    /// Whether a number lies within.
    pub fn holds(self, number: u32) -> bool {
        self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
    }

    /// Both together.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            min: self.min.zip(other.min).map(|(a, b)| a.min(b)),
            max: self.max.zip(other.max).map(|(a, b)| a.max(b)),
        }
    }

    /// `exactly 8 characters`, `2 to 4 characters`, `at most 1 character`.
    pub fn words(self, what: &str) -> String {
        let plural = |number: u32| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
        match (self.exact(), self.min, self.max) {
            (Some(number), ..) => format!("exactly {}", plural(number)),
            (None, Some(min), Some(max)) => format!("{min} to {}", plural(max)),
            (None, Some(min), None) => format!("at least {}", plural(min)),
            (None, None, Some(max)) => format!("at most {}", plural(max)),
            (None, None, None) => format!("any number of {what}s"),
        }
    }
}

/// Digits of a number as text: at most so many before the point, exactly so many after it (16,2 as DANA and DOKU read it).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precision {
    /// Before the point.
    pub digits: u32,
    /// After it; none and no point if 0.
    pub decimals: u32,
}

impl Precision {
    /// What an amount is held to where a page prints nothing: the national tables say 16,2 everywhere.
    pub const STANDARD: Self = Self { digits: 16, decimals: 2 };

    /// `at most 16 digits, a point and 2 decimals`.
    pub fn words(self) -> String {
        let plural = |number: u32, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
        match self.decimals {
            0 => format!("at most {}, no point", plural(self.digits, "digit")),
            decimals => {
                format!("at most {}, a point and {}", plural(self.digits, "digit"), plural(decimals, "decimal"))
            }
        }
    }
}

/// Forms of a text: one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forms {
    /// Any.
    Any,
    /// The promised one, or another.
    OneOf(Form, Vec<OtherFormat>),
}

/// The form of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// `0` to `9` only.
    Digits,
    /// ASCII letters and digits only.
    Alphanumeric,
    /// An absolute http or https address.
    Url,
    /// An e-mail address.
    Email,
    /// Four decimal octets.
    Ipv4,
    /// Three capital letters (ISO 4217).
    Currency,
    /// A number: digits with at most one point between them.
    Decimal,
    /// ISO 8601 date and time with zone.
    DateTime,
    /// `YYYY-MM-DD`.
    Date,
    /// A time of day.
    Time,
}

impl Form {
    /// In words, for documentation and messages.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Digits => "digits only",
            Self::Alphanumeric => "letters and digits only",
            Self::Url => "an address",
            Self::Email => "an e-mail address",
            Self::Ipv4 => "an IPv4 address",
            Self::Currency => "ISO 4217",
            Self::Decimal => "a number as text",
            Self::DateTime => "ISO 8601 date and time with zone",
            Self::Date => "a date",
            Self::Time => "a time of day",
        }
    }
}

/// A value list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// The values, with what they mean.
    pub list: Vec<(String, Option<String>)>,
    /// Other values may be sent.
    pub open: bool,
    /// It is the standard's: a provider that does not print it does not keep to it, so that what was received may be another.
    pub loose: bool,
    /// Further values that are accepted.
    pub accepted: Vec<String>,
}

/// The first of some rules that answers.
pub(super) fn find<'r, T>(rules: &'r [Rule], answer: impl Fn(&'r Demand) -> Option<T>) -> Option<T> {
    rules.iter().find_map(|rule| answer(&rule.demand))
}
