//! Errata for what samples show, ready to paste: one per kind and row, or per kind and rows that
//! show the very same, with what was found and a decision to be taken.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::ir::service::{Erratum, Page};
use crate::ir::{Catalogue, Provider, Target};
use crate::load::Documents;
use crate::source::{FileId, Files};
use crate::spec::At;
use crate::spec::erratum::Erratum as Raw;
use crate::text::capital;

use super::contradictions::{Disagreement, open};

/// What a proposal says until somebody decides. It is true as it stands: nothing is accepted, nothing corrected.
const UNDECIDED: &str = "Open; until the provider says which holds, the table does.";

/// Errata of one owner: a service, or a page for its named types.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The file that they belong into.
    pub file: FileId,
    /// The service; none for the errata of the page.
    pub service: Option<String>,
    /// The errata.
    pub errata: Vec<Proposed>,
    /// The line that they go before, 1-based, and whether the key `errata` has to be written too.
    at: (u32, bool),
}

/// A proposed erratum.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// A name that no other erratum of the owner has.
    pub id: String,
    /// What it is about: one row, or several that show the same.
    pub at: Vec<String>,
    /// Its kind.
    pub kind: &'static str,
    /// What disagrees, in our own words.
    pub documented: String,
}

/// Errata for every contradiction among what lint found, owner by owner in the order of the files.
pub fn proposals(documents: &Documents, catalogue: &Catalogue, findings: &[Finding]) -> Vec<Proposal> {
    let files = &documents.files;
    let mut proposals: Vec<Proposal> = Vec::new();
    for provider in &catalogue.providers {
        for page in &provider.pages {
            for disagreement in open(catalogue, provider, page, files) {
                // What was set aside, or follows from another mistake, needs no erratum.
                let what = format!("{}: {}", disagreement.first.path, disagreement.message());
                if !findings.iter().any(|f| f.loc == disagreement.first.loc && f.message == what) {
                    continue;
                }
                let home = home(provider, page, &disagreement);
                let mine = |known: &&mut Proposal| known.file == home.file() && known.service == disagreement.service;
                match proposals.iter_mut().find(mine) {
                    Some(known) => known.propose(&disagreement, home),
                    None => {
                        let Some(at) = place(documents, home.file(), disagreement.service.as_deref()) else { continue };
                        let service = disagreement.service.clone();
                        let mut new = Proposal { file: home.file(), service, errata: Vec::new(), at };
                        new.propose(&disagreement, home);
                        proposals.push(new);
                    }
                }
            }
        }
    }
    proposals.sort_by_key(|proposal| (proposal.file, proposal.at));
    proposals
}

/// The page whose file an erratum belongs into: that of the type, where the provider's pages share it.
fn home<'a>(provider: &'a Provider, page: &'a Page, disagreement: &Disagreement) -> &'a Page {
    let Target::Type(name, _) = &disagreement.first.target else { return page };
    provider.shared().filter(|shared| shared.types.iter().any(|ty| ty.name == *name)).unwrap_or(page)
}

impl Proposal {
    fn propose(&mut self, disagreement: &Disagreement, page: &Page) {
        let what = &disagreement.first.what;
        let about = disagreement.first.target.to_string();
        let at = about.trim_end_matches("[]").to_owned();
        let documented = sentence(&disagreement.message());
        let alike = |other: &&mut Proposed| other.kind == what.kind.as_str() && other.documented == documented;
        if let Some(known) = self.errata.iter_mut().find(alike) {
            // Pages that share a type show the same.
            if !known.at.contains(&at) {
                known.at.push(at);
            }
            return;
        }
        let service = page.services.iter().find(|service| Some(&service.name) == self.service.as_ref());
        let known: &[Erratum] = service.map_or(&page.errata, |service| &service.errata);
        let taken: BTreeSet<&str> = known
            .iter()
            .map(|erratum| erratum.id.as_str())
            .chain(self.errata.iter().map(|proposed| proposed.id.as_str()))
            .collect();
        let (slug, kind) = (slug(&about), what.kind.as_str());
        let plain = if slug == kind { slug } else { format!("{slug}-{kind}") };
        let numbered = (2..).map(|n| format!("{plain}-{n}"));
        let id = std::iter::once(plain.clone()).chain(numbered).find(|id| !taken.contains(id.as_str()));
        self.errata.push(Proposed { id: id.unwrap_or(plain), at: vec![at], kind, documented });
    }

