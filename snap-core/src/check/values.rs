//! Rules of value lists.

use super::context::Need;
use super::core::Check;
use super::lists::ListRule;
use super::texts::too_long;
use crate::check::violation::Broken;
use crate::json::open_enum::OpenEnum;

/// A value list and how strictly it is meant.
struct List {
    open: bool,
    accept: &'static [&'static str],
    allowed: &'static [&'static str],
}

impl Check<'_> {
    /// A value list. `open`: other values may be sent; `accept`: further values that are accepted on input.
    pub fn value<E: OpenEnum>(
        &mut self,
        name: &'static str,
        value: &Option<E>,
        need: Need,
        max: u32,
        open: bool,
        accept: &'static [&'static str],
    ) {
        match value {
            Some(value) if value.is_known() => {}
            Some(value) => {
                let list = List { open, accept, allowed: E::KNOWN };
                if let Some(broken) = self.broken_value(value.as_str(), need, max, &list) {
                    self.add(name, broken);
                }
            }
            None => self.absent(name, need),
        }
    }

    /// Values of a value list in an array.
    #[expect(clippy::too_many_arguments, reason = "the columns of the table")]
    pub fn values<E: OpenEnum>(
        &mut self,
        name: &'static str,
        value: &Option<Vec<E>>,
        need: Need,
        list: &ListRule,
        max: u32,
        open: bool,
        accept: &'static [&'static str],
    ) {
        self.counted(name, value.as_ref().map(Vec::len), need, list);
        let Some(values) = value else { return };
        let allowed = List { open, accept, allowed: E::KNOWN };
        for (index, value) in values.iter().enumerate().filter(|(_, value)| !value.is_known()) {
            if let Some(broken) = self.broken_value(value.as_str(), Need::Must, max, &allowed) {
                self.add_element(name, index, broken);
            }
        }
    }

    fn broken_value(&self, value: &str, need: Need, max: u32, list: &List) -> Option<Broken> {
        let lenient = !self.strict();
        if lenient && list.accept.contains(&value) {
            return None;
        }
        if value.is_empty() {
            return match need {
                Need::Must => self.demanded(need).then_some(Broken::Empty),
                Need::May if lenient || list.open || self.failed() => None,
                Need::May => Some(Broken::NotInList { allowed: list.allowed }),
            };
        }
        if !list.open {
            return Some(Broken::NotInList { allowed: list.allowed });
        }
        too_long(value, max).map(|len| Broken::TooLong { max, len })
    }
}

#[cfg(test)]
mod tests {
    use crate::message::testing::{FeeType, broken};
    use crate::{ListRule, Mode, Must};

    const STRICT: Mode = Mode::Strict;
    const LENIENT: Mode = Mode::Lenient;

    #[test]
    fn a_value_outside_of_the_list_is_reported_unless_the_list_is_open() {
        for (text, open, mode, good) in [
            ("OUR", false, STRICT, true),
            ("X", false, STRICT, false),
            ("X", true, STRICT, true),
            ("TOO LONG", true, STRICT, false),
            ("SHA", false, STRICT, false),
            ("SHA", false, LENIENT, true),
            ("X", false, LENIENT, false),
            ("", false, STRICT, false),
            ("", true, LENIENT, false),
        ] {
            let value = Some(FeeType::from(text));
            let found = broken(mode, &|check| check.value("fee", &value, Must, 5, open, &["SHA"]));
            assert_eq!(found.is_empty(), good, "{text} {open} {mode:?}");
            let list = value.map(|value| vec![FeeType::Our, value]);
            let found = broken(mode, &|check| {
                check.values("fee", &list, Must, &ListRule::new(), 5, open, &["SHA"]);
            });
            assert_eq!(found.is_empty(), good, "{text} {open} {mode:?}");
            assert!(found.iter().all(|line| line.starts_with("fee[1]: ")));
        }
    }
}
