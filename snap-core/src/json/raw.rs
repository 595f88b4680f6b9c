//! JSON values as their text: taken apart one level at a time, never converted on the way.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::json::decode::DecodeError;
use crate::json::extra::Form;

/// Members of one object, in order, duplicates included.
pub(crate) struct Members<'a>(pub(crate) Vec<Member<'a>>);

/// A member as it stands in the text.
pub(crate) struct Member<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) raw: &'a RawValue,
    /// For the reader of the object: a member of the spec took it.
    pub(crate) taken: bool,
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::with_capacity(8);
                while let Some((Name(name), raw)) = map.next_entry()? {
                    members.push(Member { name, raw, taken: false });
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

/// A name, borrowed where it holds no escapes.
pub(crate) struct Name<'a>(pub(crate) Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// The members of a whole text that must be an object.
pub(crate) fn members_of_text(json: &[u8]) -> Result<Members<'_>, DecodeError> {
    let first = json.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    if first == Some(&b'{') {
        // Once for the whole text: of bytes, each name and each value would be asked again whether it is UTF-8.
        let members = std::str::from_utf8(json).map_or_else(|_| serde_json::from_slice(json), serde_json::from_str);
        return Ok(members?);
    }
    let raw: &RawValue = serde_json::from_slice(json)?;
    Err(DecodeError::NotAnObject(form(raw)))
}

/// The members of a value, if it is an object. A name with half a surrogate pair makes it unreadable.
pub(crate) fn members(raw: &RawValue) -> Option<Members<'_>> {
    if form(raw) == Form::Object { serde_json::from_str(raw.get()).ok() } else { None }
}

/// The last member of this name, of an object's text; none if that is something else.
pub(crate) fn member<'a>(object: &'a str, name: &str) -> Option<&'a RawValue> {
    struct Last<'n>(&'n str);
    impl<'de> Visitor<'de> for Last<'_> {
        type Value = Option<&'de RawValue>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a JSON object")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut found = None;
            while let Some(Name(name)) = map.next_key()? {
                let raw = map.next_value()?;
                if name == self.0 {
                    found = Some(raw);
                }
            }
            Ok(found)
        }
    }
    let mut reader = serde_json::Deserializer::from_str(object);
    let found = reader.deserialize_map(Last(name)).ok()?;
    reader.end().ok()?;
    found
}

/// The elements of a value, if it is an array.
pub(crate) fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    if form(raw) == Form::Array { serde_json::from_str(raw.get()).ok() } else { None }
}

/// The text of a value, if it is a text. Half a surrogate pair makes it unreadable.
pub(crate) fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    let inner = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str(raw.get()).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

/// The text of a value, if it is a text, with U+FFFD for each half of a surrogate pair; and whether there was one.
pub(crate) fn text_lossy(raw: &RawValue) -> Option<(Cow<'_, str>, bool)> {
    if let Some(text) = text(raw) {
        return Some((text, false));
    }
    let mended = without_halves(raw.get())?;
    serde_json::from_str(&mended).ok().map(|text: String| (Cow::Owned(text), true))
}

/// A JSON string whose escapes are all whole characters.
fn without_halves(json: &str) -> Option<String> {
    let unit = |at: usize| {
        let escape = json.get(at..at + 6)?;
        u16::from_str_radix(escape.strip_prefix("\\u")?, 16).ok()
    };
    let mut out = String::with_capacity(json.len());
    let mut at = 0;
    while at < json.len() {
        let rest = json.get(at..)?;
        let step = match (rest.as_bytes(), unit(at)) {
            (_, Some(0xD800..=0xDBFF)) if matches!(unit(at + 6), Some(0xDC00..=0xDFFF)) => 12,
            (_, Some(0xD800..=0xDFFF)) => {
                out.push_str("\\ufffd");
                at += 6;
                continue;
            }
            ([b'\\', ..], _) => 2,
            _ => rest.chars().next()?.len_utf8(),
        };
        out.push_str(json.get(at..at + step)?);
        at += step;
    }
    Some(out)
}

