//! What a provider tries before it lets a partner go live: test cases, as data.
//!
//! One file holds the cases of one role. As `server`, the provider calls the partner's server; as `client`, the partner's
//! application calls the provider. What stands below `send` is what the caller does; it is said by how it differs from the
//! documented request.

mod expect;
mod send;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use expect::{Expect, Is, MemberCheck};
pub use send::{Body, Like, Repeats, Send, Signature, Token};

use super::at::{At, Entries};
use super::service::Source;
use super::words::words;

/// A list of test cases.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificationFile {
    /// Where the list comes from.
    pub source: Source,
    /// What the partner is in it.
    pub role: At<Role>,
    /// What whoever runs the list has to tell: numbers that only he knows. Cases name them in braces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Entries<At<Datum>>>,
    /// The cases, in the order in which they are played.
    #[schemars(length(min = 1))]
    pub cases: Vec<At<Case>>,
}

words!(
    /// What the partner is in a list of cases.
    Role {
        /// The provider calls the partner's server.
        Server => "server",
        /// The partner's application calls the provider.
        Client => "client",
    }
);

/// A number that only the partner knows.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Datum {
    /// What it is.
    #[schemars(regex(pattern = r"\S"))]
    pub doc: At<String>,
    /// How it looks.
    pub example: At<String>,
}

/// A test case.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Name, unique within the provider.
    #[schemars(regex(pattern = r"^[a-z0-9]+([-.][a-z0-9]+)*$"))]
    pub id: At<String>,
    /// What is tried, in a few words.
    #[schemars(regex(pattern = r"\S"))]
    pub title: At<String>,
    /// Its number in the provider's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<At<String>>,
    /// The service that is called. The standard's cases have none: they are played against every inbound service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<At<String>>,
    /// For which services it is, where it names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<At<Only>>,
    /// What differs from the documented request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send: Option<At<Send>>,
    /// How it is brought about, where nobody can from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"\S"))]
    pub by_hand: Option<At<String>>,
    /// What has to be answered.
    pub expect: At<Expect>,
    /// What a reader should know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
}

/// Services that a case is for: all that is said must hold.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// Those that are signed so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<At<Signed>>,
    /// Those with this header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<At<String>>,
    /// Those for which this header is mandatory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandatory: Option<At<String>>,
    /// Those for which members of the request name what is carried out once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub once: Option<At<bool>>,
    /// Those that answer the same call again so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<At<super::serving::Repeat>>,
    /// Those that answer the same reference again so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_reference: Option<At<super::serving::SameReference>>,
    /// Those that answer the same reference with other content so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_content: Option<At<super::serving::OtherContent>>,
    /// Those that refuse a timestamp outside of the window so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale: Option<At<super::serving::Stale>>,
    /// Those that refuse a caller so who is switched off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inactive: Option<At<super::serving::Inactive>>,
    /// Those that refuse a call without a token so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_token: Option<At<super::serving::NoToken>>,
}

words!(
    /// How a call is signed.
    Signed {
        /// With a token and the client secret.
        Symmetric => "symmetric",
        /// With the private key.
        Asymmetric => "asymmetric",
    }
);
