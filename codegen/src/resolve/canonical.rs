//! Conditions and relations speak of members by the names that stand after errata, whatever spelling the page uses.

use crate::ir::condition::Condition;
use crate::ir::field::{Field, Type, Typed};
use crate::ir::message::Message;
use crate::ir::path::{From, Path};
use crate::ir::rule::{Demand, Rule};

/// Renames what the conditions of a message speak of.
pub(super) fn names(message: &mut Message, request: Option<&[Field]>) {
    let known = message.fields.clone();
    let mut above = vec![known.as_slice()];
    relations(&mut message.rules, &above, request);
    fields(&mut message.fields, &mut above, request);
}

/// Renames what a condition on a request speaks of.
pub(super) fn of_request(when: Condition, request: &[Field]) -> Condition {
    when.map_paths(&mut |path| named(path, &[request], None))
}

fn fields(fields: &mut [Field], above: &mut Vec<&[Field]>, request: Option<&[Field]>) {
    let known = above.last().copied().unwrap_or_default();
    for (field, known) in fields.iter_mut().zip(known) {
        for rule in &mut field.value.rules {
            if let Demand::Presence(presence) = &mut rule.demand {
                presence.when =
                    presence.when.take().map(|when| when.map_paths(&mut |path| named(path, above, request)));
            }
        }
        value(&mut field.value, &known.value, above, request);
    }
}

fn value<'k>(value: &mut Typed, known: &'k Typed, above: &mut Vec<&'k [Field]>, request: Option<&[Field]>) {
    match (&mut value.ty, &known.ty) {
        (Type::Object(Some(own)), Type::Object(Some(known))) => {
            above.push(known);
            relations(&mut value.rules, above, request);
            fields(own, above, request);
            above.pop();
        }
        (Type::Array(own) | Type::Map(own), Type::Array(known) | Type::Map(known)) => {
            self::value(own, known, above, request);
        }
        _ => {}
    }
}

fn relations(rules: &mut [Rule], above: &[&[Field]], request: Option<&[Field]>) {
    for rule in rules {
        if let Demand::Relation(relation) = &mut rule.demand {
            relation.kind = relation.kind.clone().map_paths(&mut |path| named(path, above, request));
        }
    }
}

fn named(mut path: Path, above: &[&[Field]], request: Option<&[Field]>) -> Path {
    let start = match path.from {
        From::Here => above.last().copied(),
        From::Up(levels) => above.len().checked_sub(levels as usize + 1).and_then(|at| above.get(at).copied()),
        From::Root => above.first().copied(),
        From::Request => request,
    };
    let mut fields = start;
    for step in &mut path.steps {
        let Some(field) = fields.and_then(|fields| fields.iter().find(|field| field.goes_by(&step.name))) else {
            break;
        };
        step.name.clone_from(&field.name);
        fields = field.value.ty.members();
    }
    path
}
