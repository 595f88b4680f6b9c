//! Why certification could not begin.

use std::path::Path;

/// Why certification could not begin. What a case finds is no error: it stands in the report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CertifyError {
    /// No provider of this name.
    #[error("there is no provider `{name}`: write one of {known}")]
    UnknownProvider {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// A service that the provider does not call at its partners.
    #[error("`{provider}` does not call `{name}` at its partners: write one of {known}")]
    UnknownService {
        /// The provider.
        provider: String,
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// A provider without cases for a role.
    #[error("there is no list of cases for `{provider}` as {role}: give your own by --annex")]
    NoCases {
        /// The provider.
        provider: String,
        /// What the partner would be.
        role: &'static str,
    },
    /// A file that could not be read or written.
    #[error("{file}: {message}")]
    File {
        /// Its name.
        file: String,
        /// What is wrong, and where.
        message: String,
    },
    /// A list that contradicts itself.
    #[error("{file}, case `{case}`: {message}")]
    Case {
        /// Where it stands: file, or file and row.
        file: String,
        /// The case.
        case: String,
        /// What is wrong, and what to write instead.
        message: String,
    },
    /// An address that is none.
    #[error("`{0}` is no address of a server: write it with its scheme, such as http://127.0.0.1:3000/bca")]
    Target(String),
    /// A key or secret is missing that the provider signs with.
    #[error("the calls of `{provider}` are signed with {what}: give it by {option}")]
    Credentials {
        /// The provider.
        provider: String,
        /// What is missing.
        what: &'static str,
        /// How it is given.
        option: &'static str,
    },
    /// A key that is none.
    #[error("the key cannot be used: {0}")]
    Key(String),
    /// The transport could not be set up.
    #[error("calls cannot be made: {0}")]
    Transport(String),
}

impl CertifyError {
    pub(crate) fn file(path: &Path, message: impl ToString) -> Self {
        Self::File { file: path.display().to_string(), message: message.to_string() }
    }
}
