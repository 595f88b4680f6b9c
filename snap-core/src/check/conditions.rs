//! Rules between members, and between members and headers. Called after the members.

use super::context::Need;
use super::core::Check;
use crate::check::violation::Broken;

impl Check<'_> {
    /// A conditional member. `because` continues "missing, it is mandatory": `when transferType is 2`.
    ///
    /// Holds in failures as well, since the condition may be the failure itself: a condition that is meant for successes
    /// only has to say so.
    pub fn required_when(&mut self, holds: bool, name: &'static str, present: bool, because: &'static str) {
        if holds && !present && !self.told(name) {
            self.add(name, Broken::MissingBecause(because));
        }
    }

    /// At least one of the members is there. Not demanded of failures.
    pub fn at_least_one(&mut self, members: &'static [&'static str], present: &[bool]) {
        if count(present) == 0 && self.demanded(Need::Must) && !self.any_told(members) {
            self.add_here(Broken::AtLeastOne(members));
        }
    }

    /// Exactly one of the members is there. Of failures, none may be there as well.
    pub fn exactly_one(&mut self, members: &'static [&'static str], present: &[bool]) {
        let broken = match count(present) {
            0 => self.demanded(Need::Must) && !self.any_told(members),
            1 => false,
            _ => true,
        };
        if broken {
            self.add_here(Broken::ExactlyOne(members));
        }
    }

    /// All of the members are there, or none. Not demanded of failures.
    pub fn all_or_none(&mut self, members: &'static [&'static str], present: &[bool]) {
        let there = count(present);
        if there != 0 && there != present.len() && self.demanded(Need::Must) && !self.any_told(members) {
            self.add_here(Broken::AllOrNone(members));
        }
    }

    /// Where the first of the members is there, all of the others are. Not demanded of failures.
    pub fn needs(&mut self, members: &'static [&'static str], present: &[bool]) {
        let (first, others) = present.split_first().map_or((false, present), |(first, others)| (*first, others));
        if first && count(others) != others.len() && self.demanded(Need::Must) && !self.any_told(members) {
            self.add_here(Broken::Needs(members));
        }
    }

    /// At least one of the groups is complete; `present` says so of each group. Not demanded of failures.
    pub fn one_group(&mut self, groups: &'static [&'static [&'static str]], present: &[bool]) {
        if count(present) == 0 && self.demanded(Need::Must) && !groups.iter().any(|members| self.any_told(members)) {
            self.add_here(Broken::OneGroup(groups));
        }
    }

    /// A member equals the others joined; only when all of them are there.
    pub fn same(
        &mut self,
        name: &'static str,
        value: Option<&str>,
        others: &'static [&'static str],
        joined: &[Option<&str>],
    ) {
        let Some(mut rest) = value else { return };
        if joined.iter().any(Option::is_none) {
            return;
        }
        for part in joined.iter().copied().flatten() {
            match rest.strip_prefix(part) {
                Some(after) => rest = after,
                None => return self.add(name, Broken::NotSame { others }),
            }
        }
        if !rest.is_empty() {
            self.add(name, Broken::NotSame { others });
        }
    }

    /// A member equals a header; only when both are there.
    pub fn same_as_header(&mut self, name: &'static str, value: Option<&str>, header: &'static str) {
        let expected = self.headers.and_then(|headers| headers.header(header));
        if let (Some(value), Some(expected)) = (value, expected)
            && value != expected
        {
            self.add(name, Broken::NotSameAsHeader { header });
        }
    }

    /// Whether the request carries a header; `None` where no headers are known.
    #[must_use]
    pub fn header_present(&self, name: &str) -> Option<bool> {
        self.headers.map(|headers| headers.header(name).is_some())
    }

    fn any_told(&self, members: &[&str]) -> bool {
        members.iter().any(|name| self.told(name))
    }
}

fn count(present: &[bool]) -> usize {
    present.iter().filter(|present| **present).count()
}

#[cfg(test)]
mod tests {
    use crate::message::testing::{broken, broken_with};
    use crate::{Check, Context, Extra, Mode, Model as _, Must};

    const STRICT: Mode = Mode::Strict;

