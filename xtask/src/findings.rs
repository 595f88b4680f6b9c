//! Findings as a person reads them.

use std::collections::BTreeSet;
use std::io;

use snap_codegen::pipeline::Spec;
use snap_codegen::report;

use crate::terminal::{self, Paint, count};

/// Prints every finding as a frame, how many there are, and how many wait behind them.
pub(crate) fn print(spec: &Spec, then: &str) {
    let paint = Paint::of(&io::stderr());
    let files = &spec.documents.files;
    let touched: BTreeSet<_> = spec.findings.iter().map(|finding| finding.loc.file).collect();
    let frames = report::text(&spec.findings, files, paint.colour);
    let summary = format!("{} in {}", count(spec.findings.len(), "finding"), count(touched.len(), "file"));
    let held_back = match spec.held_back {
        0 => String::new(),
        1 => "; 1 that follows from these is held back".to_owned(),
        more => format!("; {more} that follow from these are held back"),
    };
    terminal::note(&format!("{frames}{}{held_back}{then}\n", paint.bad(&summary)));
}
