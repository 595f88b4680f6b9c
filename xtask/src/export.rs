//! `cargo xtask export`: the spec for other tools.

use std::path::Path;

use snap_codegen::export;
use snap_codegen::ir::STANDARD;
use snap_codegen::pipeline::Spec;

use crate::terminal;
use crate::{CouldNotRun, Ended, findings};

/// The catalogue as JSON, to stdout or into a file.
pub(crate) fn catalogue(root: &Path, out: Option<&Path>) -> Result<Ended, CouldNotRun> {
    write(root, out, |spec| Ok(export::catalogue(&spec.catalogue, &spec.documents.files)))
}

/// How dialects differ from the standard, to stdout or into a file.
pub(crate) fn deviations(root: &Path, provider: Option<&str>, out: Option<&Path>) -> Result<Ended, CouldNotRun> {
    write(root, out, |spec| {
        let mut known = spec.catalogue.providers.iter().map(|provider| provider.name.as_str());
        if let Some(name) = provider.filter(|name| *name == STANDARD || !known.clone().any(|known| known == *name)) {
            let known: Vec<_> = known.by_ref().filter(|known| *known != STANDARD).collect();
            return Err(format!("`{name}` is no dialect: write one of {}", known.join(", ")).into());
        }
        Ok(export::deviations(&spec.catalogue, provider))
    })
}

/// Documented requests that may not be sent, to stdout or into a file.
pub(crate) fn refused(root: &Path, out: Option<&Path>) -> Result<Ended, CouldNotRun> {
    write(root, out, |spec| Ok(export::refused_requests(&spec.catalogue, &spec.documents.files)))
}

fn write(
    root: &Path,
    out: Option<&Path>,
    export: impl FnOnce(&Spec) -> Result<String, CouldNotRun>,
) -> Result<Ended, CouldNotRun> {
    let spec = Spec::read(root)?;
    if !spec.findings.is_empty() {
        findings::print(&spec, "; nothing is exported");
        return Ok(Ended::Findings);
    }
    let text = export(&spec)?;
    match out {
        None => terminal::result(&text)?,
        Some(path) => {
            std::fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))?
        }
    }
    Ok(Ended::Well)
}
