//! What comes with the binary is what stands in the spec.

use std::path::Path;

use snap_bi::PROVIDERS;
use snap_sandbox::certify::{Role, annex, shipped};

#[test]
fn the_lists_of_the_binary_are_those_of_the_spec() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let mut seen = 0;
    for provider in PROVIDERS {
        let folder = match provider.name {
            "aspi" => spec.join("standard/certification"),
            name => spec.join("providers").join(name).join("certification"),
        };
        let lists = shipped(provider.name).unwrap().lists;
        let Ok(entries) = std::fs::read_dir(&folder) else {
            assert!(lists.is_empty(), "{}", provider.name);
            continue;
        };
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let written: Vec<_> = files.iter().map(|file| annex::read(file).unwrap()).collect();
        assert_eq!(lists, written, "{}", provider.name);
        seen += written.len();
    }
    assert!(seen >= 8, "{seen} lists");
}

#[test]
fn there_are_as_many_cases_as_the_documents_have() {
    let cases = |provider: &str, role: Role| {
        let lists = shipped(provider).unwrap().lists;
        lists.iter().filter(|list| list.role == role).map(|list| list.cases.len()).sum::<usize>()
    };
    assert_eq!(cases("bca", Role::Server), 27);
    assert_eq!(cases("dana", Role::Client), 172);
    assert_eq!(cases("bri", Role::Client), 36);
    assert!(cases("aspi", Role::Server) >= 80);
}
