//! What a spec makes: the code of each service, with the constants that it uses, and what lint says about it.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use snap_codegen::emit::{Draft, drafts};
use snap_codegen::finding::Findings;
use snap_codegen::lint;
use snap_codegen::load::{Document, Documents};
use snap_codegen::resolve::resolve;
use snap_codegen::spec::service::ServicesFile;

use crate::change::Change;

/// What came of a spec.
pub struct Watch {
    files: Vec<Emitted>,
    /// Rule and message of each finding, with the file and line that it points at.
    findings: Vec<(u32, u32, String)>,
}

/// A file, and its words, which are made when somebody looks: without documentation, and with it.
struct Emitted {
    draft: Draft,
    words: [OnceCell<String>; 2],
    /// Of the file with the rules of a page: its constants by name.
    constants: OnceCell<BTreeMap<String, String>>,
}

impl Watch {
    /// Resolves, lints and emits. What is emitted is looked at as tokens: printing them would be most of the work.
    pub fn of(documents: &Documents) -> Self {
        let mut findings = Findings::default();
        let catalogue = resolve(documents, &mut findings);
        lint::lint(documents, &catalogue, &mut findings);
        let emitted = |draft| Emitted { draft, words: Default::default(), constants: OnceCell::new() };
        let files = drafts(&catalogue).into_iter().map(emitted).collect();
        let findings = findings.iter().map(|f| (f.loc.file.0, f.loc.line, format!("{} {}", f.rule, f.message)));
        Self { findings: findings.collect(), files }
    }

    /// All that was made: every file with its documentation, and every finding.
    pub fn all(&self) -> (Vec<String>, Vec<String>) {
        let code = self.files.iter().map(|file| format!("{} {}", file.draft.path, words_of(&file.draft, true)));
        (code.collect(), self.findings.iter().map(|(.., text)| text.clone()).collect())
    }

    /// What a change could have changed: code without documentation, or with it where words alone were changed; and
    /// findings within the service. With `whole`, those of the whole page.
    pub fn seen(
        &self,
        name: &str,
        page: &Document<ServicesFile>,
        change: &Change,
        whole: bool,
    ) -> (Vec<String>, Vec<String>) {
        let rules = self.files.iter().find(|file| file.draft.source == name && file.draft.path.ends_with("/rules.rs"));
        let none = BTreeMap::new();
        let constants = rules.map_or(&none, |file| file.constants.get_or_init(|| constants(&file.draft)));
        let mine = self.files.iter().filter(|file| {
            let shared = change.is_list() && file.draft.path.ends_with("/values.rs");
            shared || file.draft.source == name && (whole || belongs(&file.draft.path, change.service()))
        });
        let code = mine.map(|file| {
            let words = &file.words[usize::from(change.is_words())];
            words.get_or_init(|| spelled_out(&words_of(&file.draft, change.is_words()), constants)).clone()
        });
        let lines = if whole { 0..u32::MAX } else { lines(page, change.service()) };
        let said = self.findings.iter().filter(|(file, line, _)| *file == page.file.0 && lines.contains(line));
        (code.collect(), said.map(|(.., text)| text.clone()).collect())
    }
}

impl Watch {
    /// Code without documentation, and findings, of a service.
    pub fn of_service(&self, name: &str, page: &Document<ServicesFile>, service: &str) -> (Vec<String>, Vec<String>) {
        let mine =
            self.files.iter().filter(|file| file.draft.source == name && belongs(&file.draft.path, Some(service)));
        let code = mine.map(|file| file.words[0].get_or_init(|| words_of(&file.draft, false)).clone()).collect();
        let lines = lines(page, Some(service));
        let said = self.findings.iter().filter(|(file, line, _)| *file == page.file.0 && lines.contains(line));
        (code, said.map(|(.., text)| text.clone()).collect())
    }
}

/// Tokens as words, each followed by a blank; with documentation or without.
fn words_of(draft: &Draft, docs: bool) -> String {
    let mut out = String::new();
    push(&draft.tokens, docs, &mut out);
    out
}

fn push(tokens: &TokenStream, docs: bool, out: &mut String) {
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' && !docs && tokens.peek().is_some_and(is_doc) => {
                tokens.next();
            }
            TokenTree::Group(group) => {
                out.push(if group.delimiter() == Delimiter::Brace { '{' } else { '(' });
                push(&group.stream(), docs, out);
                out.push_str(") ");
            }
            TokenTree::Punct(mark) => {
                out.push(mark.as_char());
                if mark.spacing() == Spacing::Alone {
                    out.push(' ');
                }
            }
            token => write!(out, "{token} ").expect("text can be written"),
        }
    }
}

/// `[doc = "…"]`, what stands behind the mark of an attribute.
fn is_doc(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

/// The constants of a page by name, on one line each.
fn constants(rules: &Draft) -> BTreeMap<String, String> {
    let text = words_of(rules, false);
    let items = text.split("pub (super ) ").skip(1);
    let parts = items.filter_map(|item| item.split_once(' ')?.1.split_once(" : "));
    parts.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
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
    while let Some((before, after)) = rest.split_once("r :: ") {
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
