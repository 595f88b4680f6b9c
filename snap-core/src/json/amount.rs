//! The value/currency pair.

use rust_decimal::Decimal;
use thiserror::Error;

use crate::json::extra::Extra;

/// The value/currency pair that runs through the whole standard (ASPI, every amount: value String(16,2), currency
/// String(3)). Both are texts, so that nothing is lost: [`decimal`](Self::decimal) computes.
///
/// ```
/// use snap_core::{Amount, Decimal};
/// let amount = Amount::idr(15_000);
/// assert_eq!(amount.value.as_deref(), Some("15000.00"));
/// assert_eq!(amount.decimal(), Ok(Decimal::from(15_000)));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Amount {
    /// Decimal digits, a point, and mostly two decimals.
    pub value: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// What else came with it.
    pub extra: Extra,
}

impl Amount {
    /// An amount with two decimals; with more where two would lose something.
    #[must_use]
    pub fn new(value: Decimal, currency: &str) -> Self {
        Self { value: Some(two_decimals(value)), currency: Some(currency.to_owned()), extra: Extra::default() }
    }

    /// An amount in rupiah.
    #[must_use]
    pub fn idr(value: impl Into<Decimal>) -> Self {
        Self::new(value.into(), "IDR")
    }

    /// The value as a number.
    ///
    /// # Errors
    /// When it is absent, not a decimal number, or has more digits than a [`Decimal`] holds.
    pub fn decimal(&self) -> Result<Decimal, AmountError> {
        let value = self.value.as_deref().ok_or(AmountError::Missing)?;
        // Checked here, for the parser also takes `1_000`, `.5` and a leading plus.
        plain_decimal(value.strip_prefix('-').unwrap_or(value)).ok_or(AmountError::NotDecimal)?;
        Decimal::from_str_exact(value).map_err(|_| AmountError::TooLong)
    }
}

/// Why an amount has no numeric value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AmountError {
    /// There is no value.
    #[error("the amount has no value")]
    Missing,
    /// The value is not a decimal number.
    #[error("the value of the amount is not a decimal number")]
    NotDecimal,
    /// The value has more digits than can be computed with.
    #[error("the value of the amount has more than 28 digits")]
    TooLong,
}

fn two_decimals(value: Decimal) -> String {
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

/// A decimal number without a sign, as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlainDecimal {
    /// Digits before the point.
    pub(crate) digits: usize,
    /// Digits after it.
    pub(crate) decimals: usize,
    /// Only zeros after it.
    pub(crate) zeros: bool,
}

/// `digits` or `digits.decimals`; nothing else.
pub(crate) fn plain_decimal(text: &str) -> Option<PlainDecimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let decimals = if whole.len() == text.len() { 0 } else { fraction.len() };
    if !crate::json::number::digits(whole) || !crate::json::number::digits(fraction) {
        return None;
    }
    Some(PlainDecimal { digits: whole.len(), decimals, zeros: fraction.bytes().all(|byte| byte == b'0') })
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use super::*;

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
    fn computes_with_plain_decimals_only() {
        let decimal = |text: &str| Amount { value: Some(text.to_owned()), ..Amount::default() }.decimal();
        assert_eq!(
            decimal("12345678901234567890.00").map(|value| value.to_string()).as_deref(),
            Ok("12345678901234567890.00")
        );
        assert_eq!(decimal("-1.5"), Ok(Decimal::new(-15, 1)));
        for text in ["", "1,5", "1_000", ".5", "5.", "+1", "1e3", "IDR 5", "--5"] {
            assert_eq!(decimal(text), Err(AmountError::NotDecimal), "{text}");
        }
        assert_eq!(decimal(&"9".repeat(30)), Err(AmountError::TooLong));
        assert_eq!(Amount::default().decimal(), Err(AmountError::Missing));
    }

    #[test]
    fn counts_digits_and_decimals() {
        let parts = |digits, decimals, zeros| Some(PlainDecimal { digits, decimals, zeros });
        for (text, expected) in [
            ("10.00", parts(2, 2, true)),
            ("10.01", parts(2, 2, false)),
            ("10", parts(2, 0, true)),
            ("10.", None),
            (".10", None),
            ("1.0.0", None),
            ("-1", None),
        ] {
            assert_eq!(plain_decimal(text), expected, "{text}");
        }
    }
}
