//! Services at hosts of their own, and those that a browser is sent to.

use crate::finding::Findings;
use crate::ir::redirect::{Filled, Given};
use crate::ir::{Catalogue, Provider, Service, Type};
use crate::lint::environments;
use crate::rule_id;
use crate::spec::field::Location;
use crate::spec::service::{Direction, Method};
use crate::suggest::nearest;

/// Hosts, and addresses for browsers.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    for (provider, _, service) in catalogue.services() {
        hosts(provider, service, findings);
        address(service, findings);
        for filled in service.redirect.iter().flat_map(|redirect| &redirect.fill) {
            fill(service, filled, findings);
        }
    }
}

/// Each is that of an environment, and not the environment's own.
fn hosts(provider: &Provider, service: &Service, findings: &mut Findings) {
    for host in &service.hosts {
        let known = provider.environments.iter().find(|environment| environment.name == *host.environment);
        let problem = match known {
            None => {
                let names = provider.environments.iter().map(|environment| environment.name.as_str());
                let help = nearest(&host.environment, names.clone())
                    .map_or_else(|| names.collect::<Vec<_>>().join(", "), ToOwned::to_owned);
                let message = format!("`{}` is no environment of {}", *host.environment, provider.name);
                findings.add(rule_id::PATHS_HOSTS, host.environment.loc(), message, format!("write one of: {help}"));
                continue;
            }
            Some(environment) if *environment.url == *host.url => Some("that is the address of the environment"),
            Some(_) => environments::problem(&host.url),
        };
        if let Some(problem) = problem {
            findings.add(
                rule_id::PATHS_HOSTS,
                host.url.loc(),
                format!("`{}` is no host of a service: {problem}", *host.url),
                "write `https://` and the host that is called in this environment, or leave it out",
            );
        }
    }
    let missing = provider
        .environments
        .iter()
        .find(|known| !service.hosts.iter().any(|host| *host.environment == known.name))
        .filter(|_| !service.hosts.is_empty());
    if let (Some(environment), Some(host)) = (missing, service.hosts.first()) {
        findings.add(
            rule_id::PATHS_HOSTS,
            host.environment.loc(),
            format!("there is a host of its own, and none for `{}`", environment.name),
            "write a host for each environment of the provider: a call would go to the wrong one",
        );
    }
}

/// A browser opens an address: by GET, with everything in it.
fn address(service: &Service, findings: &mut Findings) {
    let Some(redirect) = &service.redirect else { return };
    let body = service.request.fields.iter().find(|field| field.location == Location::Body);
    let (problem, loc, help) = if service.direction.value == Direction::Inbound {
        ("the provider calls it".to_owned(), redirect.place.0, "delete `redirect`: nobody is sent there")
    } else if *service.method != Method::Get {
        let problem = format!("it is called by {}", service.method.as_str());
        (problem, redirect.place.0, "write `method: GET`, or delete `redirect`")
    } else if let Some(field) = body {
        (format!("`{}` is in a body", field.name), field.loc(), "write `in: query` into each row of the request")
    } else {
        return;
    };
    findings.add(
        rule_id::REDIRECT_ADDRESS,
        loc,
        format!("no browser can be sent to `{}`: {problem}", service.name),
        help,
    );
}

/// What is filled, and what is signed, are single texts of the query.
fn fill(service: &Service, filled: &Filled, findings: &mut Findings) {
    let is_text = |name: &str| {
        service.request.fields.iter().any(|field| field.name == name && matches!(field.value.ty, Type::Text(_)))
    };
    let mut missing = |name: &str, loc| {
        let names = service.request.fields.iter().map(|field| field.name.as_str());
        let help = nearest(name, names)
            .map_or_else(|| "write the name of a text of the request".to_owned(), |name| format!("write `{name}`"));
        findings.add(rule_id::REDIRECT_FILL, loc, format!("the request has no text `{name}`"), help);
    };
    if !is_text(&filled.member) {
        missing(&filled.member, filled.member.loc());
    }
    if let Given::SignatureOf(member) = &*filled.given
        && !is_text(member)
    {
        missing(member, filled.given.loc());
    }
}
