//! Tables against samples: everything in which they disagree, by the tables as printed, and what is left of it by the
//! tables with their errata.

use crate::finding::Findings;
use crate::ir::message::{Message, Table, Variant};
use crate::ir::service::{Erratum, Sample, SampleText, Service};
use crate::ir::{Catalogue, Members, MessageId, Page, Provider, STANDARD, Target};
use crate::json;
use crate::judge::{Contradiction, Judge};
use crate::rule_id::{self, RuleId};
use crate::source::{Files, Loc};
use crate::spec::erratum::ErratumKind;
use crate::spec::provider::MessageKind;
use crate::subject::Subject;

use super::objects;

/// A contradiction of a service, with its place in the file.
#[derive(Debug, Clone)]
pub struct Found {
    /// What disagrees.
    pub what: Contradiction,
    /// What an erratum about it speaks of.
    pub target: Target,
    /// Where it is, from the message down.
    pub path: String,
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
    if let Some(national) = service.standard.as_ref().and_then(|name| catalogue.provider(STANDARD)?.service(name))
        && service.no_code.is_none()
        && national.code.holds != service.code.printed
    {
        let message = format!("the table says {}, the national code is {}", service.code.printed, national.code);
        found.push(plain(ErratumKind::Code, Target::Code, message, service.code.printed.loc()));
    }
    for sample in service.own_samples() {
        let before = found.len();
        let shown = shown(service, sample);
        found.extend(exchange(catalogue, service, (sample, shown), false, |message| &message.documented, files));
        if let (Some(text), Some(variant)) = (&sample.response, shown) {
            found.extend(code(service, text, MessageId::Response(variant.name.clone()), files));
        }
        let (method, path) = (&service.method.printed, &service.path.printed);
        if let Some(printed) = sample.method.filter(|printed| printed != method) {
            let message = format!("the table says {}, the sample {}", method.as_str(), printed.as_str());
            found.push(plain(ErratumKind::Method, Target::Method, message, printed.loc()));
        }
        if let Some(printed) = &sample.path
            && !same_path(printed, &format!("{}{path}", provider.prefix), &service.version)
        {
            let message = format!("the table says {path}, the sample {printed}");
            found.push(plain(ErratumKind::Path, Target::Path, message, printed.loc()));
        }
        for (kind, text) in &sample.raw {
            if let Err(error) = json::parse(text) {
                let place = files.inside_block(text, text.loc(), error.start, error.len.max(1));
                let (word, id) = match kind {
                    MessageKind::Request => ("request", MessageId::Request),
                    MessageKind::Response => {
                        ("response", MessageId::Response(shown.and_then(|variant| variant.name.clone())))
                    }
                };
                let what = format!("the printed {word} is not JSON: {}", error.message);
                found.push(plain(ErratumKind::Json, Target::Message(id, Members::default()), what, place));
            }
        }
        for found in found.iter_mut().skip(before) {
            found.sample.clone_from(&sample.name);
        }
    }
    found
}

/// The shape of the response that a sample shows. A shape that does not exist has a finding of its own
/// (reference/variant), and no table to judge by.
fn shown<'s>(service: &'s Service, sample: &Sample) -> Option<&'s Variant> {
    match sample.shape() {
        // Without a name, the shape that has none; or the first.
        None => service.responses.iter().find(|variant| variant.name.is_none()).or(service.responses.first()),
        shape => service.response(shape),
    }
}

fn plain(kind: ErratumKind, target: Target, message: String, loc: Loc) -> Found {
    let path = target.to_string();
    let what =
        Contradiction { kind, path: path.clone(), of_type: None, about: String::new(), message, start: 0, len: 0 };
    Found { what, target, path, loc, sample: String::new(), parts: Vec::new() }
}

/// What the request and the response of a sample contradict, each in one of its tables.
fn exchange(
    catalogue: &Catalogue,
    service: &Service,
    (sample, shown): (&Sample, Option<&Variant>),
    lenient: bool,
    table: fn(&Message) -> &Table,
    files: &Files,
) -> Vec<Found> {
    let mut found = Vec::new();
    let headers = sample.header_names();
    let judge =
        Judge { catalogue, lenient, observes: false, response: false, headers: headers.as_deref(), request: None };
    if let Some(text) = &sample.request {
        found.extend(judged(&judge, table(&service.request), text, &MessageId::Request, files));
    }
    if let (Some(text), Some(variant)) = (&sample.response, shown) {
        // An answer may depend on what was asked.
        let asked = sample.request.as_ref().map(|text| &text.node);
        let judge = Judge { response: true, request: asked, ..judge };
        let id = MessageId::Response(variant.name.clone());
        found.extend(judged(&judge, table(&variant.message), text, &id, files));
    }
    found
}

fn judged(judge: &Judge<'_>, table: &Table, text: &SampleText, id: &MessageId, files: &Files) -> Vec<Found> {
    let found: Vec<_> = judge
        .message(table, &text.node)
        .into_iter()
        .map(|what| {
            let about = Members::read(&what.about);
            let target = match &what.of_type {
                Some(name) => Target::Type(name.clone(), about),
                None => Target::Message(id.clone(), about),
            };
            let path = if what.path.is_empty() { id.to_string() } else { format!("{id}.{}", what.path) };
            let loc = files.inside_block(&text.text, text.loc(), what.start, what.len);
            Found { what, target, path, loc, sample: String::new(), parts: Vec::new() }
        })
        .collect();
    objects::whole(found, &text.node)
}

