//! A folder of YAML becomes parsed documents. Every value keeps file, line and column.

mod folder;
mod portable;
mod scan;
mod unread;
mod yaml;

pub use folder::{LoadError, read_folder};
pub use yaml::parse;

use crate::finding::Findings;
use crate::rule_id;
use crate::source::{FileId, Files, Loc};
use crate::spec::certification::CertificationFile;
use crate::spec::provider::ProviderFile;
use crate::spec::response_code::ResponseCodesFile;
use crate::spec::service::{ServicesFile, TypesFile};
use crate::spec::{DocumentKind, GlossaryFile};

/// The parsed documents of a spec. A file that could not be read is missing here and has a finding.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// The files behind them.
    pub files: Files,
    /// Providers, in the order of their files.
    pub providers: Vec<Document<ProviderFile>>,
    /// Response-code tables.
    pub response_codes: Vec<Document<ResponseCodesFile>>,
    /// Pages.
    pub services: Vec<Document<ServicesFile>>,
    /// Types that the pages of a provider share.
    pub types: Vec<Document<TypesFile>>,
    /// Test cases.
    pub certifications: Vec<Document<CertificationFile>>,
    /// Glossaries: one in practice.
    pub glossaries: Vec<Document<GlossaryFile>>,
}

/// A parsed file.
#[derive(Debug, Clone)]
pub struct Document<T> {
    /// The file.
    pub file: FileId,
    /// The provider whose folder it is in (`aspi` for the standard); empty at the root.
    pub provider: String,
    /// File name without its ending.
    pub stem: String,
    /// What stands in it.
    pub body: T,
}

/// Parses every file; what cannot be read becomes a finding.
pub fn documents(files: Files, findings: &mut Findings) -> Documents {
    let mut documents = Documents::default();
    for (id, source) in files.iter() {
        if !unread::readable(&files, id, findings) {
            continue;
        }
        let Some(place) = Place::of(&source.name) else {
            findings.add(
                rule_id::STRUCTURE_PLACE,
                Loc::start(id),
                "this file is in no place that the spec has",
                "move it to spec/standard/, to spec/providers/<name>/, or make it spec/glossary.yaml",
            );
            continue;
        };
        let Place { provider, stem, kind } = place;
        let scan = scan::scan(&source.text, id, findings);
        if !scan.readable {
            continue;
        }
        let before = findings.len();
        macro_rules! take {
            ($list:ident) => {
                if let Some(body) = parse(&source.text, id, findings) {
                    documents.$list.push(Document { file: id, provider, stem, body });
                }
            };
        }
        match kind {
            DocumentKind::Provider => take!(providers),
            DocumentKind::ResponseCodes => take!(response_codes),
            DocumentKind::Glossary => take!(glossaries),
            DocumentKind::Types => take!(types),
            DocumentKind::Certification => take!(certifications),
            DocumentKind::Services => take!(services),
        }
        // Where the reader has spoken of a scalar already, it knows better what belongs there.
        let spoken: Vec<_> =
            findings.iter().skip(before).map(|finding| (finding.loc.line, finding.loc.column)).collect();
        for scalar in &scan.unquoted {
            if !spoken.contains(&(scalar.loc.line, scalar.loc.column)) {
                scalar.report(findings);
            }
        }
    }
    documents.files = files;
    documents
}

/// What the path of a file says about it.
struct Place {
    provider: String,
    stem: String,
    kind: DocumentKind,
}

/// The provider in whose folder a file lies, whether or not the file can be read.
pub(crate) fn provider_of(name: &str) -> Option<&str> {
    match name.strip_prefix("spec/")?.split('/').collect::<Vec<_>>().as_slice() {
        ["standard", _] | ["standard", "certification", _] => Some("aspi"),
        ["providers", provider, _] | ["providers", provider, "certification", _] => Some(provider),
        _ => None,
    }
}

impl Place {
    fn of(name: &str) -> Option<Self> {
        let (folder, file) = name.rsplit_once('/')?;
        // The glossary is everybody's, and lies in no provider's folder.
        let provider = if file == "glossary.yaml" { (folder == "spec").then_some("")? } else { provider_of(name)? };
        let stem = file.strip_suffix(".yaml")?;
        Some(Self { provider: provider.to_owned(), stem: stem.to_owned(), kind: DocumentKind::of(name) })
    }
}
