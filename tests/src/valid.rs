//! Messages that obey every row of their table, built from the model and from nothing else.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;
use snap_codegen::ir::condition::RuleKind;
use snap_codegen::ir::field::{Decimal, Field, Text, TextKind, Type};
use snap_codegen::ir::{Catalogue, Message, Rule, Service};
use snap_codegen::json::{Member, Node, Value};
use snap_codegen::spec::field::Format;

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
    let mut root = object(catalogue, &message.fields, &message.rules);
    if response {
        set(&mut root, "responseCode", text(format!("200{}00", service.code)));
    }
    root
}

fn object(catalogue: &Catalogue, fields: &[Field], rules: &[Rule]) -> Node {
    let members = fields.iter().map(|field| member(&field.name, value(catalogue, &field.ty, 1))).collect();
    let mut object = node(Value::Object(members));
    for rule in rules {
        obey(&mut object, &rule.kind);
    }
    object
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

/// Every member is there; rules that want fewer, or want them to agree, are met here.
fn obey(object: &mut Node, rule: &RuleKind) {
    match rule {
        RuleKind::ExactlyOne(names) => {
            if let Value::Object(members) = &mut object.value {
                members.retain(|member| !names.iter().skip(1).any(|name| *name == member.name));
            }
        }
        RuleKind::Same(name, others) => {
            let joined = others.iter().filter_map(|other| object.get(other)?.as_text()).collect::<String>();
            set(object, name, text(joined));
        }
        _ => {}
    }
}

/// A valid value. Texts that may be of any length are short, so that joined texts fit their rows.
pub fn value(catalogue: &Catalogue, ty: &Type, items: u32) -> Node {
    match ty {
        Type::Text(rule) => text(plain(rule)),
        Type::Decimal(rule) => text(decimal(rule)),
        Type::Integer(_) | Type::Number(None) => node(Value::Number("1".to_owned())),
        Type::Number(Some((_, decimals))) => node(Value::Number(fraction(*decimals))),
        Type::Boolean => node(Value::Bool(true)),
        Type::Any | Type::Object(snap_codegen::ir::Shape { fields: None, .. }) => node(Value::Object(Vec::new())),
        Type::Object(shape) => object(catalogue, shape.fields.as_deref().unwrap_or_default(), &shape.rules),
        Type::Named(named) => match catalogue.named(named) {
            Some(named) => object(catalogue, &named.fields, &named.rules),
            None => node(Value::Object(Vec::new())),
        },
        Type::Amount(amount) => node(Value::Object(vec![
            member("value", value(catalogue, &amount.value.ty, 1)),
            member("currency", value(catalogue, &amount.currency.ty, 1)),
        ])),
        Type::Array(array) => {
            let count = array.exact.or(array.min).unwrap_or(items).max(1);
            node(Value::Array((0..count).map(|_| value(catalogue, &array.item, 1)).collect()))
        }
        Type::Map(item) => node(Value::Object(vec![member("1", value(catalogue, item, 1))])),
    }
}

/// A text that fits its row.
pub fn plain(rule: &Text) -> String {
    if let Some((value, _)) = rule.values.first() {
        return value.clone();
    }
    match rule.kind {
        TextKind::DateTime => return "2020-12-21T17:01:11+07:00".to_owned(),
        TextKind::Date => return "2020-12-21".to_owned(),
        TextKind::Time => return "17:01".to_owned(),
        TextKind::Plain => {}
    }
    if let Some(pattern) = &rule.pattern {
        let text = matching(pattern, rule);
        return match rule.pad {
            Some(pad) => padded(text.trim_start_matches(pad.0), pad),
            None => text,
        };
    }
    let short = match rule.format {
        Some(Format::Url) => "https://a.example".to_owned(),
        Some(Format::Email) => "a@b.example".to_owned(),
        Some(Format::Ipv4) => "10.0.0.1".to_owned(),
        Some(Format::Currency) => "IDR".to_owned(),
        Some(Format::Digits | Format::Alphanumeric) | None => {
            let len = rule.exact.or(rule.min).unwrap_or(1).max(1);
            "1".repeat(len as usize)
        }
    };
    match rule.pad {
        Some(pad) => padded(&short, pad),
        None => short,
    }
}

fn padded(text: &str, (fill, to): (char, u32)) -> String {
    let missing = (to as usize).saturating_sub(text.chars().count());
    format!("{}{text}", fill.to_string().repeat(missing))
}

/// A text that matches a pattern and fits the length: the same one every time.
fn matching(pattern: &str, rule: &Text) -> String {
    let mut runner = TestRunner::deterministic();
    // The runtime's classes are those of ASCII, as in the documents; the generator's would be all of Unicode.
    let ascii = pattern.replace(r"\d", "[0-9]").replace(r"\s", " ").replace(r"\w", "[0-9A-Za-z_]");
    let Ok(texts) = string_regex(&ascii) else { return String::new() };
    let fits = |text: &String| {
        let len = text.chars().count();
        rule.max.is_none_or(|max| len <= max as usize) && rule.exact.is_none_or(|exact| len == exact as usize)
    };
    let tries = (0..1000).filter_map(|_| texts.new_tree(&mut runner).ok().map(|tree| tree.current()));
    tries.into_iter().find(fits).unwrap_or_default()
}

fn decimal(rule: &Decimal) -> String {
    fraction(rule.precision.map_or(2, |(_, decimals)| decimals))
}

fn fraction(decimals: u32) -> String {
    if decimals == 0 { "1".to_owned() } else { format!("1.{}", "0".repeat(decimals as usize)) }
}
