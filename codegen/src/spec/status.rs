//! Which service tells what became of a call, and how it is asked.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::at::{At, Entries};

/// The service that tells what became of a call: its name, or its name with how it is asked.
#[derive(Debug, Clone)]
pub enum Status {
    /// The service alone: nobody says how it is asked.
    Name(String),
    /// The service, and how it is asked.
    Asked(Box<Asked>),
}

impl Status {
    /// The service's name, where it stands; `whole` is the place of all of it.
    pub fn service(whole: &At<Self>) -> At<String> {
        match &whole.value {
            Self::Name(name) => At::new(name.clone(), whole.loc),
            Self::Asked(asked) => asked.service.clone(),
        }
    }
}

/// How a status service is asked, and how its answer is read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The service that tells what became of a call of this one.
    pub service: At<String>,
    /// Members of its request, by their paths, with where each value comes from.
    pub fill: Entries<At<Origin>>,
    /// Members of its request that whoever asks gives: nothing of the first call holds them, or not surely.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<At<String>>,
    /// How its answer says what became of the call; if absent, `latestTransactionStatus` with the values of the standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tells: Option<At<Tells>>,
}

/// Where a value comes from: `request.a.b`, `response.a.b`, `headers.X-EXTERNAL-ID` or `headers.X-TIMESTAMP` of the first
/// call, `code` for its service code; or a value that is always the same.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A part of the first call.
    From(String),
    /// Always this.
    Value(Constant),
}

/// A value that is always the same.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Constant {
    /// The value.
    pub value: At<String>,
}

/// How an answer says what became of the call.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tells {
    /// The member that says it, by its path; `list[].member` is that of one element.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<At<String>>,
    /// Which element of the list: one of its members, with the member of the first request that it equals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Entries<At<String>>>,
    /// Values that say that it was carried out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub success: Vec<At<String>>,
    /// Values that say that it was not carried out, or was taken back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failure: Vec<At<String>>,
    /// Values that say that the provider does not know the call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_found: Vec<At<String>>,
    /// `success`: that there is an answer says that the call was carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<At<Answered>>,
    /// Why nothing in the answer says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"\S"))]
    pub nothing: Option<At<String>>,
}

/// What an answer alone says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answered {
    /// The call was carried out.
    Success,
}

/// A text, or a map that is read as something else.
pub(super) struct TextOrMap<T>(pub &'static str, pub fn(String) -> T);

impl<'de, T: FromMap> Visitor<'de> for TextOrMap<T> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok((self.1)(text.to_owned()))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::from_map(map)
    }
}

pub(super) trait FromMap: Sized {
    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
}

impl FromMap for Status {
    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        Asked::deserialize(MapAccessDeserializer::new(map)).map(|asked| Self::Asked(Box::new(asked)))
    }
}

impl FromMap for Origin {
    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        Constant::deserialize(MapAccessDeserializer::new(map)).map(Self::Value)
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrMap("the name of a service, or a map with `service` and `fill`", Self::Name))
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a part of the first call such as request.partnerReferenceNo, or { value: \"18\" }";
        deserializer.deserialize_any(TextOrMap(expected, Self::From))
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Name(name) => serializer.serialize_str(name),
            Self::Asked(asked) => asked.serialize(serializer),
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::From(text) => serializer.serialize_str(text),
            Self::Value(constant) => constant.serialize(serializer),
        }
    }
}

impl JsonSchema for Status {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Status".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let asked = generator.subschema_for::<Asked>();
        json_schema!({
            "description": "The service that tells what became of a call: its name, or its name with how it is asked.",
            "oneOf": [{ "type": "string" }, asked]
        })
    }
}

impl JsonSchema for Origin {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Origin".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let constant = generator.subschema_for::<Constant>();
        json_schema!({
            "description": "Where a value comes from: a part of the first call, or a value that is always the same.",
            "oneOf": [
                { "type": "string", "pattern": r"^(code|headers\.X-(EXTERNAL-ID|TIMESTAMP)|(request|response)\.[^.\[\]]+(\.[^.\[\]]+)*)$" },
                constant
            ]
        })
    }
}
