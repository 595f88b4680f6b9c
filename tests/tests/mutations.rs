//! Every rule of every table, broken one at a time at every depth: `validate()` finds it, lint's judge, which shares no code
//! with it, finds the same, and neither finds anything else.
#![expect(clippy::panic, reason = "a test that cannot go on says so")]

use std::collections::{BTreeMap, BTreeSet};

use snap_bi::{Context, Violation};
use snap_codegen::ir::rule::{Bounds, Demand, Forms};
use snap_codegen::ir::{Field, Type, Typed};
use snap_codegen::json::{Node, Value};
use snap_codegen::judge::Judge;
use snap_codegen::spec::erratum::ErratumKind;
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

fn paths(found: &[Violation]) -> BTreeSet<String> {
    found.iter().map(|v| spec_path(&v.path)).collect()
}

fn judged(case: &Case, message: &Node) -> BTreeSet<String> {
    let judge =
        Judge { catalogue: case.catalogue, lenient: false, response: case.is_response(), headers: None, request: None };
    let found = judge.message(case.message, message).into_iter();
    found.filter(|c| c.kind != ErratumKind::Unknown).map(|c| c.path).collect()
}

fn valid_message(case: &Case) -> Node {
    valid::message(case.catalogue, case.service, case.message, case.is_response())
}

#[test]
fn a_message_that_obeys_its_table_is_valid_to_both() {
    for case in cases() {
        let message = valid_message(&case);
        let found = violations(&case, &message);
        assert!(found.is_empty(), "{}: {found:?}\n{}", case.name(), message.to_text());
        let judged = judged(&case, &message);
        assert!(judged.is_empty(), "{}: {judged:?}\n{}", case.name(), message.to_text());
    }
}

/// How deep a value stands, as far as rules could get lost there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    Member,
    Element,
    ElementOfElement,
    MapValue,
}

/// One step to a value: a member by name, the first element, the first value of a map.
#[derive(Clone, PartialEq)]
enum Step<'a> {
    Name(&'a str),
    First,
}

/// A value of a table with the way to it.
struct Spot<'a> {
    field: Option<&'a Field>,
    value: &'a Typed,
    steps: Vec<Step<'a>>,
    depth: Depth,
}

impl Spot<'_> {
    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.steps {
            match step {
                Step::Name(name) if path.is_empty() => path.push_str(name),
                Step::Name(name) => path.push_str(&format!(".{name}")),
                Step::First => path.push_str("[]"),
            }
        }
        path
    }

    fn is_code(&self) -> bool {
        self.field.is_some_and(|field| field.name == "responseCode")
    }
}

fn members<'a>(case: &Case, fields: &'a [Field], above: &[Step<'a>], found: &mut Vec<Spot<'a>>)
where
    'static: 'a,
{
    for field in fields {
        let mut steps = above.to_vec();
        steps.push(Step::Name(&field.name));
        value(case, Some(field), &field.value, steps, Depth::Member, found);
    }
}

fn value<'a>(
    case: &Case,
    field: Option<&'a Field>,
    typed: &'a Typed,
    steps: Vec<Step<'a>>,
    depth: Depth,
    found: &mut Vec<Spot<'a>>,
) where
    'static: 'a,
{
    match &typed.ty {
        Type::Object(fields) => members(case, fields.as_deref().unwrap_or_default(), &steps, found),
        Type::Named(named) => {
            if let Some(named) = case.catalogue.named(named) {
                members(case, &named.fields, &steps, found);
            }
        }
        Type::Array(item) => {
            let below = if depth == Depth::Member { Depth::Element } else { Depth::ElementOfElement };
            let steps = steps.iter().cloned().chain([Step::First]).collect();
            value(case, None, item, steps, below, found);
        }
        Type::Map(item) => {
            let steps = steps.iter().cloned().chain([Step::Name("1")]).collect();
            value(case, None, item, steps, Depth::MapValue, found);
        }
        Type::Amount(amount) => {
            for part in [&amount.value, &amount.currency] {
                let steps = steps.iter().cloned().chain([Step::Name(&part.name)]).collect();
                found.push(Spot { field: Some(part), value: &part.value, steps, depth });
            }
        }
        Type::Text(_) | Type::Decimal | Type::Integer | Type::Number | Type::Boolean | Type::Any => {}
    }
    found.push(Spot { field, value: typed, steps, depth });
}

