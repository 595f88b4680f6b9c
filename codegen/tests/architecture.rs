//! Arrows run one way: spec → load → resolve → ir → judge → lint → what is derived. The model knows neither tokens nor HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Modules of the model, with those that none of their files may use.
const ARROWS: [(&str, &[&str]); 11] = [
    ("source", &["spec", "load", "ir", "resolve", "judge", "lint", "emit", "export", "diff", "import", "write"]),
    ("finding", &["spec", "load", "ir", "resolve", "judge", "lint", "emit", "export", "diff", "import", "write"]),
    ("spec", &["load", "ir", "resolve", "judge", "lint", "emit", "export", "diff", "import", "write", "pipeline"]),
    ("load", &["ir", "resolve", "judge", "lint", "emit", "export", "diff", "import", "write", "pipeline"]),
    ("ir", &["load", "resolve", "judge", "lint", "emit", "export", "diff", "import", "write", "pipeline"]),
    ("resolve", &["judge", "lint", "emit", "export", "diff", "import", "write", "pipeline"]),
    ("judge", &["load", "resolve", "lint", "emit", "export", "diff", "import", "write", "pipeline"]),
    ("lint", &["resolve", "emit", "export", "diff", "import", "write", "pipeline"]),
    ("write", &["spec", "load", "ir", "resolve", "judge", "lint", "emit", "export", "diff", "import", "pipeline"]),
    ("emit", &["load", "resolve", "judge", "lint", "export", "diff", "import", "pipeline"]),
    ("diff", &["emit", "write"]),
];

/// Files of a module: `name.rs`, and everything below `name/`. None if it is not there yet.
fn sources(module: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = vec![root.join(module), root.join(format!("{module}.rs"))];
    let mut found = Vec::new();
    while let Some(path) = paths.pop() {
        if let Ok(entries) = std::fs::read_dir(&path) {
            paths.extend(entries.filter_map(|entry| Some(entry.ok()?.path())));
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            found.push((path, text));
        }
    }
    found
}

/// Lines of code, without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// Modules of this crate that a file uses.
fn uses(text: &str) -> BTreeSet<String> {
    let text = code(text).collect::<Vec<_>>().join("\n");
    let word = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for after in text.split("crate::").skip(1) {
        let Some(group) = after.strip_prefix('{') else {
            found.insert(word(after));
            continue;
        };
        let mut depth = 0;
        // At the group's own brace the depth falls below zero and stays there.
        let mut ends = |c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth < 0 || depth == 0 && c == ','
        };
        let end = group.find(';').unwrap_or(group.len());
        found.extend(group[..end].split(&mut ends).map(word));
    }
    found
}

#[test]
fn arrows_run_one_way() {
    let names =
        uses("use crate::{ir::{self, field::{A, B}}, lint};\n// crate::emit\nlet x = crate::load::parse(y, z);");
    assert_eq!(names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>(), ["ir", "lint", "load"]);
    for (module, forbidden) in ARROWS {
        for (path, text) in sources(module) {
            let uses = uses(&text);
            let wrong: Vec<_> = forbidden.iter().filter(|name| uses.contains(**name)).collect();
            assert!(wrong.is_empty(), "{} uses {wrong:?}", path.display());
        }
    }
}

#[test]
fn the_model_knows_neither_tokens_nor_http() {
    let mut files = 0;
    for module in
        ["spec", "ir", "load", "resolve", "judge", "lint", "diff", "import", "source", "finding", "json", "pipeline"]
    {
        for (path, text) in sources(module) {
            files += 1;
            for line in code(&text) {
                let known = ["quote!", "quote::", "syn::", "proc_macro2", "prettyplease", "reqwest", "hyper", "http::"];
                let known: Vec<_> = known.into_iter().filter(|name| line.contains(name)).collect();
                assert!(known.is_empty(), "{} knows {known:?}: {line}", path.display());
            }
        }
    }
    assert!(files > 30, "{files} files");
}

#[test]
fn the_generator_and_the_runtime_do_not_know_each_other() {
    for (folder, forbidden) in [
        ("codegen", &["snap-core", "snap-bi", "snap-macros", "reqwest", "hyper", "tokio", "http"][..]),
        ("snap-core", &["snap-codegen", "snap-bi", "snap-macros", "syn", "quote"]),
    ] {
        let manifest = support::root().join(folder).join("Cargo.toml");
        let text = std::fs::read_to_string(&manifest).expect("it has a manifest");
        let names = text.lines().map(|line| line.split([' ', '.', '=']).next().unwrap_or_default().trim_matches('"'));
        let wrong: Vec<_> = names.filter(|name| forbidden.contains(name)).collect();
        assert!(wrong.is_empty(), "{} depends on {wrong:?}", manifest.display());
    }
}

/// Who consumes rules, conditions, relations and types: each says what becomes of every kind of them.
const CONSUMERS: [&str; 8] = [
    "emit/rules.rs",
    "emit/conditions.rs",
    "emit/docs.rs",
    "judge/values.rs",
    "judge/conditions.rs",
    "dialect/members.rs",
    "export/rows.rs",
    "lint/limits.rs",
];

#[test]
fn no_consumer_of_rules_has_a_wildcard_arm_over_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut matches = 0;
    for name in CONSUMERS {
        let text = std::fs::read_to_string(source.join(name)).expect("a consumer");
        let file = syn::parse_file(&text).expect("Rust");
        let mut found = Matches { over_rules: 0, wild: Vec::new() };
        syn::visit::visit_file(&mut found, &file);
        assert!(found.wild.is_empty(), "{name} lets rules fall through: {:?}", found.wild);
        assert!(found.over_rules > 0, "{name} does not look at rules: is it a consumer still?");
        matches += found.over_rules;
    }
    assert!(matches >= 12, "{matches} matches over rules");
}

/// Matches over the closed types of the model, and those of their arms that take whatever there is.
struct Matches {
    over_rules: usize,
    wild: Vec<String>,
}

impl<'a> syn::visit::Visit<'a> for Matches {
    fn visit_expr_match(&mut self, node: &'a syn::ExprMatch) {
        let names = |pattern: &syn::Pat| {
            let text = quote::quote!(#pattern).to_string();
            ["Demand ::", "Condition ::", "RelationKind ::"].iter().any(|name| text.contains(name))
        };
        if node.arms.iter().any(|arm| names(&arm.pat)) {
            self.over_rules += 1;
            let whole = |pattern: &syn::Pat| match pattern {
                syn::Pat::Wild(_) => true,
                // A name in small letters takes whatever there is; `None` does not.
                syn::Pat::Ident(name) => name.ident.to_string().starts_with(char::is_lowercase),
                _ => false,
            };
            let wild = node.arms.iter().filter(|arm| whole(&arm.pat));
            self.wild.extend(wild.map(|arm| {
                let pattern = &arm.pat;
                quote::quote!(#pattern).to_string()
            }));
        }
        syn::visit::visit_expr_match(self, node);
    }
}
