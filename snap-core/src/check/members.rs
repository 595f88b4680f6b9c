//! Rules of objects, and of values of which only the presence matters.

use super::context::Need;
use super::core::Check;
use super::path::Step;
use crate::message::model::Model;

impl Check<'_> {
    /// A value of which only the presence matters.
    #[inline]
    pub fn present<T>(&mut self, name: &'static str, value: &Option<T>, need: Need) {
        if value.is_none() && need == Need::Must {
            self.absent(name, need);
        }
    }

    /// An object of the spec, with its own rules.
    pub fn model<M: Model>(&mut self, name: &'static str, value: &Option<M>, need: Need) {
        match value {
            Some(model) => self.below(Step::Name(name), model),
            None => self.absent(name, need),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::message::testing::{Bill, broken};
    use crate::{May, Mode, Must};

    #[test]
    fn an_absent_object_is_missing_and_a_present_one_has_its_own_rules() {
        let found = broken(Mode::Strict, &|check| {
            check.present("a", &None::<bool>, Must);
            check.present("b", &None::<bool>, May);
            check.model("c", &None::<Bill>, Must);
            check.model("d", &None::<Bill>, May);
            check.model("e", &Some(Bill::default()), May);
        });
        assert_eq!(
            found,
            ["a: missing, it is mandatory", "c: missing, it is mandatory", "e.no: missing, it is mandatory"],
        );
    }
}
