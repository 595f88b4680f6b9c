//! Who may ask for pages: whoever sits at this machine, and no site that his browser happens to show.

use std::net::{IpAddr, SocketAddr};

use http::header::{HOST, ORIGIN};
use http::{HeaderMap, Request};

/// What is served, and to whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard {
    address: Option<IpAddr>,
}

impl Guard {
    pub(super) fn new(address: Option<SocketAddr>) -> Self {
        Self { address: address.map(|address| address.ip()) }
    }

    /// Why a request is not answered.
    pub(super) fn refuses<B>(&self, request: &Request<B>) -> Option<&'static str> {
        let headers = request.headers();
        let authority = request.uri().authority().map(http::uri::Authority::as_str);
        let Some(host) = authority.or_else(|| text(headers, HOST.as_str())) else {
            return Some("a request for a page of the sandbox has the header Host");
        };
        // A name that leads here is not enough: whoever owns it decides where it leads, and his pages would read ours.
        if !self.is_ours(host) {
            return Some("pages of the sandbox are served at localhost, at a loopback address, or where it listens");
        }
        if request.method().is_safe() {
            return None;
        }
        let foreign = |site: &str| !matches!(site, "same-origin" | "none");
        if text(headers, "sec-fetch-site").is_some_and(foreign) {
            return Some("a form of another site was sent here");
        }
        // Scripts send none; browsers do, with everything that changes something.
        let own = |origin: &str| {
            origin.strip_prefix("http://").is_some_and(|own| own.eq_ignore_ascii_case(host.trim_end_matches('/')))
        };
        (headers.contains_key(ORIGIN) && !text(headers, ORIGIN.as_str()).is_some_and(own))
            .then_some("a form of another site was sent here")
    }

    fn is_ours(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split_once(']').map_or(rest, |(name, _)| name),
            None => host.split_once(':').map_or(host, |(name, _)| name),
        };
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let Ok(called) = name.parse::<IpAddr>() else { return false };
        // Who listens everywhere listens at every address of this machine; and nobody else decides where a number leads.
        called.is_loopback() || self.address.is_some_and(|own| own == called || own.is_unspecified())
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(listens: &str, host: &str, headers: &[(&str, &str)], method: &str) -> bool {
        let guard = Guard::new(Some(format!("{listens}:80").parse().expect("an address")));
        let request = Request::builder().method(method).uri("/_sandbox").header(HOST, host);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        guard.refuses(&request.body(()).expect("a request")).is_none()
    }

    #[test]
    fn a_name_that_somebody_else_owns_leads_nowhere() {
        for (listens, host, served) in [
            ("127.0.0.1", "127.0.0.1:8080", true),
            ("127.0.0.1", "LOCALHOST:8080", true),
            ("127.0.0.1", "[::1]:8080", true),
            ("127.0.0.1", "rebound.example:8080", false),
            ("127.0.0.1", "127.0.0.1.rebound.example", false),
            ("127.0.0.1", "localhost.rebound.example", false),
            ("127.0.0.1", "192.168.1.5", false),
            ("192.168.1.5", "192.168.1.5:8080", true),
            ("0.0.0.0", "192.168.1.5", true),
            ("0.0.0.0", "rebound.example", false),
        ] {
            assert_eq!(asked(listens, host, &[], "GET"), served, "{host} at {listens}");
        }
    }

    #[test]
    fn a_form_of_another_site_is_refused() {
        let host = "127.0.0.1:8080";
        for (headers, served) in [
            (&[][..], true),
            (&[("origin", "http://127.0.0.1:8080"), ("sec-fetch-site", "same-origin")], true),
            (&[("origin", "http://127.0.0.1:9090")], false),
            (&[("origin", "https://shop.example")], false),
            (&[("origin", "null")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
        ] {
            assert_eq!(asked("127.0.0.1", host, headers, "POST"), served, "{headers:?}");
            assert!(asked("127.0.0.1", host, headers, "GET"), "looking is allowed");
        }
    }
}
