//! The messy facts of the standard and its dialects, each with the place in the spec where it is expressed.
//!
//! `messy-facts.tsv`: section, fact, provider, service (`-` for what the provider's services share), kind, what. The
//! sections are those of the catalogue of facts that the spec was transcribed with: 5.3 codes that do not parse, 6.1 one
//! name with several shapes, 8 what a format must be able to say.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

use std::collections::BTreeSet;

use snap_codegen::ir::field::{Type, Typed};
use snap_codegen::ir::rule::Demand;
use snap_codegen::ir::{Field, Members, Message, Placed, Provider, Service, Target, paths};
use snap_tests::spec;

struct Fact<'a> {
    section: &'a str,
    fact: &'a str,
    provider: &'static Provider,
    service: Option<&'static Service>,
    kind: &'a str,
    what: &'a str,
}

fn facts() -> Vec<Fact<'static>> {
    let lines = include_str!("messy-facts.tsv").lines();
    lines
        .map(|line| {
            let cells: Vec<_> = line.split('\t').collect();
            let [section, fact, provider, service, kind, what] = cells[..] else { panic!("six cells: {line}") };
            let provider = spec().catalogue.provider(provider).expect("a provider");
            let named = |service| provider.service(service).unwrap_or_else(|| panic!("no service: {line}"));
            Fact { section, fact, provider, service: (service != "-").then(|| named(service)), kind, what }
        })
        .collect()
}

/// The message that a path begins with, and the members below it.
fn member(service: &'static Service, path: &str) -> Option<(&'static Message, Members)> {
    let Target::Message(id, members) = Target::read(path) else { return None };
    Some((service.message(&id)?, members))
}

/// The row at `request.a.b[]`, in the table as printed or as it stands after errata.
fn row(service: &'static Service, path: &str) -> Option<&'static Field> {
    let (message, members) = member(service, path)?;
    let names = members.names();
    let printed = || service.messages().find_map(|(_, message)| paths::find(&message.documented.fields, &names));
    paths::find(&message.fields, &names).or_else(printed)
}

fn max(value: &Typed) -> Option<u32> {
    let most = value.rules.iter().find_map(|rule| match &rule.demand {
        Demand::Length(bounds) => bounds.sent.max,
        Demand::Digits(digits) => Some(digits.sent),
        _ => None,
    });
    match &value.ty {
        Type::Array(item) => max(item),
        _ => most,
    }
}

/// `symmetric.query excluded`
fn switch(provider: &Provider, what: &str) -> Option<bool> {
    let (switch, wanted) = what.split_once(' ')?;
    let (name, switch) = switch.split_once('.')?;
    let profile = provider.profiles.iter().find(|profile| profile.name == name)?;
    let value = match switch {
        "transaction" => profile.transaction.variant(),
        "token" => profile.token.variant(),
        "query" => profile.query.variant(),
        "path" => profile.path.variant(),
        "body" => profile.body.variant(),
        "empty_body" => profile.empty_body.variant(),
        "encoding" => profile.encoding.variant(),
        "timestamp" => profile.timestamp.variant(),
        "external_id" => return Some(profile.external_id.to_string() == wanted),
        "callbacks" => profile.callbacks.variant(),
        _ => return None,
    };
    Some(value.eq_ignore_ascii_case(&wanted.replace('-', "")))
}

/// `bank_statement.X-EXTERNAL-ID max=9`, or `header_values.CHANNEL-ID value=DH` of a service.
fn header(provider: &Provider, service: Option<&Service>, what: &str) -> Option<bool> {
    let (place, wanted) = what.split_once(' ')?;
    let (set, name) = place.split_once('.')?;
    let (key, wanted) = wanted.split_once('=')?;
    if set == "header_values" {
        return Some(
            service?.header_values.iter().any(|header| header.name.value == name && header.value.value == wanted),
        );
    }
    let set = provider.header_sets.iter().find(|known| known.name == set)?;
    let row = set.request.iter().find(|row| row.name == name)?;
    let number = |limit: Option<Placed<u32>>| limit.map(|limit| limit.to_string());
    let value = match key {
        "max" => number(row.max),
        "exact" => number(row.exact),
        "presence" => Some(row.presence.letter().to_owned()),
        "value" => row.value.as_deref().cloned(),
        "format" => row.format.map(|format| format!("{:?}", format.value).to_lowercase()),
        "names" => row.names.iter().find(|other| *other == wanted).cloned(),
        _ => return None,
    };
    Some(value.as_deref() == Some(wanted))
}

fn holds(fact: &Fact<'_>) -> bool {
    let Fact { provider, service, what, .. } = fact;
    let pages = || provider.pages.iter().flat_map(|page| &page.errata);
    match fact.kind {
        "erratum" => match service {
            Some(service) => service.errata.iter().chain(pages()).any(|erratum| erratum.id.as_str() == *what),
            None => provider.errata.iter().chain(pages()).any(|erratum| erratum.id.as_str() == *what),
        },
        "row" => {
            let (path, limits) = what.split_once(' ').unwrap_or((what, ""));
            let Some(service) = service else { return false };
            let Some(field) = row(service, path) else { return false };
            let wanted = limits.split(' ').find_map(|token| token.parse::<u32>().ok());
            // Where an erratum corrected the length, the table as printed has it.
            let printed = || {
                let (_, members) = member(service, path)?;
                service.messages().find_map(|(_, message)| {
                    let printed = paths::find(&message.documented.fields, &members.names())?;
                    max(&printed.value).filter(|most| Some(*most) == wanted)
                })
            };
            wanted.is_none() || max(&field.value) == wanted || printed().is_some()
        }
        "profile" => switch(provider, what).expect("PROFILE.switch value"),
        "header" => header(provider, *service, what).expect("SET.HEADER key=value"),
        _ => false,
    }
}

#[test]
fn every_messy_fact_is_where_the_table_says() {
    let wrong: Vec<_> = facts()
        .iter()
        .filter(|fact| !holds(fact))
        .map(|fact| {
            let service = fact.service.map_or("-", |service| service.name.as_str());
            format!("{} {}: {} {service} {} {}", fact.section, fact.fact, fact.provider.name, fact.kind, fact.what)
        })
        .collect();
    assert!(wrong.is_empty(), "{} not found:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_of_the_thirty_facts_that_a_format_must_say_has_a_place() {
    let facts = facts();
    let numbered = facts.iter().filter(|fact| fact.section == "8");
    let found: BTreeSet<u32> =
        numbered.filter_map(|fact| fact.fact.strip_prefix("8.")?.split(' ').next()?.parse().ok()).collect();
    assert_eq!(found, (1..=30).collect());
}
