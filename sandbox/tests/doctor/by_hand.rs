//! One mistake each, made by hand.

use std::collections::BTreeSet;

use hmac::{Hmac, KeyInit as _, Mac as _};
use rsa::signature::{RandomizedSigner as _, SignatureEncoding as _, Signer as _};
use rsa::{pkcs1v15, pss};
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use snap_bi::rt::{BodyPolicy, PathPolicy};
use snap_bi::{Endpoint, Secret, SigningProfile};
use snap_sandbox::doctor::{Known, Mistake};

use crate::fixture::*;

/// Bodies as other libraries print that of the fixture, and what that is called.
const PRINTED: [(&str, &str); 9] = [
    (
        "body-spaced-as-by-python",
        r#"{"partnerReferenceNo": "2020102900000000000001", "callback": "https://shop.example/a?b=1&c=2", "name": "Budi  Santosé", "amount": {"value": 10000.00, "currency": "IDR"}, "info": {}, "note": null}"#,
    ),
    (
        "body-slashes-escaped",
        r#"{"partnerReferenceNo":"2020102900000000000001","callback":"https:\/\/shop.example\/a?b=1&c=2","name":"Budi  Santosé","amount":{"value":10000.00,"currency":"IDR"},"info":{},"note":null}"#,
    ),
    (
        "body-non-ascii-escaped",
        r#"{"partnerReferenceNo":"2020102900000000000001","callback":"https://shop.example/a?b=1&c=2","name":"Budi  Santos\u00e9","amount":{"value":10000.00,"currency":"IDR"},"info":{},"note":null}"#,
    ),
    (
        "body-html-escaped",
        r#"{"partnerReferenceNo":"2020102900000000000001","callback":"https://shop.example/a?b=1\u0026c=2","name":"Budi  Santosé","amount":{"value":10000.00,"currency":"IDR"},"info":{},"note":null}"#,
    ),
    (
        "body-keys-sorted",
        r#"{"amount":{"currency":"IDR","value":10000.00},"callback":"https://shop.example/a?b=1&c=2","info":{},"name":"Budi  Santosé","note":null,"partnerReferenceNo":"2020102900000000000001"}"#,
    ),
    (
        "body-numbers-reprinted",
        r#"{"partnerReferenceNo":"2020102900000000000001","callback":"https://shop.example/a?b=1&c=2","name":"Budi  Santosé","amount":{"value":10000.0,"currency":"IDR"},"info":{},"note":null}"#,
    ),
    (
        "body-nulls-left-out",
        r#"{"partnerReferenceNo":"2020102900000000000001","callback":"https://shop.example/a?b=1&c=2","name":"Budi  Santosé","amount":{"value":10000.00,"currency":"IDR"},"info":{}}"#,
    ),
    (
        "body-empty-objects-as-arrays",
        r#"{"partnerReferenceNo":"2020102900000000000001","callback":"https://shop.example/a?b=1&c=2","name":"Budi  Santosé","amount":{"value":10000.00,"currency":"IDR"},"info":[],"note":null}"#,
    ),
    (
        "body-white-space-stripped",
        r#"{"partnerReferenceNo":"2020102900000000000001","callback":"https://shop.example/a?b=1&c=2","name":"BudiSantosé","amount":{"value":10000.00,"currency":"IDR"},"info":{},"note":null}"#,
    ),
];

