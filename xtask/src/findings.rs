//! Findings as a person reads them.

use std::collections::BTreeSet;
use std::io;

use snap_codegen::pipeline::Spec;
use snap_codegen::report;

use crate::terminal::{self, Paint, count};

/// Prints every finding as a frame, and how many there are.
pub(crate) fn print(spec: &Spec, then: &str) {
    let paint = Paint::of(&io::stderr());
    let files = &spec.documents.files;
    let touched: BTreeSet<_> = spec.findings.iter().map(|finding| finding.loc.file).collect();
    let frames = report::text(&spec.findings, files, paint.colour);
    let summary = format!("{} in {}", count(spec.findings.len(), "finding"), count(touched.len(), "file"));
    terminal::note(&format!("{frames}{}{then}\n", paint.bad(&summary)));
}
