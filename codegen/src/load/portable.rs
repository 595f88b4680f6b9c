//! Plain scalars that some reader of YAML takes for something else than text.
//!
//! YAML 1.1 (PyYAML, Psych) and 1.2 (JavaScript, ours) disagree about words, dates, times and most forms of numbers, and
//! readers of each about the rest. What all of them read alike is left alone: digits as a number, `true` and `false` as
//! truths, `null` and `~` as nothing.

/// What a reader may take a plain scalar for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Digits, `true`, `null`: every reader agrees.
    Plain(&'static str),
    /// `yes`, `off`, `y`.
    Truth,
    /// `True`, `FALSE`: our own readers take them for truths.
    LoudTruth,
    /// `07`, `0x1F`, `1_000`, `.5`, `.inf`.
    Number,
    /// `1:30`: base 60.
    Sixties,
    /// `2026-11-21`, with or without a time.
    Date,
    /// `=`: the default value of a map.
    Default,
}

impl Reading {
    /// For messages: "some YAML readers take it for …".
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Plain(what) => what,
            Self::Truth | Self::LoudTruth => "true or false",
            Self::Number => "a number",
            Self::Sixties => "a number to base 60",
            Self::Date => "a date",
            Self::Default => "a default value",
        }
    }
}

/// What readers make of a plain scalar; none if it is text to all of them.
pub(super) fn reading(text: &str) -> Option<Reading> {
    match text {
        "true" | "false" => return Some(Reading::Plain("true or false")),
        "~" | "null" | "Null" | "NULL" => return Some(Reading::Plain("nothing")),
        "=" => return Some(Reading::Default),
        _ => {}
    }
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(&["true", "false"]) {
        return Some(Reading::LoudTruth);
    }
    if is(&["yes", "no", "on", "off", "y", "n"]) {
        return Some(Reading::Truth);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if text == "0" || !text.starts_with('+') && !unsigned.starts_with('0') && digits(unsigned) {
        return Some(Reading::Plain("a number"));
    }
    if is_number(unsigned) {
        return Some(Reading::Number);
    }
    if is_sixties(unsigned) {
        return Some(Reading::Sixties);
    }
    is_date(text).then_some(Reading::Date)
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Begins with a digit, and has nothing but digits and what some readers allow between them.
fn grouped(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && text.bytes().all(|b| b.is_ascii_digit() || b == b'_' || b == b',')
}

fn is_number(text: &str) -> bool {
    if let Some(special) = text.strip_prefix('.')
        && ["inf", "nan"].iter().any(|word| special.eq_ignore_ascii_case(word))
    {
        return true;
    }
    for (prefix, base) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(rest) = text.to_ascii_lowercase().strip_prefix(prefix) {
            return !rest.is_empty() && rest.chars().all(|c| c == '_' || c.is_digit(base));
        }
    }
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (text.get(..at).unwrap_or(""), text.get(at + 1..)),
        None => (text, None),
    };
    let exponent = exponent.is_none_or(|e| digits(e.strip_prefix(['-', '+']).unwrap_or(e)));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole_is = whole.is_empty() && !fraction.is_empty() || grouped(whole);
    exponent && whole_is && (fraction.is_empty() || grouped(fraction))
}

fn is_sixties(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = whole.split(':');
    parts.next().is_some_and(grouped)
        && whole.contains(':')
        && parts.all(|part| digits(part) && part.len() <= 2)
        && (fraction.is_empty() || grouped(fraction))
}

/// A date of three parts, and behind it nothing but what may stand in a time.
fn is_date(text: &str) -> bool {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(text.len());
    let (date, time) = text.split_at(end);
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let short = |part: &str| digits(part) && part.len() <= 2;
    digits(year)
        && year.len() == 4
        && short(month)
        && short(day)
        && (time.is_empty() || time.starts_with(['T', 't', ' ', '\t']))
        && time.bytes().all(|b| b.is_ascii_digit() || b"Tt Zz\t:.+-".contains(&b))
}
