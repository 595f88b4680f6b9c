//! What may be typed.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};

/// The maintainer's commands.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    after_help = "Exit codes: 0 all is well, 1 findings or failing tests, 2 stale files, 3 could not run."
)]
pub(crate) struct Cli {
    /// The project's root: the folder that holds `spec`.
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Generate everything that is derived from the spec.
    Codegen {
        /// Write nothing; exit with 2 if a file is not as the spec says.
        #[arg(long)]
        check: bool,
        /// Print stages, sizes and services as JSON.
        #[arg(long)]
        stats: bool,
    },
    /// Check the spec.
    Lint {
        /// Explain a rule: its reason, an example of wrong and of right. `all` lists the rules.
        #[arg(long, value_name = "ID", conflicts_with_all = ["format", "stats"])]
        explain: Option<String>,
        /// How to print findings.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Print what each document holds.
        #[arg(long)]
        stats: bool,
        /// Print the errata that would record what the samples show, ready to paste.
        #[arg(long, conflicts_with_all = ["explain", "format", "stats"])]
        propose_errata: bool,
        /// Put the proposed errata into the files.
        #[arg(long, requires = "propose_errata")]
        write: bool,
    },
    /// Write the JSON Schemas of the spec's documents.
    Schema {
        /// Write nothing; exit with 2 if a schema is stale.
        #[arg(long)]
        check: bool,
        /// Write nothing; hold every file against its schema with check-jsonschema, ajv and PyYAML, where they are
        /// installed.
        #[arg(long, conflicts_with = "check")]
        validate: bool,
    },
    /// Derive something for other tools.
    Export {
        /// What.
        #[command(subcommand)]
        format: ExportFormat,
    },
    /// Add a skeleton that lints clean.
    New {
        /// Of what.
        #[command(subcommand)]
        what: New,
    },
    /// Run providers to develop against, explain a signature, certify a server: `cargo xtask sandbox --help` is its own.
    #[command(disable_help_flag = true)]
    Sandbox {
        /// What the sandbox is told: `--provider faspay`, `explain …`, `certify …`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
        args: Vec<OsString>,
    },
    /// Run every test of the workspace.
    Test {
        /// Passed on to `cargo test`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
        args: Vec<OsString>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Frames with excerpts, on stderr.
    Text,
    /// An array on stdout.
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ExportFormat {
    /// Services with their field tables, response codes, headers and environments, as JSON.
    Catalogue {
        /// Write to a file instead of stdout.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// How each dialect differs from the national standard, as Markdown.
    Deviations {
        /// One provider only.
        #[arg(long, value_name = "NAME")]
        provider: Option<String>,
        /// Write to a file instead of stdout.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Documented requests that may not be sent as they are printed, each with what is in the way and why, as Markdown.
    Refused {
        /// Write to a file instead of stdout.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum New {
    /// A provider: `spec/providers/NAME/provider.yaml`.
    Provider {
        /// Its name: a folder, a feature and a module.
        name: String,
    },
    /// A service of a provider, on a page that is there or on a new one.
    Service {
        /// The provider; `aspi` for the national standard.
        provider: String,
        /// The page: a file's name without its ending.
        page: String,
        /// The service; one that the national standard has becomes a dialect of it.
        name: String,
    },
}

impl Cli {
    /// The root that was named, or that of the workspace, or the folder we are in.
    pub(crate) fn root(&self) -> PathBuf {
        if let Some(root) = &self.root {
            return root.clone();
        }
        // Set by `cargo run`, so that the commands work from any folder of the workspace.
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR");
        let workspace = manifest.and_then(|folder| Path::new(&folder).parent().map(Path::to_path_buf));
        workspace.unwrap_or_else(|| PathBuf::from("."))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
