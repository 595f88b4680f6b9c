//! Names of services, wherever they are named.

use crate::rule_id;
use std::collections::BTreeSet;

use crate::finding::Findings;
use crate::ir::{Catalogue, Provider, Service};
use crate::resolve::conditions;
use crate::suggest::nearest;

/// `standard:` and `status:` name services that exist.
pub(super) fn references(provider: &Provider, standard: Option<&Provider>, findings: &mut Findings) {
    let names = |of: &Provider| -> Vec<String> {
        of.pages.iter().flat_map(|page| &page.services).map(|service| service.name.clone()).collect()
    };
    let own = names(provider);
    let national = standard.map(names).unwrap_or_default();
    let hint = |wanted: &str, among: &[String]| {
        nearest(wanted, among.iter().map(String::as_str))
            .map_or_else(|| "delete the line, or add the service".to_owned(), |near| format!("write `{near}`?"))
    };
    for service in provider.pages.iter().flat_map(|page| &page.services) {
        if let Some(status) = service.status.as_ref().filter(|status| !own.contains(status)) {
            findings.add(
                rule_id::REFERENCE_STATUS,
                status.loc(),
                format!("`status` names `{status}`, but {} has no such service", provider.title),
                hint(status, &own),
            );
        }
        if let Some(other) = service.shape_of.as_ref().filter(|other| !own.contains(other)) {
            findings.add(
                rule_id::REFERENCE_SHAPE_OF,
                other.loc(),
                format!("`shape_of` names `{other}`, but {} has no such service", provider.title),
                hint(other, &own),
            );
        }
        if let Some(name) = service.standard.as_ref().filter(|name| !national.contains(name)) {
            findings.add(
                rule_id::REFERENCE_STANDARD,
                name.loc(),
                format!("`standard` names `{name}`, but the national standard has no such service"),
                hint(name, &national),
            );
        }
    }
}

/// Conditional headers speak of members that a request of their set has. Services with other requests may share the set:
/// there the condition does not hold.
pub(super) fn header_conditions(provider: &Provider, findings: &mut Findings) {
    for set in &provider.header_sets {
        let uses = |service: &&Service| {
            service.headers.as_deref().is_some_and(|(owner, name)| *owner == provider.name && *name == set.name)
        };
        let services: Vec<_> = provider.pages.iter().flat_map(|page| &page.services).filter(uses).collect();
        for when in set.request.iter().filter_map(|row| row.when.as_ref()) {
            let asked = services.iter().map(|service| {
                let mut missing = Findings::default();
                conditions::condition_exists(when, &service.request.fields, when.loc(), &mut missing);
                missing
            });
            // One request that has them all is enough; else the first says what it lacks.
            if let Some(missing) =
                asked.collect::<Vec<_>>().into_iter().reduce(|first, next| if next.is_empty() { next } else { first })
            {
                findings.append(missing);
            }
        }
    }
}

/// `success_for:` names services that exist somewhere.
pub(super) fn success_for(catalogue: &Catalogue, findings: &mut Findings) {
    let known: BTreeSet<&str> = catalogue.services().map(|(_, _, service)| service.name.as_str()).collect();
    for code in catalogue.providers.iter().flat_map(|provider| &provider.codes) {
        for name in code.success_for.iter().filter(|name| !known.contains(name.as_str())) {
            let hint = nearest(name, known.iter().copied())
                .map_or_else(|| "delete it, or add the service".to_owned(), |near| format!("write `{near}`?"));
            findings.add(rule_id::REFERENCE_SUCCESS_FOR, name.loc(), format!("there is no service `{name}`"), hint);
        }
    }
}
