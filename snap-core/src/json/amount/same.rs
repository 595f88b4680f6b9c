//! When two amounts are the same money.

use std::hash::{Hash, Hasher};

use super::pair::Amount;
use super::plain::Plain;

/// What equality and hash look at: the number, or the text where it is none, and the text of the currency.
///
/// Not what else came with an amount: a bank that sends a bare number, or a member that nobody announced, sends the same
/// money.
#[derive(PartialEq, Eq, Hash)]
struct Money<'a> {
    value: Value<'a>,
    currency: Option<&'a str>,
}

#[derive(PartialEq, Eq, Hash)]
enum Value<'a> {
    Absent,
    Number(Plain<'a>),
    /// No number: the same only as itself.
    Text(&'a str),
}

impl Amount {
    fn money(&self) -> Money<'_> {
        let value = match self.value.as_deref() {
            None => Value::Absent,
            Some(text) => Plain::read(text).map_or(Value::Text(text), Value::Number),
        };
        Money { value, currency: self.currency.as_deref() }
    }
}

/// The same money: equal numbers of one currency. A value that is no number is equal to the same text only; the text of
/// the currency counts as it is; [`extra`](Amount::extra) does not count.
impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.money() == other.money()
    }
}

impl Eq for Amount {}

/// Amounts that are equal have one hash.
impl Hash for Amount {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.money().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::hash::BuildHasher as _;

    use proptest::prelude::*;

    use super::*;
    use crate::{Decimal, DecodeError, Model as _};

    fn amount(value: &str, currency: Option<&str>) -> Amount {
        Amount { value: Some(value.to_owned()), currency: currency.map(str::to_owned), ..Amount::default() }
    }

    #[test]
    fn the_same_number_of_a_currency_is_the_same_money() {
        let idr = |value| amount(value, Some("IDR"));
        for (left, right) in [("10000", "10000.00"), ("1.5", "01.500"), ("0", "-0.00"), ("-2.0", "-2")] {
            assert_eq!(idr(left), idr(right));
        }
        for (left, right) in [("1", "1.01"), ("1", "-1"), ("10", "1"), ("1,000", "1000"), ("", "0"), ("1e3", "1000")] {
            assert_ne!(idr(left), idr(right));
        }
        assert_eq!(idr("n/a"), idr("n/a"));
        assert_ne!(idr("1"), amount("1", Some("USD")));
        assert_ne!(idr("1"), amount("1", Some("idr")));
        assert_ne!(idr("1"), amount("1", None));
        assert_ne!(amount("0", None), Amount::default());
    }

    #[test]
    fn what_else_came_does_not_make_it_other_money_and_is_still_there() -> Result<(), DecodeError> {
        let plain = Amount::idr(10_000);
        for json in [
            r#"{"value":10000,"currency":"IDR"}"#,
            r#"{"value":"10000.00","Currency":"IDR"}"#,
            r#"{"value":"10000.0","currency":"IDR","note":"x"}"#,
        ] {
            let received = Amount::from_json(json.as_bytes())?;
            assert_eq!(received, plain, "{json}");
            assert_eq!(String::from_utf8_lossy(&received.to_json()), json);
        }
        Ok(())
    }

    #[test]
    fn a_set_holds_money_once() {
        let set: HashSet<_> = ["1", "1.0", "01.00", "2"].into_iter().map(|value| amount(value, Some("IDR"))).collect();
        assert_eq!(set.len(), 2);
    }

    proptest! {
        #[test]
        fn equality_is_that_of_decimals_and_the_hash_agrees(
            left in "-?[0-3]{1,2}(\\.[0-3]{1,3})?", right in "-?[0-3]{1,2}(\\.[0-3]{1,3})?", zeros in 0_usize..3,
        ) {
            let number = |text: &str| Decimal::from_str_exact(text).ok();
            let (one, two) = (amount(&left, Some("IDR")), amount(&right, Some("IDR")));
            prop_assert_eq!(one == two, number(&left) == number(&right));
            let state = std::hash::RandomState::new();
            if one == two {
                prop_assert_eq!(state.hash_one(&one), state.hash_one(&two));
            }
            let padded = if left.contains('.') { format!("{left}{}", "0".repeat(zeros)) } else { left };
            let padded = amount(&padded, Some("IDR"));
            prop_assert_eq!(&padded, &one);
            prop_assert_eq!(state.hash_one(&padded), state.hash_one(&one));
        }
    }
}
