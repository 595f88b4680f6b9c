//! `cargo xtask schema`: the JSON Schemas of the spec's documents.

use std::path::Path;

use snap_codegen::write;

use crate::terminal::{self, count};
use crate::{CouldNotRun, Ended, plan, stale};

/// Writes the schemas, or says which are stale.
pub(crate) fn run(root: &Path, check: bool) -> Result<Ended, CouldNotRun> {
    let plan = plan::schemas();
    if check {
        return Ok(stale::report(&write::check(root, &plan)?, "cargo xtask schema"));
    }
    let outcome = write::apply(root, &plan)?;
    let mut text = String::new();
    for (word, paths) in [("written", &outcome.written), ("removed", &outcome.removed)] {
        for path in paths {
            text.push_str(&format!("{word}  {path}\n"));
        }
    }
    text.push_str(&format!("{}, {} unchanged\n", count(plan.files.len(), "schema"), outcome.unchanged));
    terminal::result(&text)?;
    Ok(Ended::Well)
}
