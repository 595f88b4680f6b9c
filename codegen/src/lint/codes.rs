//! Service codes, response codes and endpoints.

use crate::rule_id;
use std::collections::BTreeMap;

use crate::finding::Findings;
use crate::ir::{Catalogue, Provider};
use crate::lint::paths::is_path;
use crate::spec::service::Direction;

/// Codes are two characters, rows are unique, endpoints do not clash.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    for provider in &catalogue.providers {
        services(provider, findings);
        endpoints(provider, findings);
        table(provider, findings);
    }
}

fn two_characters(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

fn services(provider: &Provider, findings: &mut Findings) {
    for service in provider.pages.iter().flat_map(|page| &page.services) {
        if let Some(none) = service.no_code.as_ref().filter(|_| !service.code.is_empty()) {
            findings.add(
                rule_id::CODES_SERVICE_CODE,
                none.loc(),
                format!("`{}` has the code {} and says why it has none", service.name, service.code),
                "delete `no_code:`, or `code:` where the page gives none",
            );
        }
        if service.no_code.is_none() && !two_characters(&service.code) {
            findings.add(
                rule_id::CODES_SERVICE_CODE,
                service.code.loc(),
                format!("`{}` is not a service code: it has two characters, digits or capital letters", service.code),
                "write two characters in quotes, such as \"07\"",
            );
        }
        if !is_path(&service.path) {
            findings.add(
                rule_id::CODES_PATH,
                service.path.loc(),
                format!("`{}` is not a path below the provider's prefix", service.path),
                "begin with `/`, end without one, leave out host, query, blanks, `//` and `..`; keep what the page printed and add `correct: { path: … }`",
            );
        }
    }
}

/// One method and path in one direction is one service.
fn endpoints(provider: &Provider, findings: &mut Findings) {
    let mut seen: BTreeMap<(bool, &str, String), &str> = BTreeMap::new();
    for service in provider.pages.iter().flat_map(|page| &page.services) {
        let inbound = service.direction == Direction::Inbound;
        let key = (inbound, service.method.as_str(), service.full_path(&provider.prefix));
        if service.shape_of.is_some() {
            continue;
        }
        if let Some(other) = seen.get(&key) {
            findings.add(
                rule_id::CODES_ENDPOINT_CLASH,
                service.loc(),
                format!("{} {} is already the endpoint of `{other}`", key.1, key.2),
                "two services cannot share method and path: merge them, correct one of the paths, or say `shape_of:` if it is the same endpoint in another shape",
            );
        } else {
            seen.insert(key, &service.name);
        }
    }
}

fn table(provider: &Provider, findings: &mut Findings) {
    let mut rows = BTreeMap::new();
    let mut names = BTreeMap::new();
    for code in &provider.codes {
        if !two_characters(&code.case) {
            findings.add(
                rule_id::CODES_CASE_CODE,
                code.case.loc(),
                format!("`{}` is not a case code: it has two characters, digits or capital letters", code.case),
                "write two characters in quotes, such as \"00\"",
            );
        }
        if !(100..600).contains(&code.http.value) {
            findings.add(
                rule_id::CODES_HTTP,
                code.http.loc(),
                format!("{} is not an HTTP status", code.http),
                "write the three digits at the beginning of the response code",
            );
        }
        for (key, text) in [("name", &code.name), ("message", &code.message)] {
            if text.trim().is_empty() {
                findings.add(
                    rule_id::CODES_NO_NAME,
                    text.loc(),
                    format!("the {key} of {}/{} is empty", code.http, code.case),
                    "write `name: in_snake_case`, and the message as the table prints it",
                );
            }
        }
        if let Some(other) = rows.insert((code.http.value, code.case.as_str()), &code.name) {
            findings.add(
                rule_id::CODES_DUPLICATE,
                code.case.loc(),
                format!("{}/{} is already `{other}`", code.http, code.case),
                "keep one row: a code has one meaning",
            );
        }
        if let Some((http, case)) = names.insert(code.name.as_str(), (code.http.value, &code.case)) {
            findings.add(
                rule_id::CODES_DUPLICATE,
                code.name.loc(),
                format!("`{}` is already the name of {http}/{case}", code.name),
                "give each code a name of its own",
            );
        }
    }
}
