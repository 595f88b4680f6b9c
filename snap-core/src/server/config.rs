//! What a server is told when it is built.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::Uri;
use http::request::Parts;
use ipnet::IpNet;

use super::audit::Audit;
use super::callers::within;
use super::checks::{CallerCheck, ContentCheck, HeaderCheck, JsonCheck, SignatureCheck, TokenCheck, WindowCheck};
use super::giving_back::GivingBack;
use super::once::Keeping;
use super::store::{Ledger, Store};
use super::tokens::TokenService;

/// The time, by the server's clock.
pub(crate) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;
/// The address of the other side of a connection.
pub(crate) type PeerOf = Arc<dyn Fn(&Parts) -> Option<IpAddr> + Send + Sync>;
/// The address as it was called, before a router took a prefix off.
pub(crate) type UriOf = Arc<dyn Fn(&Parts) -> Option<Uri> + Send + Sync>;

pub(crate) struct Config {
    pub(crate) content: ContentCheck,
    pub(crate) headers: HeaderCheck,
    pub(crate) window: WindowCheck,
    pub(crate) callers: CallerCheck,
    pub(crate) tokens: TokenCheck,
    pub(crate) signature: SignatureCheck,
    pub(crate) json: JsonCheck,
    pub(crate) token_service: TokenService,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) giving_back: GivingBack,
    pub(crate) ledger: Option<Arc<dyn Ledger>>,
    pub(crate) audit: Option<Arc<dyn Audit>>,
    pub(crate) keeping: Keeping,
    pub(crate) clock: Clock,
    pub(crate) peer: PeerOf,
    pub(crate) original: UriOf,
    pub(crate) trusted: Vec<IpNet>,
    pub(crate) max_body: usize,
    pub(crate) body_time: Duration,
    pub(crate) handler_time: Duration,
    pub(crate) mount: String,
}

impl Config {
    /// Whether somebody wants to know how long a call took.
    pub(crate) fn is_timed(&self) -> bool {
        cfg!(feature = "metrics") || self.audit.is_some()
    }

    /// The address as it was called, and the path by which the service is found.
    pub(crate) fn uri<'a>(&self, parts: &'a Parts) -> (Uri, &'a str) {
        let original = (self.original)(parts);
        let routed = parts.uri.path();
        let inside = routed.strip_prefix(self.mount.as_str()).filter(|rest| rest.starts_with('/'));
        let path = inside.unwrap_or(routed);
        if let Some(original) = original {
            return (original, path);
        }
        if inside.is_some() || self.mount.is_empty() {
            return (parts.uri.clone(), path);
        }
        // Whoever stands before the server took the prefix off; the caller signed it.
        let query = parts.uri.query().map_or_else(String::new, |query| format!("?{query}"));
        let uri = format!("{}{routed}{query}", self.mount).parse();
        (uri.unwrap_or_else(|_| parts.uri.clone()), path)
    }

    /// Who is on the other side: of a connection from a trusted proxy, the last whom no trusted proxy added.
    pub(crate) fn address(&self, parts: &Parts) -> Option<IpAddr> {
        let mut address = (self.peer)(parts)?;
        let forwarded = parts.headers.get_all("x-forwarded-for").iter();
        let mut named: Vec<&str> =
            forwarded.filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(',')).map(str::trim).collect();
        while within(&self.trusted, address) {
            let Some(before) = named.pop() else { break };
            // What is no address ends the trust.
            address = before.parse().ok()?;
        }
        Some(address.to_canonical())
    }
}
