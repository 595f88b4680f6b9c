//! What came of a list: one row for each case, and the forms in which it is handed on.

mod docx;
mod html;
mod junit;
mod terminal;
mod xlsx;

use std::time::Duration;

use snap_bi::Endpoint;

use super::list::{Case, Role};
use super::mask;

/// What came of the cases of a provider.
#[derive(Debug, Clone)]
pub struct Report {
    /// The provider, as people call it.
    pub provider: String,
    /// What the partner was.
    pub role: Role,
    /// The server, or the file, that was looked at.
    pub target: String,
    /// The lists.
    pub sources: Vec<String>,
    /// The cases, in the order in which they were played.
    pub rows: Vec<Row>,
}

/// What came of one case.
#[derive(Debug, Clone)]
pub struct Row {
    /// Name of the case; with the service before it, where the case is for all of them.
    pub id: String,
    /// What was tried.
    pub title: String,
    /// Its number in the provider's list.
    pub clause: String,
    /// The service.
    pub service: String,
    /// What has to be answered.
    pub expected: String,
    /// What was sent.
    pub request: Option<Exchanged>,
    /// What came back.
    pub response: Option<Exchanged>,
    /// What is made of it.
    pub outcome: Outcome,
    /// How long the answer took.
    pub took: Duration,
    /// What a reader should know besides.
    pub note: String,
}

/// A message, with everything masked that opens something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchanged {
    /// Method and path, or the status.
    pub start: String,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: String,
}

impl Exchanged {
    /// Masks a message.
    pub fn new(start: &str, headers: &[(String, String)], body: &[u8]) -> Self {
        let headers = headers.iter().map(|(name, value)| {
            // A header that is far too long is so on purpose.
            let value: String = mask::header(name, value).chars().take(120).collect();
            (name.clone(), value)
        });
        Self { start: start.to_owned(), headers: headers.collect(), body: mask::body(body) }
    }

    /// As text: start, headers, an empty line, body.
    #[must_use]
    pub fn text(&self) -> String {
        let headers: String = self.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        format!("{}\n{headers}\n{}", self.start, self.body)
    }
}

/// What is made of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// As it should be.
    Passed,
    /// Everything that is wrong.
    Failed(Vec<String>),
    /// It could not be played: what it needs.
    Skipped(String),
    /// Nobody can play it from outside: how it is brought about.
    ByHand(String),
    /// A client has not shown it yet.
    NotSeen,
}

impl Outcome {
    /// One word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed(_) => "FAILED",
            Self::Skipped(_) => "skipped",
            Self::ByHand(_) => "by hand",
            Self::NotSeen => "not seen",
        }
    }

    /// Why.
    #[must_use]
    pub fn why(&self) -> String {
        match self {
            Self::Passed => String::new(),
            Self::Failed(wrong) => wrong.join("; "),
            Self::Skipped(why) | Self::ByHand(why) => why.clone(),
            Self::NotSeen => "no call that was seen shows it".to_owned(),
        }
    }
}

impl Row {
    pub(crate) fn of(id: &str, case: &Case, endpoint: &Endpoint) -> Self {
        let codes = case.expect.codes(endpoint.code);
        let message = case.expect.message.as_deref().map_or_else(String::new, |message| {
            format!(" {}", message.replace("{any}", "…").replace("{field}", "(field)"))
        });
        Self {
            id: id.to_owned(),
            title: case.title.clone(),
            clause: case.clause.clone().unwrap_or_default(),
            service: endpoint.service.to_owned(),
            // Of many codes that are all right the first says what is meant.
            expected: format!("{}{message}", codes.first().map(String::as_str).unwrap_or_default()),
            request: None,
            response: None,
            outcome: Outcome::NotSeen,
            took: Duration::ZERO,
            note: case.note.clone().unwrap_or_default(),
        }
    }
}

impl Report {
    pub(crate) fn new(provider: &str, role: Role, target: &str) -> Self {
        Self { provider: provider.to_owned(), role, target: target.to_owned(), sources: Vec::new(), rows: Vec::new() }
    }

    /// Whether nothing failed. What was skipped or has to be done by hand is open, and no failure.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.failed().next().is_none()
    }

    /// The rows that failed.
    pub fn failed(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| matches!(row.outcome, Outcome::Failed(_)))
    }

    /// How many rows there are of each outcome, in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let count = |word: &str| self.rows.iter().filter(|row| row.outcome.word() == word).count();
        let parts: Vec<_> = ["passed", "FAILED", "not seen", "skipped", "by hand"]
            .into_iter()
            .map(|word| (word, count(word)))
            .filter(|(word, count)| *count > 0 || *word == "passed" || *word == "FAILED")
            .map(|(word, count)| format!("{count} {}", word.to_lowercase()))
            .collect();
        format!("{} cases: {}", self.rows.len(), parts.join(", "))
    }
}
