//! One field: a member, or what keeps the unknown ones.

use heck::ToLowerCamelCase as _;
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::{Lit, LitStr};

use super::super::model::{Demand, Member, Need, Presence};
use super::super::raw::Field;
use super::condition;
use super::kind::{is_extra, kind, optional, shown};
use super::names::Names;
use super::rule;
use crate::check::values::text;
use crate::mistakes::Report;
use crate::raw::Value;

/// What a field is.
pub(crate) enum Role {
    Member(Box<Member>),
    Extra,
}

/// What can be told of a field by itself.
pub(crate) fn outline(field: &Field, report: &mut Report<'_>) -> Option<Role> {
    if is_extra(&field.ty) {
        for argument in field.arguments.iter() {
            report.at(&argument.key, "this field is no member, but keeps those that are unknown: remove `#[snap(…)]`");
        }
        return Some(Role::Extra);
    }
    let wire = wire(field, report);
    // Looked at here, so that both are told of a field of the wrong type.
    let presence = presence(field, report);
    let Some(ty) = optional(&field.ty) else {
        // What it would be inside of an `Option` may be wrong as well, and is then the narrower word.
        if kind(&field.ty, report).is_some() {
            report.at(&field.ty, format!("any member may be absent: write `Option<{}>`", shown(&field.ty)));
        }
        return None;
    };
    if is_extra(ty) {
        kind(ty, report);
        return Some(Role::Extra);
    }
    Some(Role::Member(Box::new(Member {
        ident: field.ident.clone(),
        ty: ty.clone(),
        kind: kind(ty, report)?,
        wire,
        presence,
        docs: field.docs.clone(),
    })))
}

/// The name on the wire: camelCase, as everywhere in the standard, or what is given.
pub(crate) fn wire(field: &Field, report: &mut Report<'_>) -> String {
    let own = wire_of(field);
    match field.arguments.pair("rename").and_then(|pair| text(pair, report)) {
        Some(given) if given.value().is_empty() => {
            report.at(given, format!("a member has a name: write `rename = \"{own}\"`, or leave it out"));
        }
        Some(given) => return given.value(),
        None if own.is_empty() => {
            report.at(&field.ident, "this name has no letter: write `#[snap(rename = \"…\")]`");
        }
        None => {}
    }
    own
}

/// The name that follows from that of the field.
pub(crate) fn wire_of(field: &Field) -> String {
    field.ident.unraw().to_string().to_lower_camel_case()
}

/// None if it cannot be told, which has been reported.
fn presence(field: &Field, report: &mut Report<'_>) -> Option<Presence> {
    if !field.arguments.has("presence") {
        return Some(Presence::Optional);
    }
    let pair = field.arguments.pair("presence")?;
    let given = match &pair.value {
        // Who leaves the quotes out is told so, with the letter that was meant.
        Value::Word { text, tokens } => Some((text.clone(), tokens.clone())),
        Value::Literal(Lit::Str(text)) => Some((text.value(), text.to_token_stream())),
        _ => None,
    };
    let Some((letter, tokens)) = given else {
        report.at(&pair.value, "`presence` is a letter in quotes: write `presence = \"M\"`, `\"O\"` or `\"C\"`");
        return None;
    };
    let (presence, meant) = match letter.to_lowercase().as_str() {
        "m" | "mandatory" | "required" => (Presence::Mandatory, "M"),
        "o" | "optional" => (Presence::Optional, "O"),
        "c" | "conditional" => (Presence::Conditional, "C"),
        _ => {
            report
                .at(tokens, "`presence` is \"M\" (mandatory), \"O\" (optional) or \"C\" (conditional, with `when(…)`)");
            return None;
        }
    };
    if letter != meant || !matches!(pair.value, Value::Literal(_)) {
        report.at(tokens, format!("write `presence = \"{meant}\"`"));
    }
    Some(presence)
}

/// The letter of a part of an amount, which has no condition.
pub(crate) fn is_mandatory(given: Option<&LitStr>, report: &mut Report<'_>) -> bool {
    let Some(given) = given else { return true };
    match given.value().as_str() {
        "M" => true,
        "O" => false,
        _ => {
            report.at(given, "a part of an amount is mandatory or optional: write `presence = \"M\"` or `\"O\"`");
            true
        }
    }
}

/// What is demanded of a member.
pub(crate) fn demand(
    field: &Field,
    member: &Member,
    is_head: bool,
    names: &Names<'_>,
    report: &mut Report<'_>,
) -> Option<Demand> {
    let given = &field.arguments;
    let rule = rule::of(given, &member.kind, report);
    let condition =
        given.list("when").and_then(|(key, content)| condition::one(key, content, &names.but(&member.wire), report));
    let need = match member.presence {
        Some(Presence::Mandatory) if is_head => Some(Need::Always),
        Some(Presence::Mandatory) => Some(Need::Must),
        Some(Presence::Optional) => Some(Need::May),
        Some(Presence::Conditional) => condition.map(|condition| condition.map_or(Need::May, Need::When)),
        None => None,
    };
    match (member.presence, given.get("when"), given.get("presence")) {
        (Some(Presence::Conditional), None, Some(presence)) => report.at(
            &presence.key,
            "a conditional member says when it must be there: write `when(…)` beside it, or `when(unstated)` where the \
             page does not say",
        ),
        (Some(Presence::Mandatory | Presence::Optional), Some(when), _) => report
            .at(&when.key, "`when(…)` is the condition of a conditional member: write `presence = \"C\"` beside it"),
        _ => {}
    }
    Some(Demand { need: need?, rule: rule?, sensitive: given.has("sensitive"), nullable: given.has("nullable") })
}
