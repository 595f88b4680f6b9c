//! What a spec makes: the code of each service, with the constants that it uses, and what lint says about it.

use std::collections::BTreeMap;

use snap_codegen::emit::emit;
use snap_codegen::finding::Findings;
use snap_codegen::lint;
use snap_codegen::load::{Document, Documents};
use snap_codegen::resolve::resolve;
use snap_codegen::spec::service::ServicesFile;

use crate::change::Change;

/// What came of a spec.
pub struct Watch {
    /// Path, the file of the spec that it comes from, and text.
    files: Vec<(String, String, String)>,
    /// Rule and message of each finding, with the file and line that it points at.
    findings: Vec<(u32, u32, String)>,
}

impl Watch {
    /// Resolves, lints and emits.
    pub fn of(documents: &Documents) -> Self {
        let mut findings = Findings::default();
        let catalogue = resolve(documents, &mut findings);
        lint::lint(documents, &catalogue, &mut findings);
        let files = emit(&catalogue).expect("the emitter writes Rust");
        let files = files
            .into_iter()
            .map(|file| (file.path, file.source, String::from_utf8(file.bytes).expect("text")))
            .collect();
        let findings = findings.iter().map(|f| (f.loc.file.0, f.loc.line, format!("{} {}", f.rule, f.message)));
        Self { findings: findings.collect(), files }
    }

    /// What a change could have changed: code without documentation, or with it where words alone were changed; and
    /// findings within the service. With `whole`, those of the whole page.
    pub fn seen(
        &self,
        name: &str,
        page: &Document<ServicesFile>,
        change: &Change,
        whole: bool,
    ) -> (Vec<String>, Vec<&str>) {
        let of_page = || self.files.iter().filter(|(path, source, _)| source == name && path.ends_with(".rs"));
        let constants = constants(of_page().filter(|(path, ..)| path.ends_with("/rules.rs")).map(|(.., text)| text));
        let mine = of_page().filter(|(path, ..)| whole || belongs(path, change.service()));
        let code = mine.map(|(.., text)| {
            let lines = text.lines().filter(|line| change.is_words() || !line.trim_start().starts_with("//"));
            lines.map(|line| spelled_out(line, &constants)).collect::<Vec<_>>().join("\n")
        });
        let lines = if whole { 0..u32::MAX } else { lines(page, change.service()) };
        let said = self.findings.iter().filter(|(file, line, _)| *file == page.file.0 && lines.contains(line));
        (code.collect(), said.map(|(.., text)| text.as_str()).collect())
    }
}

/// The constants of a page by name, on one line each.
fn constants<'t>(files: impl Iterator<Item = &'t String>) -> BTreeMap<String, String> {
    let items = files.flat_map(|text| text.split("pub(super) ").skip(1));
    let parts = items.filter_map(|item| item.split_once(' ')?.1.split_once(':'));
    parts.map(|(name, value)| (name.to_owned(), value.split_whitespace().collect())).collect()
}

/// Whether a file is a service's, or one of the named types and value lists of a page.
fn belongs(path: &str, service: Option<&str>) -> bool {
    let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".rs")).unwrap_or_default();
    match service {
        Some(service) => {
            let plain = stem.trim_end_matches("_response").trim_end_matches("_service").trim_end_matches('_');
            plain == service.trim_end_matches("_response") || stem == service || stem == "enums"
        }
        None => matches!(stem, "types" | "named" | "enums"),
    }
}

/// A line with the names of constants replaced by what they are.
fn spelled_out(line: &str, constants: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("r::") {
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(after.len());
        out.push_str(before);
        out.push_str(constants.get(&after[..end]).map_or(&after[..end], String::as_str));
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

/// The lines of a service, or of the named types.
fn lines(page: &Document<ServicesFile>, service: Option<&str>) -> std::ops::Range<u32> {
    let services = &page.body.services.0;
    match service {
        Some(service) => {
            let at = services.iter().position(|(name, _)| name.value == service).unwrap_or(0);
            let start = services.get(at).map_or(0, |(name, _)| name.loc.line);
            start..services.get(at + 1).map_or(u32::MAX, |(name, _)| name.loc.line)
        }
        None => 0..services.first().map_or(u32::MAX, |(name, _)| name.loc.line),
    }
}
