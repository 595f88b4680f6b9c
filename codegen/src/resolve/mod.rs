//! Documents become the catalogue: references checked, inheritance and errata applied.

mod canonical;
mod certification;
mod change_keys;
mod changes;
mod conditions;
mod errata;
mod fields;
mod frames;
mod heirs;
mod inquiry;
mod limits;
mod loose;
mod named;
mod overlay;
mod providers;
mod redirect;
mod references;
mod rules;
mod samples;
mod sensitive;
mod services;
mod serving;
mod tables;

use crate::rule_id;
use std::collections::BTreeMap;

use crate::finding::Findings;
use crate::ir::{Catalogue, HeaderValue, Page, Placed, Provider, STANDARD, Source};
use crate::load::Documents;
use crate::spec::service as raw;
use crate::spec::{At, Entries};

/// Resolves the documents of a spec. What does not resolve becomes a finding; the rest is still there, so that one
/// mistake does not hide the next.
pub fn resolve(documents: &Documents, findings: &mut Findings) -> Catalogue {
    let mut catalogue = Catalogue {
        providers: Vec::new(),
        glossary: glossary(documents, findings),
        classes: sensitive::classes(documents, findings),
        maskable: Vec::new(),
    };
    // The standard comes first: the others refer to it.
    let mut order: Vec<_> = documents.providers.iter().collect();
    order.sort_by_key(|document| (document.provider != STANDARD, document.provider.clone()));
    for document in order {
        let standard = catalogue.provider(STANDARD);
        let mut provider = providers::provider(document, documents, standard, findings);
        provider.pages = pages(&provider, documents, standard, findings);
        references::references(&provider, standard, findings);
        references::header_conditions(&provider, findings);
        catalogue.providers.push(provider);
    }
    orphans(documents, findings);
    references::success_for(&catalogue, findings);
    loose::mark(&mut catalogue, documents);
    sensitive::mark(&mut catalogue);
    catalogue
}

fn glossary(documents: &Documents, findings: &mut Findings) -> BTreeMap<String, Placed<String>> {
    let mut glossary = BTreeMap::new();
    for (name, text) in documents.glossaries.iter().flat_map(|document| &document.body.terms) {
        if text.trim().is_empty() {
            findings.add(
                rule_id::GLOSSARY_EMPTY,
                name.loc,
                format!("`{}` has no description", name.value),
                "describe it in one line",
            );
        }
        glossary.insert(name.value.clone(), Placed::new(text.trim().to_owned(), name.loc));
    }
    glossary
}

fn pages(
    provider: &Provider,
    documents: &Documents,
    standard: Option<&Provider>,
    findings: &mut Findings,
) -> Vec<Page> {
    let mine = documents.services.iter().filter(|document| document.provider == provider.name);
    let shared = named::shared(provider, documents, findings);
    shared
        .into_iter()
        .chain(mine.filter_map(|document| services::page(document, provider, standard, documents, findings)))
        .collect()
}

/// Pages, code tables and test cases in a folder without `provider.yaml`.
fn orphans(documents: &Documents, findings: &mut Findings) {
    let known = |name: &str| documents.providers.iter().any(|document| document.provider == name);
    let pages = documents.services.iter().map(|d| (d.file, &d.provider));
    let tables = documents.response_codes.iter().map(|d| (d.file, &d.provider));
    let types = documents.types.iter().map(|d| (d.file, &d.provider));
    let cases = documents.certifications.iter().map(|d| (d.file, &d.provider));
    for (file, provider) in pages.chain(tables).chain(types).chain(cases) {
        // A provider.yaml that could not be read has its own finding.
        let folder =
            if provider == STANDARD { "spec/standard".to_owned() } else { format!("spec/providers/{provider}") };
        let unreadable = documents.files.iter().any(|(_, file)| file.name == format!("{folder}/provider.yaml"));
        if !known(provider) && !unreadable {
            findings.add(
                rule_id::STRUCTURE_NO_PROVIDER,
                crate::source::Loc::start(file),
                format!("there is no {folder}/provider.yaml"),
                "add it: `cargo xtask new provider NAME` writes a skeleton",
            );
        }
    }
}

fn source(source: &raw::Source) -> Source {
    Source { title: (&source.title).into(), url: (&source.url).into(), retrieved: (&source.retrieved).into() }
}

/// A text without the white space around it.
fn trimmed(text: &At<String>) -> Placed<String> {
    Placed::new(text.trim().to_owned(), text.loc)
}

/// What stands there, if anything does.
fn placed<T: Clone>(value: Option<&At<T>>) -> Option<Placed<T>> {
    value.map(Placed::from)
}

/// Headers with their values.
fn header_values(headers: Option<&Entries<At<String>>>) -> Vec<HeaderValue> {
    let headers = headers.into_iter().flat_map(Entries::iter);
    headers.map(|(name, value)| HeaderValue { name: name.into(), value: value.into() }).collect()
}
