//! Rows become fields.

use crate::finding::Findings;
use crate::ir::field::{Amount, Field, Text, TextKind, Type, TypeRef, Typed};
use crate::ir::rule::{Demand, Precision, Presence, Rule};
use crate::resolve::{conditions, limits, rules};
use crate::rule_id;
use crate::source::Loc;
use crate::spec::field::{Field as Row, Format, Items, Location, Presence as Letter, TYPE_WORDS};
use crate::spec::{At, Entries};
use crate::suggest::nearest;

/// What rows may refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    /// Named types of the page, and those that the pages of its provider share.
    pub types: &'a [TypeRef],
}

impl Names<'_> {
    fn find(&self, name: &str) -> Option<&TypeRef> {
        self.types.iter().find(|known| known.name == name)
    }
}

/// All rows of a table.
pub(super) fn fields(rows: &Entries<At<Row>>, names: &Names<'_>, findings: &mut Findings) -> Vec<Field> {
    let mut list = Vec::new();
    for (name, row) in rows {
        if row.remove.as_ref().is_some_and(|r| r.value) {
            findings.add(
                rule_id::STRUCTURE_STRAY_REMOVE,
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
                rule_id::PRESENCE_MISSING,
                loc,
                format!("`{name}` does not say whether it is mandatory"),
                "add `presence: M`, `O` or `C`",
            );
            Letter::O
        }
    };
    if let (Letter::M | Letter::O, Some(when)) = (presence, &row.when) {
        findings.add(
            rule_id::PRESENCE_STRAY_CONDITION,
            when.loc,
            format!("`{name}` is {} and has a condition", presence.letter()),
            "a condition belongs to `presence: C`; a remark belongs into `note:`",
        );
    }
    if presence == Letter::C && row.when.is_none() {
        findings.add(
            rule_id::PRESENCE_NO_CONDITION,
            row.presence.as_ref().map_or(loc, |p| p.loc),
            format!("`{name}` is conditional, but nothing says when it is mandatory"),
            "add `when: success`, `when: { present: other }`, … or, if it cannot be computed, `when: { prose: … }`",
        );
    }
    Field {
        name: name.to_owned(),
        names: Vec::new(),
        value: typed(name, row, Some(presence), loc, names, findings),
        location: row.location.as_ref().map_or(Location::Body, |l| l.value),
        sensitive: row.sensitive.as_ref().is_some_and(|s| s.value),
        shown: row.sensitive.as_ref().is_some_and(|s| !s.value),
        doc: text(row.doc.as_ref()),
        note: text(row.note.as_ref()),
        default: text(row.default.as_ref()),
        unit: text(row.unit.as_ref()),
        place: loc.into(),
    }
}

fn text(value: Option<&At<String>>) -> Option<String> {
    value.map(|t| t.trim().to_owned())
}

/// The value of a row, with every rule that the row says about it. Items of arrays have no presence.
fn typed(
    name: &str,
    row: &Row,
    presence: Option<Letter>,
    loc: Loc,
    names: &Names<'_>,
    findings: &mut Findings,
) -> Typed {
    let ty = ty(name, row, loc, names, findings);
    let mut rules = Vec::new();
    if let Some(letter) = presence {
        let when = row.when.as_ref().map(|when| conditions::condition(when));
        let presence = Presence { letter, when, may_be_absent: false };
        let place = row.presence.as_ref().map_or(loc, |presence| presence.loc).into();
        rules.push(Rule { demand: Demand::Presence(presence), place });
    }
    rules.extend(rules::of_value(row, &ty, loc, findings));
    limits::check(name, row, &ty, findings);
    // Of an array of objects, the rules between members are those of its objects.
    if matches!(ty, Type::Object(_)) {
        rules.extend(conditions::rules(&row.rules));
    }
    Typed { ty, rules }
}

