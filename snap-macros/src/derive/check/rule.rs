//! What a value must be: the keys of a row, each where its type has something to say to it.

use quote::ToTokens as _;
use syn::{Lit, LitStr};

use super::super::model::{FORMATS, INTEGER, Kind, Rule};
use super::super::raw::Arguments;
use super::super::raw::keys::{ITEMS, PAD};
use super::values::{limit, precision, texts};
use super::{amount, limits, pattern};
use crate::check::values::{keyword, text};
use crate::mistakes::Report;
use crate::raw::Value;
use crate::words::{list, nearest};

/// The keys that are rules of values.
const KEYS: [&str; 16] = [
    "max",
    "min",
    "exact",
    "precision",
    "decimals",
    "values",
    "open",
    "format",
    "pattern",
    "pad",
    "items",
    "min_items",
    "max_items",
    "exact_items",
    "value",
    "currency",
];

/// The rule of a value; none if something is wrong with it.
pub(crate) fn of(given: &Arguments, kind: &Kind, report: &mut Report<'_>) -> Option<Rule> {
    let mut good = true;
    for argument in given.iter().filter(|argument| KEYS.contains(&argument.name)) {
        if let Some(message) = misfit(argument.name, kind) {
            report.at(&argument.key, message);
            good = false;
        }
    }
    let mut limited = |key: &str| limit(given, key, report);
    let (min, max, exact) = (limited("min"), limited("max"), limited("exact"));
    let (least, most, count) = (limited("min_items"), limited("max_items"), limited("exact_items"));
    let form = format(given, kind, report);
    let is_number = *kind == Kind::Number;
    let mut rule = Rule {
        min,
        max: max.filter(|_| !is_number),
        exact,
        format: form.filter(|form| *form != INTEGER),
        pattern: pattern::of(given, report),
        pad: pad(given, report),
        precision: precision(given, report),
        zero_decimals: given.pair("decimals").and_then(|pair| keyword(pair, &[("zero", ())], report)).is_some(),
        digits: max.filter(|_| is_number),
        whole: form == Some(INTEGER),
        values: values(given, report),
        open: given.has("open"),
        least,
        most,
        count,
        each: None,
        amount: None,
    };
    good &= KEYS.iter().all(|key| !given.has(key) || is_read(&rule, key));
    if let Kind::List(element) | Kind::Map(element) = kind
        && let Some((key, content)) = given.list("items")
    {
        let mut inner = Arguments::read(content.clone(), &ITEMS, report);
        inner.once(&ITEMS, &[], report);
        if content.is_empty() {
            report.at(key, "`items()` is empty: write what each element is, such as `items(max = 10)`");
        }
        match of(&inner, element, report) {
            Some(each) => rule.each = Some(Box::new(each)),
            None => good = false,
        }
    }
    good &= limits::check(given, &rule, kind, report);
    if *kind == Kind::Amount {
        match amount::of(given, &mut rule, report) {
            Some(amount) => rule.amount = amount.map(Box::new),
            None => good = false,
        }
    }
    good.then_some(rule)
}

/// Whether what stands under a key has become part of the rule; where it has not, it has been reported.
fn is_read(rule: &Rule, key: &str) -> bool {
    match key {
        "max" => rule.max.or(rule.digits).is_some(),
        "min" => rule.min.is_some(),
        "exact" => rule.exact.is_some(),
        "precision" => rule.precision.is_some(),
        "decimals" => rule.zero_decimals,
        "values" => !rule.values.is_empty(),
        "format" => rule.format.is_some() || rule.whole,
        "pattern" => rule.pattern.is_some(),
        "pad" => rule.pad.is_some(),
        "min_items" => rule.least.is_some(),
        "max_items" => rule.most.is_some(),
        "exact_items" => rule.count.is_some(),
        _ => true,
    }
}

