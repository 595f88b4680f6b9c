//! Which headers a call carries, and whether their values may stand there.

use std::borrow::Cow;

use http::HeaderName;
use zeroize::Zeroizing;

use crate::check::header_values::{broken, check, is_sendable};
use crate::check::violation::{Broken, Violation};
use crate::check::{Context, RawObject};
use crate::client::credentials::Credentials;
use crate::client::known_headers::{self, Known, Row, http_name};
use crate::client::options::CallOptions;
use crate::meta::endpoint::Endpoint;
use crate::meta::header::{HeaderRule, Presence};
use crate::meta::when::When;

/// A header of a call, before it is signed.
#[derive(Clone)]
pub(super) struct Header {
    pub name: Cow<'static, str>,
    /// What the client knows of it.
    pub row: Option<&'static Row>,
    /// Wiped when dropped: it may be the customer's token.
    pub value: Zeroizing<String>,
    pub sensitive: bool,
}

impl Header {
    pub(super) fn http_name(&self) -> Option<HeaderName> {
        http_name(self.row, &self.name)
    }
}

/// Headers that frame a message, or belong to one connection: with a value of the caller's the other side could read
/// another message than the one that was signed.
const SET_BY_HTTP: [&str; 12] = [
    "Connection",
    "Content-Encoding",
    "Content-Length",
    "Expect",
    "Host",
    "Keep-Alive",
    "Proxy-Authorization",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
];

/// Every header of the endpoint's table that has a value, in the order of the table, and then those that the caller
/// added. Values are checked against their rules; what is broken is added to `found`.
///
/// Where a value comes from, first to last: the service's own fixed value, the only value of the rule, a header of the
/// caller, an option of the call, the credentials.
pub(super) fn resolve(
    endpoint: &'static Endpoint,
    credentials: &Credentials,
    options: &CallOptions,
    external_id: Option<&str>,
    found: &mut Vec<Violation>,
) -> Vec<Header> {
    let mut headers = Vec::with_capacity(endpoint.headers.request.len() + options.headers.len());
    for rule in endpoint.headers.request {
        let row = known_headers::row(rule.name);
        let known = row.map(|row| row.known);
        if known == Some(Known::Signed) {
            continue;
        }
        match value(rule, known, endpoint, credentials, options, external_id) {
            Some(value) => {
                check(rule, &value, found);
                headers.push(Header {
                    name: rule.name.into(),
                    row,
                    value: value.into_owned().into(),
                    sensitive: rule.sensitive || known.is_some_and(Known::is_personal),
                });
            }
            None if rule.presence == Presence::M => found.push(missing(rule, None)),
            None => {}
        }
    }
    others(endpoint, options, &mut headers, found);
    for (name, value) in &options.headers {
        let known = |rule: &HeaderRule| rule.is_named(name);
        if endpoint.headers.request.iter().any(known) || is_signed(name) {
            continue;
        }
        if SET_BY_HTTP.iter().any(|set| set.eq_ignore_ascii_case(name)) {
            found.push(broken(name, Broken::SetByHttp));
            continue;
        }
        if !is_sendable(value.expose()) || http_name(None, name).is_none() {
            found.push(broken(name, Broken::Pattern));
        }
        let value = value.expose().to_owned().into();
        headers.push(Header { name: name.clone().into(), row: known_headers::row(name), value, sensitive: true });
    }
    headers
}

/// Fixed values of the service, and values of the call, for which the table has no header: they are sent all the same.
fn others(endpoint: &'static Endpoint, options: &CallOptions, headers: &mut Vec<Header>, found: &mut Vec<Violation>) {
    let fixed = endpoint.header_values.iter().map(|(name, value)| (*name, Cow::Borrowed(*value)));
    let given = OPTIONS.into_iter().filter_map(|(name, known)| Some((name, option(known, options)?)));
    for (name, value) in fixed.chain(given) {
        let in_table = endpoint.headers.request.iter().any(|rule| rule.is_named(name));
        let by_caller = options.headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
        let there = headers.iter().any(|header| header.name.eq_ignore_ascii_case(name));
        if in_table || by_caller || there || is_signed(name) {
            continue;
        }
        if !is_sendable(&value) {
            found.push(broken(name, Broken::Pattern));
        }
        let row = known_headers::row(name);
        let sensitive = row.is_some_and(|row| row.known.is_personal());
        headers.push(Header { name: name.into(), row, value: value.into_owned().into(), sensitive });
    }
}

