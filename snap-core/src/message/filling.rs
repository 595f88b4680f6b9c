//! Fills questions, and reads answers, as JSON: once for all types.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::json::extra::Form;
use crate::json::raw;
use crate::message::inquiry::{Fate, Sent};
use crate::meta::question::{Fill, Origin, Question, Tells, Told};

/// The question about a call, as a JSON object.
pub(crate) fn fill(question: &Question, request: &[u8], sent: &Sent) -> Vec<u8> {
    let response = sent.response.as_deref().unwrap_or_default();
    let value = |fill: &Fill| match fill.from {
        Origin::Request(path) => at(request, path).and_then(|raw| taken(raw, fill)),
        Origin::Response(path) => at(response, path).and_then(|raw| taken(raw, fill)),
        Origin::ExternalId => sent.external_id.as_deref().and_then(text),
        Origin::Time => sent.time.as_deref().and_then(text),
        Origin::Code => text(question.first.code),
        Origin::Text(constant) => text(constant),
        // No question is asked in answer to anything.
        Origin::Message => None,
    };
    filled(Vec::with_capacity(question.fill.len()), question.fill, value)
}

/// A refusal, as a JSON object: code and message, and the members that the service's refusals carry.
#[cfg(feature = "server")]
pub(crate) fn refusal(fills: &[Fill], request: &[u8], external_id: Option<&str>, code: &str, message: &str) -> Vec<u8> {
    let value = |fill: &Fill| match fill.from {
        // What is refused may be of any shape: a single value is repeated, and nothing else.
        Origin::Request(path) => at(request, path).filter(|raw| plain(raw).is_some()).and_then(|raw| taken(raw, fill)),
        Origin::ExternalId => external_id.and_then(text),
        Origin::Code => text(code),
        Origin::Text(constant) => text(constant),
        Origin::Message => text(cut(message, fill.most)),
        // Nothing else is at hand when a call is refused.
        Origin::Response(_) | Origin::Time => None,
    };
    let first = vec![(vec!["responseCode"], quoted(code)), (vec!["responseMessage"], quoted(message))];
    filled(first, fills, value)
}

/// The value of a member, as a plain text; none for what is absent, null or no single value.
#[cfg(feature = "server")]
pub(crate) fn value_at<'a>(json: &'a [u8], path: &str) -> Option<Cow<'a, str>> {
    at(json, path).filter(|raw| !is_nothing(raw)).and_then(plain)
}

/// A message as far as its member holds it.
#[cfg(feature = "server")]
fn cut(message: &str, most: u32) -> &str {
    let end = message.char_indices().nth(most as usize).filter(|_| most > 0);
    end.map_or(message, |(end, _)| message.get(..end).unwrap_or_default())
}

fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| quoted(text))
}

/// An object of values, and of what is filled in. Where two places hold the same, the first that has it counts.
fn filled(first: Vec<(Vec<&str>, String)>, fills: &[Fill], value: impl Fn(&Fill) -> Option<String>) -> Vec<u8> {
    let mut values = first;
    for fill in fills {
        let path: Vec<_> = fill.to.split('.').collect();
        if let Some(value) = value(fill)
            && values.iter().all(|(other, _)| *other != path)
        {
            values.push((path, value));
        }
    }
    let mut out = String::with_capacity(256);
    object(&mut out, 0, &values.iter().map(|(path, value)| (path.as_slice(), value.as_str())).collect::<Vec<_>>());
    out.into_bytes()
}

/// Those of some members that an object lacks.
pub(crate) fn missing(members: &'static [&'static str], json: &[u8]) -> Vec<&'static str> {
    members.iter().copied().filter(|path| at(json, path).is_none_or(is_nothing)).collect()
}

/// What the answer to a question says of the call that had this request.
pub(crate) fn fate(question: &Question, request: &[u8], query: &[u8], answer: &[u8]) -> Fate {
    if !is_about(query, answer) {
        return Fate::Unsaid;
    }
    match &question.tells {
        Tells::Member(told) => said(told, request, answer),
        Tells::Answered => Fate::Success,
        Tells::Nothing => Fate::Unsaid,
    }
}

