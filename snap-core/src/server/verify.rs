//! Verification alone, for people with a framework of their own: bytes in, verdict out.

use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use http::request::Parts;

use super::call::Call;
use super::callers::Caller;
use super::checks::{ContentCheck, HeaderCheck, JsonCheck, Scheme, SignatureCheck, WindowCheck};
use super::refusal::Refusal;
use crate::meta::endpoint::Endpoint;

/// Verifies that a request is a call of a service by a caller, of now: content, headers, time, signature, JSON. The address must
/// be the one that was called. Whether the token was given to the caller, and whether the call came before, needs a store: see
/// [`Server`](super::Server).
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(
    endpoint: &'static Endpoint,
    parts: &Parts,
    body: &Bytes,
    caller: &Arc<Caller>,
    now: SystemTime,
) -> Result<Call, Refusal> {
    Verify::default().call(endpoint, parts, body, caller, now)
}

/// How it is verified, where not all is as usual.
#[derive(Debug, Clone, Default)]
pub struct Verify {
    window: WindowCheck,
    signature: SignatureCheck,
}

impl Verify {
    /// How old a call may be, and how far ahead of one's own clock.
    #[must_use]
    pub fn window(mut self, window: WindowCheck) -> Self {
        self.window = window;
        self
    }

    /// How calls are signed of a service of which no page says it.
    #[must_use]
    pub fn unsaid_scheme(mut self, scheme: Scheme) -> Self {
        self.signature.unsaid = Some(scheme);
        self
    }

    /// As [`verify`].
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn call(
        &self,
        endpoint: &'static Endpoint,
        parts: &Parts,
        body: &Bytes,
        caller: &Arc<Caller>,
        now: SystemTime,
    ) -> Result<Call, Refusal> {
        let mut call = Call::new(endpoint, parts.uri.clone(), parts.headers.clone(), now);
        call.body = body.clone();
        call.caller = Some(Arc::clone(caller));
        if parts.method.as_str() != endpoint.method.as_str() {
            return Err(Refusal::NotSupported);
        }
        ContentCheck.run(&mut call)?;
        HeaderCheck.run(&mut call)?;
        self.window.run(&mut call)?;
        if Scheme::of(endpoint).or(self.signature.unsaid) == Scheme::Unsigned {
            // Nothing was verified: nobody must think so.
            return Err(Refusal::NoKey);
        }
        self.signature.run(&mut call)?;
        JsonCheck.run(&mut call)?;
        Ok(call)
    }
}
