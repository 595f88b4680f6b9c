//! From a spec to the plan of everything that is generated from it.

use crate::emit::{EmitError, emit, national};
use crate::pipeline::Spec;
use crate::schema;
use crate::write::FilePlan;

/// Nothing was generated.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// The spec has findings that make what would be generated wrong.
    #[error("the spec has {0} errors: `cargo xtask lint` shows them")]
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
/// When the spec has errors (warnings do not matter here), or the emitter is wrong.
pub fn generate(spec: &Spec) -> Result<FilePlan, GenerateError> {
    let errors = spec.errors().count();
    if errors > 0 {
        return Err(GenerateError::Findings(errors));
    }
    let mut files = emit(&spec.catalogue)?;
    files.extend(schema::planned());
    Ok(FilePlan::new(files, &OWNED))
}