/// A sample's response code: seven characters, a known HTTP status, the service's own code.
fn code(service: &Service, text: &SampleText, id: MessageId, files: &Files) -> Option<Found> {
    let node = text.node.get("responseCode")?;
    let (json::Value::Text(code) | json::Value::Number(code)) = &node.value else { return None };
    let problem = if code.chars().count() != 7 || !code.is_ascii() {
        format!("`{code}` has {} characters, a response code has 7", code.chars().count())
    } else if !code.bytes().take(3).all(|b| b.is_ascii_digit()) || !code.starts_with(['2', '4', '5']) {
        format!("`{code}` does not begin with an HTTP status")
    } else if service.no_code.is_none() && code[3..5] != *service.code.printed.value {
        format!("`{code}` carries service code {}, the table says {}", &code[3..5], service.code.printed)
    } else {
        return None;
    };
    let loc = files.inside_block(&text.text, text.loc(), node.start, node.len);
    Some(plain(ErratumKind::Code, Target::Message(id, Members::read("responseCode")), problem, loc))
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
    for sample in service.own_samples() {
        let before = found.len();
        let shown = service.response(sample.shape());
        found.extend(exchange(catalogue, service, (sample, shown), lenient, |message| &message.table, files));
        for found in found.iter_mut().skip(before) {
            found.sample.clone_from(&sample.name);
        }
    }
    found
}

impl Found {
    /// Whether an erratum speaks of it, at one of its places.
    fn covered(&self, erratum: &Erratum, at: &Target) -> bool {
        match (erratum.kind.value, self.what.kind) {
            (ErratumKind::Name, ErratumKind::Missing) => *at == self.target,
            (ErratumKind::Name, ErratumKind::Unknown) => {
                erratum.names.iter().any(|name| at.beside(name).leads_to(&self.target))
            }
            (ErratumKind::Code, ErratumKind::Code) => *at == Target::Code || *at == self.target,
            (mine, theirs) => mine == theirs && *at == self.target,
        }
    }

    /// What of it no erratum speaks of: nothing, all of it, or some members of an object.
    fn without(&self, errata: &[&Erratum]) -> Vec<&Self> {
        let spoken_of =
            |found: &Self| errata.iter().any(|erratum| erratum.at.iter().any(|at| found.covered(erratum, at)));
        if spoken_of(self) {
            return Vec::new();
        }
        if self.parts.iter().any(spoken_of) {
            return self.parts.iter().filter(|part| !spoken_of(part)).collect();
        }
        vec![self]
    }

    /// Whether an erratum speaks of it, or of a part of it.
    pub fn concerns(&self, erratum: &Erratum) -> bool {
        erratum.at.iter().any(|at| self.concerns_at(erratum, at))
    }

    /// Whether an erratum speaks of it, or of a part of it, at one of its places.
    pub fn concerns_at(&self, erratum: &Erratum, at: &Target) -> bool {
        self.covered(erratum, at) || self.parts.iter().any(|part| part.covered(erratum, at))
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
        let errata: Vec<_> = service.errata.iter().chain(provider.errata_beside(page)).collect();
        for found in &contradictions(catalogue, provider, service, files) {
            for found in found.without(&errata) {
                // A named type is the page's: the samples of several services may show the same.
                let owner = (!matches!(found.target, Target::Type(..))).then(|| service.name.clone());
                let sample = format!("{}/{}", service.name, found.sample);
                let same = open.iter_mut().find(|known| {
                    let (known, first) = (&known.service, &known.first);
                    *known == owner && first.what.kind == found.what.kind && first.target == found.target
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
                let found = &disagreement.first;
                let message = format!("{}: {}", found.path, disagreement.message());
                let subject = Subject {
                    provider: Some(provider.name.clone()),
                    service: disagreement.service.clone(),
                    at: Some(found.target.clone()),
                };
                findings.add_about(subject, rule_of(found.what.kind), found.loc, message, proposal(found));
            }
        }
    }
}

/// The erratum to write.
fn proposal(found: &Found) -> String {
    let kind = found.what.kind.as_str();
    let at = &found.target;
    format!(
        "mend the row or the sample, or record it: - {{ id: …, at: \"{at}\", kind: {kind}, documented: …, decision: … }}; \
         `cargo xtask lint --propose-errata` writes it"
    )
}

fn rule_of(kind: ErratumKind) -> RuleId {
    match kind {
        ErratumKind::Length => rule_id::SAMPLE_LENGTH,
        ErratumKind::Precision => rule_id::SAMPLE_PRECISION,
        ErratumKind::Type => rule_id::SAMPLE_TYPE,
        ErratumKind::Values => rule_id::SAMPLE_VALUES,
        ErratumKind::Format => rule_id::SAMPLE_FORMAT,
        ErratumKind::Missing => rule_id::SAMPLE_MISSING,
        ErratumKind::Empty => rule_id::SAMPLE_EMPTY,
        ErratumKind::Unknown | ErratumKind::Name => rule_id::SAMPLE_UNKNOWN,
        ErratumKind::Condition => rule_id::SAMPLE_CONDITION,
        ErratumKind::Json => rule_id::SAMPLE_JSON,
        ErratumKind::Code => rule_id::SAMPLE_CODE,
        ErratumKind::Method => rule_id::SAMPLE_METHOD,
        ErratumKind::Path => rule_id::SAMPLE_PATH,
        ErratumKind::Header | ErratumKind::Document => rule_id::SAMPLE_HEADER,
    }
}
