//! What is wrong before any signature is looked at, and calls of providers.

use std::time::Duration;

use snap_bi::server::Scheme;
use snap_bi::{Secret, Timestamp};
use snap_sandbox::doctor::Verdict;

use crate::fixture::*;

#[test]
fn what_leads_to_a_refusal_before_the_signature_is_named() {
    let text = transaction(PATH, TOKEN, BODY, TIME);
    let call = Call::symmetric(BODY).signed(&signed(&text));
    assert_eq!(call.names(), [""; 0]);
    let now = Timestamp::parse(TIME).expect("a time").time();
    let known = |from: i64, known: snap_sandbox::doctor::Known| {
        let step = Duration::from_secs(from.unsigned_abs());
        known.clock(if from < 0 { now - step } else { now + step }, Duration::from_secs(300))
    };
    let at = |seconds| Call { known: known(seconds, crate::fixture::known()), ..call.clone() };
    assert_eq!(at(300).names(), [""; 0]);
    assert_eq!(at(301).names(), ["timestamp-stale"]);
    assert_eq!(at(-301).names(), ["timestamp-ahead"]);
    let tokens = |token: &str| Call { known: crate::fixture::known().tokens([Secret::new(token)]), ..call.clone() };
    assert_eq!(tokens(TOKEN).names(), [""; 0]);
    assert_eq!(tokens("another").names(), ["token-unknown"]);
    assert_eq!(call.clone().with("X-PARTNER-ID", CLIENT_KEY).names(), ["client-key-as-partner-id"]);
    assert_eq!(call.clone().with("X-PARTNER-ID", "nobody").names(), ["caller-unknown"]);
    assert_eq!(call.clone().without("X-SIGNATURE").names(), ["signature-missing"]);
    assert_eq!(call.clone().with("Authorization", &format!("Token {TOKEN}")).names(), ["token-not-bearer"]);
    let without = call.clone().without("Authorization").signed(&signed(format!("POST:{PATH}:{}:{TIME}", sha256(BODY))));
    assert_eq!(without.names(), ["token-missing"]);
    let unsent = call.without("X-TIMESTAMP").signed(&signed(transaction(PATH, TOKEN, BODY, "")));
    assert_eq!(unsent.names(), ["timestamp-missing"]);
    let local = Call::symmetric(BODY).with("X-TIMESTAMP", "2026-11-21 10:30");
    let local = local.signed(&signed(transaction(PATH, TOKEN, BODY, "2026-11-21 10:30")));
    assert_eq!(local.names(), ["timestamp-unreadable"]);
    assert_eq!(Call::for_token().without("X-CLIENT-KEY").names(), ["client-key-missing", "signature-missing"]);
}

#[test]
fn a_callback_of_a_provider_is_diagnosed_as_a_call_of_a_partner_is() {
    // Midtrans signs its notifications with its own key; here it is the caller.
    let path = "/shop/v1.0/debit/notify";
    let call = Call::new("midtrans", "debit_notify", path, BODY);
    let text = |path: &str, body: &str| format!("POST:{path}:{}:{TIME}", sha256(body));
    assert_eq!(call.clone().signed(&rsa_signed(PARTNER, text(path, BODY))).names(), [""; 0]);
    for (name, signature) in [
        ("key-of-another", rsa_signed(PROVIDER, text(path, BODY))),
        ("path-without-prefix", rsa_signed(PARTNER, text("/v1.0/debit/notify", BODY))),
        ("body-slashes-escaped", rsa_signed(PARTNER, text(path, &BODY.replace('/', "\\/")))),
    ] {
        assert_eq!(call.clone().signed(&signature).names(), [name]);
    }
}

#[test]
fn a_service_that_no_page_says_is_signed_is_not_judged() {
    let call = Call::new("dana", "get_auth_code", "/v1.0/get-auth-code", "").signed("whatever");
    assert_eq!(call.diagnose().verdict, Verdict::NotSigned);
    // Unless somebody says how.
    let text = format!("GET:/v1.0/get-auth-code:{}:{TIME}", sha256(""));
    let said = Call { known: known().unsaid_scheme(Scheme::Asymmetric), ..call };
    assert_eq!(said.signed(&rsa_signed(PARTNER, text)).diagnose().verdict, Verdict::Right);
}
