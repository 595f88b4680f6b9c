//! Conditions and rules between members, both ways: whatever is taken out of a message, and whatever its code reports,
//! `validate()` and lint's judge, which share no code, find the same.

#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use snap_bi::Context;
use snap_codegen::ir::condition::Condition;
use snap_codegen::json::{Node, Value};
use snap_codegen::judge::Judge;
use snap_codegen::spec::erratum::ErratumKind;
use snap_tests::valid::{self, text};
use snap_tests::{Case, cases, spec_path};

/// What each of the two finds, as paths.
fn both(case: &Case, message: &Node) -> (BTreeSet<String>, BTreeSet<String>) {
    let judge = Judge {
        catalogue: case.catalogue,
        lenient: false,
        observes: false,
        response: case.is_response(),
        headers: None,
        request: None,
    };
    let judged = judge.message(case.message, message).into_iter().filter(|c| c.kind != ErratumKind::Unknown);
    let model = case.decode(&message.to_text()).expect("an object");
    let found = match model.any_validate(&Context::default()) {
        Ok(()) => BTreeSet::new(),
        Err(violations) => violations.iter().map(|v| spec_path(&v.path)).collect(),
    };
    (judged.map(|c| c.path).collect(), found)
}

/// Takes out the members for which the bits say so, at every depth.
fn thin(node: &mut Node, bits: &mut impl Iterator<Item = bool>) {
    match &mut node.value {
        Value::Object(members) => {
            members.retain(|_| bits.next().unwrap_or(true));
            members.iter_mut().for_each(|member| thin(&mut member.node, bits));
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| thin(element, bits)),
        _ => {}
    }
}

fn members(node: &Node) -> usize {
    match &node.value {
        Value::Object(members) => members.iter().map(|m| 1 + self::members(&m.node)).sum(),
        Value::Array(elements) => elements.iter().map(members).sum(),
        _ => 0,
    }
}

fn full(case: &Case) -> Node {
    valid::message(case.catalogue, case.service, case.message, case.is_response())
}

#[test]
fn each_member_that_is_taken_out_is_judged_alike() {
    let mut wrong = Vec::new();
    for case in cases() {
        let whole = full(&case);
        for out in 0..members(&whole) {
            let mut message = whole.clone();
            thin(&mut message, &mut (0..).map(|n: usize| n != out));
            let (judged, found) = both(&case, &message);
            if judged != found {
                wrong.push(format!(
                    "{}\n  judge      {judged:?}\n  validate() {found:?}\n  {}",
                    case.name(),
                    message.to_text()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
}

#[test]
fn an_answer_that_reports_failure_needs_its_code_and_message_only() {
    for case in cases().into_iter().filter(Case::is_response) {
        // What comes back in the address of a redirect has no code, and reports nothing else.
        if !case.message.fields.iter().any(|field| field.name == "responseCode") {
            continue;
        }
        let code = format!("404{}01", case.service.code);
        let bare = format!(r#"{{"responseCode":"{code}","responseMessage":"Transaction Not Found"}}"#);
        let message = snap_codegen::json::parse(&bare).expect("JSON");
        let (judged, found) = both(&case, &message);
        // What is mandatory upon failure is demanded, and nothing else.
        assert_eq!(judged, found, "{}", case.name());
        let fields = &case.message.fields;
        let says_so =
            |path: &String| fields.iter().any(|f| f.name == *path && f.presence().when == Some(Condition::Failure));
        let upon_failure =
            |path: &String| path.starts_with("original") || path.starts_with("response") || says_so(path);
        assert!(found.iter().all(upon_failure), "{}: {found:?}", case.name());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_taken_out_is_judged_alike(bits in prop::collection::vec(prop::bool::weighted(0.7), 64), failed: bool) {
        for case in cases() {
            let mut message = full(&case);
            if case.is_response() && failed {
                valid::set(&mut message, "responseCode", text(format!("403{}14", case.service.code)));
            }
            let mut cycle = bits.iter().copied().cycle();
            thin(&mut message, &mut cycle);
            let (judged, found) = both(&case, &message);
            prop_assert_eq!(judged, found, "{}: {}", case.name(), message.to_text());
        }
    }
}
