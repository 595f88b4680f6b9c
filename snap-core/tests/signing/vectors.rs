//! Known answers, made by others.

use snap_core::signing::{
    BadSignature, MacKey, PublicKey, Signature, StringToSign, Target, Verifier as _, body_hash, token_string,
    transaction_string,
};
use snap_core::{Method, Secret, SignatureEncoding};

use crate::support::{BACKENDS, STANDARD, list, method, private, profile, text, vectors};

#[test]
fn every_switch_of_the_profile_gives_the_string_and_the_signatures_of_openssl() {
    let file = vectors("signatures.json");
    let mac = MacKey::new(&Secret::new(text(&file, "secret")));
    let key = private("test-rsa-2048.pkcs8.pem");
    for case in list(&file, "cases") {
        let name = text(case, "name");
        let profile = profile(&case["profile"]);
        let target = Target { path: text(case, "path"), prefix: text(case, "prefix"), query: case["query"].as_str() };
        let (body, time) = (text(case, "body").as_bytes(), text(case, "timestamp"));
        let string = |token| transaction_string(&profile, method(text(case, "method")), &target, token, body, time);

        let symmetric = string(Some(text(case, "access_token")));
        assert_eq!(symmetric, text(&case["symmetric"], "string"), "{name}");
        let signature = text(&case["symmetric"], "signature");
        assert_eq!(mac.sign(symmetric.as_bytes()).encode(profile.encoding), signature, "{name}");
        assert_eq!(mac.verify(symmetric.as_bytes(), signature), Ok(()), "{name}");

        let asymmetric = string(None);
        assert_eq!(asymmetric, text(&case["asymmetric"], "string"), "{name}");
        let signature = text(&case["asymmetric"], "signature");
        for backend in BACKENDS {
            let signed = (backend.signer)(&key).unwrap().sign(asymmetric.as_bytes()).unwrap();
            assert_eq!(signed.encode(profile.encoding), signature, "{name} {}", backend.name);
            let verifier = (backend.verifier)(&key.public_key()).unwrap();
            assert_eq!(verifier.verify_text(asymmetric.as_bytes(), signature), Ok(()), "{name} {}", backend.name);
        }
    }
    for token in list(&file, "tokens") {
        let string = token_string(text(token, "client_key"), text(token, "timestamp"));
        assert_eq!(string, text(token, "string"));
        for backend in BACKENDS {
            let signed = (backend.signer)(&key).unwrap().sign(string.as_bytes()).unwrap();
            assert_eq!(signed.encode(SignatureEncoding::Base64), text(token, "signature"), "{}", backend.name);
        }
    }
}

#[test]
fn agrees_with_the_published_samples_of_midtrans() {
    let file = vectors("midtrans.json");
    let case = &file["symmetric_string"];
    let key = MacKey::new(&Secret::new(text(case, "secret")));
    assert_eq!(key.sign(text(case, "string").as_bytes()).encode(SignatureEncoding::Base64), text(case, "base64"));

    let case = &file["symmetric"];
    let target = |path| Target { path, prefix: "", query: None };
    let (body, time) = (text(case, "body").as_bytes(), text(case, "timestamp"));
    let token = Some(text(case, "access_token"));
    let string = transaction_string(&STANDARD, Method::Post, &target(text(case, "path")), token, body, time);
    let key = MacKey::new(&Secret::new(text(case, "secret")));
    assert_eq!(key.sign(string.as_bytes()).encode(SignatureEncoding::Base64), text(case, "signature"));

    let key = PublicKey::load(text(&file, "public_key").as_bytes()).unwrap();
    for backend in BACKENDS {
        let verifier = (backend.verifier)(&key).unwrap();
        let case = &file["token"];
        let string = token_string(text(case, "client_key"), text(case, "timestamp"));
        assert_eq!(verifier.verify_text(string.as_bytes(), text(case, "signature")), Ok(()), "{}", backend.name);
        for case in list(&file, "notifications") {
            let (body, time) = (text(case, "body").as_bytes(), text(case, "timestamp"));
            let string = transaction_string(&STANDARD, Method::Post, &target(text(case, "path")), None, body, time);
            assert_eq!(verifier.verify_text(string.as_bytes(), text(case, "signature")), Ok(()), "{}", backend.name);
        }
    }
}

