//! Writing messages: as JSON, or redacted for `Debug`.

use std::fmt;

use serde_json::value::RawValue;

use crate::json::extra::Extra;
use crate::json::raw;
use crate::json::wire::Wire;
use crate::national::masking::MASKABLE;

/// Stands in Debug for a value that is not shown.
const HIDDEN: &str = "…";
/// Stands in Debug for a value that the spec calls sensitive.
const REDACTED: &str = "[redacted]";

/// Characters of a masked value that are shown.
const SHOWN: usize = 4;

/// Where both writers write to.
struct Sink {
    text: String,
    debug: bool,
    /// Of accounts and contacts the last characters are shown.
    masks: bool,
    /// Inside of such a one.
    masking: bool,
}

impl Sink {
    fn open(&mut self) {
        self.text.push_str(if self.debug { "{ " } else { "{" });
    }

    fn close(&mut self, empty: bool) {
        self.text.push_str(if self.debug && !empty { " }" } else { "}" });
    }

    fn comma(&mut self) {
        self.text.push_str(if self.debug { ", " } else { "," });
    }

    fn name(&mut self, name: &str, first: &mut bool) {
        if !std::mem::take(first) {
            self.comma();
        }
        raw::push_text(&mut self.text, name);
        self.text.push_str(if self.debug { ": " } else { ":" });
    }
}

/// Writes one value of a [`Wire`] type.
pub struct ValueWriter<'a> {
    sink: &'a mut Sink,
}

impl ValueWriter<'_> {
    /// A text.
    pub fn text(&mut self, text: &str) {
        if self.sink.masking {
            return self.masked(text);
        }
        raw::push_text(&mut self.sink.text, text);
    }

    /// The last characters of what is twice as long or longer: less would be most of it.
    fn masked(&mut self, text: &str) {
        let shown = text.char_indices().rev().nth(SHOWN - 1).filter(|_| text.chars().count() >= 2 * SHOWN);
        let shown = shown.and_then(|(at, _)| text.get(at..)).unwrap_or_default();
        raw::push_text(&mut self.sink.text, &format!("{HIDDEN}{shown}"));
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.sink.text.push_str(if value { "true" } else { "false" });
    }

    /// A value as it came, without white space outside of texts. Debug does not show it.
    pub fn raw(&mut self, raw: &RawValue) {
        if self.sink.debug {
            self.sink.text.push_str(HIDDEN);
        } else {
            raw::push_compact(&mut self.sink.text, raw.get());
        }
    }

    /// Text that is a JSON number already.
    pub(crate) fn number(&mut self, number: &str) {
        if self.sink.masking {
            return self.masked(number);
        }
        self.sink.text.push_str(number);
    }

    /// An array.
    pub fn list<T: Wire>(&mut self, items: &[T]) {
        self.sink.text.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.sink.comma();
            }
            item.write_value(self);
        }
        self.sink.text.push(']');
    }

    /// An object with dynamic keys.
    pub(crate) fn entries<'k>(&mut self, entries: impl Iterator<Item = (&'k str, &'k dyn WriteValue)>) {
        let mut first = true;
        self.sink.open();
        for (name, value) in entries {
            self.sink.name(name, &mut first);
            value.write_to(self);
        }
        self.sink.close(first);
    }

    pub(crate) fn open_object(&mut self, name: &str) -> ObjectWriter<'_> {
        if self.sink.debug {
            self.sink.text.push_str(name);
            self.sink.text.push(' ');
        }
        self.sink.open();
        ObjectWriter { sink: self.sink, first: true, extra: Extra::default(), placed: Vec::new() }
    }
}

