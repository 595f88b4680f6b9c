//! JUnit, for whatever builds the server.

use quick_junit::{NonSuccessKind, Report as JunitReport, TestCase, TestCaseStatus, TestSuite};

use super::{Outcome, Report, Row};
use crate::certify::CertifyError;

impl Report {
    /// As JUnit XML: one suite for each service.
    ///
    /// # Errors
    /// When it cannot be written as XML.
    pub fn junit(&self) -> Result<String, CertifyError> {
        let mut report = JunitReport::new(format!("{} certification, {}", self.provider, self.role.as_str()));
        let mut services: Vec<&str> = Vec::new();
        for row in &self.rows {
            if !services.contains(&row.service.as_str()) {
                services.push(&row.service);
            }
        }
        for service in services {
            let mut suite = TestSuite::new(service);
            suite.add_test_cases(self.rows.iter().filter(|row| row.service == service).map(case));
            report.add_test_suite(suite);
        }
        report.to_string().map_err(|error| CertifyError::File { file: "JUnit".to_owned(), message: error.to_string() })
    }
}

fn case(row: &Row) -> TestCase {
    let status = match &row.outcome {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::Failed(wrong) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_message(wrong.join("; ")).set_description(wrong.join("\n"));
            status
        }
        other => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(format!("{}: {}", other.word(), other.why()));
            status
        }
    };
    let mut case = TestCase::new(format!("{} {}", row.id, row.title), status);
    case.set_classname(&row.service).set_time(row.took);
    let exchanged = [&row.request, &row.response].into_iter().flatten().map(super::Exchanged::text);
    case.set_system_out(exchanged.collect::<Vec<_>>().join("\n\n"));
    case
}
