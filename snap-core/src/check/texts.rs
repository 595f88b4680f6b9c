//! Rules of texts.

use super::context::Need;
use super::core::Check;
use super::format::Format;
use super::lists::ListRule;
use super::numbers::broken_decimal;
use super::text_rule::TextRule;
use crate::check::violation::Broken;

/// Characters of a text beyond a limit: bytes decide where they can, for no text has more characters than bytes.
pub(super) fn too_long(text: &str, max: u32) -> Option<u32> {
    if max == 0 || text.len() <= max as usize {
        return None;
    }
    let len = characters(text);
    (len > max).then_some(len)
}

fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

impl Check<'_> {
    /// A text of up to `max` characters; 0 is no limit. Mandatory means: not empty either.
    #[inline]
    pub fn text(&mut self, name: &'static str, value: &Option<String>, need: Need, max: u32) {
        match value {
            Some(text) if !text.is_empty() && (max == 0 || text.len() <= max as usize) => {}
            None if need == Need::May => {}
            _ => self.text_in_doubt(name, value.as_deref(), need, max),
        }
    }

    fn text_in_doubt(&mut self, name: &'static str, value: Option<&str>, need: Need, max: u32) {
        let Some(text) = value else { return self.absent(name, need) };
        if text.is_empty() {
            if self.demanded(need) {
                self.add(name, Broken::Empty);
            }
        } else if let Some(len) = too_long(text, max) {
            self.add(name, Broken::TooLong { max, len });
        }
    }

    /// A text with more rules than a length.
    #[inline]
    pub fn text_with(&mut self, name: &'static str, value: &Option<String>, need: Need, rule: &TextRule) {
        match value {
            Some(text) if rule.surely_holds(text) => {}
            _ => self.text_with_in_doubt(name, value, need, rule),
        }
    }

    fn text_with_in_doubt(&mut self, name: &'static str, value: &Option<String>, need: Need, rule: &TextRule) {
        match value {
            Some(text) => {
                if let Some(broken) = self.broken_text(text, self.demanded(need), rule) {
                    self.add(name, broken);
                }
            }
            None => self.absent(name, need),
        }
    }

    /// Texts in an array; an empty one is a violation.
    pub fn texts(
        &mut self,
        name: &'static str,
        value: &Option<Vec<String>>,
        need: Need,
        list: &ListRule,
        rule: &TextRule,
    ) {
        self.counted(name, value.as_ref().map(Vec::len), need, list);
        let Some(texts) = value else { return };
        for (index, text) in texts.iter().enumerate() {
            if let Some(broken) = self.broken_text(text, true, rule) {
                self.add_element(name, index, broken);
            }
        }
    }

    fn broken_text(&self, text: &str, mandatory: bool, rule: &TextRule) -> Option<Broken> {
        let lenient = !self.strict();
        if text.is_empty() {
            // An empty optional text says nothing: providers send it for an absent one.
            return match mandatory {
                true if lenient && rule.accept_empty => None,
                true => Some(Broken::Empty),
                false if lenient || self.failed() => None,
                false => rule.broken_empty(),
            };
        }
        rule.broken_length(text, lenient).or_else(|| rule.broken_content(text, lenient))
    }
}

impl TextRule {
    /// The usual case, told apart where it is called, so that the rule's constants decide most of it: a length that
    /// bytes settle, and a format. False says nothing.
    #[inline]
    fn surely_holds(&self, text: &str) -> bool {
        let simple = self.exact == 0
            && self.min <= 1
            && self.pad_left.is_none()
            && self.pattern.is_none()
            && self.precision.is_none()
            // What holds for all holds for others too.
            && (self.accept_max == 0 || self.accept_max >= self.max);
        simple
            && !text.is_empty()
            && (self.max == 0 || text.len() <= self.max as usize)
            && self.format.is_none_or(|format| format.matches(text))
    }

    /// What an empty text that need not be there breaks: whatever no empty text can fulfil.
    fn broken_empty(&self) -> Option<Broken> {
        if let Some((with, to)) = self.pad_left {
            return Some(Broken::Padding { with, to });
        }
        if self.exact > 0 {
            return Some(Broken::NotExact { exact: self.exact, len: 0 });
        }
        if self.min > 0 {
            return Some(Broken::TooShort { min: self.min, len: 0 });
        }
        self.broken_content("", false)
    }

    fn broken_length(&self, text: &str, lenient: bool) -> Option<Broken> {
        if lenient && self.accept_max > 0 {
            return too_long(text, self.accept_max).map(|len| Broken::TooLong { max: self.accept_max, len });
        }
        if let Some((with, to)) = self.pad_left.filter(|_| !self.accepts_anything(lenient)) {
            // Zeros at the end are digits; blanks at the end are padding on the wrong side.
            let wrong_side = !with.is_alphanumeric() && text.ends_with(with);
            return (characters(text) != to || wrong_side).then_some(Broken::Padding { with, to });
        }
        if self.exact > 0 {
            let len = characters(text);
            return (len != self.exact).then_some(Broken::NotExact { exact: self.exact, len });
        }
        if let Some(len) = too_long(text, self.max) {
            return Some(Broken::TooLong { max: self.max, len });
        }
        if self.min > 1 {
            let len = characters(text);
            return (len < self.min).then_some(Broken::TooShort { min: self.min, len });
        }
        None
    }

