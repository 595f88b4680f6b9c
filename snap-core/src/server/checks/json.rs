//! One JSON object, and nothing that two readers could read in two ways.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::json::raw::Name;
use crate::server::call::Call;
use crate::server::refusal::Refusal;

/// The body is one JSON object in UTF-8, without a byte order mark, without a name twice in one object at whatever depth, without
/// text after its end. No body is no mistake where none is due.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonCheck;

impl JsonCheck {
    pub(crate) fn run(self, call: &mut Call) -> Result<(), Refusal> {
        if call.body.is_empty() {
            return Ok(());
        }
        let object = call.body.trim_ascii_start().first() == Some(&b'{');
        // Text, first: the reader takes what is no UTF-8 in the middle of what nobody asks for.
        let text = std::str::from_utf8(&call.body).map_err(|_| Refusal::NotJson)?;
        let read: Result<Once, _> = serde_json::from_str(text);
        if object && read.is_ok() { Ok(()) } else { Err(Refusal::NotJson) }
    }
}

/// Any JSON value whose objects have no name twice.
struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Walk)
    }
}

struct Walk;

impl<'de> Visitor<'de> for Walk {
    type Value = Once;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_unit<E: Error>(self) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Once, A::Error> {
        while seq.next_element::<Once>()?.is_some() {}
        Ok(Once)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Once, A::Error> {
        // A few are compared with each other; only what is made to be slow is so long that they are hashed.
        const FEW: usize = 24;
        // Of those the first need no room of their own: most objects have no more.
        let mut first: [Cow<'de, str>; 8] = Default::default();
        let (mut few, mut many): (Vec<Cow<'de, str>>, HashSet<Cow<'de, str>>) = (Vec::new(), HashSet::new());
        let mut count = 0;
        while let Some((Name(name), Once)) = map.next_entry()? {
            let twice = first.iter().take(count).chain(&few).any(|other| *other == name)
                || few.len() == FEW && many.contains(&name);
            if twice {
                return Err(A::Error::custom("a name came twice"));
            }
            if let Some(place) = first.get_mut(count) {
                *place = name;
            } else if few.len() < FEW {
                few.push(name);
            } else {
                many.insert(name);
            }
            count += 1;
        }
        Ok(Once)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_comes_twice_is_found_among_many() {
        for (count, again) in [(3, 2), (30, 0), (30, 7), (30, 8), (40, 31), (40, 32), (100, 99)] {
            let mut members: Vec<_> = (0..count).map(|name| format!("\"{name}\":{name}")).collect();
            let of = |members: &[String]| format!("{{{}}}", members.join(","));
            assert!(serde_json::from_str::<Once>(&of(&members)).is_ok());
            members.push(format!("\"{again}\":null"));
            assert!(serde_json::from_str::<Once>(&of(&members)).is_err(), "{again} of {count}");
        }
    }

    #[test]
    fn a_name_that_comes_twice_is_found_at_every_depth() {
        for (json, good) in [
            (r#"{"a":1,"b":{"a":[{"c":1.5e300},{"c":null}]}}"#, true),
            (r#"{"a":1,"a":1}"#, false),
            (r#"{"b":[[{"a":1,"\u0061":2}]]}"#, false),
            (r#"{"a":1} x"#, false),
            (r#"{"a":1,}"#, false),
            (r#"{"a":123456789012345678901234567890.10}"#, true),
        ] {
            assert_eq!(serde_json::from_str::<Once>(json).is_ok(), good, "{json}");
        }
    }
}
