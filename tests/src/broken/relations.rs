//! Ways to break what holds between the members of an object.

use snap_codegen::ir::condition::Condition;
use snap_codegen::ir::field::relations;
use snap_codegen::ir::path::From;
use snap_codegen::ir::relation::RelationKind;
use snap_codegen::ir::{Path, Rule};
use snap_codegen::json::{Member, Node, Value};

use super::spots::{Step, at};
use super::{Reading, Table, Tried};
use crate::valid::text;

/// Breaks each relation of each object, one at a time, and demands that both judges find the same, and something.
///
/// # Panics
/// When they do not.
pub fn unrelated(tables: &[Table<'_>], readings: &[Reading]) -> Tried {
    let (mut tried, mut missed) = (Tried::new(), Vec::new());
    for table in tables {
        let whole = table.valid();
        let own = std::iter::once((Vec::new(), String::new(), table.message.rules.iter().collect::<Vec<_>>()));
        let below = table.spots().into_iter().map(|spot| {
            let place = spot.place();
            (spot.steps, place, spot.relations)
        });
        for (steps, place, rules) in own.chain(below) {
            let rules: Vec<Rule> = rules.into_iter().cloned().collect();
            for relation in relations(&rules) {
                let mut message = whole.clone();
                let Some(object) = at(&mut message, &steps) else { continue };
                let Some(what) = break_it(object, &relation.kind) else { continue };
                *tried.entry((what, place.clone())).or_insert(0) += 1;
                for reading in readings {
                    let problem = table.verdict(&message, *reading, None);
                    missed.extend(problem.map(|p| format!("{} {place} ({}): {p}", table.name, relation.kind.words())));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried:?}:\n{}", missed.len(), missed[..missed.len().min(12)].join("\n"));
    tried
}

/// Breaks a relation in an object that obeys it; what it is called. None where it speaks of other objects, where nothing
/// breaks it, or where that would take a header.
fn break_it(object: &mut Node, kind: &RelationKind) -> Option<&'static str> {
    let what = match kind {
        RelationKind::AtLeastOne(paths) => {
            names(paths)?.into_iter().for_each(|name| remove(object, name));
            "at_least_one"
        }
        RelationKind::ExactlyOne(paths) => {
            for name in names(paths)? {
                put(object, name, "1");
            }
            "exactly_one"
        }
        RelationKind::AllOrNone(paths) => {
            remove(object, names(paths)?.first()?);
            "all_or_none"
        }
        RelationKind::Needs(paths) => {
            remove(object, names(paths)?.get(1)?);
            "needs"
        }
        RelationKind::OneGroup(groups) => {
            for group in groups {
                remove(object, names(group)?.first()?);
            }
            "one_group"
        }
        RelationKind::Same(path, _) => {
            put(object, path.beside()?, "2");
            "same"
        }
        RelationKind::Order(first, second) => {
            put(object, first.beside()?, "2020-12-22T17:01:11+07:00");
            put(object, second.beside()?, "2020-12-21T17:01:11+07:00");
            "order"
        }
        RelationKind::Below(first, second) => {
            put(object, first.beside()?, "2.00");
            put(object, second.beside()?, "2.00");
            "below"
        }
        RelationKind::Within(first, second, _) => {
            put(object, first.beside()?, "2020-12-21T17:01:11+07:00");
            put(object, second.beside()?, "2029-12-21T17:01:11+07:00");
            "within"
        }
        RelationKind::Length(path, bounds, when) => {
            meet(object, when)?;
            let wrong = bounds.max.map_or_else(|| bounds.min.unwrap_or(0).saturating_sub(1), |max| max + 1);
            put(object, path.beside()?, &"1".repeat(wrong as usize));
            "conditional_length"
        }
        RelationKind::SameAsHeader(..) | RelationKind::Prose(_) => return None,
    };
    Some(what)
}

/// Makes a condition hold, where that is one value.
fn meet(object: &mut Node, when: &Condition) -> Option<()> {
    let Condition::OneOf(path, values) = when else { return None };
    let (last, above) = path.steps.split_last().filter(|_| path.from == From::Here)?;
    let steps: Vec<Step<'_>> = above.iter().map(|step| Step::Name(&step.name)).collect();
    let holder = match at(object, &steps)? {
        Node { value: Value::Array(elements), .. } => elements.first_mut()?,
        holder => holder,
    };
    put(holder, &last.name, values.first()?);
    Some(())
}

fn names(paths: &[Path]) -> Option<Vec<&str>> {
    paths.iter().map(Path::beside).collect()
}

fn remove(object: &mut Node, name: &str) {
    if let Value::Object(members) = &mut object.value {
        members.retain(|member| member.name != name);
    }
}

fn put(object: &mut Node, name: &str, value: &str) {
    remove(object, name);
    if let Value::Object(members) = &mut object.value {
        members.push(Member { name: name.to_owned(), start: 0, len: 0, node: text(value) });
    }
}
