//! Values that remember where they stand.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::StrDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_saphyr::Spanned;

use crate::source::{FileId, Loc};

thread_local! {
    /// The file that is being read on this thread: the reader's places know line and column, but not the file.
    static READING: Cell<FileId> = const { Cell::new(FileId(0)) };
}

/// Runs a reader with every place that it notes lying in `file`.
pub(crate) fn reading<T>(file: FileId, read: impl FnOnce() -> T) -> T {
    let before = READING.replace(file);
    let result = read();
    READING.set(before);
    result
}

/// A reader's place as ours.
pub(crate) fn place(location: serde_saphyr::Location) -> Loc {
    let narrow = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let span = location.span();
    Loc {
        file: READING.get(),
        line: narrow(location.line()),
        column: narrow(location.column()),
        offset: narrow(span.byte_offset().unwrap_or_else(|| span.offset())),
        len: narrow(span.byte_len().unwrap_or_else(|| span.len())),
    }
}

/// A value of the spec together with its place in the file.
///
/// Read through a reader that knows no places (the second reader, in tests), the place is all zero.
#[derive(Debug, Clone, Default)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub loc: Loc,
}

impl<T> At<T> {
    /// A value at a place.
    pub const fn new(value: T, loc: Loc) -> Self {
        Self { value, loc }
    }
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Display> fmt::Display for At<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<T>::deserialize(deserializer)?;
        Ok(Self { loc: place(spanned.referenced), value: spanned.value })
    }
}

impl<T: Serialize> Serialize for At<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> std::borrow::Cow<'static, str> {
        T::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// A map in the order of the file, whose keys know where they stand. Duplicate keys are refused by the reader.
#[derive(Debug, Clone)]
pub struct Entries<V>(pub Vec<(At<String>, V)>);

impl<V> Default for Entries<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Entries<V> {
    /// The entries in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, (At<String>, V)> {
        self.0.iter()
    }
    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&V> {
        self.0.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }
    /// Whether there is an entry of this name besides the one that asks: one that it could take over from.
    pub fn has_other(&self, asks: &str, name: &str) -> bool {
        asks != name && self.get(name).is_some()
    }
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a, V> IntoIterator for &'a Entries<V> {
    type Item = &'a (At<String>, V);
    type IntoIter = std::slice::Iter<'a, (At<String>, V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Entries<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for InOrder<V> {
            type Value = Entries<V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

impl<V: Serialize> Serialize for Entries<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(&key.value, value)?;
        }
        map.end()
    }
}

impl<V: JsonSchema> JsonSchema for Entries<V> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Map_of_{}", V::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <std::collections::BTreeMap<String, V>>::json_schema(generator)
    }
}

/// One value or a list of values, each with its place: where several things are said at once, a finding is about one of them.
#[derive(Debug, Clone)]
pub struct EachAt<T>(pub Vec<At<T>>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for EachAt<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // A value that stands alone has the place of the whole; those of a list are asked for theirs.
        enum Written<T> {
            One(T),
            List(Vec<At<T>>),
        }
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = Written<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or a list of values")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                T::deserialize(StrDeserializer::new(text)).map(Written::One)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(value) = seq.next_element()? {
                    list.push(value);
                }
                if list.is_empty() {
                    return Err(A::Error::invalid_value(Unexpected::Other("an empty list"), &self));
                }
                Ok(Written::List(list))
            }
        }
        impl<'de, T: Deserialize<'de>> Deserialize<'de> for Written<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Either(PhantomData))
            }
        }
        let At { value, loc } = At::<Written<T>>::deserialize(deserializer)?;
        Ok(match value {
            Written::One(value) => Self(vec![At::new(value, loc)]),
            Written::List(list) => Self(list),
        })
    }
}

impl<T: Serialize> Serialize for EachAt<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [only] => only.serialize(serializer),
            several => several.serialize(serializer),
        }
    }
}

impl<T: JsonSchema> JsonSchema for EachAt<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("EachAt_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "oneOf": [one, { "type": "array", "items": one, "minItems": 1, "uniqueItems": true }] })
    }
}