    /// The lines to paste, as deep as they belong.
    fn lines(&self) -> String {
        let indent = if self.service.is_some() { "    " } else { "" };
        let mut text = if self.at.1 { format!("{indent}errata:\n") } else { String::new() };
        for Proposed { id, at, kind, documented } in &self.errata {
            text.push_str(&format!(
                "{indent}  - id: {id}\n{indent}    at: {}\n{indent}    kind: {kind}\n{indent}    documented: {}\n\
                 {indent}    decision: {}\n",
                places(at),
                quoted(documented),
                quoted(UNDECIDED),
            ));
        }
        text
    }
}

/// What was found, as a sentence.
fn sentence(message: &str) -> String {
    format!("{}.", capital(message))
}

/// One place, or a list of them.
fn places(at: &[String]) -> String {
    match at {
        [only] => quoted(only),
        several => format!("[{}]", several.iter().map(|at| quoted(at)).collect::<Vec<_>>().join(", ")),
    }
}

/// A text in double quotes: JSON's are YAML's too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// `request.detailData[].billNo` as a word of an ID: `request-detaildata-billno`.
fn slug(path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// The line before which errata of an owner go: before those that it has, or at its end, with the key.
fn place(documents: &Documents, file: FileId, service: Option<&str>) -> Option<(u32, bool)> {
    let first = |errata: &[At<Raw>]| errata.first().map(|erratum| (erratum.loc.line, false));
    let text = documents.files.text(file);
    let lines = text.lines().count();
    let end = |end: usize| (u32::try_from(end + 1).unwrap_or(u32::MAX), true);
    if let Some(types) = documents.types.iter().find(|document| document.file == file) {
        return first(&types.body.errata).or_else(|| Some(end(lines)));
    }
    let document = documents.services.iter().find(|document| document.file == file)?;
    let Some(service) = service else { return first(&document.body.errata).or_else(|| Some(end(lines))) };
    let services = &document.body.services.0;
    let index = services.iter().position(|(name, _)| name.value == service)?;
    let (name, body) = services.get(index)?;
    if let Some(place) = first(&body.errata) {
        return Some(place);
    }
    let start = name.loc.line as usize;
    let next = services.get(index + 1).map(|(next, _)| next.loc.line as usize - 1);
    let top = |line: &str| !line.starts_with([' ', '#', '\t']) && !line.trim().is_empty();
    let next = next.or_else(|| text.lines().skip(start).position(top).map(|at| start + at)).unwrap_or(lines);
    // Blanks and comments in the first columns are about what follows.
    let about_next = |line: &str| {
        let text = line.trim_start();
        text.is_empty() || text.starts_with('#') && line.len() - text.len() < 4
    };
    let own: Vec<&str> = text.lines().take(next).collect();
    own.iter().rposition(|line| !about_next(line)).map(|last| end(last + 1))
}

/// Every proposal as YAML, with a comment that says where it goes.
pub fn text(files: &Files, proposals: &[Proposal]) -> String {
    if proposals.is_empty() {
        return String::new();
    }
    let mut text =
        "# Decide on each: `accept: { … }` takes what the sample shows, `correct: { … }` replaces the table.\n\n"
            .to_owned();
    for proposal in proposals {
        let (line, new) = proposal.at;
        let owner = proposal.service.as_ref().map_or_else(|| "the page".to_owned(), |name| format!("`{name}`"));
        let what = if new { "a new key of" } else { "before the first of" };
        let name = files.name(proposal.file);
        text.push_str(&format!("# {name}:{line}, {what} {owner}\n{}\n", proposal.lines()));
    }
    text
}

/// The files of a spec with every proposal in its place: name and text of those that change.
pub fn pasted(files: &Files, proposals: &[Proposal]) -> Vec<(String, String)> {
    let changed: BTreeSet<FileId> = proposals.iter().map(|proposal| proposal.file).collect();
    let paste = |file: FileId| {
        let mut lines: Vec<String> = files.text(file).split_inclusive('\n').map(str::to_owned).collect();
        if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('\n')) {
            last.push('\n');
        }
        // From the end, so that the lines before stay where they are.
        for proposal in proposals.iter().rev().filter(|proposal| proposal.file == file) {
            let at = (proposal.at.0 as usize).saturating_sub(1).min(lines.len());
            lines.insert(at, proposal.lines());
        }
        (files.name(file).to_owned(), lines.concat())
    };
    changed.into_iter().map(paste).collect()
}
