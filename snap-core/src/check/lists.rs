//! Rules of arrays and maps.

use super::context::Need;
use super::core::Check;
use super::path::Step;
use crate::check::violation::Broken;
use crate::json::number::Number;
use crate::json::open::{Any, Map, Object};
use crate::message::model::Model;

/// Rules of an array or a map: how many elements; built in const context. A limit of 0 is none.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
pub struct ListRule {
    min: u32,
    max: u32,
    exact: u32,
}

impl ListRule {
    /// No rule.
    pub const fn new() -> Self {
        Self { min: 0, max: 0, exact: 0 }
    }

    /// Fewest elements.
    pub const fn min(mut self, min: u32) -> Self {
        self.min = min;
        self
    }

    /// Most elements.
    pub const fn max(mut self, max: u32) -> Self {
        self.max = max;
        self
    }

    /// Exactly so many elements.
    pub const fn exact(mut self, exact: u32) -> Self {
        self.exact = exact;
        self
    }

    fn broken(self, len: usize) -> Option<Broken> {
        let len = u32::try_from(len).unwrap_or(u32::MAX);
        if self.exact > 0 && len != self.exact {
            return Some(Broken::NotCount { exact: self.exact, len });
        }
        if self.max > 0 && len > self.max {
            return Some(Broken::TooMany { max: self.max, len });
        }
        (len < self.min).then_some(Broken::TooFew { min: self.min, len })
    }
}

/// An element of an array or a map: a [`Model`] is checked by its own rules, a nested array element by element.
pub trait Item {
    /// Runs the rules of the element.
    fn check_item(&self, check: &mut Check<'_>);
}

impl<M: Model> Item for M {
    fn check_item(&self, check: &mut Check<'_>) {
        self.rules(check);
    }
}

impl<T: Item> Item for Vec<T> {
    fn check_item(&self, check: &mut Check<'_>) {
        for (index, item) in self.iter().enumerate() {
            check.below(Step::Index(index), item);
        }
    }
}

impl<T: Item> Item for Map<T> {
    fn check_item(&self, check: &mut Check<'_>) {
        for (key, item) in self.iter() {
            check.below(Step::Name(key), item);
        }
    }
}

macro_rules! nothing_to_check {
    ($($name:ty),+) => {$(
        impl Item for $name {
            fn check_item(&self, _: &mut Check<'_>) {}
        }
    )+};
}

nothing_to_check!(String, bool, Number, Object, Any);

impl Check<'_> {
    /// An array. Mandatory means that it is there, empty or not.
    pub fn list<T: Item>(&mut self, name: &'static str, value: &Option<Vec<T>>, need: Need, rule: &ListRule) {
        self.counted(name, value.as_ref().map(Vec::len), need, rule);
        if let Some(list) = value {
            self.below(Step::Name(name), list);
        }
    }

    /// An object with dynamic keys.
    pub fn map<T: Item>(&mut self, name: &'static str, value: &Option<Map<T>>, need: Need, rule: &ListRule) {
        self.counted(name, value.as_ref().map(|map| map.0.len()), need, rule);
        if let Some(map) = value {
            self.below(Step::Name(name), map);
        }
    }

    /// Presence and number of elements.
    pub(super) fn counted(&mut self, name: &'static str, len: Option<usize>, need: Need, rule: &ListRule) {
        let Some(len) = len else { return self.absent(name, need) };
        // A failure answers with empty lists as well.
        if let Some(broken) = rule.broken(len)
            && !(len == 0 && self.failed())
        {
            self.add(name, broken);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::message::testing::{Bill, broken};
    use crate::{Check, ListRule, Map, Mode, Must};

    #[test]
    fn counts_elements() {
        for (len, rule, good) in [
            (0, ListRule::new(), true),
            (0, ListRule::new().min(1), false),
            (2, ListRule::new().min(1).max(2), true),
            (3, ListRule::new().max(2), false),
            (1, ListRule::new().exact(1), true),
            (2, ListRule::new().exact(1), false),
        ] {
            let list = Some(vec![true; len]);
            let map = Some((0..len).map(|key| (key.to_string(), true)).collect::<Map<_>>());
            assert_eq!(broken(Mode::Strict, &|check| check.list("a", &list, Must, &rule)).is_empty(), good, "{len}");
            assert_eq!(broken(Mode::Strict, &|check| check.map("a", &map, Must, &rule)).is_empty(), good, "{len}");
        }
    }

    #[test]
    fn a_failure_may_answer_with_an_empty_list() {
        let rules = |check: &mut Check<'_>| {
            check.response(Some("4041814"));
            check.list("a", &Some(Vec::<bool>::new()), Must, &ListRule::new().min(1));
        };
        assert!(broken(Mode::Strict, &rules).is_empty());
    }

    #[test]
    fn goes_into_nested_arrays_and_maps() {
        let nested = Some(vec![vec![], vec![Map(vec![("k".to_owned(), Bill::default())])]]);
        let found = broken(Mode::Strict, &|check| check.list("a", &nested, Must, &ListRule::new()));
        assert_eq!(found, ["a[1][0].k.no: missing, it is mandatory"]);
    }
}
