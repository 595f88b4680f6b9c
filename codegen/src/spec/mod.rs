//! The file format: one type per kind of document, as parsed.
//!
//! Everything here is *raw*: it says what stands in a file, and where. What it means is the business of
//! [`crate::ir`]. `spec/README.md` is the reference for people; the JSON Schemas are derived from these types.

pub mod at;
pub mod certification;
pub mod condition;
pub mod erratum;
pub mod external_id;
pub mod field;
pub mod provider;
pub mod redirect;
pub mod response_code;
pub mod service;
pub mod serving;
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
    /// Names of members that are never shown, by what they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<Classes>,
}

/// What members of these names are. A row that means something else says `sensitive` itself.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Classes {
    /// What opens something: tokens, one-time passwords, signatures, addresses that carry a session.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub secret: Vec<At<String>>,
    /// Numbers of cards, and what stands in their place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub card: Vec<At<String>>,
    /// Who somebody is: names, numbers of papers, dates of birth, where he lives and is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identity: Vec<At<String>>,
    /// How somebody is reached.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contact: Vec<At<String>>,
    /// Accounts: numbers, and the names of their holders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub account: Vec<At<String>>,
    /// What only sounds like it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub harmless: Vec<At<String>>,
}

impl Classes {
    /// Each name with its class.
    pub fn iter(&self) -> impl Iterator<Item = (&At<String>, &'static str)> {
        let lists = [
            (&self.secret, "secret"),
            (&self.card, "card"),
            (&self.identity, "identity"),
            (&self.contact, CONTACT),
            (&self.account, ACCOUNT),
            (&self.harmless, HARMLESS),
        ];
        lists.into_iter().flat_map(|(names, class)| names.iter().map(move |name| (name, class)))
    }
}

/// The class of how somebody is reached.
pub const CONTACT: &str = "contact";
/// The class of accounts.
pub const ACCOUNT: &str = "account";
/// The class of what is shown.
pub const HARMLESS: &str = "harmless";

/// The kinds of document, told apart by the name of the file and of its folder.
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
    /// Any file below `certification/`: test cases.
    Certification,
    /// Any other file: a page with services.
    Services,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Provider, Self::ResponseCodes, Self::Glossary, Self::Types, Self::Certification, Self::Services];

    /// The kind that a file with this path is.
    pub fn of(path: &str) -> Self {
        let (folder, file_name) = path.rsplit_once('/').unwrap_or(("", path));
        if folder.ends_with("/certification") {
            return Self::Certification;
        }
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
            Self::Certification => "certification",
            Self::Services => "services",
        }
    }
}
