//! Tables against samples: everything in which they disagree, by the tables as printed, and what is left of it by the
//! tables with their errata.

use crate::finding::Findings;
use crate::ir::service::{Erratum, SampleText, Service};
use crate::ir::{Catalogue, Message, Page, Provider, STANDARD};
use crate::json;
use crate::judge::{Contradiction, Judge};
use crate::source::{Files, Loc};
use crate::spec::erratum::ErratumKind;

use super::objects;

/// A contradiction of a service, with its place in the file.
#[derive(Debug, Clone)]
pub struct Found {
    /// What disagrees; the path begins with the message.
    pub what: Contradiction,
    /// Where it stands.
    pub loc: Loc,
    /// The sample that shows it; empty if no sample is needed to see it.
    pub sample: String,
    /// An object all of whose members are extra: each of them.
    pub parts: Vec<Self>,
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
        let before = found.len();
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
        for found in found.iter_mut().skip(before) {
            found.sample.clone_from(&sample.name);
        }
    }
    found
}

fn plain(kind: ErratumKind, path: &str, message: String, loc: Loc) -> Found {
    let what = Contradiction { kind, path: path.to_owned(), about: path.to_owned(), message, start: 0, len: 0 };
    Found { what, loc, sample: String::new(), parts: Vec::new() }
}

fn judged(judge: &Judge<'_>, message: &Message, text: &SampleText, root: &str, files: &Files) -> Vec<Found> {
    let found: Vec<_> = judge
        .message(message, &text.node)
        .into_iter()
        .map(|mut what| {
            let rooted = |path: &str| if path.is_empty() { root.to_owned() } else { format!("{root}.{path}") };
            if !what.about.starts_with("types.") {
                what.about = rooted(&what.about);
            }
            what.path = rooted(&what.path);
            let loc = files.inside_block(&text.text, text.loc, what.start, what.len);
            Found { what, loc, sample: String::new(), parts: Vec::new() }
        })
        .collect();
    objects::whole(found, &text.node)
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

/// What the samples still contradict in the tables with their errata: when read, or, if strictly, when sent as well.
pub fn left(catalogue: &Catalogue, service: &Service, lenient: bool, files: &Files) -> Vec<Found> {
    let mut found = Vec::new();
    for sample in service.samples.iter().filter(|sample| !sample.inherited) {
        let before = found.len();
        let headers: Vec<String> = sample.headers.iter().map(|(name, ..)| name.clone()).collect();
        let headers = (!headers.is_empty()).then_some(headers.as_slice());
        if let Some(text) = &sample.request {
            let judge = Judge { catalogue, lenient, response: false, headers, request: None };
            found.extend(judged(&judge, &service.request, text, "request", files));
        }
        if let (Some(text), Some(variant)) = (&sample.response, service.response(sample.variant.as_deref())) {
            let root = variant.name.as_ref().map_or_else(|| "response".to_owned(), |name| format!("responses.{name}"));
            let asked = sample.request.as_ref().map(|text| &text.node);
            let judge = Judge { catalogue, lenient, response: true, headers, request: asked };
            found.extend(judged(&judge, &variant.message, text, &root, files));
        }
        for found in found.iter_mut().skip(before) {
            found.sample.clone_from(&sample.name);
        }
    }
    found
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

impl Found {
    /// What of it no erratum speaks of: nothing, all of it, or some members of an object.
    fn without(&self, errata: &[&Erratum]) -> Vec<&Self> {
        let spoken_of = |what: &Contradiction| errata.iter().any(|erratum| covers(erratum, what));
        if spoken_of(&self.what) {
            return Vec::new();
        }
        if self.parts.iter().any(|part| spoken_of(&part.what)) {
            return self.parts.iter().filter(|part| !spoken_of(&part.what)).collect();
        }
        vec![self]
    }

    /// Whether an erratum speaks of it, or of a part of it.
    pub fn concerns(&self, erratum: &Erratum) -> bool {
        covers(erratum, &self.what) || self.parts.iter().any(|part| covers(erratum, &part.what))
    }
}

/// Contradictions of one row and one kind: however many values and samples show it, it is one thing to decide.
#[derive(Debug, Clone)]
pub struct Disagreement {
    /// The service that it is about; none if it is about a named type of the page.
    pub service: Option<String>,
    /// The first that was found.
    pub first: Found,
    /// How many values show it.
    pub values: usize,
    /// The samples that show it.
    pub samples: Vec<String>,
}

/// What samples of a page contradict, and no erratum speaks of.
pub fn open(catalogue: &Catalogue, provider: &Provider, page: &Page, files: &Files) -> Vec<Disagreement> {
    let mut open: Vec<Disagreement> = Vec::new();
    for service in &page.services {
        let errata: Vec<_> = service.errata.iter().chain(&page.errata).collect();
        for found in &contradictions(catalogue, provider, service, files) {
            for found in found.without(&errata) {
                // A named type is the page's: the samples of several services may show the same.
                let owner = (!found.what.about.starts_with("types.")).then(|| service.name.clone());
                let sample = format!("{}/{}", service.name, found.sample);
                let same = open.iter_mut().find(|known| {
                    let (known, what) = (&known.service, &known.first.what);
                    *known == owner && what.kind == found.what.kind && what.about == found.what.about
                });
                match same {
                    Some(known) => {
                        known.values += 1;
                        if !known.samples.contains(&sample) {
                            known.samples.push(sample);
                        }
                    }
                    None => open.push(Disagreement {
                        service: owner,
                        first: found.clone(),
                        values: 1,
                        samples: vec![sample],
                    }),
                }
            }
        }
    }
    open
}

impl Disagreement {
    /// What disagrees, and how many values of how many samples say so if there are several.
    pub fn message(&self) -> String {
        let what = &self.first.what.message;
        match (self.values, self.samples.len()) {
            (1, _) => what.clone(),
            (values, 1) => format!("{what}, and {} more in this sample", values - 1),
            (values, samples) => format!("{what}, and {} more, in {samples} samples", values - 1),
        }
    }
}

/// Contradictions without an erratum.
pub fn lint(catalogue: &Catalogue, files: &Files, findings: &mut Findings) {
    for provider in &catalogue.providers {
        for page in &provider.pages {
            for disagreement in open(catalogue, provider, page, files) {
                let Found { what, loc, .. } = &disagreement.first;
                let message = format!("{}: {}", what.path, disagreement.message());
                findings.add(rule_of(what.kind), *loc, message, proposal(what));
            }
        }
    }
}

/// The erratum to write.
fn proposal(what: &Contradiction) -> String {
    let kind = what.kind.as_str();
    let at = &what.about;
    format!(
        "mend the row or the sample, or record it: - {{ id: …, at: \"{at}\", kind: {kind}, documented: …, decision: … }}; \
         `cargo xtask lint --propose-errata` writes it"
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
