//! Headers that the server itself asks for.

use http::HeaderName;
use http::header::{AUTHORIZATION, CONTENT_TYPE};

/// A header with a meaning of its own, known by its name once and for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    Authorization,
    AuthorizationCustomer,
    ChannelId,
    ClientKey,
    ContentType,
    ExternalId,
    PartnerId,
    Signature,
    Timestamp,
}

static AUTHORIZATION_CUSTOMER: HeaderName = HeaderName::from_static("authorization-customer");
static CHANNEL_ID: HeaderName = HeaderName::from_static("channel-id");
static X_CLIENT_KEY: HeaderName = HeaderName::from_static("x-client-key");
static X_EXTERNAL_ID: HeaderName = HeaderName::from_static("x-external-id");
static X_PARTNER_ID: HeaderName = HeaderName::from_static("x-partner-id");
static X_SIGNATURE: HeaderName = HeaderName::from_static("x-signature");
static X_TIMESTAMP: HeaderName = HeaderName::from_static("x-timestamp");

const ALL: [(Known, &str); 9] = [
    (Known::Authorization, "authorization"),
    (Known::AuthorizationCustomer, "authorization-customer"),
    (Known::ChannelId, "channel-id"),
    (Known::ClientKey, "x-client-key"),
    (Known::ContentType, "content-type"),
    (Known::ExternalId, "x-external-id"),
    (Known::PartnerId, "x-partner-id"),
    (Known::Signature, "x-signature"),
    (Known::Timestamp, "x-timestamp"),
];

impl Known {
    /// By its name, in whatever case.
    pub(crate) fn of(name: &str) -> Option<Self> {
        ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(known, _)| *known)
    }

    /// As the map of headers has it, which makes a name of every text that it is asked for.
    pub(crate) fn name(self) -> &'static HeaderName {
        match self {
            Self::Authorization => &AUTHORIZATION,
            Self::AuthorizationCustomer => &AUTHORIZATION_CUSTOMER,
            Self::ChannelId => &CHANNEL_ID,
            Self::ClientKey => &X_CLIENT_KEY,
            Self::ContentType => &CONTENT_TYPE,
            Self::ExternalId => &X_EXTERNAL_ID,
            Self::PartnerId => &X_PARTNER_ID,
            Self::Signature => &X_SIGNATURE,
            Self::Timestamp => &X_TIMESTAMP,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_header_is_found_by_its_own_name() {
        for (known, name) in ALL {
            assert_eq!((Known::of(&name.to_ascii_uppercase()), known.name().as_str()), (Some(known), name));
        }
        assert_eq!(Known::of("x-device-id"), None);
    }
}
