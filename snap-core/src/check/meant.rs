//! What keeps every rule of the spec and yet cannot be meant: a blank reference, a transfer of nothing, a currency by
//! another name. Asked of what is about to be sent, and of nothing else: what was received is judged by the spec alone.

use super::context::Need;
use super::core::Check;
use super::format::Format;
use super::path::{Path, Step};
use super::rule::AmountRule;
use crate::check::violation::Broken;
use crate::json::amount::Amount;
use crate::meta::endpoint::Effect;

/// How the standard names the amount that a request moves. Fees, totals and what an inquiry shows have other names, and
/// may be zero.
const MOVED: [&str; 5] = ["amount", "paidAmount", "refundAmount", "captureAmount", "voidAmount"];

impl Check<'_> {
    /// White space where something is mandatory.
    pub(super) fn blank(&self, text: &str, need: Need) -> Option<Broken> {
        let demanded = || match need {
            Need::When(when) | Need::WhenSent(when) => self.asked(when),
            Need::Must | Need::May | Need::Always | Need::Sent => self.filled(need),
        };
        (self.sending() && !text.is_empty() && text.trim_start().is_empty() && demanded()).then_some(Broken::Blank)
    }

    /// An amount that nobody sends, at which the check stands.
    pub(super) fn unmeant_value(&self, amount: &Amount) -> Option<Broken> {
        let effect = self.place.ground.sending?;
        if amount.is_negative() {
            return Some(Broken::Negative);
        }
        let moves = effect == Effect::MovesMoney && self.place.path.is_some_and(is_moved);
        (moves && amount.is_zero()).then_some(Broken::Zero)
    }

    /// A currency of another shape, where the spec says nothing of it but its length.
    pub(super) fn unmeant_currency(&self, amount: &Amount, rule: &AmountRule) -> Option<Broken> {
        let currency = amount.currency.as_deref().filter(|currency| !currency.is_empty())?;
        let unruled = rule.currency.format.is_none() && rule.currency.values.is_empty();
        (self.sending() && unruled && !Format::Currency.matches(currency)).then_some(Broken::Format(Format::Currency))
    }
}

/// The amount of the message, or of an element of a list in it: each entry of a bulk transfer is one.
fn is_moved(path: &Path<'_>) -> bool {
    let listed = |path: &Path<'_>| matches!(path.step, Step::Index(_)) && path.parent.is_some_and(is_top);
    matches!(path.step, Step::Name(name) if MOVED.contains(&name)) && (is_top(path) || path.parent.is_some_and(listed))
}

fn is_top(path: &Path<'_>) -> bool {
    path.parent.is_none()
}

#[cfg(test)]
mod tests {
    use crate::message::testing::{GOOD, Transfer, broken_with, violations};
    use crate::{
        Amount, AmountRule, Context, DecodeError, Effect, Endpoint, May, Members, Mode, Model as _, Must, Need, Rule,
        When,
    };

    const PAY: Endpoint = Endpoint::new("bank").service("pay").effect(Effect::MovesMoney);
    const ASK: Endpoint = PAY.service("ask").effect(Effect::Read);

    fn sent(endpoint: &Endpoint, show: &dyn Fn(&mut Members<'_, '_>)) -> Vec<String> {
        broken_with(Mode::Send, &Context::default().sending(endpoint), &[], show)
    }

    fn transfer(json: &str, context: &Context<'_>) -> Result<Vec<String>, DecodeError> {
        let found = Transfer::from_json(json.as_bytes())?.validate_with(context);
        Ok(found.err().into_iter().flatten().map(|violation| violation.to_string()).collect())
    }

    #[test]
    fn white_space_is_no_mandatory_text() {
        static BESIDE: When = When::Present("there");
        const LONG: Rule = Rule::new().max(9).min(2);
        let there = Some("x".to_owned());
        for blank in [" ", "\t\n", "\u{3000}\u{a0}"] {
            let blank = Some(blank.repeat(2));
            let list = Some(vec!["aa".to_owned(), "  ".to_owned()]);
            let show = |m: &mut Members<'_, '_>| {
                m.text("there", &there, May, 9);
                m.text("must", &blank, Must, 9);
                m.ruled("ruled", &blank, Must, &LONG);
                m.ruled("beside", &blank, Need::When(&BESIDE), &LONG);
                m.text("may", &blank, May, 9);
                m.ruled("list", &list, May, &const { Rule::new().each(&LONG) });
            };
            let text = ": only white space, it is mandatory: write the value that is meant";
            let expected = ["must", "ruled", "beside", "list[1]"].map(|name| format!("{name}{text}"));
            assert_eq!(sent(&PAY, &show), expected);
            assert_eq!(sent(&ASK, &show), expected);
            // Who serves a request holds it to the spec.
            assert!(broken_with(Mode::Send, &Context::default(), &[], &show).is_empty());
        }
    }

