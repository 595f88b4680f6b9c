//! Where things were transcribed from: a day of the calendar, an address of a page.

use crate::finding::Findings;
use crate::judge::texts;
use crate::load::Documents;
use crate::rule_id;
use crate::spec::service::Source;

/// The sources of providers, pages, code tables and lists of cases.
pub fn lint(documents: &Documents, findings: &mut Findings) {
    let providers = documents.providers.iter().map(|document| &document.body.source);
    let pages = documents.services.iter().map(|document| &document.body.source);
    let tables = documents.response_codes.iter().filter_map(|document| document.body.source.as_ref());
    let types = documents.types.iter().map(|document| &document.body.source);
    let cases = documents.certifications.iter().map(|document| &document.body.source);
    for source in providers.chain(pages).chain(tables).chain(types).chain(cases) {
        check(source, findings);
    }
}

fn check(source: &Source, findings: &mut Findings) {
    if !texts::is_date(&source.retrieved) {
        findings.add(
            rule_id::SOURCE_RETRIEVED,
            source.retrieved.loc,
            format!("`{}` is no day of the calendar", source.retrieved.value),
            "write the day on which the page was read, as \"YYYY-MM-DD\"",
        );
    }
    let host = source.url.strip_prefix("https://").or_else(|| source.url.strip_prefix("http://"));
    let plain = |text: &str| !text.is_empty() && !text.starts_with('/') && text.bytes().all(|b| b.is_ascii_graphic());
    if !host.is_some_and(plain) {
        findings.add(
            rule_id::SOURCE_URL,
            source.url.loc,
            format!("`{}` is no address of a page", source.url.value),
            "write the address as a browser shows it, beginning with `https://`",
        );
    }
}
