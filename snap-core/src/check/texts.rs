//! Rules of texts and value lists.

use super::context::{Mode, Need};
use super::core::Check;
use super::format::Format;
use super::item::Item;
use super::moment::Moment;
use super::path::Step;
use super::rule::Rule;
use crate::check::violation::Broken;

/// Characters of a text beyond a limit: bytes decide where they can, for no text has more characters than bytes.
fn too_long(text: &str, max: u32) -> Option<u32> {
    if max == 0 || text.len() <= max as usize {
        return None;
    }
    let len = characters(text);
    (len > max).then_some(len)
}

pub(super) fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

impl Item for String {
    fn check_item(&self, rule: &'static Rule, need: Need, check: &mut Check<'_>) {
        check.text_value(self, need, rule, rule.values);
    }

    #[inline]
    fn surely_holds(&self, rule: &'static Rule) -> bool {
        rule.surely_holds(self)
    }

    fn plain(&self) -> Option<&str> {
        Some(self)
    }
}

impl Check<'_> {
    /// A text of up to `max` characters of which it could not be told at once; 0 is no limit. Mandatory means: not empty
    /// either.
    pub(super) fn text(&mut self, name: &'static str, value: &Option<String>, need: Need, max: u32) {
        let Some(text) = value else { return self.absent(name, need) };
        if text.is_empty() {
            if self.filled(need) {
                self.add(name, Broken::Empty);
            }
        } else if let Some(len) = too_long(self.as_read(name, text), max) {
            self.add(name, Broken::TooLong { max, len });
        } else if let Some(broken) = self.blank(text, need) {
            self.add(name, broken);
        }
    }

    /// A code is read without the white space around it, so that a server takes it so.
    fn as_read<'t>(&self, name: &str, text: &'t str) -> &'t str {
        if self.receives() && name == "responseCode" { text.trim() } else { text }
    }

    /// The text at which the check stands, with the value list of its type.
    pub fn text_value(&mut self, text: &str, need: Need, own: &'static Rule, list: &'static [&'static str]) {
        let rule = self.reading(own);
        let broken = if !text.is_empty() {
            let odd_time = if self.mode() == Mode::Observe { own.odd_time(text) } else { None };
            let broken = odd_time.or_else(|| rule.broken_text(text, list, self.bare(), self.mode()));
            broken.or_else(|| self.blank(text, need))
        } else if rule.may_be_empty {
            None
        } else if self.filled(need) {
            Some(Broken::Empty)
        } else if self.sends() && !self.failed() {
            rule.broken_empty(list)
        } else {
            // An empty optional text says nothing: providers send it for an absent one.
            None
        };
        if let Some(broken) = broken {
            self.add_here(broken);
        }
    }

    /// Elements of an array, one by one.
    pub(super) fn element(&mut self, index: usize, item: &dyn Item, rule: &'static Rule) {
        if self.sending() || !item.surely_holds(rule) {
            self.below(Step::Index(index), item, rule, Need::Must, None);
        }
    }
}

