//! Field tables as lists: one row per member, containers included, named types expanded in place.

use serde::Serialize;

use super::json::{Json, Object};
use crate::ir::field::relations;
use crate::ir::rule::{Bounds, Demand, Form, Forms, Precision, Rule, Sides};
use crate::ir::{Catalogue, Field, Text, Type, TypeRef, Typed};
use crate::spec::field::Location;

/// All rows of a message.
///
/// `documented` is the same table as the page prints it: where an erratum corrected a row, the row says what is printed.
pub(super) fn rows(catalogue: &Catalogue, fields: &[Field], documented: &[Field]) -> Vec<Json> {
    let mut table = Table { catalogue, rows: Vec::new(), within: Vec::new() };
    table.fields(fields, documented, "");
    table.rows
}

struct Table<'a> {
    catalogue: &'a Catalogue,
    rows: Vec<Json>,
    /// Named types that are being expanded: one that contains itself is expanded once.
    within: Vec<&'a TypeRef>,
}

impl<'a> Table<'a> {
    /// Errata correct rows, they never add or drop one: the same position is the same row.
    fn fields(&mut self, fields: &'a [Field], documented: &[Field], prefix: &str) {
        let aligned = fields.len() == documented.len();
        for (at, field) in fields.iter().enumerate() {
            self.field(field, documented.get(at).filter(|_| aligned), prefix);
        }
    }

    fn field(&mut self, field: &'a Field, documented: Option<&Field>, prefix: &str) {
        let path = format!("{prefix}{}", field.name);
        let row = Object::default().with("path", &path);
        let keys = keys(field);
        let printed =
            documented.map(|printed| differences(field, &keys, printed)).filter(|printed| !printed.0.is_empty());
        self.rows.push(Object(row.0.into_iter().chain(keys.0).collect()).with_some("documented", printed).into());
        self.members(&field.value.ty, documented.map(|printed| &printed.value.ty), &path);
    }

    fn members(&mut self, ty: &'a Type, documented: Option<&Type>, path: &str) {
        let documented = documented.map(|printed| beside(ty, printed));
        match ty {
            Type::Object(Some(fields)) => {
                let printed = match documented {
                    Some(Type::Object(Some(printed))) => printed.as_slice(),
                    _ => &[],
                };
                self.fields(fields, printed, &format!("{path}."));
            }
            Type::Array(item) => {
                let printed = match documented {
                    Some(Type::Array(printed)) => Some(&printed.ty),
                    _ => None,
                };
                self.members(&item.ty, printed, &format!("{path}[]"));
            }
            Type::Map(item) => {
                let printed = match documented {
                    Some(Type::Map(printed)) => Some(&printed.ty),
                    _ => None,
                };
                self.members(&item.ty, printed, &format!("{path}.*"));
            }
            Type::Amount(amount) => {
                let printed = match documented {
                    Some(Type::Amount(printed)) => Some(printed),
                    _ => None,
                };
                let prefix = format!("{path}.");
                self.field(&amount.value, printed.map(|printed| &printed.value), &prefix);
                self.field(&amount.currency, printed.map(|printed| &printed.currency), &prefix);
            }
            Type::Named(name) => self.named(name, path),
            Type::Object(None)
            | Type::Text(_)
            | Type::Decimal
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::Any => {}
        }
    }

    /// The rows of a named type in place: once on each way down, and not without end. Types that refer to each other often
    /// have more ways through them than anybody reads; beyond [`MOST`] rows a row says only which type it is of.
    fn named(&mut self, name: &'a TypeRef, path: &str) {
        if self.within.contains(&name) || self.rows.len() > MOST {
            return;
        }
        let Some(named) = self.catalogue.named(name) else { return };
        self.within.push(name);
        self.fields(&named.fields, &[], &format!("{path}."));
        self.within.pop();
    }
}

/// Rows of one message beyond which named types are not expanded any more: far above what any document prints.
const MOST: usize = 2_000;

/// An erratum may have made one object of an array, or an array of one object: then the members are still the same.
fn beside<'t>(ty: &Type, printed: &'t Type) -> &'t Type {
    match (ty, printed) {
        (Type::Array(_), Type::Array(_)) => printed,
        (_, Type::Array(item)) => &item.ty,
        _ => printed,
    }
}

/// Everything about a row but its path.
fn keys(field: &Field) -> Object {
    let location = (field.location != Location::Body).then(|| word(&field.location));
    let presence = field.presence();
    let presence = Object::default()
        .with("presence", presence.letter.letter())
        .with_some("when", presence.when.as_ref().map(|when| Json::from(when.words())))
        .with_some("in", location);
    typed(&field.value, presence)
        .with_flag("sensitive", field.sensitive)
        .with_flag("nullable", field.is_nullable())
        .with_some("default", field.default.as_ref())
        .with_some("unit", field.unit.as_ref())
        .with_some("note", field.note.as_ref())
}

/// The type, then the presence, then every rule, then what stands in arrays and maps.
fn typed(value: &Typed, presence: Object) -> Object {
    let named = match &value.ty {
        Type::Named(name) => Some(Json::from(&name.name)),
        _ => None,
    };
    let word = if named.is_some() { "object" } else { value.ty.word() };
    let mut row = Object::default().with("type", word).with_some("named", named);
    row.0.extend(presence.0);
    for rule in &value.rules {
        row = demand(row, rule);
    }
    row = row.with_any("rules", Json::texts(relations(&value.rules).map(|relation| relation.kind.words())));
    let accepted = value.rules.iter().fold(Object::default(), accepted);
    row = row.with_some("accepts", (!accepted.0.is_empty()).then_some(accepted));
    match &value.ty {
        Type::Array(item) | Type::Map(item) => row.with("items", typed(item, Object::default())),
        Type::Text(Text { encoding, .. }) => row.with_some("encoding", encoding.as_ref().map(self::word)),
        Type::Decimal
        | Type::Amount(_)
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::Object(_)
        | Type::Any
        | Type::Named(_) => row,
    }
}

