//! Documented requests that may not be sent, with the reason, as Markdown.

use super::deviations::cell;
use crate::ir::Catalogue;
use crate::refused::{counts, refused};
use crate::source::Files;

/// The table: one row for each member that is in the way.
pub fn refused_requests(catalogue: &Catalogue, files: &Files) -> String {
    let rows = refused(catalogue, files);
    let (documented, services) = counts(catalogue, &rows);
    let mut text = format!(
        "# Documented requests that are refused\n\n\
         {services} of {documented} services whose page prints a request refuse to send it as it is printed. What is in the way, and \
         what was decided about it.\n\n\
         | provider | service | at | in the way | erratum | decision |\n|---|---|---|---|---|---|\n"
    );
    for row in &rows {
        let id = row.erratum.map_or("–", |erratum| &erratum.id);
        text.push_str(&format!(
            "| {} | `{}` | `{}` | {} | {} | {} |\n",
            row.provider.name,
            row.service.name,
            row.found.path,
            cell(&row.found.what.message),
            cell(id),
            cell(row.reason())
        ));
    }
    text
}
