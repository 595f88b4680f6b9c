//! Rules of amounts.

use super::context::Need;
use super::core::Check;
use super::rule::{AmountRule, Rule};
use crate::json::amount::Amount;

impl Amount {
    /// Neither member says anything.
    fn is_nothing(&self) -> bool {
        let nothing = |text: &Option<String>| text.as_deref().is_none_or(str::is_empty);
        nothing(&self.value) && nothing(&self.currency) && self.extra.unknown().next().is_none()
    }

    /// Both members are there and keep the rule, as far as that can be told at once.
    pub(crate) fn surely_keeps(&self, rule: &'static Rule) -> bool {
        let amount = rule.amount.unwrap_or(&AmountRule::STANDARD);
        self.extra.is_empty()
            && self.value.as_ref().is_some_and(|value| amount.value.surely_holds(value))
            && self.currency.as_ref().is_some_and(|currency| amount.currency.surely_holds(currency))
    }
}

impl Check<'_> {
    /// The value/currency pair at which the check stands.
    ///
    /// In what was received, one of which nothing is filled is as good as absent.
    pub(crate) fn amount(&mut self, amount: &Amount, need: Need, rule: &'static Rule) {
        if !self.sends() && !self.filled(need) && amount.is_nothing() {
            return;
        }
        let rule = self.reading(rule).amount.unwrap_or(&AmountRule::STANDARD);
        self.extra(&amount.extra, false, rule.forms);
        // An account may be overdrawn: an answer says so by a sign, which a server takes of nothing that it is asked to do.
        let answers = self.receives() && self.reported().is_some();
        let owed =
            amount.value.as_deref().filter(|_| answers).and_then(|value| value.strip_prefix('-')).map(str::to_owned);
        let value = owed.as_ref().or(amount.value.as_ref());
        match self.unmeant_value(amount) {
            Some(broken) => self.add("value", broken),
            None => self.member("value", value.map(|value| value as _), rule.value_need, &rule.value),
        }
        let currency = amount.currency.as_ref().map(|value| value as _);
        match self.unmeant_currency(amount, rule) {
            Some(broken) => self.add("currency", broken),
            None => self.member("currency", currency, rule.currency_need, &rule.currency),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::message::testing::broken;
    use crate::{Amount, AmountRule, DecodeError, Form, May, Mode, Model as _, Must, Rule};

    /// Violations of the strict and of the lenient check.
    fn found(json: &str, rule: Rule) -> Result<(Vec<String>, Vec<String>), DecodeError> {
        let rule: &'static Rule = Box::leak(Box::new(rule));
        let amount = Some(Amount::from_json(json.as_bytes())?);
        let run = |mode| broken(mode, &|m| m.ruled("fee", &amount, Must, rule));
        Ok((run(Mode::Send), run(Mode::Observe)))
    }

    /// An amount rule, and what counts instead on input.
    fn rule(sent: AmountRule, received: AmountRule) -> Rule {
        let amount = |rule| -> &'static AmountRule { Box::leak(Box::new(rule)) };
        let received: &'static Rule = Box::leak(Box::new(Rule::new().amount(amount(received))));
        Rule::new().amount(amount(sent)).received(received)
    }

    fn both(rule: AmountRule) -> Rule {
        self::rule(rule, rule)
    }

    const TEXT: Rule = Rule::new().max(3);

    #[test]
    fn both_members_are_mandatory_unless_the_rule_says_otherwise() -> Result<(), DecodeError> {
        let usual = AmountRule::new(16, 2);
        let (strict, _) = found("{}", both(usual))?;
        assert_eq!(strict, ["fee.value: missing, it is mandatory", "fee.currency: missing, it is mandatory"]);
        let lax = usual.value(May, &Rule::new().precision(16, 2)).currency(May, &TEXT);
        assert_eq!(found("{}", both(lax))?, (vec![], vec![]));
        let (strict, lenient) = found("{}", rule(usual, lax))?;
        assert_eq!((strict.len(), lenient.len()), (2, 0));
        let empty = r#"{"value":"","currency":""}"#;
        let may_be_empty = usual
            .value(Must, &Rule::new().precision(16, 2).may_be_empty())
            .currency(Must, &Rule::new().max(3).may_be_empty());
        let (strict, lenient) = found(empty, rule(usual, may_be_empty))?;
        assert_eq!((strict.len(), lenient.len()), (2, 0));
        Ok(())
    }

    #[test]
    fn the_value_has_the_digits_of_the_rule() -> Result<(), DecodeError> {
        let usual = AmountRule::new(4, 2);
        let zeros = usual.value(Must, &Rule::new().precision(4, 2).zero_decimals());
        let also_whole = usual.value(Must, &Rule::new().precision(4, 2).or_precisions(&[(4, 0)]));
        let short = usual.value(Must, &Rule::new().precision(4, 2).max(6));
        for (value, rule, strict, lenient) in [
            ("1234.00", both(usual), true, true),
            ("12345.00", both(usual), false, false),
            ("1234", both(usual), false, false),
            ("-1.00", both(usual), false, false),
            ("1,00", both(usual), false, false),
            ("1234", rule(usual, also_whole), false, true),
            ("1.50", both(zeros), false, false),
            ("1.00", both(zeros), true, true),
            ("1234.00", both(short), false, false),
            ("123.00", both(short), true, true),
        ] {
            let (s, l) = found(&format!(r#"{{"value":"{value}","currency":"IDR"}}"#), rule)?;
            assert_eq!((s.is_empty(), l.is_empty()), (strict, lenient), "{value}");
        }
        Ok(())
    }

    #[test]
    fn a_bare_number_is_one_violation_and_its_zeros_are_not_missed() -> Result<(), DecodeError> {
        let usual = AmountRule::new(16, 2);
        let json = r#"{"value":10000,"currency":"IDR"}"#;
        let number = vec!["fee.value: came as a number, another JSON form is specified".to_owned()];
        assert_eq!(found(json, both(usual))?, (number.clone(), number.clone()));
        let numbers = usual.forms(&[("value", Form::Number)]);
        assert_eq!(found(json, rule(usual, numbers))?, (number, vec![]));
        Ok(())
    }

    #[test]
    fn the_currency_is_one_of_the_list() -> Result<(), DecodeError> {
        let usual = AmountRule::new(16, 2);
        let listed = usual.currency(Must, &TEXT.values(&["IDR"]));
        let tolerant = usual.currency(Must, &TEXT.values(&["IDR"]).or_values(&["Rp"]));
        for (currency, strict, lenient) in
            [("IDR", true, true), ("USD", false, false), ("Rp", false, true), ("RUPIAH", false, false)]
        {
            let (s, l) = found(&format!(r#"{{"value":"1.00","currency":"{currency}"}}"#), rule(listed, tolerant))?;
            assert_eq!((s.is_empty(), l.is_empty()), (strict, lenient), "{currency}");
        }
        let (strict, _) = found(r#"{"value":"1.00","currency":"idr"}"#, both(usual))?;
        assert_eq!(strict, ["fee.currency: must be a currency code of three capital letters, such as IDR"]);
        Ok(())
    }

    #[test]
    fn a_capital_name_is_another_name() -> Result<(), DecodeError> {
        let usual = AmountRule::new(16, 2);
        let json = r#"{"value":"1.00","Currency":"IDR"}"#;
        let other = vec!["fee.currency: came under another name than the specified one".to_owned()];
        assert_eq!(found(json, both(usual))?, (other.clone(), other.clone()));
        assert_eq!(found(json, rule(usual, usual.forms(&[("currency", Form::OtherName)])))?, (other, vec![]));
        Ok(())
    }

    #[test]
    fn each_amount_of_a_list_is_checked() {
        const EACH: Rule = Rule::new().amount(&AmountRule::new(16, 2).currency(May, &TEXT));
        const LIST: Rule = Rule::new().most(1).each(&EACH);
        let amounts = Some(vec![Amount::idr(1), Amount::default()]);
        let found = broken(Mode::Send, &|m| m.ruled("fees", &amounts, Must, &LIST));
        assert_eq!(found, ["fees: 2 elements, at most 1 is allowed", "fees[1].value: missing, it is mandatory"]);
    }
}
