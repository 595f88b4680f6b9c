//! Services at which nobody calls: the browser of the customer is sent there.

use super::place::{Place, Placed};

/// How the address is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Redirect {
    /// Members of the query that the client gives.
    pub fill: Vec<Filled>,
    /// Where it is said.
    pub place: Place,
}

/// A member with where its value comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// The member.
    pub member: Placed<String>,
    /// Where its value comes from.
    pub given: Placed<Given>,
}

/// What a client gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// X-PARTNER-ID of the partner.
    PartnerId,
    /// X-CLIENT-KEY of the partner.
    ClientKey,
    /// CHANNEL-ID.
    ChannelId,
    /// A new external ID.
    ExternalId,
    /// When the address is made.
    Time,
    /// A signature by the partner's private key over the text of another member.
    SignatureOf(String),
    /// Always this.
    Text(String),
    /// Nothing of these, as it is written: there is a finding.
    Unread(String),
}
