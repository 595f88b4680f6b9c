//! Every rule of every table, broken one at a time: `validate()` finds it, at the right path, and finds nothing else.
#![expect(clippy::panic, reason = "a test that cannot go on says so")]

use snap_bi::{Broken, Context, Violation};
use snap_codegen::ir::field::{Decimal, Field, Text, TextKind, Type};
use snap_codegen::json::{Node, Value};
use snap_codegen::spec::field::Presence;
use snap_tests::valid::{self, node, text};
use snap_tests::{Case, cases, spec_path};

fn violations(case: &Case, message: &Node) -> Vec<Violation> {
    let model = case.decode(&message.to_text()).unwrap_or_else(|e| panic!("{}: {e}", case.name()));
    match model.any_validate(&Context::default()) {
        Ok(()) => Vec::new(),
        Err(violations) => violations.iter().cloned().collect(),
    }
}

#[test]
fn a_message_that_obeys_its_table_is_valid() {
    for case in cases() {
        let message = valid::message(case.catalogue, case.service, case.message, case.is_response());
        let found = violations(&case, &message);
        assert!(found.is_empty(), "{}: {found:?}\n{}", case.name(), message.to_text());
    }
}

/// A field with the path that leads to it: member names, and the first element of lists.
struct Spot<'a> {
    field: &'a Field,
    path: Vec<&'a str>,
    /// Part of a value/currency pair.
    amount: bool,
}

impl Spot<'_> {
    fn name(&self) -> String {
        self.path.join(".")
    }
}

fn spots<'a>(case: &Case, fields: &'a [Field], above: &[&'a str], found: &mut Vec<Spot<'a>>)
where
    'static: 'a,
{
    for field in fields {
        let mut path = above.to_vec();
        path.push(&field.name);
        below(case, &field.ty, &path, found);
        found.push(Spot { field, path, amount: false });
    }
}

fn below<'a>(case: &Case, ty: &'a Type, path: &[&'a str], found: &mut Vec<Spot<'a>>)
where
    'static: 'a,
{
    match ty {
        Type::Object(shape) => spots(case, shape.fields.as_deref().unwrap_or_default(), path, found),
        Type::Named(named) => {
            if let Some(named) = case.catalogue.named(named) {
                spots(case, &named.fields, path, found);
            }
        }
        Type::Array(array) => below(case, &array.item, path, found),
        Type::Amount(amount) => {
            for part in [&amount.value, &amount.currency] {
                let mut path = path.to_vec();
                path.push(&part.name);
                found.push(Spot { field: part, path, amount: true });
            }
        }
        _ => {}
    }
}

/// The object that holds a member, in a valid message; the last segment is the member's name.
fn holder<'m>(message: &'m mut Node, path: &[&str]) -> Option<&'m mut Node> {
    let mut at = message;
    for name in &path[..path.len() - 1] {
        at = match &mut at.value {
            Value::Object(members) => &mut members.iter_mut().find(|member| member.name == *name)?.node,
            _ => return None,
        };
        while let Value::Array(_) = &at.value {
            let Value::Array(elements) = &mut at.value else { return None };
            at = elements.first_mut()?;
        }
    }
    Some(at)
}

