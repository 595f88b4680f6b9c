//! `cargo xtask lint`: the spec against its rules.

use std::path::Path;

use serde_json::{Value, json};
use snap_codegen::lint::registry;
use snap_codegen::pipeline::Spec;
use snap_codegen::report;

use crate::cli::Format;
use crate::content::Contents;
use crate::terminal::{self, count};
use crate::{CouldNotRun, Ended, findings};

/// Prints every finding, and with `stats` what each document holds.
pub(crate) fn run(root: &Path, format: Format, stats: bool) -> Result<Ended, CouldNotRun> {
    let spec = Spec::read(root)?;
    let contents = stats.then(|| Contents::of(&spec));
    match format {
        Format::Json => {
            let list = report::json(&spec.findings, &spec.documents.files);
            let value: Value = match contents {
                None => list,
                Some(contents) => json!({ "findings": list, "contents": contents.json() }),
            };
            terminal::result(&format!("{value:#}\n"))?;
        }
        Format::Text => {
            if let Some(contents) = contents {
                terminal::result(&contents.table())?;
            }
            if spec.findings.is_empty() {
                let (services, files) = (spec.catalogue.services().count(), spec.documents.files.len());
                terminal::result(&format!(
                    "no findings in {} ({})\n",
                    count(files, "file"),
                    count(services, "service")
                ))?;
            } else {
                findings::print(&spec, "");
            }
        }
    }
    Ok(if spec.findings.is_empty() { Ended::Well } else { Ended::Findings })
}

/// Prints a rule: what it asks, why, and an example of wrong and of right. `all` lists the rules.
pub(crate) fn explain(id: &str) -> Result<Ended, CouldNotRun> {
    let text = match registry::find(id) {
        Some(rule) => registry::explain(rule),
        None if id == "all" => list(),
        None => return Err(unknown(id).into()),
    };
    terminal::result(&format!("{}\n", text.trim_end()))?;
    Ok(Ended::Well)
}

/// Every rule with what it asks.
fn list() -> String {
    let width = registry::RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    registry::RULES.iter().map(|rule| format!("{:width$}  {}\n", rule.id, rule.summary)).collect()
}

/// Half an ID is often meant well: `length` is `sample/length`.
fn unknown(id: &str) -> String {
    let near = registry::RULES
        .iter()
        .map(|rule| rule.id)
        .filter(|known| known.split('/').any(|part| id.split('/').any(|word| word == part)));
    let near: Vec<_> = near.map(|known| format!("`{known}`")).collect();
    let known = if near.is_empty() { String::new() } else { format!("write {}? ", near.join(" or ")) };
    format!("there is no rule `{id}`: {known}`cargo xtask lint --explain all` lists them")
}
