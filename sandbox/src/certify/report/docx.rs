//! The form that banks ask for: a table across the page, to be filled in and signed.

use std::io::Cursor;

use docx_rs::{Docx, PageMargin, PageOrientationType, Paragraph, Run, RunFonts, Table, TableCell, TableRow, WidthType};

use super::{Exchanged, Report, Row};
use crate::certify::CertifyError;

/// A4, in twentieths of a point.
const LONG_SIDE: u32 = 16838;
const SHORT_SIDE: u32 = 11906;
/// Number, case, request, response, verdict.
const WIDTHS: [usize; 5] = [700, 3000, 4900, 4900, 1900];

impl Report {
    /// As a `.docx` document.
    ///
    /// # Errors
    /// When it cannot be packed.
    pub fn docx(&self) -> Result<Vec<u8>, CertifyError> {
        let title = format!("{}: certification of a {}", self.provider, self.role.as_str());
        let plain = |text: &str| Paragraph::new().add_run(Run::new().size(20).add_text(text));
        let mut rows = vec![heading()];
        rows.extend(self.rows.iter().enumerate().map(|(index, row)| line(index + 1, row)));
        let table = Table::new(rows).set_grid(WIDTHS.to_vec()).width(WIDTHS.iter().sum(), WidthType::Dxa);
        let mut docx = Docx::new()
            .page_size(LONG_SIDE, SHORT_SIDE)
            .page_orient(PageOrientationType::Landscape)
            .page_margin(PageMargin::new().top(700).bottom(700).left(700).right(700))
            .add_paragraph(Paragraph::new().add_run(Run::new().size(28).bold().add_text(title)))
            .add_paragraph(plain(&self.target));
        for source in &self.sources {
            docx = docx.add_paragraph(plain(source));
        }
        let mut packed = Cursor::new(Vec::new());
        docx.add_paragraph(plain(&self.summary()))
            .add_table(table)
            .build()
            .pack(&mut packed)
            .map_err(|error| CertifyError::File { file: "docx".to_owned(), message: error.to_string() })?;
        Ok(packed.into_inner())
    }
}

fn heading() -> TableRow {
    let cells = ["No", "Test case", "Request", "Response", "Verdict"].into_iter().zip(WIDTHS).map(|(text, width)| {
        TableCell::new()
            .width(width, WidthType::Dxa)
            .add_paragraph(Paragraph::new().add_run(Run::new().size(16).bold().add_text(text)))
    });
    TableRow::new(cells.collect())
}

fn line(number: usize, row: &Row) -> TableRow {
    let case = [row.title.as_str(), &row.id, &row.expected, &row.note].join("\n");
    let verdict = [row.outcome.word(), &row.outcome.why()].join("\n");
    let text = |message: &Option<Exchanged>| message.as_ref().map_or_else(String::new, Exchanged::text);
    let [first, second, third, fourth, fifth] = WIDTHS;
    TableRow::new(vec![
        cell(&number.to_string(), first, false),
        cell(case.trim_end(), second, false),
        cell(&text(&row.request), third, true),
        cell(&text(&row.response), fourth, true),
        cell(verdict.trim_end(), fifth, false),
    ])
}

fn cell(text: &str, width: usize, code: bool) -> TableCell {
    let mut cell = TableCell::new().width(width, WidthType::Dxa);
    for line in text.lines() {
        let mut run = Run::new().size(if code { 12 } else { 16 });
        if code {
            run = run.fonts(RunFonts::new().ascii("Consolas"));
        }
        // What XML cannot say stands in no answer that passes, and in some that do not.
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        cell = cell.add_paragraph(Paragraph::new().add_run(run.add_text(line)));
    }
    if text.is_empty() { cell.add_paragraph(Paragraph::new()) } else { cell }
}
