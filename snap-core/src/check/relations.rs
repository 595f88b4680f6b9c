//! Whether what must hold between members does. Asked after the members.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::core::Check;
use super::moment::Moment;
use super::relation::{Relation, Span};
use super::texts::characters;
use crate::check::violation::Broken;
use crate::json::amount::plain_decimal;

impl Check<'_> {
    /// One relation of the object that is checked.
    pub(super) fn relation(&mut self, relation: &'static Relation) {
        // An answer that reports failure carries little more than its code.
        if self.failed() {
            return;
        }
        match relation {
            Relation::Loose(_) if self.receives() => {}
            Relation::Loose(relation) => self.relation(relation),
            Relation::AtLeastOne(members) => self.counts(members, |there, _| there > 0, Broken::AtLeastOne(members)),
            Relation::ExactlyOne(members) => self.counts(members, |there, _| there == 1, Broken::ExactlyOne(members)),
            Relation::AllOrNone(members) => {
                self.counts(members, |there, all| there == 0 || there == all, Broken::AllOrNone(members));
            }
            Relation::Needs(members) => {
                let first = members.first().is_some_and(|first| self.there(first) == Some(true));
                self.counts(members, |there, all| !first || there == all, Broken::Needs(members));
            }
            Relation::OneGroup(groups) => {
                let complete = groups.iter().any(|group| self.count(group) == Some(group.len()));
                if !complete && !groups.iter().any(|group| self.any_told(group)) {
                    self.add_here(Broken::OneGroup(groups));
                }
            }
            Relation::Same(member, others) => {
                if self.is_joined(member, others) == Some(false) {
                    self.add(member, Broken::NotSame { others });
                }
            }
            Relation::SameAsHeader(member, header) => {
                let expected = self.place.ground.surroundings.and_then(|surroundings| surroundings.header(header));
                let same = expected.and_then(|expected| self.with_text(member, |value| value == expected));
                if same == Some(false) {
                    self.add(member, Broken::NotSameAsHeader { header });
                }
            }
            Relation::Order(first, second) => {
                if self.compare(first, second) == Some(Ordering::Greater) {
                    self.add(second, Broken::NotAfter { other: first });
                }
            }
            Relation::Below(first, second) => {
                if matches!(self.compare(first, second), Some(Ordering::Greater | Ordering::Equal)) {
                    self.add(second, Broken::NotAbove { other: first });
                }
            }
            Relation::Within(from, to, span) => {
                if self.within(from, to, *span) == Some(false) {
                    self.add(to, Broken::TooFar { from, span: *span });
                }
            }
            Relation::Length { member, min, max, when } => {
                let len = self.with_text(member, characters).filter(|_| self.holds(when) == Some(true));
                match len {
                    Some(len) if *max > 0 && len > *max => self.add(member, Broken::TooLong { max: *max, len }),
                    Some(len) if len < *min => self.add(member, Broken::TooShort { min: *min, len }),
                    _ => {}
                }
            }
        }
    }

    /// Of how many members there must be so many, unless one of them came in a form that has been reported.
    fn counts(&mut self, members: &'static [&'static str], good: impl Fn(usize, usize) -> bool, broken: Broken) {
        let good = self.count(members).is_none_or(|there| good(there, members.len()));
        if !good && !self.any_told(members) {
            self.add_here(broken);
        }
    }

    fn count(&self, members: &[&str]) -> Option<usize> {
        members.iter().try_fold(0, |count, member| Some(count + usize::from(self.there(member)?)))
    }

    /// Something stands for one of the members that may or may not count as it.
    fn any_told(&self, members: &[&str]) -> bool {
        members.iter().any(|name| self.told(name) && !self.stands_unread(name))
    }

    /// Whether a member is others joined; none unless all of them are there.
    fn is_joined(&self, member: &str, others: &[&str]) -> Option<bool> {
        // Two passes over the members, so that nothing is copied: where each part ends, then whether it is the part.
        let mut end = 0;
        let mut all_parts = true;
        for other in others {
            let start = end;
            let len = self.with_text(other, str::len)?;
            end += len;
            let is_part = self.with_text(other, |part| {
                self.with_text(member, |whole| whole.get(start..start + len).is_some_and(|there| there == part))
            });
            all_parts &= is_part??;
        }
        Some(all_parts && self.with_text(member, str::len)? == end)
    }

    /// Two dates in time, or two numbers in size.
    fn compare(&self, first: &str, second: &str) -> Option<Ordering> {
        self.with_text(first, |first| {
            self.with_text(second, |second| match (Moment::read(first), Moment::read(second)) {
                (Some(first), Some(second)) => Some(first.cmp(&second)),
                (None, None) => Some(decimal(first)?.cmp(&decimal(second)?)),
                _ => None,
            })
        })??
    }

    fn within(&self, from: &str, to: &str, span: Span) -> Option<bool> {
        let from = self.with_text(from, Moment::read)??;
        let to = self.with_text(to, Moment::read)??;
        Some(to <= from.plus(span))
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    plain_decimal(text.strip_prefix('-').unwrap_or(text))?;
    Decimal::from_str_exact(text).ok()
}