/// Why a key says nothing about values of a kind, and what to write instead.
fn misfit(key: &str, kind: &Kind) -> Option<String> {
    let about_elements = matches!(key, "min_items" | "max_items" | "exact_items" | "items");
    let about_amounts = matches!(key, "value" | "currency");
    let instead = match kind {
        Kind::Named if about_amounts => "write `Option<Amount>`, or remove it".to_owned(),
        Kind::Named => return None,
        Kind::Text if !about_elements && !about_amounts => return None,
        Kind::Number if matches!(key, "max" | "precision" | "format") => return None,
        Kind::Amount if about_amounts || matches!(key, "precision" | "decimals") => return None,
        Kind::List(_) | Kind::Map(_) if about_elements => return None,
        Kind::Text => match key.strip_suffix("_items") {
            Some(limit) => format!("write `{limit} = …`, for characters"),
            None => "remove it".to_owned(),
        },
        Kind::Amount if matches!(key, "max" | "min" | "exact" | "pattern") => format!("write `value({key} = …)`"),
        Kind::Amount if key == "values" => "write `currency(values(\"IDR\"))`".to_owned(),
        Kind::Amount if matches!(key, "open" | "format") => "write it in `currency(…)`".to_owned(),
        Kind::List(_) | Kind::Map(_) if matches!(key, "max" | "min" | "exact") => {
            format!("write `{key}_items = …` for elements, or `items({key} = …)` for each of them")
        }
        Kind::List(_) | Kind::Map(_) => "write it in `items(…)`, for each element".to_owned(),
        Kind::Number | Kind::Boolean | Kind::Amount | Kind::Open => "remove it".to_owned(),
    };
    let of = match kind {
        Kind::Text => "text",
        Kind::Boolean => "a boolean",
        Kind::Number => "a JSON number",
        Kind::Amount => "an amount as a whole",
        Kind::Open => "what may be anything",
        Kind::List(_) => "a list as a whole",
        Kind::Map(_) => "a map as a whole",
        Kind::Named => "this type",
    };
    Some(format!("`{key}` says nothing about {of}: {instead}"))
}

/// The variant of the runtime's `Format`, or that a number is whole.
fn format(given: &Arguments, kind: &Kind, report: &mut Report<'_>) -> Option<&'static str> {
    let pair = given.pair("format")?;
    // A word without quotes is told so, with the form that is near.
    let name = match &pair.value {
        Value::Word { text, .. } => text.replace('_', "-"),
        _ => text(pair, report)?.value(),
    };
    if matches!(kind, Kind::Number) {
        if name == INTEGER {
            quotes(pair, &name, report)?;
            return Some(INTEGER);
        }
        report.at(&pair.value, "a JSON number has one form of its own: write `format = \"integer\"`");
        return None;
    }
    if let Some((_, variant)) = FORMATS.iter().find(|(word, _)| *word == name) {
        quotes(pair, &name, report)?;
        return Some(variant);
    }
    if name == INTEGER {
        report.at(&pair.value, "an integer is a JSON number: write `Option<Number>`; text of digits is `\"digits\"`");
        return None;
    }
    let known: Vec<_> = FORMATS.iter().map(|(word, _)| *word).collect();
    let advice = match nearest(&name, &known) {
        Some(near) => format!("did you mean `\"{near}\"`?"),
        None => format!("formats are {}", list(&known, "and")),
    };
    report.at(&pair.value, format!("`\"{name}\"` is no format; {advice}"));
    None
}

fn quotes(pair: &crate::raw::Pair, name: &str, report: &mut Report<'_>) -> Option<()> {
    match pair.value {
        Value::Literal(_) => Some(()),
        _ => {
            report.at(&pair.value, format!("`{0}` is text: write `{0} = \"{name}\"`", pair.key));
            None
        }
    }
}

/// `pad(left = " ", to = 8)`
fn pad(given: &Arguments, report: &mut Report<'_>) -> Option<(char, u32)> {
    let (key, content) = given.list("pad")?;
    let mut pad = Arguments::read(content.clone(), &PAD, report);
    pad.once(&PAD, &[], report);
    if !pad.has("left") || !pad.has("to") {
        report.at(key, "padding has a character and a length: write `pad(left = \" \", to = 8)`");
    }
    let left = pad.pair("left").and_then(|pair| match &pair.value {
        Value::Literal(Lit::Char(char)) => Some(char.value()),
        Value::Literal(Lit::Str(text)) if text.value().chars().count() == 1 => text.value().chars().next(),
        value => {
            report.at(value, "padding is one character: write `left = \" \"`");
            None
        }
    });
    let to = limit(&pad, "to", report);
    Some((left?, to?))
}

fn values(given: &Arguments, report: &mut Report<'_>) -> Vec<String> {
    let Some((key, content)) = given.list("values") else { return Vec::new() };
    let mut values: Vec<LitStr> = Vec::new();
    if content.to_token_stream().is_empty() {
        report.at(key, "`values()` is empty: write the values, or leave it out");
    }
    for value in texts(content, report) {
        if value.value().is_empty() {
            report.at(&value, "an empty text is no value: remove it");
        } else if values.iter().any(|other| other.value() == value.value()) {
            report.at(&value, format!("`\"{}\"` stands twice: remove one of them", value.value()));
        } else {
            values.push(value);
        }
    }
    values.iter().map(LitStr::value).collect()
}