fn ty(name: &str, row: &Row, loc: Loc, names: &Names<'_>, findings: &mut Findings) -> Type {
    let Some(word) = &row.ty else {
        findings.add(
            rule_id::STRUCTURE_NO_TYPE,
            loc,
            format!("`{name}` has no type"),
            format!("add `type:` with one of {}, or a named type of this page or provider", TYPE_WORDS.join(", ")),
        );
        return Type::Any;
    };
    // What fits a type that does not exist, nobody can say.
    if TYPE_WORDS.contains(&word.as_str()) || names.find(word).is_some() {
        stray_keys(name, row, &word.value, findings);
    }
    let text = |kind| Type::Text(Text { kind, encoding: row.encoding.as_ref().map(|e| e.value) });
    match word.as_str() {
        "string" => text(TextKind::Plain),
        "datetime" => text(TextKind::DateTime),
        "date" => text(TextKind::Date),
        "time" => text(TextKind::Time),
        "decimal" => Type::Decimal,
        "integer" => Type::Integer,
        "number" => Type::Number,
        "boolean" => Type::Boolean,
        "amount" => Type::Amount(Box::new(amount(row, loc, names, findings))),
        "object" => Type::Object(members(row, names, findings)),
        "array" => Type::Array(Box::new(item(name, row, loc, names, findings))),
        "map" => Type::Map(Box::new(item(name, row, loc, names, findings))),
        "any" => Type::Any,
        other => {
            if let Some(named) = names.find(other) {
                return Type::Named(named.clone());
            }
            let known = || TYPE_WORDS.into_iter().chain(names.types.iter().map(|named| named.name.as_str()));
            let hint = nearest(other, known()).map_or_else(String::new, |near| format!("write `{near}`? "));
            findings.add(
                rule_id::STRUCTURE_UNKNOWN_TYPE,
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
    let stray: [(&str, Option<Loc>, bool); 19] = [
        ("max", row.max.as_ref().map(|k| k.loc), textual || matches!(ty, "integer" | "decimal")),
        ("min", row.min.as_ref().map(|k| k.loc), textual || ty == "decimal"),
        ("exact", row.exact.as_ref().map(|k| k.loc), textual || ty == "decimal"),
        ("precision", row.precision.as_ref().map(|k| k.loc), matches!(ty, "amount" | "decimal" | "number")),
        ("encoding", row.encoding.as_ref().map(|k| k.loc), ty == "string"),
        ("decimals", row.decimals.as_ref().map(|k| k.loc), matches!(ty, "amount" | "decimal")),
        ("values", row.values.as_ref().map(|k| k.loc), ty == "string"),
        ("open", row.open.as_ref().map(|k| k.loc), ty == "string" && row.values.is_some()),
        ("format", row.format.as_ref().map(|k| k.loc), ty == "string"),
        ("pattern", row.pattern.as_ref().map(|k| k.loc), textual || ty == "decimal"),
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
            rule_id::STRUCTURE_STRAY_KEY,
            loc.unwrap_or_default(),
            format!("`{key}` says nothing about `{name}`, which is of type {ty}"),
            format!("delete `{key}`, or change the type"),
        );
    }
    if let (Some(items), Some(_)) = (&row.items, &row.fields) {
        findings.add(
            rule_id::STRUCTURE_STRAY_KEY,
            items.loc,
            format!("`{name}` has both `items` and `fields`"),
            "write `fields` for objects, `items` for anything else",
        );
    }
}

/// The usual pair, with what the row and its `value:` and `currency:` say differently. What stands at the row of the pair
/// is about its value.
fn amount(row: &Row, loc: Loc, names: &Names<'_>, findings: &mut Findings) -> Amount {
    let at = |text: &str| At::new(text.to_owned(), loc);
    let part = |name: &str, part: Option<&At<Row>>, word: &str, findings: &mut Findings| {
        let mut own = part.map_or_else(Row::default, |part| part.value.clone());
        if let Some(ty) = own.ty.as_ref().filter(|ty| ty.value != word) {
            findings.add(
                rule_id::STRUCTURE_AMOUNT_PART,
                ty.loc,
                format!("the {name} of an amount is of type {word}, not {}", ty.value),
                "delete `type`, or write the pair as an object with its own rows",
            );
        }
        own.ty = Some(at(word));
        own.presence.get_or_insert(At::new(Letter::M, loc));
        own
    };
    let mut value = part("value", row.value.as_deref(), "decimal", findings);
    value.precision = value.precision.or_else(|| row.precision.clone());
    value.decimals = value.decimals.or_else(|| row.decimals.clone());
    if value.precision.is_none() && value.pattern.is_none() {
        let Precision { digits, decimals } = Precision::STANDARD;
        value.precision = Some(At::new((digits, decimals), loc));
    }
    let mut currency = part("currency", row.currency.as_deref(), "string", findings);
    if row.currency.is_none() {
        currency.max = Some(At::new(3, loc));
    }
    currency.format.get_or_insert(At::new(Format::Currency, loc));
    let place = |part: Option<&At<Row>>| part.map_or(loc, |part| part.loc);
    Amount {
        value: field("value", &value, place(row.value.as_deref()), names, findings),
        currency: field("currency", &currency, place(row.currency.as_deref()), names, findings),
    }
}

fn members(row: &Row, names: &Names<'_>, findings: &mut Findings) -> Option<Vec<Field>> {
    row.fields.as_ref().map(|rows| fields(rows, names, findings))
}

/// What an array or a map holds.
fn item(name: &str, row: &Row, loc: Loc, names: &Names<'_>, findings: &mut Findings) -> Typed {
    match row.items.as_deref() {
        None => {
            let fields = members(row, names, findings);
            Typed { ty: Type::Object(fields), rules: conditions::rules(&row.rules) }
        }
        Some(items) => {
            let own = match &items.value {
                Items::Type(word) => Row { ty: Some(At::new(word.clone(), items.loc)), ..Row::default() },
                Items::Row(own) => (**own).clone(),
            };
            typed(name, &own, None, if items.loc.line > 0 { items.loc } else { loc }, names, findings)
        }
    }
}
