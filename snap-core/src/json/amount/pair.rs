//! The pair itself, and how it is made.

use rust_decimal::Decimal;

use super::error::AmountError;
use super::plain::{Plain, plain_decimal};
use super::value::AmountValue;
use super::wire_form::two_decimals;
use crate::json::extra::Extra;

/// The value/currency pair that runs through the whole standard (ASPI, every amount: value String(16,2), currency
/// String(3)). Both are texts, so that nothing is lost: [`decimal`](Self::decimal) computes.
///
/// Two amounts are equal when they are the same money: `10000` and `10000.00` IDR are, whatever else came with them.
/// Who wants the text compares [`value`](Self::value). There is no order by `<`, for amounts of two currencies have none:
/// [`compare`](Self::compare) says so. Sums, differences and products are `checked_`: they refuse what mixes currencies,
/// and no decimal is ever rounded away.
///
/// ```
/// use snap_core::{Amount, AmountError, Decimal};
/// let amount = Amount::idr(15_000);
/// assert_eq!(amount.value.as_deref(), Some("15000.00"));
/// assert_eq!(amount.decimal(), Ok(Decimal::from(15_000)));
/// assert_eq!(amount, Amount::parse("15000", "IDR")?);
///
/// let fee = amount.checked_mul(Decimal::new(7, 3))?; // 0.7 %
/// assert_eq!(amount.checked_add(&fee)?.to_string(), "IDR 15105.00");
/// assert!(amount.checked_add(&Amount::usd(1)).is_err());
/// # Ok::<(), AmountError>(())
/// ```
///
/// There is no way from a float:
///
/// ```compile_fail,E0277
/// let _ = snap_core::Amount::idr(1.5);
/// ```
// No `From<Decimal>` either: a number does not say in which currency it is.
#[derive(Clone, Default)]
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
    pub fn new(value: impl AmountValue, currency: &str) -> Self {
        Self::of_text(two_decimals(value.value()), currency)
    }

    /// An amount from its text, which stays as it is: `10000` is not written as `10000.00`. May be negative, as entries of
    /// a statement are.
    ///
    /// # Errors
    /// When the value is not a decimal number of up to 28 digits, or the currency not three capital letters.
    pub fn parse(value: &str, currency: &str) -> Result<Self, AmountError> {
        if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(AmountError::NotCurrency);
        }
        let amount = Self::of_text(value.to_owned(), currency);
        amount.decimal()?;
        Ok(amount)
    }

    /// An amount in rupiah.
    #[must_use]
    pub fn idr(value: impl AmountValue) -> Self {
        Self::new(value, "IDR")
    }

    /// An amount in US dollars.
    #[must_use]
    pub fn usd(value: impl AmountValue) -> Self {
        Self::new(value, "USD")
    }

    /// An amount in euros.
    #[must_use]
    pub fn eur(value: impl AmountValue) -> Self {
        Self::new(value, "EUR")
    }

    /// An amount in Singapore dollars.
    #[must_use]
    pub fn sgd(value: impl AmountValue) -> Self {
        Self::new(value, "SGD")
    }

    /// An amount in Japanese yen.
    #[must_use]
    pub fn jpy(value: impl AmountValue) -> Self {
        Self::new(value, "JPY")
    }

    /// An amount in yuan.
    #[must_use]
    pub fn cny(value: impl AmountValue) -> Self {
        Self::new(value, "CNY")
    }

    pub(super) fn of_text(value: String, currency: &str) -> Self {
        Self { value: Some(value), currency: Some(currency.to_owned()), extra: Extra::default() }
    }

    /// The value as a number.
    ///
    /// # Errors
    /// When it is absent, not a decimal number, or has more digits than a [`Decimal`] holds.
    pub fn decimal(&self) -> Result<Decimal, AmountError> {
        let value = self.value.as_deref().ok_or(AmountError::Missing)?;
        // Checked here, for the parser also takes `1_000`, `.5` and a leading plus.
        plain_decimal(value.strip_prefix('-').unwrap_or(value)).ok_or(AmountError::NotDecimal)?;
        // Zeros at the end of the decimals say nothing, and must not be what makes a number too long: `new` writes two of
        // them behind 28 digits as behind one.
        let shortest = if value.contains('.') { value.trim_end_matches('0').trim_end_matches('.') } else { value };
        Decimal::from_str_exact(value).or_else(|_| Decimal::from_str_exact(shortest)).map_err(|_| AmountError::TooLong)
    }

    /// The value is a number, and it is zero.
    ///
    /// This and its siblings are false of an amount without a readable value. Before money is moved, ask
    /// [`is_positive`](Self::is_positive).
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.plain().is_some_and(|value| value.is_zero())
    }

    /// The value is a number, and above zero.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.plain().is_some_and(|value| !value.is_zero() && !value.is_negative())
    }

    /// The value is a number, and below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.plain().is_some_and(|value| value.is_negative())
    }

    fn plain(&self) -> Option<Plain<'_>> {
        Plain::read(self.value.as_deref()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_text_is_checked_and_kept() -> Result<(), AmountError> {
        for text in ["10000", "10000.00", "007.5", "-0.10"] {
            let amount = Amount::parse(text, "USD")?;
            assert_eq!((amount.value.as_deref(), amount.currency.as_deref()), (Some(text), Some("USD")));
        }
        for (value, currency, error) in [
            ("1,000.00", "IDR", AmountError::NotDecimal),
            ("", "IDR", AmountError::NotDecimal),
            (" 1", "IDR", AmountError::NotDecimal),
            ("1", "idr", AmountError::NotCurrency),
            ("1", "Rp", AmountError::NotCurrency),
            ("1", "", AmountError::NotCurrency),
        ] {
            assert_eq!(Amount::parse(value, currency).err(), Some(error), "{value} {currency}");
        }
        Ok(())
    }

    #[test]
    fn each_sign_is_told_of_what_can_be_read() {
        let signs = |value: Option<&str>| {
            let amount = Amount { value: value.map(str::to_owned), ..Amount::default() };
            (amount.is_negative(), amount.is_zero(), amount.is_positive())
        };
        let huge = "9".repeat(40);
        for (value, expected) in [
            (Some("0"), (false, true, false)),
            (Some("-0.00"), (false, true, false)),
            (Some("0.01"), (false, false, true)),
            (Some("-0.01"), (true, false, false)),
            (Some(&*huge), (false, false, true)),
            (Some("much"), (false, false, false)),
            (None, (false, false, false)),
        ] {
            assert_eq!(signs(value), expected, "{value:?}");
        }
    }

    #[test]
    fn currencies_have_names() {
        let currencies = [
            Amount::idr(1_u64),
            Amount::usd(1_i8),
            Amount::eur(Decimal::ONE),
            Amount::sgd(1),
            Amount::jpy(1_usize),
            Amount::cny(1_u32),
        ]
        .map(|amount| amount.to_string());
        assert_eq!(currencies, ["IDR 1.00", "USD 1.00", "EUR 1.00", "SGD 1.00", "JPY 1.00", "CNY 1.00"]);
    }
}
