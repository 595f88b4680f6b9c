//! What a response code means: the national table, and what providers lay over it.

use std::iter;

use crate::meta::response_code::ResponseCode;

/// Category of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// It went well, or is under way.
    Success,
    /// Something about the systems.
    System,
    /// Something about the message.
    Message,
    /// Something about the business.
    Business,
}

/// What a code says about the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Done.
    Success,
    /// Under way.
    Pending,
    /// Not done.
    Failure,
    /// Nobody knows: ask.
    Unknown,
}

impl Outcome {
    /// It will not change any more: done or not done.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Success | Self::Failure)
    }
}

/// HTTP statuses of 4xx that do not say that the call was refused: a server or a gateway gave up waiting (408, 460, 499),
/// saw the same request before (409), or may replay it later (425).
pub(crate) const fn gave_up(status: u16) -> bool {
    matches!(status, 408 | 409 | 425 | 460 | 499)
}

/// Whether the same call may be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retry {
    /// No.
    No,
    /// Yes, with the same reference.
    SameReference,
    /// Yes, with a new reference.
    NewReference,
}

/// One row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeRow {
    /// HTTP status.
    pub http: u16,
    /// Case code, two characters.
    pub case: &'static str,
    /// Name in `snake_case`.
    pub name: &'static str,
    /// Category of the standard.
    pub category: Category,
    /// Message; `[reason]` and `{field}` are placeholders.
    pub message: &'static str,
    /// What it says about the outcome.
    pub outcome: Outcome,
    /// Whether the same call may be made again.
    pub retry: Retry,
    /// Names of the services for which it counts as success.
    pub success_for: &'static [&'static str],
}

impl CodeRow {
    /// A code that says nothing yet: its outcome is unknown, and it is not tried again.
    #[must_use]
    pub const fn new(http: u16, case: &'static str) -> Self {
        let (category, outcome, retry) = (Category::System, Outcome::Unknown, Retry::No);
        Self { http, case, name: "", category, message: "", outcome, retry, success_for: &[] }
    }

    /// Its name in `snake_case`.
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// The message of the table.
    #[must_use]
    pub const fn message(mut self, message: &'static str) -> Self {
        self.message = message;
        self
    }

    /// What it means.
    #[must_use]
    pub const fn means(mut self, category: Category, outcome: Outcome, retry: Retry) -> Self {
        self.category = category;
        self.outcome = outcome;
        self.retry = retry;
        self
    }

    /// The services for which it counts as success, by name.
    #[must_use]
    pub const fn success_for(mut self, services: &'static [&'static str]) -> Self {
        self.success_for = services;
        self
    }
}

/// A table of response codes, keyed by HTTP status and case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeTable {
    /// Its rows.
    pub rows: &'static [CodeRow],
    /// Where to look for what it does not have.
    pub fallback: Option<&'static CodeTable>,
}

impl CodeTable {
    /// A table of its own.
    #[must_use]
    pub const fn new(rows: &'static [CodeRow]) -> Self {
        Self { rows, fallback: None }
    }

    /// What is looked up here if the table does not have it, such as
    /// [`national::codes::CODES`](crate::national::codes::CODES).
    #[must_use]
    pub const fn fallback(mut self, table: &'static Self) -> Self {
        self.fallback = Some(table);
        self
    }

    /// The row of a code: this table's, else that of the fallback.
    #[must_use]
    pub fn find(&self, code: &ResponseCode) -> Option<&CodeRow> {
        iter::successors(Some(self), |table| table.fallback)
            .flat_map(|table| table.rows)
            .find(|row| row.http == code.http() && row.case == code.case())
    }

    /// What a code says about the outcome of a service, by name. A case that is not in the table is judged by its HTTP
    /// status: 200 done, 202 under way, 4xx not done, everything else unknown; so are those of 4xx that are said when nobody
    /// waited for the end, or about an earlier request: 408, 409, 425, 460 and 499.
    #[must_use]
    pub fn outcome(&self, code: &ResponseCode, service: &str) -> Outcome {
        match self.find(code) {
            Some(row) if row.success_for.contains(&service) => Outcome::Success,
            Some(row) => row.outcome,
            None => match code.http() {
                200 => Outcome::Success,
                202 => Outcome::Pending,
                status if gave_up(status) => Outcome::Unknown,
                400..=499 => Outcome::Failure,
                _ => Outcome::Unknown,
            },
        }
    }

    /// Whether the call may be made again. Not after a case that is not in the table: nobody said it is safe.
    #[must_use]
    pub fn retry(&self, code: &ResponseCode) -> Retry {
        self.find(code).map_or(Retry::No, |row| row.retry)
    }

    /// The category of a code; by its HTTP status where the table does not have it.
    #[must_use]
    pub fn category(&self, code: &ResponseCode) -> Category {
        self.find(code).map_or_else(|| code.http_category(), |row| row.category)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BadCode;

    const fn row(http: u16, case: &'static str, name: &'static str, outcome: Outcome) -> CodeRow {
        CodeRow::new(http, case)
            .name(name)
            .means(Category::Business, outcome, Retry::NewReference)
            .success_for(&["transfer"])
    }

    static NATIONAL: CodeTable = CodeTable::new(&[
        row(404, "18", "inconsistent", Outcome::Failure),
        row(500, "01", "internal", Outcome::Unknown),
    ]);
    static PROVIDER: CodeTable = CodeTable::new(&[row(500, "01", "own", Outcome::Pending)]).fallback(&NATIONAL);

    #[test]
    fn the_row_of_the_provider_comes_before_the_national_one() -> Result<(), BadCode> {
        let name = |text| ResponseCode::parse(text).map(|code| PROVIDER.find(&code).map(|row| row.name));
        assert_eq!(name("5001801")?, Some("own"));
        assert_eq!(name("4041818")?, Some("inconsistent"));
        assert_eq!(name("4041899")?, None);
        Ok(())
    }

    #[test]
    fn one_case_is_a_success_for_some_services_only() -> Result<(), BadCode> {
        let code = ResponseCode::parse("4041818")?;
        assert_eq!(PROVIDER.outcome(&code, "transfer"), Outcome::Success);
        assert_eq!(PROVIDER.outcome(&code, "payment"), Outcome::Failure);
        assert_eq!(PROVIDER.retry(&code), Retry::NewReference);
        Ok(())
    }

    #[test]
    fn an_unknown_case_is_judged_by_its_http_status() -> Result<(), BadCode> {
        for (code, outcome, category) in [
            ("2001899", Outcome::Success, Category::Success),
            ("2021899", Outcome::Pending, Category::Success),
            ("4031899", Outcome::Failure, Category::Business),
            ("4291899", Outcome::Failure, Category::System),
            ("5041899", Outcome::Unknown, Category::System),
            ("3021899", Outcome::Unknown, Category::System),
        ] {
            let code = ResponseCode::parse(code)?;
            assert_eq!((PROVIDER.outcome(&code, ""), PROVIDER.category(&code)), (outcome, category), "{code}");
            assert_eq!(PROVIDER.retry(&code), Retry::No);
        }
        Ok(())
    }
}
