//! A copy of the spec with providers laid beside it, and a copy of the generated crate that is made from that.

use std::path::{Path, PathBuf};
use std::process::Command;

use snap_codegen::load::read_folder;
use snap_codegen::pipeline::Spec;
use snap_codegen::source::{Files, SourceFile};
use snap_codegen::write::{FilePlan, apply};
use snap_tests::root;

fn fixtures() -> PathBuf {
    root().join("tests/fixtures/scratch")
}

/// The real spec with the providers of some folders, each under a name.
pub fn spec_with(providers: &[(&str, &str)]) -> Spec {
    let mut files: Vec<SourceFile> =
        read_folder(&root()).expect("the spec can be read").iter().map(|(_, file)| file.clone()).collect();
    for (folder, name) in providers {
        let folder_path = fixtures().join("providers").join(folder);
        for entry in std::fs::read_dir(&folder_path).expect("a provider among the fixtures") {
            let path = entry.expect("a file").path();
            let file = path.file_name().expect("a name").to_string_lossy();
            let text = std::fs::read_to_string(&path).expect("a text");
            let text = text.replacen(&format!("provider: {folder}\n"), &format!("provider: {name}\n"), 1);
            files.push(SourceFile { name: format!("spec/providers/{name}/{file}"), text });
        }
    }
    Spec::of(Files::new(files))
}

/// Writes a file, unless it is so already: cargo compiles again what is newer.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).ok().as_deref() != Some(text) {
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the target folder can be written");
        std::fs::write(path, text).expect("the target folder can be written");
    }
}

/// The project's manifest for other members: versions, lints and profiles are those of the project, so that what is
/// compiled for the one serves the other.
fn manifest() -> String {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("the project has a manifest");
    let (start, rest) = text.split_once("members = [").expect("the project is a workspace");
    let (_, rest) = rest.split_once(']').expect("the list ends");
    let mut text = format!("{start}members = [\"scratch/generated\", \"scratch/partner\"]{rest}");
    for name in ["codegen", "snap-core", "snap-macros"] {
        let here = root().join(name).canonicalize().expect("a crate of the project");
        text = text.replace(&format!("path = \"{name}\""), &format!("path = \"{}\"", here.display()));
    }
    text.replace("path = \"generated\"", "path = \"scratch/generated\"")
}

/// The calls of some providers, out of the table of all.
fn calls(plan: &FilePlan, providers: &[&str]) -> String {
    let table = plan.files.iter().find(|file| file.path == "tests/src/calls.rs").expect("a table of calls");
    let text = String::from_utf8(table.bytes.clone()).expect("UTF-8");
    let (head, list) = text.split_once("&[\n").expect("a list");
    let own = list.split_inclusive("    ),\n").filter(|call| {
        providers.iter().any(|name| {
            call.trim_start().trim_start_matches("call!(").trim_start().starts_with(&format!("\"{name}\","))
        })
    });
    format!("{head}&[\n{}];\n", own.collect::<String>())
}

/// Generates a crate from a spec, with the binary that speaks with its messages and clients, and compiles both with
/// nothing but the features of some providers. The binary.
///
/// The crate lies at another path than the project's own, so that the two can share a target folder.
pub fn build(spec: &Spec, providers: &[&str]) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder").to_owned();
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-provider");
    let scratch = workspace.join("scratch");
    let mut plan = snap_codegen::generate(spec).expect("a spec without findings");
    let calls = calls(&plan, providers);
    plan.files.retain(|file| file.path.starts_with("generated/"));
    std::fs::create_dir_all(scratch.join("generated/src")).expect("the target folder can be written");
    apply(&scratch, &plan).expect("the plan can be written");
    let text = |path: PathBuf| std::fs::read_to_string(path).expect("a file of the project");
    let features: Vec<_> = providers.iter().map(|name| format!("\"{name}\"")).collect();
    let partner = text(fixtures().join("partner/Cargo.toml")).replace("FEATURES", &features.join(", "));
    for (path, text) in [
        ("Cargo.toml", manifest()),
        ("scratch/generated/src/lib.rs", text(root().join("generated/src/lib.rs"))),
        ("scratch/partner/Cargo.toml", partner),
        ("scratch/partner/src/main.rs", text(fixtures().join("partner/src/main.rs"))),
        ("scratch/partner/src/call.rs", text(root().join("tests/src/call.rs"))),
        ("scratch/partner/src/calls.rs", calls),
    ] {
        write(&workspace.join(path), &text);
    }
    // The versions that the project is built with; what is not needed here falls out.
    std::fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")).expect("there is a lock file");
    let output = Command::new(env!("CARGO"))
        .current_dir(&workspace)
        .args(["build", "--offline", "--quiet", "--package", "scratch-partner", "--target-dir"])
        .arg(&target)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    target.join("debug").join(format!("scratch-partner{}", std::env::consts::EXE_SUFFIX))
}
