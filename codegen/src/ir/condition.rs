//! Conditions whose references are checked.

use crate::source::Loc;

/// When a conditional member is mandatory. Member paths are relative to the object that holds the member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The response reports success.
    Success,
    /// The response reports failure.
    Failure,
    /// A member is there.
    Present(Vec<String>),
    /// A member has one of the values.
    OneOf(Vec<String>, Vec<String>),
    /// The request carries a header.
    Header(String),
    /// All hold.
    All(Vec<Self>),
    /// At least one holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// What cannot be computed.
    Prose(String),
}

impl Condition {
    /// Whether it holds a part that cannot be computed.
    pub fn is_prose(&self) -> bool {
        match self {
            Self::Prose(_) => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::is_prose),
            Self::Not(part) => part.is_prose(),
            _ => false,
        }
    }

    /// Whether it depends on what the response reports.
    pub fn speaks_of_outcome(&self) -> bool {
        match self {
            Self::Success | Self::Failure => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::speaks_of_outcome),
            Self::Not(part) => part.speaks_of_outcome(),
            _ => false,
        }
    }

    /// In words, for documentation and messages.
    pub fn words(&self) -> String {
        let join = |parts: &[Self], word: &str| parts.iter().map(Self::words).collect::<Vec<_>>().join(word);
        match self {
            Self::Success => "the response reports success".to_owned(),
            Self::Failure => "the response reports failure".to_owned(),
            Self::Present(path) => format!("{} is present", path.join(".")),
            Self::OneOf(path, values) => format!("{} is {}", path.join("."), values.join(" or ")),
            Self::Header(name) => format!("the header {name} is sent"),
            Self::All(parts) => join(parts, " and "),
            Self::Any(parts) => join(parts, " or "),
            Self::Not(part) => match part.as_ref() {
                Self::Present(path) => format!("{} is absent", path.join(".")),
                Self::Header(name) => format!("the header {name} is not sent"),
                other => format!("not ({})", other.words()),
            },
            Self::Prose(text) => text.trim().to_owned(),
        }
    }
}

/// What holds between the members of one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The rule.
    pub kind: RuleKind,
    /// Where it stands.
    pub loc: Loc,
}

/// The kinds of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleKind {
    /// At least one is there.
    AtLeastOne(Vec<String>),
    /// Exactly one is there.
    ExactlyOne(Vec<String>),
    /// All are there, or none.
    AllOrNone(Vec<String>),
    /// Where the first is there, all of the others are.
    Needs(Vec<String>),
    /// At least one group is complete.
    OneGroup(Vec<Vec<String>>),
    /// A member equals others joined.
    Same(String, Vec<String>),
    /// A member equals a header; with words, only then (documented, not enforced).
    SameAsHeader(String, String, Option<String>),
    /// What cannot be computed.
    Prose(String),
}

impl RuleKind {
    /// Whether it cannot be computed.
    pub fn is_prose(&self) -> bool {
        matches!(self, Self::Prose(_) | Self::SameAsHeader(_, _, Some(_)))
    }

    /// In words, for documentation and messages.
    pub fn words(&self) -> String {
        match self {
            Self::AtLeastOne(names) => format!("at least one of {}", names.join(", ")),
            Self::ExactlyOne(names) => format!("exactly one of {}", names.join(", ")),
            Self::AllOrNone(names) => format!("all of {}, or none", names.join(", ")),
            Self::Needs(names) => match names.split_first() {
                Some((first, others)) => format!("{first} needs {}", others.join(", ")),
                None => String::new(),
            },
            Self::OneGroup(groups) => groups.iter().map(|group| group.join(" + ")).collect::<Vec<_>>().join(", or "),
            Self::Same(name, others) => format!("{name} is {}", others.join(" + ")),
            Self::SameAsHeader(name, header, None) => format!("{name} is the header {header}"),
            Self::SameAsHeader(name, header, Some(when)) => format!("{name} is the header {header}: {}", when.trim()),
            Self::Prose(text) => text.trim().to_owned(),
        }
    }

    /// The members it speaks of.
    pub fn members(&self) -> Vec<&str> {
        match self {
            Self::AtLeastOne(names) | Self::ExactlyOne(names) | Self::AllOrNone(names) | Self::Needs(names) => {
                names.iter().map(String::as_str).collect()
            }
            Self::OneGroup(groups) => groups.iter().flatten().map(String::as_str).collect(),
            Self::Same(name, others) => std::iter::once(name).chain(others).map(String::as_str).collect(),
            Self::SameAsHeader(name, _, _) => vec![name],
            Self::Prose(_) => Vec::new(),
        }
    }
}
