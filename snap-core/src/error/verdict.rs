//! An answer with a response code that is no success: refused, or under way.

use std::fmt;

use crate::error::call_info::{CallInfo, Clean, Reference, references};
use crate::error::received::Received;
use crate::json::decode::DecodeError;
use crate::message::model::Model;
use crate::meta::code_table::{Category, CodeRow, Outcome, Retry, gave_up};
use crate::meta::response_code::ResponseCode;

/// What the provider answered when it did not do what was asked, or has not yet.
///
/// HTTP status and response code are both kept. Where they disagree about success, the status wins: it is no success,
/// and the [outcome](Self::outcome) is unknown.
#[derive(Clone)]
pub struct Verdict {
    call: CallInfo,
    code: ResponseCode,
    message: String,
    answer: Received,
    /// The body as it is read, where it had to be mended for that: without a byte order mark, in UTF-8.
    mended: Option<Vec<u8>>,
    references: Vec<Reference>,
}

impl Verdict {
    /// An answer to a call: its code and message, its HTTP status, its body.
    #[must_use]
    pub fn new(call: CallInfo, code: ResponseCode, message: String, http_status: u16, body: Vec<u8>) -> Self {
        Self::of(call, code, message, Received::new(http_status, body), None)
    }

    pub(crate) fn of(
        call: CallInfo,
        code: ResponseCode,
        message: String,
        answer: Received,
        mended: Option<Vec<u8>>,
    ) -> Self {
        let references = references(mended.as_deref().unwrap_or(&answer.body));
        Self { call, code, message, answer, mended, references }
    }

    /// Which call.
    #[must_use]
    pub const fn call(&self) -> &CallInfo {
        &self.call
    }

    /// The response code.
    #[must_use]
    pub const fn code(&self) -> ResponseCode {
        self.code
    }

    /// The provider's message, as it came; empty if there was none.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// HTTP status.
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        self.answer.status
    }

    /// Headers of the answer.
    #[cfg(feature = "client")]
    #[must_use]
    pub const fn headers(&self) -> &http::HeaderMap {
        &self.answer.headers
    }

    /// Reference numbers that the answer carried.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// The body, as it came.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.answer.body
    }

    /// The body as the response type of the service: providers answer refusals with some of its members.
    ///
    /// # Errors
    /// As [`Model::from_json`].
    pub fn body<R: Model>(&self) -> Result<R, DecodeError> {
        R::from_json(self.mended.as_deref().unwrap_or(&self.answer.body))
    }

    /// Name of the code in the provider's table or the national one, such as `insufficient_funds`.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        self.row().map(|row| row.name)
    }

    /// Category of the code; an unknown case keeps that of its HTTP status.
    #[must_use]
    pub fn category(&self) -> Category {
        self.call.endpoint().codes.category(&self.code)
    }

    /// How the call ended. Unknown also where HTTP status and code contradict each other, a code of success under an
    /// HTTP error, or a refusal under an HTTP 5xx; and where a gateway gave up waiting (408, 499).
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let http = self.answer.status;
        let contradiction = match http {
            200..=299 => false,
            status if gave_up(status) => self.code.http() != status,
            400..=499 => self.code.is_success(),
            _ => self.code.http() != http,
        };
        if contradiction {
            return Outcome::Unknown;
        }
        let endpoint = self.call.endpoint();
        match endpoint.codes.outcome(&self.code, endpoint.service) {
            // A code of success under an HTTP 202: the status says less, and is believed.
            Outcome::Success if http == 202 => Outcome::Pending,
            outcome => outcome,
        }
    }

    /// Whether the table says that the call may be made again.
    #[must_use]
    pub fn retry(&self) -> Retry {
        self.call.endpoint().codes.retry(&self.code)
    }

    fn row(&self) -> Option<&'static CodeRow> {
        self.call.endpoint().codes.find(&self.code)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.outcome() == Outcome::Pending { "is under way" } else { "was refused" };
        write!(f, "{} {verdict}: {}", self.call.name(), self.code)?;
        if !self.message.is_empty() {
            write!(f, " {}", Clean(&self.message))?;
        }
        write!(f, "{}", self.call.trail(Some(self.answer.status), &self.references))
    }
}

impl fmt::Debug for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verdict")
            .field("call", &self.call)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("outcome", &self.outcome())
            .field("answer", &self.answer)
            .finish()
    }
}

impl std::error::Error for Verdict {}