/// The value at a spot of a message, if it is there.
fn at<'m>(message: &'m mut Node, steps: &[Step<'_>]) -> Option<&'m mut Node> {
    let mut node = message;
    for step in steps {
        node = match (step, &mut node.value) {
            (Step::Name(name), Value::Object(members)) => {
                &mut members.iter_mut().find(|member| member.name == *name)?.node
            }
            (Step::First, Value::Array(elements)) => elements.first_mut()?,
            _ => return None,
        };
    }
    Some(node)
}

/// Breaks each value in the ways that a function knows, one at a time, and demands that both judges find it at its place.
/// The numbers that were tried, by what was broken and how deep.
fn broken(ways: impl Fn(&Spot<'_>, &Node) -> Vec<(&'static str, Node)>) -> BTreeMap<(&'static str, Depth), usize> {
    let mut tried = BTreeMap::new();
    let mut missed = Vec::new();
    for case in cases() {
        let mut spots = Vec::new();
        members(&case, &case.message.fields, &[], &mut spots);
        let whole = valid_message(&case);
        for spot in &spots {
            // A relation between members may have kept the member out.
            let Some(now) = at(&mut whole.clone(), &spot.steps).cloned() else { continue };
            for (what, wrong) in ways(spot, &now) {
                let mut message = whole.clone();
                let Some(place) = at(&mut message, &spot.steps) else { continue };
                *place = wrong;
                *tried.entry((what, spot.depth)).or_insert(0) += 1;
                let (found, judged) = (paths(&violations(&case, &message)), judged(&case, &message));
                if found != judged || !found.contains(&spot.path()) {
                    let name = case.name();
                    missed.push(format!(
                        "{name} {} ({what}):\n  validate() {found:?}\n  judge      {judged:?}",
                        spot.path()
                    ));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried:?}:\n{}", missed.len(), missed[..missed.len().min(12)].join("\n"));
    tried
}

/// Values that break one rule. Every kind of rule has its ways here; those that are broken otherwise say so.
fn ways(spot: &Spot<'_>, now: &Node) -> Vec<(&'static str, Node)> {
    let mut found = Vec::new();
    let typed = spot.value;
    let closed = typed.values().is_some_and(|values| !values.open);
    for rule in &typed.rules {
        match &rule.demand {
            Demand::Length(_) | Demand::Format(_) | Demand::Pattern { .. } | Demand::Padding { .. } if closed => {}
            Demand::Length(sides) => found.extend(lengths(sides.sent).map(|wrong| ("length", text(wrong)))),
            Demand::Padding { to, .. } => {
                found.push(("padding", text("1".repeat(*to as usize - 1))));
                found.push(("padding", text("1".repeat(*to as usize + 1))));
            }
            Demand::Digits(sides) => {
                found.push(("digits", node(Value::Number("1".repeat(sides.sent as usize + 1)))));
            }
            Demand::Precision(sides) => {
                let Some(first) = sides.sent.first() else { continue };
                let (digits, decimals) = (first.digits as usize, first.decimals as usize);
                let long = format!("{}.{}", "1".repeat(digits + 1), "0".repeat(decimals));
                let fine = format!("1.{}", "0".repeat(decimals + 1));
                for wrong in [long, fine] {
                    let number = matches!(typed.ty, Type::Number);
                    let wrong = if number { node(Value::Number(wrong)) } else { text(wrong) };
                    found.push(("precision", wrong));
                }
            }
            Demand::ZeroDecimals => found.push(("zeros", text("1.01"))),
            Demand::Format(sides) => {
                if let Forms::OneOf(..) = sides.sent {
                    found.push(("format", text("~")));
                }
            }
            Demand::Pattern { sent, .. } => {
                let whole = regex_lite::Regex::new(&format!("^(?:{sent})$")).unwrap_or_else(|e| panic!("{e}"));
                let wrong = ["~", " ", "é", "\n"].into_iter().find(|wrong| !whole.is_match(wrong));
                found.extend(wrong.map(|wrong| ("pattern", text(wrong))));
            }
            Demand::Values(values) => {
                if !values.open {
                    found.push(("values", text("~")));
                }
            }
            Demand::Count(sides) => {
                let Value::Array(elements) = &now.value else { continue };
                let Some(element) = elements.first() else { continue };
                let Bounds { min, max } = sides.sent;
                let counts = [min.and_then(|min| min.checked_sub(1)), max.map(|max| max + 1)];
                found.extend(
                    counts
                        .into_iter()
                        .flatten()
                        .map(|count| ("count", node(Value::Array((0..count).map(|_| element.clone()).collect())))),
                );
            }
            // Looked at by tests of their own: what is missing, what is empty, what has another form, what does not agree.
            Demand::Presence(_) | Demand::MayBeEmpty(_) | Demand::Shapes(_) | Demand::Relation(_) => {}
        }
    }
    // The response's own code decides what else is looked at.
    found.retain(|_| !spot.is_code());
    found
}

fn lengths(bounds: Bounds) -> impl Iterator<Item = String> {
    let shorter = bounds.min.filter(|min| *min > 1).map(|min| min - 1);
    let longer = bounds.max.map(|max| max + 1);
    shorter.into_iter().chain(longer).map(|len| "1".repeat(len as usize))
}

#[test]
fn every_rule_of_every_value_at_every_depth_is_found_by_both() {
    let tried = broken(ways);
    let total = |what: &str| tried.iter().filter(|((kind, _), _)| *kind == what).map(|(_, count)| count).sum::<usize>();
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
        assert!(total(what) >= least, "only {} of {what}: {tried:?}", total(what));
    }
    let elements: usize = tried.iter().filter(|((_, depth), _)| *depth == Depth::Element).map(|(_, n)| n).sum();
    assert!(elements >= 10, "only {elements} elements of arrays: {tried:?}");
}

#[test]
fn a_text_that_is_empty_where_it_must_not_be_is_found_by_both() {
    let tried = broken(|spot, _| {
        let textual = matches!(spot.value.ty, Type::Text(_) | Type::Decimal);
        let presence = spot.field.map(Field::presence);
        let mandatory = presence.is_none_or(|presence| presence.letter == Presence::M);
        let listed = spot.value.values().is_some_and(|values| values.list.iter().any(|(value, _)| value.is_empty()));
        let allowed = listed
            || spot.value.rules.iter().any(|rule| matches!(&rule.demand, Demand::MayBeEmpty(sides) if sides.sent));
        if textual && !allowed && mandatory && !spot.is_code() { vec![("empty", text(""))] } else { Vec::new() }
    });
    assert!(tried.get(&("empty", Depth::Member)).is_some_and(|count| *count > 1_000), "{tried:?}");
    assert!(tried.get(&("empty", Depth::Element)).is_some_and(|count| *count > 10), "{tried:?}");
}

#[test]
fn a_value_of_another_json_form_is_found_by_both() {
    let tried = broken(|spot, _| {
        let wrong = match spot.value.ty {
            Type::Text(_) | Type::Decimal | Type::Integer | Type::Number => Value::Object(Vec::new()),
            Type::Amount(_) | Type::Object(_) | Type::Named(_) | Type::Array(_) | Type::Map(_) => {
                Value::Text("no".to_owned())
            }
            Type::Boolean => Value::Number("1".to_owned()),
            Type::Any => return Vec::new(),
        };
        // An element that cannot be read makes its list unreadable: the place is the element's all the same.
        if spot.is_code() { Vec::new() } else { vec![("form", node(wrong))] }
    });
    assert!(tried.values().sum::<usize>() > 5_000, "{tried:?}");
}

#[test]
fn every_mandatory_member_that_is_missing_is_found_by_both() {
    let (mut tried, mut missed) = (0, Vec::new());
    for case in cases() {
        let mut spots = Vec::new();
        members(&case, &case.message.fields, &[], &mut spots);
        let whole = valid_message(&case);
        for spot in &spots {
            let (Some(field), Some((_, above))) = (spot.field, spot.steps.split_last()) else { continue };
            let mut message = whole.clone();
            let Some(Value::Object(members)) = at(&mut message, above).map(|node| &mut node.value) else { continue };
            let before = members.len();
            members.retain(|member| member.name != field.name);
            if field.presence().letter != Presence::M || members.len() == before {
                continue;
            }
            tried += 1;
            let (found, judged) = (paths(&violations(&case, &message)), judged(&case, &message));
            if found != judged || !found.contains(&spot.path()) {
                missed.push(format!("{} {}: {found:?} {judged:?}", case.name(), spot.path()));
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried}:\n{}", missed.len(), missed[..missed.len().min(12)].join("\n"));
    assert!(tried > 1_500, "only {tried} mandatory members");
}

#[test]
fn a_text_of_exactly_the_longest_length_is_fine_whatever_its_bytes() {
    let mut tried = 0;
    for case in cases() {
        let mut spots = Vec::new();
        members(&case, &case.message.fields, &[], &mut spots);
        for spot in spots.iter().filter(|spot| !spot.is_code() && matches!(spot.value.ty, Type::Text(_))) {
            let only_length = spot.value.rules.iter().all(|rule| {
                matches!(
                    rule.demand,
                    Demand::Length(_) | Demand::Presence(_) | Demand::Shapes(_) | Demand::MayBeEmpty(_)
                )
            });
            let Some(max) = spot.value.length().and_then(|length| length.sent.max).filter(|_| only_length) else {
                continue;
            };
            let mut message = valid_message(&case);
            let Some(place) = at(&mut message, &spot.steps) else { continue };
            *place = text("é".repeat(max as usize));
            tried += 1;
            let found = violations(&case, &message);
            // A member that repeats others no longer does, which is another rule.
            let other = |v: &&Violation| !matches!(v.rule, snap_bi::Broken::NotSame { .. } | snap_bi::Broken::TooLong { .. } if v.path != spot.path());
            assert!(
                found.iter().filter(other).all(|v| matches!(v.rule, snap_bi::Broken::NotSame { .. })),
                "{} {}: {found:?}",
                case.name(),
                spot.path()
            );
        }
    }
    assert!(tried > 2_000, "only {tried} lengths");
}

#[test]
fn violations_never_carry_the_value() {
    let mut tried = 0;
    for case in cases() {
        let mut spots = Vec::new();
        members(&case, &case.message.fields, &[], &mut spots);
        for spot in spots.iter().filter(|spot| matches!(spot.value.ty, Type::Text(_) | Type::Decimal)) {
            let mut message = valid_message(&case);
            let Some(place) = at(&mut message, &spot.steps) else { continue };
            let most = spot.value.length().and_then(|length| length.sent.max).unwrap_or(0);
            *place = text("S3cret".repeat(most as usize + 1));
            tried += 1;
            assert!(violations(&case, &message).iter().all(|v| !v.to_string().contains("S3cret")), "{}", spot.path());
        }
    }
    assert!(tried > 3_000, "only {tried} texts");
}
