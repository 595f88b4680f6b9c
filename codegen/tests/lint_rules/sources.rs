//! The registry against the code that reports.

use std::collections::BTreeSet;
use std::path::Path;

use regex_lite::Regex;
use snap_codegen::lint::registry::RULES;

/// Every text of the form `"family/name"` that the code may report: those of a family that the registry has, and
/// whatever is the first argument of a call that adds a finding.
fn reported() -> BTreeSet<String> {
    let families: BTreeSet<&str> = RULES.iter().filter_map(|rule| rule.id.split('/').next()).collect();
    let literal = Regex::new(r#""([a-z]+)/([a-z]+(?:-[a-z]+)*)""#).unwrap();
    let mut found = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    each_source(&root, &mut |text| {
        for hit in literal.captures_iter(text) {
            let (whole, family) = (hit.get(0).unwrap(), &hit[1]);
            let added = text[..whole.start()].trim_end().ends_with(".add(");
            if added || families.contains(family) {
                found.insert(whole.as_str().trim_matches('"').to_owned());
            }
        }
    });
    found
}

fn each_source(folder: &Path, visit: &mut impl FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            // The registry is what the sources are held against.
            if !path.ends_with("lint/registry") {
                each_source(&path, visit);
            }
        } else if path.extension().is_some_and(|end| end == "rs") {
            visit(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_rule_that_the_code_reports_is_registered_and_every_registered_one_is_reported() {
    let registered: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    let reported = reported();
    let unregistered: Vec<_> = reported.difference(&registered).collect();
    assert!(unregistered.is_empty(), "add these to codegen/src/lint/registry: {unregistered:?}");
    let silent: Vec<_> = registered.difference(&reported).collect();
    assert!(silent.is_empty(), "nothing reports these any more, delete them from the registry: {silent:?}");
}
