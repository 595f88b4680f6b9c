//! Conditions whose references are checked.

use super::path::Path;

/// When a conditional member is mandatory, a variant is answered, or a relation holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The response reports success.
    Success,
    /// The response reports failure.
    Failure,
    /// A member is there.
    Present(Path),
    /// A member has one of the values.
    OneOf(Path, Vec<String>),
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
    /// The page calls a member conditional and does not say when.
    Unstated,
}

impl Condition {
    /// Whether it holds a part that cannot be computed.
    pub fn is_prose(&self) -> bool {
        match self {
            Self::Prose(_) | Self::Unstated => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::is_prose),
            Self::Not(part) => part.is_prose(),
            Self::Success | Self::Failure | Self::Present(_) | Self::OneOf(..) | Self::Header(_) => false,
        }
    }

    /// Whether it depends on what the response reports.
    pub fn speaks_of_outcome(&self) -> bool {
        match self {
            Self::Success | Self::Failure => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::speaks_of_outcome),
            Self::Not(part) => part.speaks_of_outcome(),
            Self::Present(_) | Self::OneOf(..) | Self::Header(_) | Self::Prose(_) | Self::Unstated => false,
        }
    }

    /// Every path that it speaks of, with the values that are asked for.
    pub fn paths(&self) -> Vec<(&Path, &[String])> {
        match self {
            Self::Present(path) => vec![(path, &[])],
            Self::OneOf(path, values) => vec![(path, values)],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::paths).collect(),
            Self::Not(part) => part.paths(),
            Self::Success | Self::Failure | Self::Header(_) | Self::Prose(_) | Self::Unstated => Vec::new(),
        }
    }

    /// The same with every path replaced.
    #[must_use]
    pub fn map_paths(self, map: &mut dyn FnMut(Path) -> Path) -> Self {
        match self {
            Self::Present(path) => Self::Present(map(path)),
            Self::OneOf(path, values) => Self::OneOf(map(path), values),
            Self::All(parts) => Self::All(parts.into_iter().map(|part| part.map_paths(map)).collect()),
            Self::Any(parts) => Self::Any(parts.into_iter().map(|part| part.map_paths(map)).collect()),
            Self::Not(part) => Self::Not(Box::new(part.map_paths(map))),
            same @ (Self::Success | Self::Failure | Self::Header(_) | Self::Prose(_) | Self::Unstated) => same,
        }
    }

    /// In words, for documentation and messages.
    pub fn words(&self) -> String {
        let join = |parts: &[Self], word: &str| parts.iter().map(Self::words).collect::<Vec<_>>().join(word);
        match self {
            Self::Success => "the response reports success".to_owned(),
            Self::Failure => "the response reports failure".to_owned(),
            Self::Present(path) => format!("{path} is present"),
            Self::OneOf(path, values) => format!("{path} is {}", values.join(" or ")),
            Self::Header(name) => format!("the header {name} is sent"),
            Self::All(parts) => join(parts, " and "),
            Self::Any(parts) => join(parts, " or "),
            Self::Not(part) => match part.as_ref() {
                Self::Present(path) => format!("{path} is absent"),
                Self::Header(name) => format!("the header {name} is not sent"),
                other => format!("not ({})", other.words()),
            },
            Self::Prose(text) => text.trim().to_owned(),
            Self::Unstated => "the page does not say when".to_owned(),
        }
    }
}
