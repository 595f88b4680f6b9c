//! What an erratum changes: rules, whatever their kind, and names.

use crate::ir::field::{Field, Text, Type, Typed};
use crate::ir::rule::{Bounds, Demand, Forms, Precision, Rule, Sides};
use crate::resolve::change_keys::{Key, keys};
use crate::source::Loc;
use crate::spec::At;
use crate::spec::erratum::{Change, Erratum, OtherFormat, Shape as JsonShape};
use crate::spec::field::Presence as Letter;

/// Which of the two sides of a rule a change is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Input is relaxed, output stays.
    Accept,
    /// The table is wrong: input and output follow the correction.
    Correct,
}

/// A key that changes nothing: the row does not have what it speaks of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Idle {
    /// What the erratum does with it.
    pub verb: &'static str,
    /// The key, as it is written.
    pub key: &'static str,
    /// Where it stands.
    pub loc: Loc,
}

/// Applies an erratum to a member, and tells which of its keys change nothing there.
pub(super) fn apply(field: &mut Field, erratum: &Erratum) -> Vec<Idle> {
    let mut idle = Vec::new();
    let changes = [(Side::Accept, &erratum.accept), (Side::Correct, &erratum.correct)];
    for (side, change) in changes.into_iter().filter_map(|(side, change)| Some((side, change.as_ref()?))) {
        for (key, loc) in keys(change) {
            let before = field.clone();
            one(field, key, change, side);
            // Another type brings its lengths along: to say them is no mistake.
            let said_by_type = change.shape.is_some() && matches!(key, Key::Length);
            if *field == before && !said_by_type {
                let verb = if side == Side::Accept { "accepts" } else { "corrects" };
                idle.push(Idle { verb, key: key.word(), loc });
            }
        }
    }
    idle
}

fn one(field: &mut Field, key: Key, change: &Change, side: Side) {
    let value = &mut field.value;
    match key {
        Key::Name => name(field, change, side),
        Key::Length => {
            let new = bounds(change.min.as_ref(), change.max.as_ref(), change.exact.as_ref());
            length(target(value, is_long), new, side);
        }
        Key::Count => {
            let new = bounds(change.min_items.as_ref(), change.max_items.as_ref(), change.exact_items.as_ref());
            count(target(value, |ty| matches!(ty, Type::Array(_))), new, side);
        }
        Key::Precision => {
            if let Some(precision) = &change.precision {
                let (digits, decimals) = precision.value;
                self::precision(target(value, is_precise), Precision { digits, decimals }, side);
            }
        }
        Key::Presence => {
            if let Some(letter) = &change.presence {
                presence(value, letter.value, side);
            }
        }
        Key::Shape => {
            let shapes = change.shape.as_ref().map_or(&[][..], |shapes| &shapes.0);
            match (side, shapes) {
                (Side::Accept, shapes) => accept_shapes(value, shapes),
                (Side::Correct, [first, ..]) => reshape(value, *first),
                (Side::Correct, []) => {}
            }
        }
        Key::Values => {
            let new = change.values.as_ref().map_or(&[][..], |values| &values.0);
            values(target(value, |ty| matches!(ty, Type::Text(_))), new, side);
        }
        Key::Pattern => {
            if let Some(pattern) = &change.pattern {
                self::pattern(target(value, is_long), &pattern.value, side);
            }
        }
        Key::Format => {
            let new = change.format.as_ref().map_or(&[][..], |formats| &formats.0);
            format(target(value, |ty| matches!(ty, Type::Text(_) | Type::Decimal)), new, side);
        }
        Key::Empty => {
            if change.empty.as_ref().is_some_and(|empty| empty.value) {
                empty(target(value, |ty| matches!(ty, Type::Text(_) | Type::Decimal)), side);
            }
        }
    }
}

fn is_long(ty: &Type) -> bool {
    matches!(ty, Type::Text(_) | Type::Decimal | Type::Integer)
}

fn is_precise(ty: &Type) -> bool {
    matches!(ty, Type::Decimal | Type::Number)
}

/// The node that a change is about: the value itself, what stands in an array or a map, the value of an amount.
fn target(value: &mut Typed, takes: impl Fn(&Type) -> bool + Copy) -> &mut Typed {
    if takes(&value.ty) {
        return value;
    }
    match value {
        Typed { ty: Type::Array(item) | Type::Map(item), .. } => target(item, takes),
        Typed { ty: Type::Amount(amount), .. } => target(&mut amount.value.value, takes),
        here => here,
    }
}

fn bounds(min: Option<&At<u32>>, max: Option<&At<u32>>, exact: Option<&At<u32>>) -> Bounds {
    match exact {
        Some(exact) => Bounds::exactly(exact.value),
        None => Bounds { min: min.map(|min| min.value), max: max.map(|max| max.value) },
    }
}

