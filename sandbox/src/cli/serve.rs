//! `snap-sandbox serve`.

use std::process::ExitCode;

use clap::Args;

use super::CouldNotRun;

#[derive(Debug, Args)]
pub(crate) struct Serve {}

impl Serve {
    pub(crate) fn run(self) -> Result<ExitCode, CouldNotRun> {
        Err("not there yet".into())
    }
}
