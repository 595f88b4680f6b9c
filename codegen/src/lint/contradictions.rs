//! Tables against samples, and errata against both: every contradiction that lint can see has an erratum, and every
//! erratum still has its contradiction.

use crate::finding::Findings;
use crate::ir::service::{Erratum, SampleText, Service};
use crate::ir::{Catalogue, Message, Provider, STANDARD};
use crate::json;
use crate::judge::{Contradiction, Judge};
use crate::source::{Files, Loc};
use crate::spec::erratum::ErratumKind;

/// A contradiction of a service, with its place in the file.
#[derive(Debug, Clone)]
pub struct Found {
    /// What disagrees; the path begins with the message.
    pub what: Contradiction,
    /// Where it stands.
    pub loc: Loc,
}

/// Everything that samples and tables of a service disagree in, by the tables as printed.
pub fn contradictions(catalogue: &Catalogue, provider: &Provider, service: &Service, files: &Files) -> Vec<Found> {
    let mut found = Vec::new();
    let mut documented = service.documented.iter();
    let request = documented.next();
    let responses: Vec<&Message> = documented.collect();
    if let Some(national) = service.standard.as_ref().and_then(|name| catalogue.provider(STANDARD)?.service(name))
        && national.code != service.documented_code
    {
        let message = format!("the table says {}, the national code is {}", service.documented_code, national.code);
        found.push(plain(ErratumKind::Code, "code", message, service.code_loc));
    }
    for sample in service.samples.iter().filter(|sample| !sample.inherited) {
        let headers: Option<Vec<String>> =
            (!sample.headers.is_empty()).then(|| sample.headers.iter().map(|(name, ..)| name.clone()).collect());
        // An answer may depend on what was asked.
        let asked = None;
        if let (Some(text), Some(message)) = (&sample.request, request) {
            let judge =
                Judge { catalogue, lenient: false, response: false, headers: headers.as_deref(), request: asked };
            found.extend(judged(&judge, message, text, "request", files));
        }
        let variant = service.responses.iter().position(|v| v.name == sample.variant);
        // A variant that does not exist has a finding of its own (reference/variant), and no table to judge by.
        if let Some(text) = sample.response.as_ref().filter(|_| sample.variant.is_none() || variant.is_some()) {
            let index = variant.unwrap_or(0);
            let root = service.responses.get(index).and_then(|v| v.name.as_ref());
            let root = root.map_or_else(|| "response".to_owned(), |name| format!("responses.{name}"));
            if let Some(message) = responses.get(index) {
                let asked = sample.request.as_ref().map(|text| &text.node);
                let judge =
                    Judge { catalogue, lenient: false, response: true, headers: headers.as_deref(), request: asked };
                found.extend(judged(&judge, message, text, &root, files));
            }
            found.extend(code(service, text, &root, files));
        }
        if let Some((method, loc)) = sample.method.filter(|(method, _)| *method != service.documented_method) {
            let message =
                format!("the table says {}, the sample {}", service.documented_method.as_str(), method.as_str());
            found.push(plain(ErratumKind::Method, "method", message, loc));
        }
        if let Some((path, loc)) = &sample.path
            && !same_path(path, &format!("{}{}", provider.prefix, service.documented_path), &service.version)
        {
            let message = format!("the table says {}, the sample {path}", service.documented_path);
            found.push(plain(ErratumKind::Path, "path", message, *loc));
        }
        for (message, text, loc) in &sample.raw {
            if let Err(error) = json::parse(text) {
                let place = files.inside_block(text, *loc, error.start, error.len.max(1));
                let what = format!("the printed {message} is not JSON: {}", error.message);
                let root = variant.filter(|_| *message == "response").and_then(|v| service.responses[v].name.as_ref());
                let at = root.map_or_else(|| (*message).to_owned(), |name| format!("responses.{name}"));
                found.push(plain(ErratumKind::Json, &at, what, place));
            }
        }
    }
    found
}

fn plain(kind: ErratumKind, path: &str, message: String, loc: Loc) -> Found {
    Found {
        what: Contradiction { kind, path: path.to_owned(), about: path.to_owned(), message, start: 0, len: 0 },
        loc,
    }
}

fn judged(judge: &Judge<'_>, message: &Message, text: &SampleText, root: &str, files: &Files) -> Vec<Found> {
    let found = judge.message(message, &text.node).into_iter();
    found
        .map(|mut what| {
            let rooted = |path: &str| if path.is_empty() { root.to_owned() } else { format!("{root}.{path}") };
            if !what.about.starts_with("types.") {
                what.about = rooted(&what.about);
            }
            what.path = rooted(&what.path);
            let loc = files.inside_block(&text.text, text.loc, what.start, what.len);
            Found { what, loc }
        })
        .collect()
}

/// A sample's response code: seven characters, a known HTTP status, the service's own code.
fn code(service: &Service, text: &SampleText, root: &str, files: &Files) -> Option<Found> {
    let node = text.node.get("responseCode")?;
    let (json::Value::Text(code) | json::Value::Number(code)) = &node.value else { return None };
    let problem = if code.chars().count() != 7 || !code.is_ascii() {
        format!("`{code}` has {} characters, a response code has 7", code.chars().count())
    } else if !code.bytes().take(3).all(|b| b.is_ascii_digit()) || !code.starts_with(['2', '4', '5']) {
        format!("`{code}` does not begin with an HTTP status")
    } else if code[3..5] != service.documented_code {
        format!("`{code}` carries service code {}, the table says {}", &code[3..5], service.documented_code)
    } else {
        return None;
    };
    let loc = files.inside_block(&text.text, text.loc, node.start, node.len);
    Some(plain(ErratumKind::Code, &format!("{root}.responseCode"), problem, loc))
}

