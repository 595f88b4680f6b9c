//! serde in every position and in other formats: messages are JSON text, and what cannot hold that gets the same members.
//!
//! Between `serde_json` and a message stand adapters of serde in some places, which hold numbers as numbers: there `1.50` is read
//! as 1.5, and a number of 20 digits as what is left of it. Amounts and references are texts, and lose nothing.
//!
//! `serde_json` itself takes and gives the text as it is. Whatever stands between (`flatten`, `tag`, `untagged`) or is another
//! format gets maps, lists and values. A binary format gets the JSON as one text, which loses nothing.

use std::fmt;

use serde::Deserialize as _;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde::ser::{Error as _, Serialize, SerializeMap as _, SerializeSeq as _, Serializer};
use serde_json::value::RawValue;

use crate::json::extra::Form;
use crate::json::raw::{self, Members};

/// Writes a JSON object.
pub(super) fn write<S: Serializer>(json: String, serializer: S) -> Result<S::Ok, S::Error> {
    if !is_serde_json::<S>() && !serializer.is_human_readable() {
        return serializer.serialize_str(&json);
    }
    let raw = RawValue::from_string(json).map_err(S::Error::custom)?;
    Tree(&raw).serialize(serializer)
}

/// Whether a serializer is that of `serde_json` itself, which alone writes raw JSON. Its adapters (of tagged enums, flattened
/// maps) have names of their own, with its name inside. A name that should change costs nothing but numbers in unusual form.
fn is_serde_json<S>() -> bool {
    std::any::type_name::<S>().trim_start_matches("&mut ").starts_with("serde_json::")
}

/// A JSON value as what it holds.
struct Tree<'a>(&'a RawValue);

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if is_serde_json::<S>() {
            return self.0.serialize(serializer);
        }
        let unreadable = || S::Error::custom("a value that cannot be taken apart");
        match raw::form(self.0) {
            Form::Object => {
                let Members(members) = raw::members(self.0).ok_or_else(unreadable)?;
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for member in &members {
                    map.serialize_entry(&*member.name, &Tree(member.raw))?;
                }
                map.end()
            }
            Form::Array => {
                let elements = raw::elements(self.0).ok_or_else(unreadable)?;
                let mut list = serializer.serialize_seq(Some(elements.len()))?;
                for element in elements {
                    list.serialize_element(&Tree(element))?;
                }
                list.end()
            }
            Form::Text => serializer.serialize_str(&raw::text(self.0).ok_or_else(unreadable)?),
            Form::Boolean => serializer.serialize_bool(self.0.get() == "true"),
            Form::Null => serializer.serialize_unit(),
            _ => number(self.0.get(), serializer),
        }
    }
}

/// A number that comes back as the same digits. What does not is refused: nobody would miss what was rounded away.
fn number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(whole) = text.parse::<i64>()
        && whole.to_string() == text
    {
        return serializer.serialize_i64(whole);
    }
    if let Ok(whole) = text.parse::<u64>()
        && whole.to_string() == text
    {
        return serializer.serialize_u64(whole);
    }
    match text.parse::<f64>() {
        Ok(float) if serde_json::to_string(&float).is_ok_and(|again| again == text) => serializer.serialize_f64(float),
        _ => Err(S::Error::custom("a number that this format would change: write the message with `to_json`")),
    }
}

/// Reads a value as JSON text.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    if !deserializer.is_human_readable() {
        return deserializer.deserialize_str(Json { root: true });
    }
    // Raw JSON is asked for. Whoever knows no raw JSON takes it for a struct around one value, and gives that.
    let mut built = None;
    let raw = Box::<RawValue>::deserialize(Asked { inner: deserializer, built: &mut built });
    match (built, raw) {
        (Some(text), _) => Ok(text),
        (None, Ok(raw)) => Ok(String::from(Box::<str>::from(raw))),
        (None, Err(error)) => Err(error),
    }
}

/// Passes the question for raw JSON on.
struct Asked<'b, D> {
    inner: D,
    built: &'b mut Option<String>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Asked<'_, D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_newtype_struct(name, Answered { raw: visitor, built: self.built })
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// Takes raw JSON, or builds it of what is there.
struct Answered<'b, V> {
    raw: V,
    built: &'b mut Option<String>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Answered<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.raw.visit_map(map)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        *self.built = Some(deserializer.deserialize_any(Json { root: true })?);
        // The value is there; whoever asked for raw JSON gets none.
        Err(D::Error::custom("no raw JSON"))
    }
}

/// Builds JSON text.
#[derive(Clone, Copy)]
struct Json {
    /// A text at the root is JSON itself: of a binary format.
    root: bool,
}

