//! What settles the usual text at once. It is computed with its rule, in const context: most rules are a length, or a length
//! and one more thing, and which it is need not be asked of every value.

use super::format::{self, Format};
use super::rule::Rule;

/// The short form of a rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct Usual {
    /// Most bytes, for no text has more characters than bytes. 0 where nothing can be told at once.
    max: u32,
    content: Content,
}

#[derive(Debug, Clone, Copy)]
enum Content {
    Any,
    DateTime,
    Currency,
    Digits,
    Url,
    Is(Format),
    /// Digits before the point at most, decimals exactly, and whether those must be zeros.
    Number(u32, u32, bool),
    OneOf(&'static [&'static str]),
}

impl Usual {
    /// Of no rule: whatever is not empty.
    pub(super) const ANY: Self = Self { max: u32::MAX, content: Content::Any };
    const NEVER: Self = Self { max: 0, content: Content::Any };

    pub(super) const fn of(rule: &Rule) -> Self {
        let length = rule.exact == 0 && rule.min <= 1 && rule.pad_left.is_none();
        if !length || rule.pattern.is_some() {
            return Self::NEVER;
        }
        let content = match (rule.format, rule.precision, rule.values) {
            (None, None, []) => Content::Any,
            (Some(Format::DateTime), None, []) => Content::DateTime,
            (Some(Format::Currency), None, []) => Content::Currency,
            (Some(Format::Digits), None, []) => Content::Digits,
            (Some(Format::Url), None, []) => Content::Url,
            (Some(format), None, []) => Content::Is(format),
            (None, Some((digits, decimals)), []) => Content::Number(digits, decimals, rule.zero_decimals),
            (None, None, values) => Content::OneOf(values),
            _ => return Self::NEVER,
        };
        // Zeros behind the point of what is no plain number.
        if rule.zero_decimals && !matches!(content, Content::Number(..)) {
            return Self::NEVER;
        }
        Self { max: if rule.max == 0 { u32::MAX } else { rule.max }, content }
    }

    /// Whether a text surely keeps the rule. False says nothing.
    #[inline]
    pub(super) fn holds(&self, text: &str) -> bool {
        if text.is_empty() || text.len() > self.max as usize {
            return false;
        }
        match self.content {
            Content::Any => true,
            Content::DateTime => format::date_time(text.as_bytes()),
            Content::Currency => format::currency(text.as_bytes()),
            Content::Digits => format::digits(text.as_bytes()),
            Content::Url => format::url(text),
            Content::Is(format) => format.matches(text),
            Content::Number(digits, decimals, zeros) => is_number(text.as_bytes(), digits, decimals, zeros),
            Content::OneOf(values) => is_one_of(text, values),
        }
    }
}

// A call, so that the loop takes no registers of the others.
#[inline(never)]
fn is_one_of(text: &str, values: &[&str]) -> bool {
    values.contains(&text)
}

#[inline]
fn is_number(text: &[u8], digits: u32, decimals: u32, zeros: bool) -> bool {
    let behind = if decimals == 0 { 0 } else { decimals as usize + 1 };
    let Some((whole, fraction)) = text.len().checked_sub(behind).and_then(|at| text.split_at_checked(at)) else {
        return false;
    };
    let fraction = match fraction {
        [] | b".00" => true,
        [b'.', decimals @ ..] if zeros => decimals.iter().all(|byte| *byte == b'0'),
        [b'.', decimals @ ..] => format::digits(decimals),
        _ => false,
    };
    fraction && whole.len() <= digits as usize && format::digits(whole)
}

#[cfg(test)]
mod tests {
    use crate::check::pattern::Pattern;
    use crate::check::{Format, Mode, Rule};

    static DIGITS: Pattern = Pattern::new("[0-9]+");

    const TEXTS: [&str; 18] = [
        "",
        "1",
        "12",
        "123",
        "1234",
        "IDR",
        "idr",
        "é",
        "日本語",
        "1.00",
        "1.50",
        "123.00",
        ".00",
        "1.",
        "1.0a",
        "2020-12-31T23:59:59+07:00",
        "2021-02-29T23:59:59+07:00",
        "    ",
    ];

    #[test]
    fn what_is_told_at_once_is_what_the_whole_check_finds() {
        let none = Rule::new;
        let decimal = none().precision(2, 2);
        for (rule, told) in [
            (none(), 17),
            (none().max(3), 8),
            (none().max(3).min(1), 8),
            (none().max(3).min(2), 0),
            (none().exact(3), 0),
            (none().pad_left(' ', 4), 0),
            (none().pattern(&DIGITS), 0),
            (none().format(Format::Digits), 4),
            (none().format(Format::Digits).max(3), 3),
            (none().max(3).format(Format::Currency), 1),
            (none().max(25).format(Format::DateTime), 1),
            (none().max(24).format(Format::DateTime), 0),
            (none().format(Format::DateTime).or_formats(&[Format::Digits]), 1),
            (decimal, 2),
            (decimal.zero_decimals(), 1),
            (none().zero_decimals().precision(3, 2), 2),
            (none().precision(3, 0), 3),
            (none().format(Format::Decimal).zero_decimals(), 0),
            (none().format(Format::Decimal).precision(3, 2), 0),
            (none().values(&["IDR", "1"]), 2),
            (none().values(&["IDR", "1"]).max(2), 1),
        ] {
            let kept = |text: &&&str| rule.surely_holds(text);
            assert_eq!(TEXTS.iter().filter(kept).count(), told, "{rule:?}");
            for text in TEXTS.iter().filter(kept) {
                assert_eq!(rule.broken_text(text, rule.values, false, Mode::Send), None, "{text:?} {rule:?}");
            }
        }
    }
}
