//! A call that was not sent for want of a token.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::error::{Advice, CallInfo, SnapError};

/// No access token was to be had. The call was not sent, so it may be made again as soon as there is one.
#[derive(Debug, Clone)]
pub struct TokenFailure {
    call: CallInfo,
    // Shared: all calls that waited for the same token request fail with its error.
    cause: Arc<SnapError>,
}

impl TokenFailure {
    /// A call, and what became of the token request for it.
    #[must_use]
    pub const fn new(call: CallInfo, cause: Arc<SnapError>) -> Self {
        Self { call, cause }
    }

    /// Which call was not sent.
    #[must_use]
    pub const fn call(&self) -> &CallInfo {
        &self.call
    }

    /// What became of the token request.
    #[must_use]
    pub fn cause(&self) -> &SnapError {
        &self.cause
    }

    pub(crate) fn retry_advice(&self) -> Advice {
        match &*self.cause {
            SnapError::InvalidRequest(_) | SnapError::Credentials(_) => Advice::No,
            SnapError::Rejected(rejection) if rejection.outcome().is_final() => rejection.retry().into(),
            // A second token does no harm, whatever became of the first.
            _ => Advice::SameReference,
        }
    }
}

impl fmt::Display for TokenFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let call = &self.call;
        write!(f, "{} was not sent{}: no access token: {}", call.name(), call.trail(None, &[]), self.cause)
    }
}

impl Error for TokenFailure {
    // Display says what the cause says, so the chain goes on behind it.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.source()
    }
}