    #[test]
    fn blanks_that_are_padding_are_part_of_a_value() {
        let padded = Some("   12345".to_owned());
        assert!(sent(&PAY, &|m| m.ruled("a", &padded, Must, &const { Rule::new().pad_left(' ', 8) })).is_empty());
        assert!(sent(&PAY, &|m| m.text("a", &padded, Must, 8)).is_empty());
    }

    #[test]
    fn a_call_that_moves_money_moves_some() {
        let (zero, some) = (Some(Amount::idr(0)), Some(Amount::idr(1)));
        let show = |m: &mut Members<'_, '_>| {
            m.value("amount", &zero, Must);
            m.value("refundAmount", &zero, May);
            m.value("paidAmount", &some, May);
            m.value("feeAmount", &zero, May);
            m.value("totalAmount", &zero, May);
        };
        let text = "is zero, and the call moves money: write the amount that is to be moved";
        assert_eq!(sent(&PAY, &show), [format!("amount.value: {text}"), format!("refundAmount.value: {text}")]);
        assert!(sent(&ASK, &show).is_empty());
        assert!(broken_with(Mode::Send, &Context::default(), &[], &show).is_empty());
    }

    #[test]
    fn each_entry_of_a_list_moves_some_and_what_lies_deeper_may_be_zero() -> Result<(), DecodeError> {
        let json = GOOD.replace(r#"{"no":"none"}"#, r#"{"no":"none","amount":{"value":"0.00","currency":"IDR"}}"#);
        let found = transfer(&json.replace(r#""1.00""#, r#""0.00""#), &Context::default().sending(&PAY))?;
        assert_eq!(
            found,
            ["bills[1].amount.value: is zero, and the call moves money: write the amount that is to be moved"]
        );
        assert_eq!(transfer(GOOD, &Context::default().sending(&PAY))?, Vec::<String>::new());
        Ok(())
    }

    #[test]
    fn nobody_sends_less_than_nothing() -> Result<(), DecodeError> {
        let json = GOOD.replace(r#""1.00""#, r#""-1.00""#);
        let text = "is negative: write it without a sign; money goes back by a service of its own";
        let ask = Context::default().sending(&ASK);
        assert_eq!(transfer(&json, &ask)?, [format!("limits.day.value: {text}")]);
        // Also where the spec has no digits of its own.
        const FREE: Rule = Rule::new().amount(&const { AmountRule::new(16, 2).value(May, &Rule::new().max(20)) });
        let negative = Some(Amount::idr(-5));
        assert_eq!(sent(&PAY, &|m| m.ruled("fee", &negative, May, &FREE)), [format!("fee.value: {text}")]);
        assert_eq!(violations(&Transfer::from_json(json.as_bytes())?, false).len(), 1);
        Ok(())
    }

    #[test]
    fn a_currency_is_a_code_unless_the_spec_lists_another() {
        const LONG: Rule = Rule::new().amount(&const { AmountRule::new(16, 2).currency(May, &Rule::new().max(9)) });
        const LISTED: Rule =
            Rule::new().amount(&const { AmountRule::new(16, 2).currency(Must, &Rule::new().values(&["Rp"])) });
        let text = "must be a currency code of three capital letters, such as IDR";
        for (currency, long, listed) in [
            ("IDR", None, Some("must be one of Rp")),
            ("Rp", Some(text), None),
            ("idr", Some(text), Some("must be one of Rp")),
            ("   ", Some(text), Some("must be one of Rp")),
            ("", None, Some("empty, it is mandatory")),
        ] {
            let amount = Some(Amount::new(1, currency));
            for (rule, text) in [(&LONG, long), (&LISTED, listed)] {
                let expected: Vec<_> = text.into_iter().map(|text| format!("fee.currency: {text}")).collect();
                assert_eq!(sent(&PAY, &|m| m.ruled("fee", &amount, Must, rule)), expected, "{currency}");
            }
        }
    }
}
