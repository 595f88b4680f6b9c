//! The spec is portable YAML: a second reader, which knows nothing of places and strictness, reads the same from it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod support;

use serde::Serialize;
use serde::de::DeserializeOwned;
use snap_codegen::finding::Findings;
use snap_codegen::load::{documents, parse};
use snap_codegen::source::{FileId, Files, SourceFile};
use snap_codegen::spec::certification::CertificationFile;
use snap_codegen::spec::provider::ProviderFile;
use snap_codegen::spec::response_code::ResponseCodesFile;
use snap_codegen::spec::service::{ServicesFile, TypesFile};
use snap_codegen::spec::{DocumentKind, GlossaryFile};

/// A document as our types have it, order included.
fn ours<T: DeserializeOwned + Serialize>(text: &str) -> Result<String, String> {
    let mut findings = Findings::default();
    let document: Option<T> = parse(text, FileId(0), &mut findings);
    let document = document.ok_or_else(|| format!("{:?}", findings.iter().collect::<Vec<_>>()))?;
    serde_json::to_string_pretty(&document).map_err(|error| error.to_string())
}

/// What another reader makes of a text, as JSON: every text is quoted now, and every number is one for certain.
fn other(text: &str) -> Result<String, String> {
    let value: serde_yaml::Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_string_pretty(&value).map_err(|error| error.to_string())
}

/// A document as we read it, and as the other reader does.
fn readings<T: DeserializeOwned + Serialize>(text: &str) -> Result<(String, String), String> {
    let own = ours::<T>(text)?;
    let other =
        ours::<T>(&other(text)?).map_err(|said| format!("to the other reader it means something else: {said}"))?;
    Ok((own, other))
}

fn readings_of(file: &SourceFile) -> Result<(String, String), String> {
    match DocumentKind::of(&file.name) {
        DocumentKind::Provider => readings::<ProviderFile>(&file.text),
        DocumentKind::ResponseCodes => readings::<ResponseCodesFile>(&file.text),
        DocumentKind::Glossary => readings::<GlossaryFile>(&file.text),
        DocumentKind::Types => readings::<TypesFile>(&file.text),
        DocumentKind::Certification => readings::<CertificationFile>(&file.text),
        DocumentKind::Services => readings::<ServicesFile>(&file.text),
    }
}

#[test]
fn every_file_means_the_same_to_another_reader() {
    let files = support::files(&support::root());
    assert!(files.len() > 10, "the spec has {} files", files.len());
    for file in files.iter().chain(&support::files(&support::fixture("obstacles"))) {
        let (ours, other) = readings_of(file).unwrap_or_else(|said| panic!("{}: {said}", file.name));
        let differs = ours.lines().zip(other.lines()).find(|(a, b)| a != b);
        assert_eq!(differs, None, "{}: first ours, then the other's", file.name);
        assert_eq!(ours.len(), other.len(), "{}", file.name);
    }
}

/// The rules that speak of a glossary, and its terms.
fn glossary(yaml: &str) -> (Vec<&'static str>, Vec<(String, String)>) {
    let file = SourceFile { name: "spec/glossary.yaml".to_owned(), text: yaml.to_owned() };
    let mut findings = Findings::default();
    let documents = documents(Files::new(vec![file]), &mut findings);
    let terms = documents.glossaries.iter().flat_map(|glossary| &glossary.body.terms);
    let terms = terms.map(|(name, text)| (name.value.clone(), text.value.clone())).collect();
    (findings.iter().map(|finding| finding.rule.as_str()).collect(), terms)
}

/// A glossary of one term.
fn text(scalar: &str) -> Result<String, &'static str> {
    let (said, read) = glossary(&format!("terms:\n  a: {scalar}\n"));
    match (said.first(), read.as_slice()) {
        (None, [(_, text)]) => Ok(text.clone()),
        (said, _) => Err(said.copied().unwrap_or("nothing was said")),
    }
}

const UNQUOTED: Result<&str, &str> = Err("structure/unquoted");
const NOTHING: Result<&str, &str> = Err("structure/wrong-type");

