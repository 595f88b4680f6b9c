//! What is wrong with a message: where, and against which rule. Never the value.

use std::fmt;

use thiserror::Error;

use crate::check::{Format, Span};
use crate::json::extra::Form;
use crate::meta::when::When;

/// A broken rule and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// From the root of the message, such as `additionalInfo.billDetails[0].billName`; empty for the message itself.
    pub path: String,
    /// The rule.
    pub rule: Broken,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            return self.rule.fmt(f);
        }
        write!(f, "{}: {}", self.path, self.rule)
    }
}

/// Which rule is broken. `Display` says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Broken {
    /// A mandatory member is not there.
    Missing,
    /// A conditional member is not there; when it is mandatory.
    MissingBecause(&'static When),
    /// A mandatory header is not sent.
    MissingHeader {
        /// When it is mandatory, if not always.
        when: Option<&'static When>,
        /// What gives it its value.
        give: &'static str,
    },
    /// A mandatory text is empty.
    Empty,
    /// A mandatory text of a request that is about to be sent is nothing but white space.
    Blank,
    /// An amount of a request that is about to be sent is below zero.
    Negative,
    /// The amount that a request is about to move is zero.
    Zero,
    /// More characters than allowed.
    TooLong {
        /// Most characters.
        max: u32,
        /// Its characters.
        len: u32,
    },
    /// Fewer characters than needed.
    TooShort {
        /// Fewest characters.
        min: u32,
        /// Its characters.
        len: u32,
    },
    /// Another number of characters.
    NotExact {
        /// How many it must be.
        exact: u32,
        /// Its characters.
        len: u32,
    },
    /// More elements than allowed.
    TooMany {
        /// Most elements.
        max: u32,
        /// Its elements.
        len: u32,
    },
    /// Fewer elements than needed.
    TooFew {
        /// Fewest elements.
        min: u32,
        /// Its elements.
        len: u32,
    },
    /// Another number of elements.
    NotCount {
        /// How many it must be.
        exact: u32,
        /// Its elements.
        len: u32,
    },
    /// Not of the format.
    Format(Format),
    /// Not of the pattern.
    Pattern,
    /// Not a number of so many digits before the point and exactly so many decimals after it.
    Precision {
        /// Most digits before the point.
        digits: u32,
        /// Decimals.
        decimals: u32,
    },
    /// Decimals other than zeros.
    Decimals,
    /// A number of more digits than allowed.
    Digits {
        /// Most digits.
        max: u32,
    },
    /// Not a whole number.
    NotWhole,
    /// Not in the value list.
    NotInList {
        /// The list.
        allowed: &'static [&'static str],
    },
    /// Not padded on the left.
    Padding {
        /// What to pad with.
        with: char,
        /// The padded length.
        to: u32,
    },
    /// Another JSON form came.
    WrongShape(Form),
    /// It came under another name than the one in the path.
    OtherName,
    /// It was given to another call already.
    UsedBefore,
    /// HTTP itself sets it.
    SetByHttp,
    /// The header is no coordinate as the standard writes it.
    Degrees {
        /// `±DD.DDDD`, or with three digits.
        form: &'static str,
    },
    /// The spec does not know it.
    UnknownMember,
    /// It came more than once: the last one counts.
    Doubled,
    /// None of the members is there.
    AtLeastOne(&'static [&'static str]),
    /// None of the members is there, or several.
    ExactlyOne(&'static [&'static str]),
    /// Some of the members are there, and some not.
    AllOrNone(&'static [&'static str]),
    /// The first of the members is there, so all of the others must be.
    Needs(&'static [&'static str]),
    /// None of the groups is complete.
    OneGroup(&'static [&'static [&'static str]]),
    /// Differs from other members joined.
    NotSame {
        /// The others.
        others: &'static [&'static str],
    },
    /// Before another date, or smaller than another number.
    NotAfter {
        /// The other.
        other: &'static str,
    },
    /// Not later than another date, or not greater than another number.
    NotAbove {
        /// The other.
        other: &'static str,
    },
    /// Further from another date than allowed.
    TooFar {
        /// The other.
        from: &'static str,
        /// How far it may be.
        span: Span,
    },
    /// Differs from a header.
    NotSameAsHeader {
        /// The header.
        header: &'static str,
    },
}

