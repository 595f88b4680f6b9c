//! Addresses for browsers: made, signed and checked here, and called by nobody. And services at hosts of their own.
#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod client_support;

use client_support::service::*;
use client_support::{Answer, Bank};
use snap_core::client::percent_encoded;
use snap_core::signing::{Signature, verifier};
use snap_core::{
    Client, Effect, Endpoint, Extra, Given, May, Members, Model, Must, ObjectReader, Parameter, SnapError,
    TransactionSignature,
};

#[derive(Clone, Default, PartialEq)]
struct Visit {
    partner: Option<String>,
    channel: Option<String>,
    time: Option<String>,
    id: Option<String>,
    kind: Option<String>,
    data: Option<String>,
    sign: Option<String>,
    back: Option<String>,
    extra: Extra,
}

impl Model for Visit {
    const NAME: &'static str = "Visit";
    fn read(o: &mut ObjectReader<'_>) -> Self {
        Self {
            partner: o.take("partnerId"),
            channel: o.take("channelId"),
            time: o.take("timestamp"),
            id: o.take("externalId"),
            kind: o.take("isSnapBI"),
            data: o.take("seamlessData"),
            sign: o.take("seamlessSign"),
            back: o.take("redirectUrl"),
            extra: o.rest(),
        }
    }
    fn members(&self, m: &mut Members<'_, '_>) {
        m.object(&self.extra, &[]);
        m.text("partnerId", &self.partner, Must, 8);
        m.text("channelId", &self.channel, Must, 5);
        m.text("timestamp", &self.time, Must, 25);
        m.text("externalId", &self.id, Must, 36);
        m.text("isSnapBI", &self.kind, Must, 4);
        m.text("seamlessData", &self.data, May, 512);
        m.text("seamlessSign", &self.sign, May, 512);
        m.text("redirectUrl", &self.back, Must, 64);
    }
}
snap_core::impl_model_traits!(Visit);

const GIVEN: &[Given] = &[
    Given::partner_id("partnerId"),
    Given::channel_id("channelId"),
    Given::time("timestamp"),
    Given::external_id("externalId"),
    Given::text("isSnapBI", "true"),
    Given::signature_of("seamlessSign", "seamlessData"),
];

static UNSIGNED: snap_core::SigningProfile = SYMMETRIC.named("none").transaction(TransactionSignature::None);
static NO_HEADERS: snap_core::HeaderSet = snap_core::HeaderSet::new("browser");

static VISIT: Endpoint = TRANSFER_SERVICE
    .service("get_auth_code")
    .code("10")
    .get("/v1.0/get-auth-code")
    .effect(Effect::ChangesState)
    .headers(&NO_HEADERS)
    .signing(&UNSIGNED)
    .hosts(&[("https://api.sandbox.bank.example", "https://m.sandbox.bank.example")])
    .redirect(GIVEN)
    .parameters(&[
        Parameter::query("partnerId"),
        Parameter::query("channelId"),
        Parameter::query("timestamp"),
        Parameter::query("externalId"),
        Parameter::query("isSnapBI"),
        Parameter::query("seamlessData").percent_encoded(),
        Parameter::query("seamlessSign"),
        Parameter::query("redirectUrl"),
    ]);

fn visit() -> Visit {
    Visit { back: Some("https://shop.example/back?a=1&b".into()), ..Visit::default() }
}

fn sandbox() -> Client {
    Client::builder("https://api.sandbox.bank.example", symmetric())
        .clock(|| std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000))
        .external_ids(|_| "42".into())
        .build()
        .unwrap()
}

/// The parameters, decoded.
fn query(url: &str) -> Vec<(String, String)> {
    let (_, query) = url.split_once('?').unwrap();
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (name.into(), decoded(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend(parts.next().unwrap().bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn an_address_is_at_its_own_host_and_has_what_the_client_gives() {
    let url = sandbox().redirect_url(&VISIT, &visit()).await.unwrap();
    assert!(
        url.as_str().starts_with("https://m.sandbox.bank.example/v1.0/get-auth-code?partnerId=P10071&"),
        "{}",
        url.as_str()
    );
    let expected = [
        ("partnerId", "P10071"),
        ("channelId", "95051"),
        ("timestamp", "2023-11-15T05:13:20+07:00"),
        ("externalId", "42"),
        ("isSnapBI", "true"),
        ("redirectUrl", "https://shop.example/back?a=1&b"),
    ];
    assert_eq!(query(url.as_str()), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(format!("{url:?}"), "RedirectUrl(https://m.sandbox.bank.example/v1.0/get-auth-code?…)");
}

#[tokio::test]
async fn the_signature_is_over_the_text_before_it_is_encoded() {
    let data = r#"{"mobileNumber":"6281200000001","name":"Budi é +"}"#;
    let request = Visit { data: Some(percent_encoded(data)), partner: Some("OTHER".into()), ..visit() };
    let url = sandbox().redirect_url(&VISIT, &request).await.unwrap();
    let query = query(url.as_str());
    let value = |name: &str| &query.iter().find(|(known, _)| known == name).unwrap().1;
    assert_eq!((value("seamlessData").as_str(), value("partnerId").as_str()), (data, "OTHER"));
    let signature = Signature::decode(value("seamlessSign")).unwrap();
    let public = verifier(&key().public_key()).unwrap();
    public.verify(data.as_bytes(), signature.as_bytes()).unwrap();
}

#[tokio::test]
async fn what_is_given_or_not_encoded_is_held_to_the_rules() {
    for (request, path) in [
        (Visit { data: Some("{\"a\":1}".into()), ..visit() }, "seamlessData"),
        (Visit { partner: Some("TOO-LONG-A-NAME".into()), ..visit() }, "partnerId"),
        (Visit { back: None, ..visit() }, "redirectUrl"),
    ] {
        let error = sandbox().redirect_url(&VISIT, &request).await.unwrap_err();
        let SnapError::InvalidRequest(refused) = &error else { panic!("{error}") };
        assert!(refused.violations().iter().any(|violation| violation.path == path), "{error}");
    }
}

#[tokio::test]
async fn nobody_calls_it_and_an_address_of_ones_own_is_kept() {
    let bank = Bank::start(|_, _| Answer::json(200, GOOD)).await;
    let client = client(&bank);
    let whole = Visit {
        partner: Some("P1".into()),
        channel: Some("1".into()),
        time: Some("2023-11-15T05:13:20+07:00".into()),
        id: Some("1".into()),
        kind: Some("true".into()),
        ..visit()
    };
    let error = client.call::<_, Reply>(&VISIT, &whole).await.unwrap_err();
    assert!(matches!(error, SnapError::NotSent(_)) && error.to_string().contains("redirect_url"), "{error}");
    assert!(bank.seen().is_empty());
    let url = client.redirect_url(&VISIT, &whole).await.unwrap();
    assert!(url.as_str().starts_with(&bank.url), "{}", url.as_str());
}
