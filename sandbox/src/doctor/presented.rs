//! A call as it came.

use std::fmt;

use http::{HeaderMap, Uri};
use snap_bi::Endpoint;
use snap_bi::server::Call;

/// A call as it came: a request of a partner, or a callback of a provider. Debug shows neither headers nor body.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Presented<'a> {
    /// The service that is called.
    pub endpoint: &'a Endpoint,
    /// The address as the caller wrote it; what is signed is its path and query.
    pub uri: &'a Uri,
    /// Headers as they came.
    pub headers: &'a HeaderMap,
    /// The body as it came.
    pub body: &'a [u8],
    /// The prefix under which the server stands, such as `/faspay`; empty where there is none.
    pub mount: &'a str,
}

impl<'a> Presented<'a> {
    /// A call of a service, at a server without a prefix of its own.
    #[must_use]
    pub fn new(endpoint: &'a Endpoint, uri: &'a Uri, headers: &'a HeaderMap, body: &'a [u8]) -> Self {
        Self { endpoint, uri, headers, body, mount: "" }
    }

    /// What a server received.
    #[must_use]
    pub fn of(call: &'a Call) -> Self {
        Self::new(call.endpoint, &call.uri, &call.headers, &call.body)
    }

    /// The prefix under which the server stands.
    #[must_use]
    pub fn mount(mut self, mount: &'a str) -> Self {
        self.mount = mount;
        self
    }

    /// The text of a header, without blanks around it; none where it is not there, empty, or no text.
    pub(super) fn header(&self, name: &str) -> Option<&'a str> {
        let text = self.headers.get(name)?.to_str().ok()?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// The access token, as a server reads it.
    pub(super) fn token(&self) -> Option<&'a str> {
        self.header("Authorization")?.split_once(' ').map(|(_, token)| token)
    }
}

impl fmt::Debug for Presented<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Presented")
            .field("endpoint", &(self.endpoint.provider, self.endpoint.service))
            .field("path", &self.uri.path())
            .field("headers", &self.headers.len())
            .field("body", &self.body.len())
            .field("mount", &self.mount)
            .finish()
    }
}
