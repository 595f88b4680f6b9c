//! A client that cannot sign or cannot reach anybody.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::error::CallInfo;

/// The client lacks what a call needs.
#[derive(Debug, Clone)]
pub struct CredentialsError {
    problem: CredentialsProblem,
    call: Option<CallInfo>,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

/// What is missing or wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CredentialsProblem {
    /// A symmetric signature without a client secret.
    NoSecret,
    /// A client secret of no characters: anybody could sign with it.
    EmptySecret,
    /// An asymmetric signature without a private key.
    NoKey,
    /// A token request without a private key.
    NoTokenKey,
    /// The backend does not take the key.
    BadKey,
    /// The base address is no http or https address.
    BadAddress,
    /// The base address is not encrypted, and nobody said that it may be so.
    PlainAddress,
    /// The HTTP client could not be set up.
    Transport,
    /// The backend could not sign.
    Signing,
}

impl CredentialsError {
    /// What is missing or wrong, and which call found it out.
    #[must_use]
    pub const fn new(problem: CredentialsProblem, call: Option<CallInfo>) -> Self {
        Self { problem, call, source: None }
    }

    #[cfg(feature = "client")]
    pub(crate) fn of_key(source: crate::signing::KeyError) -> Self {
        Self { problem: CredentialsProblem::BadKey, call: None, source: Some(Arc::new(source)) }
    }

    /// What is missing or wrong.
    #[must_use]
    pub const fn problem(&self) -> CredentialsProblem {
        self.problem
    }

    /// Which call found it out; none when the client was built.
    #[must_use]
    pub const fn call(&self) -> Option<&CallInfo> {
        self.call.as_ref()
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.problem {
            CredentialsProblem::NoSecret => "a symmetric signature needs the client secret: give the credentials one",
            CredentialsProblem::EmptySecret => {
                "the client secret is empty: is the variable or the file that it comes from?"
            }
            CredentialsProblem::NoKey => "an asymmetric signature needs the private key: give the credentials one",
            CredentialsProblem::NoTokenKey => {
                "an access token is asked for with the private key: give the credentials one"
            }
            CredentialsProblem::BadKey => "the private key cannot be used",
            CredentialsProblem::BadAddress => {
                "the base address must be http or https with a host, and without user, query and fragment"
            }
            CredentialsProblem::PlainAddress => {
                "the base address is not https: money does not travel in the clear, unless `allow_plain_http` says so"
            }
            CredentialsProblem::Transport => "the HTTP client could not be set up",
            CredentialsProblem::Signing => "the private key could not sign",
        })?;
        match &self.call {
            Some(call) => write!(f, "; {} was not sent{}", call.name(), call.trail(None, &[])),
            None => Ok(()),
        }
    }
}

impl Error for CredentialsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}
