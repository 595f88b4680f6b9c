//! Documented requests that may not be sent, each with the decision about it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod support;

use snap_codegen::export::refused_requests;
use snap_codegen::pipeline::Spec;
use snap_codegen::refused::refused;

#[test]
fn documented_requests_that_are_refused_are_refused_for_a_reason() {
    let spec = Spec::read(&support::root()).unwrap();
    let files = &spec.documents.files;
    for one in refused(&spec.catalogue, files) {
        let name = format!("{} {} {}", one.provider.name, one.service.name, one.at());
        assert!(one.erratum.is_some(), "{name}: nobody decided about it");
        assert!(!one.reason().is_empty(), "{name}");
    }
    insta::assert_snapshot!(refused_requests(&spec.catalogue, files));
}
