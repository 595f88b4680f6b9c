//! Calls, and signatures made with other people's hashes and RSA.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use rsa::RsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use sha2::{Digest as _, Sha256, Sha512};
use snap_bi::signing::PrivateKey;
use snap_bi::{Endpoint, PROVIDERS, Secret};
use snap_sandbox::doctor::{Diagnosis, Known, Presented, Verdict, diagnose};

pub(crate) const SECRET: &str = "c2VjcmV0LW9mLXRoZS1zYW5kYm94LTAx";
pub(crate) const TOKEN: &str = "eyJhbGciOiJIUzUxMiJ9.Zm9v.QmFy-_";
pub(crate) const TIME: &str = "2026-11-21T10:30:24+07:00";
pub(crate) const CLIENT_KEY: &str = "962489e9-De5d-4eb7-92a4-b07d44d64bf4";
pub(crate) const PARTNER_ID: &str = "82150823919040624621823174737537";
pub(crate) const PATH: &str = "/openapi/v2.0/transfer-interbank";
pub(crate) const BODY: &str = concat!(
    r#"{"partnerReferenceNo":"2020102900000000000001","callback":"https://shop.example/a?b=1&c=2","name":"Budi  Santosé","#,
    r#""amount":{"value":10000.00,"currency":"IDR"},"info":{},"note":null}"#
);
pub(crate) const PARTNER: &str = include_str!("keys/partner.pem");
pub(crate) const PROVIDER: &str = include_str!("keys/provider.pem");
pub(crate) const STRANGER: &str = include_str!("keys/stranger.pem");

/// A call, to be changed and diagnosed.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) uri: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) known: Known,
}

impl Call {
    pub(crate) fn new(provider: &str, service: &str, uri: &str, body: &str) -> Self {
        let headers = vec![("X-TIMESTAMP", TIME.to_owned()), ("Host", "api.bank.example".to_owned())];
        Self { endpoint: endpoint(provider, service), uri: uri.to_owned(), headers, body: body.into(), known: known() }
    }

    /// Of BCA: an HMAC with a token.
    pub(crate) fn symmetric(body: &str) -> Self {
        Self::new("bca", "transfer_interbank", PATH, body)
            .with("Authorization", &format!("Bearer {TOKEN}"))
            .with("X-PARTNER-ID", PARTNER_ID)
    }

    /// Of Faspay: RSA without a token.
    pub(crate) fn asymmetric(body: &str) -> Self {
        Self::new("faspay", "transfer_interbank", "/account/v1.0/transfer-interbank", body)
            .with("X-PARTNER-ID", PARTNER_ID)
    }

    /// For a token.
    pub(crate) fn for_token() -> Self {
        let body = r#"{"grantType":"client_credentials"}"#;
        Self::new("bca", "access_token_b2b", "/openapi/v1.0/access-token/b2b", body).with("X-CLIENT-KEY", CLIENT_KEY)
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self
    }

    pub(crate) fn signed(self, signature: &str) -> Self {
        self.with("X-SIGNATURE", signature)
    }

    pub(crate) fn diagnose(&self) -> Diagnosis {
        let uri: Uri = self.uri.parse().expect("an address");
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a header");
            headers.append(name, HeaderValue::from_str(value).expect("a value"));
        }
        diagnose(&Presented::new(self.endpoint, &uri, &headers, &self.body), &self.known)
    }

    /// Names what is wrong, sorted.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let diagnosis = self.diagnose();
        let mut names = diagnosis.names();
        names.sort_unstable();
        names.extend((diagnosis.verdict == Verdict::Unexplained).then_some("and no known mistake"));
        names
    }
}

/// Who is known.
pub(crate) fn known() -> Known {
    let public = |pem: &str| PrivateKey::load(pem.as_bytes()).expect("a key").public_key();
    Known::new()
        .client_key(CLIENT_KEY)
        .partner_id(PARTNER_ID)
        .secret(&Secret::new(SECRET))
        .key(&public(PARTNER))
        .other_secret("partner 2", &Secret::new("another secret"))
        .other_key("this sandbox", &public(PROVIDER))
}

pub(crate) fn endpoint(provider: &str, service: &str) -> &'static Endpoint {
    let entry = PROVIDERS.iter().find(|entry| entry.name == provider).expect("a provider");
    entry.endpoints.iter().find(|endpoint| endpoint.service == service).expect("a service")
}

pub(crate) fn sha256(text: impl AsRef<[u8]>) -> String {
    hex(Sha256::digest(text))
}

pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn base64(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn mac(secret: impl AsRef<[u8]>, text: impl AsRef<[u8]>) -> Vec<u8> {
    let mac = Hmac::<Sha512>::new_from_slice(secret.as_ref()).expect("any length");
    mac.chain_update(text).finalize().into_bytes().to_vec()
}

/// HMAC-SHA512 in base64.
pub(crate) fn signed(text: impl AsRef<[u8]>) -> String {
    base64(mac(SECRET, text))
}

pub(crate) fn key(pem: &str) -> RsaPrivateKey {
    RsaPrivateKey::from_pkcs8_pem(pem).expect("a key")
}

/// SHA256withRSA in base64.
pub(crate) fn rsa_signed(pem: &str, text: impl AsRef<[u8]>) -> String {
    base64(rsa::pkcs1v15::SigningKey::<Sha256>::new(key(pem)).sign(text.as_ref()).to_bytes())
}

/// The string of a symmetric transaction.
pub(crate) fn transaction(path: &str, token: &str, body: impl AsRef<[u8]>, time: &str) -> String {
    format!("POST:{path}:{token}:{}:{time}", sha256(body))
}
