//! Reading one JSON object, member by member.

use std::fmt;

use serde_json::value::RawValue;

use crate::json::decode::DecodeError;
use crate::json::extra::{Extra, Form, Kept};
use crate::json::raw::{self, Member, Members};
use crate::json::wire::{Wire, only};
use crate::json::writer::{WriteValue, json};

/// Notes, while a value is read, whether its JSON form was the promised one.
#[derive(Debug, Default)]
pub struct Reading {
    other: Option<(Form, String)>,
}

impl Reading {
    /// Another form came, and was read or was not. The first note stands.
    pub fn tolerate(&mut self, form: Form) {
        self.other.get_or_insert_with(|| (form, String::new()));
    }

    /// Everything so far had the promised form.
    #[must_use]
    pub fn as_promised(&self) -> bool {
        self.other.is_none()
    }

    /// After an element of an array or a map was read: notes one that could not be, and where it is, such as `[1]`.
    /// `clean` is [`as_promised`](Self::as_promised) of before.
    pub(crate) fn after(&mut self, clean: bool, raw: &RawValue, readable: bool, step: fmt::Arguments<'_>) {
        if !readable {
            self.tolerate(raw::form(raw));
        }
        if clean && let Some((_, at)) = &mut self.other {
            at.insert_str(0, &step.to_string());
        }
    }
}

/// One JSON object, from which a [`Model`](crate::Model) takes its members.
///
/// Of a name that came twice the last value is taken; of a member of the spec the earlier ones are not kept, and
/// [`check`](crate::Model::check) says so.
pub struct ObjectReader<'a> {
    members: Vec<Member<'a>>,
    kept: Vec<Kept>,
    reading: Reading,
}

/// A member that was found, and the name it came under where that is another.
struct Found<'a> {
    raw: &'a RawValue,
    spelled: Option<&'static str>,
}

impl<'a> ObjectReader<'a> {
    pub(crate) fn new(Members(members): Members<'a>) -> Self {
        Self { members, kept: Vec::new(), reading: Reading::default() }
    }

    /// Of a value that is an object, or an array of exactly one, noted.
    pub(crate) fn of_value(raw: &'a RawValue, reading: &mut Reading) -> Option<Self> {
        raw::members(only(raw, reading)?).map(Self::new)
    }

    pub(crate) fn from_text(json: &'a [u8]) -> Result<Self, DecodeError> {
        raw::members_of_text(json).map(Self::new)
    }

    /// Takes a member. Whatever came in another form than promised is remembered in what [`rest`](Self::rest) returns.
    #[inline(never)]
    pub fn take<T: Wire>(&mut self, name: &'static str) -> Option<T> {
        self.take_alias(name, &[])
    }

    /// Takes a member that may come under other names; its own name wins.
    #[inline(never)]
    pub fn take_alias<T: Wire>(&mut self, name: &'static str, aliases: &'static [&'static str]) -> Option<T> {
        let found = self.locate(name, aliases)?;
        let value = T::read_value(found.raw, &mut self.reading);
        self.note(name, &found, value.as_ref().map(|value| value as &dyn WriteValue));
        value
    }

    /// What was not taken, and what was tolerated. Call it last.
    pub fn rest(&mut self) -> Extra {
        let kept = std::mem::take(&mut self.kept);
        if self.members.iter().all(|member| member.taken) {
            return Extra::new(Vec::new(), kept, Vec::new());
        }
        let (taken, left): (Vec<_>, Vec<_>) = self.members.drain(..).partition(|member| member.taken);
        let (again, unknown): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|member| taken.iter().any(|other| other.name == member.name));
        let unknown = unknown.into_iter().map(|member| (member.name.into_owned(), member.raw.to_owned())).collect();
        let mut doubled: Vec<Box<str>> = again.into_iter().map(|member| member.name.as_ref().into()).collect();
        doubled.dedup();
        Extra::new(unknown, kept, doubled)
    }

