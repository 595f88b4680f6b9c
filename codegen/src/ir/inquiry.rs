//! How it is asked what became of a call: which service tells, how its request is filled, how its answer is read.

use std::fmt;

use super::place::Placed;
use super::target::Members;

/// A question about a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Inquiry {
    /// The service that tells.
    pub service: Placed<String>,
    /// Where each member of its request comes from.
    pub fill: Vec<Fill>,
    /// Members of its request that whoever asks gives.
    pub ask: Vec<Placed<Members>>,
    /// How its answer is read.
    pub tells: Placed<Tells>,
}

/// A member of a question with where its value comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Fill {
    /// The member.
    pub to: Placed<Members>,
    /// Where its value comes from.
    pub from: Placed<Origin>,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// A member of the first request.
    Request(Members),
    /// A member of the answer to it.
    Response(Members),
    /// X-EXTERNAL-ID of the first call.
    ExternalId,
    /// X-TIMESTAMP of the first call.
    Time,
    /// Service code of the first call.
    Code,
    /// Always this.
    Constant(String),
    /// The message of the answer that is given: of refusals only.
    Message,
    /// Nobody can say what is meant: it has a finding, and nothing is filled.
    Unread(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(members) => write!(f, "request.{members}"),
            Self::Response(members) => write!(f, "response.{members}"),
            Self::ExternalId => f.write_str("headers.X-EXTERNAL-ID"),
            Self::Time => f.write_str("headers.X-TIMESTAMP"),
            Self::Code => f.write_str("code"),
            Self::Message => f.write_str("message"),
            Self::Constant(text) => write!(f, "\"{text}\""),
            Self::Unread(text) => f.write_str(text),
        }
    }
}

/// How an answer says what became of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Tells {
    /// `latestTransactionStatus`, with the values of the standard for a transfer.
    Latest,
    /// A member does.
    Member(Told),
    /// That there is an answer.
    Answered,
    /// Nothing does, and why.
    Nothing(String),
}

/// The member of the answer that says what became of a payment, in the standard.
pub const LATEST: &str = "latestTransactionStatus";

/// A member that says what became of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The member.
    pub member: Placed<Members>,
    /// Which element of the list: its member, and that of the first request which it equals.
    pub of: Option<(Placed<Members>, Placed<Members>)>,
    /// Values that say that it was carried out.
    pub success: Vec<Placed<String>>,
    /// Values that say that it was not carried out, or was taken back.
    pub failure: Vec<Placed<String>>,
    /// Values that say that the provider does not know the call.
    pub not_found: Vec<Placed<String>>,
}
