//! Members of messages, by path.

use serde_json::{Map, Value};

use super::money::Money;

/// A member: `a.b`, or `list.0.b`.
pub(crate) fn at<'v>(message: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(message, |value, step| match value {
        Value::Array(items) => step.parse().ok().and_then(|index: usize| items.get(index)),
        _ => value.get(step),
    })
}

/// A single value as text, without blanks around it; none where it is empty.
pub(crate) fn text(message: &Value, path: &str) -> Option<String> {
    plain(at(message, path)?)
}

/// The same of a value.
pub(crate) fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The first of several members that is there.
pub(crate) fn first_text(message: &Value, paths: &[&str]) -> Option<String> {
    paths.iter().find_map(|path| text(message, path))
}

/// The first of several amounts that is there.
pub(crate) fn first_money(message: &Value, paths: &[&str]) -> Option<Money> {
    paths.iter().find_map(|path| Money::read(at(message, path)?))
}

/// Calls every member of every object, the outer ones first.
pub(crate) fn each_member(value: &mut Value, change: &mut dyn FnMut(&str, &mut Value)) {
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                change(name, member);
                each_member(member, change);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_member(item, change)),
        _ => {}
    }
}

/// Whether two values have one JSON form; amounts are objects with the same members.
pub(crate) fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => is_amount(a) == is_amount(b),
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

pub(crate) fn is_amount(members: &Map<String, Value>) -> bool {
    members.contains_key("value") && members.contains_key("currency")
}

/// Puts a value at the path of a violation, `a.b[0].c`; takes the member away without one.
pub(crate) fn put(message: &mut Value, path: &str, value: Option<Value>) {
    let steps: Vec<&str> = path.split(['.', '[', ']']).filter(|step| !step.is_empty()).collect();
    let Some((last, above)) = steps.split_last() else { return };
    let Some(holder) = above.iter().try_fold(message, |value, step| step_mut(value, step)) else { return };
    match (holder, value) {
        (Value::Object(members), Some(value)) => {
            members.insert((*last).to_owned(), value);
        }
        (Value::Object(members), None) => {
            members.shift_remove(*last);
        }
        (Value::Array(items), Some(value)) => {
            if let Some(item) = last.parse().ok().and_then(|index: usize| items.get_mut(index)) {
                *item = value;
            }
        }
        _ => {}
    }
}

/// What stands at the path of a violation.
pub(crate) fn found<'v>(message: &'v Value, path: &str) -> Option<&'v Value> {
    path.split(['.', '[', ']']).filter(|step| !step.is_empty()).try_fold(message, |value, step| match value {
        Value::Object(members) => members.get(step),
        // The first row stands for all.
        Value::Array(items) => step.parse().ok().and_then(|index: usize| items.get(index)).or(items.first()),
        _ => None,
    })
}

fn step_mut<'v>(value: &'v mut Value, step: &str) -> Option<&'v mut Value> {
    match value {
        Value::Object(members) => members.get_mut(step),
        Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    }
}
