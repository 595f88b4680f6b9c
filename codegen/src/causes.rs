//! Causes before their consequences: what follows from a finding is held back until that is mended.
//!
//! A file that is missing, or cannot be read, is wrong in one place, and seems to be wrong wherever another file refers
//! into it. So is a service that forgets to inherit: not each of its rows is wrong, but one line.

mod inheritance;

use crate::rule_id;
use std::collections::BTreeMap;

use crate::finding::{Finding, Findings};
use crate::ir::STANDARD;
use crate::load::Documents;

/// What is to be mended, causes first, and how much was held back for them.
#[derive(Debug, Default)]
pub struct Settled {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// How many findings follow from others, and are not among them.
    pub held_back: usize,
}

/// Puts causes first and holds their consequences back. `read` is what was found while files were read, `found` the rest.
pub fn settle(documents: &Documents, read: Findings, mut found: Findings) -> Settled {
    let missing = missing_providers(&mut found);
    let under_standard = |name: &str| name.starts_with("spec/standard/");
    let no_standard = !documents.providers.iter().any(|document| document.provider == STANDARD)
        && documents.files.iter().any(|(_, file)| under_standard(&file.name));
    // A page with an incomplete service is left out as a whole.
    let incomplete = found.iter().any(|finding| finding.rule == rule_id::STRUCTURE_MISSING_KEY);
    let unread = unread(documents) || incomplete;
    let before = found.len();
    if unread || !missing.is_empty() {
        // What refers into a file that is not there, or lacks what stands in it, is not wrong for that.
        found.retain(|finding| {
            !matches!(finding.rule.family(), "reference" | "glossary" | "certification")
                && finding.rule != rule_id::STANDARD_INCOMPLETE
        });
    }
    if unread || no_standard {
        found.retain(|finding| !matches!(finding.rule, rule_id::ERRATA_STALE | rule_id::WAIVER_UNUSED));
    }
    if no_standard {
        // Header sets that inherit have lost their rows.
        found.retain(|finding| finding.rule != rule_id::SAMPLE_HEADER && finding.rule.family() != "headers");
    }
    let mut causes = Findings::default();
    for slip in inheritance::slips(documents) {
        let among = found.len();
        found.retain(|finding| !slip.explains(finding));
        if found.len() < among {
            slip.report(&mut causes);
        }
    }
    let held_back = before - found.len();
    undescribed(documents, &mut found);
    let mut findings = read.into_sorted();
    for rest in [missing, causes, found] {
        findings.extend(rest.into_sorted());
    }
    Settled { findings, held_back }
}

/// Whether there is a file without a document: it could not be read, or lies where no file is looked for.
fn unread(documents: &Documents) -> bool {
    let Documents { files, providers, response_codes, services, types, certifications, glossaries } = documents;
    let provided = providers.len() + response_codes.len() + services.len() + types.len();
    let read = provided + certifications.len() + glossaries.len();
    read < files.iter().filter(|(_, file)| !file.name.ends_with('/')).count()
}

/// Takes out what is said of each file in a folder without `provider.yaml`, and says it once per folder.
fn missing_providers(found: &mut Findings) -> Findings {
    let mut folders: BTreeMap<String, (Finding, usize)> = BTreeMap::new();
    found.retain(|finding| {
        if finding.rule != rule_id::STRUCTURE_NO_PROVIDER {
            return true;
        }
        folders.entry(finding.message.clone()).or_insert_with(|| (finding.clone(), 0)).1 += 1;
        false
    });
    let mut missing = Findings::default();
    for (message, (finding, files)) in folders {
        let more = if files > 1 { format!(", and {files} files of this folder need it") } else { String::new() };
        missing.add(rule_id::STRUCTURE_NO_PROVIDER, finding.loc, format!("{message}{more}"), finding.fix);
    }
    missing
}

/// A name without a description is one thing to write, however many rows have it; so is a glossary that is not there.
fn undescribed(documents: &Documents, found: &mut Findings) {
    let mut names: BTreeMap<String, (Finding, usize)> = BTreeMap::new();
    found.retain(|finding| {
        if finding.rule != rule_id::GLOSSARY_MISSING {
            return true;
        }
        let (first, rows) = names.entry(finding.message.clone()).or_insert_with(|| (finding.clone(), 0));
        if finding.loc < first.loc {
            *first = finding.clone();
        }
        *rows += 1;
        false
    });
    let first = names.values().map(|(finding, _)| finding.loc).min();
    if let Some(loc) = first.filter(|_| documents.glossaries.is_empty() && names.len() > 1) {
        let message = format!("there is no spec/glossary.yaml, and {} members have no description", names.len());
        return found.add(rule_id::GLOSSARY_MISSING, loc, message, "write it: `terms:`, and a line for each name");
    }
    for (message, (finding, rows)) in names {
        let more = if rows > 1 { format!(", here and in {} more rows", rows - 1) } else { String::new() };
        found.add(rule_id::GLOSSARY_MISSING, finding.loc, format!("{message}{more}"), finding.fix);
    }
}
