//! Messages that obey every row of their table, built from the model and from nothing else.

use std::cell::Cell;

use super::pattern::matching;
use crate::ir::field::relations;
use crate::ir::relation::RelationKind;
use crate::ir::rule::{Bounds, Form, Forms};
use crate::ir::{Catalogue, Field, Message, Path, Rule, Service, TextKind, Type, Typed};
use crate::json::{Member, Node, Value};
use crate::spec::erratum::OtherFormat;
use crate::spec::field::Presence as Letter;

/// A value without a place.
pub fn node(value: Value) -> Node {
    Node { value, start: 0, len: 0 }
}

/// A text.
pub fn text(text: impl Into<String>) -> Node {
    node(Value::Text(text.into()))
}

/// A message with every member, in the order of the page. A response reports success.
pub fn message(catalogue: &Catalogue, service: &Service, message: &Message, response: bool) -> Node {
    let mut root = Making::new(catalogue).object(&message.fields, &message.rules);
    if response {
        set(&mut root, "responseCode", text(format!("200{:0>2}00", service.code.holds.value)));
    }
    root
}

/// A value in the making. A type may hold itself, or many that hold many: after so many members only those are made that must be
/// there, and last of all none.
struct Making<'a> {
    catalogue: &'a Catalogue,
    made: Cell<u32>,
    depth: Cell<u32>,
}

/// Members of a message of which all are made.
const MANY: u32 = 300;

/// Characters of a text: what a row wants longer stays wrong.
const LONGEST: usize = 4096;

/// Levels of objects.
const DEEP: u32 = 10;

impl<'a> Making<'a> {
    const fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, made: Cell::new(0), depth: Cell::new(0) }
    }

    fn object(&self, fields: &[Field], rules: &[Rule]) -> Node {
        let mut members = Vec::new();
        let depth = self.depth.replace(self.depth.get() + 1);
        for field in fields.iter().take_while(|_| depth < DEEP) {
            let made = self.made.get();
            if made < MANY || made < 2 * MANY && field.presence().letter == Letter::M {
                self.made.set(made + 1);
                members.push(member(&field.name, self.value(&field.value, 1)));
            }
        }
        self.depth.set(depth);
        let mut object = node(Value::Object(members));
        for relation in relations(rules) {
            obey(&mut object, &relation.kind);
        }
        object
    }

    fn value(&self, value: &Typed, items: u32) -> Node {
        match &value.ty {
            Type::Text(_) => text(plain(value)),
            Type::Decimal => text(decimal(value)),
            Type::Integer => node(Value::Number("1".to_owned())),
            Type::Number => node(Value::Number(decimal(value))),
            Type::Boolean => node(Value::Bool(true)),
            Type::Any | Type::Object(None) => node(Value::Object(Vec::new())),
            Type::Object(Some(fields)) => self.object(fields, &value.rules),
            Type::Named(named) => match self.catalogue.named(named) {
                Some(named) => self.object(&named.fields, &named.rules),
                None => node(Value::Object(Vec::new())),
            },
            Type::Amount(amount) => node(Value::Object(vec![
                member("value", self.value(&amount.value.value, 1)),
                member("currency", self.value(&amount.currency.value, 1)),
            ])),
            Type::Array(item) => {
                let count = value.count().and_then(|count| count.sent.min).unwrap_or(items).clamp(1, 100);
                node(Value::Array((0..count).map(|_| self.value(item, 1)).collect()))
            }
            Type::Map(item) => node(Value::Object(vec![member("1", self.value(item, 1))])),
        }
    }
}

fn member(name: &str, node: Node) -> Member {
    Member { name: name.to_owned(), start: 0, len: 0, node }
}

/// Replaces a member that is there.
pub fn set(object: &mut Node, name: &str, value: Node) {
    if let Value::Object(members) = &mut object.value
        && let Some(member) = members.iter_mut().find(|member| member.name == name)
    {
        member.node = value;
    }
}

/// Makes what was put together from several messages agree again.
pub fn agree(message: &mut Node, rules: &[Rule]) {
    for relation in relations(rules) {
        obey(message, &relation.kind);
    }
}

/// Every member is there; relations that want fewer, or want them to agree, are met here.
fn obey(object: &mut Node, relation: &RelationKind) {
    match relation {
        RelationKind::ExactlyOne(paths) => {
            if let Value::Object(members) = &mut object.value {
                members.retain(|member| !paths.iter().skip(1).any(|path| path.beside() == Some(&member.name)));
            }
        }
        RelationKind::Same(path, others) => {
            let text_of = |path: &Path| object.get(path.beside()?)?.as_text().map(str::to_owned);
            let joined = others.iter().filter_map(text_of).collect::<String>();
            if let Some(name) = path.beside() {
                set(object, name, text(joined));
            }
        }
        // Of two values that are compared, the second is the larger.
        RelationKind::Below(first, second) => {
            set_last(object, first, text("1.00"));
            set_last(object, second, text("2.00"));
        }
        // A condition on another member may ask for a longer text.
        RelationKind::Length(path, bounds, _) => {
            if let (Some(name), Some(min)) = (path.beside(), bounds.min) {
                set(object, name, text("1".repeat((min as usize).min(LONGEST))));
            }
        }
        RelationKind::AtLeastOne(_)
        | RelationKind::AllOrNone(_)
        | RelationKind::Needs(_)
        | RelationKind::OneGroup(_)
        | RelationKind::SameAsHeader(..)
        | RelationKind::Order(..)
        | RelationKind::Within(..)
        | RelationKind::Prose(_) => {}
    }
}

