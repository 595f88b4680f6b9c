//! The two parts of an amount: what differs from the usual pair. What stands at the amount itself is about its value.

use syn::LitStr;

use super::super::model::{Amount, Kind, Part, Rule, STANDARD};
use super::super::raw::Arguments;
use super::super::raw::keys::{CURRENCY, VALUE};
use super::{member, rule};
use crate::check::values::text;
use crate::mistakes::Report;
use crate::raw::Keys;

/// The rule of an amount; `Some(None)` if it is the usual one. What is about the value is taken out of `outer`.
pub(crate) fn of(given: &Arguments, outer: &mut Rule, report: &mut Report<'_>) -> Option<Option<Amount>> {
    let (precision, zero_decimals) = (outer.precision.take(), std::mem::take(&mut outer.zero_decimals));
    let value = part(given, "value", &VALUE, report);
    let currency = part(given, "currency", &CURRENCY, report);
    let (mut value, mut currency) = (value?, currency?);
    value.rule.precision = value.rule.precision.or(precision);
    value.rule.zero_decimals |= zero_decimals;
    if value.rule.precision.is_none() && value.rule.pattern.is_none() {
        value.rule.precision = Some(STANDARD);
    }
    if !given.has("currency") {
        currency.rule.max = Some(3);
    }
    currency.rule.format.get_or_insert("Currency");
    let usual = !given.has("value")
        && !given.has("currency")
        && value.rule.precision == Some(STANDARD)
        && !value.rule.zero_decimals;
    Some((!usual).then_some(Amount { value, currency }))
}

fn part(given: &Arguments, key: &str, keys: &'static Keys, report: &mut Report<'_>) -> Option<Part> {
    let Some((place, content)) = given.list(key) else {
        // Nothing is said of it, or something that cannot be read.
        return (!given.has(key)).then(|| Part { must: true, rule: Rule::default() });
    };
    if content.is_empty() {
        report.at(place, format!("`{key}()` is empty: write what differs from the usual, or leave it out"));
        return None;
    }
    let mut own = Arguments::read(content.clone(), keys, report);
    own.once(keys, &[], report);
    let letter: Option<LitStr> = own.pair("presence").and_then(|pair| text(pair, report));
    let must = member::is_mandatory(letter.as_ref(), report);
    rule::of(&own, &Kind::Text, report).map(|rule| Part { must, rule })
}
