//! What is read is written again: properties over whole messages.

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::value::RawValue;

use crate::json::raw;
use crate::message::testing::{NAMES, Transfer, around};
use crate::{Form, Model};

/// JSON with its texts, so that comparing it compares what is on the wire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Json {
    Bare(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    fn print(&self, out: &mut String, space: &str) {
        match self {
            Self::Bare(text) => out.push_str(text),
            Self::Text(text) => raw::push_text(out, text),
            Self::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    let _ = write!(out, "{}{space}", if index > 0 { "," } else { "" });
                    item.print(out, space);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    let _ = write!(out, "{}{space}", if index > 0 { "," } else { "" });
                    raw::push_text(out, name);
                    let _ = write!(out, "{space}:{space}");
                    value.print(out, space);
                }
                out.push('}');
            }
        }
    }

    fn text(&self, space: &str) -> String {
        let mut out = String::new();
        self.print(&mut out, space);
        out
    }

    /// Order of members aside: a message is written in the order of the spec.
    fn sorted(&self) -> Self {
        match self {
            Self::Array(items) => Self::Array(items.iter().map(Self::sorted).collect()),
            Self::Object(members) => {
                let mut members: Vec<_> = members.iter().map(|(name, value)| (name.clone(), value.sorted())).collect();
                members.sort();
                Self::Object(members)
            }
            other => other.clone(),
        }
    }

    fn parse(raw: &RawValue) -> Option<Self> {
        Some(match raw::form(raw) {
            Form::Object => Self::Object(
                raw::members(raw)?
                    .0
                    .into_iter()
                    .map(|member| Some((member.name.into_owned(), Self::parse(member.raw)?)))
                    .collect::<Option<_>>()?,
            ),
            Form::Array => Self::Array(raw::elements(raw)?.into_iter().map(Self::parse).collect::<Option<_>>()?),
            Form::Text => Self::Text(raw::text(raw)?.into_owned()),
            _ => Self::Bare(raw.get().to_owned()),
        })
    }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => proptest::sample::select(NAMES).prop_map(str::to_owned),
        1 => ".{0,6}",
    ]
}

fn leaf() -> impl Strategy<Value = Json> {
    prop_oneof![
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,4})?([eE][+-]?[0-9]{1,3})?".prop_map(Json::Bare),
        proptest::sample::select(vec!["true", "false", "null"]).prop_map(|word| Json::Bare(word.to_owned())),
        proptest::sample::select(vec!["OUR", "1.50", "-1e5", "TRUE", "false", ""])
            .prop_map(|word| Json::Text(word.to_owned())),
        any::<String>().prop_map(Json::Text),
    ]
}

fn object(value: impl Strategy<Value = Json> + 'static) -> impl Strategy<Value = Json> {
    proptest::collection::btree_map(name(), value, 0..8)
        .prop_flat_map(|members| Just(members.into_iter().collect::<Vec<_>>()).prop_shuffle())
        .prop_map(Json::Object)
}

fn message() -> impl Strategy<Value = Json> {
    let value = leaf().prop_recursive(4, 48, 6, |inner| {
        prop_oneof![proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::Array), object(inner)]
    });
    object(value)
}

proptest! {
    #[test]
    fn loses_nothing_of_any_object(json in message()) {
        let out = around(&json.text(""));
        let out: &RawValue = serde_json::from_str(&out).map_err(|_| TestCaseError::fail("not JSON"))?;
        prop_assert_eq!(Json::parse(out).map(|out| out.sorted()), Some(json.sorted()));
    }

    #[test]
    fn writes_the_same_whatever_the_white_space_was(json in message()) {
        prop_assert_eq!(around(&json.text("")), around(&json.text(" \n\t")));
    }

    #[test]
    fn reads_what_it_wrote_as_the_same_message(json in message()) {
        let first = Transfer::from_json(json.text("").as_bytes());
        let first = first.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let again = Transfer::from_json(&first.to_json());
        let again = again.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&first.to_json(), &again.to_json());
        prop_assert_eq!(first.check().len(), again.check().len());
    }

    #[test]
    fn survives_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..64), text in any::<String>()) {
        let _ = Transfer::from_json(&bytes);
        let _ = Transfer::from_json(text.as_bytes());
    }

    #[test]
    fn checks_any_object_without_a_panic_and_without_its_values(json in message(), secret in "[a-z]{24}") {
        let Json::Object(mut members) = json else { return Ok(()) };
        for (_, value) in &mut members {
            if let Json::Text(text) = value {
                text.clone_from(&secret);
            }
        }
        let Ok(transfer) = Transfer::from_json(Json::Object(members).text("").as_bytes()) else { return Ok(()) };
        for strict in [true, false] {
            let lines = crate::message::testing::violations(&transfer, strict).join("\n");
            prop_assert!(!lines.contains(&secret), "{}", lines);
        }
    }

    #[test]
    fn escapes_any_text_as_serde_json_does(text in any::<String>()) {
        let mut out = String::new();
        raw::push_text(&mut out, &text);
        prop_assert_eq!(out, serde_json::to_string(&text).map_err(|_| TestCaseError::fail("not JSON"))?);
    }
}