fn name(field: &mut Field, change: &Change, side: Side) {
    let names = change.name.as_ref().map_or(&[][..], |names| &names.0);
    match (side, names) {
        (Side::Accept, names) => {
            let new: Vec<_> = names.iter().filter(|name| !field.goes_by(name)).cloned().collect();
            field.names.extend(new);
        }
        (Side::Correct, [name, ..]) => {
            let documented = std::mem::replace(&mut field.name, name.clone());
            field.names.retain(|other| other != name);
            if documented != *name {
                field.names.push(documented);
            }
        }
        (Side::Correct, []) => {}
    }
}

/// Adds a rule that the row did not have.
fn add(value: &mut Typed, demand: Demand) {
    if value.ty.takes(&demand) {
        value.rules.push(Rule { demand, place: Default::default() });
    }
}

fn length(value: &mut Typed, new: Bounds, side: Side) {
    let mut known = false;
    for rule in &mut value.rules {
        match (&mut rule.demand, side) {
            (Demand::Length(bounds), Side::Accept) => bounds.received = bounds.received.or(new),
            (Demand::Length(bounds), Side::Correct) => *bounds = Sides::both(corrected(bounds.sent, new)),
            (Demand::Digits(digits), _) => {
                let most = new.max.unwrap_or(digits.sent);
                digits.received = if side == Side::Accept { digits.received.max(most) } else { most };
                if side == Side::Correct {
                    digits.sent = most;
                }
            }
            // Another length is another padding.
            (Demand::Padding { received, .. }, Side::Accept) => {
                *received = false;
                continue;
            }
            (Demand::Padding { to, .. }, Side::Correct) => {
                *to = new.exact().or(new.max).unwrap_or(*to);
                continue;
            }
            _ => continue,
        }
        known = true;
    }
    if !known && side == Side::Correct {
        match (&value.ty, new.max) {
            (Type::Integer, Some(max)) => add(value, Demand::Digits(Sides::both(max))),
            _ => add(value, Demand::Length(Sides::both(new))),
        }
    }
}

/// What is corrected replaces what it speaks of: an exact number the whole, one end that end.
fn corrected(old: Bounds, new: Bounds) -> Bounds {
    let open = if old.exact().is_some() { Bounds::default() } else { old };
    match new.exact() {
        Some(_) => new,
        None => Bounds { min: new.min.or(open.min), max: new.max.or(open.max) },
    }
}

fn count(value: &mut Typed, new: Bounds, side: Side) {
    let known = value.rules.iter_mut().find_map(|rule| match &mut rule.demand {
        Demand::Count(bounds) => Some(bounds),
        _ => None,
    });
    match (known, side) {
        (Some(bounds), Side::Accept) => bounds.received = bounds.received.or(new),
        (Some(bounds), Side::Correct) => *bounds = Sides::both(corrected(bounds.sent, new)),
        (None, Side::Accept) => {}
        (None, Side::Correct) => add(value, Demand::Count(Sides::both(new))),
    }
}

fn precision(value: &mut Typed, new: Precision, side: Side) {
    let known = value.rules.iter_mut().find_map(|rule| match &mut rule.demand {
        Demand::Precision(precisions) => Some(precisions),
        _ => None,
    });
    match (known, side) {
        (Some(precisions), Side::Accept) if !precisions.received.contains(&new) => precisions.received.push(new),
        (Some(_) | None, Side::Accept) => {}
        (Some(precisions), Side::Correct) => *precisions = Sides::both(vec![new]),
        (None, Side::Correct) => {
            // A precision says more than that it is a number.
            value.rules.retain(|rule| !matches!(rule.demand, Demand::Format(_)));
            add(value, Demand::Precision(Sides::both(vec![new])));
        }
    }
}

fn presence(value: &mut Typed, letter: Letter, side: Side) {
    for rule in &mut value.rules {
        if let Demand::Presence(presence) = &mut rule.demand {
            match side {
                Side::Accept => presence.may_be_absent |= letter != Letter::M && presence.letter != Letter::O,
                Side::Correct => {
                    presence.letter = letter;
                    if letter != Letter::C {
                        presence.when = None;
                    }
                }
            }
        }
    }
}

fn accept_shapes(value: &mut Typed, shapes: &[JsonShape]) {
    let known = value.rules.iter_mut().find_map(|rule| match &mut rule.demand {
        Demand::Shapes(shapes) => Some(shapes),
        _ => None,
    });
    match known {
        Some(sides) => {
            let new: Vec<_> = shapes.iter().filter(|shape| !sides.received.contains(shape)).copied().collect();
            sides.received.extend(new);
        }
        None => add(value, Demand::Shapes(Sides { sent: Vec::new(), received: shapes.to_vec() })),
    }
}

