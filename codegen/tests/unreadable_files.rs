//! What can lie in the folder of a spec and is no file of it: each is a finding with a place, in one run with the rest.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use snap_codegen::load::{LoadError, read_folder};
use snap_codegen::pipeline::Spec;
use tempfile::TempDir;

const GLOSSARY: &str = "spec/glossary.yaml";

/// The small spec in a folder of its own.
fn mini() -> TempDir {
    let root = TempDir::new().unwrap();
    for file in support::files(&support::fixture("mini")) {
        write(root.path(), &file.name, file.text.as_bytes());
    }
    root
}

fn write(root: &Path, name: &str, bytes: &[u8]) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Place, rule and message of everything that is found.
fn found(root: &Path) -> Vec<String> {
    support::findings(&Spec::read(root).unwrap())
}

/// The only finding, which must begin like this.
fn assert_only(root: &Path, wanted: &str) {
    let found = found(root);
    assert!(matches!(found.as_slice(), [only] if only.starts_with(wanted)), "{wanted}: {found:#?}");
}

#[test]
fn a_missing_folder_is_an_error_and_nothing_else_is() {
    let root = TempDir::new().unwrap();
    assert!(matches!(read_folder(root.path()), Err(LoadError::NoFolder(_))));
    fs::create_dir(root.path().join("spec")).unwrap();
    assert_only(root.path(), "spec/:1:1 file/empty-folder");
}

#[test]
fn a_text_in_another_encoding_is_found_at_its_first_wrong_byte() {
    let root = mini();
    let text = fs::read_to_string(root.path().join(GLOSSARY)).unwrap();
    let lines = text.lines().count();
    write(root.path(), GLOSSARY, &[text.as_bytes(), b"  # \xC3\xA9 caf\xE9\n"].concat());
    assert_only(root.path(), &format!("spec/glossary.yaml:{}:10 file/encoding here stands the byte 0xE9", lines + 1));
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    write(root.path(), GLOSSARY, &[&b"\xFF\xFE"[..], &wide].concat());
    assert_only(root.path(), "spec/glossary.yaml:1:1 file/encoding this is UTF-16");
}

#[test]
fn links_are_found_and_never_followed() {
    let outside = TempDir::new().unwrap();
    write(outside.path(), "page.yaml", b"a: b");
    for (name, target, why) in [
        ("spec/providers/bank/new.yaml", outside.path().join("page.yaml"), "leads out of the spec"),
        ("spec/providers/other", outside.path().to_owned(), "leads out of the spec"),
        ("spec/providers/bank/new.yaml", Path::new("nowhere.yaml").to_owned(), "there is nothing"),
        ("spec/providers/bank/new.yaml", Path::new("new.yaml").to_owned(), "cannot be followed to an end"),
        ("spec/providers/bank/up", Path::new("..").to_owned(), "back to where it stands"),
        ("spec/providers/bank/new.yaml", Path::new("transfers.yaml").to_owned(), "two names"),
    ] {
        let root = mini();
        symlink(&target, root.path().join(name)).unwrap();
        assert_only(
            root.path(),
            &format!("{name}:1:1 file/unreadable this is a symbolic link to {}", target.display()),
        );
        assert!(found(root.path())[0].contains(why), "{why}: {:?}", found(root.path()));
    }
}

#[test]
fn a_pipe_is_found_and_nobody_waits_for_it() {
    let root = mini();
    let pipe = root.path().join("spec/standard/pipe.yaml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(root.path().join("spec/standard/socket.yaml")).unwrap();
    let (done, waiting) = std::sync::mpsc::channel();
    let path = root.path().to_owned();
    std::thread::spawn(move || done.send(found(&path)));
    let found = waiting.recv_timeout(Duration::from_secs(20)).expect("reading a spec must not wait for a pipe");
    let begins = |at: usize, with: &str| found.get(at).is_some_and(|finding| finding.starts_with(with));
    assert!(begins(0, "spec/standard/pipe.yaml:1:1 file/unreadable this is a pipe"), "{found:?}");
    assert!(begins(1, "spec/standard/socket.yaml:1:1 file/unreadable this is a pipe"), "{found:?}");
    assert_eq!(found.len(), 2);
}

#[test]
fn a_file_and_a_folder_without_permission_are_found() {
    let root = mini();
    let path = |name: &str| root.path().join(name);
    let allow = |name: &str, mode| fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).unwrap();
    let name = "spec/providers/bank/notices.yaml";
    allow(name, 0o000);
    // The superuser reads everything: then there is nothing to find.
    let superuser = fs::read(path(name)).is_ok();
    let wanted: &[&str] = if superuser { &[] } else { &["spec/providers/bank/notices.yaml:1:1 file/unreadable"] };
    let starts = |found: &[String], wanted: &[&str]| {
        found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| found.starts_with(wanted))
    };
    assert!(starts(&found(root.path()), wanted), "{:?}", found(root.path()));
    allow(name, 0o644);
    allow("spec/providers/bank", 0o000);
    let wanted: &[&str] = if superuser { &[] } else { &["spec/providers/bank/:1:1 file/unreadable"] };
    assert!(starts(&found(root.path()), wanted), "{:?}", found(root.path()));
    allow("spec/providers/bank", 0o755);
}