/// Of a symmetric transaction: signatures that are wrong in one thing each.
fn symmetric() -> Vec<(&'static str, Call)> {
    let call = Call::symmetric(BODY);
    let text = transaction(PATH, TOKEN, BODY, TIME);
    let over = |name: &'static str, text: String| (name, call.clone().signed(&signed(text)));
    let by = |name: &'static str, secret: &[u8]| (name, call.clone().signed(&base64(mac(secret, &text))));
    let as_text = |name: &'static str, signature: String| (name, call.clone().signed(&signature));
    let hash = sha256(BODY);
    let time = |name, time: &str| over(name, transaction(PATH, TOKEN, BODY, time));
    let path = |name, path: &str| over(name, transaction(path, TOKEN, BODY, TIME));
    let token = |name, token: &str| over(name, transaction(PATH, token, BODY, TIME));
    let digest = |name, hash: &str| over(name, format!("POST:{PATH}:{TOKEN}:{hash}:{TIME}"));
    let right = mac(SECRET, &text);
    let mut all: Vec<_> = PRINTED.iter().map(|(name, body)| over(name, transaction(PATH, TOKEN, body, TIME))).collect();
    all.extend([
        digest("body-with-line-end", &sha256(format!("{BODY}\n"))),
        digest("body-in-lower-case", &sha256(BODY.to_lowercase())),
        digest("body-ignored", &sha256("")),
        digest("body-in-latin-1", &sha256(BODY.chars().map(|char| char as u8).collect::<Vec<_>>())),
        digest("digest-in-upper-case", &hash.to_uppercase()),
        digest("digest-in-base64", &base64(Sha256::digest(BODY))),
        digest("digest-base64-of-hex", &base64(&hash)),
        digest("digest-sha512", &hex(Sha512::digest(BODY))),
        digest("digest-sha384", &hex(Sha384::digest(BODY))),
        digest("digest-sha1", &hex(Sha1::digest(BODY))),
        digest("digest-taken-twice", &sha256(&hash)),
        digest("digest-empty", ""),
        digest("body-not-hashed", BODY),
        over("digest-left-out", format!("POST:{PATH}:{TOKEN}:{TIME}")),
        path("path-with-host", &format!("https://api.bank.example{PATH}")),
        path("path-without-prefix", "/v2.0/transfer-interbank"),
        path("path-without-version", "/openapi/transfer-interbank"),
        path("path-trailing-slash", &format!("{PATH}/")),
        path("path-leading-slash", "openapi/v2.0/transfer-interbank"),
        path("path-double-slash", &format!("/{PATH}")),
        path("path-of-another-service", "/openapi/v1.0/transfer-intrabank"),
        path("query-signed", &format!("{PATH}?")),
        over("path-left-out", format!("POST:{TOKEN}:{hash}:{TIME}")),
        over("method-in-other-case", text.replace("POST", "post")),
        over("method-other", text.replace("POST", "GET")),
        over("method-left-out", text.replace("POST:", "")),
        over("token-left-out", format!("POST:{PATH}:{hash}:{TIME}")),
        token("token-with-bearer", &format!("Bearer {TOKEN}")),
        token("token-in-other-case", &TOKEN.to_lowercase()),
        token("token-with-blank-or-quotes", &format!("{TOKEN}\n")),
        time("timestamp-in-another-zone", "2026-11-21T03:30:24Z"),
        time("timestamp-zone-relabelled", "2026-11-21T10:30:24Z"),
        time("timestamp-in-another-form", "2026-11-21T10:30:24.000+07:00"),
        time("timestamp-without-zone", "2026-11-21T10:30:24"),
        time("timestamp-taken-twice", "2026-11-21T10:30:25+07:00"),
        over("timestamp-left-out", format!("POST:{PATH}:{TOKEN}:{hash}")),
        over("parts-in-other-order", format!("{PATH}:POST:{TOKEN}:{hash}:{TIME}")),
        over("parts-joined-otherwise", format!("POST|{PATH}|{TOKEN}|{hash}|{TIME}")),
        over("string-with-line-end", format!("{text}\n")),
        over("string-in-other-case", text.to_lowercase()),
        over("string-hashed-before-signing", sha256(&text)),
        over("string-encoded", base64(&text)),
        over("token-string-signed", format!("{CLIENT_KEY}|{TIME}")),
        by("secret-with-line-end", format!("{SECRET}\n").as_bytes()),
        by("secret-with-blank", format!("{SECRET} ").as_bytes()),
        by("secret-in-quotes", format!("\"{SECRET}\"").as_bytes()),
        by("secret-decoded", b"secret-of-the-sandbox-01"),
        by("secret-encoded", base64(SECRET).as_bytes()),
        by("secret-in-other-case", SECRET.to_uppercase().as_bytes()),
        by("secret-empty", b""),
        by("secret-of-another", b"another secret"),
        by("client-key-as-secret", CLIENT_KEY.as_bytes()),
        by("token-as-secret", TOKEN.as_bytes()),
        as_text("hmac-swapped", base64(mac(&text, SECRET))),
        as_text("digest-without-key", base64(Sha512::digest(format!("{text}{SECRET}")))),
        as_text("hex-for-base64", hex(&right)),
        as_text("base64-of-hex", base64(hex(&right))),
        as_text("base64-twice", base64(base64(&right))),
        as_text("base64-without-padding", base64(&right).trim_end_matches('=').to_owned()),
        as_text("signature-percent-encoded", base64(&right).replace('=', "%3D")),
        as_text("signature-in-quotes", format!("\"{}\"", base64(&right))),
    ]);
    macro_rules! mac_of {
        ($name:literal, $hash:ty) => {{
            let mac = Hmac::<$hash>::new_from_slice(SECRET.as_bytes()).expect("any length");
            let mac = mac.chain_update(&text).finalize().into_bytes();
            as_text($name, base64(mac))
        }};
    }
    all.extend([mac_of!("hmac-sha256", Sha256), mac_of!("hmac-sha384", Sha384), mac_of!("hmac-sha1", Sha1)]);
    // The first of the sort that has a character which differs in the other alphabet.
    let (text, signature) = (0..)
        .map(|number| {
            let time = format!("2026-11-21T10:30:{:02}+07:00", number % 60);
            (time.clone(), base64(mac(SECRET, transaction(PATH, TOKEN, BODY, &time))))
        })
        .find(|(_, signature)| signature.contains('+') && signature.contains('/'))
        .expect("one of them");
    let odd = call.clone().with("X-TIMESTAMP", &text);
    all.push(("base64-url-safe", odd.clone().signed(&signature.replace('+', "-").replace('/', "_"))));
    all.push(("base64-plus-as-blank", odd.clone().signed(&signature.replace('+', " "))));
    all.push(("base64-in-lines", odd.signed(&format!("{} {}", &signature[..64], &signature[64..]))));
    let spaced = BODY.replace(",\"", ", \"");
    let sent = Call::symmetric(&spaced);
    all.push(("body-not-minified", sent.signed(&signed(transaction(PATH, TOKEN, &spaced, TIME)))));
    let date = call.clone().with("Date", "Sat, 21 Nov 2026 04:00:00 GMT");
    for time in ["Sat, 21 Nov 2026 04:00:00 GMT", "2026-11-21T04:00:00Z", "2026-11-21T11:00:00+07:00"] {
        let signature = signed(transaction(PATH, TOKEN, BODY, time));
        all.push(("timestamp-of-another-header", date.clone().signed(&signature)));
    }
    let given = Call { known: known().tokens([TOKEN, "another-token"].map(Secret::new)), ..call };
    all.push(("token-other", given.signed(&signed(transaction(PATH, "another-token", BODY, TIME)))));
    all
}

