//! JSON as conditions look at it: a request whose type is not known, or is not asked.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::context::Need;
use super::core::Check;
use super::item::{Item, Slot, Visit};
use super::members::Members;
use super::relation::Relation;
use super::rule::Rule;
use crate::json::extra::Form;
use crate::json::raw;
use crate::json::writer::{ValueWriter, WriteValue};

/// An object, split into its members.
pub(crate) struct RawObject<'a>(raw::Members<'a>);

impl<'a> RawObject<'a> {
    /// None of what is no JSON object.
    pub(crate) fn read(json: &'a [u8]) -> Option<Self> {
        raw::members_of_text(json).ok().map(Self)
    }
}

impl Visit for RawObject<'_> {
    fn visit(&self, members: &mut Members<'_, '_>) {
        let raw::Members(all) = &self.0;
        for (index, member) in all.iter().enumerate() {
            // Of a name that came twice, the last counts.
            let again = all.iter().skip(index + 1).any(|later| later.name == member.name);
            if !again {
                members.unnamed(&member.name, &RawItem::new(member.raw));
            }
        }
    }

    fn relations(&self) -> &'static [Relation] {
        &[]
    }
}

/// A value, with what conditions ask of it.
struct RawItem<'a> {
    raw: &'a RawValue,
    plain: Option<Cow<'a, str>>,
    object: Option<RawObject<'a>>,
}

impl<'a> RawItem<'a> {
    fn new(raw: &'a RawValue) -> Self {
        let plain = match raw::form(raw) {
            Form::Text => raw::text(raw),
            Form::Number | Form::Boolean => Some(Cow::Borrowed(raw.get())),
            Form::Null | Form::Object | Form::Array | Form::OtherName | Form::HalfPair => None,
        };
        Self { raw, plain, object: raw::members(raw).map(RawObject) }
    }
}

impl Slot for RawItem<'_> {
    fn item(&self) -> Option<&dyn Item> {
        (raw::form(self.raw) != Form::Null).then_some(self)
    }
}

impl WriteValue for RawItem<'_> {
    fn write_to(&self, out: &mut ValueWriter<'_>) {
        out.raw(self.raw);
    }
}

impl Item for RawItem<'_> {
    fn check_item(&self, _: &'static Rule, _: Need, _: &mut Check<'_>) {}

    fn plain(&self) -> Option<&str> {
        self.plain.as_deref()
    }

    fn object(&self) -> Option<&dyn Visit> {
        self.object.as_ref().map(|object| object as &dyn Visit)
    }

    fn each(&self, show: &mut dyn FnMut(&dyn Item)) {
        for element in raw::elements(self.raw).unwrap_or_default() {
            show(&RawItem::new(element));
        }
        for member in self.object.iter().flat_map(|object| &object.0.0) {
            show(&RawItem::new(member.raw));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Context;
    use crate::meta::when::When;

    #[test]
    fn a_condition_is_asked_of_json() {
        let json = br#"{"a":"0","info":{"channel":"WE\u0042","no":7,"off":null},"list":[{"k":"x"},{"k":"y"}],"a":"1"}"#;
        let object = RawObject::read(json).unwrap();
        let header = |name: &str| (name == "X-A").then_some("");
        let context = Context::with_headers(&header);
        for (when, expected) in [
            (When::Is("info.channel", &["APP", "WEB"]), Some(true)),
            (When::Is("/info.channel", &["APP"]), Some(false)),
            (When::Is("info.no", &["7"]), Some(true)),
            (When::Is("a", &["0"]), Some(false)),
            (When::Is("list[].k", &["y"]), Some(true)),
            (When::Is("info[]", &["7"]), Some(true)),
            (When::Present("info"), Some(true)),
            (When::Present("info.off"), Some(false)),
            (When::Absent("info.channel.deeper"), Some(true)),
            (When::Header("X-A"), Some(true)),
            (When::NoHeader("X-A"), Some(false)),
            (When::All(&[When::Present("info"), When::Header("X-B")]), Some(false)),
            (When::Any(&[When::Unknown, When::Header("X-A")]), Some(true)),
            (When::All(&[When::Unknown, When::Header("X-A")]), None),
            (When::Not(&When::Present("b")), Some(true)),
            (When::Success, None),
        ] {
            assert_eq!(when.holds_with(&object, &context), expected, "{when}");
        }
        assert!(RawObject::read(b"[]").is_none());
    }
}
