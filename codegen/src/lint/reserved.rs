//! Names that the generated crate has already, or that Cargo and Rust cannot say.

use crate::rule_id;
use std::collections::BTreeMap;

use heck::ToSnakeCase;

use crate::finding::Findings;
use crate::ir::{Catalogue, Provider, STANDARD};

/// What the crate's own features, modules and dependencies are called.
const CRATE: [&str; 30] = [
    "all",
    "alloc",
    "axum",
    "blocking",
    "chrono",
    "client",
    "codes",
    "core",
    "dates",
    "default",
    "derive",
    "error",
    "jiff",
    "messages",
    "metrics",
    "national",
    "profiles",
    "providers",
    "redis",
    "rsa-pure",
    "rt",
    "server",
    "signing",
    "snap-bi",
    "snap-core",
    "snap-macros",
    "std",
    "test",
    "testing",
    "types",
];

/// What stands beside the pages of a provider in its module.
pub(super) const BESIDE_PAGES: [&str; 8] =
    ["callbacks", "client", "codes", "messages", "profiles", "rt", "types", "values"];

/// Words that Rust keeps for itself, up to the 2024 edition.
const KEYWORDS: [&str; 50] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where",
];

/// Names of providers.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    let mut modules: BTreeMap<String, &str> = BTreeMap::new();
    for provider in catalogue.providers.iter().filter(|provider| provider.name != STANDARD) {
        if let Some(problem) = problem(&provider.name) {
            report(provider, problem, findings);
        } else if let Some(other) = modules.insert(provider.name.to_snake_case(), &provider.name) {
            report(provider, format!("in Rust it is the same name as `{other}`"), findings);
        }
    }
}

fn report(provider: &Provider, problem: String, findings: &mut Findings) {
    findings.add(
        rule_id::NAMING_PROVIDER,
        provider.loc(),
        format!("a provider cannot be called `{}`: {problem}", provider.name),
        "give the folder and `provider:` another name, such as the bank's short name with `bank` before or behind it",
    );
}

fn problem(name: &str) -> Option<String> {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
        && !name.ends_with(['-', '_'])
        && !["--", "__", "-_", "_-"].iter().any(|pair| name.contains(pair));
    let dashed = name.replace('_', "-");
    if !plain {
        Some(
            "it becomes a Cargo feature and a Rust module, in lower-case letters, digits and single hyphens".to_owned(),
        )
    } else if is_keyword(name) {
        Some("Rust keeps this word for itself".to_owned())
    } else if CRATE.contains(&dashed.as_str()) {
        Some("the generated crate has a feature, module or dependency of this name".to_owned())
    } else if dashed == STANDARD || dashed.starts_with("aspi-") {
        Some("such names are features of the national standard".to_owned())
    } else {
        None
    }
}

/// Whether Rust keeps the word for itself.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word) || word == "while" || word == "yield"
}
