//! Errata: contradictions of a document, and what was decided about each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::at::{At, EachAt};
use super::field::{OneOrMany, Presence};
use super::service::Method;

/// A contradiction of a document.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Erratum {
    /// Name, unique within the service or file.
    pub id: At<String>,
    /// What it is about: `request.member`, `response.list[].member`, `responses.variant.member`, `code`, `method`, `path`, `headers.X-NAME`.
    /// A list where several disagree alike.
    pub at: EachAt<String>,
    /// What disagrees.
    pub kind: At<ErratumKind>,
    /// What the document says, in our own words.
    pub documented: At<String>,
    /// What was decided.
    pub decision: At<String>,
    /// Relaxes input; output stays as the table says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accept: Option<At<Change>>,
    /// Replaces what the table says, both ways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correct: Option<At<Change>>,
}

/// What disagrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ErratumKind {
    /// A sample value is longer or shorter than its row says.
    Length,
    /// A sample amount has more digits or other decimals than its row says.
    Precision,
    /// A sample value has another JSON type.
    Type,
    /// A sample value is not in the value list.
    Values,
    /// A sample value has another format.
    Format,
    /// A sample lacks a mandatory member.
    Missing,
    /// A sample has a mandatory text, but empty.
    Empty,
    /// A sample has a member that the table lacks.
    Unknown,
    /// The same member under two spellings.
    Name,
    /// A sample breaks a rule between members.
    Condition,
    /// A printed sample is not JSON.
    Json,
    /// A code disagrees.
    Code,
    /// The method disagrees.
    Method,
    /// The path disagrees.
    Path,
    /// A header disagrees.
    Header,
    /// Only a reader can see it.
    Document,
}

impl ErratumKind {
    /// As the spec writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Precision => "precision",
            Self::Type => "type",
            Self::Values => "values",
            Self::Format => "format",
            Self::Missing => "missing",
            Self::Empty => "empty",
            Self::Unknown => "unknown",
            Self::Name => "name",
            Self::Condition => "condition",
            Self::Json => "json",
            Self::Code => "code",
            Self::Method => "method",
            Self::Path => "path",
            Self::Header => "header",
            Self::Document => "document",
        }
    }
}

/// What an erratum changes.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The other spelling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<At<OneOrMany<String>>>,
    /// Most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<At<u32>>,
    /// Fewest characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<At<u32>>,
    /// Exactly so many characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<At<u32>>,
    /// Fewest elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_items: Option<At<u32>>,
    /// Most elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<At<u32>>,
    /// Exactly so many elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact_items: Option<At<u32>>,
    /// Another regular expression for the whole text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<At<String>>,
    /// Digits before the point and decimals after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<At<(u32, u32)>>,
    /// Another presence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<At<Presence>>,
    /// Other JSON shapes.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<At<OneOrMany<Shape>>>,
    /// Further values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<At<OneOrMany<String>>>,
    /// Further formats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<At<OneOrMany<OtherFormat>>>,
    /// A mandatory text may be empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty: Option<At<bool>>,
    /// The real method (`correct` only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<At<Method>>,
    /// The real path (`correct` only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<At<String>>,
    /// The real code (`correct` only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<At<String>>,
}

/// A JSON shape other than the documented one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// A bare number where text is promised.
    Number,
    /// Text where a number or another shape is promised.
    String,
    /// One object where an array is promised.
    Object,
    /// An array where an object is promised.
    Array,
    /// An explicit null.
    Null,
    /// A boolean where text is promised.
    Boolean,
}

/// A format of a date-time, or of a text, other than the documented one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OtherFormat {
    /// `20201231T235959Z`.
    BasicDatetime,
    /// Without a zone.
    LocalDatetime,
    /// With fractions of a second.
    Milliseconds,
    /// Milliseconds since 1970, 13 digits, or seconds, 10.
    Epoch,
    /// Anything.
    Any,
}
