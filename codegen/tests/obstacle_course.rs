//! A spec that lints clean but for its names, and is as nasty as the format allows: what becomes of it, and whether rustc, clippy and
//! rustdoc have anything to say about that.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use snap_codegen::write::{FilePlan, apply};

/// What belongs together, in snapshots that one can read: the beginnings of paths below the providers.
const GROUPS: [(&str, &[&str]); 9] = [
    (
        "providers",
        &["mod.rs", "gen_/mod.rs", "gen_/codes.rs", "gen_/profiles.rs", "snap-core/src/national/", "two_fa_pay/"],
    ),
    ("names", &["gen_/names/mod.rs", "gen_/names/names_service.rs", "gen_/names/enums.rs", "gen_/names/r_async.rs"]),
    ("shapes", &["gen_/struct_/containers.rs", "gen_/struct_/scalars.rs", "gen_/struct_/types.rs"]),
    ("sharing", &["gen_/values.rs", "gen_/values_2/"]),
    ("rules", &["gen_/rules/rules_service.rs"]),
    ("variants", &["gen_/rules/variants.rs", "gen_/rules/untold.rs"]),
    ("dialect", &["gen_/dialect/"]),
    ("errata", &["gen_/errata/"]),
    ("inquiries", &["gen_/inquiries/mod.rs", "gen_/inquiries/inquiries.rs", "gen_/client.rs"]),
];

const MEMBERS: &str = r#"[workspace]
resolver = "3"
members = ["generated"]

[workspace.package]
version = "0.0.0"
edition = "2024"
rust-version = "1.89"
license = "MIT OR Apache-2.0"
authors = ["Nobody"]

[workspace.dependencies]
snap-core = { path = "SNAP_CORE", default-features = false }
snap-macros = { path = "SNAP_MACROS" }

[workspace.lints.rust]
unsafe_code = "forbid"
missing_docs = "warn"

[workspace.lints.clippy]
all = { level = "warn", priority = -1 }

[profile.dev]
debug = 0
"#;

const LIB: &str = "//! The obstacle course.\n#![forbid(unsafe_code)]\n\n#[rustfmt::skip]\nmod providers;\n\npub use providers::*;\npub use snap_core::*;\n";

fn obstacles() -> FilePlan {
    support::plan(&support::fixture("obstacles"))
}

/// Writes a file, unless it is so already: cargo compiles again what is newer.
fn write(path: &Path, text: &[u8]) {
    if std::fs::read(path).ok().as_deref() != Some(text) {
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the target folder can be written");
        std::fs::write(path, text).expect("the target folder can be written");
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("it is a folder") {
        let entry = entry.expect("it can be listed");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            write(&to, &std::fs::read(from).expect("it can be read"));
        }
    }
}

/// Deletes what a copy has and its original no longer has: a file that moved would be there twice.
fn forget(from: &Path, to: &Path) {
    let Ok(entries) = std::fs::read_dir(to) else { return };
    for entry in entries {
        let entry = entry.expect("it can be listed");
        let original = from.join(entry.file_name());
        if entry.path().is_dir() {
            forget(&original, &entry.path());
        } else if !original.exists() {
            std::fs::remove_file(entry.path()).expect("it can be deleted");
        }
    }
}

