//! `cargo xtask export`: the spec for other tools.

use std::path::Path;

use snap_codegen::export;
use snap_codegen::pipeline::Spec;

use crate::terminal;
use crate::{CouldNotRun, Ended, findings};

/// The catalogue as JSON, to stdout or into a file.
pub(crate) fn catalogue(root: &Path, out: Option<&Path>) -> Result<Ended, CouldNotRun> {
    let spec = Spec::read(root)?;
    if !spec.findings.is_empty() {
        findings::print(&spec, "; nothing is exported");
        return Ok(Ended::Findings);
    }
    let text = export::catalogue(&spec.catalogue, &spec.documents.files);
    match out {
        None => terminal::result(&text)?,
        Some(path) => {
            std::fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))?
        }
    }
    Ok(Ended::Well)
}