#[test]
fn names_that_would_be_skipped_are_found_and_others_are_not() {
    for (name, better) in [
        ("New.YAML", "new.yaml"),
        ("new.YML", "new.yaml"),
        ("new.yml", "new.yaml"),
        ("new.yaml~", "new.yaml"),
        ("new page.yaml.txt", "newpage.yaml"),
        (".YML", "page.yaml"),
    ] {
        let root = mini();
        write(root.path(), &format!("spec/standard/{name}"), b"a: b");
        assert_only(root.path(), &format!("spec/standard/{name}:1:1 file/name"));
        let spec = Spec::read(root.path()).unwrap();
        assert!(spec.findings[0].fix.contains(&format!("`{better}`")), "{}", spec.findings[0].fix);
    }
    let root = mini();
    for other in ["README.md", "notes.txt", ".gitkeep", ".transfers.yaml.swp", ".DS_Store"] {
        write(root.path(), &format!("spec/standard/{other}"), b"\xFF");
    }
    symlink("somebody@host.1234", root.path().join("spec/standard/.#transfers.yaml")).unwrap();
    assert_eq!(found(root.path()), Vec::<String>::new());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_found() {
    use std::os::unix::ffi::OsStrExt as _;
    let root = mini();
    fs::write(root.path().join("spec/standard").join(std::ffi::OsStr::from_bytes(b"caf\xE9.yaml")), "a: b").unwrap();
    assert_only(root.path(), "spec/standard/caf\u{FFFD}.yaml:1:1 file/name");
}

#[test]
fn empty_folders_are_found_and_folders_of_folders_are_not() {
    let root = mini();
    fs::create_dir_all(root.path().join("spec/providers/a/b")).unwrap();
    write(root.path(), "spec/providers/c/README.md", b"soon");
    let found = found(root.path());
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("spec/providers/a/b/:1:1 file/empty-folder"), "{found:?}");
    assert!(found[1].starts_with("spec/providers/c/:1:1 file/empty-folder"), "{found:?}");
}

/// What a spec means, without places.
fn meaning(root: &Path) -> String {
    let spec = Spec::read(root).unwrap();
    assert!(spec.findings.is_empty(), "{:#?}", support::findings(&spec));
    snap_codegen::export::catalogue(&spec.catalogue, &spec.documents.files)
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_change_nothing() {
    let root = mini();
    let before = meaning(root.path());
    for file in support::files(root.path()) {
        write(root.path(), &file.name, format!("\u{FEFF}{}", file.text.replace('\n', "\r\n")).as_bytes());
    }
    assert_eq!(meaning(root.path()), before);
}

#[test]
fn a_finding_in_a_file_with_line_ends_of_windows_stands_where_it_stood() {
    let root = mini();
    let name = "spec/providers/bank/transfers.yaml";
    let text = fs::read_to_string(root.path().join(name)).unwrap().replace("12345678.00", "12345678.123");
    write(root.path(), name, text.as_bytes());
    let before = found(root.path());
    assert_eq!(before.len(), 1, "{before:?}");
    write(root.path(), name, format!("\u{FEFF}{}", text.replace('\n', "\r\n")).as_bytes());
    assert_eq!(found(root.path()), before);
}

#[test]
fn what_is_nested_without_end_is_found_at_once() {
    let row = "services:\n  s: ";
    let aliases: String = (1..40).map(|n| format!("  t{n}: &t{n} {{ a: *t{}, b: *t{} }}\n", n - 1, n - 1)).collect();
    for (what, text, rule) in [
        ("open brackets", format!("{row}{}", "[".repeat(200_000)), "file/too-deep"),
        ("open braces", format!("{row}{}", "{ a: ".repeat(100_000)), "file/too-deep"),
        ("closed brackets", format!("{row}{}{}", "[".repeat(200), "]".repeat(200)), "file/too-deep"),
        ("dashes", format!("{row}\n    {}", "- ".repeat(100_000)), "file/too-deep"),
        ("question marks", "? ".repeat(100_000), "file/too-deep"),
        ("lines", (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect(), "file/too-deep"),
        ("aliases of aliases", format!("types:\n  t0: &t0 {{}}\n{aliases}"), "structure/alias"),
    ] {
        let root = mini();
        write(root.path(), "spec/standard/deep.yaml", text.as_bytes());
        let start = Instant::now();
        let found = found(root.path());
        assert!(start.elapsed() < Duration::from_secs(20), "{what}: {:?}", start.elapsed());
        assert!(matches!(found.as_slice(), [only] if only.contains(rule)), "{what}: {found:#?}");
    }
}

#[test]
fn a_sample_that_is_nested_without_end_is_found_at_once() {
    let name = "spec/providers/bank/transfers.yaml";
    for deep in ["[".repeat(100_000), format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))] {
        let root = mini();
        let text = fs::read_to_string(root.path().join(name)).unwrap();
        let from = "{ \"en\": \"rent\" }";
        assert_eq!(text.matches(from).count(), 1);
        write(root.path(), name, text.replace(from, &deep).as_bytes());
        let found = found(root.path());
        assert!(matches!(found.as_slice(), [only] if only.contains("sample/not-json")), "{found:#?}");
    }
}

#[test]
fn what_cannot_be_read_and_what_is_wrong_are_found_in_one_run() {
    let root = mini();
    write(root.path(), "spec/standard/latin.yaml", b"caf\xE9");
    symlink("nowhere", root.path().join("spec/standard/link.yaml")).unwrap();
    write(root.path(), "spec/standard/odd.YAML", b"a: b");
    let name = "spec/providers/bank/transfers.yaml";
    let text = fs::read_to_string(root.path().join(name)).unwrap();
    write(root.path(), name, text.replace("12345678.00", "12345678.123").as_bytes());
    let rules: Vec<_> = Spec::read(root.path()).unwrap().findings.iter().map(|finding| finding.rule.as_str()).collect();
    let wanted = ["file/encoding", "file/unreadable", "file/name", "sample/precision"];
    assert_eq!(rules.len(), wanted.len(), "{rules:?}");
    assert!(wanted.iter().all(|rule| rules.contains(rule)), "{rules:?}");
}
