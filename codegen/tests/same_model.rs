//! Models are compared by what the spec says, not by where it says it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod support;

use snap_codegen::pipeline::Spec;
use snap_codegen::source::{Files, SourceFile};

/// A fixture with another text for each of its files.
fn with(fixture: &str, text: impl Fn(&str) -> String) -> Spec {
    let files = support::files(&support::fixture(fixture)).into_iter();
    Spec::of(Files::new(files.map(|file| SourceFile { text: text(&file.text), ..file }).collect()))
}

/// The same with comments, empty lines, and other blanks in the rows.
fn moved(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let rows = if line.contains("presence:") { line.replacen(": {", ":   {", 1) } else { line.to_owned() };
        format!("{rows}\n")
    });
    format!("# Moved.\n\n{}\n# The end.\n", lines.collect::<String>())
}

#[test]
fn specs_that_differ_in_white_space_and_comments_are_one_model() {
    for fixture in ["mini", "obstacles"] {
        let (as_it_is, moved) = (with(fixture, str::to_owned), with(fixture, moved));
        let place = |spec: &Spec| spec.catalogue.services().next().map(|(_, _, service)| service.loc());
        assert_ne!(place(&as_it_is), place(&moved), "{fixture}");
        assert!(as_it_is.catalogue == moved.catalogue, "{fixture}");
        assert_eq!(as_it_is.findings.len(), moved.findings.len(), "{fixture}");
    }
}

#[test]
fn another_word_is_another_model() {
    let as_it_is = with("mini", str::to_owned).catalogue;
    for (from, to) in [
        ("title: Transfer status", "title: Status"),
        ("max: 20, in: path", "max: 21, in: path"),
        ("decision: ", "decision: Or rather, "),
        ("effect: moves-money", "effect: read"),
        ("X-EXTERNAL-ID", "X-EXTERNAL-NO"),
        ("message: ", "message: Oh, "),
    ] {
        let other = with("mini", |text| text.replace(from, to)).catalogue;
        assert!(as_it_is != other, "{from} is {to}");
    }
}
