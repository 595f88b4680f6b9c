//! File plans: what should be there, against what is.
//!
//! Apply writes what differs, atomically, all or nothing, and removes files that carry our mark and are not in the
//! plan, and nothing else. Check is the same comparison without writing.

mod apply;

use std::path::Path;

pub use apply::{WriteError, apply};

/// One file of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFile {
    /// Path below the project's root, with forward slashes.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The spec file that it comes from.
    pub source: String,
}

/// Everything that should be there, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct FilePlan {
    /// The files.
    pub files: Vec<PlannedFile>,
    /// Folders in which a file with our mark that is not in the plan is an orphan.
    pub owned: Vec<String>,
}

impl FilePlan {
    /// A plan in a stable order.
    pub fn new(mut files: Vec<PlannedFile>, owned: &[&str]) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files, owned: owned.iter().map(|folder| (*folder).to_owned()).collect() }
    }
}

/// What an application did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files that were written.
    pub written: Vec<String>,
    /// Files that were removed.
    pub removed: Vec<String>,
    /// Files that were already right.
    pub unchanged: usize,
}

/// A file that is not as the plan says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// Path below the project's root.
    pub path: String,
    /// How it differs.
    pub kind: StaleKind,
    /// The spec file that it comes from; empty for an orphan.
    pub source: String,
}

/// How a file differs from the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaleKind {
    /// It is not there.
    Added,
    /// It says something else.
    Changed,
    /// It should not be there.
    Orphaned,
}

/// Everything under `root` that is not as the plan says. Writes nothing.
///
/// # Errors
/// When a file cannot be read.
pub fn check(root: &Path, plan: &FilePlan) -> Result<Vec<Stale>, WriteError> {
    let mut stale = Vec::new();
    for file in &plan.files {
        let kind = match apply::read(&root.join(&file.path))? {
            None => StaleKind::Added,
            Some(bytes) if bytes != file.bytes => StaleKind::Changed,
            Some(_) => continue,
        };
        stale.push(Stale { path: file.path.clone(), kind, source: file.source.clone() });
    }
    for path in apply::orphans(root, plan)? {
        stale.push(Stale { path, kind: StaleKind::Orphaned, source: String::new() });
    }
    Ok(stale)
}