/// Of transactions by RSA.
fn asymmetric() -> Vec<(&'static str, Call)> {
    let call = Call::asymmetric(BODY);
    let text = format!("POST:{}:{}:{TIME}", call.uri, sha256(BODY));
    let signed = |name: &'static str, signature: Vec<u8>| (name, call.clone().signed(&base64(signature)));
    let key = || key(PARTNER);
    let mut random = rsa::rand_core::UnwrapErr(rsa_random());
    let pss = pss::SigningKey::<Sha256>::new(key()).sign_with_rng(&mut random, text.as_bytes());
    vec![
        signed("rsa-pss", pss.to_vec()),
        signed("rsa-sha1", pkcs1v15::SigningKey::<Sha1>::new(key()).sign(text.as_bytes()).to_vec()),
        signed("rsa-sha384", pkcs1v15::SigningKey::<Sha384>::new(key()).sign(text.as_bytes()).to_vec()),
        signed("rsa-sha512", pkcs1v15::SigningKey::<Sha512>::new(key()).sign(text.as_bytes()).to_vec()),
        signed(
            "rsa-without-digest-name",
            key().sign(rsa::Pkcs1v15Sign::new_unprefixed(), &Sha256::digest(&text)).expect("a signature"),
        ),
        ("key-of-another", call.clone().signed(&rsa_signed(PROVIDER, &text))),
        ("key-unknown", call.clone().signed(&rsa_signed(STRANGER, &text))),
        ("symmetric-for-asymmetric", call.clone().signed(&crate::fixture::signed(&text))),
        (
            "token-in-asymmetric-string",
            call.clone()
                .with("Authorization", &format!("Bearer {TOKEN}"))
                .signed(&rsa_signed(PARTNER, format!("POST:{}:{TOKEN}:{}:{TIME}", call.uri, sha256(BODY)))),
        ),
    ]
}

/// Randomness of the system.
fn rsa_random() -> impl rsa::rand_core::TryCryptoRng {
    getrandom::SysRng
}

