//! Rows become fields.

use crate::finding::Findings;
use crate::ir::field::{Accept, Amount, Array, Decimal, Field, Shape, Text, TextKind, Type, TypeRef};
use crate::resolve::conditions;
use crate::source::Loc;
use crate::spec::field::{Field as Row, Format, Items, Location, Presence, TYPE_WORDS};
use crate::spec::{At, Entries};
use crate::suggest::nearest;

/// What rows may refer to.
pub(super) struct Names<'a> {
    /// Provider of the page.
    pub provider: &'a str,
    /// Module of the page.
    pub module: &'a str,
    /// Named types of the page.
    pub types: &'a [String],
}

/// All rows of a table.
pub(super) fn fields(rows: &Entries<At<Row>>, names: &Names<'_>, findings: &mut Findings) -> Vec<Field> {
    let mut list = Vec::new();
    for (name, row) in rows {
        if row.remove.as_ref().is_some_and(|r| r.value) {
            findings.add(
                "structure/stray-remove",
                name.loc,
                format!("`{}` is removed, but nothing is inherited here", name.value),
                "delete the row",
            );
        } else {
            list.push(field(&name.value, row, name.loc, names, findings));
        }
    }
    list
}

/// One row.
pub(super) fn field(name: &str, row: &Row, loc: Loc, names: &Names<'_>, findings: &mut Findings) -> Field {
    let presence = match &row.presence {
        Some(presence) => presence.value,
        None => {
            findings.add(
                "presence/missing",
                loc,
                format!("`{name}` does not say whether it is mandatory"),
                "add `presence: M`, `O` or `C`",
            );
            Presence::O
        }
    };
    if let (Presence::M | Presence::O, Some(when)) = (presence, &row.when) {
        findings.add(
            "presence/stray-condition",
            when.loc,
            format!("`{name}` is {} and has a condition", presence.letter()),
            "a condition belongs to `presence: C`; a remark belongs into `note:`",
        );
    }
    if presence == Presence::C && row.when.is_none() {
        findings.add(
            "presence/no-condition",
            row.presence.as_ref().map_or(loc, |p| p.loc),
            format!("`{name}` is conditional, but nothing says when it is mandatory"),
            "add `when: success`, `when: { present: other }`, … or, if it cannot be computed, `when: { prose: … }`",
        );
    }
    Field {
        name: name.to_owned(),
        presence,
        when: row.when.as_ref().map(|when| conditions::condition(when)),
        ty: ty(name, row, loc, names, findings),
        accept: Accept::default(),
        location: row.location.as_ref().map_or(Location::Body, |l| l.value),
        sensitive: row.sensitive.as_ref().is_some_and(|s| s.value),
        nullable: row.nullable.as_ref().is_some_and(|n| n.value),
        doc: text(row.doc.as_ref()),
        note: text(row.note.as_ref()),
        default: text(row.default.as_ref()),
        unit: text(row.unit.as_ref()),
        loc,
    }
}

fn text(value: Option<&At<String>>) -> Option<String> {
    value.map(|t| t.trim().to_owned())
}

