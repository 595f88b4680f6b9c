//! What a signing profile puts into `X-EXTERNAL-ID`: `digits-32`, `alphanumeric-20`, `uuid`, `any-36`.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

/// Form of X-EXTERNAL-ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExternalIdForm {
    /// So many digits.
    Digits(u8),
    /// So many digits and capital letters.
    Alphanumeric(u8),
    /// A UUID.
    Uuid,
    /// Up to 36 characters.
    Any36,
}

/// As they are written; `N` is a length.
const WORDS: [&str; 4] = ["digits-N", "alphanumeric-N", "uuid", "any-36"];

impl ExternalIdForm {
    fn read(text: &str) -> Option<Self> {
        let (kind, length) = match text {
            "uuid" => return Some(Self::Uuid),
            "any-36" => return Some(Self::Any36),
            _ => text.split_once('-')?,
        };
        // `+9` and `09` are numbers to the parser, and no lengths as anybody writes them.
        let plain = length.starts_with(|c: char| matches!(c, '1'..='9')) || length == "0";
        let length = length.parse().ok().filter(|_| plain)?;
        match kind {
            "digits" => Some(Self::Digits(length)),
            "alphanumeric" => Some(Self::Alphanumeric(length)),
            _ => None,
        }
    }

    /// How many characters are made.
    pub const fn length(self) -> u8 {
        match self {
            Self::Digits(length) | Self::Alphanumeric(length) => length,
            Self::Uuid | Self::Any36 => 36,
        }
    }

    /// Whether nothing but digits is made.
    pub const fn is_digits(self) -> bool {
        match self {
            Self::Digits(_) | Self::Any36 => true,
            Self::Alphanumeric(_) | Self::Uuid => false,
        }
    }
}

impl fmt::Display for ExternalIdForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Digits(length) => write!(f, "digits-{length}"),
            Self::Alphanumeric(length) => write!(f, "alphanumeric-{length}"),
            Self::Uuid => f.write_str("uuid"),
            Self::Any36 => f.write_str("any-36"),
        }
    }
}

impl<'de> Deserialize<'de> for ExternalIdForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| D::Error::unknown_variant(&text, &WORDS))
    }
}

impl Serialize for ExternalIdForm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for ExternalIdForm {
    fn schema_name() -> Cow<'static, str> {
        "ExternalIdForm".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Form of X-EXTERNAL-ID: `digits-N` (9 to 64 digits), `alphanumeric-N` (6 to 64 digits and \
                            capital letters), `uuid`, `any-36` (up to 36 characters).",
            "anyOf": [
                { "enum": ["digits-36", "digits-32", "digits-9", "alphanumeric-36", "alphanumeric-32", "uuid", "any-36"] },
                { "type": "string", "pattern": "^digits-(9|[1-5][0-9]|6[0-4])$" },
                { "type": "string", "pattern": "^alphanumeric-([6-9]|[1-5][0-9]|6[0-4])$" }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_written_as_it_is_read() {
        for text in ["digits-36", "digits-9", "digits-0", "alphanumeric-20", "uuid", "any-36"] {
            assert_eq!(ExternalIdForm::read(text).map(|form| form.to_string()).as_deref(), Some(text));
        }
        for text in ["", "digits", "digits-", "digits-N", "digits-09", "digits-+9", "digits-256", "letters-9", "any-9"]
        {
            assert_eq!(ExternalIdForm::read(text), None, "{text}");
        }
    }
}
