//! Headers that a client has values for, or rules of its own: found by name once, whatever the case, without a copy of it.

use http::HeaderName;

pub(super) const TIMESTAMP: HeaderName = HeaderName::from_static("x-timestamp");
pub(super) const SIGNATURE: HeaderName = HeaderName::from_static("x-signature");

/// What a header is to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    ContentType,
    ClientKey,
    PartnerId,
    ExternalId,
    ChannelId,
    Origin,
    CustomerToken,
    DeviceId,
    IpAddress,
    Latitude,
    Longitude,
    /// Filled in by signing, and never taken from anywhere else.
    Signed,
}

/// One of them.
pub(super) struct Row {
    name: &'static str,
    pub known: Known,
    /// As HTTP has it: a copy of this one is no allocation.
    pub http: HeaderName,
}

macro_rules! rows {
    ($($name:literal / $http:literal => $known:ident),+ $(,)?) => {
        [$(Row { name: $name, known: Known::$known, http: HeaderName::from_static($http) }),+]
    };
}

static ROWS: [Row; 15] = rows![
    "Content-Type" / "content-type" => ContentType,
    "X-CLIENT-KEY" / "x-client-key" => ClientKey,
    "X-PARTNER-ID" / "x-partner-id" => PartnerId,
    "X-EXTERNAL-ID" / "x-external-id" => ExternalId,
    "CHANNEL-ID" / "channel-id" => ChannelId,
    "ORIGIN" / "origin" => Origin,
    "X-ORIGIN" / "x-origin" => Origin,
    "Authorization-Customer" / "authorization-customer" => CustomerToken,
    "X-DEVICE-ID" / "x-device-id" => DeviceId,
    "X-IP-ADDRESS" / "x-ip-address" => IpAddress,
    "X-LATITUDE" / "x-latitude" => Latitude,
    "X-LONGITUDE" / "x-longitude" => Longitude,
    "Authorization" / "authorization" => Signed,
    "X-TIMESTAMP" / "x-timestamp" => Signed,
    "X-SIGNATURE" / "x-signature" => Signed,
];

/// The row of a header by its name.
pub(super) fn row(name: &str) -> Option<&'static Row> {
    let same = |row: &&Row| row.name.len() == name.len() && (row.name == name || row.name.eq_ignore_ascii_case(name));
    ROWS.iter().find(same)
}

/// The name of a header as HTTP has it; none of what is no name.
pub(super) fn http_name(row: Option<&Row>, name: &str) -> Option<HeaderName> {
    row.map(|row| row.http.clone()).or_else(|| HeaderName::from_bytes(name.as_bytes()).ok())
}

impl Known {
    pub(super) fn of(name: &str) -> Option<Self> {
        row(name).map(|row| row.known)
    }

    /// Personal data and tokens are marked, so that HTTP libraries do not print them and do not keep them in header tables.
    pub(super) const fn is_personal(self) -> bool {
        matches!(
            self,
            Self::CustomerToken | Self::DeviceId | Self::IpAddress | Self::Latitude | Self::Longitude | Self::ClientKey
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_in_any_case_and_named_as_http_has_it() {
        for row in &ROWS {
            for name in [row.name.to_owned(), row.name.to_ascii_lowercase(), row.name.to_ascii_uppercase()] {
                assert_eq!(Known::of(&name), Some(row.known));
                assert_eq!(http_name(super::row(&name), &name), HeaderName::from_bytes(name.as_bytes()).ok());
            }
        }
        assert_eq!((Known::of("X-Debug-Mode"), http_name(None, "a b")), (None, None));
        assert_eq!(http_name(None, "X-Debug-Mode").as_ref().map(HeaderName::as_str), Some("x-debug-mode"));
    }
}
