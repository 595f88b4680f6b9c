//! A page to be printed and signed: no scripts, nothing from elsewhere.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Exchanged, Outcome, Report, Row};

const STYLE: &str = "
@page { size: A4 landscape; margin: 12mm }
body { font: 9pt/1.35 system-ui, sans-serif; color: #111; margin: 1.5em }
h1 { font-size: 14pt; margin: 0 0 .3em }
p { margin: .2em 0 }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin-top: 1em }
th, td { border: 1px solid #999; padding: .35em .5em; vertical-align: top; text-align: left; overflow-wrap: anywhere }
th { background: #eee }
thead { display: table-header-group }
tr { break-inside: avoid }
pre { font: 7pt/1.3 ui-monospace, monospace; white-space: pre-wrap; margin: 0 }
.no { width: 4% } .case { width: 22% } .verdict { width: 14% }
.passed .verdict { color: #0a6b2d } .failed .verdict { color: #b00020 }
.id, .note { color: #555; font-size: 8pt }
ul { margin: .3em 0 0; padding-left: 1.2em }
@media print { body { margin: 0 } }
";

impl Report {
    /// As a page of HTML, A4 across: number, case, request, response, verdict.
    #[must_use]
    pub fn html(&self) -> String {
        let title = format!("{}: certification of a {}", self.provider, self.role.as_str());
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    title { (title) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    h1 { (title) }
                    p { (self.target) }
                    @for source in &self.sources { p.note { (source) } }
                    p { strong { (self.summary()) } }
                    table {
                        thead {
                            tr {
                                th.no { "No" }
                                th.case { "Test case" }
                                th { "Request" }
                                th { "Response" }
                                th.verdict { "Verdict" }
                            }
                        }
                        tbody { @for (index, row) in self.rows.iter().enumerate() { (line(index + 1, row)) } }
                    }
                }
            }
        }
        .into_string()
    }
}

fn line(number: usize, row: &Row) -> Markup {
    let class = match row.outcome {
        Outcome::Passed => "passed",
        Outcome::Failed(_) => "failed",
        _ => "open",
    };
    html! {
        tr class=(class) {
            td.no { (number) }
            td.case {
                (row.title)
                p.id { (row.id) @if !row.clause.is_empty() { ", no. " (row.clause) } }
                p { "Expected: " (row.expected) }
                @if !row.note.is_empty() { p.note { (row.note) } }
            }
            td { (exchanged(row.request.as_ref())) }
            td { (exchanged(row.response.as_ref())) }
            td.verdict {
                strong { (row.outcome.word()) }
                @match &row.outcome {
                    Outcome::Failed(wrong) => ul { @for line in wrong { li { (line) } } },
                    other => p.note { (other.why()) },
                }
            }
        }
    }
}

fn exchanged(message: Option<&Exchanged>) -> Markup {
    html! { @if let Some(message) = message { pre { (message.text()) } } }
}
