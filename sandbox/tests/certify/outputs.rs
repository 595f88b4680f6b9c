//! The report in its forms.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use snap_sandbox::certify::Report;

use crate::merchant::exam;

async fn report() -> Report {
    exam(|router| router).await
}

#[tokio::test]
async fn every_form_has_every_row_and_nothing_that_opens_something() {
    let report = report().await;
    let (junit, html) = (report.junit().unwrap(), report.html());
    let table = report.to_string();
    let workbook = report.xlsx().unwrap();
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook)).unwrap();
    let sheet = workbook.worksheet_range("Certification").unwrap();
    assert_eq!(sheet.rows().count(), 28);
    let cells: String = sheet.rows().flatten().map(|cell| format!("{cell}\n")).collect();
    for row in &report.rows {
        for (form, text) in [("JUnit", &junit), ("HTML", &html), ("table", &table), ("sheet", &cells)] {
            assert!(text.contains(&row.id), "{form} has no {}", row.id);
        }
    }
    for text in [&junit, &html, &cells, &table] {
        assert!(!text.contains("not a secret"));
        for line in text.lines().filter(|line| line.contains("X-SIGNATURE:") || line.contains("Authorization:")) {
            assert!(line.contains("***"), "{line}");
        }
    }
    assert!(html.contains("X-SIGNATURE: ***") && html.contains("Authorization: Bearer ***"), "{html}");
}

#[tokio::test]
async fn the_page_is_printed_across_and_asks_nobody() {
    let html = report().await.html();
    assert!(html.contains("size: A4 landscape"));
    for foreign in ["<script", "http://www", "src=", "<link", "@import", "url("] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    for column in ["No", "Test case", "Request", "Response", "Verdict"] {
        assert!(html.contains(&format!(">{column}</th>")), "{column}");
    }
}

#[tokio::test]
async fn the_document_is_a_table_across_the_page() {
    let bytes = report().await.docx().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut text).unwrap();
    assert!(text.contains("w:orient=\"landscape\""));
    assert_eq!(text.matches("<w:tr>").count() + text.matches("<w:tr ").count(), 28);
    assert!(text.contains("inquiry-1") && text.contains("payment-14") && !text.contains("not a secret"));
}

#[tokio::test]
async fn junit_counts_what_failed_and_what_was_skipped() {
    let mut report = report().await;
    report.rows[0].outcome = snap_sandbox::certify::Outcome::Failed(vec!["a < b".to_owned()]);
    report.rows[1].outcome = snap_sandbox::certify::Outcome::Skipped("needs `x`".to_owned());
    let junit = report.junit().unwrap();
    assert!(junit.contains("failures=\"1\"") && junit.contains("a &lt; b") && junit.contains("<skipped"), "{junit}");
    assert!(!report.is_ok() && report.summary() == "27 cases: 25 passed, 1 failed, 1 skipped", "{}", report.summary());
}
