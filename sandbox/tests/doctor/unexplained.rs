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
