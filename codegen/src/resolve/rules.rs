//! The keys of a row become rules.

use crate::finding::Findings;
use crate::ir::field::{Text, TextKind, Type};
use crate::ir::rule::{Bounds, Demand, Form, Forms, Precision, Rule, Sides, Values};
use crate::rule_id;
use crate::source::Loc;
use crate::spec::At;
use crate::spec::erratum::Shape as JsonShape;
use crate::spec::field::{Field as Row, Format, Pad};

/// Rules of the value itself: presence, items and relations are others' business.
pub(super) fn of_value(row: &Row, ty: &Type, loc: Loc, findings: &mut Findings) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut add = |demand: Demand, loc: Loc| {
        if ty.takes(&demand) {
            rules.push(Rule { demand, place: loc.into() });
        }
    };
    if let Some(nullable) = row.nullable.as_ref().filter(|nullable| nullable.value) {
        add(Demand::Shapes(Sides::both(vec![JsonShape::Null])), nullable.loc);
    }
    if let Some((bounds, loc)) = bounds(row.min.as_ref(), row.max.as_ref(), row.exact.as_ref()) {
        if let (Type::Integer, Some(max)) = (ty, bounds.max) {
            add(Demand::Digits(Sides::both(max)), loc);
        } else {
            add(Demand::Length(Sides::both(bounds)), loc);
        }
    }
    if let Some(precision) = &row.precision {
        let (digits, decimals) = precision.value;
        add(Demand::Precision(Sides::both(vec![Precision { digits, decimals }])), precision.loc);
    }
    if let Some(decimals) = &row.decimals {
        add(Demand::ZeroDecimals, decimals.loc);
    }
    if let Some((form, loc)) = form(row, ty, loc) {
        add(Demand::Format(Sides::both(Forms::OneOf(form, Vec::new()))), loc);
    }
    if let Some(pattern) = row.pattern.as_ref().filter(|pattern| compiles(pattern, findings)) {
        let expression = pattern.value.clone();
        add(Demand::Pattern { received: Some(expression.clone()), sent: expression, loose: false }, pattern.loc);
    }
    if let Some(values) = &row.values {
        let list = values
            .0
            .iter()
            .map(|(value, meaning)| (value.value.clone(), meaning.as_ref().map(|meaning| meaning.trim().to_owned())));
        let open = row.open.as_ref().is_some_and(|open| open.value);
        add(Demand::Values(Values { list: list.collect(), open, loose: false, accepted: Vec::new() }), values.loc);
    }
    if let Some(pad) = &row.pad
        && let Some(fill) = fill(pad, findings)
    {
        add(Demand::Padding { fill, to: pad.to.value, received: true, loose: false }, pad.loc);
    }
    if let Some((count, loc)) = bounds(row.min_items.as_ref(), row.max_items.as_ref(), row.exact_items.as_ref()) {
        add(Demand::Count(Sides::both(count)), loc);
    }
    rules
}

fn bounds(min: Option<&At<u32>>, max: Option<&At<u32>>, exact: Option<&At<u32>>) -> Option<(Bounds, Loc)> {
    let place = exact.or(max).or(min)?.loc;
    let bounds = match exact {
        Some(exact) => Bounds::exactly(exact.value),
        None => Bounds { min: min.map(|min| min.value), max: max.map(|max| max.value) },
    };
    Some((bounds, place))
}

/// The form that a row names, or that its type is.
fn form(row: &Row, ty: &Type, loc: Loc) -> Option<(Form, Loc)> {
    let dated = match ty {
        Type::Text(Text { kind: TextKind::DateTime, .. }) => Some(Form::DateTime),
        Type::Text(Text { kind: TextKind::Date, .. }) => Some(Form::Date),
        Type::Text(Text { kind: TextKind::Time, .. }) => Some(Form::Time),
        // A precision says more.
        Type::Decimal if row.precision.is_none() => Some(Form::Decimal),
        _ => None,
    };
    if let Some(form) = dated {
        return Some((form, row.ty.as_ref().map_or(loc, |ty| ty.loc)));
    }
    let format = row.format.as_ref()?;
    let form = match format.value {
        Format::Digits => Form::Digits,
        Format::Alphanumeric => Form::Alphanumeric,
        Format::Url => Form::Url,
        Format::Email => Form::Email,
        Format::Ipv4 => Form::Ipv4,
        Format::Currency => Form::Currency,
    };
    Some((form, format.loc))
}

fn compiles(pattern: &At<String>, findings: &mut Findings) -> bool {
    let Err(error) = regex_lite::Regex::new(pattern) else { return true };
    findings.add(
        rule_id::STRUCTURE_BAD_PATTERN,
        pattern.loc,
        format!("`{}` is not a regular expression: {error}", pattern.value),
        "mend it; look-around and back references are not supported",
    );
    false
}

fn fill(pad: &At<Pad>, findings: &mut Findings) -> Option<char> {
    let mut chars = pad.left.chars();
    if let (Some(fill), None) = (chars.next(), chars.next()) {
        return Some(fill);
    }
    findings.add(
        rule_id::STRUCTURE_WRONG_TYPE,
        pad.left.loc,
        "padding is one character",
        "write `pad: { left: \" \", to: 8 }`",
    );
    None
}