    /// Any form is accepted on input: length alone counts.
    fn accepts_anything(&self, lenient: bool) -> bool {
        lenient && self.accept_formats.contains(&Format::Any)
    }

    fn broken_content(&self, text: &str, lenient: bool) -> Option<Broken> {
        if let Some(format) = self.format {
            let bare = self.pad_left.map_or(text, |(with, _)| text.trim_start_matches(with));
            let accepted = lenient && self.accept_formats.iter().any(|format| format.matches(bare));
            if !format.matches(bare) && !accepted {
                return Some(Broken::Format(format));
            }
        }
        if self.pattern.is_some_and(|pattern| !pattern.matches(text)) && !self.accepts_anything(lenient) {
            return Some(Broken::Pattern);
        }
        let precision = self.precision?;
        let accepted = if lenient { self.accept_precision } else { None };
        broken_decimal(text, precision, accepted, self.zero_decimals, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::testing::{NO, broken};
    use crate::{Format, May, Mode, Must};

    const STRICT: Mode = Mode::Strict;
    const LENIENT: Mode = Mode::Lenient;

    fn rule_of(text: &str, need: Need, rule: &TextRule, mode: Mode) -> Option<String> {
        let value = Some(text.to_owned());
        broken(mode, &|check| check.text_with("a", &value, need, rule)).pop()
    }

    #[test]
    fn counts_characters_not_bytes() {
        for (text, found) in
            [("ééééé", None), ("éééééé", Some("a: 6 characters, at most 5 are allowed")), ("日本語", None)]
        {
            let value = Some(text.to_owned());
            let rules = |check: &mut Check<'_>| check.text("a", &value, Must, 5);
            assert_eq!(broken(STRICT, &rules).pop().as_deref(), found, "{text}");
            assert_eq!(rule_of(text, Must, &TextRule::new().max(5), STRICT).as_deref(), found);
        }
        assert!(broken(STRICT, &|check| check.text("a", &Some("x".repeat(9999)), Must, 0)).is_empty());
    }

    #[test]
    fn an_empty_text_is_no_mandatory_text() {
        let empty = Some(String::new());
        assert_eq!(broken(LENIENT, &|check| check.text("a", &empty, Must, 5)), ["a: empty, it is mandatory"]);
        assert!(broken(STRICT, &|check| check.text("a", &empty, May, 5)).is_empty());
        assert!(broken(STRICT, &|check| check.text("a", &None, May, 5)).is_empty());
    }

    #[test]
    fn an_empty_optional_text_breaks_its_format_only_when_sent() {
        let date = TextRule::new().format(Format::Date);
        assert!(rule_of("", May, &date, STRICT).is_some());
        assert!(rule_of("", May, &date, LENIENT).is_none());
        assert!(rule_of("", May, &TextRule::new().exact(3), STRICT).is_some());
        assert!(rule_of("", May, &TextRule::new().max(3), STRICT).is_none());
        assert!(rule_of("", Must, &date.accept_empty(), LENIENT).is_none());
        assert!(rule_of("", Must, &date.accept_empty(), STRICT).is_some());
    }

    #[test]
    fn what_errata_accept_is_accepted_of_others_only() {
        for (text, rule) in [
            ("abcdef", TextRule::new().max(5).accept_max(6)),
            ("ab", TextRule::new().exact(5).accept_max(6)),
            ("20201231T235959Z", TextRule::new().format(Format::DateTime).accept_format(&[Format::BasicDateTime])),
            ("1000", TextRule::new().precision(16, 2).accept_precision(16, 0)),
            ("   12", TextRule::new().pad_left(' ', 8).accept_max(8)),
        ] {
            assert!(rule_of(text, Must, &rule, STRICT).is_some(), "{text}");
            assert_eq!(rule_of(text, Must, &rule, LENIENT), None, "{text}");
        }
        let rule = TextRule::new().exact(5).accept_max(6);
        assert!(rule_of("abcdefg", Must, &rule, LENIENT).is_some());
    }

    #[test]
    fn every_rule_of_a_text_holds() {
        let padded = TextRule::new().pad_left(' ', 8).format(Format::Digits);
        let zeros = TextRule::new().pad_left('0', 4).format(Format::Digits);
        let decimal = TextRule::new().precision(4, 2);
        for (text, rule, good) in [
            ("abc", TextRule::new().exact(3), true),
            ("äbc", TextRule::new().exact(3), true),
            ("abcd", TextRule::new().exact(3), false),
            ("ab", TextRule::new().min(3), false),
            ("abc", TextRule::new().min(3).max(5), true),
            ("AB1", TextRule::new().pattern(&NO), true),
            ("AB", TextRule::new().pattern(&NO), false),
            ("   12345", padded, true),
            ("12345678", padded, true),
            ("12345", padded, false),
            ("12345   ", padded, false),
            ("   1234x", padded, false),
            ("0100", zeros, true),
            ("100", zeros, false),
            ("1234.00", decimal, true),
            ("12345.00", decimal, false),
            ("1.0", decimal, false),
            ("-1.00", decimal, false),
            ("1.50", decimal.zero_decimals(), false),
            ("1.00", decimal.zero_decimals(), true),
            ("100", TextRule::new().precision(4, 0), true),
            ("100.", TextRule::new().precision(4, 0), false),
        ] {
            assert_eq!(rule_of(text, Must, &rule, STRICT).is_none(), good, "{text:?} {rule:?}");
        }
    }
}
