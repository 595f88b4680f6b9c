//! From a spec to the plan of everything that is generated from it.

use crate::emit::{EmitError, emit, national};
use crate::pipeline::Spec;
use crate::schema;
use crate::write::FilePlan;

/// Nothing was generated.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// The spec has findings.
    #[error("the spec has {0} findings: `cargo xtask lint` shows them")]
    Findings(usize),
    /// The emitter is wrong.
    #[error(transparent)]
    Emit(#[from] EmitError),
}

/// Folders in which every file with our mark belongs to a plan.
const OWNED: [&str; 3] = ["generated", schema::FOLDER, national::FOLDER];

/// The plan of everything that is generated from a spec: a pure function, the same for the same spec everywhere.
///
/// # Errors
/// When the spec has findings, or the emitter is wrong.
pub fn generate(spec: &Spec) -> Result<FilePlan, GenerateError> {
    if !spec.findings.is_empty() {
        return Err(GenerateError::Findings(spec.findings.len()));
    }
    let mut files = emit(&spec.catalogue)?;
    files.extend(schema::planned());
    Ok(FilePlan::new(files, &OWNED))
}