fn said(told: &Told, request: &[u8], answer: &[u8]) -> Fate {
    let value = match told.member.split_once("[].") {
        None => at(answer, told.member),
        Some((list, member)) => {
            let wanted = told.of.and_then(|(member, path)| Some((member, plain(at(request, path)?)?)));
            let Some((name, wanted)) = wanted else { return Fate::Unsaid };
            let elements = at(answer, list).and_then(raw::elements).unwrap_or_default();
            let mut meant = elements
                .into_iter()
                .filter(|element| below(element, name).and_then(plain).is_some_and(|value| value == wanted));
            // Of several that claim to be it, none is believed.
            match (meant.next(), meant.next()) {
                (Some(element), None) => below(element, member),
                _ => None,
            }
        }
    };
    let Some(value) = value.and_then(plain) else { return Fate::Unsaid };
    let is_in = |values: &[&str]| values.iter().any(|known| known.eq_ignore_ascii_case(value.trim()));
    if is_in(told.success) {
        Fate::Success
    } else if is_in(told.failure) {
        Fate::Failure
    } else if is_in(told.not_found) {
        Fate::NotFound
    } else {
        Fate::Open
    }
}

/// An answer that names another call of ours than the one that was asked about says nothing of it.
fn is_about(query: &[u8], answer: &[u8]) -> bool {
    const ORIGINAL: &str = "originalPartnerReferenceNo";
    let of = |json| at(json, ORIGINAL).filter(|raw| !is_nothing(raw)).and_then(plain);
    match (of(query), of(answer)) {
        (Some(asked), Some(answered)) => asked.trim() == answered.trim(),
        _ => true,
    }
}

/// The value at a path below an object; none of what is no JSON object.
fn at<'a>(json: &'a [u8], path: &str) -> Option<&'a RawValue> {
    inside(std::str::from_utf8(json).ok()?.trim(), path)
}

fn below<'a>(raw: &'a RawValue, path: &str) -> Option<&'a RawValue> {
    inside(raw.get(), path)
}

/// The value below a path in the text of an object.
fn inside<'a>(object: &'a str, path: &str) -> Option<&'a RawValue> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let value = raw::member(object, name)?;
    match rest {
        Some(rest) => below(value, rest),
        None => Some(value),
    }
}

fn plain(raw: &RawValue) -> Option<Cow<'_, str>> {
    match raw::form(raw) {
        Form::Text => raw::text(raw),
        Form::Number | Form::Boolean => Some(Cow::Borrowed(raw.get())),
        Form::Null | Form::Object | Form::Array | Form::OtherName | Form::HalfPair => None,
    }
}

fn is_nothing(raw: &RawValue) -> bool {
    raw::form(raw) == Form::Null || raw::text(raw).is_some_and(|text| text.is_empty())
}

/// A value as it goes into the question: a number that came where a text is asked for is a text.
fn taken(raw: &RawValue, fill: &Fill) -> Option<String> {
    if is_nothing(raw) {
        return None;
    }
    match raw::form(raw) {
        Form::Number | Form::Boolean if !fill.number => Some(quoted(raw.get())),
        _ => {
            let mut out = String::new();
            raw::push_compact(&mut out, raw.get());
            Some(out)
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Writes an object of values by their paths, members in the order in which they come first.
fn object(out: &mut String, depth: usize, values: &[(&[&str], &str)]) {
    out.push('{');
    let mut names: Vec<&str> = Vec::new();
    for (path, value) in values {
        let Some(&name) = path.get(depth).filter(|name| !names.contains(name)) else { continue };
        if !names.is_empty() {
            out.push(',');
        }
        names.push(name);
        out.push_str(&quoted(name));
        out.push(':');
        if path.len() == depth + 1 {
            out.push_str(value);
        } else {
            let inside: Vec<_> = values
                .iter()
                .filter(|(other, _)| other.get(depth) == Some(&name) && other.len() > depth + 1)
                .copied()
                .collect();
            object(out, depth + 1, &inside);
        }
    }
    out.push('}');
}
