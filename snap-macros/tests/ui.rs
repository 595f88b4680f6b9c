//! Every mistake that the macros know, each with what it says: see `ui/README.md`.
#![allow(missing_docs)]

#[test]
fn every_mistake_is_reported_where_it_is_and_with_what_to_write_instead() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    cases.compile_fail("tests/ui/single/*.rs");
    cases.compile_fail("tests/ui/many/*.rs");
    cases.compile_fail("tests/ui/message/*.rs");
}
