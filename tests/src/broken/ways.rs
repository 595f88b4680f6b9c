//! Ways to break a rule of a value.

use snap_codegen::ir::rule::{Bounds, Demand, Forms};
use snap_codegen::ir::{Field, Type};
use snap_codegen::json::{Node, Value};
use snap_codegen::spec::field::Presence;

use super::spots::{Spot, at};
use super::{Reading, Table, Tried};
use crate::valid::{node, text};

/// Values that break one rule. Every kind of rule has its ways here; those that are broken otherwise say so.
pub fn rules(spot: &Spot<'_>, now: &Node) -> Vec<(&'static str, Node)> {
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
                // A pattern that cannot be read is lint's business; nothing is known to break it.
                let Ok(whole) = regex_lite::Regex::new(&format!("^(?:{sent})$")) else { continue };
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
                let several = |count: u32| node(Value::Array((0..count).map(|_| element.clone()).collect()));
                found.extend(counts.into_iter().flatten().map(|count| ("count", several(count))));
            }
            // Broken by `missing`, `empty`, `shapes` and `unrelated`.
            Demand::Presence(_) | Demand::MayBeEmpty(_) | Demand::Shapes(_) | Demand::Relation(_) => {}
        }
    }
    found.retain(|_| !spot.is_code());
    found
}

fn lengths(bounds: Bounds) -> impl Iterator<Item = String> {
    let shorter = bounds.min.filter(|min| *min > 1).map(|min| min - 1);
    let longer = bounds.max.map(|max| max + 1);
    shorter.into_iter().chain(longer).map(|len| "1".repeat(len as usize))
}

/// A text that is empty where it must not be.
pub fn empty(spot: &Spot<'_>, _: &Node) -> Vec<(&'static str, Node)> {
    let textual = matches!(spot.value.ty, Type::Text(_) | Type::Decimal);
    let presence = spot.field.map(Field::presence);
    let mandatory = presence.is_none_or(|presence| presence.letter == Presence::M);
    let listed = spot.value.values().is_some_and(|values| values.list.iter().any(|(value, _)| value.is_empty()));
    let allowed =
        listed || spot.value.rules.iter().any(|rule| matches!(&rule.demand, Demand::MayBeEmpty(sides) if sides.sent));
    if textual && !allowed && mandatory && !spot.is_code() { vec![("empty", text(""))] } else { Vec::new() }
}

/// A value of another JSON form. An element that cannot be read makes its list unreadable: the place is the element's all
/// the same.
pub fn shapes(spot: &Spot<'_>, _: &Node) -> Vec<(&'static str, Node)> {
    let wrong = match spot.value.ty {
        Type::Text(_) | Type::Decimal | Type::Integer | Type::Number => Value::Object(Vec::new()),
        Type::Amount(_) | Type::Object(_) | Type::Named(_) | Type::Array(_) | Type::Map(_) => {
            Value::Text("no".to_owned())
        }
        Type::Boolean => Value::Number("1".to_owned()),
        Type::Any => return Vec::new(),
    };
    if spot.is_code() { Vec::new() } else { vec![("form", node(wrong))] }
}

/// Takes out each member that is mandatory, and each that a condition of its row makes so in a whole message, and demands
/// that both judges miss it.
///
/// # Panics
/// When they do not.
pub fn missing(tables: &[Table<'_>], readings: &[Reading]) -> Tried {
    let (mut tried, mut missed) = (Tried::new(), Vec::new());
    for table in tables {
        let whole = table.valid();
        for spot in table.spots() {
            let (Some(field), Some((_, above))) = (spot.field, spot.steps.split_last()) else { continue };
            let mut message = whole.clone();
            let Some(Value::Object(members)) = at(&mut message, above).map(|node| &mut node.value) else { continue };
            let before = members.len();
            members.retain(|member| member.name != field.name);
            let what = match (field.presence().letter, &field.presence().when) {
                (Presence::M, _) => "missing",
                (Presence::C, Some(when)) if !when.is_prose() && !when.speaks_of_outcome() => "condition",
                (Presence::C | Presence::O, _) => continue,
            };
            if members.len() == before {
                continue;
            }
            let place = (what == "missing").then(|| spot.path());
            // In a whole message a condition need not hold: then both say that nothing is missing.
            if what == "condition" && table.judged(&message, Reading::Sent).is_empty() {
                assert!((table.runtime)(&message, Reading::Sent).is_empty(), "{} {}", table.name, spot.path());
                continue;
            }
            *tried.entry((what, spot.place())).or_insert(0) += 1;
            for reading in readings {
                let problem = table.verdict(&message, *reading, place.as_deref());
                missed.extend(problem.map(|problem| format!("{} {} ({what}): {problem}", table.name, spot.path())));
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried:?}:\n{}", missed.len(), missed[..missed.len().min(12)].join("\n"));
    tried
}