#[test]
fn verifies_the_exact_bytes_of_a_notification_and_no_repair_of_them() {
    let file = vectors("dana.json");
    let key = PublicKey::load(text(&file, "public_key").as_bytes()).unwrap();
    let target = Target { path: text(&file, "path"), prefix: "", query: None };
    let string = |body: &str| {
        transaction_string(&STANDARD, Method::Post, &target, None, body.as_bytes(), text(&file, "timestamp"))
    };
    for backend in BACKENDS {
        let verifier = (backend.verifier)(&key).unwrap();
        let verdict = |body| verifier.verify_text(string(body).as_bytes(), text(&file, "signature"));
        assert_eq!(verdict(text(&file, "body")), Ok(()), "{}", backend.name);
        for mangled in list(&file, "mangled") {
            assert_eq!(verdict(mangled.as_str().unwrap()), Err(BadSignature::Mismatch), "{}", backend.name);
        }
    }
}

#[test]
fn hmac_sha512_agrees_with_rfc_4231() {
    let hex = |text: &str| -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    };
    for case in list(&vectors("rfc4231.json"), "cases") {
        let key = MacKey::from_bytes(&hex(text(case, "key")));
        let data = hex(text(case, "data"));
        assert_eq!(key.sign(&data).encode(SignatureEncoding::Hex), text(case, "mac"), "case {}", case["case"]);
        assert_eq!(key.verify(&data, text(case, "mac")), Ok(()));
    }
}

#[test]
fn refuses_what_was_signed_over_anything_else() {
    let key = MacKey::new(&Secret::new("not-a-real-secret"));
    let target = Target { path: "/v1.0/x", prefix: "", query: None };
    let string = |method, target: &Target<'_>, token, body: &[u8], time| {
        transaction_string(&STANDARD, method, target, token, body, time)
    };
    let signed = string(Method::Post, &target, Some("token"), b"{\"a\":1}", "2020-12-21T10:30:24+07:00");
    let signature = key.sign(signed.as_bytes()).encode(SignatureEncoding::Base64);
    for other in [
        string(Method::Put, &target, Some("token"), b"{\"a\":1}", "2020-12-21T10:30:24+07:00"),
        string(
            Method::Post,
            &Target { path: "/v1.0/y", ..target },
            Some("token"),
            b"{\"a\":1}",
            "2020-12-21T10:30:24+07:00",
        ),
        string(
            Method::Post,
            &Target { query: Some("a"), ..target },
            Some("token"),
            b"{\"a\":1}",
            "2020-12-21T10:30:24+07:00",
        ),
        string(Method::Post, &target, Some("Token"), b"{\"a\":1}", "2020-12-21T10:30:24+07:00"),
        string(Method::Post, &target, None, b"{\"a\":1}", "2020-12-21T10:30:24+07:00"),
        string(Method::Post, &target, Some("token"), b"{\"a\":1.0}", "2020-12-21T10:30:24+07:00"),
        string(Method::Post, &target, Some("token"), b"{\"a\":1}", "2020-12-21T03:30:24Z"),
    ] {
        assert_eq!(key.verify(other.as_bytes(), &signature), Err(BadSignature::Mismatch), "{other}");
    }
    // Base64 tells cases apart.
    let lower = signature.to_ascii_lowercase();
    assert_eq!(key.verify(signed.as_bytes(), &lower), Err(BadSignature::Mismatch));
    let whole = Signature::decode(&signature).unwrap();
    let short = &whole.as_bytes()[..32];
    assert_eq!(
        (&key as &dyn snap_core::signing::Verifier).verify(signed.as_bytes(), short),
        Err(BadSignature::Mismatch)
    );
    assert_eq!(key.verify_text(signed.as_bytes(), &signature), Ok(()));
}

#[test]
fn the_parts_of_a_string_can_be_looked_at() {
    let target = Target { path: "/v1.0/x", prefix: "", query: Some("b=1&a=2") };
    let string = StringToSign::new(&STANDARD, Method::Get, &target, Some("t0ken"), b"", "2020-12-21T10:30:24+07:00");
    assert_eq!((string.path(), string.body_hash()), ("/v1.0/x?b=1&a=2", &body_hash(b"")));
    assert!(string.to_text().contains("t0ken"));
    for shown in [string.to_string(), format!("{string:?}")] {
        assert!(shown.contains("GET:/v1.0/x?b=1&a=2:[redacted]:e3b0c442") && !shown.contains("t0ken"), "{shown}");
    }
}
