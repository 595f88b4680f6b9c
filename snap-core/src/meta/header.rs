//! Headers of an exchange, as const data.

use crate::meta::when::When;

/// The headers of an exchange.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct HeaderSet {
    /// Name in the spec.
    pub name: &'static str,
    /// Headers of the request.
    pub request: &'static [HeaderRule],
    /// Headers of the response.
    pub response: &'static [HeaderRule],
}

impl HeaderSet {
    /// A set without headers.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, request: &[], response: &[] }
    }

    /// Headers of the request.
    #[must_use]
    pub const fn request(mut self, request: &'static [HeaderRule]) -> Self {
        self.request = request;
        self
    }

    /// Headers of the response.
    #[must_use]
    pub const fn response(mut self, response: &'static [HeaderRule]) -> Self {
        self.response = response;
        self
    }
}

/// One header. What a later version knows of headers is one more field.
///
/// ```
/// use snap_core::{HeaderFormat, HeaderRule, HeaderSet, When};
///
/// static HEADERS: HeaderSet = HeaderSet::new("wallet").request(&[
///     HeaderRule::mandatory("X-TIMESTAMP").exact(25).format(HeaderFormat::Timestamp),
///     HeaderRule::conditional("X-DEVICE-ID").max(64).when(When::Is("additionalInfo.channel", &["APP"])),
/// ]);
/// assert!(HEADERS.request[1].is_named("x-device-id"));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct HeaderRule {
    /// Its name.
    pub name: &'static str,
    /// Other spellings that are accepted.
    pub names: &'static [&'static str],
    /// Mandatory, optional or conditional.
    pub presence: Presence,
    /// When a conditional header is mandatory, of what the page says. Members are named from the root of the request.
    pub when: Option<When>,
    /// Most characters; 0 for no limit.
    pub max: u32,
    /// Exactly so many characters; 0 for any number.
    pub exact: u32,
    /// A named format.
    pub format: Option<HeaderFormat>,
    /// The only value.
    pub value: Option<&'static str>,
    /// Redacted in Debug and traces.
    pub sensitive: bool,
}

impl HeaderRule {
    /// A header that must be sent.
    #[must_use]
    pub const fn mandatory(name: &'static str) -> Self {
        Self::new(name, Presence::M)
    }

    /// A header that may be sent.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::O)
    }

    /// A header that must be sent under a condition: say it by [`when`](Self::when). Without one it is as good as optional.
    #[must_use]
    pub const fn conditional(name: &'static str) -> Self {
        Self::new(name, Presence::C)
    }

    const fn new(name: &'static str, presence: Presence) -> Self {
        Self { name, names: &[], presence, when: None, max: 0, exact: 0, format: None, value: None, sensitive: false }
    }

    /// Other spellings that are accepted.
    #[must_use]
    pub const fn names(mut self, names: &'static [&'static str]) -> Self {
        self.names = names;
        self
    }

    /// When it is mandatory. Members are named from the root of the request, `additionalInfo.channel`.
    #[must_use]
    pub const fn when(mut self, condition: When) -> Self {
        self.when = Some(condition);
        self
    }

    /// Most characters.
    #[must_use]
    pub const fn max(mut self, max: u32) -> Self {
        self.max = max;
        self
    }

    /// Exactly so many characters.
    #[must_use]
    pub const fn exact(mut self, exact: u32) -> Self {
        self.exact = exact;
        self
    }

    /// A named format.
    #[must_use]
    pub const fn format(mut self, format: HeaderFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// The only value.
    #[must_use]
    pub const fn value(mut self, value: &'static str) -> Self {
        self.value = Some(value);
        self
    }

    /// Redacted in Debug and traces.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Whether a header goes by this row: its name or another spelling, whatever the case.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name) || self.names.iter().any(|other| other.eq_ignore_ascii_case(name))
    }
}

/// Mandatory, optional or conditional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Mandatory.
    M,
    /// Optional.
    O,
    /// Conditional.
    C,
}

/// A named format of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HeaderFormat {
    /// `2020-12-17T10:55:00+07:00`.
    Timestamp,
    /// Four decimal octets.
    Ipv4,
    /// Degrees of latitude between -90 and 90, a sign, two digits and decimals: `-06.1088`, `+40.75`.
    Latitude,
    /// Degrees of longitude between -180 and 180, a sign, three digits and decimals: `+106.8271`, `-074.00`.
    Longitude,
    /// `0` to `9` only.
    Digits,
    /// ASCII letters and digits only.
    Alphanumeric,
    /// `Bearer`, a blank, a token.
    Bearer,
}