/// A [`Wire`] value behind a pointer: what writes members is compiled once, and not per type. Not an interface.
#[doc(hidden)]
pub trait WriteValue {
    fn write_to(&self, out: &mut ValueWriter<'_>);
}

impl<T: Wire> WriteValue for T {
    fn write_to(&self, out: &mut ValueWriter<'_>) {
        self.write_value(out);
    }
}

impl WriteValue for Box<RawValue> {
    fn write_to(&self, out: &mut ValueWriter<'_>) {
        out.raw(self);
    }
}

/// A value as JSON.
pub(crate) fn json(value: &dyn WriteValue) -> String {
    let mut sink = Sink { text: String::with_capacity(256), debug: false, masks: false, masking: false };
    value.write_to(&mut ValueWriter { sink: &mut sink });
    sink.text
}

/// Prints a value as Debug shows it.
#[doc(hidden)]
pub fn debug(value: &dyn WriteValue, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    shown(value, false, f)
}

fn shown(value: &dyn WriteValue, masks: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut sink = Sink { text: String::new(), debug: true, masks, masking: false };
    value.write_to(&mut ValueWriter { sink: &mut sink });
    f.write_str(&sink.text)
}

/// A message as [`Model::masked`](crate::Model::masked) shows it, by `Debug` or `Display`.
pub struct Masked<'m>(pub(crate) &'m dyn WriteValue);

impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        shown(self.0, true, f)
    }
}

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        shown(self.0, true, f)
    }
}

/// Writes the members of one object: [`begin`](Self::begin), the members in spec order, [`close`](Self::close).
pub(crate) struct ObjectWriter<'a> {
    sink: &'a mut Sink,
    first: bool,
    extra: Extra,
    /// Unknown members that have the name of a member of the spec: written, or outdone, in its place.
    placed: Vec<&'static str>,
}

impl ObjectWriter<'_> {
    /// Comes first: tolerated forms are written in the place of their members.
    pub(crate) fn begin(&mut self, extra: &Extra) {
        self.extra = extra.clone();
    }

    /// A member that Debug does not show.
    pub(crate) fn put_secret(&mut self, name: &'static str, value: Option<&dyn WriteValue>) {
        if !self.sink.debug {
            self.put(name, value);
        } else if let Some(value) = value.filter(|_| self.sink.masks && MASKABLE.contains(&name)) {
            self.sink.name(name, &mut self.first);
            let before = std::mem::replace(&mut self.sink.masking, true);
            value.write_to(&mut ValueWriter { sink: self.sink });
            self.sink.masking = before;
        } else if value.is_some() || self.extra.find_kept(name).is_some_and(|kept| !kept.readable()) {
            self.sink.name(name, &mut self.first);
            self.sink.text.push_str(REDACTED);
        }
    }

    /// A member. Absent ones are left out; what came in another form goes back in that form while it means the same.
    pub(crate) fn put(&mut self, name: &'static str, value: Option<&dyn WriteValue>) {
        if !self.extra.is_empty() && self.put_kept(name, value) {
            return;
        }
        if let Some(value) = value {
            self.sink.name(name, &mut self.first);
            value.write_to(&mut ValueWriter { sink: self.sink });
        }
    }

    /// Writes what is kept under the name of a member, if it stands for the member as it is now.
    fn put_kept(&mut self, name: &'static str, value: Option<&dyn WriteValue>) -> bool {
        let extra = self.extra.clone();
        if let Some(kept) = extra.find_kept(name)
            && value.map(json).as_deref() == kept.means.as_deref()
        {
            // Debug shows the value as it was read: that is what the code that is debugged sees.
            if self.sink.debug && kept.readable() {
                return false;
            }
            self.sink.name(kept.spelling(), &mut self.first);
            ValueWriter { sink: self.sink }.raw(&kept.raw);
            return true;
        }
        if let Some(raw) = extra.find_unknown(name) {
            self.placed.push(name);
            if value.is_none() {
                self.sink.name(name, &mut self.first);
                ValueWriter { sink: self.sink }.raw(raw);
                return true;
            }
        }
        false
    }

    /// Comes last: the unknown members, in order.
    pub(crate) fn close(mut self) {
        let extra = std::mem::take(&mut self.extra);
        for (name, raw) in extra.unknown_raw() {
            if !self.placed.contains(&name) {
                self.sink.name(name, &mut self.first);
                ValueWriter { sink: self.sink }.raw(raw);
            }
        }
        self.sink.close(self.first);
    }
}

#[cfg(test)]
mod tests {
    use crate::message::testing::{GOOD, Transfer, around};
    use crate::{DecodeError, Model as _};

