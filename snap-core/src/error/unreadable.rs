//! An answer that is no SNAP message.

use std::fmt;

use crate::error::call_info::{CallInfo, Clean};
use crate::error::received::Received;
use crate::meta::code_table::{Outcome, Retry, gave_up};
use crate::meta::endpoint::Effect;

/// An answer that could not be read: a page of a proxy, half a message, too much of one.
#[derive(Clone)]
pub struct Unreadable {
    call: CallInfo,
    reason: UnreadableReason,
    code: Option<String>,
    message: Option<String>,
    answer: Received,
}

/// Why an answer could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnreadableReason {
    /// There is no body.
    Empty,
    /// The body is no JSON object.
    NotJson,
    /// The connection broke inside the body.
    Truncated,
    /// The body was still coming when time ran out.
    TooSlow,
    /// The body is longer than the client's bound.
    TooLong,
    /// There is no response code, or none that can be read.
    NoCode,
    /// The answer to a token request holds no token that can be used.
    NoToken,
}

impl Unreadable {
    /// An answer to a call that cannot be read: why, its HTTP status, what came of its body.
    #[must_use]
    pub fn new(call: CallInfo, reason: UnreadableReason, http_status: u16, body: Vec<u8>) -> Self {
        Self::of(call, reason, None, None, Received::new(http_status, body))
    }

    pub(crate) const fn of(
        call: CallInfo,
        reason: UnreadableReason,
        code: Option<String>,
        message: Option<String>,
        answer: Received,
    ) -> Self {
        Self { call, reason, code, message, answer }
    }

    /// Which call.
    #[must_use]
    pub const fn call(&self) -> &CallInfo {
        &self.call
    }

    /// Why it could not be read.
    #[must_use]
    pub const fn reason(&self) -> UnreadableReason {
        self.reason
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

    /// What stands as `responseCode`, if it was found.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What stands as `responseMessage`, if it was found.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// What came of the body, up to the bound of the client.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.answer.body
    }

    /// Not done after an HTTP 4xx: the request was refused at the door. Unknown otherwise; 408, 425, 460 and 499 are
    /// left out, for a gateway that gave up waiting says them, and 409, which may speak of an earlier, successful call.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        match self.answer.status {
            status if gave_up(status) => Outcome::Unknown,
            400..=499 => Outcome::Failure,
            _ => Outcome::Unknown,
        }
    }

    /// Whether the same call may be made again: after a 429, and where it changes nothing after a 5xx or a body that
    /// was cut.
    #[must_use]
    pub fn retry(&self) -> Retry {
        let cut = matches!(self.reason, UnreadableReason::Truncated | UnreadableReason::TooSlow);
        match self.answer.status {
            429 => Retry::SameReference,
            status if self.call.effect() == Effect::Read && (status >= 500 || cut) => Retry::SameReference,
            _ => Retry::No,
        }
    }
}

impl fmt::Display for UnreadableReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no body",
            Self::NotJson => "the body is no JSON object",
            Self::Truncated => "the connection broke inside the body",
            Self::TooSlow => "the body was still coming when time ran out",
            Self::TooLong => "the body is longer than allowed",
            Self::NoCode => "no readable response code",
            Self::NoToken => "no usable access token",
        })
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer to {} cannot be read, {}", self.call.name(), self.reason)?;
        if (300..400).contains(&self.answer.status) {
            f.write_str("; it sends the call elsewhere, and calls are not redirected")?;
        }
        if let Some(code) = &self.code {
            write!(f, ": {}", Clean(code))?;
        }
        if let Some(message) = &self.message {
            write!(f, " {}", Clean(message))?;
        }
        write!(f, "{}", self.call.trail(Some(self.answer.status), &[]))
    }
}

impl fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unreadable")
            .field("call", &self.call)
            .field("reason", &self.reason)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("answer", &self.answer)
            .finish()
    }
}

impl std::error::Error for Unreadable {}
