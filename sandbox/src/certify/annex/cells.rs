//! A case as cells of a row, for people: one thing a line, `name = value`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::certify::list::{Case, Expect, Is, MemberCheck, Only, Repeats, Send};

/// The columns.
pub(super) const COLUMNS: [&str; 25] = [
    "id",
    "title",
    "clause",
    "service",
    "by_hand",
    "note",
    "code",
    "or",
    "status",
    "message",
    "members",
    "set",
    "remove",
    "headers",
    "twice",
    "without",
    "method",
    "path",
    "signature",
    "token",
    "time",
    "body",
    "raw",
    "repeats",
    "only",
];

/// The cells of a case, in the order of the columns.
pub(super) fn of(case: &Case) -> [String; COLUMNS.len()] {
    let Case { id, title, clause, service, only, send, by_hand, expect, note } = case;
    let none = Send::default();
    let Send { repeats, set, remove, headers, twice, without, method, path, signature, token, time, body, raw } =
        send.as_ref().unwrap_or(&none);
    let Expect { code, or, status, message, members } = expect;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        id.clone(),
        title.clone(),
        text(clause),
        text(service),
        text(by_hand),
        text(note),
        code.clone(),
        or.join("\n"),
        status.map_or_else(String::new, |status| status.to_string()),
        text(message),
        members.iter().map(|(path, check)| member(path, check)).collect::<Vec<_>>().join("\n"),
        pairs(set),
        remove.join("\n"),
        pairs(headers),
        pairs(twice),
        without.join("\n"),
        text(method),
        text(path),
        word(signature.as_ref()),
        word(token.as_ref()),
        text(time),
        word(body.as_ref()),
        text(raw),
        fields(repeats.as_ref()),
        fields(only.as_ref()),
    ]
}

/// The case of some cells, by the names of their columns.
///
/// # Errors
/// What is wrong in which column.
pub(super) fn case(cells: &BTreeMap<String, String>) -> Result<Case, String> {
    let cell = |name: &str| cells.get(name).map(|text| text.trim_end().to_owned()).unwrap_or_default();
    let some = |name: &str| Some(cell(name)).filter(|text| !text.is_empty());
    let list =
        |name: &str| cell(name).lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let map =
        |name: &str| read_pairs(&cell(name)).map_err(|line| format!("column `{name}`: `{line}` is no `name = value`"));
    let status = some("status").map(|text| {
        text.parse().map_err(|_| format!("column `status`: `{text}` is no HTTP status: write three digits"))
    });
    let send = Send {
        repeats: some("repeats").map(|text| read_fields::<Repeats>("repeats", &text)).transpose()?,
        set: map("set")?,
        remove: list("remove"),
        headers: map("headers")?,
        twice: map("twice")?,
        without: list("without"),
        method: some("method"),
        path: some("path"),
        signature: some("signature").map(|text| read_word("signature", &text)).transpose()?,
        token: some("token").map(|text| read_word("token", &text)).transpose()?,
        time: some("time"),
        body: some("body").map(|text| read_word("body", &text)).transpose()?,
        raw: some("raw"),
    };
    let needed = |name: &str| some(name).ok_or_else(|| format!("column `{name}` is empty"));
    Ok(Case {
        id: needed("id")?,
        title: needed("title")?,
        clause: some("clause"),
        service: some("service"),
        only: some("only").map(|text| read_fields::<Only>("only", &text)).transpose()?,
        send: Some(send).filter(|send| *send != Send::default()),
        by_hand: some("by_hand"),
        expect: Expect {
            code: needed("code")?,
            or: list("or"),
            status: status.transpose()?,
            message: some("message"),
            members: cell("members")
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(read_member)
                .collect::<Result<_, _>>()?,
        },
        note: some("note"),
    })
}

fn pairs(map: &BTreeMap<String, String>) -> String {
    map.iter().map(|(name, value)| format!("{name} = {}", quoted(value))).collect::<Vec<_>>().join("\n")
}

/// In quotes where blanks would be lost.
fn quoted(text: &str) -> String {
    if text.trim() != text || text.starts_with('"') || text.contains('\n') || text.is_empty() {
        Value::from(text).to_string()
    } else {
        text.to_owned()
    }
}

fn unquoted(text: &str) -> String {
    let text = text.trim();
    serde_json::from_str::<String>(text).unwrap_or_else(|_| text.to_owned())
}

fn read_pairs(text: &str) -> Result<BTreeMap<String, String>, String> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let (name, value) = line.split_once('=').ok_or_else(|| line.to_owned())?;
            Ok((name.trim().to_owned(), unquoted(value)))
        })
        .collect()
}

fn member(path: &str, check: &MemberCheck) -> String {
    match check {
        MemberCheck { echo: Some(other), .. } => format!("{path} echo {other}"),
        MemberCheck { is: Some(is), .. } => format!("{path} is {}", word(Some(is))),
        MemberCheck { equal, .. } => format!("{path} = {}", quoted(equal.as_deref().unwrap_or_default())),
    }
}

fn read_member(line: &str) -> Result<(String, MemberCheck), String> {
    let none = MemberCheck::default();
    let (path, rest) = line.trim().split_once(' ').unwrap_or((line, ""));
    let check = match rest.trim().split_once(' ') {
        Some(("=", text)) => MemberCheck { equal: Some(unquoted(text)), ..none },
        Some(("echo", other)) => MemberCheck { echo: Some(other.trim().to_owned()), ..none },
        Some(("is", text)) => MemberCheck { is: Some(read_word::<Is>("members", text.trim())?), ..none },
        _ => {
            return Err(format!(
                "column `members`: `{line}` says nothing of a member: write `path = text`, `path echo path` or `path is present`"
            ));
        }
    };
    Ok((path.to_owned(), check))
}

/// A word of a closed set, as lists write it.
fn word<T: Serialize>(value: Option<&T>) -> String {
    value.and_then(|value| serde_json::to_value(value).ok()?.as_str().map(str::to_owned)).unwrap_or_default()
}

fn read_word<T: DeserializeOwned>(column: &str, text: &str) -> Result<T, String> {
    serde_json::from_value(Value::from(text)).map_err(|error| format!("column `{column}`: {error}"))
}

/// The members of a small struct, `name = value`.
fn fields<T: Serialize>(value: Option<&T>) -> String {
    let Some(Ok(Value::Object(map))) = value.map(serde_json::to_value) else { return String::new() };
    let line = |(name, value): (&String, &Value)| {
        format!("{name} = {}", value.as_str().map_or_else(|| value.to_string(), quoted))
    };
    map.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn read_fields<T: DeserializeOwned>(column: &str, text: &str) -> Result<T, String> {
    let pairs = read_pairs(text).map_err(|line| format!("column `{column}`: `{line}` is no `name = value`"))?;
    let value = |text: String| match text.as_str() {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => Value::from(text),
    };
    let map: Map<String, Value> = pairs.into_iter().map(|(name, text)| (name, value(text))).collect();
    serde_json::from_value(Value::Object(map)).map_err(|error| format!("column `{column}`: {error}"))
}