impl Broken {
    /// Something mandatory is absent or empty: the standard answers that with case 02, everything else with case 01
    /// (ASPI, response codes 400).
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(
            self,
            Self::Missing
                | Self::MissingBecause(_)
                | Self::MissingHeader { .. }
                | Self::Empty
                | Self::Blank
                | Self::AtLeastOne(_)
                | Self::OneGroup(_)
        )
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing, it is mandatory"),
            Self::MissingBecause(because) => write!(f, "missing, it is mandatory when {because}"),
            Self::MissingHeader { when, give } => {
                f.write_str("missing, it is mandatory")?;
                if let Some(when) = when {
                    write!(f, " when {when}")?;
                }
                write!(f, ": give it by `{give}`")
            }
            Self::Empty => f.write_str("empty, it is mandatory"),
            Self::Blank => f.write_str("only white space, it is mandatory: write the value that is meant"),
            Self::Negative => {
                f.write_str("is negative: write it without a sign; money goes back by a service of its own")
            }
            Self::Zero => f.write_str("is zero, and the call moves money: write the amount that is to be moved"),
            Self::TooLong { max, len } => write!(f, "{}, at most {max} {} allowed", Characters(*len), are(*max)),
            Self::TooShort { min, len } => write!(f, "{}, at least {min} {} needed", Characters(*len), are(*min)),
            Self::NotExact { exact, len } => write!(f, "{}, it must be exactly {exact}", Characters(*len)),
            Self::TooMany { max, len } => write!(f, "{}, at most {max} {} allowed", Elements(*len), are(*max)),
            Self::TooFew { min, len } => write!(f, "{}, at least {min} {} needed", Elements(*len), are(*min)),
            Self::NotCount { exact, len } => write!(f, "{}, it must be exactly {exact}", Elements(*len)),
            Self::Format(format) => write!(f, "must be {format}"),
            Self::Pattern => f.write_str("does not match the documented pattern"),
            Self::Precision { digits, decimals: 0 } => write!(f, "must be a number of up to {digits} digits, no point"),
            Self::Precision { digits, decimals } => {
                write!(f, "must be a number of up to {digits} digits, a point and exactly {decimals} decimals")
            }
            Self::Decimals => f.write_str("only zeros are allowed after the point"),
            Self::Digits { max } => write!(f, "must be a number of up to {max} digits"),
            Self::NotWhole => f.write_str("must be a whole number"),
            Self::NotInList { allowed } => write!(f, "must be one of {}", Names(allowed)),
            Self::Padding { with, to } => write!(f, "must be padded on the left with '{with}' to {to} characters"),
            Self::WrongShape(form) => write!(f, "came as {form}, another JSON form is specified"),
            Self::OtherName => f.write_str("came under another name than the specified one"),
            Self::UsedBefore => f.write_str("went out with another call already, give each call options of its own"),
            Self::SetByHttp => f.write_str("is set by HTTP itself, leave it out"),
            Self::Degrees { form } => {
                write!(f, "is no coordinate of the form {form}: `CallOptions::location` writes one from plain degrees")
            }
            Self::UnknownMember => f.write_str("not specified"),
            Self::Doubled => f.write_str("came more than once, the last one counts"),
            Self::AtLeastOne(members) => write!(f, "at least one is needed of {}", Names(members)),
            Self::ExactlyOne(members) => write!(f, "exactly one is needed of {}", Names(members)),
            Self::Needs(members) => match members.split_first() {
                Some((first, others)) => write!(f, "{first} needs {}", Names(others)),
                None => Ok(()),
            },
            Self::AllOrNone(members) => write!(f, "all or none are needed of {}", Names(members)),
            Self::OneGroup(groups) => {
                f.write_str("one group must be complete: ")?;
                for (index, group) in groups.iter().enumerate() {
                    write!(f, "{}({})", if index > 0 { " or " } else { "" }, Names(group))?;
                }
                Ok(())
            }
            Self::NotSame { others: [one] } => write!(f, "must be the same as {one}"),
            Self::NotSame { others } => write!(f, "must be the same as these joined: {}", Names(others)),
            Self::NotAfter { other } => write!(f, "must not be before or below {other}"),
            Self::NotAbove { other } => write!(f, "must be after or above {other}"),
            Self::TooFar { from, span: Span::Days(days) } => write!(f, "must be at most {days} days after {from}"),
            Self::TooFar { from, span: Span::Months(months) } => {
                write!(f, "must be at most {months} months after {from}")
            }
            Self::NotSameAsHeader { header } => write!(f, "must be the same as the header {header}"),
        }
    }
}

