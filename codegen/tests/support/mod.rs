//! What the tests of this folder share.

#![allow(dead_code, reason = "every test binary uses a part of it")]
#![allow(clippy::expect_used, reason = "a test stops where it cannot go on")]

use std::path::{Path, PathBuf};

use snap_codegen::finding::Finding;
use snap_codegen::load::read_folder;
use snap_codegen::pipeline::Spec;
use snap_codegen::source::{Files, SourceFile};
use snap_codegen::write::FilePlan;

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The root of a spec among the fixtures.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// The files of a spec.
pub fn files(root: &Path) -> Vec<SourceFile> {
    let files = read_folder(root).expect("the spec can be read");
    files.iter().map(|(_, file)| file.clone()).collect()
}

/// What lint has to say: place, rule, message.
pub fn findings(spec: &Spec) -> Vec<String> {
    let say = |f: &Finding| format!("{} {} {}", f.position(&spec.documents.files), f.rule, f.message);
    spec.findings.iter().map(say).collect()
}

/// What generating makes of a spec without findings.
pub fn plan(root: &Path) -> FilePlan {
    plan_of(Files::new(files(root)))
}

/// The same over texts that are already in memory.
pub fn plan_of(files: Files) -> FilePlan {
    let mut spec = Spec::of(files);
    // Names that lint refuses are settled by the emitter all the same: it does not lean on lint.
    spec.findings.retain(|finding| finding.rule.family() != "naming");
    assert!(spec.findings.is_empty(), "{:#?}", findings(&spec));
    snap_codegen::generate(&spec).expect("a spec without findings can be generated")
}
