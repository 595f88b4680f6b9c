//! Values of which the spec says little: open objects, dynamic keys, anything at all.

use std::fmt;

use serde_json::value::RawValue;

use crate::json::decode::DecodeError;
use crate::json::extra::{Form, insert_last};
use crate::json::object::Reading;
use crate::json::raw::{self, Member};
use crate::json::wire::{Wire, only};
use crate::json::writer::{ValueWriter, WriteValue};

/// An object whose members are not specified: names in order, each with its JSON text. `Debug` shows names only.
///
/// ```
/// let mut info = snap_core::Object::default();
/// info.insert("retries", "3")?;
/// info.insert_text("note", "say \"hi\"");
/// assert_eq!(info.get("note"), Some(r#""say \"hi\"""#));
/// # Ok::<(), snap_core::DecodeError>(())
/// ```
#[derive(Clone, Default)]
pub struct Object(Vec<(String, Box<RawValue>)>);

impl Object {
    /// JSON text of a member; of the last one, if the name came twice.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rfind(|(other, _)| other == name).map(|(_, raw)| raw.get())
    }

    /// Text of a member that is a text.
    #[must_use]
    pub fn get_text(&self, name: &str) -> Option<String> {
        let (_, raw) = self.0.iter().rfind(|(other, _)| other == name)?;
        raw::text(raw).map(Into::into)
    }

    /// Adds or replaces a member.
    ///
    /// # Errors
    /// When `json` is not one JSON value.
    pub fn insert(&mut self, name: impl Into<String>, json: &str) -> Result<(), DecodeError> {
        insert_last(&mut self.0, name.into(), raw::parse(json)?);
        Ok(())
    }

    /// Adds or replaces a member that is a text.
    pub fn insert_text(&mut self, name: impl Into<String>, text: &str) {
        insert_last(&mut self.0, name.into(), raw::of_text(text));
    }

    /// Name and JSON text of each member, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, raw)| (name.as_str(), raw.get()))
    }

    /// Without members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Object {}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

impl Wire for Object {
    fn read_value(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        let members = raw::members(only(raw, reading)?)?;
        Some(Self(members.0.into_iter().map(|member| (member.name.into_owned(), member.raw.to_owned())).collect()))
    }

    fn write_value(&self, out: &mut ValueWriter<'_>) {
        out.entries(self.0.iter().map(|(name, raw)| (name.as_str(), raw as &dyn WriteValue)));
    }
}

/// Any JSON value, kept as its text. `Debug` does not show it.
#[derive(Clone)]
pub struct Any(Box<RawValue>);

impl Any {
    /// A value from JSON text.
    ///
    /// # Errors
    /// When `json` is not one JSON value.
    pub fn from_json(json: &str) -> Result<Self, DecodeError> {
        raw::parse(json).map(Self)
    }

    /// A text.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self(raw::of_text(text))
    }

    /// Its JSON text.
    #[must_use]
    pub fn json(&self) -> &str {
        self.0.get()
    }

    /// Its text, if it is a text.
    #[must_use]
    pub fn as_text(&self) -> Option<String> {
        raw::text(&self.0).map(Into::into)
    }
}

impl PartialEq for Any {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}

impl Eq for Any {}

impl fmt::Debug for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Any(…)")
    }
}

impl Wire for Any {
    fn read_value(raw: &RawValue, _: &mut Reading) -> Option<Self> {
        Some(Self(raw.to_owned()))
    }

    fn write_value(&self, out: &mut ValueWriter<'_>) {
        out.raw(&self.0);
    }
}

/// An object with dynamic keys, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map<T>(pub Vec<(String, T)>);

impl<T> Map<T> {
    /// The value of a key; the last one, if the key came twice.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().rfind(|(other, _)| other == key).map(|(_, value)| value)
    }

    /// Adds or replaces a value.
    pub fn insert(&mut self, key: impl Into<String>, value: T) {
        let key = key.into();
        match self.0.iter_mut().rfind(|(other, _)| *other == key) {
            Some((_, place)) => *place = value,
            None => self.0.push((key, value)),
        }
    }

    /// Keys and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }
}

// By hand: deriving it would ask `T: Default`.
impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<(String, T)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<T: Wire> Wire for Map<T> {
    fn read_value(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        if raw::form(raw) != Form::Object {
            return None;
        }
        let members = raw::members(raw)?;
        let mut map = Vec::with_capacity(members.0.len());
        for Member { name: key, raw, .. } in members.0 {
            let clean = reading.as_promised();
            let value = T::read_value(raw, reading);
            reading.after(clean, raw, value.is_some(), format_args!(".{key}"));
            map.push((key.into_owned(), value?));
        }
        Some(Self(map))
    }

    fn write_value(&self, out: &mut ValueWriter<'_>) {
        out.entries(self.0.iter().map(|(key, value)| (key.as_str(), value as &dyn WriteValue)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Model as _;
    use crate::message::testing::Transfer;

    #[test]
    fn an_object_keeps_order_and_numbers() -> Result<(), DecodeError> {
        let transfer = Transfer::from_json(br#"{"info":{"b":1.50,"a":"x","b":2}}"#)?;
        let mut info = transfer.info.unwrap_or_default();
        assert_eq!(info.iter().collect::<Vec<_>>(), [("b", "1.50"), ("a", "\"x\""), ("b", "2")]);
        assert_eq!((info.get("b"), info.get_text("a").as_deref()), (Some("2"), Some("x")));
        assert!(info.insert("c", "nope").is_err());
        info.insert("b", "[]")?;
        assert_eq!(info.get("b"), Some("[]"));
        assert_eq!(format!("{info:?}"), r#"{"b", "a", "b"}"#);
        Ok(())
    }

    #[test]
    fn anything_is_kept_and_not_shown() -> Result<(), DecodeError> {
        let any = Any::from_json("{\"pin\":[1.0]}")?;
        assert_eq!((any.json(), any.as_text()), ("{\"pin\":[1.0]}", None));
        assert_eq!(format!("{any:?}"), "Any(…)");
        assert_eq!(Any::from_text("a\"b").as_text().as_deref(), Some("a\"b"));
        assert!(Any::from_json("").is_err());
        Ok(())
    }

    #[test]
    fn a_map_keeps_the_order_of_its_keys() {
        let mut map: Map<u8> = [("b".to_owned(), 1), ("a".to_owned(), 2)].into_iter().collect();
        map.insert("b", 3);
        map.insert("c", 4);
        assert_eq!(map.iter().collect::<Vec<_>>(), [("b", &3), ("a", &2), ("c", &4)]);
        assert_eq!((map.get("b"), map.get("z")), (Some(&3), None));
    }
}
