//! Rows of a field table.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::at::{At, Entries};
use super::condition::{Condition, Rule};

/// Words of `type:` that are not names of entries in `types:`.
pub(crate) const TYPE_WORDS: [&str; 13] = [
    "string", "amount", "decimal", "integer", "number", "boolean", "datetime", "date", "time", "object", "array",
    "map", "any",
];

/// One row of a field table, as the page prints it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// `M` mandatory, `O` optional, `C` conditional (needs `when`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<At<Presence>>,
    /// The type: a basic one, or the name of an entry in `types`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<At<String>>,
    /// Most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub max: Option<At<u32>>,
    /// Fewest characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<At<u32>>,
    /// Exactly so many characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub exact: Option<At<u32>>,
    /// Digits before the point and decimals after it, `[16, 2]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<At<(u32, u32)>>,
    /// What the decimals may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<At<Decimals>>,
    /// The value list: values, or value to meaning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<At<Values>>,
    /// The value list is not complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<At<bool>>,
    /// A named format of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<At<Format>>,
    /// A regular expression that the whole text matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<At<String>>,
    /// Padding that is part of the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pad: Option<At<Pad>>,
    /// What an array or a map holds: a type name or a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Box<At<Items>>>,
    /// Fewest elements of an array.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_items: Option<At<u32>>,
    /// Most elements of an array.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub max_items: Option<At<u32>>,
    /// Exactly so many elements of an array.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub exact_items: Option<At<u32>>,
    /// Members of an object, or of each object of an array. Without it an object is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<At<Entries<At<Field>>>>,
    /// What holds between the members of this object.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<At<Rule>>,
    /// Of an amount: what differs for its `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Box<At<Field>>>,
    /// Of an amount: what differs for its `currency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Box<At<Field>>>,
    /// When a `C` member is mandatory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<At<Condition>>,
    /// Where a member of a request travels.
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub location: Option<At<Location>>,
    /// Redacted in Debug, traces and violations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<At<bool>>,
    /// An explicit `null` is part of the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nullable: Option<At<bool>>,
    /// How the text is wrapped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<At<Encoding>>,
    /// The documented default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<At<String>>,
    /// The unit, where the page says one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<At<String>>,
    /// What the member means here, where that differs from the glossary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<At<String>>,
    /// What the page says beyond the columns, in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
    /// With `inherits`: the standard's row does not exist here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remove: Option<At<bool>>,
}

/// Mandatory, optional or conditional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Presence {
    /// Mandatory.
    M,
    /// Optional.
    O,
    /// Conditional.
    C,
}

impl Presence {
    /// `M`, `O` or `C`.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::M => "M",
            Self::O => "O",
            Self::C => "C",
        }
    }
}

/// What the decimals of an amount may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decimals {
    /// Only zeros.
    Zero,
}

/// A named format of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// `0` to `9` only.
    Digits,
    /// ASCII letters and digits only.
    Alphanumeric,
    /// An absolute http or https address.
    Url,
    /// An e-mail address.
    Email,
    /// Four decimal octets.
    Ipv4,
    /// Three capital letters (ISO 4217).
    Currency,
}

/// How a text is wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// JSON in a string.
    Json,
    /// URL-encoded JSON.
    UrlJson,
    /// A query string, percent-encoded.
    QueryString,
    /// Base64.
    Base64,
    /// Percent-encoded Base64.
    UrlBase64,
    /// Ciphertext.
    Encrypted,
}

/// Where a member of a request travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Location {
    /// In the JSON body.
    Body,
    /// As a segment of the path.
    Path,
    /// In the query string.
    Query,
}

/// Padding that is part of the value.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pad {
    /// The character to pad with, on the left.
    pub left: At<String>,
    /// The padded length.
    pub to: At<u32>,
}

/// A value list: each wire value with its meaning, where the page gives one.
#[derive(Debug, Clone, Default)]
pub struct Values(pub Vec<(At<String>, Option<At<String>>)>);

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListOrMap;
        impl<'de> Visitor<'de> for ListOrMap {
            type Value = Values;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of values, or a map of value to meaning")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Values, A::Error> {
                let mut list = Vec::new();
                while let Some(value) = seq.next_element()? {
                    list.push((value, None));
                }
                Ok(Values(list))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Values, A::Error> {
                let mut list = Vec::new();
                while let Some((value, meaning)) = map.next_entry()? {
                    list.push((value, Some(meaning)));
                }
                Ok(Values(list))
            }
        }
        deserializer.deserialize_any(ListOrMap)
    }
}

impl Serialize for Values {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|(value, meaning)| (&value.value, meaning.as_ref().map(|m| &m.value))))
    }
}

impl JsonSchema for Values {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Values".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The value list: values, or wire value to meaning.",
            "oneOf": [
                { "type": "array", "items": { "type": "string" }, "minItems": 1, "uniqueItems": true },
                { "type": "object", "additionalProperties": { "type": "string" }, "minProperties": 1 }
            ]
        })
    }
}

/// What an array or a map holds.
#[derive(Debug, Clone)]
pub enum Items {
    /// A type by name.
    Type(String),
    /// A row of its own.
    Row(Box<Field>),
}

impl<'de> Deserialize<'de> for Items {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrRow;
        impl<'de> Visitor<'de> for NameOrRow {
            type Value = Items;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a type name, or a row such as { type: string, max: 10 }")
            }
            fn visit_str<E: Error>(self, name: &str) -> Result<Items, E> {
                Ok(Items::Type(name.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Items, A::Error> {
                Field::deserialize(MapAccessDeserializer::new(map)).map(|row| Items::Row(Box::new(row)))
            }
        }
        deserializer.deserialize_any(NameOrRow)
    }
}

impl Serialize for Items {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Type(name) => serializer.serialize_str(name),
            Self::Row(row) => row.serialize(serializer),
        }
    }
}

impl JsonSchema for Items {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Items".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let row = generator.subschema_for::<Field>();
        json_schema!({
            "description": "What an array or a map holds: a type name or a row.",
            "oneOf": [{ "type": "string" }, row]
        })
    }
}

/// One value or a list of values. Wrap it in [`At`] to know where it stands.
#[derive(Debug, Clone)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = OneOrMany<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or a list of values")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                T::deserialize(StrDeserializer::new(text)).map(|value| OneOrMany(vec![value]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(value) = seq.next_element()? {
                    list.push(value);
                }
                Ok(OneOrMany(list))
            }
        }
        deserializer.deserialize_any(Either(PhantomData))
    }
}

impl<T: Serialize> Serialize for OneOrMany<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("OneOrMany_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "oneOf": [one, { "type": "array", "items": one, "uniqueItems": true }] })
    }
}
