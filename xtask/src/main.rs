//! `cargo xtask …`: the maintainer's commands. Argument parsing and calls into `snap-codegen`, nothing else.
//!
//! Findings and errors go to stderr, results to stdout. The exit code is 0, 1 (findings, or tests that fail), 2 (a
//! generated file is stale) or 3 (the command could not run).

mod cli;
mod codegen;
mod content;
mod export;
mod findings;
mod lint;
mod new;
mod plan;
mod programs;
mod sandbox;
mod schema;
mod size;
mod stages;
mod stale;
mod terminal;
mod test;
mod validators;

use std::error::Error;
use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Command, ExportFormat};

/// How a command ended that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// All is well.
    Well,
    /// There are findings, or tests that fail.
    Findings,
    /// A generated file is not as the spec says.
    Stale,
}

/// Why a command could not run.
type CouldNotRun = Box<dyn Error>;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help is a result; anything else means that nothing ran. Nobody is left to tell if printing fails.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 3 } else { 0 });
        }
    };
    match run(cli) {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::Findings) => ExitCode::from(1),
        Ok(Ended::Stale) => ExitCode::from(2),
        Err(error) => {
            terminal::error(error.as_ref());
            ExitCode::from(3)
        }
    }
}

fn run(cli: Cli) -> Result<Ended, CouldNotRun> {
    let root = cli.root();
    match cli.command {
        Command::Codegen { check, stats } => codegen::run(&root, check, stats),
        Command::Lint { explain: Some(id), .. } => lint::explain(&id),
        Command::Lint { propose_errata: true, write, .. } => lint::propose(&root, write),
        Command::Lint { explain: None, format, stats, .. } => lint::run(&root, format, stats),
        Command::Schema { validate: true, .. } => validators::run(&root),
        Command::Schema { check, validate: false } => schema::run(&root, check),
        Command::Export { format: ExportFormat::Catalogue { out } } => export::catalogue(&root, out.as_deref()),
        Command::Export { format: ExportFormat::Deviations { provider, out } } => {
            export::deviations(&root, provider.as_deref(), out.as_deref())
        }
        Command::Export { format: ExportFormat::Refused { out } } => export::refused(&root, out.as_deref()),
        Command::New { what } => new::run(&root, &what),
        Command::Sandbox { args } => sandbox::run(&root, &args),
        Command::Test { args } => test::run(&root, &args),
    }
}
