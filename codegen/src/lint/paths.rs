//! Paths: what may stand in them, their placeholders, and the rows that fill these.

use crate::rule_id;
use std::collections::BTreeSet;

use crate::finding::Findings;
use crate::ir::{Catalogue, Provider, Service};
use crate::source::Loc;
use crate::spec::field::Location;
use crate::suggest::nearest;

/// Prefixes, paths, versions, and rows that travel in the path.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    for provider in &catalogue.providers {
        prefix(provider, findings);
        for service in provider.pages.iter().flat_map(|page| &page.services) {
            version(service, findings);
            let loc = service.path.loc();
            match placeholders(&service.path) {
                Ok(names) => {
                    filled(service, &names, loc, findings);
                    signed(service, &names, findings);
                }
                Err(problem) => findings.add(
                    rule_id::PATHS_PLACEHOLDER,
                    loc,
                    format!("`{}`: {problem}", service.path),
                    "write `{version}`, or the name of a row with `in: path` in braces, once",
                ),
            }
        }
    }
}

/// Whether a text can stand behind the host: segments between single slashes, nothing that a client would resolve,
/// cut off or escape.
pub(super) fn is_path(text: &str) -> bool {
    let Some(below) = text.strip_prefix('/') else { return false };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%{}".contains(&b);
    below.split('/').all(|segment| !["", ".", ".."].contains(&segment) && segment.bytes().all(plain))
}

/// The names in braces.
fn placeholders(path: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let (_, brace) = rest.split_at(at);
        let Some(inner) = brace.strip_prefix('{') else {
            return Err("a brace is closed that was not opened".to_owned());
        };
        let Some((name, behind)) = inner.split_once('}') else {
            return Err("a brace is not closed".to_owned());
        };
        if name.trim().is_empty() {
            return Err("the braces are empty".to_owned());
        }
        if name.contains(['{', '/']) {
            return Err("a brace is not closed".to_owned());
        }
        if names.contains(&name) {
            return Err(format!("`{{{name}}}` stands twice"));
        }
        names.push(name);
        rest = behind;
    }
    Ok(names)
}

/// Each placeholder has its row, each row in the path its placeholder.
fn filled(service: &Service, names: &[&str], loc: Loc, findings: &mut Findings) {
    let rows: BTreeSet<&str> = service
        .request
        .fields
        .iter()
        .filter(|field| field.location == Location::Path)
        .map(|field| field.name.as_str())
        .collect();
    for name in names.iter().filter(|name| **name != "version" && !rows.contains(**name)) {
        let known = rows.iter().copied().chain(std::iter::once("version"));
        let fix = match nearest(name, known) {
            Some(near) => format!("write `{{{near}}}`?"),
            None => format!("add the row `{name}` with `in: path` to the request, or mend the path"),
        };
        let message = format!("nothing fills `{{{name}}}`: the request has no row `{name}` with `in: path`");
        findings.add(rule_id::PATHS_PLACEHOLDER, loc, message, fix);
    }
    for field in service.request.fields.iter().filter(|field| field.location == Location::Path) {
        if !names.contains(&field.name.as_str()) {
            findings.add(
                rule_id::PATHS_PARAMETER,
                field.loc(),
                format!("`{}` travels in the path, but `{}` has no place for it", field.name, service.path),
                format!("write `{{{}}}` into the path, or delete `in: path`", field.name),
            );
        }
    }
}

/// A signed path of its own is a path, says another one than the called path, and with the same parameters.
fn signed(service: &Service, called: &[&str], findings: &mut Findings) {
    let Some(path) = &service.signed_path else { return };
    let problem = match placeholders(path) {
        Err(problem) => problem,
        Ok(_) if !is_path(path) => "that is no path".to_owned(),
        Ok(_) if **path == *service.path => "that is the path that is called".to_owned(),
        Ok(names) => match names.iter().find(|name| !called.contains(*name)) {
            Some(name) => format!("the path that is called has no `{{{name}}}`"),
            None => return,
        },
    };
    findings.add(
        rule_id::PATHS_SIGNED,
        path.loc(),
        format!("`{path}` cannot be signed in place of `{}`: {problem}", service.path),
        "write the whole path as it stands in the string to sign, prefix included; or leave `signed_path` out",
    );
}

fn version(service: &Service, findings: &mut Findings) {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    let said = service.version.contains(|c: char| c.is_ascii_alphanumeric());
    let fits = said && service.version.bytes().all(plain);
    if !fits {
        findings.add(
            rule_id::PATHS_VERSION,
            service.version.loc(),
            format!("`{}` is no version: it is put into the path as one part of it", service.version),
            "write it as the path has it, such as `v1.0`",
        );
    }
}

fn prefix(provider: &Provider, findings: &mut Findings) {
    if provider.prefix.is_empty() || is_path(&provider.prefix) && !provider.prefix.contains(['{', '}']) {
        return;
    }
    findings.add(
        rule_id::PATHS_PREFIX,
        provider.prefix.loc(),
        format!("`{}` cannot stand before a path", provider.prefix),
        "begin with `/`, end without one, leave out host, placeholders, `..` and query; or write \"\"",
    );
}
