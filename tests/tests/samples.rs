//! Every documented sample: decoded, judged, encoded again.

use std::collections::BTreeSet;

use snap_bi::Context;
use snap_codegen::json;
use snap_codegen::judge::{Contradiction, Judge};
use snap_codegen::spec::erratum::ErratumKind;
use snap_tests::{Case, cases, differences, spec_path};

/// The samples of a message.
fn samples(case: &Case) -> impl Iterator<Item = (&str, &snap_codegen::ir::service::SampleText)> {
    case.service.samples.iter().filter_map(move |sample| {
        let text = if case.is_response() {
            (sample.shape() == case.variant).then_some(sample.response.as_ref()).flatten()
        } else {
            sample.request.as_ref()
        };
        text.map(|text| (sample.name.as_str(), text))
    })
}

#[test]
fn every_service_whose_source_prints_a_sample_has_one_that_is_tested() {
    let mut tested = BTreeSet::new();
    for case in cases() {
        if samples(&case).next().is_some() {
            tested.insert((&case.provider.name, &case.service.name));
        }
    }
    // Where the page prints none, the spec says so.
    let expected: BTreeSet<_> = cases()
        .iter()
        .filter(|case| case.service.no_sample.is_none())
        .map(|case| (&case.provider.name, &case.service.name))
        .collect();
    assert_eq!(tested, expected);
}

#[test]
fn samples_survive_decoding_and_encoding_member_by_member() {
    for case in cases() {
        for (name, sample) in samples(&case) {
            let model = case.decode(&sample.text).unwrap_or_else(|e| panic!("{} {name}: {e}", case.name()));
            let again = String::from_utf8(model.any_to_json()).unwrap();
            let again = json::parse(&again).unwrap_or_else(|e| panic!("{} {name}: {e:?}", case.name()));
            let mut lost = Vec::new();
            differences(&sample.node, &again, "", &mut lost);
            assert!(lost.is_empty(), "{} {name}: {lost:?}", case.name());
        }
    }
}

/// What a sample breaks, as a set of paths, by a judge that shares no code with the runtime.
fn judged(found: &[Contradiction], unknown: bool) -> BTreeSet<String> {
    found.iter().filter(|c| unknown || c.kind != ErratumKind::Unknown).map(|c| c.path.clone()).collect()
}

#[test]
fn the_optional_check_reports_what_the_errata_do_not_accept_and_nothing_else() {
    let mut wrong = Vec::new();
    for case in cases() {
        for (name, sample) in samples(&case) {
            let judge = Judge {
                catalogue: case.catalogue,
                lenient: true,
                observes: true,
                response: case.is_response(),
                headers: None,
                request: None,
            };
            let expected = judged(&judge.message(case.message, &sample.node), true);
            let model = case.decode(&sample.text).unwrap();
            let found: BTreeSet<String> =
                model.any_check(&Context::default()).iter().map(|v| spec_path(&v.path)).collect();
            if found != expected {
                wrong.push(format!("{} {name}:\n  judge   {expected:?}\n  check() {found:?}", case.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn strict_validation_finds_every_broken_rule_of_a_sample() {
    let mut wrong = Vec::new();
    for case in cases() {
        for (name, sample) in samples(&case) {
            let judge = Judge {
                catalogue: case.catalogue,
                lenient: false,
                observes: false,
                response: case.is_response(),
                headers: None,
                request: None,
            };
            let expected = judged(&judge.message(case.message, &sample.node), false);
            let model = case.decode(&sample.text).unwrap();
            let found: BTreeSet<String> = match model.any_validate(&Context::default()) {
                Ok(()) => BTreeSet::new(),
                Err(violations) => violations.iter().map(|v| spec_path(&v.path)).collect(),
            };
            if found != expected {
                wrong.push(format!("{} {name}:\n  judge      {expected:?}\n  validate() {found:?}", case.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
