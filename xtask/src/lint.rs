//! `cargo xtask lint`: the spec against its rules.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use snap_codegen::dialect;
use snap_codegen::ir::STANDARD;
use snap_codegen::lint::{proposals, registry};
use snap_codegen::pipeline::Spec;
use snap_codegen::report;
use snap_codegen::source::{Files, SourceFile};
use snap_codegen::write::{FilePlan, PlannedFile, apply};

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
                Some(contents) => {
                    let dialects = counted(&spec).map(|(name, counts)| (name.to_owned(), json!(counts)));
                    json!({
                        "findings": list,
                        "held_back": spec.held_back,
                        "contents": contents.json(),
                        "deviations": Value::Object(dialects.collect()),
                    })
                }
            };
            terminal::result(&format!("{value:#}\n"))?;
        }
        Format::Text => {
            if let Some(contents) = contents {
                terminal::result(&contents.table())?;
                terminal::result(&format!("\n{}\n", dialects(&spec)))?;
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

/// Prints errata for what the samples show; with `write` puts them into the files, if that leaves less to find.
pub(crate) fn propose(root: &Path, write: bool) -> Result<Ended, CouldNotRun> {
    let spec = Spec::read(root)?;
    let proposals = proposals::proposals(&spec.documents, &spec.catalogue, &spec.findings);
    let proposed = proposals.iter().map(|proposal| proposal.errata.len()).sum();
    if proposals.is_empty() {
        terminal::note("the samples show nothing that needs an erratum\n");
        return Ok(Ended::Well);
    }
    if !write {
        terminal::result(&proposals::text(&spec.documents.files, &proposals))?;
        terminal::note(&format!("{} for {}\n", count(proposed, "proposal"), count(proposals.len(), "owner")));
        return Ok(Ended::Well);
    }
    let new = proposals::pasted(&spec.documents.files, &proposals);
    let with_new = |file: &SourceFile| match new.iter().find(|(name, _)| *name == file.name) {
        Some((_, text)) => SourceFile { name: file.name.clone(), text: text.clone() },
        None => file.clone(),
    };
    let after = Spec::of(Files::new(spec.documents.files.iter().map(|(_, file)| with_new(file)).collect()));
    let places = proposals.iter().flat_map(|proposal| &proposal.errata).map(|proposed| proposed.at.len());
    if after.findings.len() + places.sum::<usize>() > spec.findings.len() {
        return Err("these files are laid out otherwise than ours: paste what `--propose-errata` prints by hand".into());
    }
    let names: String = new.iter().map(|(name, _)| format!("extended {name}\n")).collect();
    let planned =
        new.into_iter().map(|(path, text)| PlannedFile { path, bytes: text.into_bytes(), source: String::new() });
    // No folder is owned: nothing is removed.
    apply(root, &FilePlan::new(planned.collect(), &[]))?;
    terminal::result(&names)?;
    terminal::note(&format!("{} written: decide on each\n", count(proposed, "proposal")));
    Ok(Ended::Well)
}

/// How many deviations from the standard each dialect has, by kind.
fn counted(spec: &Spec) -> impl Iterator<Item = (&str, BTreeMap<&'static str, usize>)> {
    let dialects = spec.catalogue.providers.iter().filter(|provider| provider.name != STANDARD);
    dialects.map(|provider| {
        let counts = dialect::counts(&spec.catalogue, provider);
        (provider.name.as_str(), counts.into_iter().map(|(kind, count)| (kind.word(), count)).collect())
    })
}

/// One line per dialect; `cargo xtask export deviations` lists what is counted.
fn dialects(spec: &Spec) -> String {
    let width = spec.catalogue.providers.iter().map(|provider| provider.name.len()).max().unwrap_or(0);
    let lines = counted(spec).map(|(name, counts)| {
        let total: usize = counts.values().sum();
        let parts: Vec<_> = counts.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        format!("{name:width$}  {total:>5} deviations from the standard: {}\n", parts.join(", "))
    });
    lines.collect()
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
    let width = registry::RULES.iter().map(|rule| rule.id.as_str().len()).max().unwrap_or(0);
    registry::RULES.iter().map(|rule| format!("{:width$}  {}\n", rule.id, rule.summary)).collect()
}

/// Half an ID is often meant well: `length` is `sample/length`.
fn unknown(id: &str) -> String {
    let near = registry::RULES
        .iter()
        .map(|rule| rule.id.as_str())
        .filter(|known| known.split('/').any(|part| id.split('/').any(|word| word == part)));
    let near: Vec<_> = near.map(|known| format!("`{known}`")).collect();
    let known = if near.is_empty() { String::new() } else { format!("write {}? ", near.join(" or ")) };
    format!("there is no rule `{id}`: {known}`cargo xtask lint --explain all` lists them")
}