/// Every scalar of which YAML readers disagree whether it is text: it is text to both of them, or it is refused.
#[test]
fn what_could_be_read_as_something_else_must_be_quoted() {
    for (scalar, read) in [
        ("07", UNQUOTED),
        ("7", UNQUOTED),
        ("-7", UNQUOTED),
        ("+7", UNQUOTED),
        ("0o7", UNQUOTED),
        ("0x1F", UNQUOTED),
        ("0b1", UNQUOTED),
        ("1_000", UNQUOTED),
        ("1.0", UNQUOTED),
        ("1.", UNQUOTED),
        (".5", UNQUOTED),
        ("1e3", UNQUOTED),
        (".inf", UNQUOTED),
        (".nan", UNQUOTED),
        ("12345678901234567890", UNQUOTED),
        ("123456789012345678901234567890", UNQUOTED),
        ("true", UNQUOTED),
        ("True", UNQUOTED),
        ("false", UNQUOTED),
        ("~", NOTHING),
        ("null", NOTHING),
        ("Null", NOTHING),
        ("", NOTHING),
        ("no", UNQUOTED),
        ("No", UNQUOTED),
        ("yes", UNQUOTED),
        ("on", UNQUOTED),
        ("OFF", UNQUOTED),
        ("y", UNQUOTED),
        ("N", UNQUOTED),
        ("1:30", UNQUOTED),
        ("-190:20:30.15", UNQUOTED),
        ("1,000", UNQUOTED),
        ("+.INF", UNQUOTED),
        ("=", UNQUOTED),
        ("2020-12-18", UNQUOTED),
        ("2020-1-8", UNQUOTED),
        ("2020-12-18T10:55:00+07:00", UNQUOTED),
        ("2020-12-18 10:55:00.5 Z", UNQUOTED),
        // What no reader takes for anything else is text.
        ("nullable", Ok("nullable")),
        ("none", Ok("none")),
        ("2020-12", Ok("2020-12")),
        ("2020-12-18-01", Ok("2020-12-18-01")),
        ("10:55 o'clock", Ok("10:55 o'clock")),
        ("0x", Ok("0x")),
        ("e3", Ok("e3")),
        (".", Ok(".")),
        ("=x", Ok("=x")),
        ("v1.0", Ok("v1.0")),
        ("1.0.0", Ok("1.0.0")),
        ("0Z", Ok("0Z")),
        ("203.0.113.7", Ok("203.0.113.7")),
        // What is quoted is text.
        ("\"07\"", Ok("07")),
        ("'07'", Ok("07")),
        ("\"no\"", Ok("no")),
        ("\"2020-12-18\"", Ok("2020-12-18")),
        ("\"~\"", Ok("~")),
        ("\"\"", Ok("")),
        ("\"\\u00e9\"", Ok("é")),
        ("!!str 07", Ok("07")),
        ("|-\n    07", Ok("07")),
    ] {
        let own = text(scalar);
        assert_eq!(own.as_deref(), read.as_ref().copied(), "{scalar}");
        if let Ok(own) = own {
            let other: serde_yaml::Value = serde_yaml::from_str(&format!("a: {scalar}\n")).expect(scalar);
            assert_eq!(other.get("a").and_then(serde_yaml::Value::as_str), Some(own.as_str()), "{scalar}");
        }
    }
}

/// In a key, no scalar but text has a meaning.
#[test]
fn a_key_that_could_be_read_as_something_else_must_be_quoted() {
    for key in ["y", "no", "7", "07", "true", "null", "~", "1:30", "2020-12-18", "1e3"] {
        let rule = if matches!(key, "null" | "~") { "structure/wrong-type" } else { "structure/unquoted" };
        assert_eq!(glossary(&format!("terms:\n  {key}: a\n")).0, [rule], "{key}");
        assert_eq!(glossary(&format!("terms: {{ {key}: a }}\n")).0, [rule], "{key}");
        let (said, terms) = glossary(&format!("terms:\n  \"{key}\": a\n"));
        assert_eq!((said, terms), (vec![], vec![(key.to_owned(), "a".to_owned())]), "{key}");
    }
}

/// The finding says where, and what to write: with that, it is gone.
#[test]
fn each_finding_about_quotes_is_mended_by_its_own_fix() {
    let lines = ["on: off", "long: { 1_000: 2020-12-18, é: .5 }", "a: b"];
    let yaml = format!("terms:\n  {}\n", lines.join("\n  "));
    let file = SourceFile { name: "spec/glossary.yaml".to_owned(), text: yaml.clone() };
    let mut findings = Findings::default();
    documents(Files::new(vec![file]), &mut findings);
    let quotes: Vec<_> = findings.iter().filter(|f| f.rule == "structure/unquoted").collect();
    let places: Vec<_> = quotes.iter().map(|f| (f.loc.line, f.loc.column, f.loc.len)).collect();
    assert_eq!(places, [(2, 3, 2), (2, 7, 3), (3, 11, 5), (3, 18, 10), (3, 33, 2)]);
    let mut mended = yaml;
    for finding in quotes.iter().rev() {
        let (at, len) = (finding.loc.offset as usize, finding.loc.len as usize);
        let word = mended[at..at + len].to_owned();
        assert!(finding.fix.starts_with(&format!("write \"{word}\"")), "{}", finding.fix);
        mended.replace_range(at..at + len, &format!("\"{word}\""));
    }
    assert!(!glossary(&mended).0.contains(&"structure/unquoted"), "{mended}");
}

#[test]
fn what_only_some_readers_take_is_refused() {
    for (name, yaml, rule) in [
        ("a key twice", "terms: { a: b, a: c }", "structure/duplicate-key"),
        ("a merge key", "terms:\n  <<: { a: b }\n  c: d", "structure/merge-key"),
        ("a truth that is a word", "terms: {}\nopen: yes", "structure/unknown-key"),
        ("two documents", "terms: {}\n---\nterms: {}", "structure/syntax"),
        ("tabs", "terms:\n\ta: b", "structure/syntax"),
        ("nothing", "", "structure/syntax"),
    ] {
        let mut findings = Findings::default();
        let read: Option<GlossaryFile> = parse(yaml, FileId(0), &mut findings);
        let said: Vec<_> = findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!((read.is_none(), said), (true, vec![rule]), "{name}");
    }
}
