//! `cargo xtask sandbox`: starts the sandbox as a program of its own. What is generated is no part of this one: where it does not
//! compile, `cargo xtask codegen` still does.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use crate::{CouldNotRun, Ended};

/// Builds it, and hands over to it.
pub(crate) fn run(root: &Path, args: &[OsString]) -> Result<Ended, CouldNotRun> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let status = Command::new(&cargo)
        .args(["run", "--quiet", "--package", "snap-sandbox", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .arg("--")
        .args(args)
        .status()
        .map_err(|error| format!("cannot start {}: {error}", cargo.to_string_lossy()))?;
    match status.code() {
        Some(0) => Ok(Ended::Well),
        Some(1) => Ok(Ended::Findings),
        _ => Err("the sandbox could not run; it said why".into()),
    }
}
