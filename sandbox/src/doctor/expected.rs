//! What should have been signed.

use std::borrow::Cow;

use snap_bi::rt::{BodyPolicy, EmptyBody, Endpoint, SigningProfile};
use snap_bi::server::Scheme;
use snap_bi::signing::{self, HexDigest, MacKey, Signature, StringToSign, Target, Verifier, minify};
use zeroize::Zeroizing;

use super::diagnosis::Part;
use super::known::Known;
use super::presented::Presented;

/// The right string to sign, part by part, as a server puts it together.
pub(super) struct Expected<'a> {
    /// How the call is signed; never [`Scheme::Either`].
    pub(super) scheme: Scheme,
    pub(super) profile: &'a SigningProfile,
    pub(super) endpoint: &'a Endpoint,
    pub(super) path: String,
    pub(super) query: Option<String>,
    pub(super) timestamp: &'a str,
    pub(super) client_key: &'a str,
    /// What stands before the version in the path that is called, with the mount of the server.
    pub(super) prefix: String,
    /// The access token, where one is signed.
    token: Option<&'a str>,
    /// The digest of the body, and how many bytes it is of.
    body_hash: HexDigest,
    pub(super) body_length: usize,
}

/// In place of a token.
const MASKED: &str = "[redacted]";

impl<'a> Expected<'a> {
    pub(super) fn of(presented: &Presented<'a>, known: &'a Known) -> Self {
        // A transaction has none among its headers.
        let client_key = known.client_keys.first().map(String::as_str);
        let endpoint = presented.endpoint;
        let scheme = match (Scheme::of(endpoint), known.unsaid) {
            (Scheme::Unsigned | Scheme::Either, Some(scheme)) => scheme,
            (scheme, _) => scheme,
        };
        let scheme = match scheme {
            Scheme::Either if presented.token().is_some() => Scheme::Symmetric,
            Scheme::Either => Scheme::Asymmetric,
            scheme => scheme,
        };
        let prefix = format!("{}{}", presented.mount, before_version(endpoint));
        let called = presented.uri.path();
        let path: Cow<'_, str> = match endpoint.signed_path {
            Some(template) => filled(template, endpoint.path, called).into(),
            None => called.into(),
        };
        let prefix_to_cut = if endpoint.signed_path.is_some() { "" } else { &prefix };
        let target = Target { path: &path, prefix: prefix_to_cut, query: presented.uri.query() };
        let string = StringToSign::new(endpoint.signing, endpoint.method, &target, None, presented.body, "");
        let body_hash = *string.body_hash();
        let (path, query) = match string.path().split_once('?') {
            Some((path, query)) => (path.to_owned(), Some(query.to_owned())),
            None => (string.path().to_owned(), None),
        };
        Self {
            scheme,
            profile: endpoint.signing,
            endpoint,
            path,
            query,
            timestamp: presented.header("X-TIMESTAMP").unwrap_or_default(),
            client_key: presented.header("X-CLIENT-KEY").or(client_key).unwrap_or_default(),
            prefix,
            token: if scheme == Scheme::Symmetric { presented.token() } else { None },
            body_hash,
            body_length: hashed(endpoint.signing, presented.body),
        }
    }

    /// The parts of the string to sign, and what stands between them.
    fn parts(&self) -> (&'static str, Vec<(Part, String)>) {
        if self.scheme == Scheme::Token {
            return ("|", vec![(Part::ClientKey, self.client_key.into()), (Part::Timestamp, self.timestamp.into())]);
        }
        let query = self.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        let mut parts = vec![
            (Part::Method, self.endpoint.method.as_str().to_owned()),
            (Part::Path, format!("{}{query}", self.path)),
            (Part::BodyHash, self.body_hash.to_string()),
            (Part::Timestamp, self.timestamp.into()),
        ];
        if let Some(token) = self.token {
            parts.insert(2, (Part::Token, token.to_owned()));
        }
        (":", parts)
    }

    /// The string to sign and its parts, with the token masked.
    pub(super) fn shown(&self) -> (String, Vec<(Part, String)>) {
        let (separator, mut parts) = self.parts();
        for (_, text) in parts.iter_mut().filter(|(part, _)| *part == Part::Token) {
            *text = MASKED.to_owned();
        }
        (joined(separator, &parts), parts)
    }

    /// Whether a server would take the signature.
    pub(super) fn holds(&self, signature: &str, known: &Known) -> bool {
        let Ok(signature) = Signature::decode(signature) else { return false };
        let (separator, parts) = self.parts();
        let text = Zeroizing::new(joined(separator, &parts));
        let by = |verifier: &dyn Verifier| verifier.verify(text.as_bytes(), signature.as_bytes()).is_ok();
        match self.scheme {
            Scheme::Symmetric => known.secrets.iter().any(|secret| by(&MacKey::new(secret))),
            _ => known.keys.iter().any(|key| signing::verifier(key).is_ok_and(|verifier| by(&*verifier))),
        }
    }
}

fn joined(separator: &str, parts: &[(Part, String)]) -> String {
    parts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(separator)
}

/// How many bytes are hashed for a body.
fn hashed(profile: &SigningProfile, body: &[u8]) -> usize {
    let length = if profile.body == BodyPolicy::Minified { minify(body).len() } else { body.len() };
    if length == 0 && profile.empty_body == EmptyBody::Braces { 2 } else { length }
}

/// What stands before the version in a service's path.
fn before_version(endpoint: &Endpoint) -> String {
    let mut segments = Vec::new();
    for segment in endpoint.path.split('/') {
        if segment == endpoint.version && !segment.is_empty() {
            return segments.join("/");
        }
        segments.push(segment);
    }
    String::new()
}

/// A template with the values that the segments of the called path have for its parameters.
fn filled(template: &str, called_as: &str, called: &str) -> String {
    let before = called.split('/').count().saturating_sub(called_as.split('/').count());
    let values = called.split('/').skip(before);
    called_as.split('/').zip(values).fold(template.to_owned(), |path, (name, value)| {
        if name.starts_with('{') { path.replace(name, value) } else { path }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_path_has_the_values_of_the_one_that_is_called() {
        let filled = filled("/v1.0/debit/{id}", "/snap/v1.0/debit/{id}/x", "/mount/snap/v1.0/debit/7/x");
        assert_eq!(filled, "/v1.0/debit/7");
        let endpoint = Endpoint::new("bank").post("/a/b/v2/x/v2").version("v2");
        assert_eq!(before_version(&endpoint), "/a/b");
        assert_eq!(before_version(&endpoint.version("")), "");
    }
}
