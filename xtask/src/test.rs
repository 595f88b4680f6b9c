//! `cargo xtask test`: every test of the workspace, with every feature, and those of a program that depends on it.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

use crate::{CouldNotRun, Ended, programs, terminal};

/// A workspace of its own, as somebody else's is.
const DOWNSTREAM: &str = "tests/downstream/Cargo.toml";

/// Runs `cargo test` with the cargo that runs us. Words behind it are for the workspace's tests alone.
pub(crate) fn run(root: &Path, args: &[OsString]) -> Result<Ended, CouldNotRun> {
    programs::ensure();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let fixed = ["test", "--workspace", "--all-features"].map(OsString::from);
    let words: Vec<_> = fixed.iter().chain(args).collect();
    if !succeeds(&cargo, root, &words)? {
        return Ok(Ended::Findings);
    }
    if !args.is_empty() || !root.join(DOWNSTREAM).exists() {
        return Ok(Ended::Well);
    }
    // Whatever is newest today, as whoever begins today gets it.
    if !succeeds(&cargo, root, &["update", "--quiet", "--manifest-path", DOWNSTREAM])? {
        terminal::note(
            "the registry cannot be reached: the downstream program is tested with the versions of last time\n",
        );
    }
    let test = ["test", "--manifest-path", DOWNSTREAM, "--target-dir", "target/downstream"];
    Ok(if succeeds(&cargo, root, &test)? { Ended::Well } else { Ended::Findings })
}

fn succeeds(cargo: &OsStr, root: &Path, words: &[impl AsRef<OsStr>]) -> Result<bool, CouldNotRun> {
    let shown: Vec<_> = words.iter().map(|word| word.as_ref().to_string_lossy()).collect();
    terminal::note(&format!("cargo {}\n", shown.join(" ")));
    let status = Command::new(cargo)
        .args(words)
        .current_dir(root)
        .status()
        .map_err(|error| format!("cannot start {}: {error}", cargo.to_string_lossy()))?;
    Ok(status.success())
}
