//! Service codes, response codes and endpoints.

use std::collections::BTreeMap;

use crate::finding::Findings;
use crate::ir::provider::ResponseCode;
use crate::ir::{Catalogue, Provider};
use crate::lint::paths::is_path;
use crate::lint::places;
use crate::load::Documents;
use crate::source::Loc;
use crate::spec::service::Direction;

/// Codes are two characters, rows are unique, endpoints do not clash.
pub fn lint(documents: &Documents, catalogue: &Catalogue, findings: &mut Findings) {
    for provider in &catalogue.providers {
        services(documents, provider, findings);
        endpoints(provider, findings);
        table(documents, provider, findings);
    }
}

/// Where the keys of a row stand: `http`, `case`, `name`, `message`.
pub(super) fn row_locs(documents: &Documents, code: &ResponseCode) -> [Loc; 4] {
    let mut rows = documents.response_codes.iter().flat_map(|table| &table.body.codes);
    let row = rows.find(|row| Loc { len: 0, ..row.loc } == code.loc);
    row.map_or([code.loc; 4], |row| [row.http.loc, row.case.loc, row.name.loc, row.message.loc])
}

fn two_characters(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

fn services(documents: &Documents, provider: &Provider, findings: &mut Findings) {
    for service in provider.pages.iter().flat_map(|page| &page.services) {
        if !two_characters(&service.code) {
            findings.add(
                "codes/service-code",
                service.code_loc,
                format!("`{}` is not a service code: it has two characters, digits or capital letters", service.code),
                "write two characters in quotes, such as \"07\"",
            );
        }
        if !is_path(&service.path) {
            findings.add(
                "codes/path",
                places::path(documents, service),
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
                "codes/endpoint-clash",
                service.loc,
                format!("{} {} is already the endpoint of `{other}`", key.1, key.2),
                "two services cannot share method and path: merge them, correct one of the paths, or say `shape_of:` if it is the same endpoint in another shape",
            );
        } else {
            seen.insert(key, &service.name);
        }
    }
}

fn table(documents: &Documents, provider: &Provider, findings: &mut Findings) {
    let mut rows = BTreeMap::new();
    let mut names = BTreeMap::new();
    for code in &provider.codes {
        let [http_loc, case_loc, name_loc, message_loc] = row_locs(documents, code);
        if !two_characters(&code.case) {
            findings.add(
                "codes/case-code",
                case_loc,
                format!("`{}` is not a case code: it has two characters, digits or capital letters", code.case),
                "write two characters in quotes, such as \"00\"",
            );
        }
        if !(100..600).contains(&code.http) {
            findings.add(
                "codes/http",
                http_loc,
                format!("{} is not an HTTP status", code.http),
                "write the three digits at the beginning of the response code",
            );
        }
        for (key, text, loc) in [("name", &code.name, name_loc), ("message", &code.message, message_loc)] {
            if text.trim().is_empty() {
                findings.add(
                    "codes/no-name",
                    loc,
                    format!("the {key} of {}/{} is empty", code.http, code.case),
                    "write `name: in_snake_case`, and the message as the table prints it",
                );
            }
        }
        if let Some(other) = rows.insert((code.http, &code.case), &code.name) {
            findings.add(
                "codes/duplicate",
                case_loc,
                format!("{}/{} is already `{other}`", code.http, code.case),
                "keep one row: a code has one meaning",
            );
        }
        if let Some((http, case)) = names.insert(&code.name, (code.http, &code.case)) {
            findings.add(
                "codes/duplicate",
                name_loc,
                format!("`{}` is already the name of {http}/{case}", code.name),
                "give each code a name of its own",
            );
        }
    }
}
