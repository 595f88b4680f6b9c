//! Conditions as data.

use std::fmt;

/// When a conditional member or header is mandatory, or a relation holds; built in const context.
///
/// Members are named by paths: `a.b` beside the member, or of the request where a header is conditional, `/a.b` from the root of the message, `../a` in the object above,
/// `list[].b` in any element, `request:a.b` in the request that a response answers. What cannot be told, because no
/// headers or no request are at hand, demands nothing either way.
///
/// ```
/// use snap_core::When;
/// const WHEN: When = When::All(&[When::Is("/bank", &["BCA"]), When::Absent("token")]);
/// assert_eq!(WHEN.to_string(), "/bank is BCA and token is absent");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// The response reports success.
    Success,
    /// The response reports failure.
    Failure,
    /// A member is there.
    Present(&'static str),
    /// A member is not there.
    Absent(&'static str),
    /// A member has one of the values.
    Is(&'static str, &'static [&'static str]),
    /// The request carries a header.
    Header(&'static str),
    /// The request does not carry a header.
    NoHeader(&'static str),
    /// All hold.
    All(&'static [Self]),
    /// At least one holds.
    Any(&'static [Self]),
    /// It does not hold.
    Not(&'static Self),
    /// What the page says in words that no program reads.
    Unknown,
}

impl When {
    /// Whether it depends on what the response reports. A condition that does not is not asked of a failure, which
    /// carries little more than its code.
    #[must_use]
    pub fn speaks_of_outcome(&self) -> bool {
        match self {
            Self::Success | Self::Failure => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::speaks_of_outcome),
            Self::Not(part) => part.speaks_of_outcome(),
            Self::Present(_) | Self::Absent(_) | Self::Is(..) | Self::Header(_) | Self::NoHeader(_) | Self::Unknown => {
                false
            }
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Success => f.write_str("the response reports success"),
            Self::Failure => f.write_str("the response reports failure"),
            Self::Present(path) => write!(f, "{path} is present"),
            Self::Absent(path) => write!(f, "{path} is absent"),
            Self::Is(path, values) => write!(f, "{path} is {}", Joined(values, " or ")),
            Self::Header(name) => write!(f, "the header {name} is sent"),
            Self::NoHeader(name) => write!(f, "the header {name} is not sent"),
            Self::All(parts) => Joined(parts, " and ").fmt(f),
            Self::Any(parts) => Joined(parts, " or ").fmt(f),
            Self::Not(part) => write!(f, "not ({part})"),
            Self::Unknown => f.write_str("what the page describes"),
        }
    }
}

struct Joined<'a, T>(&'a [T], &'a str);

impl<T: fmt::Display> fmt::Display for Joined<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() {
            write!(f, "{}{part}", if index > 0 { self.1 } else { "" })?;
        }
        Ok(())
    }
}
