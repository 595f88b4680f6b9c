//! A provider needs no Rust: providers that exist as YAML only are laid beside the real spec, linted, generated, compiled,
//! judged and called, by tests that know nothing of them.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

#[path = "../bank/mod.rs"]
mod bank;
mod partner;
mod project;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use bank::Bank;
use bank::exchange::{Exchange, SECRET, TOKEN, verify};
use partner::Partner;
use snap_codegen::ir::Provider;
use snap_codegen::pipeline::Spec;
use snap_codegen::spec::service::Direction;
use snap_tests::broken::{self, Reading, Table, Tried, count};
use snap_tests::root;

/// Folder and name: the first has a name that the generated crate needs for itself.
const PROVIDERS: [(&str, &str); 3] = [("all", "semua"), ("tetap", "tetap"), ("bersarang", "bersarang")];
const BOTH: [Reading; 2] = [Reading::Sent, Reading::Received];

/// The spec with all of them, without findings, and the partner that was compiled for them.
fn compiled() -> &'static (Spec, Partner) {
    static COMPILED: OnceLock<(Spec, Partner)> = OnceLock::new();
    COMPILED.get_or_init(|| {
        let spec = project::spec_with(&PROVIDERS);
        let found = snap_codegen::report::text(&spec.findings, &spec.documents.files, false);
        assert!(spec.findings.is_empty(), "{found}");
        let binary = project::build(&spec, &PROVIDERS.map(|(_, name)| name));
        (spec, Partner::start(&binary))
    })
}

fn providers() -> impl Iterator<Item = &'static Provider> {
    let (spec, _) = compiled();
    PROVIDERS.iter().map(|(_, name)| spec.catalogue.provider(name).expect("a provider of the spec"))
}

fn tables(name: &str) -> Vec<Table<'static>> {
    let (spec, partner) = compiled();
    partner.tables(&spec.catalogue, spec.catalogue.provider(name).expect("a provider of the spec"))
}

#[test]
fn a_name_that_the_crate_needs_is_all_that_is_wrong_with_a_provider() {
    let spec = project::spec_with(&[("all", "all")]);
    let rules: Vec<_> = spec.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["naming/provider"]);
    assert!(spec.findings[0].message.contains("`all`"), "{}", spec.findings[0].message);
    assert_eq!(project::spec_with(&[("all", "semua")]).findings, []);
}

#[test]
fn every_documented_sample_is_judged_alike() {
    let (spec, partner) = compiled();
    let mut tried = 0;
    for provider in providers() {
        for table in partner.tables(&spec.catalogue, provider) {
            for sample in &table.service.samples {
                let variant = table.name.rsplit(' ').next().unwrap_or_default();
                let response = sample.response.as_ref().filter(|_| sample.shape().unwrap_or("") == variant);
                let text = if table.response { response } else { sample.request.as_ref() };
                let Some(text) = text else { continue };
                tried += 1;
                for reading in BOTH {
                    let (found, judged) = ((table.runtime)(&text.node, reading), table.judged(&text.node, reading));
                    assert_eq!(found, judged, "{} {} {reading:?}", table.name, sample.name);
                }
            }
        }
    }
    assert!(tried > 5, "only {tried} samples");
}

#[tokio::test]
async fn every_service_is_called_by_its_client_and_signed_as_its_profile_says() {
    let (spec, partner) = compiled();
    let key = root().join("snap-core/src/testing/test-key.pem");
    let mut called = BTreeSet::new();
    for provider in providers() {
        let services = provider.pages.iter().flat_map(|page| &page.services);
        for service in services.filter(|service| service.direction == Direction::Outbound) {
            let exchange = Exchange { catalogue: &spec.catalogue, provider, service };
            let (status, answer) = exchange.response();
            let bank = Bank::start(status, &answer, Some(TOKEN)).await;
            let request = exchange.request();
            let values = [
                "call".to_owned(),
                provider.name.clone(),
                service.name.clone(),
                request.to_text(),
                bank.url.clone(),
                key.to_string_lossy().into_owned(),
                if exchange.is_symmetric() { SECRET } else { "" }.to_owned(),
                exchange.fitting("X-PARTNER-ID", "82150"),
                exchange.fitting("CHANNEL-ID", "95221"),
                exchange.fitting("X-DEVICE-ID", "device-1"),
            ];
            let asked = tokio::task::spawn_blocking(move || partner.ask(&values.each_ref().map(String::as_str))).await;
            match asked.expect("the question was put") {
                Ok(said) => assert!(said[0].starts_with('2') && status != 202, "{}: {said:?}", exchange.name()),
                // What is not finished yet is no success.
                Err(error) => assert!(status == 202 && error.contains(" is under way: 202"), "{error}"),
            }
            let seen = bank.calls();
            assert_eq!(seen.len(), 1, "{}: sent once", exchange.name());
            verify(&exchange, &seen[0], &request);
            called.insert(exchange.name());
        }
    }
    assert!(called.len() > 5, "{called:?}");
}