    #[test]
    fn counts_the_members_that_are_there() {
        const AB: &[&str] = &["a", "b"];
        for (present, at_least_one, exactly_one, all_or_none) in [
            ([false, false], false, false, true),
            ([true, false], true, true, false),
            ([true, true], true, false, true),
        ] {
            let good = |rule: &dyn Fn(&mut Check<'_>)| broken(STRICT, rule).is_empty();
            assert_eq!(good(&|check| check.at_least_one(AB, &present)), at_least_one);
            assert_eq!(good(&|check| check.exactly_one(AB, &present)), exactly_one);
            assert_eq!(good(&|check| check.all_or_none(AB, &present)), all_or_none);
            assert_eq!(good(&|check| check.one_group(&[AB, &["c"]], &present)), at_least_one);
        }
    }

    #[test]
    fn a_member_needs_others_only_when_it_is_there() {
        const ABC: &[&str] = &["a", "b", "c"];
        for (present, good) in [
            ([false, false, false], true),
            ([false, true, false], true),
            ([true, true, true], true),
            ([true, false, true], false),
            ([true, false, false], false),
        ] {
            let found = broken(STRICT, &|check: &mut Check<'_>| check.needs(ABC, &present));
            assert_eq!(found.is_empty(), good, "{present:?}");
            assert!(found.iter().all(|text| text.ends_with("a needs b, c")), "{found:?}");
        }
    }

    #[test]
    fn does_not_demand_of_a_failure() {
        const AB: &[&str] = &["a", "b"];
        let rules = |check: &mut Check<'_>| {
            check.response(Some("4041814"));
            check.at_least_one(AB, &[false, false]);
            check.exactly_one(AB, &[false, false]);
            check.all_or_none(AB, &[true, false]);
            check.needs(AB, &[true, false]);
            check.one_group(&[AB], &[false]);
            check.exactly_one(AB, &[true, true]);
            check.required_when(check.failed(), "c", false, "when the response reports failure");
        };
        assert_eq!(
            broken(STRICT, &rules),
            ["exactly one is needed of a, b", "c: missing, it is mandatory when the response reports failure",],
        );
    }

    #[test]
    fn does_not_miss_what_came_in_a_form_that_cannot_be_read() -> Result<(), crate::DecodeError> {
        let extra: Extra = crate::message::testing::Transfer::from_json(br#"{"reference":{}}"#)?.extra;
        let rules = |check: &mut Check<'_>| {
            check.extra(&extra, true, &[]);
            check.text("reference", &None, Must, 5);
            check.required_when(true, "reference", false, "when a is 1");
            check.at_least_one(&["reference", "b"], &[false, false]);
        };
        assert_eq!(broken(STRICT, &rules), ["reference: came as an object, another JSON form is specified"]);
        Ok(())
    }

    #[test]
    fn compares_with_others_joined_when_all_are_there() {
        for (value, joined, good) in [
            (Some("  123456"), [Some("  123"), Some("456")], true),
            (Some("  123457"), [Some("  123"), Some("456")], false),
            (Some("  1234567"), [Some("  123"), Some("456")], false),
            (Some("  123"), [Some("  123"), Some("456")], false),
            (Some("x"), [Some("  123"), None], true),
            (None, [Some("  123"), Some("456")], true),
        ] {
            let found = broken(STRICT, &|check| check.same("a", value, &["b", "c"], &joined));
            assert_eq!(found.is_empty(), good, "{value:?}");
        }
    }

    #[test]
    fn looks_at_headers_where_there_are_any() {
        let headers = |name: &str| name.eq_ignore_ascii_case("X-EXTERNAL-ID").then_some("77");
        let rules = |check: &mut Check<'_>| {
            check.same_as_header("good", Some("77"), "X-External-Id");
            check.same_as_header("bad", Some("78"), "X-External-Id");
            check.same_as_header("none", Some("78"), "X-Other");
            check.same_as_header("absent", None, "X-External-Id");
            if check.header_present("X-Other") == Some(false) {
                check.required_when(true, "here", false, "without the header X-Other");
            }
        };
        let found = broken_with(STRICT, &Context::with_headers(&headers), &rules);
        assert_eq!(
            found,
            [
                "bad: must be the same as the header X-External-Id",
                "here: missing, it is mandatory without the header X-Other",
            ],
        );
        assert!(broken(STRICT, &rules).is_empty());
    }
}