/// A checked copy of a JSON text.
pub(crate) fn parse(json: &str) -> Result<Box<RawValue>, DecodeError> {
    Ok(RawValue::from_string(json.to_owned())?)
}

/// What a value is, from its first character: a raw value has no white space around it.
pub(crate) fn form(raw: &RawValue) -> Form {
    match raw.get().as_bytes().first() {
        Some(b'{') => Form::Object,
        Some(b'[') => Form::Array,
        Some(b'"') => Form::Text,
        Some(b't' | b'f') => Form::Boolean,
        Some(b'n') => Form::Null,
        _ => Form::Number,
    }
}

/// Appends JSON without the white space outside of texts; touches nothing else.
pub(crate) fn push_compact(out: &mut String, json: &str) {
    let mut inside = false;
    let mut escaped = false;
    let mut start = 0;
    for (at, byte) in json.bytes().enumerate() {
        if inside {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => inside = false,
                _ => {}
            }
        } else {
            match byte {
                b'"' => inside = true,
                b' ' | b'\t' | b'\r' | b'\n' => {
                    out.push_str(json.get(start..at).unwrap_or_default());
                    start = at + 1;
                }
                _ => {}
            }
        }
    }
    out.push_str(json.get(start..).unwrap_or_default());
}

/// Appends a text as a JSON string.
pub(crate) fn push_text(out: &mut String, text: &str) {
    out.push('"');
    // Without an early exit, so that many bytes are looked at in one step: nearly every text goes this way.
    if !text.bytes().fold(false, |found, byte| found | escaped(byte)) {
        out.push_str(text);
        out.push('"');
        return;
    }
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !escaped(byte) {
            continue;
        }
        out.push_str(text.get(start..at).unwrap_or_default());
        start = at + 1;
        push_escape(out, byte);
    }
    out.push_str(text.get(start..).unwrap_or_default());
    out.push('"');
}

const fn escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn push_escape(out: &mut String, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' => '"',
        b'\\' => '\\',
        0x08 => 'b',
        0x0c => 'f',
        b'\n' => 'n',
        b'\r' => 'r',
        b'\t' => 't',
        _ => {
            out.push_str("\\u00");
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 0xf)]));
            return;
        }
    };
    out.push('\\');
    out.push(short);
}

/// A text as a JSON value.
pub(crate) fn of_text(text: &str) -> Box<RawValue> {
    let mut json = String::with_capacity(text.len() + 2);
    push_text(&mut json, text);
    // What `push_text` writes is JSON: the default, null, is never taken.
    RawValue::from_string(json).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::testing::around;

    #[test]
    fn drops_white_space_outside_of_texts_only() {
        for (json, compact) in [
            ("{ \"a b\" :\t[ 1 , \"x \\\" y\" ]\r\n}", "{\"a b\":[1,\"x \\\" y\"]}"),
            (" \"\\\\\" ", "\"\\\\\""),
            ("[]", "[]"),
            ("", ""),
        ] {
            let mut out = String::new();
            push_compact(&mut out, json);
            assert_eq!(out, compact);
        }
    }

    #[test]
    fn keeps_a_text_with_half_a_surrogate_pair_as_it_came() {
        let json = r#"{"reference":"\ud800","x":"\udc00"}"#;
        assert_eq!(around(json), json);
    }

    #[test]
    fn keeps_an_object_with_an_unreadable_name_as_it_came() {
        let json = r#"{"amount":{"\ud800":1},"bills":[{"\ud800":1}]}"#;
        assert_eq!(around(json), json);
    }

    #[test]
    fn a_deep_value_is_no_matter() {
        let deep = format!(
            "{{\"x\":{}{},\"notes\":{}{}}}",
            "[".repeat(5000),
            "]".repeat(5000),
            "[".repeat(200),
            "]".repeat(200)
        );
        let out = around(&deep);
        assert_eq!(out.len(), deep.len());
    }
}
