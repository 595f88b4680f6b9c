//! The command line.
//!
//! Exit codes: 0 all is well, 1 findings (a signature that is wrong, a test case that failed), 3 could not run.

mod certify;
mod explain;
mod serve;

use std::error::Error;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use snap_bi::Provider;

/// Why a command could not run.
pub(crate) type CouldNotRun = Box<dyn Error>;

/// SNAP providers on your own machine, a doctor for signatures, and certification.
#[derive(Debug, Parser)]
#[command(
    name = "snap-sandbox",
    version,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true,
    after_help = serve::Serve::help()
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say what is wrong with a signature.
    Explain(explain::Explain),
    /// Run a provider's test cases against a server, or watch a client tick them off.
    Certify(certify::Certify),
}

/// Runs a command.
pub(crate) fn run(cli: Cli) -> Result<ExitCode, CouldNotRun> {
    match cli.command {
        None => cli.serve.run(),
        Some(Command::Explain(explain)) => explain.run(),
        Some(Command::Certify(certify)) => certify.run(),
    }
}

/// A provider by its name.
pub(crate) fn provider(name: &str) -> Result<Provider, CouldNotRun> {
    let named = |provider: &&Provider| provider.entry().name == name;
    Provider::ALL.iter().find(named).copied().ok_or_else(|| {
        let names: Vec<_> = Provider::ALL.iter().map(|provider| provider.entry().name).collect();
        format!("`{name}` is no provider: write one of {}", names.join(", ")).into()
    })
}
