//! From the raw struct to the checked model. Every check goes on after a mistake: what is wrong is left out, and the rest
//! is looked at all the same.

mod amount;
mod condition;
mod kind;
mod limits;
mod member;
mod names;
mod pattern;
mod relation;
mod rule;
mod values;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use proc_macro2::Ident;
use syn::ext::IdentExt as _;

use self::member::Role;
use self::names::Names;
use super::model::{Answer, CODE, Demand, Kind, MESSAGE, Member, Message, Outline};
use super::raw::{Field, Input};
use crate::check::values::{path, text};
use crate::mistakes::{Mistakes, Part, Report};

/// What the checks have made of a struct.
pub(crate) struct Checked {
    pub(crate) outline: Outline,
    /// The message, if nothing is wrong with it.
    pub(crate) message: Option<Message>,
}

/// Checks all of a struct.
pub(crate) fn check(input: &Input, mistakes: &mut Mistakes) -> Checked {
    let fields = input.fields.as_deref().unwrap_or_default();
    let mut members: Vec<(&Field, Member)> = Vec::new();
    let mut extra: Option<&Ident> = None;
    for field in fields {
        let report = &mut mistakes.on(Part::Field(field.index));
        match member::outline(field, report) {
            Some(Role::Member(member)) => members.push((field, *member)),
            Some(Role::Extra) => match extra {
                None => extra = Some(&field.ident),
                Some(first) => {
                    report.at(&field.ident, format!("`{first}` keeps what is unknown already: remove this one"))
                }
            },
            None => {}
        }
    }
    if extra.is_none() && input.fields.is_some() {
        let message = "a field for what is unknown is missing: write `pub extra: Extra`";
        mistakes.on(Part::Message).at(&input.ident, message);
    }
    unique(&members, mistakes);

    let names = Names::of(fields, members.iter().map(|(_, member)| member));
    let answer = answer(input, &members, mistakes);
    let demands: Vec<Option<Demand>> = members
        .iter()
        .map(|(field, own)| {
            let is_head = answer.is_some() && (own.wire == CODE || own.wire == MESSAGE);
            member::demand(field, own, is_head, &names, &mut mistakes.on(Part::Field(field.index)))
        })
        .collect();
    let report = &mut mistakes.on(Part::Message);
    let relations = relation::all(&input.arguments, &names, report);
    let runtime = match input.arguments.get("crate") {
        Some(_) => input.arguments.pair("crate").and_then(|pair| path(pair, report)),
        None => syn::parse_str("::snap_bi").ok(),
    };
    let name = name(input, report);
    let message = match (extra, demands.into_iter().collect::<Option<Vec<_>>>()) {
        (Some(extra), Some(demands)) if mistakes.is_empty() => {
            Some(Message { name, demands, extra: extra.clone(), relations })
        }
        _ => None,
    };
    let outline = Outline {
        runtime,
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        fields: members.into_iter().map(|(_, member)| member).collect(),
        has_new: answer.is_none() && input.fields.is_some() && !input.arguments.has("without_new"),
        answer,
        hopeless: input.hopeless,
    };
    Checked { outline, message }
}

/// Two members of one name cannot both be read.
fn unique(members: &[(&Field, Member)], mistakes: &mut Mistakes) {
    let mut known: HashMap<&str, &Ident> = HashMap::new();
    for (field, member) in members {
        match known.entry(&member.wire) {
            Entry::Vacant(free) => {
                free.insert(&member.ident);
            }
            Entry::Occupied(taken) => {
                let report = &mut mistakes.on(Part::Field(field.index));
                let message = format!("`{}` is called \"{}\" on the wire already", taken.get(), taken.key());
                match field.arguments.pair("rename") {
                    Some(pair) => report.at(&pair.value, message),
                    None => report.at(&member.ident, format!("{message}: write `#[snap(rename = \"…\")]`")),
                }
            }
        }
    }
}

fn name(input: &Input, report: &mut Report<'_>) -> String {
    let given = input.arguments.pair("name").and_then(|pair| text(pair, report));
    match given {
        Some(given) if given.value().trim().is_empty() => {
            report.at(given, "the name of a message is not empty: write it, or leave `name` out");
            String::new()
        }
        Some(given) => given.value(),
        None => input.ident.unraw().to_string(),
    }
}

/// A message with a response code is an answer, unless it stands within one.
fn answer(input: &Input, members: &[(&Field, Member)], mistakes: &mut Mistakes) -> Option<Answer> {
    let (said, nested) = (input.arguments.get("answer"), input.arguments.has("nested"));
    if let Some(said) = said.filter(|_| nested) {
        mistakes.on(Part::Message).at(&said.key, "what is `nested` in a message is no answer: remove one of the two");
    }
    if nested {
        return None;
    }
    let member = |wire: &str| members.iter().find(|(_, member)| member.wire == wire);
    let code = member(CODE);
    if let Some((field, code)) = code.filter(|(_, code)| code.kind != Kind::Text) {
        mistakes.on(Part::Field(field.index)).at(
            &code.ty,
            "a response code is text: write `Option<String>`; what is no answer but stands within one has \
             `#[snap(nested)]` on the struct",
        );
        return None;
    }
    let ident = |found: Option<&(&Field, Member)>| found.map(|(_, member)| member.ident.clone());
    let message = member(MESSAGE).filter(|(_, message)| message.kind == Kind::Text);
    (said.is_some() || code.is_some()).then(|| Answer { code: ident(code), message: ident(message) })
}
