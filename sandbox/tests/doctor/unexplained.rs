//! What is wrong without a name, and what a diagnosis shows.

use std::time::{Duration, Instant};

use snap_sandbox::doctor::{Mistake, Part, Verdict};

use crate::fixture::*;

#[test]
fn what_no_known_mistake_makes_is_said_honestly_and_soon() {
    let call = Call::symmetric(BODY).signed(&base64(mac("quite another secret", "quite another string")));
    let started = Instant::now();
    let diagnosis = call.diagnose();
    println!("everything was tried in {:?}", started.elapsed());
    assert!(started.elapsed() < Duration::from_secs(20));
    assert_eq!(diagnosis.verdict, Verdict::Unexplained);
    assert!(diagnosis.findings.is_empty() && !diagnosis.is_right());
    let hash = sha256(BODY);
    assert_eq!(diagnosis.expected, format!("POST:{PATH}:[redacted]:{hash}:{TIME}"));
    assert!(diagnosis.parts.contains(&(Part::BodyHash, hash)));
    let shown = diagnosis.to_string();
    assert!(
        shown.contains("no known mistake makes it")
            && shown.contains(&format!("is the SHA-256 of {} bytes", BODY.len()))
    );
}

#[test]
fn a_signature_that_opens_says_that_only_the_string_differs() {
    let call = Call::asymmetric(BODY).signed(&rsa_signed(PARTNER, "something else"));
    let diagnosis = call.diagnose();
    assert_eq!(diagnosis.verdict, Verdict::Unexplained);
    assert!(diagnosis.to_string().contains("made with the key of the caller and as it should be"), "{diagnosis}");
    assert_eq!(Call::asymmetric(BODY).signed("@@@").diagnose().verdict, Verdict::Unexplained);
}

#[test]
fn neither_secrets_nor_tokens_are_shown() {
    let text = transaction(PATH, &format!("Bearer {TOKEN}"), BODY, TIME);
    for signature in [signed(&text), base64(mac(format!("{SECRET}\n"), &text)), base64([7; 64])] {
        let call = Call::symmetric(BODY).signed(&signature);
        let diagnosis = call.diagnose();
        let shown = format!("{diagnosis} {diagnosis:?} {:?}", call.known);
        for secret in [SECRET, TOKEN, "another secret", &signature, "Santos"] {
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
    }
}

#[test]
fn every_mistake_has_a_name_of_its_own_and_says_what_to_do() {
    let mut names: Vec<_> = Mistake::ALL.iter().map(|mistake| mistake.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Mistake::ALL.len());
    for mistake in Mistake::ALL {
        assert!(mistake.name().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        assert!(!mistake.what().ends_with('.') && !mistake.instead().ends_with('.') && mistake.what().len() > 10);
    }
}

/// Bodies, addresses and headers that somebody made to be slow.
#[test]
fn what_is_made_to_be_slow_is_not() {
    let long = format!("{{\"a\":[{}]}}", vec!["\"b\\/c\""; 100_000].join(", "));
    let deep = "[".repeat(500_000);
    let odd = Call { uri: format!("/{}?{}", "a/".repeat(15_000), "b=%2F&".repeat(3_000)), ..Call::symmetric(BODY) };
    let mut timed = Call::symmetric(BODY);
    for number in 0..200 {
        let name: &'static str = format!("X-TIME-{number}").leak();
        timed = timed.with(name, &format!("2026-11-21T10:{:02}:{:02}Z", number / 60, number % 60));
    }
    for call in [Call::symmetric(&long), Call::symmetric(&deep), odd, timed] {
        let started = Instant::now();
        let diagnosis = call.signed(&base64([1; 64])).diagnose();
        assert_eq!(diagnosis.verdict, Verdict::Unexplained);
        println!("tried in {:?}", started.elapsed());
        assert!(started.elapsed() < Duration::from_secs(30));
    }
}

#[test]
fn whatever_comes_is_diagnosed() {
    for text in [
        "",
        " ",
        "é",
        "+",
        "-07:00",
        "2026-11-21T10:30:24é+07:00",
        "2026-11-21T10:30:24+0700",
        "\"",
        "Bearer",
        "Bearer ",
        "=",
        "%",
        "?",
    ] {
        for name in ["X-TIMESTAMP", "Authorization", "X-CLIENT-KEY", "X-PARTNER-ID", "Host", "Date"] {
            for call in [Call::symmetric(text), Call::asymmetric(text), Call::for_token()] {
                let call = call.with(name, text).signed(text);
                assert!(!call.diagnose().is_right(), "{name}: {text}");
            }
        }
    }
    for uri in ["/", "//", "/%", "/v1.0", "/v1.0/", "/a?", "/?&&=", "https://h/"] {
        let call = Call { uri: uri.to_owned(), ..Call::symmetric("{\"a\":\"\\ud800\"}") };
        assert!(!call.signed("AAAA").diagnose().is_right());
    }
}

#[test]
fn nothing_that_serves_real_money_depends_on_the_sandbox() {
    for manifest in ["snap-core", "snap-macros", "generated", "examples", "examples/merchant_va"] {
        let path = format!("{}/../{manifest}/Cargo.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).expect("a manifest");
        assert!(!text.contains("snap-sandbox"), "{path}");
    }
}
