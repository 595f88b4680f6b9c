//! How a message shows its members: one call each, whether they are written, checked or looked for.

use super::context::Need;
use super::core::Check;
use super::find::Find;
use super::item::Slot;
use super::rule::Rule;
use crate::json::extra::{Extra, Form};
use crate::json::writer::{ObjectWriter, WriteValue};

/// Who is shown the members of a message, in the order of the spec: [`object`](Self::object) first, then one call for each.
pub struct Members<'m, 'x> {
    task: Task<'m, 'x>,
    /// Members are checked, and of a value that surely keeps its rule nothing more is asked. In generated code that is a
    /// comparison or two for each member; everything else is a call.
    quick: bool,
}

enum Task<'m, 'x> {
    Write(&'m mut ObjectWriter<'x>),
    Check(&'m mut Check<'x>),
    Find(&'m mut Find<'x>),
    Doubt(&'m mut bool),
}

impl<'m, 'x> Members<'m, 'x> {
    pub(crate) fn write(writer: &'m mut ObjectWriter<'x>) -> Self {
        Self { task: Task::Write(writer), quick: false }
    }

    pub(super) fn check(check: &'m mut Check<'x>) -> Self {
        Self { quick: !check.sending(), task: Task::Check(check) }
    }

    /// Nothing but whether there is any doubt.
    pub(super) fn doubt(doubt: &'m mut bool) -> Self {
        Self { task: Task::Doubt(doubt), quick: true }
    }

    pub(super) fn find(find: &'m mut Find<'x>) -> Self {
        Self { task: Task::Find(find), quick: false }
    }

    /// What came besides the members. A form in `accepted` is not reported of what was received; `("list[]", form)` is
    /// about the elements of a list, and [`Form::Null`] of a member whose null is part of the contract is no form at all
    /// once [`nullable`](Self::nullable) names it.
    #[inline]
    pub fn object(&mut self, extra: &Extra, accepted: &'static [(&'static str, Form)]) {
        if !self.quick || !extra.is_empty() {
            self.any_object(extra, false, accepted);
        }
    }

    /// As [`object`](Self::object), of an object that may hold anything besides.
    #[inline]
    pub fn open_object(&mut self, extra: &Extra, accepted: &'static [(&'static str, Form)]) {
        if !self.quick || !extra.is_empty() {
            self.any_object(extra, true, accepted);
        }
    }

    #[inline(never)]
    fn any_object(&mut self, extra: &Extra, open: bool, accepted: &'static [(&'static str, Form)]) {
        match &mut self.task {
            Task::Write(writer) => writer.begin(extra),
            Task::Check(check) => check.extra(extra, open, accepted),
            Task::Doubt(doubt) => **doubt = true,
            Task::Find(find) => find.extra(extra),
        }
    }

    /// Members whose explicit null is part of the contract. Comes before [`object`](Self::object).
    pub fn nullable(&mut self, names: &'static [&'static str]) {
        if let Task::Check(check) = &mut self.task {
            check.nullable(names);
        }
    }

    /// The code of a response, which decides what is demanded of it. Comes before the members.
    pub fn response(&mut self, code: Option<&str>) {
        if let Task::Check(check) = &mut self.task {
            check.response(code);
        }
    }

    /// A text of up to `max` characters; 0 is no limit. Mandatory means: not empty either.
    #[inline]
    pub fn text(&mut self, name: &'static str, value: &Option<String>, need: Need, max: u32) {
        if !self.quick || !is_usual(value, need, max) {
            self.any_text(name, value, need, max);
        }
    }

    #[inline(never)]
    fn any_text(&mut self, name: &'static str, value: &Option<String>, need: Need, max: u32) {
        match &mut self.task {
            Task::Write(writer) => writer.put(name, value.as_ref().map(|value| value as &dyn WriteValue)),
            Task::Check(check) => check.text(name, value, need, max),
            Task::Find(find) => find.member(name, value),
            Task::Doubt(doubt) => **doubt = true,
        }
    }

    /// A text that Debug does not show.
    #[inline]
    pub fn secret_text(&mut self, name: &'static str, value: &Option<String>, need: Need, max: u32) {
        if !self.quick || !is_usual(value, need, max) {
            self.any_secret_text(name, value, need, max);
        }
    }

    #[inline(never)]
    fn any_secret_text(&mut self, name: &'static str, value: &Option<String>, need: Need, max: u32) {
        match &mut self.task {
            Task::Write(writer) => writer.put_secret(name, value.as_ref().map(|value| value as &dyn WriteValue)),
            _ => self.any_text(name, value, need, max),
        }
    }

    /// A value of which only the presence matters here: an object has rules of its own.
    #[inline]
    pub fn value(&mut self, name: &'static str, value: &dyn Slot, need: Need) {
        self.ruled(name, value, need, Rule::NONE);
    }

    /// A member whose name no spec knows: it can be looked for, and nothing else.
    #[cfg(any(feature = "client", feature = "server"))]
    pub(super) fn unnamed(&mut self, name: &str, value: &dyn Slot) {
        if let Task::Find(find) = &mut self.task {
            find.member(name, value);
        }
    }

    /// Such a value that Debug does not show.
    #[inline]
    pub fn secret(&mut self, name: &'static str, value: &dyn Slot, need: Need) {
        self.secret_ruled(name, value, need, Rule::NONE);
    }

    /// A value with a rule.
    #[inline]
    pub fn ruled(&mut self, name: &'static str, value: &dyn Slot, need: Need, rule: &'static Rule) {
        if !self.quick || !surely_keeps(value, need, rule) {
            self.any(name, value, need, rule);
        }
    }

    #[inline(never)]
    fn any(&mut self, name: &'static str, value: &dyn Slot, need: Need, rule: &'static Rule) {
        match &mut self.task {
            Task::Write(writer) => writer.put(name, value.item().map(|item| item as &dyn WriteValue)),
            Task::Check(check) => check.member(name, value.item(), need, rule),
            Task::Find(find) => find.member(name, value),
            Task::Doubt(doubt) => **doubt = true,
        }
    }

    /// A value with a rule that Debug does not show.
    #[inline]
    pub fn secret_ruled(&mut self, name: &'static str, value: &dyn Slot, need: Need, rule: &'static Rule) {
        if !self.quick || !surely_keeps(value, need, rule) {
            self.any_secret(name, value, need, rule);
        }
    }

    #[inline(never)]
    fn any_secret(&mut self, name: &'static str, value: &dyn Slot, need: Need, rule: &'static Rule) {
        match &mut self.task {
            Task::Write(writer) => writer.put_secret(name, value.item().map(|item| item as &dyn WriteValue)),
            _ => self.any(name, value, need, rule),
        }
    }
}

/// An optional member that is not there, or a text that is: of a length that bytes settle.
#[inline]
fn is_usual(value: &Option<String>, need: Need, max: u32) -> bool {
    match value {
        Some(text) => !text.is_empty() && (max == 0 || text.len() <= max as usize),
        None => matches!(need, Need::May),
    }
}

// Where it is inlined the types are known, and no pointer is followed.
#[inline]
fn surely_keeps(value: &dyn Slot, need: Need, rule: &'static Rule) -> bool {
    match value.item() {
        Some(item) => item.surely_holds(rule),
        None => matches!(need, Need::May),
    }
}
