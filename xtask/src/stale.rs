//! Files that are not as the spec says.

use std::io;

use snap_codegen::write::{Stale, StaleKind};

use crate::Ended;
use crate::terminal::{self, Paint, count};

/// Prints each stale file with the file that it comes from, and the command that mends them.
pub(crate) fn report(stale: &[Stale], command: &str) -> Ended {
    if stale.is_empty() {
        return Ended::Well;
    }
    let paint = Paint::of(&io::stderr());
    let mut text = format!("{}\n", paint.bad(&format!("{} not as the spec says:", are(stale.len()))));
    let width = stale.iter().map(|file| file.path.len()).max().unwrap_or(0);
    for file in stale {
        let (kind, origin) = match file.kind {
            StaleKind::Added => ("missing ", format!("comes from {}", file.source)),
            StaleKind::Changed => ("changed ", format!("comes from {}", file.source)),
            StaleKind::Orphaned => ("orphaned", "nothing in the spec asks for it any more".to_owned()),
        };
        text.push_str(&format!("  {kind}  {:width$}  {origin}\n", file.path));
    }
    text.push_str(&format!("Run {} and commit what it writes.\n", paint.bold(&format!("`{command}`"))));
    terminal::note(&text);
    Ended::Stale
}

fn are(number: usize) -> String {
    format!("{} {}", count(number, "file"), if number == 1 { "is" } else { "are" })
}
