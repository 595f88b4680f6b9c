//! Lists as workbooks.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data as Cell, Range, Reader, open_workbook_auto};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use super::cells::{self, COLUMNS};
use crate::certify::list::{Datum, Role, Source};
use crate::certify::{CertifyError, List};

const CASES: &str = "Cases";
const DATA: &str = "Data";
const LIST: &str = "List";

pub(super) fn write(list: &List) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (head, cell) = (Format::new().set_bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
    let sheet = workbook.add_worksheet();
    sheet.set_name(CASES)?.set_landscape().set_freeze_panes(1, 1)?;
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_with_format(0, column, name, &head)?.set_column_width(column, 22)?;
    }
    for (row, case) in (1..).zip(&list.cases) {
        for (column, text) in (0..).zip(cells::of(case)) {
            // A text, also where it is all digits: a number would lose its zeros.
            sheet.write_string_with_format(row, column, text, &cell)?;
        }
    }
    let data = workbook.add_worksheet();
    data.set_name(DATA)?;
    for (column, name) in (0..).zip(["name", "doc", "example"]) {
        data.write_with_format(0, column, name, &head)?.set_column_width(column, 40)?;
    }
    for (row, (name, datum)) in (1..).zip(&list.data) {
        for (column, text) in (0..).zip([name, &datum.doc, &datum.example]) {
            data.write_string_with_format(row, column, text, &cell)?;
        }
    }
    let about = workbook.add_worksheet();
    about.set_name(LIST)?;
    let Source { title, url, retrieved } = &list.source;
    let lines = [("title", title.as_str()), ("url", url), ("retrieved", retrieved), ("role", list.role.as_str())];
    for (row, (name, text)) in (0..).zip(lines) {
        about.write_with_format(row, 0, name, &head)?.write_string_with_format(row, 1, text, &cell)?;
    }
    workbook.save_to_buffer()
}

pub(super) fn read(path: &Path) -> Result<List, CertifyError> {
    let mut workbook = open_workbook_auto(path).map_err(|error| CertifyError::file(path, error))?;
    let mut sheet = |name: &str| {
        workbook.worksheet_range(name).map_err(|error| {
            CertifyError::file(
                path,
                format!(
                    "there is no sheet `{name}` to be read ({error}): `certify annex` writes a workbook that has it"
                ),
            )
        })
    };
    let (cases, data, about) = (sheet(CASES)?, sheet(DATA)?, sheet(LIST)?);
    let mut list = List { source: Source::default(), role: Role::Server, data: BTreeMap::new(), cases: Vec::new() };
    for row in about.rows() {
        let text = row.get(1).map(text).unwrap_or_default();
        match row.first().map(self::text).unwrap_or_default().as_str() {
            "title" => list.source.title = text,
            "url" => list.source.url = text,
            "retrieved" => list.source.retrieved = text,
            "role" if text == Role::Client.as_str() => list.role = Role::Client,
            "role" if text != Role::Server.as_str() => {
                return Err(CertifyError::file(
                    path,
                    format!("sheet `{LIST}`: `{text}` is no role: write server or client"),
                ));
            }
            _ => {}
        }
    }
    for (_, row) in rows(&data) {
        let cell = |name: &str| row.get(name).cloned().unwrap_or_default();
        list.data.insert(cell("name"), Datum { doc: cell("doc"), example: cell("example") });
    }
    for (number, row) in rows(&cases) {
        let case = cells::case(&row).map_err(|message| CertifyError::Case {
            file: format!("{}, sheet `{CASES}`, row {number}", path.display()),
            case: row.get("id").cloned().unwrap_or_default(),
            message,
        })?;
        list.cases.push(case);
    }
    Ok(list)
}

/// Rows by the names of their columns, with their numbers as a spreadsheet shows them; those that are empty are left out.
fn rows(range: &Range<Cell>) -> Vec<(usize, BTreeMap<String, String>)> {
    let mut all = range.rows();
    let names: Vec<String> = all.next().unwrap_or_default().iter().map(text).collect();
    let named = all.map(|row| names.iter().cloned().zip(row.iter().map(text)).collect::<BTreeMap<_, _>>());
    (2..).zip(named).filter(|(_, row)| row.values().any(|text| !text.trim().is_empty())).collect()
}

/// A cell as text: a number that somebody typed is what was typed.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        other => other.to_string(),
    }
}
