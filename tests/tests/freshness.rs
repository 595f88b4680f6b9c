//! What is committed is what the spec gives.

use snap_codegen::generate;
use snap_codegen::write::check;
use snap_tests::{root, spec};

#[test]
fn everything_that_is_generated_is_fresh() {
    let plan = generate(spec()).expect("the spec has no findings");
    let stale = check(&root(), &plan).expect("the generated files can be read");
    let list: Vec<_> = stale.iter().map(|file| format!("{:?} {}", file.kind, file.path)).collect();
    assert!(list.is_empty(), "run `cargo xtask codegen`:\n{}", list.join("\n"));
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    let (first, second) = (generate(spec()).expect("no findings"), generate(spec()).expect("no findings"));
    assert_eq!(first.files, second.files);
}