/// The runtime as it is with another standard: what it knows of the real one is written from the obstacles, and so
/// stands in a folder of its own.
fn runtime(plan: &FilePlan) -> PathBuf {
    let (from, root) = (support::root(), Path::new(env!("CARGO_TARGET_TMPDIR")).join("obstacles-runtime"));
    let manifest = std::fs::read_to_string(from.join("Cargo.toml")).expect("the project has a manifest");
    let (start, rest) = manifest.split_once("members = [").expect("the project is a workspace");
    let (_, rest) = rest.split_once(']').expect("the list ends");
    write(&root.join("Cargo.toml"), format!("{start}members = [\"snap-core\"]{rest}").as_bytes());
    let core = std::fs::read_to_string(from.join("snap-core/Cargo.toml")).expect("the runtime has a manifest");
    let core = core.split("[dev-dependencies]").next().unwrap_or_default();
    write(&root.join("snap-core/Cargo.toml"), core.as_bytes());
    forget(&from.join("snap-core/src"), &root.join("snap-core/src"));
    for entry in std::fs::read_dir(from.join("snap-core/src")).expect("it is a folder") {
        let entry = entry.expect("it can be listed");
        let to = root.join("snap-core/src").join(entry.file_name());
        if entry.file_name() == "national" {
            continue;
        } else if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            write(&to, &std::fs::read(entry.path()).expect("it can be read"));
        }
    }
    for file in plan.files.iter().filter(|file| file.path.starts_with("snap-core/")) {
        write(&root.join(&file.path), &file.bytes);
    }
    root.join("snap-core")
}

/// A workspace with the generated crate. Its place is always the same and only what differs is written, so that the
/// second run has little to compile.
fn workspace(plan: &FilePlan) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("obstacles");
    let core = runtime(plan);
    let macros = support::root().join("snap-macros").canonicalize().expect("snap-macros is beside codegen");
    std::fs::create_dir_all(root.join("generated/src")).expect("the target folder can be written");
    apply(&root, plan).expect("the plan can be written");
    for (name, text) in [
        (
            "Cargo.toml",
            MEMBERS.replace("SNAP_CORE", &core.to_string_lossy()).replace("SNAP_MACROS", &macros.to_string_lossy()),
        ),
        ("generated/src/lib.rs", LIB.to_owned()),
    ] {
        write(&root.join(name), text.as_bytes());
    }
    // The versions that the project is built with; what the crate does not need falls out.
    std::fs::copy(support::root().join("Cargo.lock"), root.join("Cargo.lock")).expect("there is a lock file");
    root
}

fn cargo(root: &Path, command: &str, arguments: &[&str]) -> Result<(), String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("obstacles-target");
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args([command, "--offline", "--quiet", "--target-dir"])
        .arg(target)
        .args(arguments)
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUSTFLAGS")
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

#[test]
fn what_is_emitted_compiles_without_a_warning() {
    let root = workspace(&obstacles());
    for (command, arguments) in [
        ("clippy", &["--", "-D", "warnings"][..]),
        // Whoever names one provider gets what that one needs of the others, and no more.
        ("clippy", &["--no-default-features", "--features", "two-fa-pay", "--", "-D", "warnings"]),
        ("clippy", &["--no-default-features", "--", "-D", "warnings"]),
        ("doc", &["--no-deps"]),
    ] {
        if let Err(said) = cargo(&root, command, arguments) {
            panic!("cargo {command} {}:\n{said}", arguments.join(" "));
        }
    }
}

#[test]
fn what_is_emitted_is_as_it_was() {
    let plan = obstacles();
    let text = |path: &str| {
        let file = plan.files.iter().find(|file| file.path == path).expect(path);
        // The mark names the version of the generator, which is no matter here.
        String::from_utf8_lossy(&file.bytes).split_once('\n').map_or_else(String::new, |(_, rest)| rest.to_owned())
    };
    let paths: Vec<_> = plan
        .files
        .iter()
        .map(|file| file.path.as_str())
        .filter(|path| path.starts_with("generated/") || path.starts_with("snap-core/"))
        .collect();
    insta::assert_snapshot!("files", format!("{}\n\n{}", paths.join("\n"), text("generated/Cargo.toml")));
    for (name, starts) in GROUPS {
        let below = |path: &&&str| {
            let below = path.strip_prefix("generated/src/providers/").unwrap_or(path);
            starts.iter().any(|start| below == *start || start.ends_with('/') && below.starts_with(start))
        };
        let files: Vec<_> = paths.iter().filter(below).map(|path| format!("==> {path} <==\n{}", text(path))).collect();
        let all = files.join("\n");
        assert!(all.lines().count() < 1000, "{name} has {} lines: nobody reads that", all.lines().count());
        insta::assert_snapshot!(name, all);
    }
}
