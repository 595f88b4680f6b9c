//! One exchange with a bank: what is sent according to the spec, and whether what arrived is that. Verified with the spec
//! and with other people's hashes and RSA.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::signature::Verifier as _;
use rsa::{RsaPrivateKey, pkcs1v15};
use sha2::{Digest as _, Sha256, Sha512};
use snap_codegen::ir::provider::{HeaderRow, HeaderSet, SigningProfile};
use snap_codegen::ir::{Catalogue, Provider, Service};
use snap_codegen::json::{self, Node, Value};
use snap_codegen::spec::field::{Location, Presence};
use snap_codegen::spec::provider::{
    BodyPolicy, EmptyBody, PathPolicy, QueryPolicy, SignatureEncoding, TransactionSignature,
};
use snap_tests::{differences, valid};

use super::Seen;

/// The partner's key.
pub const KEY: &str = include_str!("../../../snap-core/src/testing/test-key.pem");
/// The partner's secret.
pub const SECRET: &str = "not-a-secret";
/// The token that the bank gives to the partner.
pub const TOKEN: &str = "token-of-the-partner";
/// A service with what its provider shares.
#[derive(Clone, Copy)]
pub struct Exchange<'a> {
    pub catalogue: &'a Catalogue,
    pub provider: &'a Provider,
    pub service: &'a Service,
}

impl<'a> Exchange<'a> {
    pub fn name(&self) -> String {
        format!("{} {}", self.provider.name, self.service.name)
    }

    pub fn headers(&self) -> &'a HeaderSet {
        let (provider, name) = &self.service.headers.as_ref().expect("a header set").value;
        let provider = self.catalogue.provider(provider).expect("a provider");
        provider.header_sets.iter().find(|set| set.name == *name).expect("the header set")
    }

    pub fn profile(&self) -> &'a SigningProfile {
        let (provider, name) = &self.service.signing.as_ref().expect("a signing profile").value;
        let provider = self.catalogue.provider(provider).expect("a provider");
        provider.profiles.iter().find(|profile| profile.name == *name).expect("the signing profile")
    }

    pub fn is_token_service(&self) -> bool {
        matches!(self.service.code.as_str(), "73" | "74")
    }

    /// Symmetric wherever the provider allows it.
    pub fn is_symmetric(&self) -> bool {
        matches!(self.profile().transaction.value, TransactionSignature::Symmetric | TransactionSignature::Either)
    }

    /// The usual value of a header, or as many digits as its row has room for.
    pub fn fitting(&self, header: &str, usual: &str) -> String {
        let row = self.headers().request.iter().find(|row| row.name.eq_ignore_ascii_case(header));
        let (exact, max) = row.map_or((None, None), |row| (row.exact, row.max));
        let length = exact
            .map(|exact| exact.value as usize)
            .or_else(|| max.map(|max| max.value as usize).filter(|max| usual.len() > *max));
        length.filter(|length| *length != usual.len()).map_or_else(|| usual.to_owned(), |length| "8".repeat(length))
    }

    /// A request that obeys its whole table.
    pub fn request(&self) -> Node {
        valid::message(self.catalogue, self.service, &self.service.request, false)
    }

    /// What the page shows as an answer, with the HTTP status that its code names; made from the table where a page
    /// shows none.
    pub fn response(&self) -> (u16, String) {
        let documented = self.service.samples.iter().find_map(|sample| sample.response.as_ref());
        let text = documented.map_or_else(
            || {
                let message = &self.service.responses[0].message;
                valid::message(self.catalogue, self.service, message, true).to_text()
            },
            |sample| sample.text.clone(),
        );
        let code = json::parse(&text).ok().and_then(|node| Some(node.get("responseCode")?.as_text()?.to_owned()));
        let status = code.and_then(|code| code.get(..3)?.parse().ok()).unwrap_or(200);
        (status, text)
    }
}

