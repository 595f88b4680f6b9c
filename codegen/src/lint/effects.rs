//! What a call does, who makes it, and how its outcome is found out.

use crate::rule_id;
use std::collections::BTreeSet;

use crate::finding::Findings;
use crate::ir::{Catalogue, Field, Provider, STANDARD, Service, Type};
use crate::spec::service::{Direction, Effect};

/// Effects, directions, status services and shapes.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    for (provider, _, service) in catalogue.services() {
        if let Some(name) = &service.standard
            && let Some(national) = catalogue.provider(STANDARD).and_then(|standard| standard.service(name))
            && !std::ptr::eq(national, service)
        {
            against_national(service, national, findings);
        }
        outcome(catalogue, provider, service, findings);
        shape(provider, service, findings);
    }
}

const fn weight(effect: Effect) -> u8 {
    match effect {
        Effect::Read => 0,
        Effect::ChangesState => 1,
        Effect::MovesMoney => 2,
    }
}

fn against_national(service: &Service, national: &Service, findings: &mut Findings) {
    if weight(service.effect.value) < weight(national.effect.value) {
        findings.add(
            rule_id::EFFECTS_WEAKER,
            service.effect.loc(),
            format!(
                "`{}`, but `{}` of the standard is `{}`",
                service.effect.as_str(),
                national.name,
                national.effect.as_str()
            ),
            format!("write `{}`: a dialect does at least what the national service does", national.effect.as_str()),
        );
    }
    if service.direction != national.direction {
        findings.add(
            rule_id::EFFECTS_DIRECTION,
            service.at(service.direction.loc()),
            format!(
                "`{}`, but `{}` of the standard is `{}`",
                service.direction.as_str(),
                national.name,
                national.direction.as_str()
            ),
            format!("write `{}`, or name another service in `standard`", national.direction.as_str()),
        );
    }
}

/// Money that moves has a service that tells what became of it, or a reason why there is none.
fn outcome(catalogue: &Catalogue, provider: &Provider, service: &Service, findings: &mut Findings) {
    let Some(status) = &service.status else {
        match &service.no_status {
            None if service.effect == Effect::MovesMoney => findings.add(
                rule_id::EFFECTS_NO_STATUS,
                service.effect.loc(),
                "money moves, and nothing tells what became of it after a timeout",
                "add `status:` with the service that tells; if there is none, `no_status:` with the reason",
            ),
            Some(reason) if reason.trim().is_empty() => findings.add(
                rule_id::EFFECTS_NO_STATUS,
                reason.loc(),
                "`no_status` gives no reason",
                "say in a line why nothing tells what became of a call",
            ),
            _ => {}
        }
        return;
    };
    if let Some(reason) = &service.no_status {
        let message = format!("there is a reason for no `status`, and `status: {status}` besides");
        findings.add(rule_id::EFFECTS_NO_STATUS, reason.loc(), message, "delete one of them");
    }
    let Some(answers) = provider.service(status) else { return };
    let problem = if *status == service.name {
        Some("a call cannot tell what became of itself".to_owned())
    } else if answers.direction == Direction::Inbound {
        Some(format!("`{status}` is called by the provider, so nobody can ask with it"))
    } else if answers.effect == Effect::MovesMoney {
        Some(format!("`{status}` moves money itself, so that asking would do it again"))
    } else if !names_first(catalogue, service, answers) {
        Some(format!("no member of `{status}` can name the call that is asked about"))
    } else {
        None
    };
    if let Some(problem) = problem {
        findings.add(
            rule_id::EFFECTS_STATUS,
            status.loc(),
            problem,
            "name the service that is asked what became of a call: it only reads, and takes the reference of the first",
        );
    }
}

/// Whether the question has a member that the first call had too, by the same name, or one about the original call.
fn names_first(catalogue: &Catalogue, first: &Service, question: &Service) -> bool {
    let mut known = BTreeSet::new();
    for (_, message) in first.messages() {
        texts(catalogue, &message.fields, &mut known);
    }
    let mut asked = BTreeSet::new();
    texts(catalogue, &question.request.fields, &mut asked);
    let original = |name: &str| {
        name.strip_prefix("original").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    asked.iter().any(|name| known.contains(name) || original(name))
}

/// Names of members that hold a text or number, at any depth.
fn texts<'a>(catalogue: &'a Catalogue, fields: &'a [Field], names: &mut BTreeSet<&'a str>) {
    for field in fields {
        match &field.value.leaf().ty {
            Type::Text(_) | Type::Decimal | Type::Integer | Type::Number | Type::Any => {
                names.insert(&field.name);
                names.extend(field.names.iter().map(String::as_str));
            }
            Type::Object(Some(members)) => texts(catalogue, members, names),
            Type::Named(named) => {
                if let Some(named) = catalogue.named(named).filter(|_| names.insert(&field.name)) {
                    texts(catalogue, &named.fields, names);
                }
            }
            Type::Object(None) | Type::Amount(_) | Type::Boolean => {}
            // What stands in an array or a map has been looked at.
            Type::Array(_) | Type::Map(_) => {}
        }
    }
}

/// Another shape of an endpoint is at the same endpoint.
fn shape(provider: &Provider, service: &Service, findings: &mut Findings) {
    let Some(name) = &service.shape_of else { return };
    let Some(first) = provider.service(name) else { return };
    let same = service.method.holds == first.method.holds
        && service.full_path("") == first.full_path("")
        && service.direction == first.direction;
    let problem = if std::ptr::eq(first, service) || first.name == service.name {
        "a service is no other shape of itself".to_owned()
    } else if !same {
        format!(
            "`{name}` is {} {} ({}), this is {} {} ({})",
            first.method.as_str(),
            first.full_path(""),
            first.direction.as_str(),
            service.method.as_str(),
            service.full_path(""),
            service.direction.as_str(),
        )
    } else if first.shape_of.is_some() {
        format!("`{name}` is itself a shape of another service")
    } else {
        return;
    };
    findings.add(
        rule_id::EFFECTS_SHAPE_OF,
        name.loc(),
        problem,
        "name the service that has the endpoint first, with the same method, path and direction; else delete the line",
    );
}