fn ty(name: &str, row: &Row, loc: Loc, names: &Names<'_>, findings: &mut Findings) -> Type {
    let Some(word) = &row.ty else {
        findings.add(
            "structure/no-type",
            loc,
            format!("`{name}` has no type"),
            format!("add `type:` with one of {}, or a named type of this page", TYPE_WORDS.join(", ")),
        );
        return Type::Any;
    };
    // What fits a type that does not exist, nobody can say.
    if TYPE_WORDS.contains(&word.as_str()) || names.types.contains(&word.value) {
        stray_keys(name, row, &word.value, findings);
    }
    match word.as_str() {
        "string" => Type::Text(plain(row, TextKind::Plain, findings)),
        "datetime" => Type::Text(plain(row, TextKind::DateTime, findings)),
        "date" => Type::Text(plain(row, TextKind::Date, findings)),
        "time" => Type::Text(plain(row, TextKind::Time, findings)),
        "decimal" => Type::Decimal(decimal(row)),
        "integer" => Type::Integer(row.max.as_ref().map(|m| m.value)),
        "number" => Type::Number(row.precision.as_ref().map(|p| p.value)),
        "boolean" => Type::Boolean,
        "amount" => Type::Amount(Box::new(amount(row, loc))),
        "object" => Type::Object(shape(row, names, findings)),
        "array" => Type::Array(Box::new(Array {
            item: item(name, row, loc, names, findings),
            min: row.min_items.as_ref().map(|n| n.value),
            max: row.max_items.as_ref().map(|n| n.value),
            exact: row.exact_items.as_ref().map(|n| n.value),
        })),
        "map" => Type::Map(Box::new(item(name, row, loc, names, findings))),
        "any" => Type::Any,
        other if names.types.iter().any(|known| known == other) => Type::Named(TypeRef {
            provider: names.provider.to_owned(),
            module: names.module.to_owned(),
            name: other.to_owned(),
        }),
        other => {
            let known = || TYPE_WORDS.into_iter().chain(names.types.iter().map(String::as_str));
            let hint = nearest(other, known()).map_or_else(String::new, |near| format!("write `{near}`? "));
            findings.add(
                "structure/unknown-type",
                word.loc,
                format!("`{other}` is not a type"),
                format!("{hint}(types: {})", known().collect::<Vec<_>>().join(", ")),
            );
            Type::Any
        }
    }
}

/// Keys that say nothing for this type are a misunderstanding.
fn stray_keys(name: &str, row: &Row, ty: &str, findings: &mut Findings) {
    let textual = matches!(ty, "string" | "datetime" | "date" | "time");
    let holder = matches!(ty, "object" | "array" | "map");
    let stray: [(&str, Option<Loc>, bool); 18] = [
        ("max", row.max.as_ref().map(|k| k.loc), textual || matches!(ty, "integer" | "decimal")),
        ("min", row.min.as_ref().map(|k| k.loc), textual),
        ("exact", row.exact.as_ref().map(|k| k.loc), textual),
        ("precision", row.precision.as_ref().map(|k| k.loc), matches!(ty, "amount" | "decimal" | "number")),
        ("decimals", row.decimals.as_ref().map(|k| k.loc), matches!(ty, "amount" | "decimal")),
        ("values", row.values.as_ref().map(|k| k.loc), ty == "string"),
        ("open", row.open.as_ref().map(|k| k.loc), ty == "string" && row.values.is_some()),
        ("format", row.format.as_ref().map(|k| k.loc), ty == "string"),
        ("pattern", row.pattern.as_ref().map(|k| k.loc), ty == "string"),
        ("pad", row.pad.as_ref().map(|k| k.loc), ty == "string"),
        ("items", row.items.as_ref().map(|k| k.loc), matches!(ty, "array" | "map")),
        ("min_items", row.min_items.as_ref().map(|k| k.loc), ty == "array"),
        ("max_items", row.max_items.as_ref().map(|k| k.loc), ty == "array"),
        ("exact_items", row.exact_items.as_ref().map(|k| k.loc), ty == "array"),
        ("fields", row.fields.as_ref().map(|k| k.loc), holder),
        ("value", row.value.as_ref().map(|k| k.loc), ty == "amount"),
        ("currency", row.currency.as_ref().map(|k| k.loc), ty == "amount"),
        ("rules", row.rules.first().map(|k| k.loc), holder),
    ];
    for (key, loc, _) in stray.into_iter().filter(|(_, loc, fits)| loc.is_some() && !fits) {
        findings.add(
            "structure/stray-key",
            loc.unwrap_or_default(),
            format!("`{key}` says nothing about `{name}`, which is of type {ty}"),
            format!("delete `{key}`, or change the type"),
        );
    }
    if let (Some(items), Some(_)) = (&row.items, &row.fields) {
        findings.add(
            "structure/stray-key",
            items.loc,
            format!("`{name}` has both `items` and `fields`"),
            "write `fields` for objects, `items` for anything else",
        );
    }
}

