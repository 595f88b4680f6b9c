//! Errata: what they say, and what they change.

use crate::finding::Findings;
use crate::ir::field::Field;
use crate::ir::message::NamedType;
use crate::ir::paths;
use crate::ir::service::{Erratum, Service};
use crate::resolve::changes;
use crate::spec::At;
use crate::spec::erratum::{Erratum as Raw, ErratumKind};

/// An erratum as the model has it.
pub(super) fn erratum(erratum: &At<Raw>) -> Erratum {
    Erratum {
        id: erratum.id.value.clone(),
        at: erratum.at.value.clone(),
        kind: erratum.kind.value,
        documented: erratum.documented.trim().to_owned(),
        decision: erratum.decision.trim().to_owned(),
        names: erratum_names(erratum),
        acts: erratum.accept.is_some() || erratum.correct.is_some(),
        inherited: false,
        loc: erratum.loc,
    }
}

/// The other spellings that an erratum introduces.
fn erratum_names(erratum: &Raw) -> Vec<String> {
    let changes = [erratum.accept.as_ref(), erratum.correct.as_ref()];
    changes.into_iter().flatten().filter_map(|change| change.name.as_ref()).flat_map(|names| names.0.clone()).collect()
}

/// Applies the errata of a service to its rows.
pub(super) fn apply(service: &mut Service, errata: &[At<Raw>], findings: &mut Findings) {
    for raw in errata {
        service.errata.push(erratum(raw));
        whole_service(service, raw);
        documented_names(service, raw);
        if raw.accept.is_none() && raw.correct.is_none() {
            continue;
        }
        let target = raw.at.value.clone();
        if matches!(target.as_str(), "method" | "path" | "code") {
            continue;
        }
        let Some(field) = field_mut(service, &target) else {
            if !matches!(raw.kind.value, ErratumKind::Header | ErratumKind::Json) {
                findings.add(
                    "errata/unknown-path",
                    raw.at.loc,
                    format!("`{target}` is no member of this service, so there is nothing to change"),
                    "write the path as `request.member`, `response.list[].member` or `responses.variant.member`",
                );
            }
            continue;
        };
        changes::apply(field, raw, findings);
    }
}

/// The tables as printed learn other spellings too, so that a sample is judged member by member whatever its spelling.
fn documented_names(service: &mut Service, raw: &Raw) {
    let names = erratum_names(raw);
    if names.is_empty() {
        return;
    }
    let Some((head, rest)) = raw.at.split_once('.') else { return };
    let (root, rest) = match (head, rest.split_once('.')) {
        ("responses", Some((variant, rest))) => (format!("responses.{variant}"), rest),
        _ => (head.to_owned(), rest),
    };
    let Some(index) = service.messages().position(|(name, _)| name == root) else { return };
    if let Some(message) = service.documented.get_mut(index)
        && let Some(field) = paths::find_mut(&mut message.fields, &paths::segments(rest))
    {
        field.names.extend(names);
    }
}

/// Applies the errata of a page to its named types.
pub(super) fn apply_to_types(types: &mut [NamedType], errata: &[At<Raw>], findings: &mut Findings) {
    for raw in errata.iter().filter(|raw| raw.accept.is_some() || raw.correct.is_some()) {
        let mut path = paths::segments(&raw.at);
        let named = path.get(1).and_then(|name| types.iter_mut().find(|ty| ty.name == *name));
        let field = named.and_then(|named| paths::find_mut(&mut named.fields, &path.split_off(2.min(path.len()))));
        let Some(field) = field else {
            findings.add(
                "errata/unknown-path",
                raw.at.loc,
                format!("`{}` is no member of a named type, so there is nothing to change", raw.at.value),
                "write the path as `types.Name.member`",
            );
            continue;
        };
        changes::apply(field, raw, findings);
    }
}

/// Corrections of the service's own line.
fn whole_service(service: &mut Service, raw: &Raw) {
    let Some(change) = &raw.correct else { return };
    if let Some(method) = &change.method {
        service.method = method.value;
    }
    if let Some(path) = &change.path {
        service.path = path.value.clone();
    }
    if let Some(code) = &change.code {
        service.code = code.value.clone();
    }
}

fn field_mut<'a>(service: &'a mut Service, path: &str) -> Option<&'a mut Field> {
    let (head, rest) = path.split_once('.')?;
    let (fields, rest) = match head {
        "request" => (&mut service.request.fields, rest),
        "response" => (&mut service.responses.first_mut()?.message.fields, rest),
        "responses" => {
            let (name, rest) = rest.split_once('.')?;
            let variant = service.responses.iter_mut().find(|v| v.name.as_deref() == Some(name))?;
            (&mut variant.message.fields, rest)
        }
        _ => return None,
    };
    paths::find_mut(fields, &paths::segments(rest))
}

/// Errata of one service or file have IDs of their own, and say what they are about.
pub(super) fn well_formed(errata: &[At<Raw>], roots: &[&str], findings: &mut Findings) {
    for (index, erratum) in errata.iter().enumerate() {
        if errata[..index].iter().any(|other| other.id.value == erratum.id.value) {
            findings.add(
                "errata/duplicate-id",
                erratum.id.loc,
                format!("there is already an erratum `{}` here", erratum.id.value),
                "give each contradiction a name of its own",
            );
        }
        for (key, text) in [("documented", &erratum.documented), ("decision", &erratum.decision)] {
            if text.trim().is_empty() {
                findings.add(
                    "errata/empty",
                    text.loc,
                    format!("`{key}` is empty"),
                    "say in a sentence what the document says, and what was decided",
                );
            }
        }
        let root = erratum.at.split(['.', '[']).next().unwrap_or("");
        if !roots.contains(&root) {
            findings.add(
                "errata/unknown-path",
                erratum.at.loc,
                format!("`{}` does not say what it is about", erratum.at.value),
                format!("begin with one of {}", roots.join(", ")),
            );
        }
    }
}
