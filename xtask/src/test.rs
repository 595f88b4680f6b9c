//! `cargo xtask test`: every test of the workspace, with every feature.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use crate::terminal;
use crate::{CouldNotRun, Ended};

/// Runs `cargo test` with the cargo that runs us.
pub(crate) fn run(root: &Path, args: &[OsString]) -> Result<Ended, CouldNotRun> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let fixed = ["test", "--workspace", "--all-features"].map(OsString::from);
    let words: Vec<_> = fixed.iter().chain(args).map(|word| word.to_string_lossy()).collect();
    terminal::note(&format!("cargo {}\n", words.join(" ")));
    let status = Command::new(&cargo)
        .args(&fixed)
        .args(args)
        .current_dir(root)
        .status()
        .map_err(|error| format!("cannot start {}: {error}", cargo.to_string_lossy()))?;
    Ok(if status.success() { Ended::Well } else { Ended::Findings })
}