struct Characters(u32);

impl fmt::Display for Characters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        counted(f, self.0, "character")
    }
}

struct Elements(u32);

impl fmt::Display for Elements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        counted(f, self.0, "element")
    }
}

fn counted(f: &mut fmt::Formatter<'_>, count: u32, what: &str) -> fmt::Result {
    write!(f, "{count} {what}{}", if count == 1 { "" } else { "s" })
}

const fn are(count: u32) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

pub(super) struct Names<'a>(pub(super) &'a [&'a str]);

impl fmt::Display for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.iter().enumerate() {
            write!(f, "{}{name}", if index > 0 { ", " } else { "" })?;
        }
        Ok(())
    }
}

/// All violations of a message, in the order of its members.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", Lines(.0))]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// An error, unless there are none.
    #[inline]
    pub(crate) fn none(found: Vec<Violation>) -> Result<(), Self> {
        if found.is_empty() { Ok(()) } else { Err(Self(found)) }
    }

    #[cfg(feature = "client")]
    pub(crate) fn one(found: Violation) -> Self {
        Self(vec![found])
    }

    /// One after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// All of them; never empty.
    #[must_use]
    pub fn as_slice(&self) -> &[Violation] {
        &self.0
    }

    /// All of them; never empty.
    #[must_use]
    pub fn into_vec(self) -> Vec<Violation> {
        self.0
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

struct Lines<'a>(&'a [Violation]);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            write!(f, "{}{violation}", if index > 0 { "\n" } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_to_do() {
        for (rule, text) in [
            (Broken::TooLong { max: 255, len: 300 }, "a.b: 300 characters, at most 255 are allowed"),
            (Broken::TooShort { min: 3, len: 1 }, "a.b: 1 character, at least 3 are needed"),
            (Broken::MissingBecause(&When::Is("c", &["2"])), "a.b: missing, it is mandatory when c is 2"),
            (
                Broken::Precision { digits: 16, decimals: 2 },
                "a.b: must be a number of up to 16 digits, a point and exactly 2 decimals",
            ),
            (Broken::NotInList { allowed: &["Y", "N"] }, "a.b: must be one of Y, N"),
            (Broken::OneGroup(&[&["c", "d"], &["e"]]), "a.b: one group must be complete: (c, d) or (e)"),
            (Broken::NotSame { others: &["c"] }, "a.b: must be the same as c"),
            (Broken::WrongShape(Form::Null), "a.b: came as null, another JSON form is specified"),
        ] {
            assert_eq!(Violation { path: "a.b".to_owned(), rule }.to_string(), text);
        }
        let here = Violation { path: String::new(), rule: Broken::ExactlyOne(&["c", "d"]) };
        assert_eq!(here.to_string(), "exactly one is needed of c, d");
    }

    #[test]
    fn lists_all_of_them() {
        let one = Violation { path: "a".to_owned(), rule: Broken::Missing };
        let two = Violation { path: "b".to_owned(), rule: Broken::Empty };
        let all = Violations(vec![one.clone(), two]);
        assert_eq!(all.to_string(), "a: missing, it is mandatory\nb: empty, it is mandatory");
        assert_eq!(all.iter().next(), Some(&one));
        assert!(all.as_slice().iter().all(|violation| violation.rule.is_missing()));
    }
}
