//! Order, sums, differences and products: of one currency, and exact or refused.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::error::AmountError;
use super::pair::Amount;
use super::plain::Plain;
use super::value::AmountValue;

impl Amount {
    /// Which of two amounts is more.
    ///
    /// There is no `<`: it would have to say something of amounts in two currencies, and `false` is as wrong as `true`.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use snap_core::{Amount, AmountError};
    /// let (limit, amount) = (Amount::idr(25_000), Amount::parse("25000", "IDR")?);
    /// assert_eq!(amount.compare(&limit)?, Ordering::Equal);
    /// assert!(amount.compare(&limit)?.is_le());
    /// assert!(amount.compare(&Amount::usd(2)).is_err());
    /// # Ok::<(), AmountError>(())
    /// ```
    ///
    /// # Errors
    /// When their currencies differ or are not there, or a value is no decimal number. Of numbers any length is compared.
    pub fn compare(&self, other: &Self) -> Result<Ordering, AmountError> {
        self.shared_currency(other)?;
        Ok(self.number()?.compare(&other.number()?))
    }

    /// The sum of two amounts.
    ///
    /// Like every result it is written as [`new`](Self::new) writes it, with two decimals or more.
    ///
    /// # Errors
    /// When their currencies differ or are not there, a value is no number, or the exact sum has more than 28 digits.
    pub fn checked_add(&self, other: &Self) -> Result<Self, AmountError> {
        let currency = self.shared_currency(other)?;
        Ok(Self::new(sum(self.decimal()?, other.decimal()?)?, currency))
    }

    /// The difference of two amounts, which may be negative.
    ///
    /// # Errors
    /// As [`checked_add`](Self::checked_add).
    pub fn checked_sub(&self, other: &Self) -> Result<Self, AmountError> {
        let currency = self.shared_currency(other)?;
        Ok(Self::new(sum(self.decimal()?, -other.decimal()?)?, currency))
    }

    /// So many times the amount: `3`, or `Decimal::new(7, 3)` for 0.7 percent. Nothing is rounded: a result with more
    /// decimals than two keeps them, and a service that takes two refuses it.
    ///
    /// # Errors
    /// When there is no currency, the value is no number, or the exact product has more than 28 digits.
    pub fn checked_mul(&self, factor: impl AmountValue) -> Result<Self, AmountError> {
        let currency = self.some_currency()?;
        Ok(Self::new(product(self.decimal()?, factor.value())?, currency))
    }

    /// The sum of all amounts, which are of one currency; zero of it where there are none.
    ///
    /// ```
    /// use snap_core::{Amount, AmountError};
    /// let bills = [Amount::idr(10_000), Amount::parse("2500.5", "IDR")?];
    /// assert_eq!(Amount::sum("IDR", &bills)?.to_string(), "IDR 12500.50");
    /// assert_eq!(Amount::sum("IDR", [])?, Amount::idr(0));
    /// # Ok::<(), AmountError>(())
    /// ```
    ///
    /// # Errors
    /// As [`checked_add`](Self::checked_add).
    pub fn sum<'a>(currency: &str, amounts: impl IntoIterator<Item = &'a Self>) -> Result<Self, AmountError> {
        amounts.into_iter().try_fold(Self::new(0, currency), |sum, amount| sum.checked_add(amount))
    }

    /// The value as digits, of whatever length.
    fn number(&self) -> Result<Plain<'_>, AmountError> {
        Plain::read(self.value.as_deref().ok_or(AmountError::Missing)?).ok_or(AmountError::NotDecimal)
    }

    fn some_currency(&self) -> Result<&str, AmountError> {
        self.currency.as_deref().filter(|currency| !currency.trim().is_empty()).ok_or(AmountError::NoCurrency)
    }

    /// By the text of the codes: `idr` may mean the same, and who wrote it is asked.
    fn shared_currency(&self, other: &Self) -> Result<&str, AmountError> {
        let (left, right) = (self.some_currency()?, other.some_currency()?);
        if left == right { Ok(left) } else { Err(AmountError::mixed(left, right)) }
    }
}

