//! The file format: one type per kind of document, as parsed.
//!
//! Everything here is *raw*: it says what stands in a file, and where. What it means is the business of
//! [`crate::ir`]. `spec/README.md` is the reference for people; the JSON Schemas are derived from these types.

pub mod at;
pub mod condition;
pub mod erratum;
pub mod external_id;
pub mod field;
pub mod provider;
pub mod redirect;
pub mod response_code;
pub mod service;
pub mod status;
mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use at::{At, Entries};

/// One description per field name, in our own words.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryFile {
    /// Field name to description.
    pub terms: Entries<At<String>>,
}

/// The kinds of document, told apart by the name of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// `provider.yaml`.
    Provider,
    /// `response-codes.yaml`.
    ResponseCodes,
    /// `glossary.yaml`.
    Glossary,
    /// `types.yaml`: types that the pages of a provider share.
    Types,
    /// Any other file: a page with services.
    Services,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Provider, Self::ResponseCodes, Self::Glossary, Self::Types, Self::Services];

    /// The kind that a file of this name is.
    pub fn of(file_name: &str) -> Self {
        match file_name {
            "provider.yaml" => Self::Provider,
            "response-codes.yaml" => Self::ResponseCodes,
            "glossary.yaml" => Self::Glossary,
            "types.yaml" => Self::Types,
            _ => Self::Services,
        }
    }

    /// Name of its JSON Schema.
    pub const fn schema_name(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::ResponseCodes => "response-codes",
            Self::Glossary => "glossary",
            Self::Types => "types",
            Self::Services => "services",
        }
    }
}
