//! Rules of arrays, maps, and of values that have none.

use super::context::Need;
use super::core::Check;
use super::item::Item;
use super::path::Step;
use super::rule::Rule;
use crate::check::violation::Broken;
use crate::json::open::{Any, Map, Object};
use crate::json::wire::Wire;

impl<T: Item + Wire> Item for Vec<T> {
    fn check_item(&self, rule: &'static Rule, _: Need, check: &mut Check<'_>) {
        let rule = check.reading(rule);
        check.counted(self.len(), rule);
        let each = rule.each.unwrap_or(Rule::NONE);
        for (index, item) in self.iter().enumerate() {
            check.element(index, item, each);
        }
    }

    fn surely_holds(&self, rule: &'static Rule) -> bool {
        let each = rule.each.unwrap_or(Rule::NONE);
        rule.broken_count(self.len()).is_none() && self.iter().all(|item| item.surely_holds(each))
    }

    fn each(&self, show: &mut dyn FnMut(&dyn Item)) {
        for item in self {
            show(item);
        }
    }
}

impl<T: Item + Wire> Item for Map<T> {
    fn check_item(&self, rule: &'static Rule, _: Need, check: &mut Check<'_>) {
        let rule = check.reading(rule);
        check.counted(self.0.len(), rule);
        let each = rule.each.unwrap_or(Rule::NONE);
        let sending = check.sending();
        for (key, item) in self.iter().filter(|(_, item)| sending || !item.surely_holds(each)) {
            check.below(Step::Name(key), item, each, Need::Must, None);
        }
    }

    fn surely_holds(&self, rule: &'static Rule) -> bool {
        let each = rule.each.unwrap_or(Rule::NONE);
        rule.broken_count(self.0.len()).is_none() && self.iter().all(|(_, item)| item.surely_holds(each))
    }

    fn each(&self, show: &mut dyn FnMut(&dyn Item)) {
        for (_, item) in self.iter() {
            show(item);
        }
    }
}

impl Item for bool {
    fn check_item(&self, _: &'static Rule, _: Need, _: &mut Check<'_>) {}

    fn surely_holds(&self, _: &'static Rule) -> bool {
        true
    }

    fn plain(&self) -> Option<&str> {
        Some(if *self { "true" } else { "false" })
    }
}

/// What is not specified has no rules.
macro_rules! nothing_to_check {
    ($($name:ty),+) => {$(
        impl Item for $name {
            fn check_item(&self, _: &'static Rule, _: Need, _: &mut Check<'_>) {}

            fn surely_holds(&self, _: &'static Rule) -> bool {
                true
            }
        }
    )+};
}

nothing_to_check!(Object, Any);

impl Check<'_> {
    /// The number of elements at which the check stands. Mandatory means that the array is there, empty or not.
    fn counted(&mut self, len: usize, rule: &'static Rule) {
        let broken = rule.broken_count(len);
        // A failure answers with empty lists as well.
        if let Some(broken) = broken.filter(|_| len > 0 || !self.failed()) {
            self.add_here(broken);
        }
    }
}

impl Rule {
    fn broken_count(&self, len: usize) -> Option<Broken> {
        let len = u32::try_from(len).unwrap_or(u32::MAX);
        if self.count > 0 && len != self.count {
            return Some(Broken::NotCount { exact: self.count, len });
        }
        if self.most > 0 && len > self.most {
            return Some(Broken::TooMany { max: self.most, len });
        }
        (len < self.least).then_some(Broken::TooFew { min: self.least, len })
    }
}

#[cfg(test)]
mod tests {
    use crate::message::testing::{Bill, broken};
    use crate::{Map, Members, Mode, Must, Rule};

    #[test]
    fn counts_elements() {
        for (len, rule, good) in [
            (0, Rule::new(), true),
            (0, Rule::new().least(1), false),
            (2, Rule::new().least(1).most(2), true),
            (3, Rule::new().most(2), false),
            (1, Rule::new().count(1), true),
            (2, Rule::new().count(1), false),
        ] {
            let rule: &'static Rule = Box::leak(Box::new(rule));
            let list = Some(vec![true; len]);
            let map = Some((0..len).map(|key| (key.to_string(), true)).collect::<Map<_>>());
            assert_eq!(broken(Mode::Send, &|m| m.ruled("a", &list, Must, rule)).is_empty(), good, "{len}");
            assert_eq!(broken(Mode::Send, &|m| m.ruled("a", &map, Must, rule)).is_empty(), good, "{len}");
        }
    }

    #[test]
    fn a_failure_may_answer_with_an_empty_list() {
        let rules = |m: &mut Members<'_, '_>| {
            m.response(Some("4041814"));
            m.ruled("a", &Some(Vec::<bool>::new()), Must, &const { Rule::new().least(1) });
        };
        assert!(broken(Mode::Send, &rules).is_empty());
    }

    #[test]
    fn goes_into_nested_arrays_and_maps() {
        let nested = Some(vec![vec![], vec![Map(vec![("k".to_owned(), Bill::default())])]]);
        let found = broken(Mode::Send, &|m| m.value("a", &nested, Must));
        assert_eq!(found, ["a[1][0].k.no: missing, it is mandatory"]);
    }

    #[test]
    fn each_element_at_any_depth_has_the_rule_of_its_place() {
        const TEXT: Rule = Rule::new().max(3);
        const LIST: Rule = Rule::new().most(1).each(&TEXT);
        const LISTS: Rule = Rule::new().each(&LIST);
        let lists = Some(vec![vec!["a".to_owned(), "bcde".to_owned()], vec![String::new()]]);
        let maps = lists.clone().map(|lists| lists.into_iter().map(|list| ("k".to_owned(), list)).collect::<Map<_>>());
        let rest =
            ["2 elements, at most 1 is allowed", "4 characters, at most 3 are allowed", "empty, it is mandatory"];
        for (value, paths) in
            [(&lists as &dyn crate::Slot, ["a[0]", "a[0][1]", "a[1][0]"]), (&maps, ["a.k", "a.k[1]", "a.k[0]"])]
        {
            let found = broken(Mode::Send, &|m| m.ruled("a", value, Must, &LISTS));
            let expected: Vec<_> = paths.iter().zip(rest).map(|(path, rest)| format!("{path}: {rest}")).collect();
            assert_eq!(found, expected);
        }
    }
}