/// Conditional headers that the request does not carry and whose condition holds of it. What cannot be told demands
/// nothing.
pub(super) fn demand(
    endpoint: &'static Endpoint,
    headers: &[Header],
    request: &[u8],
    context: &Context<'_>,
    found: &mut Vec<Violation>,
) {
    let sent = |rule: &HeaderRule| headers.iter().any(|header| header.name == rule.name && !header.value.is_empty());
    let conditional = |rule: &&HeaderRule| rule.presence == Presence::C && !is_signed(rule.name) && !sent(rule);
    let mut object = None;
    for rule in endpoint.headers.request.iter().filter(conditional) {
        let Some(when) = &rule.when else { continue };
        // Split only where somebody asks, which is rare. A request that is no object is refused elsewhere.
        let Some(object) = object.get_or_insert_with(|| RawObject::read(request)) else { return };
        if when.holds_with(object, context) == Some(true) {
            found.push(missing(rule, Some(when)));
        }
    }
}

/// A header that the caller must give, and how.
fn missing(rule: &HeaderRule, when: Option<&'static When>) -> Violation {
    let give = match Known::of(rule.name) {
        Some(Known::CustomerToken) => "CallOptions::customer_token",
        Some(Known::ChannelId) => "Credentials::with_channel_id",
        Some(Known::Origin) => "Credentials::with_origin",
        Some(Known::DeviceId) => "CallOptions::device_id",
        Some(Known::IpAddress) => "CallOptions::ip_address",
        Some(Known::Latitude | Known::Longitude) => "CallOptions::location",
        _ => "CallOptions::header",
    };
    broken(rule.name, Broken::MissingHeader { when, give })
}

fn value<'a>(
    rule: &'a HeaderRule,
    known: Option<Known>,
    endpoint: &'a Endpoint,
    credentials: &'a Credentials,
    options: &'a CallOptions,
    external_id: Option<&'a str>,
) -> Option<Cow<'a, str>> {
    let own = endpoint.header_values.iter().find(|(name, _)| rule.is_named(name)).map(|(_, value)| *value);
    if let Some(value) = own.or(rule.value) {
        return Some(value.into());
    }
    if let Some((_, value)) = options.headers.iter().rfind(|(name, _)| rule.is_named(name)) {
        return Some(value.expose().into());
    }
    match known? {
        Known::ContentType => Some("application/json".into()),
        Known::ClientKey => Some(credentials.client_key.as_str().into()),
        Known::PartnerId => Some(credentials.partner_id.as_str().into()),
        Known::ExternalId => external_id.map(Cow::Borrowed),
        Known::ChannelId => option(Known::ChannelId, options).or(credentials.channel_id.as_deref().map(Cow::Borrowed)),
        Known::Origin => credentials.origin.as_deref().map(Cow::Borrowed),
        known => option(known, options),
    }
}

/// Headers for which [`CallOptions`] have an option.
const OPTIONS: [(&str, Known); 6] = [
    ("Authorization-Customer", Known::CustomerToken),
    ("X-DEVICE-ID", Known::DeviceId),
    ("X-IP-ADDRESS", Known::IpAddress),
    ("X-LATITUDE", Known::Latitude),
    ("X-LONGITUDE", Known::Longitude),
    ("CHANNEL-ID", Known::ChannelId),
];

/// What an option of the call says for a header.
fn option(header: Known, options: &CallOptions) -> Option<Cow<'_, str>> {
    let secret = match header {
        Known::CustomerToken => {
            let token = options.customer_token.as_ref()?;
            return Some(format!("Bearer {}", token.expose()).into());
        }
        Known::ChannelId => return options.channel_id.as_deref().map(Cow::Borrowed),
        Known::DeviceId => &options.device_id,
        Known::IpAddress => &options.ip_address,
        Known::Latitude => &options.latitude,
        Known::Longitude => &options.longitude,
        _ => return None,
    };
    secret.as_ref().map(|secret| secret.expose().into())
}