/// Breaks one thing in a valid message of each case and hands over what `validate()` then says.
fn broken(
    mutate: impl Fn(&Case, &Spot<'_>, &mut Node) -> bool,
    judge: impl Fn(&Spot<'_>, &[Violation]) -> bool,
) -> usize {
    let mut tried = 0;
    let mut missed = Vec::new();
    for case in cases() {
        let mut all = Vec::new();
        spots(&case, &case.message.fields, &[], &mut all);
        for spot in &all {
            let mut message = valid::message(case.catalogue, case.service, case.message, case.is_response());
            let Some(object) = holder(&mut message, &spot.path) else { continue };
            // A rule between members may have kept the member out.
            if object.get(spot.path[spot.path.len() - 1]).is_none() || !mutate(&case, spot, object) {
                continue;
            }
            tried += 1;
            let found = violations(&case, &message);
            if !judge(spot, &found) {
                missed.push(format!("{} {}: {found:?}", case.name(), spot.name()));
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried}:\n{}", missed.len(), missed.join("\n"));
    tried
}

fn at<'v>(spot: &Spot<'_>, found: &'v [Violation]) -> impl Iterator<Item = &'v Violation> {
    let wanted = spot.name();
    found.iter().filter(move |v| spec_path(&v.path).replace("[]", "") == wanted)
}

fn remove(object: &mut Node, name: &str) {
    if let Value::Object(members) = &mut object.value {
        members.retain(|member| member.name != name);
    }
}

#[test]
fn every_mandatory_member_that_is_missing_is_found() {
    let tried = broken(
        |_, spot, object| {
            // Without a code nobody knows that the answer reports success; it is looked at in a test of its own.
            if spot.field.presence != Presence::M {
                return false;
            }
            remove(object, &spot.field.name);
            true
        },
        |spot, found| at(spot, found).any(|v| matches!(v.rule, Broken::Missing)),
    );
    assert!(tried > 400, "only {tried} mandatory members");
}

#[test]
fn a_mandatory_text_that_is_empty_is_found() {
    let tried = broken(
        |_, spot, object| {
            let textual = matches!(spot.field.ty, Type::Text(_) | Type::Decimal(_));
            if spot.field.presence != Presence::M || !textual {
                return false;
            }
            valid::set(object, &spot.field.name, text(""));
            true
        },
        |spot, found| at(spot, found).next().is_some(),
    );
    assert!(tried > 300, "only {tried} mandatory texts");
}

fn most(rule: &Text) -> Option<u32> {
    rule.exact.or(rule.max)
}

#[test]
fn every_length_that_is_exceeded_by_one_is_found() {
    let tried = broken(
        |_, spot, object| {
            let Type::Text(rule) = &spot.field.ty else { return false };
            let Some(max) = most(rule).filter(|_| rule.values.is_empty() && !spot.amount) else { return false };
            valid::set(object, &spot.field.name, text("1".repeat(max as usize + 1)));
            true
        },
        |spot, found| {
            let dated = matches!(&spot.field.ty, Type::Text(rule) if rule.kind != TextKind::Plain);
            at(spot, found).any(|v| match v.rule {
                Broken::TooLong { .. } | Broken::NotExact { .. } | Broken::Padding { .. } => true,
                _ => dated,
            })
        },
    );
    assert!(tried > 500, "only {tried} lengths");
}

#[test]
fn a_text_of_exactly_the_longest_length_is_fine_whatever_its_bytes() {
    broken(
        |_, spot, object| {
            let Type::Text(rule) = &spot.field.ty else { return false };
            let free = rule.values.is_empty()
                && rule.kind == TextKind::Plain
                && rule.format.is_none()
                && rule.pattern.is_none();
            let Some(max) = most(rule).filter(|_| free && rule.pad.is_none() && !spot.amount) else { return false };
            // The response's own code decides what else is looked at.
            if spot.field.name == "responseCode" {
                return false;
            }
            valid::set(object, &spot.field.name, text("é".repeat(max as usize)));
            true
        },
        // A member that repeats others no longer does, which is another rule.
        |spot, found| at(spot, found).all(|v| matches!(v.rule, Broken::NotSame { .. })),
    );
}

#[test]
fn every_value_list_that_is_left_is_found() {
    let tried = broken(
        |_, spot, object| {
            let Type::Text(rule) = &spot.field.ty else { return false };
            if rule.values.is_empty() || rule.open {
                return false;
            }
            valid::set(object, &spot.field.name, text("~"));
            true
        },
        |spot, found| at(spot, found).any(|v| matches!(v.rule, Broken::NotInList { .. })),
    );
    assert!(tried > 30, "only {tried} value lists");
}

#[test]
fn every_precision_that_is_left_is_found() {
    for wrong in [
        |d: u32, s: u32| format!("{}.{}", "1".repeat(d as usize + 1), "0".repeat(s as usize)),
        |_, s| format!("1.{}", "0".repeat(s as usize + 1)),
    ] {
        let tried = broken(
            |_, spot, object| {
                let Type::Decimal(Decimal { precision: Some((digits, decimals)), .. }) = spot.field.ty else {
                    return false;
                };
                valid::set(object, &spot.field.name, text(wrong(digits, decimals)));
                true
            },
            |spot, found| at(spot, found).any(|v| matches!(v.rule, Broken::Precision { .. })),
        );
        assert!(tried > 50, "only {tried} precisions");
    }
}

#[test]
fn a_value_of_another_json_shape_is_found() {
    let tried = broken(
        |_, spot, object| {
            let wrong = match spot.field.ty {
                Type::Text(_) | Type::Decimal(_) | Type::Integer(_) | Type::Number(_) => Value::Object(Vec::new()),
                Type::Amount(_) | Type::Object(_) | Type::Named(_) | Type::Array(_) | Type::Map(_) => {
                    Value::Text("no".to_owned())
                }
                Type::Boolean => Value::Number("1".to_owned()),
                Type::Any => return false,
            };
            if spot.field.name == "responseCode" {
                return false;
            }
            valid::set(object, &spot.field.name, node(wrong));
            true
        },
        |spot, found| at(spot, found).any(|v| matches!(v.rule, Broken::WrongShape(_))),
    );
    assert!(tried > 1000, "only {tried} members");
}

#[test]
fn violations_never_carry_the_value() {
    broken(
        |_, spot, object| {
            let Type::Text(rule) = &spot.field.ty else { return false };
            let Some(max) = most(rule) else { return false };
            valid::set(object, &spot.field.name, text("S3cret".repeat(max as usize + 1)));
            true
        },
        |_, found| found.iter().all(|v| !v.to_string().contains("S3cret")),
    );
}