pub fn verify(case: &Exchange<'_>, seen: &Seen, request: &Node) {
    let name = case.name();
    assert_eq!(seen.method, case.service.method.as_str(), "{name}");
    let (path, query) = seen.target.split_once('?').map_or((&*seen.target, None), |(path, query)| (path, Some(query)));
    let fields = &case.service.request.fields;
    let filled = |template: String| {
        fields.iter().filter(|field| field.location == Location::Path).fold(template, |path, field| {
            let value = request.get(&field.name).and_then(Node::as_text).expect("a path parameter");
            path.replace(&format!("{{{}}}", field.name), value)
        })
    };
    assert_eq!(path, filled(case.service.full_path(&case.provider.prefix)), "{name}");
    headers(case, seen);
    // What travels in the address is not in the body; everything else is, as it was given.
    let elsewhere = |member: &str| fields.iter().any(|field| field.name == member && field.location != Location::Body);
    let Value::Object(members) = &request.value else { panic!("{name}: a request is an object") };
    let wanted: Vec<_> = members.iter().filter(|member| !elsewhere(&member.name)).collect();
    let carried = seen.body_json();
    let Value::Object(body) = &carried.value else { panic!("{name}: a body is an object") };
    let there: BTreeSet<_> = body.iter().map(|member| &member.name).collect();
    assert_eq!(there, wanted.iter().map(|member| &member.name).collect(), "{name}");
    for member in wanted {
        let there = carried.get(&member.name).expect("the member");
        let mut lost = Vec::new();
        differences(&member.node, there, &member.name, &mut lost);
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
    for field in fields.iter().filter(|field| field.location == Location::Query) {
        let there = query.unwrap_or_default().split('&').any(|part| part.starts_with(&format!("{}=", field.name)));
        assert_eq!(there, request.get(&field.name).is_some(), "{name}: {}", field.name);
    }
    let signed = case.service.full_signed_path().map(filled);
    signature(case, seen, signed.as_deref().unwrap_or(path), query);
}

fn headers(case: &Exchange<'_>, seen: &Seen) {
    let name = case.name();
    for row in &case.headers().request {
        let HeaderRow { name: header, presence, max, exact, value, .. } = row;
        let Some(sent) = seen.header(header) else {
            assert_ne!(*presence, Presence::M, "{name}: {header} is missing");
            continue;
        };
        let len = sent.chars().count();
        assert!(max.is_none_or(|max| len <= *max as usize), "{name}: {header} has {len} characters");
        assert!(exact.is_none_or(|exact| len == *exact as usize), "{name}: {header} has {len} characters");
        let fixed = case.service.header_values.iter().find(|own| *own.name == *header).map(|own| &own.value);
        if let Some(value) = fixed.or(value.as_ref()) {
            assert_eq!(sent, value.as_str(), "{name}: {header}");
        }
    }
    let token = seen.header("authorization");
    let expected = (case.is_symmetric() && !case.is_token_service()).then(|| format!("Bearer {TOKEN}"));
    assert_eq!(token, expected.as_deref(), "{name}: Authorization");
}

/// The formulas of the security page, over what arrived, with other people's hashes and RSA.
fn signature(case: &Exchange<'_>, seen: &Seen, path: &str, query: Option<&str>) {
    let name = case.name();
    let profile = case.profile();
    if profile.transaction == TransactionSignature::None && !case.is_token_service() {
        assert!(seen.header("x-signature").is_none(), "{name}");
        return;
    }
    let timestamp = seen.header("x-timestamp").expect("a timestamp");
    let signed = match *profile.path {
        PathPolicy::Full => path,
        PathPolicy::WithoutPrefix => path.strip_prefix(&**case.provider.prefix).unwrap_or(path),
    };
    let target = match (*profile.query, query) {
        (QueryPolicy::Included, Some(query)) => format!("{signed}?{query}"),
        (QueryPolicy::IncludedSorted, Some(query)) => {
            let mut parts: Vec<_> = query.split('&').collect();
            parts.sort_unstable();
            format!("{signed}?{}", parts.join("&"))
        }
        _ => signed.to_owned(),
    };
    let body = match (*profile.empty_body, *profile.body) {
        (EmptyBody::Braces, _) if seen.body.is_empty() => b"{}".as_slice(),
        // What is sent is minified already: both are the bytes that arrived.
        (_, BodyPolicy::Minified | BodyPolicy::Raw) => &seen.body,
    };
    let hash = hex(&Sha256::digest(body));
    let sent = seen.header("x-signature").expect("a signature");
    let sent = match *profile.encoding {
        SignatureEncoding::Base64 => STANDARD.decode(sent).unwrap_or_else(|error| panic!("{name}: {error}")),
        SignatureEncoding::Hex => unhex(sent),
    };
    let text = if case.is_token_service() {
        format!("{}|{timestamp}", seen.header("x-client-key").expect("a client key"))
    } else if case.is_symmetric() {
        let text = format!("{}:{target}:{TOKEN}:{hash}:{timestamp}", seen.method);
        let mut mac = Hmac::<Sha512>::new_from_slice(SECRET.as_bytes()).expect("any length");
        mac.update(text.as_bytes());
        mac.verify_slice(&sent).unwrap_or_else(|_| panic!("{name}: another signature than over {text}"));
        return;
    } else {
        format!("{}:{target}:{hash}:{timestamp}", seen.method)
    };
    let key = RsaPrivateKey::from_pkcs8_pem(KEY).expect("a test key").to_public_key();
    let signature = pkcs1v15::Signature::try_from(sent.as_slice()).expect("a signature");
    pkcs1v15::VerifyingKey::<Sha256>::new(key)
        .verify(text.as_bytes(), &signature)
        .unwrap_or_else(|_| panic!("{name}: another signature than over {text}"));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let pair = |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    (0..text.len()).step_by(2).map(|at| pair(at).expect("two hex digits")).collect()
}