fn set_last(object: &mut Node, path: &Path, value: Node) {
    let mut at = object;
    let Some((last, first)) = path.steps.split_last() else { return };
    for step in first {
        let Value::Object(members) = &mut at.value else { return };
        let Some(member) = members.iter_mut().find(|member| member.name == step.name) else { return };
        at = &mut member.node;
    }
    let Some(before) = at.get(&last.name) else { return };
    let value = match (&before.value, value.value) {
        (Value::Number(_), Value::Text(text)) => node(Value::Number(text)),
        (_, value) => node(value),
    };
    set(at, &last.name, value);
}

/// A valid value. Texts that may be of any length are short, so that joined texts fit their rows.
pub fn value(catalogue: &Catalogue, value: &Typed, items: u32) -> Node {
    Making::new(catalogue).value(value, items)
}

/// A text that fits its row.
pub fn plain(value: &Typed) -> String {
    if let Some((listed, _)) = value.values().and_then(|values| values.list.first()) {
        return listed.clone();
    }
    let length = value.length().map(|length| length.sent).unwrap_or_default();
    if let Some(pattern) = value.pattern() {
        let text = matching(pattern, length);
        return match value.padding() {
            Some(pad) => padded(text.trim_start_matches(pad.0), pad),
            None => text,
        };
    }
    let (form, others) = match value.forms().map(|forms| &forms.sent) {
        Some(Forms::OneOf(form, others)) => (Some(*form), others.as_slice()),
        Some(Forms::Any) | None => (None, &[][..]),
    };
    let short = match form {
        Some(Form::DateTime) => moment(others, length).to_owned(),
        Some(Form::Date) => "2020-12-21".to_owned(),
        Some(Form::Time) if length.holds(5) => "17:01".to_owned(),
        Some(Form::Time) => "17:01:11+07:00".to_owned(),
        Some(Form::Url) => "https://a.example".to_owned(),
        Some(Form::Email) => "a@b.example".to_owned(),
        Some(Form::Ipv4) => "10.0.0.1".to_owned(),
        Some(Form::Currency) => "IDR".to_owned(),
        Some(Form::Decimal) => decimal(value),
        Some(Form::Digits | Form::Alphanumeric) | None => {
            "1".repeat((length.min.unwrap_or(1).max(1) as usize).min(LONGEST))
        }
    };
    match value.padding() {
        Some(pad) => padded(&short, pad),
        None => short,
    }
}

/// A moment in the first form that fits the length: the promised one, or one that an erratum put beside it.
fn moment(others: &[OtherFormat], length: Bounds) -> &'static str {
    const PROMISED: &str = "2020-12-21T17:01:11+07:00";
    let written = |other: &OtherFormat| match other {
        OtherFormat::BasicDatetime => "20201221T170111Z",
        OtherFormat::LocalDatetime => "2020-12-21T17:01:11",
        OtherFormat::Milliseconds => "2020-12-21T17:01:11.000+07:00",
        OtherFormat::Epoch => "1608545471000",
        OtherFormat::Any => PROMISED,
    };
    let fits = |text: &&str| u32::try_from(text.len()).is_ok_and(|len| length.holds(len));
    std::iter::once(PROMISED).chain(others.iter().map(written)).find(fits).unwrap_or(PROMISED)
}

/// Whether a text is no plain one.
pub fn is_dated(value: &Typed) -> bool {
    matches!(value.ty, Type::Text(text) if text.kind != TextKind::Plain)
}

fn padded(text: &str, (fill, to): (char, u32)) -> String {
    let missing = (to as usize).min(LONGEST).saturating_sub(text.chars().count());
    format!("{}{text}", fill.to_string().repeat(missing))
}

/// A number that fits its precision, of the fewest characters that its length asks for.
fn decimal(value: &Typed) -> String {
    let decimals = value.precision().and_then(|precisions| precisions.sent.first()).map_or(2, |p| p.decimals);
    let fraction =
        if decimals == 0 { String::new() } else { format!(".{}", "0".repeat((decimals as usize).min(LONGEST))) };
    let least = value.length().and_then(|length| length.sent.min).unwrap_or(1) as usize;
    let least = least.min(LONGEST);
    format!("{}{fraction}", "1".repeat(least.saturating_sub(fraction.len()).max(1)))
}
