//! Rules of amounts.

use super::context::Need;
use super::core::Check;
use super::lists::{Item, ListRule};
use super::numbers::broken_decimal;
use super::path::Step;
use super::texts::too_long;
use crate::check::amount_rule::AmountRule;
use crate::check::violation::Broken;
use crate::json::amount::{Amount, plain_decimal};
use crate::json::extra::Form;

/// Amounts with the rule of their place.
struct Ruled<'a, T: ?Sized> {
    value: &'a T,
    rule: &'a AmountRule,
}

impl Item for Ruled<'_, Amount> {
    fn check_item(&self, check: &mut Check<'_>) {
        check.amount_members(self.value, self.rule);
    }
}

impl Item for Ruled<'_, [Amount]> {
    fn check_item(&self, check: &mut Check<'_>) {
        for (index, value) in self.value.iter().enumerate() {
            check.below(Step::Index(index), &Ruled { value, rule: self.rule });
        }
    }
}

impl AmountRule {
    /// The usual case, without a path and without a report: both members there, as the rule says. False says nothing.
    fn surely_holds(&self, amount: &Amount) -> bool {
        let (Some(value), Some(currency)) = (amount.value.as_deref(), amount.currency.as_deref()) else { return false };
        let (digits, decimals) = self.precision;
        let value_holds = plain_decimal(value).is_some_and(|parts| {
            parts.digits <= digits as usize
                && parts.decimals == decimals as usize
                && (parts.zeros || !self.zero_decimals)
        });
        let longest = self.currency_max;
        let currency_holds = !currency.is_empty()
            && (longest == 0 || currency.len() <= longest as usize)
            && (self.accept_currency_max == 0 || self.accept_currency_max >= longest)
            && (self.currencies.is_empty() || self.currencies.contains(&currency));
        value_holds && currency_holds && amount.extra.is_empty()
    }
}

