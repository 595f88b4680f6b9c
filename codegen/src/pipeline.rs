//! From a folder to the resolved model, with everything that was found on the way.

use std::path::Path;

use crate::causes::{Settled, settle};
use crate::finding::{Finding, Findings};
use crate::ir::Catalogue;
use crate::load::{Documents, LoadError, documents, read_folder};
use crate::resolve::resolve;
use crate::rule_id::Severity;
use crate::source::Files;
use crate::subject;

/// A spec that was read, resolved and linted.
#[derive(Debug)]
pub struct Spec {
    /// The parsed documents, with their files.
    pub documents: Documents,
    /// The resolved model. Only complete if there are no errors among the findings.
    pub catalogue: Catalogue,
    /// Everything that is wrong: causes first, then sorted by place.
    pub findings: Vec<Finding>,
    /// How many findings follow from others, and are held back until those are mended.
    pub held_back: usize,
}

impl Spec {
    /// Reads `root/spec`, resolves and lints it.
    ///
    /// # Errors
    /// When the folder cannot be read at all; what is wrong in it is in [`Spec::findings`].
    pub fn read(root: &Path) -> Result<Self, LoadError> {
        read_folder(root).map(Self::of)
    }

    /// The findings that make what would be generated wrong.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity() == Severity::Error)
    }

    /// The same over texts that are already in memory.
    pub fn of(files: Files) -> Self {
        let mut read = Findings::default();
        let documents = documents(files, &mut read);
        let mut found = Findings::default();
        let catalogue = resolve(&documents, &mut found);
        crate::lint::lint(&documents, &catalogue, &mut found);
        let Settled { mut findings, held_back } = settle(&documents, read, found);
        subject::fill(&documents, findings.iter_mut());
        Self { documents, catalogue, findings, held_back }
    }
}
