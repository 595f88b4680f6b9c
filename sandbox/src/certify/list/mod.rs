//! Lists of test cases, as the spec and a partner's annex write them.
//!
//! The format is that of `spec/providers/<name>/certification/*.yaml`; `spec/README.md` describes it.

mod check;
mod expect;
mod send;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use expect::{Expect, Is, MemberCheck};
pub use send::{BodyFault, Like, Repeats, Send, SignatureFault, TokenFault};

/// Test cases of one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Where the list comes from.
    pub source: Source,
    /// What the partner is in it.
    pub role: Role,
    /// What only the partner knows, by the name that cases have for it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, Datum>,
    /// The cases, in the order in which they are played.
    pub cases: Vec<Case>,
}

/// Where a list comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title of the page.
    pub title: String,
    /// Its address.
    #[serde(default)]
    pub url: String,
    /// The day on which it was read.
    #[serde(default)]
    pub retrieved: String,
}

/// What the partner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The provider calls the partner's server.
    Server,
    /// The partner's application calls the provider.
    Client,
}

impl Role {
    /// As lists write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Client => "client",
        }
    }
}

/// Something that only the partner knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Datum {
    /// What it is.
    pub doc: String,
    /// How it looks.
    #[serde(default)]
    pub example: String,
}

/// A test case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Name, unique within the provider.
    pub id: String,
    /// What is tried.
    pub title: String,
    /// Its number in the provider's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The service; none for every service that the provider calls at its partners.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// For which services it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Only>,
    /// How the call differs from the documented one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send: Option<Send>,
    /// How it is brought about, where nobody can from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_hand: Option<String>,
    /// What has to be answered.
    pub expect: Expect,
    /// What a reader should know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Services that a case is for: all that is said must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the words are documented where the spec declares them")]
pub struct Only {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mandatory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub once: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inactive: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_token: Option<String>,
}
