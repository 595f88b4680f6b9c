//! `status:` of a service: how it is asked what became of a call.

use crate::finding::Findings;
use crate::ir::inquiry::{Fill, Inquiry, Origin, Tells, Told};
use crate::ir::{Members, MessageId, Placed, Target};
use crate::rule_id;
use crate::spec::At;
use crate::spec::status::{self as raw, Asked, Status};

/// The service that tells.
pub(super) fn service(status: Option<&At<Status>>) -> Option<Placed<String>> {
    status.map(|status| (&Status::service(status)).into())
}

/// How it is asked; none where only its name is said.
pub(super) fn inquiry(status: Option<&At<Status>>, findings: &mut Findings) -> Option<Inquiry> {
    let status = status?;
    let asked = match &status.value {
        Status::Name(_) => return None,
        Status::Asked(asked) => asked,
    };
    Some(Inquiry {
        service: (&asked.service).into(),
        fill: asked.fill.iter().map(|(to, from)| asked_of(to, from, findings)).collect(),
        ask: asked.ask.iter().map(members).collect(),
        tells: tells(asked, status, findings),
    })
}

/// A member by its path.
pub(super) fn members(text: &At<String>) -> Placed<Members> {
    Placed::new(Members::read(text), text.loc)
}

/// A member with where its value comes from: `read` knows the places, `unread` is told what is none.
pub(super) fn fill(
    to: &At<String>,
    from: At<&raw::Origin>,
    read: impl FnOnce(&str) -> Option<Origin>,
    unread: impl FnOnce(&str),
) -> Fill {
    let origin = match from.value {
        raw::Origin::Value(constant) => Origin::Constant(constant.value.value.clone()),
        raw::Origin::From(text) => read(text).unwrap_or_else(|| {
            unread(text);
            Origin::Unread(text.clone())
        }),
    };
    Fill { to: members(to), from: Placed::new(origin, from.loc) }
}

fn asked_of(to: &At<String>, from: &At<raw::Origin>, findings: &mut Findings) -> Fill {
    fill(to, At::new(&from.value, from.loc), origin, |text| {
        findings.add(
            rule_id::INQUIRY_ORIGIN,
            from.loc,
            format!("`{text}` is no part of the first call"),
            "write `request.member`, `response.member`, `headers.X-EXTERNAL-ID`, `headers.X-TIMESTAMP`, `code`, or \
             `{ value: \"text\" }` for what is always the same",
        );
    })
}

fn origin(text: &str) -> Option<Origin> {
    match Target::read(text) {
        Target::Message(MessageId::Request, members) if !members.is_root() => Some(Origin::Request(members)),
        Target::Message(MessageId::Response(None), members) if !members.is_root() => Some(Origin::Response(members)),
        Target::Header { set: None, name: Some(name) } if name == "X-EXTERNAL-ID" => Some(Origin::ExternalId),
        Target::Header { set: None, name: Some(name) } if name == "X-TIMESTAMP" => Some(Origin::Time),
        Target::Code => Some(Origin::Code),
        _ => None,
    }
}

fn tells(asked: &Asked, status: &At<Status>, findings: &mut Findings) -> Placed<Tells> {
    let Some(tells) = &asked.tells else { return Placed::new(Tells::Latest, status.loc) };
    let mut wrong = |message: &str| {
        let fix = "write `member` with the values of `success` and `failure`; else `answered: success`, or `nothing:` with the reason";
        findings.add(rule_id::INQUIRY_TELLS, tells.loc, message, fix);
    };
    let values = |list: &[At<String>]| list.iter().map(Placed::from).collect::<Vec<_>>();
    let listed = !tells.success.is_empty() || !tells.failure.is_empty() || !tells.not_found.is_empty();
    let ways = [tells.member.is_some(), tells.answered.is_some(), tells.nothing.is_some()];
    if ways.iter().filter(|way| **way).count() != 1 {
        wrong("`tells` says not in one way what became of the call");
    } else if tells.member.is_none() && (listed || tells.of.is_some()) {
        wrong("values are listed, and no `member` that has them");
    } else if tells.member.is_some() && tells.success.is_empty() {
        wrong("no value of the member says that the call was carried out");
    }
    let value = match (&tells.member, &tells.nothing) {
        (Some(member), _) => {
            if tells.of.as_ref().is_some_and(|of| of.iter().count() != 1) {
                wrong("`of` names one member of the element, with the member of the first request that it equals");
            }
            let of = tells.of.as_ref().and_then(|of| of.iter().next());
            Tells::Member(Told {
                member: members(member),
                of: of.map(|(name, path)| (members(name), members(path))),
                success: values(&tells.success),
                failure: values(&tells.failure),
                not_found: values(&tells.not_found),
            })
        }
        (None, Some(reason)) => Tells::Nothing(reason.trim().to_owned()),
        (None, None) => Tells::Answered,
    };
    Placed::new(value, tells.loc)
}
