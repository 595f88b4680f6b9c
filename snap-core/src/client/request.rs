//! A call that was checked and routed, and the signed request that it becomes.

use std::error::Error;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::client::address::Address;
use crate::client::headers::Header;
use crate::client::identity::Identity;
use crate::client::parameters::Routed;
use crate::client::sign::{Scheme, Signed};
use crate::client::transport::HttpRequest;
use crate::error::{CallInfo, CredentialsError, CredentialsProblem, NotSent, SnapError};
use crate::meta::endpoint::Endpoint;
use crate::meta::signing_profile::SigningProfile;
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
    pub external_id: Option<String>,
    /// The client made the external ID, so it may make another.
    pub own_id: bool,
    pub timeout: std::time::Duration,
    /// How long the call may take with everything around it: tokens, pauses, repeats.
    pub total: std::time::Duration,
    /// The whole message, for the references that an error names.
    pub message: Bytes,
}

impl Prepared {
    pub(super) fn call(&self) -> CallInfo {
        CallInfo::new(self.endpoint, self.external_id.clone(), &self.message)
    }

    /// Before a call is made again: a provider refuses an external ID that it has seen.
    pub(super) fn renew_external_id(&mut self, next: impl FnOnce() -> String) {
        if !self.own_id {
            return;
        }
        let id = next();
        for header in &mut self.headers {
            if header.name.eq_ignore_ascii_case("X-EXTERNAL-ID") {
                header.value = id.clone().into();
            }
        }
        self.external_id = Some(id);
    }

    /// Signs the call as of a time.
    pub(super) async fn sign(
        &self,
        address: &Address,
        token: Option<&str>,
        timestamp: &Timestamp,
        max_response_bytes: usize,
    ) -> Result<HttpRequest, SnapError> {
        let (path, prefix) = (self.path(address), self.prefix(address));
        let signed = Signed {
            method: self.endpoint.method,
            target: self.target(&path, &prefix),
            client_key: &self.identity.credentials.client_key,
            token,
            body: self.routed.body.as_deref().unwrap_or_default(),
            timestamp: timestamp.as_str(),
        };
        let signing = self.identity.keys.sign(self.scheme, self.profile, &signed);
        let signature = signing.await.map_err(|unsigned| unsigned.of(self.call()))?;
        let mut headers = HeaderMap::with_capacity(self.headers.len() + 3);
        for header in &self.headers {
            insert(&mut headers, &header.name, &header.value, header.sensitive);
        }
        insert(&mut headers, "X-TIMESTAMP", timestamp.as_str(), false);
        if let Some(signature) = signature {
            insert(&mut headers, "X-SIGNATURE", &signature, true);
        }
        if let Some(token) = token {
            insert(&mut headers, "Authorization", &Zeroizing::new(format!("Bearer {token}")), true);
        }
        let url = self.url(address, &path);
        let (method, body) = (self.endpoint.method, self.routed.body.clone());
        Ok(HttpRequest { method, url, headers, body, max_response_bytes })
    }

    /// The path that is called, with what stands before it in the base address.
    pub(super) fn path(&self, address: &Address) -> String {
        format!("{}{}", address.path, self.routed.path)
    }

    /// What stands before the version in it.
    pub(super) fn prefix(&self, address: &Address) -> String {
        format!("{}{}", address.path, self.endpoint.prefix())
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

    pub(super) fn url(&self, address: &Address, path: &str) -> String {
        match &self.routed.query {
            Some(query) => format!("{}{path}?{query}", address.origin),
            None => format!("{}{path}", address.origin),
        }
    }

    /// Nothing left, and why.
    pub(super) fn not_sent(&self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> SnapError {
        SnapError::NotSent(Box::new(NotSent::new(self.call(), cause.into())))
    }

    pub(super) fn refuse(&self, problem: CredentialsProblem) -> SnapError {
        SnapError::Credentials(Box::new(CredentialsError::new(problem, Some(self.call()))))
    }
}

// Names and values were checked when the headers were resolved, and what signing makes is ASCII: nothing is left out.
fn insert(headers: &mut HeaderMap, name: &str, value: &str, sensitive: bool) {
    if let (Ok(name), Ok(mut value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
        value.set_sensitive(sensitive);
        headers.insert(name, value);
    }
}