impl Check<'_> {
    /// A value/currency pair.
    pub fn amount(&mut self, name: &'static str, value: &Option<Amount>, need: Need, rule: &AmountRule) {
        match value {
            Some(amount) if rule.surely_holds(amount) => {}
            Some(amount) => self.below(Step::Name(name), &Ruled { value: amount, rule }),
            None => self.absent(name, need),
        }
    }

    /// Value/currency pairs in an array.
    pub fn amounts(
        &mut self,
        name: &'static str,
        value: &Option<Vec<Amount>>,
        need: Need,
        list: &ListRule,
        rule: &AmountRule,
    ) {
        self.counted(name, value.as_ref().map(Vec::len), need, list);
        if let Some(amounts) = value {
            self.below(Step::Name(name), &Ruled { value: amounts.as_slice(), rule });
        }
    }

    pub(crate) fn amount_members(&mut self, amount: &Amount, rule: &AmountRule) {
        if !amount.extra.is_empty() {
            self.report_extra(&amount.extra, false, &|kept, form| match form {
                Form::Number => rule.accept.number && kept.name == "value",
                Form::OtherName => rule.accept.other_name,
                _ => false,
            });
        }
        self.amount_value(amount, rule);
        self.amount_currency(amount, rule);
    }

    fn amount_value(&mut self, amount: &Amount, rule: &AmountRule) {
        let need = self.need(rule.value, rule.accept_value);
        let Some(text) = self.filled("value", amount.value.as_deref(), need, rule) else { return };
        let accepted = if self.strict() { None } else { rule.accept_precision };
        let bare = self.bare("value");
        if let Some(broken) = broken_decimal(text, rule.precision, accepted, rule.zero_decimals, bare) {
            self.add("value", broken);
        }
    }

    fn amount_currency(&mut self, amount: &Amount, rule: &AmountRule) {
        let need = self.need(rule.currency, rule.accept_currency);
        let Some(text) = self.filled("currency", amount.currency.as_deref(), need, rule) else { return };
        if !self.strict() && rule.accept_currencies.contains(&text) {
            return;
        }
        let wider = if rule.accept_currency_max > 0 { rule.accept_currency_max } else { rule.currency_max };
        let max = self.limit(rule.currency_max, wider);
        if let Some(len) = too_long(text, max) {
            self.add("currency", Broken::TooLong { max, len });
        } else if !rule.currencies.is_empty() && !rule.currencies.contains(&text) {
            self.add("currency", Broken::NotInList { allowed: rule.currencies });
        }
    }

    /// The text, unless it is absent or empty: then its presence is all there is to check.
    fn filled<'v>(
        &mut self,
        name: &'static str,
        text: Option<&'v str>,
        need: Need,
        rule: &AmountRule,
    ) -> Option<&'v str> {
        match text {
            None => self.absent(name, need),
            Some("") if !self.strict() && rule.accept.empty => {}
            Some("") if self.demanded(need) => self.add(name, Broken::Empty),
            // In what is sent, an optional one is left out rather than empty.
            Some("") if self.strict() && need == Need::May && !self.failed() => self.add(name, Broken::Empty),
            Some("") => {}
            Some(text) => return Some(text),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::message::testing::broken;
    use crate::{Amount, AmountRule, DecodeError, ListRule, May, Mode, Model as _, Must};

    /// Violations of the strict and of the lenient check.
    fn found(json: &str, rule: AmountRule) -> Result<(Vec<String>, Vec<String>), DecodeError> {
        let amount = Some(Amount::from_json(json.as_bytes())?);
        let run = |mode| broken(mode, &|check| check.amount("fee", &amount, Must, &rule));
        Ok((run(Mode::Strict), run(Mode::Lenient)))
    }

    #[test]
    fn both_members_are_mandatory_unless_the_rule_says_otherwise() -> Result<(), DecodeError> {
        let rule = AmountRule::new(16, 2);
        let (strict, _) = found("{}", rule)?;
        assert_eq!(strict, ["fee.value: missing, it is mandatory", "fee.currency: missing, it is mandatory"]);
        assert_eq!(found("{}", rule.value(May).currency(May))?, (vec![], vec![]));
        let (strict, lenient) = found("{}", rule.accept_value(May).accept_currency(May))?;
        assert_eq!((strict.len(), lenient.len()), (2, 0));
        let empty = r#"{"value":"","currency":""}"#;
        let (strict, lenient) = found(empty, rule.accept_empty())?;
        assert_eq!((strict.len(), lenient.len()), (2, 0));
        let (strict, lenient) = found(empty, rule.value(May).currency(May))?;
        assert_eq!((strict.len(), lenient.len()), (2, 0));
        Ok(())
    }

    #[test]
    fn the_value_has_the_digits_of_the_rule() -> Result<(), DecodeError> {
        let rule = AmountRule::new(4, 2);
        for (value, rule, strict, lenient) in [
            ("1234.00", rule, true, true),
            ("12345.00", rule, false, false),
            ("1234", rule, false, false),
            ("-1.00", rule, false, false),
            ("1,00", rule, false, false),
            ("1234", rule.accept(4, 0), false, true),
            ("1.50", rule.zero_decimals(), false, false),
            ("1.00", rule.zero_decimals(), true, true),
        ] {
            let (s, l) = found(&format!(r#"{{"value":"{value}","currency":"IDR"}}"#), rule)?;
            assert_eq!((s.is_empty(), l.is_empty()), (strict, lenient), "{value}");
        }
        Ok(())
    }

    #[test]
    fn a_bare_number_is_one_violation_and_its_zeros_are_not_missed() -> Result<(), DecodeError> {
        let rule = AmountRule::new(16, 2);
        let json = r#"{"value":10000,"currency":"IDR"}"#;
        let number = vec!["fee.value: came as a number, another JSON form is specified".to_owned()];
        assert_eq!(found(json, rule)?, (number.clone(), number.clone()));
        assert_eq!(found(json, rule.accept_number())?, (number, vec![]));
        Ok(())
    }

    #[test]
    fn the_currency_is_one_of_the_list() -> Result<(), DecodeError> {
        let rule = AmountRule::new(16, 2).currency_values(&["IDR"]).accept_currency_values(&["Rp"]);
        for (currency, strict, lenient) in
            [("IDR", true, true), ("USD", false, false), ("Rp", false, true), ("RUPIAH", false, false)]
        {
            let (s, l) = found(&format!(r#"{{"value":"1.00","currency":"{currency}"}}"#), rule)?;
            assert_eq!((s.is_empty(), l.is_empty()), (strict, lenient), "{currency}");
        }
        let long = r#"{"value":"1.00","currency":"RUPIAH"}"#;
        let (strict, lenient) = found(long, AmountRule::new(16, 2).accept_currency_max(6))?;
        assert_eq!((strict.len(), lenient.len()), (1, 0));
        Ok(())
    }

    #[test]
    fn a_capital_name_is_another_name() -> Result<(), DecodeError> {
        let json = r#"{"value":"1.00","Currency":"IDR"}"#;
        let other = vec!["fee.currency: came under another name than the specified one".to_owned()];
        assert_eq!(found(json, AmountRule::new(16, 2))?, (other.clone(), other.clone()));
        assert_eq!(found(json, AmountRule::new(16, 2).accept_other_name())?, (other, vec![]));
        Ok(())
    }

    #[test]
    fn each_amount_of_a_list_is_checked() {
        let amounts = Some(vec![Amount::idr(1), Amount::default()]);
        let rule = AmountRule::new(16, 2).currency(May);
        let found = broken(Mode::Strict, &|check| {
            check.amounts("fees", &amounts, Must, &ListRule::new().max(1), &rule);
        });
        assert_eq!(found, ["fees: 2 elements, at most 1 is allowed", "fees[1].value: missing, it is mandatory"]);
    }
}
