//! Decimal numbers as text, taken apart without converting them.

use std::cmp::Ordering;

use crate::json::number::digits;

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
    let (whole, fraction) = split(text)?;
    let decimals = if whole.len() == text.len() { 0 } else { fraction.len() };
    Some(PlainDecimal { digits: whole.len(), decimals, zeros: fraction.bytes().all(|byte| byte == b'0') })
}

/// The digits before and after the point; a zero after it where there is none.
fn split(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    (digits(whole) && digits(fraction)).then_some((whole, fraction))
}

/// A number by its digits, of whatever length: equal when the numbers are. No zero stands where it means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Plain<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Plain<'a> {
    /// A decimal number, with or without a minus.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let unsigned = text.strip_prefix('-');
        let (whole, fraction) = split(unsigned.unwrap_or(text))?;
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        // There is one zero.
        let negative = unsigned.is_some() && !(whole.is_empty() && fraction.is_empty());
        Some(Self { negative, whole, fraction })
    }

    pub(super) fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    pub(super) fn is_negative(&self) -> bool {
        self.negative
    }

    /// By size.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let size = || {
            let longer = self.whole.len().cmp(&other.whole.len());
            longer.then_with(|| self.whole.cmp(other.whole)).then_with(|| self.fraction.cmp(other.fraction))
        };
        match (self.negative, other.negative) {
            (false, false) => size(),
            (true, true) => size().reverse(),
            (negative, _) => {
                if negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn orders_numbers_of_any_length() {
        let huge = format!("1{}", "0".repeat(40));
        let ordered = [&*format!("-{huge}"), "-2", "-1.5", "-1.45", "0", "0.009", "0.01", "9", "10", "10.5", &huge];
        for (index, left) in ordered.iter().enumerate() {
            for (other, right) in ordered.iter().enumerate() {
                let compared = Plain::read(left).zip(Plain::read(right)).map(|(left, right)| left.compare(&right));
                assert_eq!(compared, Some(index.cmp(&other)), "{left} {right}");
            }
        }
    }
}
