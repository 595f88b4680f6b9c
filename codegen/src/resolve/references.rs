//! Names of services, wherever they are named.

use crate::rule_id;
use std::collections::BTreeSet;

use crate::finding::Findings;
use crate::ir::{Catalogue, Provider};
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