/// A rule as the table has it.
fn demand(row: Object, rule: &Rule) -> Object {
    match &rule.demand {
        Demand::Length(sides) => bounds(row, sides.sent, ["exact", "min", "max"]),
        Demand::Count(sides) => bounds(row, sides.sent, ["exact_items", "min_items", "max_items"]),
        Demand::Digits(sides) => row.with("max", sides.sent),
        Demand::Precision(sides) => row.with_some("precision", sides.sent.first().map(pair)),
        Demand::ZeroDecimals => row.with("decimals", "zero"),
        Demand::Format(Sides { sent, .. }) => row.with_some("format", format(sent)),
        Demand::Pattern { sent, .. } => row.with("pattern", sent),
        Demand::Padding { fill, to, .. } => {
            row.with("pad", Object::default().with("left", fill.to_string()).with("to", *to))
        }
        Demand::Values(values) => {
            let meanings =
                values.list.iter().filter_map(|(value, meaning)| Some((value.clone(), Json::from(meaning.as_ref()?))));
            let meanings = Object(meanings.collect());
            row.with_any("values", Json::texts(values.list.iter().map(|(value, _)| value)))
                .with_some("meanings", (!meanings.0.is_empty()).then_some(meanings))
                .with_flag("open", values.open)
        }
        Demand::MayBeEmpty(sides) => row.with_flag("empty", sides.sent),
        // Nullable, presence and the relations have keys of their own.
        Demand::Shapes(_) | Demand::Presence(_) | Demand::Relation(_) => row,
    }
}

/// What is accepted beyond the table, rule by rule.
fn accepted(row: Object, rule: &Rule) -> Object {
    match &rule.demand {
        Demand::Length(sides) if sides.sent != sides.received => bounds(row, sides.received, ["exact", "min", "max"]),
        Demand::Count(sides) if sides.sent != sides.received => {
            bounds(row, sides.received, ["exact_items", "min_items", "max_items"])
        }
        Demand::Digits(sides) if sides.sent != sides.received => row.with("max", sides.received),
        Demand::Precision(sides) if sides.sent != sides.received => {
            let more = sides.received.get(sides.sent.len()..).unwrap_or_default();
            row.with("precision", Json::List(more.iter().map(|p| Json::from(pair(p))).collect()))
        }
        Demand::Format(sides) if sides.sent != sides.received => match &sides.received {
            Forms::Any => row.with("format", Json::texts(["any"])),
            Forms::OneOf(_, others) => row.with("format", Json::List(others.iter().map(word).collect())),
        },
        Demand::Pattern { sent, received, .. } if received.as_ref() != Some(sent) => {
            row.with("pattern", received.as_ref().map_or(Json::Null, Json::from))
        }
        Demand::Values(values) => row.with_any("values", Json::texts(&values.accepted)),
        Demand::Padding { received: false, .. } => row.with("pad", Json::Null),
        Demand::MayBeEmpty(sides) => row.with_flag("empty", sides.received && !sides.sent),
        Demand::Shapes(sides) => {
            let more = sides.received.iter().filter(|shape| !sides.sent.contains(shape)).map(word);
            row.with_any("type", more.collect())
        }
        Demand::Presence(presence) => row.with_some("presence", presence.may_be_absent.then_some("O")),
        Demand::Length(_)
        | Demand::Count(_)
        | Demand::Digits(_)
        | Demand::Precision(_)
        | Demand::ZeroDecimals
        | Demand::Format(_)
        | Demand::Pattern { .. }
        | Demand::Padding { .. }
        | Demand::Relation(_) => row,
    }
}

fn bounds(row: Object, bounds: Bounds, [exact, min, max]: [&str; 3]) -> Object {
    match bounds.exact() {
        Some(number) => row.with(exact, number),
        None => row.with_some(max, bounds.max).with_some(min, bounds.min),
    }
}

const fn pair(precision: &Precision) -> (u32, u32) {
    (precision.digits, precision.decimals)
}

/// The word of the spec for a format that a row names; what the type is already has none.
fn format(forms: &Forms) -> Option<&'static str> {
    let Forms::OneOf(form, _) = forms else { return None };
    Some(match form {
        Form::Digits => "digits",
        Form::Alphanumeric => "alphanumeric",
        Form::Url => "url",
        Form::Email => "email",
        Form::Ipv4 => "ipv4",
        Form::Currency => "currency",
        Form::Decimal | Form::DateTime | Form::Date | Form::Time => return None,
    })
}

/// What the page prints where the row says something else; `null` where the page prints nothing.
fn differences(field: &Field, keys: &Object, printed: &Field) -> Object {
    let name = (printed.name != field.name).then_some(&printed.name);
    let printed = self::keys(printed);
    let mut found = Object::default().with_some("name", name);
    for (key, value) in &printed.0 {
        if keys.get(key) != Some(value) {
            found = found.with(key, value.clone());
        }
    }
    for (key, _) in keys.0.iter().filter(|(key, _)| printed.get(key).is_none()) {
        found = found.with(key, Json::Null);
    }
    found
}

/// A word of the format, as the spec writes it.
pub(super) fn word<T: Serialize>(value: &T) -> Json {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => Json::Text(text),
        _ => Json::Null,
    }
}
