//! Every service that a partner calls, called by its generated client over real HTTP. What arrives is verified with the
//! spec and with other people's hashes and RSA; what is answered is what the page documents.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod bank;

use std::collections::BTreeSet;

use bank::{Bank, Seen};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::signature::Verifier as _;
use rsa::{RsaPrivateKey, pkcs1v15};
use sha2::{Digest as _, Sha256, Sha512};
use snap_bi::signing::PrivateKey;
use snap_bi::{CallOptions, Client, Credentials, Secret, SnapError};
use snap_codegen::ir::field::relations;
use snap_codegen::ir::provider::{HeaderRow, HeaderSet, SigningProfile};
use snap_codegen::ir::relation::RelationKind;
use snap_codegen::ir::{Provider, Service};
use snap_codegen::json::{self, Node, Value};
use snap_codegen::spec::field::{Location, Presence};
use snap_codegen::spec::provider::{
    BodyPolicy, EmptyBody, PathPolicy, QueryPolicy, SignatureEncoding, TransactionSignature,
};
use snap_tests::call::{Call, Called};
use snap_tests::calls::CALLS;
use snap_tests::{differences, spec, valid};

const KEY: &str = include_str!("../../snap-core/tests/client_support/partner-test-key.pem");
const SECRET: &str = "not-a-secret";
const TOKEN: &str = "token-of-the-partner";
const CUSTOMER: &str = "token-of-the-customer";

/// A service with its call and what its provider shares.
struct Case {
    provider: &'static Provider,
    service: &'static Service,
    call: &'static Call,
}

impl Case {
    fn all() -> impl Iterator<Item = Self> {
        CALLS.iter().map(|call| {
            let provider = spec().catalogue.provider(call.provider).expect("a provider of the spec");
            Self { provider, service: provider.service(call.service).expect("a service of the spec"), call }
        })
    }

    fn name(&self) -> String {
        format!("{} {}", self.provider.name, self.service.name)
    }

    fn headers(&self) -> &'static HeaderSet {
        let (provider, name) = &self.service.headers.as_ref().expect("a header set").value;
        let provider = spec().catalogue.provider(provider).expect("a provider");
        provider.header_sets.iter().find(|set| set.name == *name).expect("the header set")
    }

    fn profile(&self) -> &'static SigningProfile {
        let (provider, name) = &self.service.signing.as_ref().expect("a signing profile").value;
        let provider = spec().catalogue.provider(provider).expect("a provider");
        provider.profiles.iter().find(|profile| profile.name == *name).expect("the signing profile")
    }

    fn is_token_service(&self) -> bool {
        matches!(self.service.code.as_str(), "73" | "74")
    }

    /// Symmetric wherever the provider allows it.
    fn is_symmetric(&self) -> bool {
        matches!(self.profile().transaction.value, TransactionSignature::Symmetric | TransactionSignature::Either)
    }

    /// The usual value of a header, or as many digits as its row has room for.
    fn fitting(&self, header: &str, usual: &str) -> String {
        let row = self.headers().request.iter().find(|row| row.name.eq_ignore_ascii_case(header));
        let (exact, max) = row.map_or((None, None), |row| (row.exact, row.max));
        let length = exact
            .map(|exact| exact.value as usize)
            .or_else(|| max.map(|max| max.value as usize).filter(|max| usual.len() > *max));
        length.filter(|length| *length != usual.len()).map_or_else(|| usual.to_owned(), |length| "8".repeat(length))
    }

    /// X-EXTERNAL-ID, where a member of the request repeats it.
    fn external_id<'r>(&self, request: &'r Node) -> Option<&'r str> {
        relations(&self.service.request.rules).find_map(|relation| match &relation.kind {
            RelationKind::SameAsHeader(member, header, None) if header == "X-EXTERNAL-ID" => {
                request.get(member.beside()?)?.as_text()
            }
            _ => None,
        })
    }

    fn client(&self, url: &str, request: &Node) -> Client {
        let key = PrivateKey::load(KEY.as_bytes()).expect("a test key");
        let partner = self.fitting("X-PARTNER-ID", "82150");
        let credentials = if self.is_symmetric() {
            Credentials::symmetric(partner, Secret::new(SECRET), key)
        } else {
            Credentials::asymmetric(partner, key)
        };
        let options = CallOptions::new()
            .customer_token(Secret::new(CUSTOMER))
            .device_id(self.fitting("X-DEVICE-ID", "device-1"))
            .ip_address("10.0.0.1")
            .location("-06.2088", "+106.8456");
        let options = match self.external_id(request) {
            Some(id) => options.external_id(id),
            None => options,
        };
        Client::builder(url, credentials.with_channel_id(self.fitting("CHANNEL-ID", "95221")))
            .build()
            .expect("a client")
            .with(options)
    }

    /// A request that obeys its whole table.
    fn request(&self) -> Node {
        valid::message(&spec().catalogue, self.service, &self.service.request, false)
    }

    /// What the page shows as an answer, with the HTTP status that its code names; made from the table where a page
    /// shows none.
    fn response(&self) -> (u16, String) {
        let documented = self.service.samples.iter().find_map(|sample| sample.response.as_ref());
        let text = documented.map_or_else(
            || {
                let message = &self.service.responses[0].message;
                valid::message(&spec().catalogue, self.service, message, true).to_text()
            },
            |sample| sample.text.clone(),
        );
        let code = json::parse(&text).ok().and_then(|node| Some(node.get("responseCode")?.as_text()?.to_owned()));
        let status = code.and_then(|code| code.get(..3)?.parse().ok()).unwrap_or(200);
        (status, text)
    }

    async fn run(&self, client: Client, request: &str) -> Result<Called, SnapError> {
        (self.call.run)(client, request.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", self.name())).await
    }
}

