//! Conditions: `when(absent = "accountNo")`.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;

use super::super::model::Condition;
use super::super::raw::{Argument, Arguments, Given, keys::WHEN};
use super::names::Names;
use super::values::{Name, header, one_or_many};
use crate::check::values::text;
use crate::mistakes::Report;
use crate::raw::{Entry, Value, entries};

/// One condition in a list. None if it is wrong; `Some(None)` if no program can tell it.
pub(crate) fn one(
    key: &Ident,
    content: &TokenStream,
    names: &Names<'_>,
    report: &mut Report<'_>,
) -> Option<Option<Condition>> {
    let given = Arguments::read(content.clone(), &WHEN, report);
    let mut all = given.iter();
    let Some(first) = all.next() else {
        if content.is_empty() {
            report.at(key, format!("`{key}()` is empty: write `{key}(absent = \"accountNo\")`"));
        }
        return None;
    };
    if let Some(second) = all.next() {
        report
            .at(&second.key, format!("`{key}` has one condition: join several as `{key}(all(…))` or `{key}(any(…))`"));
        return None;
    }
    let condition = part(first, names, report)?;
    Some((!matches!(condition, Condition::Unknown)).then_some(condition))
}

fn part(argument: &Argument, names: &Names<'_>, report: &mut Report<'_>) -> Option<Condition> {
    let key = &argument.key;
    match (&argument.given, argument.name) {
        (Given::Flag, "success") => Some(Condition::Success),
        (Given::Flag, "failure") => Some(Condition::Failure),
        (Given::Flag, "unstated") => Some(Condition::Unknown),
        (Given::Pair(pair), "present") => names.path(&Name::given(pair, report)?, report).map(Condition::Present),
        (Given::Pair(pair), "absent") => names.path(&Name::given(pair, report)?, report).map(Condition::Absent),
        (Given::Pair(pair), "header_present") => header(pair, report).map(Condition::Header),
        (Given::Pair(pair), "header_absent") => header(pair, report).map(Condition::NoHeader),
        (Given::Pair(pair), "prose") => text(pair, report).map(|_| Condition::Unknown),
        (Given::List(content), "equals") => equals(key, content, names, report),
        (Given::List(content), "all") => parts(key, content, names, report).map(Condition::All),
        (Given::List(content), "any") => parts(key, content, names, report).map(Condition::Any),
        (Given::List(content), "not") => {
            let inner = one(key, content, names, report)?.unwrap_or(Condition::Unknown);
            Some(match inner {
                Condition::Present(path) => Condition::Absent(path),
                Condition::Header(name) => Condition::NoHeader(name),
                inner => Condition::Not(Box::new(inner)),
            })
        }
        _ => None,
    }
}

fn parts(key: &Ident, content: &TokenStream, names: &Names<'_>, report: &mut Report<'_>) -> Option<Vec<Condition>> {
    let given = Arguments::read(content.clone(), &WHEN, report);
    let parts: Vec<_> = given.iter().map(|argument| part(argument, names, report)).collect();
    if parts.len() < 2 {
        report.at(key, format!("`{key}` joins two conditions or more: write `{key}(absent = \"a\", absent = \"b\")`"));
        return None;
    }
    parts.into_iter().collect()
}

/// `equals(channel = "CIMB", "additionalInfo.kind" = ["B2B", "B2C"])`: each member has the value, or one of the values.
fn equals(key: &Ident, content: &TokenStream, names: &Names<'_>, report: &mut Report<'_>) -> Option<Condition> {
    let mut all = Vec::new();
    for entry in entries(content.clone(), report) {
        let (name, value) = match entry {
            Entry::Pair(pair) => {
                (Name { text: pair.key.unraw().to_string(), tokens: pair.key.to_token_stream() }, pair.value)
            }
            Entry::TextPair { key, value } => (Name { text: key.value(), tokens: key.to_token_stream() }, value),
            Entry::Word(word) => {
                report.at(&word, format!("a value is missing: write `{key}({word} = \"…\")`"));
                all.push(None);
                continue;
            }
            Entry::Literal(literal) => {
                report
                    .at(&literal, format!("a member and its value stand here: write `{key}(\"channel\" = \"CIMB\")`"));
                all.push(None);
                continue;
            }
            Entry::List(list) => {
                let name = &list.key;
                report.at(name, format!("several values stand in square brackets: write `{name} = [\"Y\", \"N\"]`"));
                all.push(None);
                continue;
            }
        };
        if matches!(value, Value::Missing) {
            report.at(&name.tokens, format!("a value is missing: write `{} = \"…\"`", name.tokens));
        }
        let path = names.path(&name, report);
        let values = one_or_many(&value, report);
        all.push(
            path.zip(values).map(|(path, values)| Condition::Is(path, values.iter().map(syn::LitStr::value).collect())),
        );
    }
    if all.is_empty() {
        if content.is_empty() {
            report.at(key, format!("`{key}()` is empty: write `{key}(channel = \"CIMB\")`"));
        }
        return None;
    }
    let mut all = all.into_iter().collect::<Option<Vec<_>>>()?;
    if all.len() == 1 { all.pop() } else { Some(Condition::All(all)) }
}
