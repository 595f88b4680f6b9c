//! Rules of numbers, as JSON numbers and as text.

use super::context::Need;
use super::core::Check;
use super::item::Item;
use super::rule::Rule;
use crate::check::violation::Broken;
use crate::json::amount::plain_decimal;
use crate::json::number::Number;

impl Item for Number {
    fn check_item(&self, rule: &'static Rule, _: Need, check: &mut Check<'_>) {
        if let Some(broken) = check.reading(rule).broken_number(self.as_str()) {
            check.add_here(broken);
        }
    }

    fn surely_holds(&self, rule: &'static Rule) -> bool {
        rule.broken_number(self.as_str()).is_none()
    }

    fn plain(&self) -> Option<&str> {
        Some(self.as_str())
    }
}

impl Rule {
    /// What a JSON number breaks.
    fn broken_number(&self, text: &str) -> Option<Broken> {
        let text = text.strip_prefix('-').unwrap_or(text);
        // `None`: an exponent.
        let parts = plain_decimal(text);
        if self.whole && parts.is_none_or(|parts| parts.decimals > 0) {
            return Some(Broken::NotWhole);
        }
        if self.digits > 0 && parts.is_none_or(|parts| parts.digits > self.digits as usize) {
            return Some(Broken::Digits { max: self.digits });
        }
        let (digits, decimals) = self.precision?;
        let fits = |(digits, decimals): (u32, u32)| {
            parts.is_some_and(|parts| parts.digits <= digits as usize && parts.decimals <= decimals as usize)
        };
        let fits_any = fits((digits, decimals)) || self.or_precisions.iter().copied().any(fits);
        (!fits_any).then_some(Broken::Precision { digits, decimals })
    }

    /// What a number as text breaks. `bare`: it came as a JSON number, and fewer decimals say the same.
    pub(super) fn broken_precision(&self, text: &str, bare: bool) -> Option<Broken> {
        let parts = plain_decimal(text);
        let not_zero = self.zero_decimals && parts.is_some_and(|parts| !parts.zeros);
        let Some((digits, decimals)) = self.precision else { return not_zero.then_some(Broken::Decimals) };
        let fits = |(digits, decimals): (u32, u32)| {
            parts.is_some_and(|parts| {
                parts.digits <= digits as usize
                    && (parts.decimals == decimals as usize || (bare && parts.decimals <= decimals as usize))
            })
        };
        if fits((digits, decimals)) && !not_zero || self.or_precisions.iter().copied().any(fits) {
            return None;
        }
        Some(if fits((digits, decimals)) { Broken::Decimals } else { Broken::Precision { digits, decimals } })
    }
}

#[cfg(test)]
mod tests {
    use crate::message::testing::broken;
    use crate::{Mode, Must, Number, Rule};

    #[test]
    fn counts_the_digits_of_a_number() {
        let whole = Rule::new().whole();
        for (text, rule, good) in [
            ("12", whole.digits(2), true),
            ("-12", whole.digits(2), true),
            ("123", whole.digits(2), false),
            ("1.0", whole, false),
            ("1e2", whole, false),
            ("1e2", Rule::new(), true),
            ("12.5", Rule::new().precision(2, 2), true),
            ("12.555", Rule::new().precision(2, 2), false),
            ("12.555", Rule::new().precision(2, 2).or_precisions(&[(2, 3)]), true),
            ("98765432109876543210", whole.digits(20), true),
        ] {
            let rule: &'static Rule = Box::leak(Box::new(rule));
            let value = Number::from_text(text);
            let found = broken(Mode::Send, &|m| m.ruled("n", &value, Must, rule));
            assert_eq!(found.is_empty(), good, "{text}");
            let list = value.map(|value| vec![vec![value]]);
            let nested: &'static Rule = Box::leak(Box::new(Rule::new().each(rule)));
            let nested: &'static Rule = Box::leak(Box::new(Rule::new().each(nested)));
            let found = broken(Mode::Send, &|m| m.ruled("n", &list, Must, nested));
            assert_eq!(found.is_empty(), good, "{text}");
            assert!(found.iter().all(|line| line.starts_with("n[0][0]: ")), "{found:?}");
        }
    }
}