// `Decimal::checked_add` and `checked_mul` round what does not fit, and say nothing.

fn sum(left: Decimal, right: Decimal) -> Result<Decimal, AmountError> {
    let (left, right) = (left.normalize(), right.normalize());
    let scale = left.scale().max(right.scale());
    let raised = |value: Decimal| value.mantissa().checked_mul(10_i128.checked_pow(scale - value.scale())?);
    let sum = raised(left).zip(raised(right)).and_then(|(left, right)| left.checked_add(right));
    exact(sum, scale)
}

fn product(left: Decimal, right: Decimal) -> Result<Decimal, AmountError> {
    let (left, right) = (left.normalize(), right.normalize());
    exact(left.mantissa().checked_mul(right.mantissa()), left.scale() + right.scale())
}

/// The decimal of so many digits after the point, without the zeros at its end.
fn exact(digits: Option<i128>, mut scale: u32) -> Result<Decimal, AmountError> {
    let mut digits = digits.ok_or(AmountError::Overflow)?;
    while scale > 0 && digits % 10 == 0 {
        digits /= 10;
        scale -= 1;
    }
    Decimal::try_from_i128_with_scale(digits, scale).map_err(|_| AmountError::Overflow)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MAX: &str = "79228162514264337593543950335";

    fn idr(value: &str) -> Amount {
        Amount::of_text(value.to_owned(), "IDR")
    }

    fn text(amount: Result<Amount, AmountError>) -> Result<String, AmountError> {
        amount.map(|amount| amount.value.unwrap_or_default())
    }

    #[test]
    fn adds_subtracts_and_multiplies_exactly() {
        for (left, right, sum, difference) in [
            ("10000", "0.01", "10000.01", "9999.99"),
            ("0.1", "0.2", "0.30", "-0.10"),
            ("-1.5", "1.50", "0.00", "-3.00"),
            ("9999999999999999.99", "0.01", "10000000000000000.00", "9999999999999999.98"),
            ("1.001", "1", "2.001", "0.001"),
        ] {
            assert_eq!(text(idr(left).checked_add(&idr(right))).as_deref(), Ok(sum));
            assert_eq!(text(idr(left).checked_sub(&idr(right))).as_deref(), Ok(difference));
        }
        for (value, factor, product) in [
            ("10000.00", Decimal::from(3), "30000.00"),
            ("10000.00", Decimal::new(7, 3), "70.00"),
            ("9999.99", Decimal::new(11, 2), "1099.9989"),
            ("5.00", Decimal::from(-1), "-5.00"),
            ("5.00", Decimal::ZERO, "0.00"),
        ] {
            assert_eq!(text(idr(value).checked_mul(factor)).as_deref(), Ok(product));
        }
    }

    #[test]
    fn refuses_what_it_would_have_to_round() {
        let tiny = format!("0.{}1", "0".repeat(27));
        for (left, right) in [(MAX, "0.1"), (MAX, "1"), ("100", &*tiny)] {
            assert_eq!(idr(left).checked_add(&idr(right)).err(), Some(AmountError::Overflow), "{left} {right}");
        }
        assert_eq!(idr(MAX).checked_mul(2).err(), Some(AmountError::Overflow));
        assert_eq!(idr(&tiny).checked_mul(Decimal::new(1, 1)).err(), Some(AmountError::Overflow));
        assert_eq!(text(idr(MAX).checked_add(&idr("0.000"))), Ok(format!("{MAX}.00")));
        assert_eq!(idr(&"9".repeat(30)).checked_add(&idr("1")).err(), Some(AmountError::TooLong));
    }

    #[test]
    fn refuses_to_mix_currencies_or_to_guess_them() {
        let (mixed, none) = (AmountError::mixed("IDR", "USD"), Amount::of_text("1".to_owned(), " "));
        for (other, error) in [
            (Amount::usd(1), mixed.clone()),
            (Amount { value: Some("1".to_owned()), ..Amount::default() }, AmountError::NoCurrency),
            (none, AmountError::NoCurrency),
            (Amount { currency: Some("IDR".to_owned()), ..Amount::default() }, AmountError::Missing),
            (idr("1,5"), AmountError::NotDecimal),
        ] {
            let one = Amount::idr(1);
            assert_eq!(one.checked_add(&other).err().as_ref(), Some(&error));
            assert_eq!(one.checked_sub(&other).err().as_ref(), Some(&error));
            assert_eq!(one.compare(&other).err().as_ref(), Some(&error));
            assert_eq!(Amount::sum("IDR", [&one, &other]).err().as_ref(), Some(&error));
        }
        // Sum of one: the currency that was asked for counts.
        assert_eq!(Amount::sum("IDR", [&Amount::usd(1)]).err(), Some(mixed));
    }

    #[test]
    fn compares_numbers_that_are_too_long_to_compute_with() {
        let (long, longer) = (idr(&"9".repeat(30)), idr(&"9".repeat(31)));
        assert_eq!(long.compare(&longer), Ok(Ordering::Less));
        assert_eq!(long.compare(&long), Ok(Ordering::Equal));
    }

    #[test]
    fn zeros_behind_the_point_do_not_make_a_number_too_long() -> Result<(), AmountError> {
        for most in [Decimal::MAX, Decimal::MIN] {
            let amount = Amount::idr(most);
            assert!(amount.value.as_deref().is_some_and(|text| text.ends_with(".00")));
            assert_eq!(amount.decimal(), Ok(most));
            assert_eq!(amount.checked_add(&Amount::idr(0))?, amount);
        }
        assert_eq!(idr(&format!("{}.00", "9".repeat(30))).decimal(), Err(AmountError::TooLong));
        Ok(())
    }

    /// A decimal that amounts hold, up to both ends.
    fn decimals() -> impl Strategy<Value = Decimal> {
        let bits = (0_u32..=96).prop_flat_map(|bits| 0..=(1_i128 << bits) - 1);
        (bits, 0_u32..=28, any::<bool>()).prop_filter_map("no decimal", |(digits, scale, negative)| {
            Decimal::try_from_i128_with_scale(if negative { -digits } else { digits }, scale).ok()
        })
    }

    proptest! {
        #[test]
        fn agrees_with_decimals_as_long_as_those_round_nothing(left in decimals(), right in decimals()) {
            let (one, two) = (Amount::idr(left), Amount::idr(right));
            prop_assert_eq!(one.compare(&two), Ok(left.cmp(&right)));
            if let Ok(sum) = one.checked_add(&two) {
                prop_assert_eq!(sum.decimal().ok(), left.checked_add(right));
                prop_assert_eq!(sum.checked_sub(&two), Ok(one.clone()));
                prop_assert_eq!(two.checked_add(&one), Ok(sum));
            } else if let Some(rounded) = left.checked_add(right) {
                // A digit was dropped.
                prop_assert!(rounded.checked_sub(right) != Some(left) || rounded.checked_sub(left) != Some(right));
            }
            if let Ok(product) = one.checked_mul(right) {
                prop_assert_eq!(product.decimal().ok(), left.checked_mul(right));
            }
        }

        #[test]
        fn money_of_the_standard_is_never_refused(left in 0_i64..=999_999_999_999_999_999, right in 0_i64..=999_999_999_999_999_999) {
            let (one, two) = (Amount::idr(Decimal::new(left, 2)), Amount::idr(Decimal::new(right, 2)));
            let sum = Amount::idr(Decimal::from_i128_with_scale(i128::from(left) + i128::from(right), 2));
            prop_assert_eq!(one.checked_add(&two), Ok(sum.clone()));
            prop_assert_eq!(sum.checked_sub(&one), Ok(two));
            prop_assert_eq!(one.checked_mul(100), Ok(Amount::idr(Decimal::from(left))));
        }
    }
}
