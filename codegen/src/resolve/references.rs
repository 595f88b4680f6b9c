//! Names of services, wherever they are named.

use std::collections::BTreeSet;

use crate::finding::Findings;
use crate::ir::{Catalogue, Provider, Service};
use crate::load::Documents;
use crate::spec::At;
use crate::spec::service as raw;
use crate::suggest::nearest;

/// `standard:` and `status:` name services that exist.
pub(super) fn references(
    provider: &Provider,
    standard: Option<&Provider>,
    documents: &Documents,
    findings: &mut Findings,
) {
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
        let written = written(documents, service);
        let place =
            |key: fn(&raw::Service) -> Option<&At<String>>| written.and_then(key).map_or(service.loc, |name| name.loc);
        if let Some(status) = &service.status
            && !own.contains(status)
        {
            findings.add(
                "reference/status",
                place(|raw| raw.status.as_ref()),
                format!("`status` names `{status}`, but {} has no such service", provider.title),
                hint(status, &own),
            );
        }
        if let Some(other) = &service.shape_of
            && !own.contains(other)
        {
            findings.add(
                "reference/shape-of",
                place(|raw| raw.shape_of.as_ref()),
                format!("`shape_of` names `{other}`, but {} has no such service", provider.title),
                hint(other, &own),
            );
        }
        if let Some(name) = &service.standard
            && !national.contains(name)
        {
            findings.add(
                "reference/standard",
                place(|raw| raw.standard.as_ref()),
                format!("`standard` names `{name}`, but the national standard has no such service"),
                hint(name, &national),
            );
        }
    }
}

/// `success_for:` names services that exist somewhere.
pub(super) fn success_for(catalogue: &Catalogue, documents: &Documents, findings: &mut Findings) {
    let known: BTreeSet<&str> = catalogue.services().map(|(_, _, service)| service.name.as_str()).collect();
    for code in documents.response_codes.iter().flat_map(|table| &table.body.codes) {
        for name in code.success_for.iter().filter(|name| !known.contains(name.as_str())) {
            let hint = nearest(name, known.iter().copied())
                .map_or_else(|| "delete it, or add the service".to_owned(), |near| format!("write `{near}`?"));
            findings.add("reference/success-for", name.loc, format!("there is no service `{name}`"), hint);
        }
    }
}

/// What a service's own entry says, with the places of its keys: the model keeps the place of the service only.
fn written<'a>(documents: &'a Documents, service: &Service) -> Option<&'a raw::Service> {
    let document = documents.services.iter().find(|document| document.file == service.loc.file)?;
    document.body.services.iter().find(|(name, _)| name.loc == service.loc).map(|(_, raw)| &raw.value)
}
