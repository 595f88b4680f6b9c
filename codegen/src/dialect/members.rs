//! Members of a message against those of the national one.

use super::{Deviation, Kind};
use crate::ir::{Catalogue, Field, Type};
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
    differ(Kind::Type, word(&standard.ty), word(&dialect.ty));
    differ(Kind::Length, limits(&standard.ty), limits(&dialect.ty));
    differ(Kind::Values, values(&standard.ty), values(&dialect.ty));
    // An object that one of the two leaves open has no members to compare.
    if let (Some(theirs), Some(ours)) = (members(catalogue, &standard.ty), members(catalogue, &dialect.ty)) {
        let list = if matches!(dialect.ty, Type::Array(_)) { "[]" } else { "" };
        compare(catalogue, &format!("{at}{list}"), theirs, ours, found);
    } else if let (None, Some(ours)) = (members(catalogue, &standard.ty), members(catalogue, &dialect.ty)) {
        compare(catalogue, at, &[], ours, found);
    }
}

fn members<'a>(catalogue: &'a Catalogue, ty: &'a Type) -> Option<&'a [Field]> {
    match ty {
        Type::Array(array) => members(catalogue, &array.item),
        // One level: a type that holds itself is compared once.
        Type::Named(named) => catalogue.named(named).map(|named| named.fields.as_slice()),
        _ => ty.members(),
    }
    .filter(|_| !is_recursive(catalogue, ty))
}

fn is_recursive(catalogue: &Catalogue, ty: &Type) -> bool {
    let Type::Named(named) = ty else { return false };
    let holds = |field: &Field| {
        matches!(&field.ty, Type::Named(inner) if inner == named)
            || matches!(&field.ty, Type::Array(array) if matches!(&array.item, Type::Named(inner) if inner == named))
    };
    catalogue.named(named).is_some_and(|named| named.fields.iter().any(holds))
}

fn summary(field: &Field) -> String {
    let limits = limits(&field.ty);
    let limits = if limits.is_empty() { limits } else { format!(" {limits}") };
    format!("{} {}{limits}", field.presence.letter(), word(&field.ty))
}

fn presence(field: &Field) -> String {
    match &field.when {
        Some(when) => format!("{} when {}", field.presence.letter(), when.words()),
        None => field.presence.letter().to_owned(),
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
fn word(ty: &Type) -> String {
    match ty {
        Type::Array(array) => format!("array of {}", word(&array.item)),
        Type::Named(_) => "object".to_owned(),
        other => other.word().to_owned(),
    }
}

/// Lengths, digits and numbers of elements.
fn limits(ty: &Type) -> String {
    let mut parts = Vec::new();
    let mut number = |word: &str, value: Option<u32>| parts.extend(value.map(|value| format!("{word}{value}")));
    match ty {
        Type::Text(text) => {
            number("exactly ", text.exact);
            number("at least ", text.min);
            number("", text.max);
        }
        Type::Decimal(decimal) => {
            number("", decimal.max);
            parts.extend(decimal.precision.map(|(digits, decimals)| format!("{digits},{decimals}")));
        }
        Type::Amount(amount) => return limits(&amount.value.ty),
        Type::Integer(max) => number("", *max),
        Type::Number(precision) => {
            parts.extend(precision.map(|(digits, decimals)| format!("{digits},{decimals}")));
        }
        Type::Array(array) => {
            number("exactly ", array.exact);
            number("at least ", array.min);
            number("at most ", array.max);
            let item = limits(&array.item);
            parts.extend((!item.is_empty()).then(|| format!("each {item}")));
        }
        _ => {}
    }
    parts.join(", ")
}

/// Value list, format, pattern, padding.
fn values(ty: &Type) -> String {
    match ty {
        Type::Text(text) => {
            let mut parts: Vec<String> = Vec::new();
            if !text.values.is_empty() {
                let list: Vec<_> = text.values.iter().map(|(value, _)| value.as_str()).collect();
                parts.push(format!("{}{}", list.join(" "), if text.open { " …" } else { "" }));
            }
            parts.extend(text.format.map(|format| format!("{format:?}").to_lowercase()));
            parts.extend(text.pattern.clone());
            parts.extend(text.pad.map(|(fill, to)| format!("padded with {fill:?} to {to}")));
            parts.join("; ")
        }
        Type::Decimal(decimal) if decimal.zero_decimals => "zero decimals".to_owned(),
        Type::Amount(amount) => {
            let parts = [values(&amount.value.ty), values(&amount.currency.ty)];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
        }
        Type::Array(array) => values(&array.item),
        _ => String::new(),
    }
}
