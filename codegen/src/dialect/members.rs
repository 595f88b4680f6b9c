//! Members of a message against those of the national one.

use super::{Deviation, Kind};
use crate::ir::rule::{Bounds, Demand, Forms, Precision};
use crate::ir::{Catalogue, Field, Type, Typed};
use crate::spec::field::Location;

/// Compares member by member, to any depth. Members are matched by name, then by case, then by other spellings.
pub(super) fn compare(
    catalogue: &Catalogue,
    at: &str,
    standard: &[Field],
    dialect: &[Field],
    found: &mut Vec<Deviation>,
) {
    let mut matched = vec![false; standard.len()];
    for field in dialect {
        let same = |test: &dyn Fn(&Field) -> bool| {
            standard.iter().zip(&matched).position(|(theirs, matched)| !matched && test(theirs))
        };
        let position = same(&|theirs| theirs.name == field.name)
            .or_else(|| same(&|theirs| theirs.name.eq_ignore_ascii_case(&field.name)))
            .or_else(|| same(&|theirs| theirs.goes_by(&field.name) || field.goes_by(&theirs.name)));
        let path = format!("{at}.{}", field.name);
        match position {
            Some(position) => {
                matched[position] = true;
                one(catalogue, &path, &standard[position], field, found);
            }
            None => {
                found.push(Deviation { kind: Kind::Added, at: path, standard: String::new(), dialect: summary(field) })
            }
        }
    }
    for (theirs, _) in standard.iter().zip(&matched).filter(|(_, matched)| !**matched) {
        let at = format!("{at}.{}", theirs.name);
        found.push(Deviation { kind: Kind::Missing, at, standard: summary(theirs), dialect: String::new() });
    }
}

fn one(catalogue: &Catalogue, at: &str, standard: &Field, dialect: &Field, found: &mut Vec<Deviation>) {
    let mut differ = |kind, standard: String, dialect: String| {
        if standard != dialect {
            found.push(Deviation { kind, at: at.to_owned(), standard, dialect });
        }
    };
    differ(Kind::Name, standard.name.clone(), dialect.name.clone());
    differ(Kind::Presence, presence(standard), presence(dialect));
    differ(Kind::Path, location(standard).to_owned(), location(dialect).to_owned());
    differ(Kind::Type, word(&standard.value), word(&dialect.value));
    differ(Kind::Length, limits(&standard.value), limits(&dialect.value));
    differ(Kind::Values, values(&standard.value), values(&dialect.value));
    // An object that one of the two leaves open has no members to compare.
    if let (Some(theirs), Some(ours)) = (members(catalogue, &standard.value), members(catalogue, &dialect.value)) {
        let list = if matches!(dialect.value.ty, Type::Array(_)) { "[]" } else { "" };
        compare(catalogue, &format!("{at}{list}"), theirs, ours, found);
    } else if let (None, Some(ours)) = (members(catalogue, &standard.value), members(catalogue, &dialect.value)) {
        compare(catalogue, at, &[], ours, found);
    }
}

fn members<'a>(catalogue: &'a Catalogue, value: &'a Typed) -> Option<&'a [Field]> {
    match &value.ty {
        Type::Array(item) => members(catalogue, item),
        // One level: a type that holds itself is compared once.
        Type::Named(named) => catalogue.named(named).map(|named| named.fields.as_slice()),
        other => other.members(),
    }
    .filter(|_| !is_recursive(catalogue, &value.ty))
}

fn is_recursive(catalogue: &Catalogue, ty: &Type) -> bool {
    let Type::Named(named) = ty else { return false };
    let holds = |field: &Field| matches!(&field.value.leaf().ty, Type::Named(inner) if inner == named);
    catalogue.named(named).is_some_and(|named| named.fields.iter().any(holds))
}

fn summary(field: &Field) -> String {
    let limits = limits(&field.value);
    let limits = if limits.is_empty() { limits } else { format!(" {limits}") };
    format!("{} {}{limits}", field.presence().letter.letter(), word(&field.value))
}

