//! Two mistakes at once, and three.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::fixture::*;

#[test]
fn two_mistakes_at_once_are_both_named() {
    let sorted = r#"{"amount":{"currency":"IDR","value":"10000.00"},"callback":"https://shop.example"}"#;
    let body = r#"{"callback":"https://shop.example","amount":{"value":"10000.00","currency":"IDR"}}"#;
    let call = Call::symmetric(body);
    let over = |path: &str, token: &str, body: &str, time: &str| transaction(path, token, body, time);
    let hmac256 = |text: &str| {
        let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any length");
        base64(mac.chain_update(text).finalize().into_bytes())
    };
    let short = "/v2.0/transfer-interbank";
    let utc = "2026-11-21T03:30:24.000Z";
    for (names, signature) in [
        (&["body-keys-sorted", "hex-for-base64"][..], hex(mac(SECRET, over(PATH, TOKEN, sorted, TIME)))),
        (&["hmac-sha256", "path-without-prefix"], hmac256(&over(short, TOKEN, body, TIME))),
        (&["path-without-prefix", "token-with-bearer"], signed(over(short, &format!("Bearer {TOKEN}"), body, TIME))),
        (&["timestamp-in-another-form", "timestamp-in-another-zone"], signed(over(PATH, TOKEN, body, utc))),
        (
            &["body-keys-sorted", "body-spaced-as-by-python"],
            signed(over(
                PATH,
                TOKEN,
                r#"{"amount": {"currency": "IDR", "value": "10000.00"}, "callback": "https://shop.example"}"#,
                TIME,
            )),
        ),
        (
            &["body-slashes-escaped", "secret-with-line-end"],
            base64(mac(format!("{SECRET}\n"), over(PATH, TOKEN, &body.replace('/', "\\/"), TIME))),
        ),
        (&["base64-of-hex", "body-ignored"], base64(hex(mac(SECRET, over(PATH, TOKEN, "", TIME))))),
        (
            &["digest-in-upper-case", "method-in-other-case"],
            signed(format!("post:{PATH}:{TOKEN}:{}:{TIME}", sha256(body).to_uppercase())),
        ),
        (&["parts-in-other-order", "token-left-out"], signed(format!("{PATH}:POST:{}:{TIME}", sha256(body)))),
        (
            &["parts-joined-otherwise", "secret-decoded"],
            base64(mac(
                "secret-of-the-sandbox-01",
                over(PATH, TOKEN, body, TIME)
                    .replace("POST:/", "POST|/")
                    .replace(&format!(":{TOKEN}:"), &format!("|{TOKEN}|"))
                    .replace(&format!(":{TIME}"), &format!("|{TIME}")),
            )),
        ),
        // Three.
        (
            &["body-keys-sorted", "hex-for-base64", "path-without-prefix"],
            hex(mac(SECRET, over(short, TOKEN, sorted, TIME))),
        ),
        (
            &["body-keys-sorted", "path-without-prefix", "token-with-bearer"],
            signed(over(short, &format!("Bearer {TOKEN}"), sorted, TIME)),
        ),
        (
            &["body-keys-sorted", "path-without-prefix", "secret-with-line-end"],
            base64(mac(format!("{SECRET}\n"), over(short, TOKEN, sorted, TIME))),
        ),
    ] {
        assert_eq!(call.clone().signed(&signature).names(), names);
    }
}

#[test]
fn the_key_of_another_and_another_string_are_both_named() {
    let call = Call::asymmetric(BODY);
    let text = format!("POST:{}:{}:{TIME}", "/v1.0/transfer-interbank", sha256(BODY));
    assert_eq!(call.signed(&rsa_signed(PROVIDER, text)).names(), ["key-of-another", "path-without-prefix"]);

    let call = Call::symmetric(BODY);
    let text = format!("POST:{PATH}:{TOKEN}:{}:{TIME}", sha256(BODY));
    let names = call.signed(&rsa_signed(PARTNER, text)).names();
    assert_eq!(names, ["asymmetric-for-symmetric", "token-in-asymmetric-string"]);
}
