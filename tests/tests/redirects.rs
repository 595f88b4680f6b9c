//! Services that a customer's browser is sent to: the address is made by the generated client, at the host of the spec, and
//! what it says of the customer is signed.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

use std::collections::BTreeMap;

use snap_bi::client::{RedirectUrl, percent_encoded};
use snap_bi::signing::{PrivateKey, Signature, verifier};
use snap_bi::{Credentials, dana, midtrans, testing};
use snap_tests::spec;

/// Host and path, and the parameters, decoded.
fn taken_apart(url: &RedirectUrl) -> (String, BTreeMap<String, String>) {
    let (address, query) = url.as_str().split_once('?').expect("a query");
    let pairs = query.split('&').map(|pair| pair.split_once('=').expect("a value"));
    (address.to_owned(), pairs.map(|(name, value)| (decoded(name), decoded(value))).collect())
}

fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().map(|first| first.as_bytes().to_vec()).unwrap_or_default();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2).expect("two digits"), 16).expect("hexadecimal"));
        bytes.extend_from_slice(part.as_bytes().get(2..).unwrap_or_default());
    }
    String::from_utf8(bytes).expect("text")
}

fn verify(message: &str, signature: &str) {
    let key = PrivateKey::load(testing::PRIVATE_KEY.as_bytes()).expect("a key");
    let signature = Signature::decode(signature).expect("Base64");
    let public = verifier(&key.public_key()).expect("a backend");
    public.verify(message.as_bytes(), signature.as_bytes()).expect("signed before it was encoded");
}

fn credentials() -> Credentials {
    testing::credentials().expect("a key")
}

#[test]
fn every_service_of_the_spec_that_a_browser_opens_is_tried_here() {
    let services = spec().catalogue.services().filter(|(.., service)| service.redirect.is_some());
    let names: Vec<_> = services.map(|(provider, _, service)| format!("{}/{}", provider.name, service.name)).collect();
    assert_eq!(names, ["dana/get_auth_code", "midtrans/get_auth_code"]);
}

#[tokio::test]
async fn dana_is_opened_at_its_own_hosts_with_what_the_client_adds() {
    use dana::registration::{GetAuthCodeMandatory, GetAuthCodeRequest};
    let data = r#"{"mobileNumber":"6281200000001","bizScenario":"PAYMENT"}"#;
    let request = GetAuthCodeRequest::new(GetAuthCodeMandatory {
        external_id: "B-1",
        merchant_id: "M-1",
        redirect_url: "https://shop.example/back?order=1",
    })
    .with_scopes("CASHIER,QUERY_BALANCE")
    .with_seamless_data(percent_encoded(data));
    for (client, host) in [
        (dana::Client::sandbox(credentials()), "https://m.sandbox.dana.id"),
        (dana::Client::production(credentials()), "https://m.dana.id"),
    ] {
        let url = client.expect("a client").get_auth_code_url(&request).await.expect("an address");
        let (address, query) = taken_apart(&url);
        assert_eq!(address, format!("{host}/v1.0/get-auth-code"));
        for (name, value) in [
            ("externalId", "B-1"),
            ("merchantId", "M-1"),
            ("redirectUrl", "https://shop.example/back?order=1"),
            ("scopes", "CASHIER,QUERY_BALANCE"),
            ("partnerId", "82150"),
            ("channelId", "82150"),
            ("isSnapBI", "true"),
            ("seamlessData", data),
        ] {
            assert_eq!(query.get(name).map(String::as_str), Some(value), "{name}");
        }
        assert!(query["timestamp"].ends_with("+07:00"), "{}", query["timestamp"]);
        verify(data, &query["seamlessSign"]);
    }
}

#[tokio::test]
async fn midtrans_is_opened_at_its_own_hosts_with_a_signature() {
    use midtrans::registration::{GetAuthCodeMandatory, GetAuthCodeRequest};
    let data = "mobileNumber=6281200000001&paymentType=gopay";
    let encoded = percent_encoded(data);
    let request = GetAuthCodeRequest::new(GetAuthCodeMandatory {
        redirect_url: "https://shop.example/back",
        scopes: "DEFAULT".into(),
        state: "s1",
        merchant_id: "M-1",
        lang: "id".into(),
        seamless_data: &encoded,
    });
    let client = midtrans::Client::production(credentials()).expect("a client");
    let url = client.get_auth_code_url(&request).await.expect("an address");
    let (address, query) = taken_apart(&url);
    assert_eq!(address, "https://merchants-app.midtrans.com/v1.0/get-auth-code");
    assert_eq!(query["seamlessData"], data);
    verify(data, &query["seamlessSign"]);
}
