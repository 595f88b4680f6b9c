//! `snap-sandbox explain`.

use std::process::ExitCode;

use clap::Args;

use super::CouldNotRun;

#[derive(Debug, Args)]
pub(crate) struct Explain {}

impl Explain {
    pub(crate) fn run(self) -> Result<ExitCode, CouldNotRun> {
        Err("not there yet".into())
    }
}