fn is_signed(header: &str) -> bool {
    Known::of(header) == Some(Known::Signed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::fixture::{endpoint, key};
    use crate::meta::header::{HeaderFormat, HeaderSet};
    use crate::signing::secret::Secret;

    static SET: HeaderSet = HeaderSet::new("all").request(&[
        HeaderRule::mandatory("Content-Type"),
        HeaderRule::mandatory("Authorization"),
        HeaderRule::optional("Authorization-Customer").format(HeaderFormat::Bearer),
        HeaderRule::mandatory("X-TIMESTAMP"),
        HeaderRule::mandatory("X-SIGNATURE"),
        HeaderRule::optional("ORIGIN").names(&["X-ORIGIN"]),
        HeaderRule::mandatory("X-PARTNER-ID").max(5),
        HeaderRule::optional("X-EXTERNAL-ID").max(9).format(HeaderFormat::Digits),
        HeaderRule::optional("X-IP-ADDRESS").max(15).format(HeaderFormat::Ipv4),
        HeaderRule::optional("X-DEVICE-ID").max(10),
        HeaderRule::optional("X-LATITUDE").max(10).format(HeaderFormat::Latitude),
        HeaderRule::optional("X-LONGITUDE").max(10).format(HeaderFormat::Longitude),
        HeaderRule::mandatory("CHANNEL-ID"),
    ]);

    fn leaked(endpoint: Endpoint) -> &'static Endpoint {
        Box::leak(Box::new(endpoint))
    }

    fn resolved(endpoint: Endpoint, credentials: &Credentials, options: &CallOptions) -> (Vec<String>, Vec<String>) {
        let mut found = Vec::new();
        let headers = resolve(leaked(endpoint), credentials, options, Some("123456789"), &mut found);
        let shown = headers.iter().map(|header| format!("{}: {}", header.name, *header.value)).collect();
        (shown, found.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn sends_what_the_table_has_and_what_has_a_value() {
        let credentials = Credentials::asymmetric("10071", key()).with_channel_id("95051").with_origin("www.toko.id");
        let options = CallOptions::new()
            .customer_token(Secret::new("T0K3N"))
            .ip_address("10.1.2.3")
            .location("-06.2088", "+106.8456")
            .header("X-Debug-Mode", "1");
        let (headers, found) = resolved(endpoint().headers(&SET), &credentials, &options);
        assert_eq!(found, [""; 0]);
        assert_eq!(
            headers,
            [
                "Content-Type: application/json",
                "Authorization-Customer: Bearer T0K3N",
                "ORIGIN: www.toko.id",
                "X-PARTNER-ID: 10071",
                "X-EXTERNAL-ID: 123456789",
                "X-IP-ADDRESS: 10.1.2.3",
                "X-LATITUDE: -06.2088",
                "X-LONGITUDE: +106.8456",
                "CHANNEL-ID: 95051",
                "X-Debug-Mode: 1",
            ],
        );
    }

    #[test]
    fn reports_every_header_that_breaks_its_rule() {
        let credentials = Credentials::asymmetric("100712", key());
        let options = CallOptions::new()
            .customer_token(Secret::new("a token"))
            .ip_address("172.24.281.24")
            .device_id("line\r\nbreak")
            .location("+95.0", "E106")
            .header("X-Debug-Mode", "a\nb");
        let (_, found) = resolved(endpoint().headers(&SET), &credentials, &options);
        let names: Vec<_> = found.iter().filter_map(|found| found.split_once(':')).map(|(name, _)| name).collect();
        assert_eq!(
            names,
            [
                "header AUTHORIZATION-CUSTOMER",
                "header X-PARTNER-ID",
                "header X-IP-ADDRESS",
                "header X-DEVICE-ID",
                "header X-DEVICE-ID",
                "header X-LATITUDE",
                "header X-LONGITUDE",
                "header CHANNEL-ID",
                "header X-DEBUG-MODE",
            ],
        );
        assert!(found.iter().all(|found| !found.contains("281") && !found.contains("E106")), "{found:?}");
    }

    #[test]
    fn a_conditional_header_is_demanded_when_its_condition_holds() {
        static WALLET: HeaderSet = HeaderSet::new("wallet").request(&[
            HeaderRule::conditional("Authorization").when(When::Present("info")),
            HeaderRule::conditional("X-DEVICE-ID").when(When::Is("info.channel", &["APP", "WEB"])),
            HeaderRule::conditional("X-WALLET").when(When::Header("X-DEVICE-ID")),
            HeaderRule::conditional("X-LATITUDE").when(When::All(&[When::Unknown, When::Present("info")])),
            HeaderRule::optional("X-IP-ADDRESS").when(When::Present("info")),
        ]);
        let device = "header X-DEVICE-ID: missing, it is mandatory when info.channel is APP or WEB: \
                      give it by `CallOptions::device_id`";
        let wallet = "header X-WALLET: missing, it is mandatory when the header X-DEVICE-ID is sent: \
                      give it by `CallOptions::header`";
        let credentials = Credentials::asymmetric("10071", key());
        let endpoint = leaked(endpoint().headers(&WALLET));
        for (request, options, expected) in [
            (r#"{"info":{"channel":"WEB"}}"#, CallOptions::new(), vec![device]),
            (r#"{"info":{"channel":"WEB"}}"#, CallOptions::new().device_id(""), vec![device, wallet]),
            (r#"{"info":{"channel":"WEB"}}"#, CallOptions::new().device_id("D1"), vec![wallet]),
            (r#"{"info":{"channel":"WEB"}}"#, CallOptions::new().device_id("D1").header("x-wallet", "W"), vec![]),
            (r#"{"info":{"channel":"ATM"}}"#, CallOptions::new(), vec![]),
            (r#"{"info":{"channel":null}}"#, CallOptions::new(), vec![]),
            (r#"{"info":"WEB"}"#, CallOptions::new(), vec![]),
            ("[]", CallOptions::new(), vec![]),
        ] {
            let mut found = Vec::new();
            let headers = resolve(endpoint, &credentials, &options, None, &mut found);
            let lookup = |name: &str| {
                let header = headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
                header.map(|header| header.value.as_str())
            };
            demand(endpoint, &headers, request.as_bytes(), &Context::with_headers(&lookup), &mut found);
            let found: Vec<_> = found.iter().map(ToString::to_string).collect();
            assert_eq!(found, expected, "{request} {options:?}");
        }
    }

    #[test]
    fn a_missing_header_names_what_gives_it() {
        static MANY: HeaderSet = HeaderSet::new("many").request(&[
            HeaderRule::mandatory("Authorization-Customer"),
            HeaderRule::mandatory("CHANNEL-ID"),
            HeaderRule::mandatory("X-ORIGIN"),
            HeaderRule::mandatory("X-IP-ADDRESS"),
            HeaderRule::mandatory("X-LONGITUDE"),
            HeaderRule::mandatory("BDI-Key"),
        ]);
        let credentials = Credentials::asymmetric("10071", key());
        let (_, found) = resolved(endpoint().headers(&MANY), &credentials, &CallOptions::new());
        let gives: Vec<_> = found.iter().filter_map(|found| found.split('`').nth(1)).collect();
        assert_eq!(
            gives,
            [
                "CallOptions::customer_token",
                "Credentials::with_channel_id",
                "Credentials::with_origin",
                "CallOptions::ip_address",
                "CallOptions::location",
                "CallOptions::header",
            ]
        );
    }

    #[test]
    fn a_value_of_the_service_comes_before_that_of_the_caller() {
        let credentials = Credentials::asymmetric("10071", key()).with_channel_id("95051");
        let options = CallOptions::new().header("channel-id", "77777");
        let fixed: &[(&str, &str)] = &[("Channel-Id", "01207")];
        for (header_values, expected) in [(fixed, "CHANNEL-ID: 01207"), (&[], "CHANNEL-ID: 77777")] {
            let endpoint = endpoint().headers(&SET).header_values(header_values);
            let (headers, _) = resolved(endpoint, &credentials, &options);
            assert_eq!(headers.last().map(String::as_str), Some(expected));
        }
    }

    #[test]
    fn the_caller_cannot_replace_what_signs() {
        let credentials = Credentials::asymmetric("10071", key()).with_channel_id("95051");
        let options = CallOptions::new().header("x-signature", "forged").header("AUTHORIZATION", "Bearer x");
        let (headers, _) = resolved(endpoint().headers(&SET), &credentials, &options);
        assert!(headers.iter().all(|header| !header.contains("forged") && !header.contains("Bearer")), "{headers:?}");
    }
}