impl Rule {
    /// What a text that is there breaks.
    pub(super) fn broken_text(
        &self,
        text: &str,
        list: &'static [&'static str],
        bare: bool,
        mode: Mode,
    ) -> Option<Broken> {
        let receives = mode == Mode::Receive;
        if !list.is_empty() {
            if list.contains(&text) || self.or_values.contains(&text) {
                return None;
            }
            if !self.open && (mode == Mode::Send || !self.loose_list) {
                return Some(Broken::NotInList { allowed: list });
            }
        }
        // The length of a time is that of its form.
        if receives && self.format.is_some_and(Format::is_time) && Moment::of_any_form(text).is_some() {
            return None;
        }
        let loose = receives && self.loose_padding;
        // A server takes 20000 for 20000.00: it is the same money.
        self.broken_length(text, loose).or_else(|| self.broken_content(text, bare || receives, receives))
    }

    /// A time in another form than the row has, also where an erratum accepts it: it is readable as the time that it is, and
    /// who observes is told.
    fn odd_time(&self, text: &str) -> Option<Broken> {
        let format = self.format.filter(|format| format.is_time())?;
        let promised = format.matches(text) || self.or_formats.iter().any(|format| format.matches(text));
        (!promised).then_some(Broken::Format(format))
    }

    /// What an empty text that need not be there breaks: whatever no empty text can fulfil.
    fn broken_empty(&self, list: &'static [&'static str]) -> Option<Broken> {
        if !list.is_empty() && !self.open {
            return Some(Broken::NotInList { allowed: list });
        }
        if let Some((with, to)) = self.padded() {
            return Some(Broken::Padding { with, to });
        }
        if self.exact > 0 {
            return Some(Broken::NotExact { exact: self.exact, len: 0 });
        }
        if self.min > 0 {
            return Some(Broken::TooShort { min: self.min, len: 0 });
        }
        self.broken_content("", false, false)
    }

    /// The padding, where it is demanded; to 0, it is only allowed.
    fn padded(&self) -> Option<(char, u32)> {
        self.pad_left.filter(|(_, to)| *to > 0)
    }

    fn broken_length(&self, text: &str, loose: bool) -> Option<Broken> {
        if let Some((with, to)) = self.padded() {
            if loose {
                return too_long(text, to).map(|len| Broken::TooLong { max: to, len });
            }
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

    fn broken_content(&self, text: &str, bare: bool, receives: bool) -> Option<Broken> {
        if let Some(format) = self.format {
            let trimmed = self.pad_left.map_or(text, |(with, _)| text.trim_start_matches(with));
            if !format.matches(trimmed) && !self.or_formats.iter().any(|format| format.matches(trimmed)) {
                return Some(Broken::Format(format));
            }
        }
        if self.pattern.is_some_and(|pattern| !(pattern.matches(text) || receives && self.loose_pattern)) {
            return Some(Broken::Pattern);
        }
        self.broken_precision(text, bare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::testing::{FeeType, NO, broken};
    use crate::{Format, May, Mode, Must};

    const STRICT: Mode = Mode::Send;
    const LENIENT: Mode = Mode::Observe;

    fn rule_of(text: &str, need: Need, rule: Rule, mode: Mode) -> Option<String> {
        let (value, rule) = (Some(text.to_owned()), Box::leak(Box::new(rule)));
        broken(mode, &|m| m.ruled("a", &value, need, rule)).pop()
    }

    #[test]
    fn counts_characters_not_bytes() {
        for (text, found) in
            [("ééééé", None), ("éééééé", Some("a: 6 characters, at most 5 are allowed")), ("日本語", None)]
        {
            let value = Some(text.to_owned());
            assert_eq!(broken(STRICT, &|m| m.text("a", &value, Must, 5)).pop().as_deref(), found, "{text}");
            assert_eq!(rule_of(text, Must, Rule::new().max(5), STRICT).as_deref(), found);
        }
        assert!(broken(STRICT, &|m| m.text("a", &Some("x".repeat(9999)), Must, 0)).is_empty());
    }

    #[test]
    fn an_empty_text_is_no_mandatory_text() {
        let empty = Some(String::new());
        assert_eq!(broken(LENIENT, &|m| m.text("a", &empty, Must, 5)), ["a: empty, it is mandatory"]);
        assert!(broken(STRICT, &|m| m.text("a", &empty, May, 5)).is_empty());
        assert!(broken(STRICT, &|m| m.text("a", &None, May, 5)).is_empty());
    }

    #[test]
    fn an_empty_optional_text_breaks_its_format_only_when_sent() {
        let date = Rule::new().format(Format::Date);
        assert!(rule_of("", May, date, STRICT).is_some());
        assert!(rule_of("", May, date, LENIENT).is_none());
        assert!(rule_of("", May, Rule::new().exact(3), STRICT).is_some());
        assert!(rule_of("", May, Rule::new().max(3), STRICT).is_none());
        let tolerant = date.received(&const { Rule::new().format(Format::Date).may_be_empty() });
        assert!(rule_of("", Must, tolerant, LENIENT).is_none());
        assert!(rule_of("", Must, tolerant, STRICT).is_some());
    }

    #[test]
    fn what_errata_accept_is_accepted_of_others_only() {
        for (text, rule) in [
            ("abcdef", Rule::new().max(5).received(&const { Rule::new().max(6) })),
            ("ab", Rule::new().exact(5).received(&const { Rule::new().max(6) })),
            (
                "1000",
                Rule::new()
                    .precision(16, 2)
                    .received(&const { Rule::new().precision(16, 2).or_precisions(&[(16, 0)]) }),
            ),
            ("   12", Rule::new().pad_left(' ', 8).received(&const { Rule::new().max(8) })),
        ] {
            assert!(rule_of(text, Must, rule, STRICT).is_some(), "{text}");
            assert_eq!(rule_of(text, Must, rule, LENIENT), None, "{text}");
        }
        assert!(
            rule_of("abcdefg", Must, Rule::new().exact(5).received(&const { Rule::new().max(6) }), LENIENT).is_some()
        );
    }

    #[test]
    fn a_time_in_another_form_is_taken_and_observed_whatever_errata_accept() {
        const DATES: Rule = Rule::new().format(Format::DateTime).max(25);
        let told = "a: must be a date and time such as 2020-12-31T23:59:59+07:00";
        for rule in [
            DATES,
            DATES.received(&const { DATES.or_formats(&[Format::Epoch, Format::LocalDateTime]) }),
            DATES.received(&const { Rule::new() }),
        ] {
            for text in ["1757998714761", "2020-12-31T23:59:59.123456+07:00", "2020-12-31T23:59:59", "20201231T235959Z"]
            {
                assert!(rule_of(text, Must, rule, STRICT).is_some(), "{text}");
                assert_eq!(rule_of(text, Must, rule, Mode::Receive), None, "{text}");
                assert_eq!(rule_of(text, Must, rule, LENIENT).as_deref(), Some(told), "{text}");
            }
        }
        let both = Rule::new().format(Format::DateTime).or_formats(&[Format::LocalDateTime]);
        assert_eq!(rule_of("2020-12-31T23:59:59", Must, both, LENIENT), None, "a form that the row has");
    }

    #[test]
    fn a_pattern_that_the_standard_alone_says_is_observed_and_no_reason_to_refuse() {
        for (rule, received) in [(Rule::new().pattern(&NO), false), (Rule::new().pattern(&NO).loose_pattern(), true)] {
            for (mode, good) in [(STRICT, false), (Mode::Receive, received), (LENIENT, false)] {
                assert_eq!(rule_of("AB", Must, rule, mode).is_none(), good, "{mode:?}");
                assert_eq!(rule_of("AB1", Must, rule, mode), None, "{mode:?}");
            }
        }
    }

    #[test]
    fn every_rule_of_a_text_holds() {
        let padded = Rule::new().pad_left(' ', 8).format(Format::Digits);
        let zeros = Rule::new().pad_left('0', 4).format(Format::Digits);
        let decimal = Rule::new().precision(4, 2);
        for (text, rule, good) in [
            ("abc", Rule::new().exact(3), true),
            ("äbc", Rule::new().exact(3), true),
            ("abcd", Rule::new().exact(3), false),
            ("ab", Rule::new().min(3), false),
            ("abc", Rule::new().min(3).max(5), true),
            ("AB1", Rule::new().pattern(&NO), true),
            ("AB", Rule::new().pattern(&NO), false),
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
            ("1.00", decimal.max(3), false),
            ("100", Rule::new().precision(4, 0), true),
            ("100.", Rule::new().precision(4, 0), false),
            ("1.50", Rule::new().format(Format::Decimal).zero_decimals(), false),
            ("1", Rule::new().format(Format::Decimal).zero_decimals(), true),
        ] {
            assert_eq!(rule_of(text, Must, rule, STRICT).is_none(), good, "{text:?} {rule:?}");
        }
    }

    #[test]
    fn a_value_outside_of_the_list_is_reported_unless_the_list_is_open_and_it_keeps_the_other_rules() {
        const CLOSED: Rule = Rule::new().max(5).received(&const { Rule::new().max(5).or_values(&["SHA"]) });
        const OPEN: Rule = Rule::new().max(5).format(Format::Alphanumeric).open();
        const LIST: Rule = Rule::new().each(&CLOSED);
        const OPEN_LIST: Rule = Rule::new().each(&OPEN);
        for (text, open, mode, good) in [
            ("OUR", false, STRICT, true),
            ("X", false, STRICT, false),
            ("X", true, STRICT, true),
            ("A-B", true, STRICT, false),
            ("TOOLONG", true, STRICT, false),
            ("SHA", false, STRICT, false),
            ("SHA", false, LENIENT, true),
            ("X", false, LENIENT, false),
            ("", false, STRICT, false),
            ("", true, LENIENT, false),
        ] {
            let value = Some(FeeType::from(text));
            let (rule, list) = if open { (&OPEN, &OPEN_LIST) } else { (&CLOSED, &LIST) };
            let found = broken(mode, &|m| m.ruled("fee", &value, Must, rule));
            assert_eq!(found.is_empty(), good, "{text} {open} {mode:?}");
            let values = value.map(|value| vec![FeeType::Our, value]);
            let found = broken(mode, &|m| m.ruled("fee", &values, Must, list));
            assert_eq!(found.is_empty(), good, "{text} {open} {mode:?}");
            assert!(found.iter().all(|line| line.starts_with("fee[1]: ")));
        }
    }
}
