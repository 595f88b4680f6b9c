//! The registry against the code that reports.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use regex_lite::Regex;
use snap_codegen::lint::registry::RULES;
use snap_codegen::rule_id::{self, RuleId};

/// Every rule whose constant the code names.
fn reported() -> BTreeSet<String> {
    let constant = Regex::new(r"\brule_id::([A-Z_]+)\b").unwrap();
    let known: BTreeMap<String, RuleId> =
        rule_id::ALL.iter().map(|id| (id.as_str().replace(['/', '-'], "_").to_uppercase(), *id)).collect();
    let mut found = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    each_source(&root, &mut |text| {
        let names = constant.captures_iter(text).filter_map(|hit| known.get(&hit[1]));
        found.extend(names.map(ToString::to_string));
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
    let registered: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_string()).collect();
    let named: BTreeSet<String> = rule_id::ALL.iter().map(ToString::to_string).collect();
    let unregistered: Vec<_> = named.difference(&registered).collect();
    assert!(unregistered.is_empty(), "add these to codegen/src/lint/registry: {unregistered:?}");
    let reported = reported();
    let silent: Vec<_> = registered.difference(&reported).collect();
    assert!(silent.is_empty(), "nothing reports these any more, delete them from the registry: {silent:?}");
}