    /// Finds a member; a null is noted at once, and not read whatever the type.
    fn locate(&mut self, name: &'static str, aliases: &[&'static str]) -> Option<Found<'a>> {
        let found = match self.find(name) {
            Some(raw) => Found { raw, spelled: None },
            None => aliases.iter().find_map(|alias| self.find(alias).map(|raw| Found { raw, spelled: Some(alias) }))?,
        };
        if raw::form(found.raw) == Form::Null {
            self.note(name, &found, None);
            return None;
        }
        Some(found)
    }

    fn find(&mut self, name: &str) -> Option<&'a RawValue> {
        let member = self.members.iter_mut().rfind(|member| member.name == name)?;
        member.taken = true;
        Some(member.raw)
    }

    /// Keeps what was not as promised.
    fn note(&mut self, name: &'static str, found: &Found<'_>, value: Option<&dyn WriteValue>) {
        if value.is_none() {
            self.reading.tolerate(raw::form(found.raw));
        }
        let form = self.reading.other.take();
        if found.spelled.is_some() || form.is_some() {
            self.kept.push(Kept {
                name,
                spelled: found.spelled.map(Into::into),
                form: form.map(|(form, at)| (form, at.into_boxed_str())),
                means: value.map(|value| json(value).into_boxed_str()),
                raw: found.raw.to_owned(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::message::testing::{Transfer, around};
    use crate::{DecodeError, Form, Model as _};

    #[test]
    fn takes_the_last_of_a_name_that_came_twice() -> Result<(), DecodeError> {
        let transfer = Transfer::from_json(br#"{"reference":"a","x":1,"reference":"b","x":2}"#)?;
        assert_eq!(transfer.reference.as_deref(), Some("b"));
        assert_eq!(transfer.extra.unknown().collect::<Vec<_>>(), [("x", "1"), ("x", "2")]);
        assert_eq!(transfer.extra.get("x"), Some("2"));
        Ok(())
    }

    #[test]
    fn prefers_the_specified_name_to_the_other() -> Result<(), DecodeError> {
        let transfer = Transfer::from_json(br#"{"dateInit":"other","date":"own"}"#)?;
        assert_eq!(transfer.date.as_deref(), Some("own"));
        assert_eq!(transfer.extra.get("dateInit"), Some("\"other\""));
        assert_eq!(transfer.extra.tolerated().count(), 0);
        Ok(())
    }

    #[test]
    fn a_null_is_nothing_whatever_the_type() -> Result<(), DecodeError> {
        let json = r#"{"reference":null,"amount":null,"bills":null,"anything":null}"#;
        let transfer = Transfer::from_json(json.as_bytes())?;
        assert!(transfer.reference.is_none() && transfer.amount.is_none() && transfer.bills.is_none());
        assert!(transfer.anything.is_none());
        assert!(transfer.extra.tolerated().all(|(_, form)| form == Form::Null));
        assert_eq!(around(json), json);
        Ok(())
    }

    #[test]
    fn reads_names_with_escapes() {
        assert_eq!(around(r#"{"\u0072eference":"a","n\u00e4me\n":1}"#), r#"{"reference":"a","näme\n":1}"#);
    }

    #[test]
    fn refuses_what_is_not_an_object() {
        for (json, reason) in [
            ("[]", "a JSON object is expected, an array came"),
            ("null", "a JSON object is expected, null came"),
            ("", "not JSON, see line 1, column 0"),
            ("{\"a\":1,}", "not JSON, see line 1, column 8"),
            ("\u{feff}{}", "not JSON, see line 1, column 1"),
            ("{} {}", "not JSON, see line 1, column 4"),
            ("{\"a\":\"\n\"}", "not JSON, see line 1, column 6"),
        ] {
            assert_eq!(around(json), reason, "{json}");
        }
        assert!(Transfer::from_json(b"{\"a\":\"\xff\"}").is_err());
    }
}
