//! Services that nobody calls: the browser of the customer is sent there.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess};
use serde::{Deserialize, Serialize, Serializer};

use super::at::{At, Entries};
use super::status::{Constant, FromMap, TextOrMap};

/// How the address is made that the browser of the customer opens.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redirect {
    /// Members of the query that the client gives, where the caller does not, with where each value comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<Entries<At<Given>>>,
}

/// Where a value comes from: a word for what the client knows, `signature.member` for a signature over another member, or a
/// value that is always the same.
#[derive(Debug, Clone)]
pub enum Given {
    /// What the client knows or makes.
    Word(String),
    /// Always this.
    Value(Constant),
}

impl FromMap for Given {
    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        Constant::deserialize(MapAccessDeserializer::new(map)).map(Self::Value)
    }
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a word such as partner_id or signature.seamlessData, or { value: \"true\" }";
        deserializer.deserialize_any(TextOrMap(expected, Self::Word))
    }
}

impl Serialize for Given {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Word(text) => serializer.serialize_str(text),
            Self::Value(constant) => constant.serialize(serializer),
        }
    }
}

impl JsonSchema for Given {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Given".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let constant = generator.subschema_for::<Constant>();
        json_schema!({
            "description": "What the client gives: a part of what it knows, a signature over another member, or a value that is always the same.",
            "oneOf": [
                { "type": "string", "pattern": r"^(partner_id|client_key|channel_id|external_id|timestamp|signature\.[^.\[\]]+)$" },
                constant
            ]
        })
    }
}