fn plain(row: &Row, kind: TextKind, findings: &mut Findings) -> Text {
    if let Some(pattern) = &row.pattern
        && let Err(error) = regex_lite::Regex::new(pattern)
    {
        findings.add(
            "structure/bad-pattern",
            pattern.loc,
            format!("`{}` is not a regular expression: {error}", pattern.value),
            "mend it; look-around and back references are not supported",
        );
    }
    let values = row.values.as_ref();
    Text {
        kind,
        max: row.max.as_ref().map(|m| m.value),
        min: row.min.as_ref().map(|m| m.value),
        exact: row.exact.as_ref().map(|m| m.value),
        format: row.format.as_ref().map(|f| f.value),
        pattern: row.pattern.as_ref().map(|p| p.value.clone()),
        pad: row.pad.as_ref().and_then(|pad| pad_of(pad, findings)),
        values: values.map_or_else(Vec::new, |list| {
            list.0.iter().map(|(value, meaning)| (value.value.clone(), text(meaning.as_ref()))).collect()
        }),
        open: row.open.as_ref().is_some_and(|o| o.value),
        encoding: row.encoding.as_ref().map(|e| e.value),
    }
}

fn pad_of(pad: &At<crate::spec::field::Pad>, findings: &mut Findings) -> Option<(char, u32)> {
    let mut chars = pad.left.chars();
    match (chars.next(), chars.next()) {
        (Some(fill), None) => Some((fill, pad.to.value)),
        _ => {
            findings.add(
                "structure/wrong-type",
                pad.left.loc,
                "padding is one character",
                "write `pad: { left: \" \", to: 8 }`",
            );
            None
        }
    }
}

fn decimal(row: &Row) -> Decimal {
    Decimal {
        precision: row.precision.as_ref().map(|p| p.value),
        zero_decimals: row.decimals.is_some(),
        max: row.max.as_ref().map(|m| m.value),
    }
}

/// The usual pair, with what the row and its `value:` and `currency:` say differently.
fn amount(row: &Row, loc: Loc) -> Amount {
    let part = |name: &str, over: Option<&At<Row>>, ty: Type| Field {
        name: name.to_owned(),
        presence: over.and_then(|o| o.presence.as_ref()).map_or(Presence::M, |p| p.value),
        when: over.and_then(|o| o.when.as_ref()).map(|when| conditions::condition(when)),
        ty,
        accept: Accept::default(),
        location: Location::Body,
        sensitive: false,
        nullable: false,
        doc: over.and_then(|o| text(o.doc.as_ref())),
        note: over.and_then(|o| text(o.note.as_ref())),
        default: over.and_then(|o| text(o.default.as_ref())),
        unit: None,
        loc: over.map_or(loc, |o| o.loc),
    };
    let (value, currency) = (row.value.as_deref(), row.currency.as_deref());
    let own = value.map(|v| decimal(v)).unwrap_or_default();
    let whole = decimal(row);
    let number = Decimal {
        precision: own.precision.or(whole.precision),
        zero_decimals: own.zero_decimals || whole.zero_decimals,
        max: own.max,
    };
    let unit = Text {
        max: match currency {
            Some(over) if over.exact.is_none() => over.max.as_ref().map(|m| m.value),
            Some(_) => None,
            None => Some(3),
        },
        exact: currency.and_then(|c| c.exact.as_ref()).map(|e| e.value),
        format: Some(Format::Currency),
        values: currency.and_then(|c| c.values.as_ref()).map_or_else(Vec::new, |list| {
            list.0.iter().map(|(value, meaning)| (value.value.clone(), text(meaning.as_ref()))).collect()
        }),
        ..Text::default()
    };
    Amount {
        value: part("value", value, Type::Decimal(number)),
        currency: part("currency", currency, Type::Text(unit)),
    }
}

pub(super) fn shape(row: &Row, names: &Names<'_>, findings: &mut Findings) -> Shape {
    let fields = row.fields.as_ref().map(|rows| fields(rows, names, findings));
    let rules = conditions::rules(&row.rules);
    Shape { fields, rules }
}

/// What an array or a map holds.
fn item(name: &str, row: &Row, loc: Loc, names: &Names<'_>, findings: &mut Findings) -> Type {
    match row.items.as_deref() {
        None => Type::Object(shape(row, names, findings)),
        Some(items) => {
            let own = match &items.value {
                Items::Type(word) => Row { ty: Some(At::new(word.clone(), items.loc)), ..Row::default() },
                Items::Row(own) => (**own).clone(),
            };
            ty(name, &own, if items.loc.line > 0 { items.loc } else { loc }, names, findings)
        }
    }
}
