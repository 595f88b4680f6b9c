//! `cargo xtask codegen`: everything that is derived from the spec.

use std::io;
use std::path::Path;

use serde_json::json;
use snap_codegen::load::read_folder;
use snap_codegen::pipeline::Spec;
use snap_codegen::write::{self, FilePlan, Outcome};

use crate::size::Sizes;
use crate::stages::Stages;
use crate::terminal::{self, Paint, count};
use crate::{CouldNotRun, Ended, findings, plan, stale};

/// Paths of one kind that the summary names before it only counts.
const NAMED: usize = 12;

/// Generates, or says what is stale. With errors nothing is generated and nothing written; with `check`, nothing is compared while
/// there is any finding.
pub(crate) fn run(root: &Path, check: bool, stats: bool) -> Result<Ended, CouldNotRun> {
    let mut stages = Stages::new();
    let result = stages_of(root, check, stats, &mut stages);
    stages.finish();
    result
}

fn stages_of(root: &Path, check: bool, stats: bool, stages: &mut Stages) -> Result<Ended, CouldNotRun> {
    let files = stages.run("read", "reading the spec", || read_folder(root))?;
    let spec = stages.run("check", "checking the spec", || Spec::of(files));
    // Whoever checks wants to hear of everything; whoever regenerates is not stopped by an unused line.
    let stops = if check { !spec.findings.is_empty() } else { spec.errors().next().is_some() };
    if stops {
        stages.finish();
        findings::print(&spec, if check { "; nothing is compared" } else { "; nothing is generated" });
        return Ok(Ended::Findings);
    }
    if !spec.findings.is_empty() {
        stages.finish();
        findings::print(&spec, ": warnings, and the code is generated");
    }
    let plan = stages.run("generate", "generating", || plan::whole(&spec))?;
    if check {
        let stale = stages.run("compare", "comparing", || write::check(root, &plan))?;
        stages.finish();
        if stats {
            terminal::result(&json(&spec, &plan, stages, json!({ "stale": stale.len() })))?;
        } else if stale.is_empty() {
            terminal::result(&format!(
                "{} as the spec says ({})\n",
                count(plan.files.len(), "file"),
                stages.summary()
            ))?;
        }
        return Ok(stale::report(&stale, "cargo xtask codegen"));
    }
    let outcome = stages.run("write", "writing", || write::apply(root, &plan))?;
    stages.finish();
    if stats {
        let done = json!({
            "written": outcome.written.len(),
            "removed": outcome.removed.len(),
            "unchanged": outcome.unchanged,
        });
        terminal::result(&json(&spec, &plan, stages, done))?;
    } else {
        terminal::result(&summary(&spec, &plan, &outcome, stages))?;
    }
    Ok(Ended::Well)
}

/// What a person wants to know: how much there is, what changed, how long it took.
fn summary(spec: &Spec, plan: &FilePlan, outcome: &Outcome, stages: &Stages) -> String {
    let paint = Paint::of(&io::stdout());
    let total = Sizes::of(spec, plan).total;
    let mut text = String::new();
    for (word, paths) in [("written", &outcome.written), ("removed", &outcome.removed)] {
        for path in paths.iter().take(NAMED) {
            text.push_str(&format!("  {word}  {path}\n"));
        }
        if let Some(more @ 1..) = paths.len().checked_sub(NAMED) {
            text.push_str(&format!("  {word}  {}\n", count(more, "other file")));
        }
    }
    let services = spec.catalogue.services().count();
    let providers = spec.catalogue.providers.len();
    text.push_str(&format!(
        "{} of {}: {}, {} of Rust in {}\n",
        paint.bold(&count(services, "service")),
        count(providers, "provider"),
        count(total.types, "type"),
        count(total.lines, "line"),
        count(total.files, "file"),
    ));
    let changes =
        [("written", outcome.written.len()), ("removed", outcome.removed.len()), ("unchanged", outcome.unchanged)];
    let changes: Vec<_> = changes.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{n} {word}")).collect();
    text.push_str(&format!("{} ({})\n", paint.good(&changes.join(", ")), stages.summary()));
    text
}

fn json(spec: &Spec, plan: &FilePlan, stages: &Stages, outcome: serde_json::Value) -> String {
    let sizes = Sizes::of(spec, plan);
    let services = spec.catalogue.services().count();
    let value = json!({
        "stages": stages.json(),
        "total": stages.total_json(),
        "providers": spec.catalogue.providers.len(),
        "services": services,
        "size": sizes.total.json(),
        "code_lines_per_service": sizes.total.code_lines.checked_div(services),
        "files": outcome,
        "per_service": sizes.services_json(),
        "shared": sizes.shared.json(),
    });
    format!("{value:#}\n")
}
