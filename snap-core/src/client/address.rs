//! Where a client sends its calls.

use std::sync::{Arc, PoisonError, RwLock};

use http::Uri;

use crate::error::CredentialsProblem;

/// A base address, taken apart: the host is never signed, the path always.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Scheme and host, without a trailing slash.
    pub origin: String,
    /// What goes before the path of every service; empty, or with a leading and without a trailing slash.
    pub path: String,
    loopback: bool,
}

impl Address {
    pub(super) fn parse(text: &str, allow_plain: bool) -> Result<Self, CredentialsProblem> {
        let bad = CredentialsProblem::BadAddress;
        // `Uri` drops a fragment without a word.
        if text.contains('#') {
            return Err(bad);
        }
        let uri: Uri = text.trim().parse().map_err(|_| bad)?;
        let (Some(scheme), Some(authority), None) = (uri.scheme_str(), uri.authority(), uri.query()) else {
            return Err(bad);
        };
        if authority.host().is_empty() || authority.as_str().contains('@') || !matches!(scheme, "http" | "https") {
            return Err(bad);
        }
        let loopback = is_loopback(authority.host());
        if scheme == "http" && !allow_plain && !loopback {
            return Err(CredentialsProblem::PlainAddress);
        }
        // What a URL library would take out of the path on its way would be signed, and not sent.
        let is_dot = |part: &str| matches!(part.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
        if uri.path().split('/').any(is_dot) || uri.path().contains('\\') {
            return Err(bad);
        }
        let path = uri.path().trim_end_matches('/').to_owned();
        Ok(Self { origin: format!("{scheme}://{authority}"), path, loopback })
    }

    /// Whether it is a base address, as an environment says it.
    pub(super) fn is(&self, base: &str) -> bool {
        base.strip_prefix(&*self.origin).is_some_and(|path| path.trim_end_matches('/') == self.path)
    }

    /// The host, without its port.
    pub(super) fn host(&self) -> &str {
        let (host, _) = self.host_and_port();
        host
    }

    /// The port that is called, also where the address leaves it to the scheme.
    pub(super) fn port(&self) -> u16 {
        let (_, port) = self.host_and_port();
        port.unwrap_or(if self.origin.starts_with("https") { 443 } else { 80 })
    }

    fn host_and_port(&self) -> (&str, Option<u16>) {
        let authority = self.origin.split_once("://").map_or("", |(_, authority)| authority);
        match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port.parse().ok()),
            _ => (authority, None),
        }
    }

    /// Whether it is this machine.
    pub(super) fn is_loopback(&self) -> bool {
        self.loopback
    }
}

/// Addresses that endpoints have of their own, each taken apart once.
#[derive(Default)]
pub(super) struct OwnHosts(RwLock<Vec<(&'static str, Arc<Address>)>>);

impl OwnHosts {
    /// None of what is no address.
    pub(super) fn get(&self, host: &'static str) -> Option<Arc<Address>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, address)) = known.iter().find(|(other, _)| *other == host) {
            return Some(Arc::clone(address));
        }
        drop(known);
        let address = Arc::new(Address::parse(host, false).ok()?);
        self.0.write().unwrap_or_else(PoisonError::into_inner).push((host, Arc::clone(&address)));
        Some(address)
    }
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_an_address_apart() {
        for (text, origin, path) in [
            ("https://api.bank.co.id", "https://api.bank.co.id", ""),
            ("https://api.bank.co.id/", "https://api.bank.co.id", ""),
            ("https://api.bank.co.id:8443/openapi/", "https://api.bank.co.id:8443", "/openapi"),
            ("http://127.0.0.1:9999", "http://127.0.0.1:9999", ""),
            ("http://[::1]:1", "http://[::1]:1", ""),
            ("http://localhost:1", "http://localhost:1", ""),
        ] {
            let loopback = !text.contains("bank");
            let expected = Address { origin: origin.to_owned(), path: path.to_owned(), loopback };
            assert_eq!(Address::parse(text, false), Ok(expected), "{text}");
        }
    }

    #[test]
    fn knows_host_and_port() {
        for (text, host, port) in [
            ("https://api.bank.co.id/openapi", "api.bank.co.id", 443),
            ("https://api.bank.co.id:8443", "api.bank.co.id", 8443),
            ("http://localhost", "localhost", 80),
            ("http://[::1]", "[::1]", 80),
            ("http://[::1]:81", "[::1]", 81),
        ] {
            let address = Address::parse(text, false).unwrap();
            assert_eq!((address.host(), address.port()), (host, port), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_base_address() {
        use CredentialsProblem::{BadAddress, PlainAddress};
        for (text, problem) in [
            ("", BadAddress),
            ("api.bank.co.id", BadAddress),
            ("/v1.0", BadAddress),
            ("ftp://api.bank.co.id", BadAddress),
            ("https://user:word@api.bank.co.id", BadAddress),
            ("https://api.bank.co.id?a=b", BadAddress),
            ("https://api.bank.co.id/#top", BadAddress),
            ("https://api.bank.co.id/a/../b", BadAddress),
            ("https://api.bank.co.id/a/%2E%2e/b", BadAddress),
            ("https://api.bank.co.id/./b", BadAddress),
            ("http://api.bank.co.id", PlainAddress),
            ("http://127.0.0.1.example.com", PlainAddress),
        ] {
            assert_eq!(Address::parse(text, false), Err(problem), "{text}");
        }
        assert!(Address::parse("http://gateway.internal", true).is_ok());
    }
}
