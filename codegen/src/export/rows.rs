//! Field tables as lists: one row per member, containers included, named types expanded in place.

use serde::Serialize;

use super::json::{Json, Object};
use crate::ir::{Array, Catalogue, Field, Shape, Text, Type, TypeRef};
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
        self.members(&field.ty, documented.map(|printed| &printed.ty), &path);
    }

    fn members(&mut self, ty: &'a Type, documented: Option<&Type>, path: &str) {
        let documented = documented.map(|printed| beside(ty, printed));
        match ty {
            Type::Object(Shape { fields: Some(fields), .. }) => {
                let printed = match documented {
                    Some(Type::Object(Shape { fields: Some(printed), .. })) => printed.as_slice(),
                    _ => &[],
                };
                self.fields(fields, printed, &format!("{path}."));
            }
            Type::Array(array) => {
                let printed = match documented {
                    Some(Type::Array(printed)) => Some(&printed.item),
                    _ => None,
                };
                self.members(&array.item, printed, &format!("{path}[]"));
            }
            Type::Map(item) => {
                let printed = match documented {
                    Some(Type::Map(printed)) => Some(printed.as_ref()),
                    _ => None,
                };
                self.members(item, printed, &format!("{path}.*"));
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
            Type::Named(name) if !self.within.contains(&name) => {
                let Some(named) = self.catalogue.named(name) else { return };
                self.within.push(name);
                self.fields(&named.fields, &[], &format!("{path}."));
                self.within.pop();
            }
            _ => {}
        }
    }
}

/// An erratum may have made one object of an array, or an array of one object: then the members are still the same.
fn beside<'t>(ty: &Type, printed: &'t Type) -> &'t Type {
    match (ty, printed) {
        (Type::Array(_), Type::Array(_)) => printed,
        (_, Type::Array(array)) => &array.item,
        _ => printed,
    }
}

/// Everything about a row but its path.
fn keys(field: &Field) -> Object {
    let location = (field.location != Location::Body).then(|| word(&field.location));
    let presence = Object::default()
        .with("presence", field.presence.letter())
        .with_some("when", field.when.as_ref().map(|when| Json::from(when.words())))
        .with_some("in", location);
    typed(&field.ty, presence)
        .with_flag("sensitive", field.sensitive)
        .with_flag("nullable", field.nullable)
        .with_some("default", field.default.as_ref())
        .with_some("unit", field.unit.as_ref())
        .with_some("note", field.note.as_ref())
}

/// The type, then the presence, then what the type allows.
fn typed(ty: &Type, presence: Object) -> Object {
    let named = match ty {
        Type::Named(name) => Some(Json::from(&name.name)),
        _ => None,
    };
    let word = if named.is_some() { "object" } else { ty.word() };
    let mut row = Object::default().with("type", word).with_some("named", named);
    row.0.extend(presence.0);
    match ty {
        Type::Text(text) => text_keys(row, text),
        Type::Decimal(decimal) => row
            .with_some("max", decimal.max)
            .with_some("precision", decimal.precision)
            .with_some("decimals", decimal.zero_decimals.then_some("zero")),
        Type::Integer(max) => row.with_some("max", *max),
        Type::Number(precision) => row.with_some("precision", *precision),
        Type::Array(array) => array_keys(row, array),
        Type::Map(item) => row.with("items", typed(item, Object::default())),
        Type::Object(shape) => row.with_any("rules", Json::texts(shape.rules.iter().map(|rule| rule.kind.words()))),
        Type::Amount(_) | Type::Boolean | Type::Any | Type::Named(_) => row,
    }
}

fn text_keys(row: Object, text: &Text) -> Object {
    let meanings =
        text.values.iter().filter_map(|(value, meaning)| Some((value.clone(), Json::from(meaning.as_ref()?))));
    let meanings = Object(meanings.collect());
    row.with_some("max", text.max)
        .with_some("min", text.min)
        .with_some("exact", text.exact)
        .with_some("format", text.format.as_ref().map(word))
        .with_some("pattern", text.pattern.as_ref())
        .with_some("pad", text.pad.map(|(left, to)| Object::default().with("left", left.to_string()).with("to", to)))
        .with_any("values", Json::texts(text.values.iter().map(|(value, _)| value)))
        .with_some("meanings", (!meanings.0.is_empty()).then_some(meanings))
        .with_flag("open", text.open)
        .with_some("encoding", text.encoding.as_ref().map(word))
}

fn array_keys(row: Object, array: &Array) -> Object {
    row.with_some("min_items", array.min)
        .with_some("max_items", array.max)
        .with_some("exact_items", array.exact)
        .with("items", typed(&array.item, Object::default()))
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
