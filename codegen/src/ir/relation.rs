//! What holds between the members of one object.

use super::condition::Condition;
use super::path::Path;
use super::place::Place;
use super::rule::Bounds;

/// A relation between members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// What holds.
    pub kind: RelationKind,
    /// It is the standard's: a server does not insist on it, for other providers have schemes of their own.
    pub loose: bool,
    /// Where it stands.
    pub place: Place,
}

/// The kinds of relations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelationKind {
    /// At least one is there.
    AtLeastOne(Vec<Path>),
    /// Exactly one is there.
    ExactlyOne(Vec<Path>),
    /// All are there, or none.
    AllOrNone(Vec<Path>),
    /// Where the first is there, all of the others are.
    Needs(Vec<Path>),
    /// At least one group is complete.
    OneGroup(Vec<Vec<Path>>),
    /// A member equals others joined.
    Same(Path, Vec<Path>),
    /// A member equals a header; with words, only then (documented, not enforced).
    SameAsHeader(Path, String, Option<String>),
    /// The first date or number is not beyond the second.
    Order(Path, Path),
    /// The first date or number is before or below the second.
    Below(Path, Path),
    /// From the first date to the second it is at most so long.
    Within(Path, Path, Span),
    /// A member has another length where a condition holds.
    Length(Path, Bounds, Condition),
    /// What cannot be computed.
    Prose(String),
}

/// A span of time by the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So many days.
    Days(u32),
    /// So many months.
    Months(u32),
}

impl Span {
    /// `1 month`, `30 days`.
    pub fn words(self) -> String {
        let counted = |count: u32, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        match self {
            Self::Days(days) => counted(days, "day"),
            Self::Months(months) => counted(months, "month"),
        }
    }
}

impl RelationKind {
    /// Whether it cannot be computed.
    pub fn is_prose(&self) -> bool {
        match self {
            Self::Prose(_) | Self::SameAsHeader(_, _, Some(_)) => true,
            Self::Length(_, _, when) => when.is_prose(),
            Self::AtLeastOne(_)
            | Self::ExactlyOne(_)
            | Self::AllOrNone(_)
            | Self::Needs(_)
            | Self::OneGroup(_)
            | Self::Same(..)
            | Self::SameAsHeader(_, _, None)
            | Self::Order(..)
            | Self::Below(..)
            | Self::Within(..) => false,
        }
    }

    /// In words, for documentation and messages.
    pub fn words(&self) -> String {
        let list = |paths: &[Path], joint: &str| paths.iter().map(Path::to_string).collect::<Vec<_>>().join(joint);
        match self {
            Self::AtLeastOne(names) => format!("at least one of {}", list(names, ", ")),
            Self::ExactlyOne(names) => format!("exactly one of {}", list(names, ", ")),
            Self::AllOrNone(names) => format!("all of {}, or none", list(names, ", ")),
            Self::Needs(names) => match names.split_first() {
                Some((first, others)) => format!("{first} needs {}", list(others, ", ")),
                None => String::new(),
            },
            Self::OneGroup(groups) => groups.iter().map(|group| list(group, " + ")).collect::<Vec<_>>().join(", or "),
            Self::Same(name, others) => format!("{name} is {}", list(others, " + ")),
            Self::SameAsHeader(name, header, None) => format!("{name} is the header {header}"),
            Self::SameAsHeader(name, header, Some(when)) => format!("{name} is the header {header}: {}", when.trim()),
            Self::Order(first, second) => format!("{first} is not beyond {second}"),
            Self::Below(first, second) => format!("{first} is below {second}"),
            Self::Within(from, to, span) => format!("{to} is at most {} after {from}", span.words()),
            Self::Length(name, bounds, when) => {
                format!("{name} has {} when {}", bounds.words("character"), when.words())
            }
            Self::Prose(text) => text.trim().to_owned(),
        }
    }

    /// The members it speaks of, but for those of its condition.
    pub fn members(&self) -> Vec<&Path> {
        match self {
            Self::AtLeastOne(names) | Self::ExactlyOne(names) | Self::AllOrNone(names) | Self::Needs(names) => {
                names.iter().collect()
            }
            Self::OneGroup(groups) => groups.iter().flatten().collect(),
            Self::Same(name, others) => std::iter::once(name).chain(others).collect(),
            Self::SameAsHeader(name, _, _) | Self::Length(name, _, _) => vec![name],
            Self::Order(first, second) | Self::Below(first, second) | Self::Within(first, second, _) => {
                vec![first, second]
            }
            Self::Prose(_) => Vec::new(),
        }
    }

    /// The same with every path replaced.
    #[must_use]
    pub fn map_paths(self, map: &mut dyn FnMut(Path) -> Path) -> Self {
        fn all(paths: Vec<Path>, map: &mut dyn FnMut(Path) -> Path) -> Vec<Path> {
            paths.into_iter().map(map).collect()
        }
        match self {
            Self::AtLeastOne(paths) => Self::AtLeastOne(all(paths, map)),
            Self::ExactlyOne(paths) => Self::ExactlyOne(all(paths, map)),
            Self::AllOrNone(paths) => Self::AllOrNone(all(paths, map)),
            Self::Needs(paths) => Self::Needs(all(paths, map)),
            Self::OneGroup(groups) => Self::OneGroup(groups.into_iter().map(|group| all(group, map)).collect()),
            Self::Same(path, others) => Self::Same(map(path), all(others, map)),
            Self::SameAsHeader(path, header, when) => Self::SameAsHeader(map(path), header, when),
            Self::Order(first, second) => Self::Order(map(first), map(second)),
            Self::Below(first, second) => Self::Below(map(first), map(second)),
            Self::Within(first, second, span) => Self::Within(map(first), map(second), span),
            Self::Length(path, bounds, when) => Self::Length(map(path), bounds, when.map_paths(map)),
            same @ Self::Prose(_) => same,
        }
    }
}
