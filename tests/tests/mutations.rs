//! Every rule of every table, broken one at a time at every depth: `validate()` finds it, lint's judge, which shares no code
//! with it, finds the same, and neither finds anything else.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

use std::collections::BTreeSet;

use snap_bi::{Broken, Context, Violation};
use snap_codegen::ir::Type;
use snap_codegen::ir::rule::Demand;
use snap_codegen::json::Node;
use snap_tests::broken::{self, Reading, Spot, Table, at, count};
use snap_tests::valid::text;
use snap_tests::{Case, cases, spec_path};

fn tables() -> Vec<Table<'static>> {
    cases().iter().map(Case::table).collect()
}

fn violations(case: &Case, message: &Node) -> Vec<Violation> {
    let model = case.decode(&message.to_text()).expect("an object");
    model.any_validate(&Context::default()).err().map(Vec::from_iter).unwrap_or_default()
}

#[test]
fn a_message_that_obeys_its_table_is_valid_to_both() {
    for table in tables() {
        let message = table.valid();
        for reading in [Reading::Sent, Reading::Received] {
            let (found, judged) = ((table.runtime)(&message, reading), table.judged(&message, reading));
            let nothing = BTreeSet::new();
            assert_eq!((&found, &judged), (&nothing, &nothing), "{}: {}", table.name, message.to_text());
        }
    }
}

#[test]
fn every_rule_of_every_value_at_every_depth_is_found_by_both() {
    let tried = broken::broken(&tables(), &[Reading::Sent], broken::rules);
    for (what, least) in [
        ("length", 3_000),
        ("precision", 600),
        ("format", 600),
        ("pattern", 50),
        ("values", 240),
        ("padding", 100),
        ("digits", 15),
        ("count", 40),
        ("zeros", 3),
    ] {
        let total = count(&tried, what, |_| true);
        assert!(total >= least, "only {total} of {what}: {tried:?}");
    }
    let elements: usize = tried.iter().filter(|((_, place), _)| place.ends_with("[]")).map(|(_, n)| n).sum();
    assert!(elements >= 10, "only {elements} elements of arrays: {tried:?}");
}

#[test]
fn a_text_that_is_empty_where_it_must_not_be_is_found_by_both() {
    let tried = broken::broken(&tables(), &[Reading::Sent], broken::empty);
    assert!(count(&tried, "empty", |place| place.ends_with('.')) > 1_000, "{tried:?}");
    assert!(count(&tried, "empty", |place| place.ends_with("[]")) > 10, "{tried:?}");
}

#[test]
fn a_value_of_another_json_form_is_found_by_both() {
    let tried = broken::broken(&tables(), &[Reading::Sent], broken::shapes);
    assert!(tried.values().sum::<usize>() > 5_000, "{tried:?}");
}

#[test]
fn every_mandatory_member_that_is_missing_is_found_by_both() {
    let tried = broken::missing(&tables(), &[Reading::Sent]);
    let total = count(&tried, "missing", |_| true);
    assert!(total > 1_500, "only {total} mandatory members");
}

#[test]
fn every_relation_that_is_broken_is_found_by_both() {
    let tried = broken::unrelated(&tables(), &[Reading::Sent]);
    let total: usize = tried.values().sum();
    assert!(total > 40, "only {total} relations: {tried:?}");
}

fn spots(case: &Case) -> Vec<Spot<'static>> {
    case.table().spots()
}

#[test]
fn a_text_of_exactly_the_longest_length_is_fine_whatever_its_bytes() {
    let mut tried = 0;
    for case in cases() {
        let whole = case.table().valid();
        for spot in spots(&case).iter().filter(|spot| !spot.is_code() && matches!(spot.value.ty, Type::Text(_))) {
            let only_length = spot.value.rules.iter().all(|rule| {
                matches!(
                    rule.demand,
                    Demand::Length(_) | Demand::Presence(_) | Demand::Shapes(_) | Demand::MayBeEmpty(_)
                )
            });
            let Some(max) = spot.value.length().and_then(|length| length.sent.max).filter(|_| only_length) else {
                continue;
            };
            let mut message = whole.clone();
            let Some(place) = at(&mut message, &spot.steps) else { continue };
            *place = text("é".repeat(max as usize));
            tried += 1;
            let found = violations(&case, &message);
            // A member that repeats others no longer does, which is another rule. So is a shorter limit that holds where
            // another member says so.
            let other = |v: &Violation| match v.rule {
                Broken::NotSame { .. } => true,
                Broken::TooLong { max: limit, .. } => spec_path(&v.path) != spot.path() || limit < max,
                _ => false,
            };
            assert!(found.iter().all(other), "{} {}: {found:?}", case.name(), spot.path());
        }
    }
    assert!(tried > 2_000, "only {tried} lengths");
}

#[test]
fn violations_never_carry_the_value() {
    let mut tried = 0;
    for case in cases() {
        let whole = case.table().valid();
        for spot in spots(&case).iter().filter(|spot| matches!(spot.value.ty, Type::Text(_) | Type::Decimal)) {
            let mut message = whole.clone();
            let Some(place) = at(&mut message, &spot.steps) else { continue };
            let most = spot.value.length().and_then(|length| length.sent.max).unwrap_or(0);
            *place = text("S3cret".repeat(most as usize + 1));
            tried += 1;
            assert!(violations(&case, &message).iter().all(|v| !v.to_string().contains("S3cret")), "{}", spot.path());
        }
    }
    assert!(tried > 3_000, "only {tried} texts");
}
