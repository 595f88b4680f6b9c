//! Why a server cannot be built.

use thiserror::Error;

/// What is wrong with how a server is set up. It is said when it is built, not when somebody calls.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ServerError {
    /// A path cannot be routed beside the others.
    #[error(
        "the path `{path}` of `{service}` cannot be told from another: parameters stand for whole segments, under one name"
    )]
    Path {
        /// The service.
        service: &'static str,
        /// Its path.
        path: String,
    },
    /// A path was given for a service that the server does not have.
    #[error("the server has no service `{0}`: name one of its trait, as in its metadata")]
    NoSuchService(String),
    /// Nobody says how calls of a service are signed.
    #[error(
        "nothing says how calls of `{service}` of {provider} are signed: say it by `.unsaid_scheme(Scheme::Asymmetric)` \
         or `.unsaid_scheme(Scheme::Symmetric)`, or take it unsigned by `.unsaid_scheme(Scheme::Unsigned)`"
    )]
    Unsigned {
        /// The provider.
        provider: &'static str,
        /// The service.
        service: &'static str,
    },
    /// There is nobody who may call.
    #[error("a server needs to know its callers: give them by `.callers(…)`")]
    NoCallers,
    /// The prefix is no path.
    #[error("`{0}` is no path that a server can be mounted at: it begins with `/`, and does not end with it")]
    Mount(String),
    /// The signed path of the services leaves a prefix out, and theirs have none.
    #[error("`{service}` is signed without its prefix, and the server cannot know it: mount it by `.mounted_at(…)`")]
    Prefix {
        /// The service.
        service: &'static str,
    },
}