/// The sample's path against the table's: `{version}` and path parameters stand for one segment.
fn same_path(sample: &str, table: &str, version: &str) -> bool {
    let sample = sample.split('?').next().unwrap_or("").trim_start_matches("...").trim_start_matches("..");
    let table = table.replace("{version}", version);
    let (mut left, mut right) = (sample.split('/'), table.split('/'));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || b.starts_with('{') && !a.is_empty() => {}
            _ => return false,
        }
    }
}

/// Whether an erratum speaks of a contradiction.
pub fn covers(erratum: &Erratum, what: &Contradiction) -> bool {
    let at = erratum.at.replace("[]", "");
    let path = what.about.replace("[]", "");
    match (erratum.kind, what.kind) {
        (ErratumKind::Name, ErratumKind::Missing) => at == path,
        (ErratumKind::Name, ErratumKind::Unknown) => {
            let sibling = |name: &String| match at.rsplit_once('.') {
                Some((parent, _)) => format!("{parent}.{name}"),
                None => name.clone(),
            };
            erratum.names.iter().map(sibling).any(|other| other == path || path.starts_with(&format!("{other}.")))
        }
        (ErratumKind::Code, ErratumKind::Code) => at == "code" || at == path,
        (mine, theirs) => mine == theirs && at == path,
    }
}

/// Whether lint can see contradictions of this kind at all.
fn visible(erratum: &Erratum) -> bool {
    match erratum.kind {
        ErratumKind::Document => false,
        // A header is seen where a header set has samples; a service's own are seen in its samples.
        ErratumKind::Header => false,
        // What corrects the service's line is compared with the line, below.
        ErratumKind::Method | ErratumKind::Path => !erratum.acts,
        _ => true,
    }
}

/// Contradictions without an erratum, errata without a contradiction.
pub fn lint(catalogue: &Catalogue, files: &Files, findings: &mut Findings) {
    let mut in_types = Vec::new();
    // What a sample that could not be read contradicts, nobody knows: its errata are left alone until it is mended.
    let unread: Vec<_> = findings.iter().filter(|f| f.rule == "sample/not-json").map(|f| f.loc.file).collect();
    for (provider, page, service) in catalogue.services() {
        let found = contradictions(catalogue, provider, service, files);
        for Found { what, loc } in &found {
            if !service.errata.iter().chain(&page.errata).any(|erratum| covers(erratum, what)) {
                findings.add(rule_of(what.kind), *loc, format!("{}: {}", what.path, what.message), proposal(what));
            }
        }
        for erratum in service.errata.iter().filter(|erratum| !erratum.inherited) {
            let idle_correction = match erratum.kind {
                ErratumKind::Method => erratum.acts && service.method == service.documented_method,
                ErratumKind::Path => erratum.acts && service.path == service.documented_path,
                _ => false,
            };
            let unmatched = visible(erratum) && !found.iter().any(|f| covers(erratum, &f.what));
            if idle_correction || unmatched && !unread.contains(&erratum.loc.file) {
                stale(erratum, findings);
            }
        }
        in_types.extend(found.into_iter().filter(|found| found.what.about.starts_with("types.")));
    }
    // What a named type gets wrong may show in the sample of any service that uses it.
    for erratum in catalogue.providers.iter().flat_map(|provider| &provider.pages).flat_map(|page| &page.errata) {
        if visible(erratum)
            && !unread.contains(&erratum.loc.file)
            && !in_types.iter().any(|found| covers(erratum, &found.what))
        {
            stale(erratum, findings);
        }
    }
}

fn stale(erratum: &Erratum, findings: &mut Findings) {
    findings.add(
        "errata/stale",
        erratum.loc,
        format!(
            "erratum `{}` matches nothing any more: no {} contradiction at `{}`",
            erratum.id,
            erratum.kind.as_str(),
            erratum.at
        ),
        "delete it; or, if only a reader can see it, make it `kind: document`",
    );
}

/// The erratum to write, ready to paste.
fn proposal(what: &Contradiction) -> String {
    let kind = what.kind.as_str();
    let at = &what.about;
    format!(
        "mend the row or the sample, or record it: - {{ id: …, at: \"{at}\", kind: {kind}, documented: …, decision: … }}"
    )
}

fn rule_of(kind: ErratumKind) -> &'static str {
    match kind {
        ErratumKind::Length => "sample/length",
        ErratumKind::Precision => "sample/precision",
        ErratumKind::Type => "sample/type",
        ErratumKind::Values => "sample/values",
        ErratumKind::Format => "sample/format",
        ErratumKind::Missing => "sample/missing",
        ErratumKind::Empty => "sample/empty",
        ErratumKind::Unknown | ErratumKind::Name => "sample/unknown",
        ErratumKind::Condition => "sample/condition",
        ErratumKind::Json => "sample/json",
        ErratumKind::Code => "sample/code",
        ErratumKind::Method => "sample/method",
        ErratumKind::Path => "sample/path",
        ErratumKind::Header | ErratumKind::Document => "sample/header",
    }
}
