//! Conditions: when a `C` member is mandatory, and what holds between the members of one object.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::at::{At, Entries};
use super::field::OneOrMany;

/// When a conditional member is mandatory.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The response reports success (2xx).
    Success,
    /// The response reports failure.
    Failure,
    /// A sibling is there.
    Present(At<String>),
    /// A sibling is not there.
    Absent(At<String>),
    /// Every listed sibling has the value, or one of the values.
    Equals(Entries<At<OneOrMany<String>>>),
    /// The request carries a header.
    HeaderPresent(At<String>),
    /// The request does not carry a header.
    HeaderAbsent(At<String>),
    /// All hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// What cannot be computed, in words. Lint counts these.
    Prose(At<String>),
}

/// What holds between the members of one object.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// At least one of the members is there.
    AtLeastOne(Vec<At<String>>),
    /// Exactly one of the members is there.
    ExactlyOne(Vec<At<String>>),
    /// All of the members are there, or none.
    AllOrNone(Vec<At<String>>),
    /// Where the first of the members is there, all of the others are.
    Needs(Vec<At<String>>),
    /// At least one group is complete.
    OneGroup(Vec<Vec<At<String>>>),
    /// A member equals other members joined.
    Same(At<String>, Vec<At<String>>),
    /// A member equals a header of the request.
    SameAsHeader(SameAsHeader),
    /// What cannot be computed, in words. Lint counts these.
    Prose(At<String>),
}

/// A member that repeats a header.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SameAsHeader {
    /// The member.
    pub field: At<String>,
    /// The header.
    pub header: At<String>,
    /// When, in words, if not always. Such a rule is documented, not enforced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<At<String>>,
}
