//! Emitting.

use std::collections::BTreeSet;

use proptest::prelude::*;
use snap_codegen::emit::emit;

use crate::cases;
use crate::catalogues::catalogue;

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_catalogue_becomes_rust(catalogue in catalogue()) {
        let files = emit(&catalogue);
        prop_assert!(files.is_ok(), "{}", files.unwrap_err());
        let files = files.unwrap();
        let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        prop_assert_eq!(paths.len(), files.len(), "two files in one place");
        for file in &files {
            let plain = |c: char| c.is_ascii_alphanumeric() || "/_.-".contains(c);
            prop_assert!(file.path.chars().all(plain), "{}", file.path);
            let text = String::from_utf8(file.bytes.clone());
            prop_assert!(text.is_ok());
            let text = text.unwrap();
            if file.path.ends_with(".rs") {
                let parsed = syn::parse_file(&text).map_err(|error| error.to_string());
                prop_assert_eq!(parsed.err(), None, "{}:\n{}", file.path, text);
            }
            // What rustc refuses in comments and strings.
            let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\r');
            prop_assert!(!text.contains(turns), "{}", file.path);
        }
        prop_assert_eq!(emit(&catalogue.clone()).unwrap(), files, "the second time it was something else");
    }
}
