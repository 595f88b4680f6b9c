//! One call, as far as it has been checked.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use bytes::Bytes;
use http::header::GetAll;
use http::{HeaderMap, HeaderValue, Uri};

use super::callers::Caller;
use super::claim::Claim;
use super::known::Known;
use super::tokens::TokenHolder;
use crate::meta::endpoint::Endpoint;
use crate::signing::timestamp::Timestamp;

/// A call that a server received: the endpoint that it is for, what came, and what checks have found out about it.
///
/// Checks fill it in, in their order; a handler finds all of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Call {
    /// The service that is called.
    pub endpoint: &'static Endpoint,
    /// The address as the caller wrote and signed it, whatever prefix was taken off on the way here.
    pub uri: Uri,
    /// Values of path parameters, percent-decoded.
    pub path_parameters: Vec<(String, String)>,
    /// Headers as they came.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
    /// When it came, by the server's clock.
    pub received_at: SystemTime,
    /// The address of whoever is on the other side, as far as the server was told.
    pub address: Option<std::net::IpAddr>,
    /// X-TIMESTAMP.
    pub timestamp: Option<Timestamp>,
    /// Who calls.
    pub caller: Option<Arc<Caller>>,
    /// Whose access token it is.
    pub token: Option<Arc<TokenHolder>>,
    /// Whose customer token it is.
    pub customer: Option<Arc<TokenHolder>>,
    /// X-EXTERNAL-ID.
    pub external_id: Option<String>,
    /// What makes sure that it is carried out once: taken last, when the request has been read.
    pub(crate) claim: OnceLock<Claim>,
}

impl Call {
    pub(crate) fn new(endpoint: &'static Endpoint, uri: Uri, headers: HeaderMap, received_at: SystemTime) -> Self {
        Self {
            endpoint,
            uri,
            path_parameters: Vec::new(),
            headers,
            body: Bytes::new(),
            received_at,
            address: None,
            timestamp: None,
            caller: None,
            token: None,
            customer: None,
            external_id: None,
            claim: OnceLock::new(),
        }
    }

    /// What makes sure that it is carried out once.
    #[must_use]
    pub fn claim(&self) -> Option<&Claim> {
        self.claim.get()
    }

    /// The only value of a header, if it is there and text. Where it came several times with different values, none: the
    /// check of headers refuses that.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        only(self.values(Known::of(name), name))
    }

    /// The same of a header that the server knows.
    pub(crate) fn known(&self, known: Known) -> Option<&str> {
        only(self.headers.get_all(known.name()))
    }

    /// All values of a header.
    pub(crate) fn values(&self, known: Option<Known>, name: &str) -> GetAll<'_, HeaderValue> {
        match known {
            Some(known) => self.headers.get_all(known.name()),
            None => self.headers.get_all(name),
        }
    }
}

fn only(values: GetAll<'_, HeaderValue>) -> Option<&str> {
    let mut values = values.iter();
    let first = values.next()?;
    if values.any(|other| other != first) {
        return None;
    }
    first.to_str().ok()
}

/// A request that a handler is given: the message, and the call that it came with.
///
/// It is the message by `Deref`.
#[derive(Debug)]
pub struct Received<Q> {
    request: Q,
    call: Arc<Call>,
}

impl<Q> Received<Q> {
    pub(crate) fn new(request: Q, call: Arc<Call>) -> Self {
        Self { request, call }
    }

    /// A request by itself, for tests of handlers.
    #[must_use]
    pub fn of(endpoint: &'static Endpoint, request: Q) -> Self {
        let call = Call::new(endpoint, Uri::default(), HeaderMap::new(), SystemTime::now());
        Self::new(request, Arc::new(call))
    }

    /// The message.
    #[must_use]
    pub fn request(&self) -> &Q {
        &self.request
    }

    /// The message, taken out.
    #[must_use]
    pub fn into_request(self) -> Q {
        self.request
    }

    /// The call that it came with.
    #[must_use]
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// X-EXTERNAL-ID.
    #[must_use]
    pub fn external_id(&self) -> Option<&str> {
        self.call.external_id.as_deref()
    }

    /// Who calls, by the name that the register gives.
    #[must_use]
    pub fn caller(&self) -> Option<&Caller> {
        self.call.caller.as_deref()
    }

    /// What makes sure that it is carried out once: a handler can commit it in its own database, with what it does.
    #[must_use]
    pub fn claim(&self) -> Option<&Claim> {
        self.call.claim()
    }
}

impl<Q> Deref for Received<Q> {
    type Target = Q;
    fn deref(&self) -> &Q {
        &self.request
    }
}