#[test]
fn every_service_that_a_partner_calls_has_a_typed_call() {
    let outbound = spec().catalogue.services().filter(|(_, _, service)| service.direction.as_str() == "outbound");
    let services: BTreeSet<_> = outbound.map(|(provider, _, service)| (&*provider.name, &*service.name)).collect();
    let calls: BTreeSet<_> = CALLS.iter().map(|call| (call.provider, call.service)).collect();
    assert_eq!(services, calls);
}

#[tokio::test]
async fn a_request_arrives_signed_over_its_bytes_with_the_headers_of_its_table_and_the_documented_answer_is_read() {
    for case in Case::all() {
        let (status, answer) = case.response();
        let bank = Bank::start(status, &answer, (!case.is_token_service()).then_some(TOKEN)).await;
        let request = case.request();
        let called = match case.run(case.client(&bank.url, &request), &request.to_text()).await {
            Ok(called) => called,
            // A page that prints two codes in one: nobody can read it, and the answer is kept all the same.
            Err(SnapError::Unreadable(answered)) if !is_code(&answer) => {
                assert_eq!(answered.raw(), answer.as_bytes(), "{}", case.name());
                continue;
            }
            Err(error) => panic!("{}: {error}", case.name()),
        };
        assert_eq!(called.raw, answer.as_bytes(), "{}: the answer is kept as it came", case.name());
        let documented = json::parse(&answer).ok().and_then(|node| Some(node.get("responseCode")?.to_text()));
        // An answer without a readable code (eight digits, none at all) is judged by its HTTP status.
        if let Some(code) = called.code {
            assert_eq!(documented.as_deref().map(|text| text.trim_matches('"')), Some(&*code), "{}", case.name());
        }
        let seen = bank.calls();
        assert_eq!(seen.len(), 1, "{}: sent once", case.name());
        verify(&case, &seen[0], &request);
    }
}

#[tokio::test]
async fn a_documented_request_arrives_as_documented_or_is_refused_before_it_is_sent() {
    let (mut sent, mut refused) = (0, 0);
    for case in Case::all() {
        for sample in case.service.samples.iter().filter_map(|sample| sample.request.as_ref()) {
            let (status, answer) = case.response();
            let bank = Bank::start(status, &answer, (!case.is_token_service()).then_some(TOKEN)).await;
            match case.run(case.client(&bank.url, &sample.node), &sample.text).await {
                Err(SnapError::Unreadable(answered)) if !is_code(&answer) => {
                    assert_eq!(answered.raw(), answer.as_bytes(), "{}", case.name());
                }
                Ok(_) => {
                    let seen = bank.calls();
                    assert_eq!(seen.len(), 1, "{}", case.name());
                    verify(&case, &seen[0], &sample.node);
                    sent += 1;
                }
                // The sample breaks a rule of its own table, and an erratum says so.
                Err(SnapError::InvalidRequest(_)) => {
                    assert!(bank.calls().is_empty(), "{}: a broken request is not sent", case.name());
                    refused += 1;
                }
                Err(error) => panic!("{}: {error}", case.name()),
            }
        }
    }
    assert!(sent > 0 && refused > 0, "{sent} sent, {refused} refused");
}

/// Whether an answer has a response code that can be read, or none at all.
fn is_code(answer: &str) -> bool {
    let code = json::parse(answer).ok().and_then(|node| Some(node.get("responseCode")?.as_text()?.to_owned()));
    code.is_none_or(|code| code.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn verify(case: &Case, seen: &Seen, request: &Node) {
    let name = case.name();
    assert_eq!(seen.method, case.service.method.as_str(), "{name}");
    let (path, query) = seen.target.split_once('?').map_or((&*seen.target, None), |(path, query)| (path, Some(query)));
    let mut expected = case.service.full_path(&case.provider.prefix);
    let fields = &case.service.request.fields;
    for field in fields.iter().filter(|field| field.location == Location::Path) {
        let value = request.get(&field.name).and_then(Node::as_text).expect("a path parameter");
        expected = expected.replace(&format!("{{{}}}", field.name), value);
    }
    assert_eq!(path, expected, "{name}");
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
    signature(case, seen, path, query);
}

fn headers(case: &Case, seen: &Seen) {
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
fn signature(case: &Case, seen: &Seen, path: &str, query: Option<&str>) {
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
