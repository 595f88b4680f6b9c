//! JSON numbers that are never converted.

use std::fmt;

use serde_json::value::RawValue;

use crate::json::extra::Form;
use crate::json::object::Reading;
use crate::json::raw;
use crate::json::wire::Wire;
use crate::json::writer::ValueWriter;

/// A JSON number, kept as its text: twenty digits and trailing zeros survive, and leading zeros of one that came as a text.
/// Equal means the same text.
///
/// ```
/// use snap_core::Number;
/// assert_eq!(Number::from(12_u32).as_u64(), Some(12));
/// assert_eq!(Number::from_text("1.50").unwrap().as_str(), "1.50");
/// assert!(Number::from_text("1.").is_none());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// A number from its text, if it is a JSON number (RFC 8259, section 6).
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        is_number(text).then(|| Self(text.into()))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its value, if it is written as a whole number that fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self(value.to_string().into())
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self(value.to_string().into())
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(value.to_string().into())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A bare number. A text that is a number is read as well.
impl Wire for Number {
    fn read_value(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        match raw::form(raw) {
            Form::Number => Some(Self(raw.get().into())),
            Form::Text => {
                reading.tolerate(Form::Text);
                let text = raw::text(raw)?;
                // A reference number keeps its leading zeros.
                if digits(&text) { Some(Self(text.into())) } else { Self::from_text(&text) }
            }
            _ => None,
        }
    }

    fn write_value(&self, out: &mut ValueWriter<'_>) {
        // With leading zeros it is no JSON number: it came as a text, and is written as one.
        if is_number(&self.0) { out.number(&self.0) } else { out.text(&self.0) }
    }
}

fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

pub(crate) fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_json_calls_a_number() {
        for text in ["0", "-0", "10", "0.0", "-1.5e+10", "1E5", "98765432109876543210.00"] {
            assert_eq!(Number::from_text(text).map(|number| number.to_string()).as_deref(), Some(text));
            assert!(serde_json::from_str::<&RawValue>(text).is_ok(), "{text}");
        }
        for text in ["", "-", "01", "+1", ".5", "1.", "1e", "1e+", "1_0", "0x1", " 1", "١", "NaN", "1.5.5", "--1"] {
            assert_eq!(Number::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn converts_whole_numbers_that_fit() {
        assert_eq!(Number::from(u64::MAX).as_u64(), Some(u64::MAX));
        assert_eq!(Number::from(-1_i64).as_u64(), None);
        assert_eq!(Number::from_text("18446744073709551616").and_then(|number| number.as_u64()), None);
    }
}
