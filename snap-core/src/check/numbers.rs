//! Rules of numbers, as JSON numbers and as text.

use super::context::Need;
use super::core::Check;
use crate::check::violation::Broken;
use crate::json::amount::plain_decimal;
use crate::json::extra::Form;
use crate::json::number::Number;

impl Check<'_> {
    /// A JSON number: most digits before the point (0 is no limit), digits and decimals, whole.
    pub fn number(
        &mut self,
        name: &'static str,
        value: &Option<Number>,
        need: Need,
        max_digits: u32,
        precision: Option<(u32, u32)>,
        integer: bool,
    ) {
        let Some(number) = value else { return self.absent(name, need) };
        let text = number.as_str();
        let text = text.strip_prefix('-').unwrap_or(text);
        // `None`: an exponent.
        let parts = plain_decimal(text);
        if integer && parts.is_none_or(|parts| parts.decimals > 0) {
            self.add(name, Broken::NotWhole);
        } else if max_digits > 0 && parts.is_none_or(|parts| parts.digits > max_digits as usize) {
            self.add(name, Broken::Digits { max: max_digits });
        } else if let Some((digits, decimals)) = precision
            && parts.is_none_or(|parts| parts.digits > digits as usize || parts.decimals > decimals as usize)
        {
            self.add(name, Broken::Precision { digits, decimals });
        }
    }

    /// Whether a decimal came as a bare number, whose trailing zeros mean nothing.
    pub(super) fn bare(&self, name: &str) -> bool {
        self.came_as(name) == Some(Form::Number)
    }
}

/// What a number as text breaks. `bare`: it came as a JSON number, and fewer decimals say the same.
pub(super) fn broken_decimal(
    text: &str,
    precision: (u32, u32),
    accepted: Option<(u32, u32)>,
    zero_decimals: bool,
    bare: bool,
) -> Option<Broken> {
    let parts = plain_decimal(text);
    let fits = |(digits, decimals): (u32, u32)| {
        parts.is_some_and(|parts| {
            parts.digits <= digits as usize
                && (parts.decimals == decimals as usize || (bare && parts.decimals <= decimals as usize))
        })
    };
    if fits(precision) {
        return (zero_decimals && parts.is_some_and(|parts| !parts.zeros)).then_some(Broken::Decimals);
    }
    if accepted.is_some_and(fits) {
        return None;
    }
    let (digits, decimals) = precision;
    Some(Broken::Precision { digits, decimals })
}

#[cfg(test)]
mod tests {
    use crate::message::testing::broken;
    use crate::{Mode, Must, Number};

    #[test]
    fn counts_the_digits_of_a_number() {
        for (text, digits, precision, integer, good) in [
            ("12", 2, None, true, true),
            ("-12", 2, None, true, true),
            ("123", 2, None, true, false),
            ("1.0", 0, None, true, false),
            ("1e2", 0, None, true, false),
            ("1e2", 0, None, false, true),
            ("12.5", 0, Some((2, 2)), false, true),
            ("12.555", 0, Some((2, 2)), false, false),
            ("98765432109876543210", 20, None, true, true),
        ] {
            let value = Number::from_text(text);
            let found = broken(Mode::Strict, &|check| check.number("n", &value, Must, digits, precision, integer));
            assert_eq!(found.is_empty(), good, "{text}");
        }
    }
}
