//! Conditions: when a `C` member is mandatory, and what holds between the members of one object.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::at::{At, Entries};
use super::field::OneOrMany;

/// When a conditional member is mandatory. Members are named by paths: `a.b` beside it, `/a.b` from the root of the
/// message, `../a` in the object above, `list[].b` in any element, `request:a.b` in the request that a response answers.
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
    /// The page calls the member conditional and does not say when.
    Unstated,
}

/// What holds between the members of one object.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// At least one of the members is there.
    AtLeastOne(#[schemars(length(min = 2))] Vec<At<String>>),
    /// Exactly one of the members is there.
    ExactlyOne(#[schemars(length(min = 2))] Vec<At<String>>),
    /// All of the members are there, or none.
    AllOrNone(#[schemars(length(min = 2))] Vec<At<String>>),
    /// Where the first of the members is there, all of the others are.
    Needs(#[schemars(length(min = 2))] Vec<At<String>>),
    /// At least one group is complete.
    OneGroup(#[schemars(length(min = 2))] Vec<Vec<At<String>>>),
    /// A member equals other members joined.
    Same(At<String>, Vec<At<String>>),
    /// A member equals a header of the request.
    SameAsHeader(SameAsHeader),
    /// Of two dates or two numbers, the first is not beyond the second.
    Order(At<String>, At<String>),
    /// Of two dates or two numbers, the first is before or below the second.
    Below(At<String>, At<String>),
    /// From one date to another it is at most so long.
    Within(Within),
    /// A member has another length where a condition holds.
    Length(Length),
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

/// How far two dates may lie apart.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Within {
    /// The member with the earlier date.
    pub from: At<String>,
    /// The member with the later date.
    pub to: At<String>,
    /// How far.
    pub at_most: At<Span>,
}

/// A span of time by the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// So many days.
    Days(u32),
    /// So many months.
    Months(u32),
}

/// A length that depends on a condition.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// The member.
    pub field: At<String>,
    /// Fewest characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<At<u32>>,
    /// Most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<At<u32>>,
    /// Where it holds.
    pub when: Condition,
}