    #[test]
    fn writes_members_in_spec_order_and_unknown_ones_last() {
        let json = r#"{"z":{"q": 1.0},"token":"t","a":[ ],"reference":"r"}"#;
        assert_eq!(around(json), r#"{"reference":"r","token":"t","z":{"q":1.0},"a":[]}"#);
        assert_eq!(around(GOOD), GOOD);
        assert_eq!(around("{}"), "{}");
    }

    #[test]
    fn writes_an_untouched_member_in_the_form_it_came_in() {
        for json in [
            r#"{"reference":12345678901234567890123}"#,
            r#"{"reference":1.50}"#,
            r#"{"reference":true}"#,
            r#"{"reference":{"a":1}}"#,
            r#"{"fee":7}"#,
            r#"{"dateInit":"2024"}"#,
            r#"{"dateInit":20240101}"#,
            r#"{"urgent":"TRUE"}"#,
            r#"{"urgent":1}"#,
            r#"{"retries":"3"}"#,
            r#"{"retries":"three"}"#,
            r#"{"amount":[{"value":10,"Currency":"IDR"}]}"#,
            r#"{"amount":[{},{}]}"#,
            r#"{"amount":"10.00"}"#,
            r#"{"bills":{"no":1}}"#,
            r#"{"bills":[{"no":"a"},7]}"#,
            r#"{"bills":[[{"no":"a"}],{"no":"b"}]}"#,
            r#"{"notes":["a",1,true]}"#,
            r#"{"notes":["a",null]}"#,
            r#"{"notes":"a"}"#,
            r#"{"limits":{"day":[{"value":"1.00"}]}}"#,
            r#"{"limits":[]}"#,
            r#"{"info":[{"a":1}]}"#,
            r#"{"info":""}"#,
        ] {
            assert_eq!(around(json), json);
        }
    }

    #[test]
    fn writes_a_changed_member_as_specified() -> Result<(), DecodeError> {
        let mut transfer =
            Transfer::from_json(br#"{"reference":12,"dateInit":"a","fee":{},"notes":[1],"token":null}"#)?;
        transfer.reference = Some("13".to_owned());
        transfer.date = Some("b".to_owned());
        transfer.fee = Some("BEN".into());
        transfer.notes = None;
        transfer.token = Some("t".to_owned());
        assert_eq!(transfer.to_json(), br#"{"reference":"13","token":"t","fee":"BEN","date":"b"}"#);
        Ok(())
    }

    #[test]
    fn writes_an_inserted_null_in_the_place_of_its_member() -> Result<(), DecodeError> {
        let mut transfer = Transfer { fee: Some("OUR".into()), ..Transfer::default() };
        transfer.extra.insert("token", "null")?;
        transfer.extra.insert("new", "1")?;
        assert_eq!(transfer.to_json(), br#"{"token":null,"fee":"OUR","new":1}"#);
        transfer.token = Some("t".to_owned());
        assert_eq!(transfer.to_json(), br#"{"token":"t","fee":"OUR","new":1}"#);
        Ok(())
    }

    #[test]
    fn debug_hides_secrets_and_what_is_not_specified() -> Result<(), DecodeError> {
        let json = r#"{"token":"s3cret","reference":"r \" \n","urgent":"true","notes":7,"x":"s3cret",
            "info":{"card":"s3cret"},"anything":"s3cret","bills":[{},{"no":1,"y":"s3cret"}]}"#;
        let transfer = Transfer::from_json(json.as_bytes())?;
        assert_eq!(
            format!("{transfer:?}"),
            concat!(
                r#"Transfer { "reference": "r \" \n", "token": [redacted], "urgent": true, "#,
                r#""bills": [Bill { }, Bill { "no": "1", "y": … }], "notes": …, "info": { "card": … }, "#,
                r#""anything": …, "x": … }"#
            ),
        );
        let unreadable = Transfer::from_json(br#"{"token":{"a":"s3cret"}}"#)?;
        assert_eq!(format!("{unreadable:?}"), r#"Transfer { "token": [redacted] }"#);
        assert_eq!(format!("{:?}", Transfer::default()), "Transfer { }");
        Ok(())
    }
}
