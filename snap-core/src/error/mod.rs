//! The one error of a call: what happened, whether money may have moved, and what may be done next.
//!
//! Nothing here needs a transport: who handles errors, or stands in for a bank in a test, builds and reads them without the
//! feature `client`. Only the headers of an answer come with it.

mod call_info;
mod credentials;
mod invalid_request;
mod not_sent;
mod received;
mod token_failure;
mod unanswered;
mod unreadable;
mod verdict;

use thiserror::Error;

use crate::meta::code_table::{Outcome, Retry};
use crate::meta::endpoint::{Effect, Endpoint};

pub use call_info::{CallInfo, Reference};
#[cfg(feature = "client")]
pub(crate) use call_info::{references, references_of};
pub use credentials::{CredentialsError, CredentialsProblem};
pub use invalid_request::InvalidRequest;
pub use not_sent::NotSent;
#[cfg(feature = "client")]
pub(crate) use received::Received;
pub use token_failure::TokenFailure;
pub use unanswered::Unanswered;
pub use unreadable::{Unreadable, UnreadableReason};
pub use verdict::Verdict;

/// Why a call gave no reply.
///
/// `Display` carries the response code, the provider's message, the external ID and the reference numbers, as far as
/// they are known; never a secret, a signature or a whole body. `Debug` is as discreet. A clone shares its causes.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum SnapError {
    /// The request breaks rules of the spec, in its body or its headers. Nothing was sent.
    #[error(transparent)]
    InvalidRequest(Box<InvalidRequest>),
    /// The client lacks what the call needs: a key, a secret, an address. Nothing was sent.
    #[error(transparent)]
    Credentials(Box<CredentialsError>),
    /// No access token was to be had. The call itself was not sent.
    #[error(transparent)]
    Token(Box<TokenFailure>),
    /// No connection: nothing was sent, so the same call may be made again.
    #[error(transparent)]
    NotSent(Box<NotSent>),
    /// Sent, and no answer came to a call that changes something: it may have been carried out. Ask the status service.
    #[error(transparent)]
    Ambiguous(Box<Unanswered>),
    /// Sent, and no answer came to a call that changes nothing.
    #[error(transparent)]
    NoAnswer(Box<Unanswered>),
    /// The provider took a call that changes something, and has not finished it (202): no failure, and no success yet.
    /// Ask the status service, or wait for the notification.
    #[error(transparent)]
    Pending(Box<Verdict>),
    /// The provider answered with a response code that is no success.
    #[error(transparent)]
    Rejected(Box<Verdict>),
    /// An answer came that is no SNAP message, or not all of one.
    #[error(transparent)]
    Unreadable(Box<Unreadable>),
}

/// What may be done after an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Advice {
    /// The same call will fail again; or nobody says that repeating it is safe.
    No,
    /// Make the call again with the same references.
    SameReference,
    /// Make the call again, with new references.
    NewReference,
    /// The call may have been carried out: ask this service of the provider first.
    AskStatus(&'static str),
}

impl From<Retry> for Advice {
    fn from(retry: Retry) -> Self {
        match retry {
            Retry::No => Self::No,
            Retry::SameReference => Self::SameReference,
            Retry::NewReference => Self::NewReference,
        }
    }
}

impl SnapError {
    /// Who implements a trait of services does not offer this one: what a method answers that he did not write. Nothing was
    /// sent.
    #[must_use]
    pub fn not_offered(endpoint: &'static Endpoint) -> Self {
        let cause = format!("`{}` is not implemented here", endpoint.service);
        Self::NotSent(Box::new(NotSent::new(CallInfo::new(endpoint, None, b"{}"), cause.into())))
    }

    /// Whether the call may have been carried out, or may yet be: something was sent, it was no mere question, and
    /// nobody said how it ended. Treating such an error as a failure can pay twice.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        match self {
            Self::Ambiguous(_) | Self::Pending(_) => true,
            Self::Rejected(rejection) => changes(rejection.call()) && !rejection.outcome().is_final(),
            Self::Unreadable(answer) => changes(answer.call()) && answer.outcome() == Outcome::Unknown,
            Self::InvalidRequest(_) | Self::Credentials(_) | Self::Token(_) | Self::NotSent(_) | Self::NoAnswer(_) => {
                false
            }
        }
    }

    /// What may be done next. Never [`SameReference`](Advice::SameReference) or [`NewReference`](Advice::NewReference)
    /// while the error [is ambiguous](Self::is_ambiguous).
    #[must_use]
    pub fn retry_advice(&self) -> Advice {
        if self.is_ambiguous() {
            return self.call().and_then(CallInfo::status_service).map_or(Advice::No, Advice::AskStatus);
        }
        match self {
            Self::NotSent(_) | Self::NoAnswer(_) => Advice::SameReference,
            Self::Rejected(rejection) => rejection.retry().into(),
            Self::Unreadable(answer) => answer.retry().into(),
            Self::Token(failure) => failure.retry_advice(),
            Self::InvalidRequest(_) | Self::Credentials(_) | Self::Ambiguous(_) | Self::Pending(_) => Advice::No,
        }
    }

    /// Which call it was; none for what concerns the client as a whole.
    #[must_use]
    pub fn call(&self) -> Option<&CallInfo> {
        match self {
            Self::InvalidRequest(error) => Some(error.call()),
            Self::Credentials(error) => error.call(),
            Self::Token(error) => Some(error.call()),
            Self::NotSent(error) => Some(error.call()),
            Self::Ambiguous(error) | Self::NoAnswer(error) => Some(error.call()),
            Self::Rejected(error) | Self::Pending(error) => Some(error.call()),
            Self::Unreadable(error) => Some(error.call()),
        }
    }

    /// The X-EXTERNAL-ID of the call, as far as it got one.
    #[must_use]
    pub fn external_id(&self) -> Option<&str> {
        self.call().and_then(CallInfo::external_id)
    }

    /// The bytes that came, of a verdict or an unreadable answer: up to the bound of the client.
    #[must_use]
    pub fn raw(&self) -> Option<&[u8]> {
        match self {
            Self::Rejected(verdict) | Self::Pending(verdict) => Some(verdict.raw()),
            Self::Unreadable(answer) => Some(answer.raw()),
            _ => None,
        }
    }

    /// One word for the kind, for logs and metrics.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::InvalidRequest(_) => "invalid_request",
            Self::Credentials(_) => "credentials",
            Self::Token(_) => "token",
            Self::NotSent(_) => "not_sent",
            Self::Ambiguous(_) => "ambiguous",
            Self::NoAnswer(_) => "no_answer",
            Self::Pending(_) => "pending",
            Self::Rejected(_) => "rejected",
            Self::Unreadable(_) => "unreadable",
        }
    }
}

fn changes(call: &CallInfo) -> bool {
    call.effect() != Effect::Read
}
