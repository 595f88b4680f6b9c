//! What the caller of a case does.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a call differs from the documented one. What is not said is right.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Send {
    /// A call that was made before, and what of it is sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<Repeats>,
    /// Members with other values, by their paths.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
    /// Members that are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
    /// Headers with other values.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// Headers that come a second time.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub twice: BTreeMap<String, String>,
    /// Headers that are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// Another HTTP method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// What is appended to the path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What is wrong with the signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<SignatureFault>,
    /// What is wrong with the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenFault>,
    /// Another X-TIMESTAMP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// What is wrong with the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyFault>,
    /// This text in place of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
}

/// A call that is made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeats {
    /// The case whose call it was.
    pub case: String,
    /// Its X-EXTERNAL-ID.
    pub external_id: Like,
    /// The members that name what is carried out once.
    pub reference: Like,
}

/// Whether something is taken from an earlier call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Like {
    /// As it was.
    Same,
    /// A new one.
    New,
}

/// What is wrong with a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureFault {
    /// There is none.
    Missing,
    /// It is no base64.
    Garbled,
    /// It is made with another key or secret.
    OtherKey,
    /// It is that of another path.
    OtherPath,
    /// It is that of another body.
    OtherBody,
    /// It is that of another timestamp.
    OtherTime,
}

/// What is wrong with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenFault {
    /// There is none.
    Missing,
    /// Nobody gave it out.
    Unknown,
    /// It is over.
    Expired,
    /// It was given to somebody else.
    OfAnother,
    /// It does not begin with `Bearer`.
    OtherScheme,
    /// It ends with a quote.
    Quoted,
}

/// What is wrong with a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyFault {
    /// It breaks off.
    Cut,
    /// It is empty.
    Empty,
    /// It is a list.
    Array,
    /// A byte of it is no UTF-8.
    NoText,
    /// A member stands in it twice.
    MemberTwice,
    /// It begins with a byte order mark.
    Mark,
    /// Something stands behind its end.
    Tail,
    /// It is larger than 256 KiB.
    TooLarge,
    /// A member stands in it that nobody knows: that is right.
    UnknownMember,
}
