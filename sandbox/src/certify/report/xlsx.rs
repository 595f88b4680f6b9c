//! The report as a sheet.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use super::{Exchanged, Report};
use crate::certify::CertifyError;

/// The most characters that a cell may hold.
const MOST: usize = 32_000;
const COLUMNS: [(&str, f64); 9] = [
    ("No", 5.0),
    ("ID", 28.0),
    ("Clause", 8.0),
    ("Service", 22.0),
    ("Test case", 40.0),
    ("Expected", 32.0),
    ("Request", 60.0),
    ("Response", 60.0),
    ("Verdict", 40.0),
];

impl Report {
    /// As an `.xlsx` workbook with one sheet.
    ///
    /// # Errors
    /// When it cannot be packed.
    pub fn xlsx(&self) -> Result<Vec<u8>, CertifyError> {
        self.workbook().map_err(|error| CertifyError::File { file: "xlsx".to_owned(), message: error.to_string() })
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("Certification")?.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
        sheet.set_print_fit_to_pages(1, 0).set_freeze_panes(1, 0)?;
        let (head, cell) = (Format::new().set_bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
        for (column, (name, width)) in (0..).zip(COLUMNS) {
            sheet.write_with_format(0, column, name, &head)?.set_column_width(column, width)?;
        }
        let text = |message: &Option<Exchanged>| message.as_ref().map_or_else(String::new, Exchanged::text);
        for (number, row) in (1_u32..).zip(&self.rows) {
            let verdict = format!("{}\n{}", row.outcome.word(), row.outcome.why());
            let texts = [
                row.id.clone(),
                row.clause.clone(),
                row.service.clone(),
                row.title.clone(),
                row.expected.clone(),
                text(&row.request),
                text(&row.response),
                verdict.trim_end().to_owned(),
            ];
            sheet.write_with_format(number, 0, number, &cell)?;
            for (column, text) in (1..).zip(texts) {
                let text: String = text.chars().take(MOST).collect();
                sheet.write_with_format(number, column, text, &cell)?;
            }
        }
        workbook.save_to_buffer()
    }
}