#[cfg(test)]
mod tests {
    use crate::message::testing::{Transfer, broken_with};
    use crate::{Context, May, Members, Mode, Model as _, Need, Object, Relation, Rule, Slot, Span, Visit, When};

    const STRICT: Mode = Mode::Send;

    /// Members by name, of which some are there.
    fn show(members: &[(&'static str, Option<&str>)], m: &mut Members<'_, '_>) {
        for (name, value) in members {
            m.text(name, &value.map(str::to_owned), May, 0);
        }
    }

    fn lines(members: &[(&'static str, Option<&str>)], relations: &'static [Relation]) -> Vec<String> {
        broken_with(STRICT, &Context::default(), relations, &|m| show(members, m))
    }

    #[test]
    fn counts_the_members_that_are_there() {
        const AB: &[&str] = &["a", "b"];
        for (a, b, at_least_one, exactly_one, all_or_none) in [
            (None, None, false, false, true),
            (Some("1"), None, true, true, false),
            (Some("1"), Some("2"), true, false, true),
        ] {
            let good = |relations| lines(&[("a", a), ("b", b)], relations).is_empty();
            assert_eq!(good(&[Relation::AtLeastOne(AB)]), at_least_one);
            assert_eq!(good(&[Relation::ExactlyOne(AB)]), exactly_one);
            assert_eq!(good(&[Relation::AllOrNone(AB)]), all_or_none);
            assert_eq!(good(&[Relation::OneGroup(&[AB, &["c"]])]), a.is_some() && b.is_some());
        }
    }

    #[test]
    fn a_member_needs_others_only_when_it_is_there() {
        for (a, b, c, good) in [
            (None, None, None, true),
            (None, Some("2"), None, true),
            (Some("1"), Some("2"), Some("3"), true),
            (Some("1"), None, Some("3"), false),
            (Some("1"), None, None, false),
        ] {
            let found = lines(&[("a", a), ("b", b), ("c", c)], &[Relation::Needs(&["a", "b", "c"])]);
            assert_eq!(found.is_empty(), good, "{a:?} {b:?} {c:?}");
            assert!(found.iter().all(|text| text.ends_with("a needs b, c")), "{found:?}");
        }
    }

    #[test]
    fn does_not_demand_of_a_failure() {
        static ON_FAILURE: When = When::Failure;
        const AB: &[&str] = &["a", "b"];
        const ALL: &[Relation] =
            &[Relation::AtLeastOne(AB), Relation::ExactlyOne(AB), Relation::OneGroup(&[AB]), Relation::Below("a", "b")];
        let rules = |m: &mut Members<'_, '_>| {
            m.response(Some("4041814"));
            m.text("c", &None, Need::When(&ON_FAILURE), 0);
        };
        assert_eq!(
            broken_with(STRICT, &Context::default(), ALL, &rules),
            ["c: missing, it is mandatory when the response reports failure"],
        );
    }

    #[test]
    fn does_not_miss_what_came_in_a_form_that_cannot_be_read() -> Result<(), crate::DecodeError> {
        static WHEN: When = When::Absent("a");
        let extra = Transfer::from_json(br#"{"reference":{}}"#)?.extra;
        let rules = |m: &mut Members<'_, '_>| {
            m.open_object(&extra, &[]);
            m.text("reference", &None, Need::When(&WHEN), 5);
        };
        let found = broken_with(STRICT, &Context::default(), &[Relation::AtLeastOne(&["reference", "b"])], &rules);
        assert_eq!(found, ["reference: came as an object, another JSON form is specified"]);
        Ok(())
    }

    #[test]
    fn compares_with_others_joined_when_all_are_there() {
        for (value, b, c, good) in [
            (Some("  123456"), Some("  123"), Some("456"), true),
            (Some("  123457"), Some("  123"), Some("456"), false),
            (Some("  1234567"), Some("  123"), Some("456"), false),
            (Some("  123"), Some("  123"), Some("456"), false),
            (Some("é1"), Some("é"), Some("1"), true),
            (Some("e1"), Some("é"), Some("1"), false),
            (Some("x"), Some("  123"), None, true),
            (None, Some("  123"), Some("456"), true),
        ] {
            let found = lines(&[("a", value), ("b", b), ("c", c)], &[Relation::Same("a", &["b", "c"])]);
            assert_eq!(found.is_empty(), good, "{value:?}");
        }
    }

    #[test]
    fn looks_at_headers_where_there_are_any() {
        static NONE: When = When::NoHeader("X-Other");
        const SAME: &[Relation] = &[
            Relation::SameAsHeader("good", "X-External-Id"),
            Relation::SameAsHeader("bad", "X-External-Id"),
            Relation::SameAsHeader("none", "X-Other"),
            Relation::SameAsHeader("absent", "X-External-Id"),
        ];
        let headers = |name: &str| name.eq_ignore_ascii_case("X-EXTERNAL-ID").then_some("77");
        let rules = |m: &mut Members<'_, '_>| {
            show(&[("good", Some("77")), ("bad", Some("78")), ("none", Some("78")), ("absent", None)], m);
            m.text("here", &None, Need::When(&NONE), 0);
        };
        assert_eq!(
            broken_with(STRICT, &Context::with_headers(&headers), SAME, &rules),
            [
                "here: missing, it is mandatory when the header X-Other is not sent",
                "bad: must be the same as the header X-External-Id",
            ],
        );
        assert!(broken_with(STRICT, &Context::default(), SAME, &rules).is_empty());
    }

    #[test]
    fn compares_dates_in_time_and_numbers_in_size() {
        const ORDER: &[Relation] = &[Relation::Order("a", "b")];
        const BELOW: &[Relation] = &[Relation::Below("a", "b")];
        const MONTH: &[Relation] = &[Relation::Within("a", "b", Span::Months(1))];
        for (a, b, order, below, month) in [
            ("2024-01-31T10:00:00+07:00", "2024-01-31T03:00:00Z", true, false, true),
            ("2024-01-31", "2024-02-29", true, true, true),
            ("2024-01-31", "2024-03-01", true, true, false),
            ("2024-02-01", "2024-01-31", false, false, true),
            ("9.00", "10.00", true, true, true),
            ("10.00", "10", true, false, true),
            ("12345678901234567890.00", "9.00", false, false, true),
            // What cannot be compared is not asked.
            ("today", "2024-01-31", true, true, true),
            ("5", "2024-01-31", true, true, true),
        ] {
            let good = |relations| lines(&[("a", Some(a)), ("b", Some(b))], relations).is_empty();
            assert_eq!((good(ORDER), good(BELOW), good(MONTH)), (order, below, month), "{a} {b}");
        }
    }

    #[test]
    fn a_length_may_depend_on_another_member() {
        const LENGTH: &[Relation] =
            &[Relation::Length { member: "a", min: 2, max: 3, when: When::Is("bank", &["CIMB"]) }];
        for (a, bank, good) in
            [("abcd", "CIMB", false), ("a", "CIMB", false), ("äöü", "CIMB", true), ("abcd", "ALLO", true)]
        {
            assert_eq!(lines(&[("a", Some(a)), ("bank", Some(bank))], LENGTH).is_empty(), good, "{a} {bank}");
        }
    }

    /// An object that holds another one, or a list of them.
    struct Holder<'a>(&'a dyn Slot);

    impl Visit for Holder<'_> {
        fn visit(&self, m: &mut Members<'_, '_>) {
            m.text("bank", &Some("BCA".to_owned()), May, 0);
            m.value("info", &Some(Object::default()), May);
            m.ruled("bills", self.0, May, &const { Rule::new() });
        }
        fn relations(&self) -> &'static [Relation] {
            &[]
        }
    }

    #[test]
    fn paths_go_up_down_and_through_lists() {
        let bill = |no: &str| crate::message::testing::Bill { no: Some(no.to_owned()), ..Default::default() };
        let bills = Some(vec![bill("AB1"), bill("AB2")]);
        let holder = Holder(&bills);
        for (when, holds) in [
            (When::Is("bank", &["BCA"]), Some(true)),
            (When::Is("/bank", &["BRI"]), Some(false)),
            (When::Is("bills[].no", &["AB2"]), Some(true)),
            (When::Is("bills[].no", &["AB3"]), Some(false)),
            (When::Present("bills[].amount"), Some(false)),
            (When::Absent("info.x"), Some(true)),
            (When::Present("../bank"), None),
            (When::Present("request:bank"), None),
            (When::Not(&When::Present("request:bank")), None),
            (When::Any(&[When::Header("X"), When::Present("bank")]), Some(true)),
            (When::All(&[When::Header("X"), When::Present("none")]), Some(false)),
            (When::All(&[When::Header("X"), When::Present("bank")]), None),
            (When::Success, None),
        ] {
            assert_eq!(when.holds_in(&holder), holds, "{when}");
        }
    }

    #[test]
    fn an_answer_may_depend_on_what_was_asked() {
        static ASKED: When = When::Present("request:reference");
        let request = Transfer { reference: Some("R".to_owned()), ..Transfer::default() };
        let rules = |m: &mut Members<'_, '_>| m.text("reference", &None, Need::When(&ASKED), 0);
        let found = broken_with(Mode::Observe, &Context::default().answering(&request), &[], &rules);
        assert_eq!(found, ["reference: missing, it is mandatory when request:reference is present"]);
        assert!(broken_with(Mode::Observe, &Context::default(), &[], &rules).is_empty());
    }
}
