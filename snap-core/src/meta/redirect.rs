//! What a client gives to an address that a browser opens, as const data.

/// A member of the query that the client gives where the caller does not, and where its value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Given {
    /// The member.
    pub member: &'static str,
    /// Where its value comes from.
    pub from: GivenFrom,
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GivenFrom {
    /// The partner ID of the credentials.
    PartnerId,
    /// The client key of the credentials.
    ClientKey,
    /// The channel ID of the credentials.
    ChannelId,
    /// A new external ID.
    ExternalId,
    /// The client's clock, in the form of the signing profile.
    Time,
    /// SHA256withRSA over the text of this member, in Base64 (ASPI, `seamlessSign` of service 10). What is percent-encoded in
    /// the request is decoded first.
    SignatureOf(&'static str),
    /// Always this.
    Text(&'static str),
}

impl Given {
    /// A member and where its value comes from.
    #[must_use]
    pub const fn new(member: &'static str, from: GivenFrom) -> Self {
        Self { member, from }
    }

    /// The partner ID.
    #[must_use]
    pub const fn partner_id(member: &'static str) -> Self {
        Self::new(member, GivenFrom::PartnerId)
    }

    /// The client key.
    #[must_use]
    pub const fn client_key(member: &'static str) -> Self {
        Self::new(member, GivenFrom::ClientKey)
    }

    /// The channel ID.
    #[must_use]
    pub const fn channel_id(member: &'static str) -> Self {
        Self::new(member, GivenFrom::ChannelId)
    }

    /// A new external ID.
    #[must_use]
    pub const fn external_id(member: &'static str) -> Self {
        Self::new(member, GivenFrom::ExternalId)
    }

    /// The time.
    #[must_use]
    pub const fn time(member: &'static str) -> Self {
        Self::new(member, GivenFrom::Time)
    }

    /// A signature over another member; none where that is absent.
    #[must_use]
    pub const fn signature_of(member: &'static str, signed: &'static str) -> Self {
        Self::new(member, GivenFrom::SignatureOf(signed))
    }

    /// Always the same text.
    #[must_use]
    pub const fn text(member: &'static str, text: &'static str) -> Self {
        Self::new(member, GivenFrom::Text(text))
    }
}
