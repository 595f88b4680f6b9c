//! Addresses of a provider.

use crate::rule_id;
use heck::ToSnakeCase;

use crate::finding::Findings;
use crate::ir::{Catalogue, Provider};

/// Each address is one that a client can call, and stands once.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    for provider in &catalogue.providers {
        each(provider, findings);
    }
}

fn each(provider: &Provider, findings: &mut Findings) {
    for (index, environment) in provider.environments.iter().enumerate() {
        let loc = environment.url.loc();
        if let Some(problem) = problem(&environment.url) {
            findings.add(
                rule_id::ENVIRONMENTS_URL,
                loc,
                format!("`{}` is no address of an environment: {problem}", environment.url),
                "write `https://`, the host and, if need be, a port or path, without a slash at the end",
            );
        }
        let before = provider.environments.get(..index).unwrap_or_default();
        if let Some(other) = before.iter().find(|other| other.url.eq_ignore_ascii_case(&environment.url)) {
            findings.add(
                rule_id::ENVIRONMENTS_DUPLICATE,
                loc,
                format!("`{}` has this address already", other.name),
                "give each environment its own address, or keep one of them",
            );
        }
        if let Some(other) = before.iter().find(|other| other.name.to_snake_case() == environment.name.to_snake_case())
        {
            findings.add(
                rule_id::ENVIRONMENTS_DUPLICATE,
                environment.loc(),
                format!("`{}` and `{}` are one name in Rust", other.name, environment.name),
                "give each environment a name of its own",
            );
        }
    }
}

/// What keeps a client from calling the address.
pub(super) fn problem(url: &str) -> Option<&'static str> {
    let Some((scheme, rest)) = url.split_once("://") else { return Some("it does not begin with https://") };
    let (authority, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    if rest.contains(['?', '#']) {
        return Some("a query or fragment cannot stand before a path");
    }
    if authority.contains('@') {
        return Some("credentials do not belong into an address");
    }
    let host = match host(authority) {
        Some(host) => host,
        None => return Some("it has no host, or one that no name server knows"),
    };
    match scheme {
        "https" => {}
        "http" if is_loopback(host) => {}
        "http" => return Some("tokens and bodies would travel in the clear over http"),
        _ => return Some("it does not begin with https://"),
    }
    if path.ends_with('/') {
        return Some("every path begins with a slash, so that there would be two");
    }
    (!path.is_empty() && (!super::paths::is_path(path) || path.contains(['{', '}'])))
        .then_some("its path has parts that a client would change or escape")
}

/// The host before the port, if both can be.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((inner, port)) => {
            return inner.parse::<std::net::Ipv6Addr>().is_ok().then_some(inner).filter(|_| is_port(port));
        }
        None => authority.find(':').map_or((authority, ""), |colon| authority.split_at(colon)),
    };
    let label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    (host.split('.').all(label) && is_port(port)).then_some(host)
}

/// Nothing, or a colon and a port.
fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn takes_what_a_client_can_call() {
        for url in [
            "https://api.bank.example",
            "https://api.bank.example:8443/snap/v1",
            "http://localhost:8080",
            "http://127.0.0.1",
            "http://[::1]:9000",
        ] {
            assert_eq!(problem(url), None, "{url}");
        }
    }

    #[test]
    fn says_what_is_wrong_with_the_others() {
        for (url, part) in [
            ("", "https://"),
            ("api.bank.example", "https://"),
            ("ftp://api.bank.example", "https://"),
            ("https://", "host"),
            ("https://a b.example", "host"),
            ("https://bank..example", "host"),
            ("https://bank.example:port", "host"),
            ("http://api.bank.example", "in the clear"),
            ("http://localhost.bank.example", "in the clear"),
            ("https://api.bank.example/", "two"),
            ("https://api.bank.example/a/../b", "escape"),
            ("https://api.bank.example?key=1", "query"),
            ("https://api.bank.example#top", "fragment"),
            ("https://me:secret@api.bank.example", "credentials"),
        ] {
            assert!(problem(url).is_some_and(|problem| problem.contains(part)), "{url}: {:?}", problem(url));
        }
    }
}
