//! What holds between members: `at_least_one("a", "b")` on the struct.

use proc_macro2::{Ident, TokenStream};

use super::super::model::{Condition, Relation, Span};
use super::super::raw::keys::{AT_MOST, LENGTH, SAME_AS_HEADER, WITHIN};
use super::super::raw::{Arguments, Given};
use super::condition;
use super::names::Names;
use super::values::{Name, groups, header, limit, names};
use crate::mistakes::Report;
use crate::raw::Keys;
use crate::words::list;

/// Those of a struct, in their order.
pub(crate) fn all(given: &Arguments, known: &Names<'_>, report: &mut Report<'_>) -> Vec<Relation> {
    let mut relations = Vec::new();
    for argument in given.iter() {
        let Given::List(content) = &argument.given else { continue };
        let key = &argument.key;
        relations.extend(match argument.name {
            "at_least_one" => among("AtLeastOne", key, content, known, report),
            "exactly_one" => among("ExactlyOne", key, content, known, report),
            "all_or_none" => among("AllOrNone", key, content, known, report),
            "needs" => among("Needs", key, content, known, report),
            "one_group" => one_group(key, content, known, report),
            "same" => several(key, content, known, report).and_then(|paths| {
                let (whole, parts) = paths.split_first()?;
                Some(Relation::Same(whole.clone(), parts.to_vec()))
            }),
            "order" => pair(key, content, known, report).map(|(a, b)| Relation::Order(a, b)),
            "below" => pair(key, content, known, report).map(|(a, b)| Relation::Below(a, b)),
            "same_as_header" => same_as_header(key, content, known, report),
            "within" => within(key, content, known, report),
            "length" => length(key, content, known, report),
            _ => None,
        });
    }
    relations
}

fn among(
    variant: &'static str,
    key: &Ident,
    content: &TokenStream,
    known: &Names<'_>,
    report: &mut Report<'_>,
) -> Option<Relation> {
    several(key, content, known, report).map(|paths| Relation::Among(variant, paths))
}

/// Two members or more, each once.
fn several(key: &Ident, content: &TokenStream, known: &Names<'_>, report: &mut Report<'_>) -> Option<Vec<String>> {
    let given = names(content, report);
    let paths = each_once(&given, known, report);
    if given.len() < 2 {
        report.at(key, format!("`{key}` holds between two members or more: write `{key}(\"a\", \"b\")`"));
        return None;
    }
    paths
}

fn each_once(given: &[Name], known: &Names<'_>, report: &mut Report<'_>) -> Option<Vec<String>> {
    let mut paths: Vec<String> = Vec::new();
    let mut good = true;
    for name in given {
        match known.path(name, report) {
            Some(path) if paths.contains(&path) => {
                report.at(&name.tokens, format!("`{path}` stands twice: remove one of them"));
                good = false;
            }
            Some(path) => paths.push(path),
            None => good = false,
        }
    }
    good.then_some(paths)
}

fn pair(key: &Ident, content: &TokenStream, known: &Names<'_>, report: &mut Report<'_>) -> Option<(String, String)> {
    let paths = several(key, content, known, report)?;
    match paths.as_slice() {
        [first, second] => Some((first.clone(), second.clone())),
        _ => {
            report.at(key, format!("`{key}` holds between two members: write `{key}(\"a\", \"b\")`"));
            None
        }
    }
}

fn one_group(key: &Ident, content: &TokenStream, known: &Names<'_>, report: &mut Report<'_>) -> Option<Relation> {
    let groups = groups(content, report)?;
    let all: Vec<_> = groups
        .iter()
        .map(|group| {
            let given = names(group, report);
            if given.is_empty() {
                report.at(key, "a group is empty: name its members, or remove it");
                return None;
            }
            each_once(&given, known, report)
        })
        .collect();
    if all.len() < 2 {
        report.at(key, "`one_group` chooses between two groups or more: write `one_group([\"a\", \"b\"], [\"c\"])`");
        return None;
    }
    all.into_iter().collect::<Option<_>>().map(Relation::OneGroup)
}

/// The arguments of a relation that has keys, of which some must be there.
fn keyed(
    key: &Ident,
    content: &TokenStream,
    keys: &'static Keys,
    wanted: &[&str],
    report: &mut Report<'_>,
) -> Option<Arguments> {
    let mut given = Arguments::read(content.clone(), keys, report);
    given.once(keys, &[], report);
    let missing: Vec<_> = wanted
        .iter()
        .filter(|name| !given.has(name))
        .filter_map(|name| keys.find(name))
        .map(|known| known.example)
        .collect();
    if missing.is_empty() {
        return Some(given);
    }
    let is = if missing.len() == 1 { "is" } else { "are" };
    report.at(key, format!("{} {is} missing in `{key}(…)`", list(&missing, "and")));
    None
}

/// The member that a key names.
fn member(given: &Arguments, key: &str, known: &Names<'_>, report: &mut Report<'_>) -> Option<String> {
    let name = Name::given(given.pair(key)?, report)?;
    known.path(&name, report)
}

fn same_as_header(key: &Ident, content: &TokenStream, known: &Names<'_>, report: &mut Report<'_>) -> Option<Relation> {
    let given = keyed(key, content, &SAME_AS_HEADER, &["field", "header"], report)?;
    let member = member(&given, "field", known, report);
    let header = given.pair("header").and_then(|pair| header(pair, report));
    Some(Relation::SameAsHeader(member?, header?))
}

fn within(key: &Ident, content: &TokenStream, known: &Names<'_>, report: &mut Report<'_>) -> Option<Relation> {
    let given = keyed(key, content, &WITHIN, &["from", "to", "at_most"], report)?;
    let (from, to) = (member(&given, "from", known, report), member(&given, "to", known, report));
    let span = given.list("at_most").and_then(|(key, content)| {
        let span = Arguments::read(content.clone(), &AT_MOST, report);
        let (months, days) = (limit(&span, "months", report), limit(&span, "days", report));
        let one = span.iter().count() == 1;
        if !one {
            report.at(key, "one span stands here: write `at_most(months = 1)` or `at_most(days = 31)`");
        }
        months.map(Span::Months).or(days.map(Span::Days)).filter(|_| one)
    });
    Some(Relation::Within(from?, to?, span?))
}

fn length(key: &Ident, content: &TokenStream, known: &Names<'_>, report: &mut Report<'_>) -> Option<Relation> {
    let given = keyed(key, content, &LENGTH, &["field", "when"], report)?;
    let member = member(&given, "field", known, report);
    let (min, max) = (limit(&given, "min", report), limit(&given, "max", report));
    let when = given.list("when").and_then(|(key, content)| condition::one(key, content, known, report));
    if !given.has("min") && !given.has("max") {
        report.at(key, "a length has a limit: write `max = 12`, `min = …` or both");
        return None;
    }
    if let (Some(least), Some(most)) = (min, max)
        && least > most
    {
        report.at(key, format!("nothing has at least {least} and at most {most} characters: mend one of the two"));
        return None;
    }
    let good = (!given.has("min") || min.is_some()) && (!given.has("max") || max.is_some());
    let when = when?.unwrap_or(Condition::Unknown);
    good.then_some(Relation::Length { member: member?, min: min.unwrap_or(0), max: max.unwrap_or(0), when })
}
