//! Every example of the registry, put in its place.

use std::collections::BTreeSet;

use snap_codegen::finding::Finding;
use snap_codegen::lint::registry::{RULES, Rule, explain, find};
use snap_codegen::load::read_folder;
use snap_codegen::pipeline::Spec;

use crate::mini;

/// Rules whose finding does not stand in the lines that the example changes.
const ELSEWHERE: [&str; 5] = [
    // A member that is listed nowhere: its row.
    "glossary/sensitive",
    // A member lacks its description: the member's row.
    "glossary/missing",
    // A whole file: its first line.
    "structure/no-services",
    // The printed sample that the erratum no longer covers.
    "sample/json",
    // The second of the two services, by its name.
    "codes/endpoint-clash",
];

pub fn put(rule: &Rule, text: &str) -> Spec {
    let example = rule.example;
    if let Some((_, target)) = text.split_once(" -> ") {
        return mini::linked(example.file, target);
    }
    if example.file.ends_with('/') {
        return mini::moved(example.file, text);
    }
    if example.is_about_place() {
        return mini::renamed(example.file, text);
    }
    mini::planted(example.file, example.from, text)
}

fn rules_of(spec: &Spec) -> BTreeSet<&'static str> {
    spec.findings.iter().map(|finding| finding.rule.as_str()).collect()
}

fn lines_of_wrong(rule: &Rule) -> std::ops::RangeInclusive<usize> {
    let example = rule.example;
    if example.is_about_place() {
        return 1..=1;
    }
    let first = 1 + mini::text(example.file).split(example.from).next().unwrap_or("").matches('\n').count();
    first..=first + example.wrong.trim_end_matches('\n').matches('\n').count()
}

fn assert_useful(finding: &Finding, spec: &Spec) {
    let rule = finding.rule;
    let files = &spec.documents.files;
    assert!(!files.name(finding.loc.file).is_empty(), "{rule} names no file");
    assert!(finding.loc.line > 0 && finding.loc.column > 0, "{rule} has no place");
    assert!(!finding.message.trim().is_empty(), "{rule} has no message");
    assert!(!finding.fix.trim().is_empty(), "{rule} does not say what to write");
}

#[test]
fn the_small_spec_lints_clean() {
    let spec = mini::clean();
    let report = snap_codegen::report::text(&spec.findings, &spec.documents.files, false);
    assert!(spec.findings.is_empty(), "{report}");
}

#[test]
fn the_small_spec_is_what_lies_in_its_folder() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/mini");
    let there: Vec<String> = read_folder(&root).unwrap().iter().map(|(_, file)| file.name.clone()).collect();
    assert_eq!(there, mini::FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn every_wrong_example_makes_its_rule_speak_and_no_other() {
    let mut others = Vec::new();
    for rule in RULES {
        let spec = put(rule, rule.example.wrong);
        if rules_of(&spec) != BTreeSet::from([rule.id.as_str()]) {
            others.push((rule.id, rules_of(&spec)));
        }
        for finding in &spec.findings {
            assert_useful(finding, &spec);
        }
    }
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn every_right_example_is_clean() {
    let found = RULES.iter().map(|rule| (rule.id, rules_of(&put(rule, rule.example.right))));
    let found: Vec<_> = found.filter(|(_, found)| !found.is_empty()).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn findings_point_at_the_lines_that_are_wrong() {
    let mut astray = Vec::new();
    for rule in RULES.iter().filter(|rule| !ELSEWHERE.contains(&rule.id.as_str())) {
        let spec = put(rule, rule.example.wrong);
        let lines = lines_of_wrong(rule);
        let wrong = rule.example.wrong.split(" -> ").next().unwrap_or("");
        let file = if rule.example.is_about_place() { wrong } else { rule.example.file };
        let there = |name: &str| if file.ends_with('/') { name.starts_with(file) } else { name == file };
        for finding in &spec.findings {
            let here = there(spec.documents.files.name(finding.loc.file));
            if !here || !lines.contains(&(finding.loc.line as usize)) {
                astray.push(format!(
                    "{} at {}, not in {lines:?}",
                    finding.rule,
                    finding.position(&spec.documents.files)
                ));
            }
        }
    }
    assert!(astray.is_empty(), "{astray:#?}");
}

#[test]
fn every_rule_has_an_id_of_its_own_and_says_what_and_why_in_whole_sentences() {
    let mut ids = BTreeSet::new();
    for rule in RULES {
        assert!(ids.insert(rule.id), "{} is registered twice", rule.id);
        assert_eq!(find(rule.id.as_str()), Some(rule));
        for text in [rule.summary, rule.reason] {
            assert!(text.ends_with('.') && !text.contains('\n'), "{}: {text}", rule.id);
        }
        assert_ne!(rule.example.wrong, rule.example.right, "{}", rule.id);
    }
    assert_eq!(find("structure/nonsense"), None);
}

#[test]
fn an_explanation_shows_why_and_wrong_and_right_as_excerpts() {
    insta::assert_snapshot!("explain-length", explain(find("sample/length").unwrap()));
    insta::assert_snapshot!("explain-indentation", explain(find("structure/indentation").unwrap()));
    insta::assert_snapshot!("explain-place", explain(find("structure/place").unwrap()));
}
