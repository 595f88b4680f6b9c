//! Every key of every `serving:`, of services and of providers.

use snap_codegen::load::Documents;
use snap_codegen::spec::At;
use snap_codegen::spec::serving::{Inactive, NoToken, OtherContent, Repeat, SameReference, Serving, Stale, Switches};

use crate::watch::Watch;
use crate::{read, support};

/// Every key. Destructured whole: a new key does not compile until it has its place here.
fn keys(serving: &Serving) -> Vec<&'static str> {
    let Serving { once, aside, refused, repeat, same_reference, other_content, stale, inactive, no_token } = serving;
    let lists = [("once", !once.is_empty()), ("aside", !aside.is_empty()), ("refused", refused.is_some())];
    let switches = [
        ("repeat", repeat.is_some()),
        ("same_reference", same_reference.is_some()),
        ("other_content", other_content.is_some()),
        ("stale", stale.is_some()),
        ("inactive", inactive.is_some()),
        ("no_token", no_token.is_some()),
    ];
    lists.into_iter().chain(switches).filter_map(|(key, there)| there.then_some(key)).collect()
}

const KEYS: [&str; 9] =
    ["once", "aside", "refused", "repeat", "same_reference", "other_content", "stale", "inactive", "no_token"];

fn other<T: PartialEq + Copy>(said: &mut Option<At<T>>, words: [T; 2]) {
    if let Some(said) = said {
        said.value = if said.value == words[0] { words[1] } else { words[0] };
    }
}

/// Writes another value under a key.
fn change(serving: &mut Serving, key: &str) {
    match key {
        "once" => drop(serving.once.pop()),
        "aside" => drop(serving.aside.pop()),
        "refused" => drop(serving.refused.as_mut().and_then(|refused| refused.0.pop())),
        "repeat" => other(&mut serving.repeat, [Repeat::Conflict, Repeat::Inconsistent]),
        "same_reference" => other(&mut serving.same_reference, [SameReference::Stored, SameReference::Duplicate]),
        "other_content" => other(&mut serving.other_content, [OtherContent::Duplicate, OtherContent::Conflict]),
        "stale" => other(&mut serving.stale, [Stale::Unauthorized, Stale::BadRequest]),
        "inactive" => other(&mut serving.inactive, [Inactive::Unauthorized, Inactive::Dormant]),
        "no_token" => other(&mut serving.no_token, [NoToken::NotFound, NoToken::MandatoryField]),
        _ => {}
    }
}

/// Changes a key wherever a service says it, and gives those services by page and name.
fn in_services(spec: &mut Documents, key: &str) -> Vec<(usize, String)> {
    let mut changed = Vec::new();
    for (page, document) in spec.services.iter_mut().enumerate() {
        for (name, service) in &mut document.body.services.0 {
            let Some(said) = &mut service.value.serving else { continue };
            if keys(&said.value).contains(&key) {
                change(&mut said.value, key);
                changed.push((page, name.value.clone()));
            }
        }
    }
    changed
}

/// The same of providers, whose switches all of their services have that do not say otherwise.
fn in_providers(spec: &mut Documents, key: &str) -> Vec<String> {
    let mut changed = Vec::new();
    for document in &mut spec.providers {
        let Some(said) = &mut document.body.serving else { continue };
        let Switches { repeat, same_reference, other_content, stale, inactive, no_token } = said.value.clone();
        let mut as_service =
            Serving { repeat, same_reference, other_content, stale, inactive, no_token, ..Serving::default() };
        if keys(&as_service).contains(&key) {
            change(&mut as_service, key);
            said.value = as_service.switches();
            changed.push(document.provider.clone());
        }
    }
    changed
}

#[test]
fn every_key_of_every_serving_changes_code_or_findings() {
    let (mut tried, mut lost) = (0, Vec::new());
    for root in [support::root(), support::fixture("obstacles")] {
        let spec = read(&root);
        let before = Watch::of(&spec);
        for key in KEYS {
            let mut changed = spec.clone();
            let services = in_services(&mut changed, key);
            if !services.is_empty() {
                let after = Watch::of(&changed);
                for (page, service) in services {
                    let page = &spec.services[page];
                    let name = spec.files.name(page.file);
                    tried += 1;
                    if before.of_service(name, page, &service) == after.of_service(name, page, &service) {
                        lost.push(format!("{key} of {name} {service}"));
                    }
                }
            }
            let mut changed = spec.clone();
            let providers = in_providers(&mut changed, key);
            if !providers.is_empty() {
                let after = Watch::of(&changed);
                for provider in providers {
                    let pages = || spec.services.iter().filter(|page| page.provider == provider);
                    let seen = |watch: &Watch| {
                        let all = pages().flat_map(|page| {
                            let name = spec.files.name(page.file);
                            page.body.services.iter().map(move |(service, _)| watch.of_service(name, page, service).0)
                        });
                        all.collect::<Vec<_>>()
                    };
                    tried += 1;
                    if seen(&before) == seen(&after) {
                        lost.push(format!("{key} of provider {provider}"));
                    }
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} of {tried} change nothing:\n{}", lost.len(), lost.join("\n"));
    assert!(tried > 70, "only {tried} were tried");
}
