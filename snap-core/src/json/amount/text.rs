//! An amount as people write it: `IDR 10000.00`.

use std::fmt;
use std::str::FromStr;

use super::error::AmountError;
use super::pair::Amount;

/// Currency, blank, value, each as it stands: `IDR 10000.00`. What is absent is a `-`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [currency, value] = [&self.currency, &self.value].map(|part| part.as_deref().unwrap_or("-"));
        write!(f, "{currency} {value}")
    }
}

/// Reads what `Display` writes of an amount that is whole.
///
/// ```
/// use snap_core::Amount;
/// let amount: Amount = "IDR 10000".parse()?;
/// assert_eq!(amount, Amount::idr(10_000));
/// assert_eq!(
///     "Rp 10.000,00".parse::<Amount>().unwrap_err().to_string(),
///     "the currency of the amount is not three capital letters (ISO 4217): write IDR, not idr or Rp",
/// );
/// # Ok::<(), snap_core::AmountError>(())
/// ```
impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let (currency, value) = text.split_once(' ').ok_or(AmountError::NotAnAmount)?;
        if value.is_empty() || value.starts_with(' ') {
            return Err(AmountError::NotAnAmount);
        }
        Self::parse(value, currency)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shows_what_is_there() {
        assert_eq!(Amount::idr(10_000).to_string(), "IDR 10000.00");
        assert_eq!(Amount { value: Some("7".to_owned()), ..Amount::default() }.to_string(), "- 7");
        assert_eq!(Amount::default().to_string(), "- -");
    }

    #[test]
    fn refuses_every_other_form() {
        for (text, error) in [
            ("", AmountError::NotAnAmount),
            ("10000.00", AmountError::NotAnAmount),
            ("IDR", AmountError::NotAnAmount),
            ("IDR ", AmountError::NotAnAmount),
            ("IDR  1", AmountError::NotAnAmount),
            ("IDR\t1", AmountError::NotAnAmount),
            ("10000.00 IDR", AmountError::NotCurrency),
            (" IDR 1", AmountError::NotCurrency),
            ("idr 1", AmountError::NotCurrency),
            ("IDR 1 ", AmountError::NotDecimal),
            ("IDR 1,000.00", AmountError::NotDecimal),
            ("IDR +1", AmountError::NotDecimal),
            ("- -", AmountError::NotCurrency),
        ] {
            assert_eq!(text.parse::<Amount>().err(), Some(error), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back_as_the_same_text(value in "-?[0-9]{1,16}(\\.[0-9]{1,8})?", currency in "[A-Z]{3}") {
            let text = format!("{currency} {value}");
            let amount: Amount = text.parse().map_err(|error: AmountError| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(amount.value.as_deref(), Some(&*value));
            prop_assert_eq!(amount.to_string(), text);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,20}") {
            if let Ok(amount) = text.parse::<Amount>() {
                prop_assert_eq!(amount.to_string(), text);
            }
        }
    }
}
