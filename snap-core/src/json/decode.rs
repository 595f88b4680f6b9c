//! Why a message could not be decoded.

use thiserror::Error;

use crate::json::extra::Form;

/// Why a text is not a message at all. Nothing else makes decoding fail.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// It is not JSON (RFC 8259), or not UTF-8.
    #[error("not JSON, see line {}, column {}", .0.line(), .0.column())]
    NotJson(#[source] serde_json::Error),
    /// It is JSON, but not an object.
    #[error("a JSON object is expected, {0} came")]
    NotAnObject(Form),
}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        Self::NotJson(error)
    }
}
