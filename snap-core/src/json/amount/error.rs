//! What an amount cannot do.

use thiserror::Error;

/// Why there is no such amount, or no number in it. No text carries a value.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AmountError {
    /// There is no value.
    #[error("the amount has no value")]
    Missing,
    /// The value is not a decimal number.
    #[error(
        "the value of the amount is not a decimal number: write digits, and a point before decimals, such as 10000.00; \
         nothing between thousands"
    )]
    NotDecimal,
    /// The value has more digits than can be computed with.
    #[error(
        "the value of the amount has more than 28 digits, so it can be passed on and compared, but not computed with"
    )]
    TooLong,
    /// There is no currency, so that nothing can be said of two amounts.
    #[error("the amount has no currency: set it before computing, such as IDR")]
    NoCurrency,
    /// The currency is not three capital letters.
    #[error("the currency of the amount is not three capital letters (ISO 4217): write IDR, not idr or Rp")]
    NotCurrency,
    /// Two amounts of different currencies.
    #[error("one amount is in {left}, the other in {right}: convert one of them first")]
    MixedCurrencies {
        /// The currency of the first.
        left: Box<str>,
        /// The currency of the second.
        right: Box<str>,
    },
    /// The exact result has more digits than can be computed with.
    #[error(
        "the result has more than 28 digits, and rounding it would lose money: compute in smaller steps, or round first"
    )]
    Overflow,
    /// The wanted form has fewer decimals than the value.
    #[error(
        "the value has other decimals than zeros, which a form with fewer would lose: round it first, or keep them"
    )]
    WouldLose,
    /// The text is not currency, blank, value.
    #[error("an amount is written as currency, one blank, value, such as IDR 10000.00")]
    NotAnAmount,
}

impl AmountError {
    /// Of currencies that are no codes only that they are none is shown, for they may hold anything.
    pub(super) fn mixed(left: &str, right: &str) -> Self {
        let shown = |currency: &str| -> Box<str> {
            let short = currency.len() <= 3 && currency.bytes().all(|byte| byte.is_ascii_alphabetic());
            if short { currency.into() } else { "something that is no currency code".into() }
        };
        Self::MixedCurrencies { left: shown(left), right: shown(right) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_both_currencies_and_nothing_else_that_stands_there() {
        assert_eq!(
            AmountError::mixed("IDR", "USD").to_string(),
            "one amount is in IDR, the other in USD: convert one of them first"
        );
        let odd = AmountError::mixed("Rp", "4111 1111 1111 1111").to_string();
        assert!(odd.starts_with("one amount is in Rp, the other in something that is no currency code"), "{odd}");
    }
}
