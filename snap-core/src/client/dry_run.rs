//! A call that is not made.

use std::fmt;

use bytes::Bytes;

use crate::client::request::Prepared;
use crate::client::sign::Scheme;
use crate::meta::endpoint::Method;
use crate::signing::timestamp::Timestamp;
use crate::signing::{StringToSign, token_string};

/// What would have been sent, and what would have been signed: to be put beside a provider's words when he refuses a
/// signature.
///
/// Tokens, signatures and personal headers are masked. `Display` shows the body, which holds what the caller put into it;
/// `Debug` does not.
#[derive(Clone)]
#[non_exhaustive]
pub struct DryRun {
    /// HTTP method.
    pub method: Method,
    /// Address with path and query.
    pub url: String,
    /// Headers in their order; `[redacted]` in place of what is masked.
    pub headers: Vec<(String, String)>,
    /// The body; none where there is none.
    pub body: Option<Bytes>,
    /// The string to sign, with the access token masked; none for a call that is not signed.
    pub string_to_sign: Option<String>,
}

/// In place of what nobody needs to see.
pub(super) const MASKED: &str = "[redacted]";

impl DryRun {
    pub(super) fn of(prepared: &Prepared, timestamp: &Timestamp) -> Self {
        let symmetric = prepared.scheme == Scheme::Symmetric;
        let path = prepared.path();
        let string_to_sign = match prepared.scheme {
            Scheme::Unsigned => None,
            Scheme::Token => Some(token_string(&prepared.identity.credentials.client_key, timestamp.as_str())),
            Scheme::Symmetric | Scheme::Asymmetric => {
                let prefix = prepared.prefix();
                let (profile, method) = (prepared.profile, prepared.endpoint.method);
                let body = prepared.routed.body.as_deref().unwrap_or_default();
                let target = prepared.target(&path, &prefix);
                let token = symmetric.then_some(MASKED);
                Some(StringToSign::new(profile, method, &target, token, body, timestamp.as_str()).to_string())
            }
        };
        let own = prepared.headers.iter().map(|header| {
            let value = if header.sensitive { MASKED.to_owned() } else { header.value.to_string() };
            (header.name.to_string(), value)
        });
        let mut headers: Vec<_> = own.collect();
        headers.push(("X-TIMESTAMP".to_owned(), timestamp.as_str().to_owned()));
        if prepared.scheme != Scheme::Unsigned {
            headers.push(("X-SIGNATURE".to_owned(), MASKED.to_owned()));
        }
        if symmetric {
            headers.push(("Authorization".to_owned(), format!("Bearer {MASKED}")));
        }
        Self {
            method: prepared.endpoint.method,
            url: prepared.url(&path),
            headers,
            body: prepared.routed.body.clone(),
            string_to_sign,
        }
    }
}

impl fmt::Display for DryRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.method.as_str(), self.url)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {value}")?;
        }
        if let Some(text) = &self.string_to_sign {
            writeln!(f, "\nstring to sign: {text}")?;
        }
        match &self.body {
            Some(body) => write!(f, "\n{}", String::from_utf8_lossy(body)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DryRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DryRun")
            .field("method", &self.method)
            .field("url", &self.url.split('?').next().unwrap_or_default())
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("body_bytes", &self.body.as_ref().map(Bytes::len))
            .finish_non_exhaustive()
    }
}
