//! A call that was checked and routed, and the signed request that it becomes.

use std::error::Error;
use std::sync::Arc;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::client::address::Address;
use crate::client::headers::Header;
use crate::client::identity::Identity;
use crate::client::known_headers::{Known, SIGNATURE, TIMESTAMP};
use crate::client::parameters::Routed;
use crate::client::sign::{Scheme, Signed};
use crate::client::transport::HttpRequest;
use crate::error::{CallInfo, CredentialsError, CredentialsProblem, NotSent, SnapError};
use crate::meta::endpoint::Endpoint;
use crate::meta::signing_profile::{PathPolicy, SigningProfile};
use crate::signing::Target;
use crate::signing::timestamp::Timestamp;

/// A call that is ready to be signed: as often as it takes, each time with a new timestamp.
pub(super) struct Prepared {
    pub endpoint: &'static Endpoint,
    /// Who calls: the same in every attempt.
    pub identity: Arc<Identity>,
    pub profile: &'static SigningProfile,
    pub scheme: Scheme,
    pub routed: Routed,
    pub headers: Vec<Header>,
    /// What is known of the call before it is sent.
    pub call: CallInfo,
    /// Where the endpoint is.
    pub address: Arc<Address>,
    /// The client made the external ID, so it may make another.
    pub own_id: bool,
    pub timeout: std::time::Duration,
    /// How long the call may take with everything around it: tokens, pauses, repeats.
    pub total: std::time::Duration,
    /// The whole message, for who writes it down.
    pub message: Bytes,
}

impl Prepared {
    /// Before a call is made again: a provider refuses an external ID that it has seen.
    pub(super) fn renew_external_id(&mut self, next: impl FnOnce() -> String) {
        if !self.own_id {
            return;
        }
        let id = next();
        for header in &mut self.headers {
            if header.row.is_some_and(|row| row.known == Known::ExternalId) {
                header.value = id.clone().into();
            }
        }
        self.call.set_external_id(id);
    }

    /// Signs the call as of a time.
    pub(super) async fn sign(
        &self,
        token: Option<&str>,
        timestamp: &Timestamp,
        max_response_bytes: usize,
    ) -> Result<HttpRequest, SnapError> {
        let (path, prefix) = (self.path(), self.prefix());
        let signed = Signed {
            method: self.endpoint.method,
            target: self.target(&path, &prefix),
            client_key: &self.identity.credentials.client_key,
            token,
            body: self.routed.body.as_deref().unwrap_or_default(),
            timestamp: timestamp.as_str(),
        };
        let signing = self.identity.keys.sign(self.scheme, self.profile, &signed);
        let signature = signing.await.map_err(|unsigned| unsigned.of(self.call.clone()))?;
        let mut headers = HeaderMap::with_capacity(self.headers.len() + 3);
        for header in &self.headers {
            insert(&mut headers, header.http_name(), &header.value, header.sensitive);
        }
        insert(&mut headers, Some(TIMESTAMP), timestamp.as_str(), false);
        if let Some(signature) = signature {
            insert(&mut headers, Some(SIGNATURE), &signature, true);
        }
        if let Some(token) = token {
            insert(&mut headers, Some(AUTHORIZATION), &Zeroizing::new(["Bearer ", token].concat()), true);
        }
        let url = self.url(&path);
        let (method, body) = (self.endpoint.method, self.routed.body.clone());
        Ok(HttpRequest { method, url, headers, body, max_response_bytes })
    }

    /// The path that is called, with what stands before it in the base address.
    pub(super) fn path(&self) -> String {
        [&*self.address.path, &*self.routed.path].concat()
    }

    /// What stands before the version in it, where the signature leaves that out.
    pub(super) fn prefix(&self) -> String {
        match self.profile.path {
            PathPolicy::Full => String::new(),
            PathPolicy::WithoutPrefix => [&*self.address.path, self.endpoint.prefix()].concat(),
        }
    }

    /// What is signed of the address.
    pub(super) fn target<'a>(&'a self, path: &'a str, prefix: &'a str) -> Target<'a> {
        let query = self.routed.query.as_deref();
        match &self.routed.signed_path {
            // A prefix that is none: nothing is cut off.
            Some(signed) => Target { path: signed, prefix: "", query },
            None => Target { path, prefix, query },
        }
    }

    pub(super) fn url(&self, path: &str) -> String {
        match &self.routed.query {
            Some(query) => [&*self.address.origin, path, "?", query].concat(),
            None => [&*self.address.origin, path].concat(),
        }
    }

    /// Nothing left, and why.
    pub(super) fn not_sent(&self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> SnapError {
        SnapError::NotSent(Box::new(NotSent::new(self.call.clone(), cause.into())))
    }

    pub(super) fn refuse(&self, problem: CredentialsProblem) -> SnapError {
        SnapError::Credentials(Box::new(CredentialsError::new(problem, Some(self.call.clone()))))
    }
}

// Names and values were checked when the headers were resolved, and what signing makes is ASCII: nothing is left out.
fn insert(headers: &mut HeaderMap, name: Option<HeaderName>, value: &str, sensitive: bool) {
    if let (Some(name), Ok(mut value)) = (name, HeaderValue::from_str(value)) {
        value.set_sensitive(sensitive);
        headers.insert(name, value);
    }
}
