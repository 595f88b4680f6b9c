//! What the value of a member is on the wire.

use serde_json::value::RawValue;

use crate::json::extra::Form;
use crate::json::object::Reading;
use crate::json::raw;
use crate::json::writer::ValueWriter;

/// A value of a member: [`String`], [`bool`], [`Number`](crate::Number), [`Object`](crate::Object), [`Any`](crate::Any),
/// [`Vec`], [`Map`](crate::Map), every open enum and every [`Model`](crate::Model).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of a message: it does not implement `Wire`",
    label = "not a value of a message",
    note = "members are texts, booleans, `Number`, `Amount`, `Object`, `Any`, `Vec`, `Map`, open enums and other messages"
)]
pub trait Wire: Sized {
    /// The value, or `None` where another JSON form came that does not say the same. A form that says the same is read
    /// and noted in `reading`.
    fn read_value(raw: &RawValue, reading: &mut Reading) -> Option<Self>;

    /// Writes the value in its promised form.
    fn write_value(&self, out: &mut ValueWriter<'_>);
}

/// Text. A bare number or boolean is read as its exact text: reference numbers of twenty digits are sent as numbers, and
/// no numeric type holds them.
impl Wire for String {
    fn read_value(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        text_or_bare(raw, reading)
    }

    fn write_value(&self, out: &mut ValueWriter<'_>) {
        out.text(self);
    }
}

pub(crate) fn text_or_bare(raw: &RawValue, reading: &mut Reading) -> Option<String> {
    match raw::form(raw) {
        Form::Text => {
            let (text, halves) = raw::text_lossy(raw)?;
            if halves {
                reading.tolerate(Form::HalfPair);
            }
            Some(text.into())
        }
        form @ (Form::Number | Form::Boolean) => {
            reading.tolerate(form);
            Some(raw.get().to_owned())
        }
        _ => None,
    }
}

/// A boolean. The texts `true` and `false` are read as well, in either case.
impl Wire for bool {
    fn read_value(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        let text = match raw::form(raw) {
            Form::Boolean => raw.get().into(),
            Form::Text => {
                reading.tolerate(Form::Text);
                raw::text(raw)?
            }
            _ => return None,
        };
        text.to_ascii_lowercase().parse().ok()
    }

    fn write_value(&self, out: &mut ValueWriter<'_>) {
        out.boolean(*self);
    }
}

/// An array. One object in place of an array of objects is read as one element.
impl<T: Wire> Wire for Vec<T> {
    fn read_value(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        let elements = elements(raw, reading)?;
        let mut list = Self::with_capacity(elements.len());
        for (index, element) in elements.into_iter().enumerate() {
            let clean = reading.as_promised();
            let value = T::read_value(element, reading);
            reading.after(clean, element, value.is_some(), format_args!("[{index}]"));
            list.push(value?);
        }
        Some(list)
    }

    fn write_value(&self, out: &mut ValueWriter<'_>) {
        out.list(self);
    }
}

/// The elements of an array, or one object in place of an array of objects, noted.
fn elements<'a>(raw: &'a RawValue, reading: &mut Reading) -> Option<Vec<&'a RawValue>> {
    if raw::form(raw) == Form::Object {
        reading.tolerate(Form::Object);
        return Some(vec![raw]);
    }
    raw::elements(raw)
}

/// The object, or the only element of an array, noted.
pub(crate) fn only<'a>(raw: &'a RawValue, reading: &mut Reading) -> Option<&'a RawValue> {
    if raw::form(raw) != Form::Array {
        return Some(raw);
    }
    reading.tolerate(Form::Array);
    match raw::elements(raw)?.as_slice() {
        [one] if raw::form(one) == Form::Object => Some(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::message::testing::Transfer;
    use crate::{DecodeError, Form, Model as _};

    #[test]
    fn keeps_a_twenty_digit_number_as_it_came() -> Result<(), DecodeError> {
        let transfer = Transfer::from_json(br#"{"reference":98765432109876543210}"#)?;
        assert_eq!(transfer.reference.as_deref(), Some("98765432109876543210"));
        assert_eq!(transfer.extra.tolerated().collect::<Vec<_>>(), [("reference", Form::Number)]);
        assert_eq!(transfer.to_json(), br#"{"reference":98765432109876543210}"#);
        Ok(())
    }

    #[test]
    fn reads_one_object_for_an_array_and_an_array_of_one_for_an_object() -> Result<(), DecodeError> {
        let transfer = Transfer::from_json(br#"{"bills":{"no":"AB1"},"amount":[{"value":"1.00"}]}"#)?;
        let bills = transfer.bills.unwrap_or_default();
        assert_eq!(bills.iter().map(|bill| bill.no.as_deref()).collect::<Vec<_>>(), [Some("AB1")]);
        assert_eq!(transfer.amount.and_then(|amount| amount.value).as_deref(), Some("1.00"));
        Ok(())
    }

    #[test]
    fn a_form_that_says_something_else_is_not_read() -> Result<(), DecodeError> {
        let json =
            br#"{"reference":[],"urgent":"yes","retries":"1.","bills":[1],"amount":[1],"info":1,"limits":{"a":1}}"#;
        let transfer = Transfer::from_json(json)?;
        assert_eq!(transfer, Transfer { extra: transfer.extra.clone(), ..Transfer::default() });
        assert_eq!(transfer.extra.tolerated().count(), 7);
        Ok(())
    }
}