fn presence(field: &Field) -> String {
    let presence = field.presence();
    match &presence.when {
        Some(when) => format!("{} when {}", presence.letter.letter(), when.words()),
        None => presence.letter.letter().to_owned(),
    }
}

fn location(field: &Field) -> &'static str {
    match field.location {
        Location::Body => "body",
        Location::Path => "path",
        Location::Query => "query",
    }
}

/// The kind of value. Amounts and named types are objects that one writes shorter.
fn word(value: &Typed) -> String {
    match &value.ty {
        Type::Array(item) => format!("array of {}", word(item)),
        Type::Map(item) => format!("map of {}", word(item)),
        Type::Named(_) => "object".to_owned(),
        other => other.word().to_owned(),
    }
}

/// Lengths, digits and numbers of elements; values, formats, patterns, padding: what differs in which of the two columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Limits,
    Values,
}

fn limits(value: &Typed) -> String {
    column(value, Column::Limits)
}

fn values(value: &Typed) -> String {
    column(value, Column::Values)
}

fn column(value: &Typed, wanted: Column) -> String {
    let mut parts: Vec<String> = Vec::new();
    for rule in &value.rules {
        let (column, words) = match &rule.demand {
            Demand::Length(sides) => (Column::Limits, bounds(sides.sent)),
            Demand::Count(sides) => (Column::Limits, format!("{} elements", bounds(sides.sent))),
            Demand::Digits(sides) => (Column::Limits, sides.sent.to_string()),
            Demand::Precision(sides) => {
                let words = |Precision { digits, decimals }: &Precision| format!("{digits},{decimals}");
                (Column::Limits, sides.sent.iter().map(words).collect::<Vec<_>>().join(" or "))
            }
            Demand::ZeroDecimals => (Column::Values, "zero decimals".to_owned()),
            Demand::Format(sides) => {
                let Forms::OneOf(form, others) = &sides.sent else { continue };
                // What the type says already.
                let plain = value.ty.word() == "string";
                let others = others.iter().map(|other| format!(" or {other:?}").to_lowercase()).collect::<String>();
                let own = if plain { format!("{form:?}").to_lowercase() } else { String::new() };
                (Column::Values, format!("{own}{others}"))
            }
            Demand::Pattern { sent, .. } => (Column::Values, sent.clone()),
            Demand::Values(list) => {
                let words: Vec<_> = list.list.iter().map(|(value, _)| value.as_str()).collect();
                (Column::Values, format!("{}{}", words.join(" "), if list.open { " …" } else { "" }))
            }
            Demand::Padding { fill, to, .. } => (Column::Values, format!("padded with {fill:?} to {to}")),
            Demand::MayBeEmpty(sides) if sides.sent => (Column::Values, "may be empty".to_owned()),
            // What is tolerated of others is no difference in the contract; presence and relations are compared apart.
            Demand::MayBeEmpty(_) | Demand::Shapes(_) | Demand::Presence(_) | Demand::Relation(_) => continue,
        };
        if column == wanted && !words.is_empty() {
            parts.push(words);
        }
    }
    match &value.ty {
        Type::Array(item) | Type::Map(item) => {
            let each = column(item, wanted);
            let each = if wanted == Column::Limits && !each.is_empty() { format!("each {each}") } else { each };
            parts.push(each);
        }
        Type::Amount(amount) => {
            parts.push(column(&amount.value.value, wanted));
            if wanted == Column::Values {
                parts.push(column(&amount.currency.value, wanted).replace("currency", ""));
            }
        }
        Type::Text(_)
        | Type::Decimal
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::Object(_)
        | Type::Any
        | Type::Named(_) => {}
    }
    parts.retain(|part| !part.is_empty());
    parts.join(if wanted == Column::Limits { ", " } else { "; " })
}

fn bounds(bounds: Bounds) -> String {
    match (bounds.exact(), bounds.min, bounds.max) {
        (Some(number), ..) => format!("exactly {number}"),
        (None, Some(min), Some(max)) => format!("{min} to {max}"),
        (None, Some(min), None) => format!("at least {min}"),
        (None, None, Some(max)) => max.to_string(),
        (None, None, None) => String::new(),
    }
}
