//! What the built commands answer: exit codes, streams, and what is on disk afterwards.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const PROVIDER: &str = r#"
provider: aspi
title: Standard
source: { title: Security, url: https://example.com, retrieved: "2026-01-01" }
headers: plain
signing: standard
header_sets: { plain: { request: { X-TIMESTAMP: { presence: M, format: timestamp } } } }
signing_profiles: { standard: { transaction: symmetric } }
"#;

const PAGE: &str = r#"
source: { title: Page, url: https://example.com, retrieved: "2026-01-01" }
services:
  ping:
    title: Ping
    code: "01"
    method: POST
    path: /{version}/ping
    version: v1.0
    direction: outbound
    effect: read
    request:
      word: { presence: M, type: string, max: 10, doc: A word. }
    response:
      responseCode: { presence: M, type: string, max: 7, doc: How it went. }
    samples:
      - { name: documented, request: '{"word":"hello"}', response: '{"responseCode":"2000100"}' }
"#;

const CODES: &str = r#"
codes:
  - { http: 200, case: "00", name: successful, category: success, message: Successful, outcome: success, retry: "no" }
"#;

const TOKEN: &str = r#"
source: { title: Token, url: https://example.com, retrieved: "2026-01-01" }
services:
  access_token_b2b:
    title: Token
    code: "73"
    method: POST
    path: /{version}/token
    version: v1.0
    direction: outbound
    effect: read
    no_sample: The page prints none.
    request:
      grantType: { presence: M, type: string, max: 18, doc: What it is asked with. }
    response:
      accessToken: { presence: M, type: string, max: 100, sensitive: true, doc: The token. }
"#;

/// A project with a spec of one service, besides what every standard has.
fn project() -> TempDir {
    let root = TempDir::new().unwrap();
    write(root.path(), "spec/standard/provider.yaml", PROVIDER);
    write(root.path(), "spec/standard/page.yaml", PAGE);
    write(root.path(), "spec/standard/response-codes.yaml", CODES);
    write(root.path(), "spec/standard/token.yaml", TOKEN);
    root
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn xtask(root: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("--root").arg(root).args(args).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Every file below a folder, sorted.
fn files(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

fn break_a_length(root: &Path) {
    write(root, "spec/standard/page.yaml", &PAGE.replace("max: 10", "max: 4"));
}

#[test]
fn a_second_codegen_changes_nothing() {
    let root = project();
    let first = xtask(root.path(), &["codegen"]);
    assert_eq!(code(&first), 0, "{}", err(&first));
    assert!(out(&first).contains("2 services of 1 provider"), "{}", out(&first));
    assert!(files(root.path()).iter().any(|path| path == "spec/schema/services.schema.json"));
    let second = xtask(root.path(), &["codegen"]);
    assert_eq!(code(&second), 0);
    assert!(!out(&second).contains("written") && out(&second).contains("unchanged"), "{}", out(&second));
    assert_eq!(code(&xtask(root.path(), &["codegen", "--check"])), 0);
    assert_eq!(code(&xtask(root.path(), &["schema", "--check"])), 0);
}

#[test]
fn findings_are_one_and_nothing_is_written() {
    let root = project();
    break_a_length(root.path());
    let before = files(root.path());
    for args in [&["codegen"][..], &["codegen", "--check"], &["lint"], &["export", "catalogue"]] {
        let output = xtask(root.path(), args);
        assert_eq!(code(&output), 1, "{args:?}");
        assert_eq!(out(&output), "", "{args:?}");
        assert!(err(&output).contains("spec/standard/page.yaml:"), "{args:?}: {}", err(&output));
        assert!(err(&output).contains("1 finding in 1 file"), "{args:?}: {}", err(&output));
    }
    assert_eq!(files(root.path()), before);
}

#[test]
fn a_touched_length_is_stale_with_its_file_and_the_command() {
    let root = project();
    assert_eq!(code(&xtask(root.path(), &["codegen"])), 0);
    write(root.path(), "spec/standard/page.yaml", &PAGE.replace("max: 10", "max: 12"));
    let output = xtask(root.path(), &["codegen", "--check"]);
    assert_eq!(code(&output), 2, "{}", err(&output));
    assert_eq!(out(&output), "");
    for part in ["changed", "comes from spec/standard/page.yaml", "`cargo xtask codegen`"] {
        assert!(err(&output).contains(part), "{part}: {}", err(&output));
    }
}

#[test]
fn a_stale_schema_is_two_and_written_anew() {
    let root = project();
    let stale = xtask(root.path(), &["schema", "--check"]);
    assert_eq!(code(&stale), 2);
    assert!(err(&stale).contains("`cargo xtask schema`"), "{}", err(&stale));
    assert_eq!(code(&xtask(root.path(), &["schema"])), 0);
    assert_eq!(code(&xtask(root.path(), &["schema", "--check"])), 0);
}

#[test]
fn what_cannot_run_is_three() {
    let nowhere = TempDir::new().unwrap();
    for args in [&["codegen"][..], &["lint"], &["export", "catalogue"], &["new", "provider", "x"]] {
        let output = xtask(nowhere.path(), args);
        assert_eq!(code(&output), 3, "{args:?}");
        assert!(err(&output).starts_with("error: there is no spec folder"), "{args:?}: {}", err(&output));
    }
    let root = project();
    for args in [&["bogus"][..], &["codegen", "--chekc"], &[], &["lint", "--explain", "no/rule"], &["export"]] {
        let output = xtask(root.path(), args);
        assert_eq!((code(&output), out(&output)), (3, String::new()), "{args:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_a_finding() {
    let root = project();
    fs::write(root.path().join("spec/standard/broken.yaml"), [0xff, 0xfe]).unwrap();
    let output = xtask(root.path(), &["lint"]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("file/encoding") && err(&output).contains("1 finding in 1 file"), "{}", err(&output));
}

#[test]
fn proposed_errata_are_printed_or_written_and_then_there_is_nothing_to_find() {
    let root = project();
    let propose = |args: &[&str]| xtask(root.path(), &[&["lint", "--propose-errata"], args].concat());
    let nothing = propose(&[]);
    assert_eq!((code(&nothing), out(&nothing)), (0, String::new()));
    break_a_length(root.path());
    let page = || fs::read_to_string(root.path().join("spec/standard/page.yaml")).unwrap();
    let before = page();
    let printed = propose(&[]);
    assert_eq!((code(&printed), page()), (0, before.clone()));
    let erratum = "    errata:\n      - id: request-word-length\n        at: \"request.word\"\n        kind: length\n";
    assert!(out(&printed).contains(erratum), "{}", out(&printed));
    assert!(err(&printed).contains("1 proposal"), "{}", err(&printed));
    let written = propose(&["--write"]);
    assert_eq!((code(&written), out(&written).as_str()), (0, "extended spec/standard/page.yaml\n"));
    assert!(page().starts_with(&before) && page().contains(erratum), "{}", page());
    let after = xtask(root.path(), &["lint"]);
    assert_eq!(code(&after), 0, "{}", err(&after));
}

#[test]
fn what_follows_from_a_finding_is_counted_and_not_printed() {
    let root = project();
    write(root.path(), "spec/providers/bank/provider.yaml", &PROVIDER.replace("provider: aspi", "provider: bank"));
    let dialect = PAGE.replace("    title: Ping\n", "    title: Ping\n    standard: ping\n");
    write(root.path(), "spec/providers/bank/page.yaml", &dialect);
    let sound = xtask(root.path(), &["lint"]);
    assert_eq!(code(&sound), 0, "{}", err(&sound));
    write(root.path(), "spec/standard/page.yaml", &PAGE.replace("services:", "services: {"));
    let output = xtask(root.path(), &["lint"]);
    let said = err(&output);
    assert_eq!(code(&output), 1);
    assert!(!said.contains("reference/standard"), "{said}");
    assert!(said.ends_with("1 finding in 1 file; 1 that follows from these is held back\n"), "{said}");
}

#[test]
fn a_rule_is_explained_with_its_reason_and_both_examples() {
    let nowhere = TempDir::new().unwrap();
    let explain = |id: &str| xtask(nowhere.path(), &["lint", "--explain", id]);
    let output = explain("sample/length");
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    for part in ["sample/length (error)\n", "Why: ", "Wrong", "Right"] {
        assert!(out(&output).contains(part), "{part}: {}", out(&output));
    }
    assert!(out(&explain("all")).contains("\nsample/length "));
    let unknown = explain("length");
    assert_eq!(code(&unknown), 3);
    assert!(err(&unknown).contains("write `sample/length`?"), "{}", err(&unknown));
}

#[test]
fn help_is_a_result() {
    let output = xtask(Path::new("."), &["--help"]);
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    assert!(out(&output).contains("Exit codes"));
}

#[test]
fn findings_as_json_are_a_result() {
    let root = project();
    break_a_length(root.path());
    let output = xtask(root.path(), &["lint", "--format", "json"]);
    assert_eq!((code(&output), err(&output)), (1, String::new()));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value[0]["rule"], "sample/length");
    assert_eq!(value[0]["file"], "spec/standard/page.yaml");
}

#[test]
fn stats_are_json_alone() {
    let root = project();
    let output = xtask(root.path(), &["codegen", "--stats"]);
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let stages: Vec<_> =
        value["stages"].as_array().unwrap().iter().filter_map(|stage| stage["name"].as_str()).collect();
    assert_eq!(stages, ["read", "check", "generate", "write"]);
    let service = &value["per_service"][0];
    assert_eq!((&service["provider"], &service["service"]), (&"aspi".into(), &"ping".into()));
    assert!(service["code_lines"].as_u64() > Some(0));
    let contents = xtask(root.path(), &["lint", "--stats", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&contents.stdout).unwrap();
    assert_eq!((&value["contents"]["total"]["rows"], &value["contents"]["total"]["samples"]), (&4.into(), &1.into()));
}

#[test]
fn skeletons_are_written_once_and_lint_clean() {
    let root = project();
    for args in [&["new", "provider", "mybank"][..], &["new", "service", "mybank", "pings", "ping"]] {
        let output = xtask(root.path(), args);
        assert_eq!(code(&output), 0, "{}", err(&output));
        let lint = xtask(root.path(), &["lint"]);
        assert_eq!(code(&lint), 0, "{}", err(&lint));
        let before = fs::read(root.path().join("spec/providers/mybank/provider.yaml")).unwrap();
        assert_eq!(code(&xtask(root.path(), args)), 3);
        assert_eq!(fs::read(root.path().join("spec/providers/mybank/provider.yaml")).unwrap(), before);
    }
    assert_eq!(code(&xtask(root.path(), &["codegen"])), 0);
}

#[test]
fn the_catalogue_goes_to_stdout_or_into_a_file() {
    let root = project();
    let output = xtask(root.path(), &["export", "catalogue"]);
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["services"][0]["request"][0]["path"], "word");
    let file = root.path().join("catalogue.json");
    assert_eq!(code(&xtask(root.path(), &["export", "catalogue", "--out", file.to_str().unwrap()])), 0);
    assert_eq!(fs::read(file).unwrap(), output.stdout);
}

#[cfg(unix)]
#[test]
fn tests_end_with_the_code_of_cargo() {
    let root = project();
    let with = |cargo: &str, args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.env("CARGO", cargo).arg("--root").arg(root.path()).arg("test").args(args).output().unwrap()
    };
    assert_eq!(code(&with("/bin/sh/none", &[])), 3);
    let echo = with("echo", &["--quiet", "-p", "snap-core"]);
    assert_eq!(code(&echo), 0);
    assert_eq!(out(&echo), "test --workspace --all-features --quiet -p snap-core\n");
    assert_eq!(err(&echo), "cargo test --workspace --all-features --quiet -p snap-core\n");
    assert_eq!(code(&with("false", &[])), 1);
}
