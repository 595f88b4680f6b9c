//! The runtime's own files are written from the standard: what they are written from is there.

use snap_codegen::pipeline::Spec;
use snap_codegen::source::{Files, SourceFile};

use crate::mini::{FILES, planted, text, with};

const STANDARD: &str = "spec/standard/provider.yaml";
const CODES: &str = "spec/standard/response-codes.yaml";
const SECURITY: &str = "spec/standard/security.yaml";
const RULE: &str = "standard/incomplete";

/// File, message and fix of every finding that the standard lacks something.
fn found(spec: &Spec) -> Vec<[String; 3]> {
    let found = spec.findings.iter().filter(|finding| finding.rule == RULE);
    found.map(|f| [spec.documents.files.name(f.loc.file).to_owned(), f.message.clone(), f.fix.clone()]).collect()
}

/// The files that are wanted of the small spec.
fn only(wanted: impl Fn(&str) -> bool) -> Spec {
    let files = FILES.iter().filter(|(name, _)| wanted(name));
    Spec::of(Files::new(
        files.map(|(name, text)| SourceFile { name: (*name).to_owned(), text: (*text).to_owned() }).collect(),
    ))
}

/// The standard's provider file without one of its keys.
fn without(key: &str) -> Spec {
    let lines = text(STANDARD).split_inclusive('\n');
    let mut inside = false;
    let left = lines.filter(|line| {
        if !line.starts_with(' ') {
            inside = line.starts_with(key);
        }
        !inside
    });
    with(STANDARD, &left.collect::<String>())
}

#[test]
fn every_part_that_the_runtime_is_written_from_is_demanded_and_the_fix_names_the_file() {
    let specs = [
        ("response codes", with(CODES, "codes: []\n"), CODES),
        ("response codes", only(|name| name != CODES), CODES),
        ("header sets", without("header_sets:"), "`header_sets:`"),
        ("signing profiles", without("signing_profiles:"), "`signing_profiles:`"),
        ("service `access_token_b2b`", only(|name| name != SECURITY), "spec/standard"),
    ];
    for (what, spec, place) in specs {
        let found = found(&spec);
        let [[file, message, fix]] = found.as_slice() else { panic!("{what}: {found:#?}") };
        assert_eq!(file, STANDARD);
        assert!(message.contains(&format!("has no {what}")) && fix.contains(place), "{message}: {fix}");
        assert!(snap_codegen::generate(&spec).is_err());
    }
}

#[test]
fn a_token_service_under_another_name_is_told_its_own() {
    let found = found(&planted(SECURITY, "  access_token_b2b:\n", "  token:\n"));
    assert!(matches!(found.as_slice(), [[file, _, fix]] if file == SECURITY && fix == "call `token` so"), "{found:#?}");
}

#[test]
fn a_spec_without_any_standard_is_a_beginning_unless_something_refers_to_one() {
    let spec = only(|name| !name.starts_with("spec/standard/"));
    assert_eq!(found(&spec), [[""; 3]; 0]);
    assert!(spec.findings.iter().any(|finding| finding.rule.family() == "reference"), "{:#?}", spec.findings);
}

#[test]
fn what_stands_in_a_file_that_cannot_be_read_is_not_missed() {
    for (file, key) in [(CODES, "codes:"), (SECURITY, "services:")] {
        let spec = planted(file, key, "nonsense:");
        assert!(!spec.findings.is_empty());
        assert_eq!(found(&spec), [[""; 3]; 0], "{file}");
    }
}
