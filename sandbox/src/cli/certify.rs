//! `snap-sandbox certify`.

use std::process::ExitCode;

use clap::Args;

use super::CouldNotRun;

#[derive(Debug, Args)]
pub(crate) struct Certify {}

impl Certify {
    pub(crate) fn run(self) -> Result<ExitCode, CouldNotRun> {
        Err("not there yet".into())
    }
}
