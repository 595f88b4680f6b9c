//! Response-code tables.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::at::At;
use super::erratum::Erratum;
use super::service::Source;
use super::words::words;

/// A table of response codes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResponseCodesFile {
    /// The page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The rows.
    pub codes: Vec<At<ResponseCode>>,
    /// Contradictions of the table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<At<Erratum>>,
}

/// One row of a response-code table.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResponseCode {
    /// HTTP status.
    #[schemars(range(min = 100, max = 599))]
    pub http: At<u16>,
    /// Two-character case code, quoted.
    #[schemars(regex(pattern = r"^[0-9A-Z]{2}$"))]
    pub case: At<String>,
    /// Name in snake_case, unique within the table.
    #[schemars(regex(pattern = r"^[a-z0-9]+(_[a-z0-9]+)*$"))]
    pub name: At<String>,
    /// Category of the standard.
    pub category: At<Category>,
    /// Message; `[reason]` and `{field}` are placeholders.
    #[schemars(regex(pattern = r"\S"))]
    pub message: At<String>,
    /// What it says about the outcome.
    pub outcome: At<Outcome>,
    /// Whether the same call may be made again.
    pub retry: At<Retry>,
    /// Services for which it counts as success.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub success_for: Vec<At<String>>,
    /// What it means, in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<At<String>>,
}

words!(
    /// Category of the standard.
    Category {
        /// It went well, or is under way.
        Success => "success",
        /// Something about the systems.
        System => "system",
        /// Something about the message.
        Message => "message",
        /// Something about the business.
        Business => "business",
    }
);
words!(
    /// What a code says about the outcome.
    Outcome {
        /// Done.
        Success => "success",
        /// Under way.
        Pending => "pending",
        /// Not done.
        Failure => "failure",
        /// Nobody knows: ask.
        Unknown => "unknown",
    }
);
words!(
    /// Whether the same call may be made again.
    Retry {
        /// No.
        No => "no",
        /// Yes, with the same reference.
        SameReference => "same-reference",
        /// Yes, with a new reference.
        NewReference => "new-reference",
    }
);