#[test]
fn a_message_that_obeys_its_table_is_valid_to_both() {
    for table in PROVIDERS.iter().flat_map(|(_, name)| tables(name)) {
        let message = table.valid();
        for reading in BOTH {
            let (found, judged) = ((table.runtime)(&message, reading), table.judged(&message, reading));
            assert!(found.is_empty() && judged.is_empty(), "{} {reading:?}: {found:?} {judged:?}", table.name);
        }
    }
}

#[test]
fn every_rule_of_an_odd_provider_is_found_by_both() {
    let (mut tried, tables) = (Tried::new(), ["semua", "tetap"].into_iter().flat_map(tables).collect::<Vec<_>>());
    tried.extend(broken::broken(&tables, &[Reading::Sent], broken::rules));
    tried.extend(broken::missing(&tables, &[Reading::Sent]));
    for what in ["length", "precision", "format", "pattern", "values", "missing"] {
        assert!(count(&tried, what, |_| true) > 0, "{what}: {tried:?}");
    }
}

/// Elements of arrays, values of maps, elements of arrays in arrays.
const DIRECT: [&str; 3] = [".[]", ".{}", ".[][]"];
/// The same, and what lies across: maps in arrays, arrays in maps.
const OBJECTS: [&str; 5] = [".[]", ".{}", ".[][]", ".[]{}", ".{}[]"];

/// Demands that each of some kinds was tried at each of some places.
fn at_each<'k>(tried: &Tried, kinds: impl IntoIterator<Item = &'k str>, places: &[&str], below: &str) {
    for what in kinds {
        for place in places {
            let place = format!("{place}{below}");
            assert!(count(tried, what, |at| at == place) > 0, "no {what} at `{place}`: {tried:?}");
        }
    }
}

const RULES: [&str; 8] = ["length", "pattern", "format", "values", "precision", "padding", "digits", "zeros"];

#[test]
fn every_rule_of_what_stands_in_arrays_maps_and_arrays_of_arrays_is_found_by_both() {
    let tried = broken::broken(&tables("bersarang"), &BOTH, broken::rules);
    at_each(&tried, RULES.into_iter().chain(["count"]), &DIRECT, "");
    at_each(&tried, RULES, &OBJECTS, ".");
    // The list of tags, in the objects.
    at_each(&tried, ["count"], &OBJECTS, ".");
    at_each(&broken::broken(&tables("bersarang"), &BOTH, broken::shapes), ["form"], &OBJECTS, "");
    at_each(&broken::broken(&tables("bersarang"), &[Reading::Sent], broken::empty), ["empty"], &DIRECT, "");
}

#[test]
fn what_is_missing_in_objects_of_arrays_and_maps_is_found_by_both() {
    let tried = broken::missing(&tables("bersarang"), &BOTH);
    at_each(&tried, ["missing", "condition"], &OBJECTS, ".");
}

#[test]
fn every_relation_in_objects_of_arrays_and_maps_is_found_by_both() {
    let tried = broken::unrelated(&tables("bersarang"), &BOTH);
    let kinds = [
        "at_least_one",
        "exactly_one",
        "all_or_none",
        "needs",
        "one_group",
        "order",
        "within",
        "below",
        "same",
        "conditional_length",
    ];
    at_each(&tried, kinds, &OBJECTS, "");
}
