//! Values as rules see them.

use super::context::Need;
use super::core::Check;
use super::members::Members;
use super::relation::Relation;
use super::rule::Rule;
use crate::json::writer::WriteValue;

/// A value that a rule can be about: of a member, of an element of an array, of a key of a map.
pub trait Item: WriteValue {
    /// Checks the value by its rule; `check` stands at it. `need` is that of the member, [`Need::Must`] for elements.
    fn check_item(&self, rule: &'static Rule, need: Need, check: &mut Check<'_>);

    /// The value surely keeps its rule, as far as that can be told at once. False says nothing.
    fn surely_holds(&self, rule: &'static Rule) -> bool {
        let _ = rule;
        false
    }

    /// The value as text, if it is a single one.
    fn plain(&self) -> Option<&str> {
        None
    }

    /// The value as an object of the spec, if it is one.
    fn object(&self) -> Option<&dyn Visit> {
        None
    }

    /// Shows each element of an array, or each value of a map.
    fn each(&self, show: &mut dyn FnMut(&dyn Item)) {
        let _ = show;
    }
}

/// A member's value, if it is there.
pub trait Slot {
    /// The value.
    fn item(&self) -> Option<&dyn Item>;
}

impl<T: Item> Slot for Option<T> {
    #[inline]
    fn item(&self) -> Option<&dyn Item> {
        self.as_ref().map(|value| value as &dyn Item)
    }
}

impl dyn Visit + '_ {
    /// Of no member is there any doubt: each is there unless it need not be, and surely keeps its rule. Most messages that are
    /// valid are found so in this one pass, which knows no paths, no conditions and no mode.
    pub(crate) fn surely_holds(&self) -> bool {
        let mut doubt = false;
        self.visit(&mut Members::doubt(&mut doubt));
        !doubt
    }
}

/// A message whose type is not known, as a [`Model`](crate::Model) is to rules.
pub trait Visit {
    /// Shows every member.
    fn visit(&self, members: &mut Members<'_, '_>);

    /// What holds between the members.
    fn relations(&self) -> &'static [Relation];
}