/// Of requests for a token.
fn for_a_token() -> Vec<(&'static str, Call)> {
    let call = Call::for_token();
    let over = |name: &'static str, text: String| (name, call.clone().signed(&rsa_signed(PARTNER, text)));
    let body = r#"{"grantType":"client_credentials"}"#;
    let transaction = format!("POST:{}:{}:{TIME}", call.uri, sha256(body));
    let as_partner = call.clone().with("X-CLIENT-KEY", PARTNER_ID);
    vec![
        over("partner-id-in-token-string", format!("{PARTNER_ID}|{TIME}")),
        over("client-key-other", format!("{}|{TIME}", CLIENT_KEY.to_lowercase())),
        over("client-key-left-out", TIME.to_owned()),
        over("parts-in-other-order", format!("{TIME}|{CLIENT_KEY}")),
        over("parts-joined-otherwise", format!("{CLIENT_KEY}:{TIME}")),
        over("timestamp-in-another-zone", format!("{CLIENT_KEY}|2026-11-21T03:30:24+00:00")),
        over("transaction-string-signed", transaction),
        ("partner-id-as-client-key", as_partner.signed(&rsa_signed(PARTNER, format!("{PARTNER_ID}|{TIME}")))),
        ("key-of-another", call.clone().signed(&rsa_signed(PROVIDER, format!("{CLIENT_KEY}|{TIME}")))),
        ("symmetric-for-asymmetric", call.clone().signed(&signed(format!("{CLIENT_KEY}|{TIME}")))),
    ]
}

static INNER_PROFILE: SigningProfile = SigningProfile::new("inner").path(PathPolicy::WithoutPrefix);
static RAW: SigningProfile = SigningProfile::new("raw").body(BodyPolicy::Raw);
static INNER: Endpoint =
    Endpoint::new("bank").service("pay").version("v1.0").post("/snap/v1.0/pay").signing(&INNER_PROFILE);
static AS_SENT: Endpoint = Endpoint::new("bank").service("pay").version("v1.0").post("/v1.0/pay").signing(&RAW);