impl<'de> DeserializeSeed<'de> for Json {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Json {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what JSON can hold")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<String, E> {
        if value.is_finite() {
            serde_json::to_string(&value).map_err(E::custom)
        } else {
            Err(E::custom("no number of JSON"))
        }
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<String, E> {
        if self.root {
            return Ok(value.to_owned());
        }
        let mut text = String::new();
        raw::push_text(&mut text, value);
        Ok(text)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<String, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<String, A::Error> {
        let mut text = String::from("[");
        while let Some(element) = list.next_element_seed(Json { root: false })? {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&element);
        }
        text.push(']');
        Ok(text)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        let mut text = String::from("{");
        while let Some(name) = map.next_key::<String>()? {
            if text.len() > 1 {
                text.push(',');
            }
            raw::push_text(&mut text, &name);
            text.push(':');
            text.push_str(&map.next_value_seed(Json { root: false })?);
        }
        text.push('}');
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use crate::message::model::Model as _;
    use crate::message::testing::{GOOD, Transfer};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Flat {
        id: u32,
        #[serde(flatten)]
        transfer: Transfer,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind")]
    enum Tagged {
        Transfer(Transfer),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind", content = "of")]
    enum Adjacent {
        Transfer(Transfer),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    #[expect(clippy::large_enum_variant, reason = "as somebody might write it")]
    enum Untagged {
        Number(u32),
        Transfer(Transfer),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct All {
        optional: Option<Transfer>,
        list: Vec<Transfer>,
        tagged: Tagged,
        adjacent: Adjacent,
        untagged: Untagged,
        flat: Flat,
    }

    /// With a number that every format writes as it came: serde's own adapters hold numbers as such.
    fn good() -> Transfer {
        Transfer::from_json(plain().as_bytes()).unwrap()
    }

    fn plain() -> String {
        GOOD.replace("1.50", "1.5")
    }

    fn all() -> All {
        All {
            optional: Some(good()),
            list: vec![good(), good()],
            tagged: Tagged::Transfer(good()),
            adjacent: Adjacent::Transfer(good()),
            untagged: Untagged::Transfer(good()),
            flat: Flat { id: 7, transfer: good() },
        }
    }

    #[test]
    fn every_position_of_json_comes_back() {
        let text = serde_json::to_string(&all()).unwrap();
        assert!(!text.contains("RawValue"), "{text}");
        assert_eq!(serde_json::from_str::<All>(&text).unwrap(), all());
        let value = serde_json::to_value(all()).unwrap();
        assert_eq!(serde_json::from_value::<All>(value).unwrap(), all());
        let flat = serde_json::to_string(&all().flat).unwrap();
        assert_eq!(flat, format!("{{\"id\":7,{}", &plain()[1..]));
    }

    #[test]
    fn other_formats_come_back() {
        let text = serde_yaml::to_string(&all()).unwrap();
        assert!(!text.contains("RawValue"), "{text}");
        assert_eq!(serde_yaml::from_str::<All>(&text).unwrap(), all());
        let mut bytes = Vec::new();
        ciborium::into_writer(&all(), &mut bytes).unwrap();
        assert_eq!(ciborium::from_reader::<All, _>(&bytes[..]).unwrap(), all());
    }

    #[test]
    fn a_number_that_would_be_rounded_is_written_as_it_is_or_not_at_all() {
        let json = r#"{"new":[1.50,12345678901234567890123]}"#;
        let odd = Transfer::from_json(json.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&odd).unwrap(), json);
        assert_eq!(
            serde_json::to_string(&Tagged::Transfer(odd.clone())).unwrap(),
            format!("{{\"kind\":\"Transfer\",{}", &json[1..])
        );
        assert!(serde_yaml::to_string(&odd).unwrap_err().to_string().contains("to_json"));
        // A binary format holds the text.
        let mut bytes = Vec::new();
        ciborium::into_writer(&odd, &mut bytes).unwrap();
        assert_eq!(ciborium::from_reader::<Transfer, _>(&bytes[..]).unwrap().to_json(), json.as_bytes());
    }

    #[test]
    fn what_is_no_object_is_refused_in_every_format() {
        for json in ["[]", "1", "\"text\"", "null"] {
            assert!(serde_json::from_str::<Transfer>(json).is_err(), "{json}");
            assert!(serde_yaml::from_str::<Transfer>(json).is_err(), "{json}");
            assert!(serde_json::from_str::<Untagged>(json).is_err() || json == "1", "{json}");
        }
    }
}