fn values(value: &mut Typed, new: &[String], side: Side) {
    for rule in &mut value.rules {
        if let Demand::Values(values) = &mut rule.demand {
            let known = |value: &&String| {
                values.list.iter().any(|(listed, _)| listed == *value) || values.accepted.contains(value)
            };
            let new: Vec<_> = new.iter().filter(|value| !known(value)).cloned().collect();
            match side {
                Side::Accept => values.accepted.extend(new),
                Side::Correct => values.list.extend(new.into_iter().map(|value| (value, None))),
            }
        }
    }
}

fn pattern(value: &mut Typed, new: &str, side: Side) {
    let mut known = false;
    for rule in &mut value.rules {
        if let Demand::Pattern { sent, received, .. } = &mut rule.demand {
            known = true;
            match side {
                Side::Accept => *received = received.take().map(|old| format!("(?:{old})|(?:{new})")),
                Side::Correct => (*sent, *received) = (new.to_owned(), Some(new.to_owned())),
            }
        }
    }
    if !known && side == Side::Correct {
        add(value, Demand::Pattern { sent: new.to_owned(), received: Some(new.to_owned()), loose: false });
    }
}

fn format(value: &mut Typed, new: &[OtherFormat], side: Side) {
    if !new.contains(&OtherFormat::Any) {
        for rule in &mut value.rules {
            if let Demand::Format(forms) = &mut rule.demand {
                widen(&mut forms.received, new);
                if side == Side::Correct {
                    widen(&mut forms.sent, new);
                }
            }
        }
        return;
    }
    // Whatever stands there: then it has neither a form nor a pattern nor padding.
    match side {
        Side::Correct => value
            .rules
            .retain(|rule| !matches!(rule.demand, Demand::Format(_) | Demand::Pattern { .. } | Demand::Padding { .. })),
        Side::Accept => {
            for rule in &mut value.rules {
                match &mut rule.demand {
                    Demand::Format(forms) => forms.received = Forms::Any,
                    Demand::Pattern { received, .. } => *received = None,
                    Demand::Padding { received, .. } => *received = false,
                    _ => {}
                }
            }
        }
    }
}

fn widen(forms: &mut Forms, new: &[OtherFormat]) {
    if let Forms::OneOf(_, others) = forms {
        let new: Vec<_> = new.iter().filter(|form| !others.contains(form)).copied().collect();
        others.extend(new);
    }
}

fn empty(value: &mut Typed, side: Side) {
    value.rules.retain(|rule| !matches!(rule.demand, Demand::MayBeEmpty(_)));
    add(value, Demand::MayBeEmpty(Sides { sent: side == Side::Correct, received: true }));
}

/// Another type, with those of its rules that say something about it.
fn reshape(value: &mut Typed, shape: JsonShape) {
    let old = std::mem::replace(&mut value.ty, Type::Any);
    let most = value.length().and_then(|bounds| bounds.sent.max);
    value.ty = match (shape, old) {
        (JsonShape::Object, Type::Array(item)) => {
            value.rules.extend(item.rules);
            item.ty
        }
        (JsonShape::Array, item @ (Type::Object(_) | Type::Amount(_) | Type::Text(_) | Type::Named(_))) => {
            let own = |rule: &Rule| matches!(rule.demand, Demand::Presence(_) | Demand::Shapes(_));
            let (own, rules): (Vec<_>, Vec<_>) = value.rules.drain(..).partition(own);
            value.rules = own;
            Type::Array(Box::new(Typed { ty: item, rules }))
        }
        (JsonShape::Object, Type::Text(_)) => Type::Object(None),
        (JsonShape::Number, Type::Text(_)) => Type::Integer,
        (JsonShape::Number, Type::Decimal) => Type::Number,
        (JsonShape::String, Type::Integer | Type::Object(_) | Type::Array(_) | Type::Decimal) => {
            Type::Text(Text::default())
        }
        (JsonShape::String, Type::Number) => Type::Decimal,
        (JsonShape::Boolean, Type::Text(_)) => Type::Boolean,
        (_, same) => same,
    };
    if let (Type::Integer, Some(max)) = (&value.ty, most) {
        add(value, Demand::Digits(Sides::both(max)));
    }
    let digits = value.rules.iter().find_map(|rule| match &rule.demand {
        Demand::Digits(digits) => Some(digits.sent),
        _ => None,
    });
    if let (Type::Text(_), Some(max)) = (&value.ty, digits) {
        add(value, Demand::Length(Sides::both(Bounds::at_most(max))));
    }
    let Typed { ty, rules } = value;
    rules.retain(|rule| ty.takes(&rule.demand));
}