/// Of a provider that signs without its prefix, of one that hashes bodies as they are sent, of one that wants hex; with a secret
/// that is easily misread.
fn of_odd_providers() -> Vec<(&'static str, Call)> {
    let spaced = r#"{"a": "b\/c", "d": 1}"#;
    let inner = Call { endpoint: &INNER, uri: "/snap/v1.0/pay".to_owned(), ..Call::symmetric(spaced) };
    let raw = Call { endpoint: &AS_SENT, uri: "/v1.0/pay".to_owned(), ..Call::symmetric(spaced) };
    let compact = spaced.replace(' ', "");
    let bri = endpoint("bri", "bank_statement");
    let hex = Call { endpoint: bri, uri: bri.path.to_owned(), ..Call::symmetric(spaced) };
    let call = Call::symmetric(&compact);
    let text = transaction(PATH, TOKEN, &compact, TIME);
    let odd = |secret: &str, used: &str| {
        let known = Known::new().secret(&Secret::new(secret));
        Call { known, ..call.clone() }.signed(&base64(mac(used, &text)))
    };
    let lines = "{\n  \"a\": \"b\\/c\",\n  \"d\": 1\n}";
    vec![
        ("path-with-prefix", inner.signed(&signed(transaction("/snap/v1.0/pay", TOKEN, &compact, TIME)))),
        ("body-minified", raw.clone().signed(&signed(transaction("/v1.0/pay", TOKEN, &compact, TIME)))),
        ("base64-for-hex", hex.signed(&signed(transaction(bri.path, TOKEN, &compact, TIME)))),
        (
            "body-escapes-undone",
            call.clone().signed(&signed(transaction(PATH, TOKEN, compact.replace("\\/", "/"), TIME))),
        ),
        (
            "body-as-json-text",
            call.clone().signed(&signed(transaction(PATH, TOKEN, r#""{\"a\":\"b\\/c\",\"d\":1}""#, TIME))),
        ),
        ("body-pretty-printed", call.clone().signed(&signed(transaction(PATH, TOKEN, lines, TIME)))),
        (
            "path-percent-encoded",
            call.clone().signed(&signed(transaction("%2Fopenapi%2Fv2.0%2Ftransfer-interbank", TOKEN, &compact, TIME))),
        ),
        ("secret-cut-short", odd("abc#def", "abc")),
        ("secret-trimmed", odd(" abcdef", "abcdef")),
    ]
}

/// Of calls without a body, with a query, with a path that varies.
fn of_odd_calls() -> Vec<(&'static str, Call)> {
    let mut all = Vec::new();
    for (name, body) in [
        ("body-empty-as-braces", "{}"),
        ("body-empty-as-brackets", "[]"),
        ("body-empty-as-null", "null"),
        ("body-empty-as-quotes", "\"\""),
    ] {
        all.push((name, Call::symmetric("").signed(&signed(transaction(PATH, TOKEN, body, TIME)))));
    }
    // AstraPay hashes braces.
    let astrapay = Call::new("astrapay", "auth_query", "/merchant-service/snap/v1.0/auth/query", "");
    let astrapay = astrapay.with("Authorization", &format!("Bearer {TOKEN}"));
    let method = astrapay.endpoint.method.as_str();
    let text = format!("{method}:{}:{TOKEN}:{}:{TIME}", astrapay.uri, sha256(""));
    all.push(("body-empty-as-nothing", astrapay.signed(&signed(text))));

    // BCA sorts its query, BRI signs none, the standard signs it as sent.
    let asked = Call::symmetric(BODY);
    let asked = Call { uri: format!("{PATH}?b=2%2F1&a=1"), ..asked };
    let query = |query: &str| signed(transaction(&format!("{PATH}{query}"), TOKEN, BODY, TIME));
    all.push(("query-left-out", asked.clone().signed(&query(""))));
    all.push(("query-in-other-order", asked.clone().signed(&query("?b=2%2F1&a=1"))));
    all.push(("query-not-percent-encoded", asked.clone().signed(&query("?a=1&b=2/1"))));
    let bri = endpoint("bri", "bank_statement");
    let unsigned = Call { endpoint: bri, uri: format!("{}?x=1", bri.path), ..asked };
    let text = transaction(&unsigned.uri, TOKEN, BODY, TIME);
    all.push(("query-signed", unsigned.signed(&hex(mac(SECRET, &text)))));

    let card = endpoint("aspi", "registration_card_inquiry");
    let uri = "/v1.0/registration-card-inquiry/custIdMerchant/a%20B".to_owned();
    let card = Call { endpoint: card, uri, ..Call::symmetric("") };
    let path = |path: &str| signed(format!("GET:{path}:{TOKEN}:{}:{TIME}", sha256("")));
    all.push((
        "path-not-percent-encoded",
        card.clone().signed(&path("/v1.0/registration-card-inquiry/custIdMerchant/a B")),
    ));
    all.push(("path-with-braces", card.clone().signed(&path(card.endpoint.path))));
    all.push(("path-in-other-case", card.clone().signed(&path(&card.uri.to_lowercase()))));
    all
}

#[test]
fn every_mistake_that_is_made_by_hand_is_named_and_no_other() {
    let all = [symmetric(), asymmetric(), for_a_token(), of_odd_calls(), of_odd_providers()].concat();
    let mut wrong = Vec::new();
    for (name, call) in &all {
        let names = call.names();
        if names != [*name] {
            wrong.push(format!("{name}: {names:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let distinct: BTreeSet<_> = all.iter().map(|(name, _)| *name).collect();
    println!("{} distinct mistakes in {} signatures", distinct.len(), all.len());
    // What has no signature is made by `callers`.
    let before = [
        "signature-missing",
        "timestamp-missing",
        "timestamp-unreadable",
        "timestamp-stale",
        "timestamp-ahead",
        "client-key-missing",
        "client-key-as-partner-id",
        "caller-unknown",
        "token-missing",
        "token-not-bearer",
        "token-unknown",
        "asymmetric-for-symmetric",
    ];
    let never = Mistake::ALL
        .iter()
        .map(|mistake| mistake.name())
        .filter(|name| !distinct.contains(name) && !before.contains(name));
    assert_eq!(never.collect::<Vec<_>>(), [""; 0], "nothing makes them");
}

#[test]
fn an_rsa_signature_where_an_hmac_is_due_is_told_from_its_string() {
    let text = format!("POST:{PATH}:{}:{TIME}", sha256(BODY));
    let call = Call::symmetric(BODY).signed(&rsa_signed(PARTNER, text));
    assert_eq!(call.names(), ["asymmetric-for-symmetric"]);
}
