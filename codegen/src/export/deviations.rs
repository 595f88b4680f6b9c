//! How each dialect differs from the standard, as Markdown.

use crate::dialect::{Deviation, Kind, counts, of_service, shared};
use crate::ir::{Catalogue, Provider, STANDARD};

/// The report: a table of counts, then provider by provider, service by service.
pub fn deviations(catalogue: &Catalogue, only: Option<&str>) -> String {
    let dialects =
        || catalogue.providers.iter().filter(|p| p.name != STANDARD && only.is_none_or(|name| p.name == name));
    let mut text =
        String::from("# Dialects of SNAP\n\nHow each provider differs from the national standard, after errata.\n\n");
    text.push_str("| provider | services |");
    text.extend(Kind::ALL.iter().map(|kind| format!(" {} |", kind.word())));
    text.push_str("\n|---|--:|");
    text.push_str(&"--:|".repeat(Kind::ALL.len()));
    text.push('\n');
    for provider in dialects() {
        let counts = counts(catalogue, provider);
        let services = provider.pages.iter().map(|page| page.services.len()).sum::<usize>();
        text.push_str(&format!("| [{}](#{}) | {services} |", cell(&provider.title), provider.name));
        text.extend(Kind::ALL.iter().map(|kind| format!(" {} |", counts.get(kind).copied().unwrap_or_default())));
        text.push('\n');
    }
    for provider in dialects() {
        one(catalogue, provider, &mut text);
    }
    text
}

fn one(catalogue: &Catalogue, provider: &Provider, text: &mut String) {
    text.push_str(&format!("\n<a id=\"{}\"></a>\n## {}\n", provider.name, cell(&provider.title)));
    table("Signature, headers, response codes", &shared(catalogue, provider), text);
    for service in provider.pages.iter().flat_map(|page| &page.services) {
        let code = if service.code.is_empty() { String::new() } else { format!(", service {}", service.code) };
        let heading = format!("{} (`{}`{code})", cell(&service.title), service.name);
        match of_service(catalogue, provider, service) {
            Some(deviations) => table(&heading, &deviations, text),
            None => text.push_str(&format!("\n### {heading}\n\nNo national service.\n")),
        }
    }
}

fn table(heading: &str, deviations: &[Deviation], text: &mut String) {
    text.push_str(&format!("\n### {heading}\n\n"));
    if deviations.is_empty() {
        text.push_str("As the standard.\n");
        return;
    }
    text.push_str("| at | differs in | standard | here |\n|---|---|---|---|\n");
    for Deviation { kind, at, standard, dialect } in deviations {
        let value = |text: &str| if text.is_empty() { "–".to_owned() } else { cell(text) };
        text.push_str(&format!("| `{at}` | {} | {} | {} |\n", kind.word(), value(standard), value(dialect)));
    }
}

/// Text in a cell: what would end it, or begin something else, is escaped.
pub(super) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
