//! Other people's validators: those that are installed are asked about every file, those that are not are a line.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A project with the schemas and three files of two kinds.
fn project(retrieved: &str) -> TempDir {
    let root = TempDir::new().unwrap();
    let page = format!("source: {{ title: T, url: https://example.com, retrieved: {retrieved} }}\nservices: {{}}\n");
    let files =
        [("spec/glossary.yaml", "terms: {}\n"), ("spec/standard/a.yaml", &page), ("spec/standard/b.yaml", &page)];
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    assert!(xtask(root.path(), &["schema"], None).status.success());
    root
}

fn xtask(root: &Path, args: &[&str], programs: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("--root").arg(root).args(args);
    if let Some(programs) = programs {
        command.env("PATH", programs);
    }
    command.output().unwrap()
}

/// A folder with programs that do nothing but what a line of shell says.
fn programs(all: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, line) in all {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{line}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

/// Exit code, stdout, stderr.
fn validate(root: &Path, programs: Option<&Path>) -> (i32, String, String) {
    let output = xtask(root, &["schema", "--validate"], programs);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn what_is_not_installed_is_one_line_and_no_failure() {
    let root = project("\"2026-01-01\"");
    let none = programs(&[]);
    let (code, out, err) = validate(root.path(), Some(none.path()));
    assert_eq!((code, out.as_str(), err.lines().count()), (0, "", 1), "{err}");
    for name in ["check-jsonschema", "npm install --global ajv-cli", "pip install pyyaml jsonschema"] {
        assert!(err.contains(name), "{name}: {err}");
    }
    // A Python without the modules is as good as none.
    let bare = programs(&[("python3", "exit 77")]);
    assert_eq!(validate(root.path(), Some(bare.path())), (code, out, err));
}

#[test]
fn every_installed_validator_sees_every_file_with_its_schema() {
    let root = project("\"2026-01-01\"");
    let log = root.path().join("log");
    let line = format!("echo \"$0\" \"$@\" >> {}", log.display());
    let all = programs(&[("check-jsonschema", &line), ("ajv", &line), ("python3", &line)]);
    let (code, out, err) = validate(root.path(), Some(all.path()));
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out.matches("3 files valid").count(), 3, "{out}");
    let log = fs::read_to_string(log).unwrap();
    for (file, schema) in
        [("glossary.yaml", "glossary"), ("standard/a.yaml", "services"), ("standard/b.yaml", "services")]
    {
        let schema = format!("{schema}.schema.json");
        let seen = log.lines().filter(|line| line.contains(file)).count();
        assert_eq!(seen, 3, "{file}: {log}");
        assert!(
            log.lines().filter(|line| line.contains(file)).all(|line| line.contains("-c") || line.contains(&schema)),
            "{log}"
        );
    }
}

#[test]
fn one_that_refuses_fails_the_command_and_the_others_are_still_asked() {
    let root = project("\"2026-01-01\"");
    let some = programs(&[("check-jsonschema", "echo no-good >&2; exit 1"), ("ajv", "exit 0")]);
    let (code, out, err) = validate(root.path(), Some(some.path()));
    assert_eq!(code, 1);
    assert!(out.contains("ajv: 3 files valid"), "{out}");
    assert!(err.contains("check-jsonschema refuses:") && err.contains("no-good"), "{err}");
    assert!(err.contains("not installed, not asked: PyYAML"), "{err}");
}

#[test]
fn without_schemas_there_is_nothing_to_hold_the_files_against() {
    let root = project("\"2026-01-01\"");
    fs::remove_file(root.path().join("spec/schema/services.schema.json")).unwrap();
    let (code, _, err) = validate(root.path(), None);
    assert_eq!(code, 3);
    assert!(err.contains("`cargo xtask schema` writes it"), "{err}");
}

/// Whoever is really installed here agrees with us, and sees what an unquoted date is to it.
#[test]
fn the_spec_is_valid_for_every_validator_that_is_installed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (code, out, err) = validate(&root, None);
    assert_eq!(code, 0, "{out}{err}");
    let broken = project("2026-01-01");
    let (code, refused, said) = validate(broken.path(), None);
    for name in ["ajv", "PyYAML with jsonschema"] {
        let installed = out.contains(&format!("{name}: "));
        assert_eq!(said.contains(&format!("{name} refuses:")), installed, "{refused}{said}");
        assert!(!installed || code == 1, "{name}");
    }
}
