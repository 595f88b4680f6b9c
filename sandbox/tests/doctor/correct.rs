//! What is right has no name.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use snap_bi::rt::{BodyPolicy, EmptyBody, PathPolicy, QueryPolicy};
use snap_bi::server::Scheme;
use snap_bi::{Endpoint, PROVIDERS};
use snap_sandbox::doctor::Verdict;

use crate::fixture::*;

/// Bodies of the documents, as texts.
fn samples() -> Vec<String> {
    let files = [
        include_str!("../../../generated/src/providers/aspi/samples.json"),
        include_str!("../../../generated/src/providers/bca/samples.json"),
        include_str!("../../../generated/src/providers/doku/samples.json"),
        include_str!("../../../generated/src/providers/faspay/samples.json"),
    ];
    let lines = files.iter().flat_map(|file| file.lines());
    let bodies = lines.filter_map(|line| line.split_once(": ").or_else(|| line.split_once(":"))).map(|(_, body)| body);
    bodies.map(|body| body.trim_end_matches(',')).filter(|body| body.starts_with('{')).map(str::to_owned).collect()
}

/// White space that a sender may put between members.
fn spaced(body: &str, space: &str) -> String {
    body.replace("\":\"", &format!("\":{space}\"")).replace("{\"", &format!("{{{space}\""))
}

/// Drops white space outside of texts, letter by letter.
fn minified(body: &str) -> String {
    let (mut within, mut escaped, mut out) = (false, false, String::new());
    for char in body.chars() {
        if within || !" \t\r\n".contains(char) {
            out.push(char);
        }
        if char == '"' && !escaped {
            within = !within;
        }
        escaped = char == '\\' && !escaped;
    }
    out
}

/// The call of a service, rightly signed as its profile says.
fn right(
    endpoint: &'static Endpoint,
    body: &str,
    query: &[(String, String)],
    time: &str,
    hex_out: bool,
) -> Option<Call> {
    let profile = endpoint.signing;
    let scheme = match Scheme::of(endpoint) {
        Scheme::Either if hex_out => Scheme::Asymmetric,
        Scheme::Either => Scheme::Symmetric,
        Scheme::Unsigned => return None,
        scheme => scheme,
    };
    let called = fill(endpoint.path);
    let mut query: Vec<_> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let uri = if query.is_empty() { called.clone() } else { format!("{called}?{}", query.join("&")) };
    assert_eq!(profile.path, PathPolicy::Full, "no provider signs less than its path yet");
    let mut path = endpoint.signed_path.map_or(called, fill);
    match profile.query {
        QueryPolicy::Excluded => query.clear(),
        // Names of one letter: as whole texts they sort as by name.
        QueryPolicy::IncludedSorted => query.sort(),
        _ => {}
    }
    if !query.is_empty() {
        path = format!("{path}?{}", query.join("&"));
    }
    let mut hashed = if profile.body == BodyPolicy::Minified { minified(body) } else { body.to_owned() };
    if hashed.is_empty() && profile.empty_body == EmptyBody::Braces {
        hashed = "{}".to_owned();
    }
    let method = endpoint.method.as_str();
    let call = Call { endpoint, uri, headers: Vec::new(), body: body.into(), known: known() }.with("X-TIMESTAMP", time);
    let hash = sha256(&hashed);
    let signature = match scheme {
        Scheme::Token => rsa_signed(PARTNER, format!("{CLIENT_KEY}|{time}")),
        Scheme::Symmetric => {
            let mac = mac(SECRET, format!("{method}:{path}:{TOKEN}:{hash}:{time}"));
            if profile.encoding == snap_bi::rt::SignatureEncoding::Hex { hex(mac) } else { base64(mac) }
        }
        _ => rsa_signed(PARTNER, format!("{method}:{path}:{hash}:{time}")),
    };
    let call = call.signed(&signature).with("X-PARTNER-ID", PARTNER_ID);
    Some(match scheme {
        Scheme::Token => call.with("X-CLIENT-KEY", CLIENT_KEY),
        Scheme::Symmetric => call.with("Authorization", &format!("Bearer {TOKEN}")),
        _ => call,
    })
}

fn fill(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "c-77" } else { part }).collect::<Vec<_>>().join("/")
}

#[test]
fn a_thousand_calls_of_all_providers_that_are_right_have_nothing_wrong() {
    let endpoints: Vec<&'static Endpoint> =
        PROVIDERS.iter().flat_map(|entry| entry.endpoints.iter().copied()).collect();
    let samples = samples();
    assert!(samples.len() > 100, "{}", samples.len());
    let query = prop::collection::vec(("[a-z]", "[A-Za-z0-9%._~-]{0,6}"), 0..4);
    let input = (
        0..endpoints.len(),
        0..samples.len() + 1,
        prop::sample::select(vec!["", " ", "\n  ", "\t"]),
        query,
        0u32..86_400,
        prop::sample::select(vec!["+07:00", "Z", ".250+08:00", "+0700"]),
        any::<bool>(),
    );
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(1_100) });
    let judged = std::cell::Cell::new(0u32);
    let seen = std::cell::RefCell::new(std::collections::BTreeSet::new());
    let result = runner.run(&input, |(endpoint, body, space, query, second, zone, either)| {
        let endpoint = endpoints[endpoint];
        let body = samples.get(body).map(|body| spaced(body, space)).unwrap_or_default();
        let query: Vec<_> = query.into_iter().map(|(name, value)| (name, value.replace('%', "%2F"))).collect();
        let time = format!("2026-11-21T{:02}:{:02}:{:02}{zone}", second / 3600, second / 60 % 60, second % 60);
        if let Some(call) = right(endpoint, &body, &query, &time, either) {
            let diagnosis = call.diagnose();
            prop_assert_eq!(diagnosis.names(), [""; 0], "{} {}: {}", endpoint.provider, endpoint.service, diagnosis);
            prop_assert_eq!(diagnosis.verdict, Verdict::Right);
            judged.set(judged.get() + 1);
            seen.borrow_mut().insert((endpoint.provider, endpoint.service));
        }
        Ok(())
    });
    result.unwrap_or_else(|error| std::panic::panic_any(error.to_string()));
    println!("{} calls of {} services", judged.get(), seen.borrow().len());
    assert!(judged.get() >= 1_000, "{}", judged.get());
}
