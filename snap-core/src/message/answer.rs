//! What an answer says of itself, and what the endpoint that was called makes of it.

use crate::message::model::Model;
use crate::meta::code_table::{Category, Outcome, Retry};
use crate::meta::endpoint::Endpoint;
use crate::meta::response_code::ResponseCode;

/// A response: a message that may bear a response code.
///
/// It does not know what its code means. Endpoints share messages, of one provider and across providers, and each has
/// its own table: ask the one that was called, [`Endpoint::outcome`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer: it does not implement `Answer`",
    label = "not an answer",
    note = "implement `Answer` for the response, with `response_code` giving the member that has the code"
)]
pub trait Answer: Model {
    /// The response code as it came.
    fn response_code(&self) -> Option<&str> {
        None
    }

    /// The response message as it came.
    fn response_message(&self) -> Option<&str> {
        None
    }

    /// The response code in its parts; none if there is none, or it is no response code.
    fn code(&self) -> Option<ResponseCode> {
        ResponseCode::parse(self.response_code()?).ok()
    }
}

impl Endpoint {
    /// What an answer of this endpoint says about the outcome. An unknown case keeps the outcome of its HTTP status;
    /// without a readable code the outcome is unknown.
    ///
    /// The same case code can mean success for one service and failure for another (404/18 does).
    #[must_use]
    pub fn outcome(&self, answer: &impl Answer) -> Outcome {
        answer.code().map_or(Outcome::Unknown, |code| self.codes.outcome(&code, self.service))
    }

    /// Category of the response code of an answer of this endpoint; an unknown case keeps that of its HTTP status.
    #[must_use]
    pub fn category(&self, answer: &impl Answer) -> Option<Category> {
        answer.code().map(|code| self.codes.category(&code))
    }

    /// Whether the call that was answered so may be made again. Without a readable code: no.
    #[must_use]
    pub fn retry(&self, answer: &impl Answer) -> Retry {
        answer.code().map_or(Retry::No, |code| self.codes.retry(&code))
    }
}
