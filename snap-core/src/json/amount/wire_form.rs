//! How many decimals an amount travels with: two by the standard, none with some banks.

use rust_decimal::Decimal;

use super::error::AmountError;
use super::pair::Amount;
use super::plain::plain_decimal;

impl Amount {
    /// An amount without decimals, as some banks take it: `10000`.
    ///
    /// ```
    /// use snap_core::Amount;
    /// let amount = Amount::whole(10_000, "IDR");
    /// assert_eq!(amount.value.as_deref(), Some("10000"));
    /// assert_eq!(amount, Amount::idr(10_000));
    /// ```
    #[must_use]
    pub fn whole(value: impl Into<i128>, currency: &str) -> Self {
        Self::of_text(value.into().to_string(), currency)
    }

    /// The same money without decimals: `10000.00` becomes `10000`.
    ///
    /// ```
    /// use snap_core::{Amount, AmountError, Decimal};
    /// assert_eq!(Amount::idr(10_000).without_decimals()?.value.as_deref(), Some("10000"));
    /// assert_eq!(Amount::idr(Decimal::new(150, 2)).without_decimals(), Err(AmountError::WouldLose));
    /// # Ok::<(), AmountError>(())
    /// ```
    ///
    /// # Errors
    /// When there is no readable value, or other decimals than zeros.
    pub fn without_decimals(self) -> Result<Self, AmountError> {
        self.with_decimals(0)
    }

    /// The same money with two decimals, the form of the standard: `10000` becomes `10000.00`.
    ///
    /// # Errors
    /// When there is no readable value, or other decimals than zeros after the second.
    pub fn with_two_decimals(self) -> Result<Self, AmountError> {
        self.with_decimals(2)
    }

    /// By text, so that digits are no matter.
    fn with_decimals(mut self, decimals: usize) -> Result<Self, AmountError> {
        let text = self.value.as_deref().ok_or(AmountError::Missing)?;
        plain_decimal(text.strip_prefix('-').unwrap_or(text)).ok_or(AmountError::NotDecimal)?;
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let (kept, lost) = fraction.split_at_checked(decimals).unwrap_or((fraction, ""));
        if lost.bytes().any(|byte| byte != b'0') {
            return Err(AmountError::WouldLose);
        }
        let value = if decimals == 0 { whole.to_owned() } else { format!("{whole}.{kept:0<decimals$}") };
        // What it came as is no longer what it is.
        self.extra.forget("value");
        self.value = Some(value);
        Ok(self)
    }
}

/// Two decimals, or more where two would lose something.
pub(super) fn two_decimals(value: Decimal) -> String {
    let shortest = value.normalize();
    if shortest.scale() > 2 {
        return value.to_string();
    }
    // As text: rescaling a value of 28 digits would overflow.
    let mut text = shortest.to_string();
    match shortest.scale() {
        0 => text.push_str(".00"),
        1 => text.push('0'),
        _ => {}
    }
    text
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use super::*;
    use crate::{DecodeError, Model as _};

    #[test]
    fn writes_two_decimals_unless_that_loses_something() -> Result<(), rust_decimal::Error> {
        for (value, text) in [
            ("0", "0.00"),
            ("10000", "10000.00"),
            ("1.5", "1.50"),
            ("1.500", "1.50"),
            ("1.234", "1.234"),
            ("1.2340", "1.2340"),
            ("-1.5", "-1.50"),
            ("79228162514264337593543950335", "79228162514264337593543950335.00"),
        ] {
            assert_eq!(Amount::new(Decimal::from_str(value)?, "IDR").value.as_deref(), Some(text));
        }
        Ok(())
    }

    #[test]
    fn goes_from_form_to_form_without_losing_anything() -> Result<(), AmountError> {
        let long = "9".repeat(40);
        for (text, whole, two) in [
            ("10000", Ok("10000".to_owned()), Ok("10000.00".to_owned())),
            ("10000.00", Ok("10000".to_owned()), Ok("10000.00".to_owned())),
            ("10.5", Err(AmountError::WouldLose), Ok("10.50".to_owned())),
            ("10.5000", Err(AmountError::WouldLose), Ok("10.50".to_owned())),
            ("10.505", Err(AmountError::WouldLose), Err(AmountError::WouldLose)),
            ("-3.0", Ok("-3".to_owned()), Ok("-3.00".to_owned())),
            (&*long, Ok(long.clone()), Ok(format!("{long}.00"))),
            ("ten", Err(AmountError::NotDecimal), Err(AmountError::NotDecimal)),
        ] {
            let amount = Amount { value: Some(text.to_owned()), ..Amount::default() };
            let value = |amount: Result<Amount, AmountError>| amount.map(|amount| amount.value.unwrap_or_default());
            assert_eq!(value(amount.clone().without_decimals()), whole, "{text}");
            assert_eq!(value(amount.with_two_decimals()), two, "{text}");
        }
        assert_eq!(Amount::default().without_decimals(), Err(AmountError::Missing));
        assert_eq!(Amount::whole(u64::MAX, "IDR").value.as_deref(), Some("18446744073709551615"));
        Ok(())
    }

    #[test]
    fn a_bare_number_in_another_form_is_sent_as_text_and_what_else_came_stays() -> Result<(), DecodeError> {
        let received = Amount::from_json(br#"{"value":10000,"currency":"IDR","note":1}"#)?;
        let sent = received.with_two_decimals().map(|amount| amount.to_json());
        assert_eq!(sent, Ok(br#"{"value":"10000.00","currency":"IDR","note":1}"#.to_vec()));
        Ok(())
    }
}
