//! The walk over a message: mode, context, outcome, and what was found.

use super::context::{Context, Mode, Need, Surroundings};
use super::item::{Item, Visit};
use super::members::Members;
use super::path::{Path, Step};
use super::rule::Rule;
use crate::check::violation::{Broken, Violation};
use crate::json::extra::{Extra, Form, Kept};
use crate::meta::endpoint::Effect;
use crate::meta::response_code::ResponseCode;
use crate::meta::when::When;

/// What the response code said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reported {
    Nothing,
    Success,
    Failure,
}

/// An object that is being checked, and the one that holds it.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) object: &'a dyn Visit,
    pub(super) up: Option<&'a Scope<'a>>,
}

/// What stays the same wherever in the message a check stands.
pub(super) struct Ground<'a> {
    mode: Mode,
    pub(super) surroundings: Option<&'a dyn Surroundings>,
    /// What the call does for which the message is about to be sent.
    pub(super) sending: Option<Effect>,
}

impl<'a> Ground<'a> {
    fn new(mode: Mode, surroundings: Option<&'a dyn Surroundings>) -> Self {
        Self { mode, surroundings, sending: surroundings.and_then(Surroundings::sending) }
    }
}

/// Where a check stands, and what it knows there. Copied for every object, so it is kept small.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) scope: Option<&'a Scope<'a>>,
    pub(super) path: Option<&'a Path<'a>>,
    reported: Reported,
    /// The JSON form in which the value came, if that is another than promised.
    form: Option<Form>,
}

/// The check of one value: of an object, its members and then what holds between them.
pub struct Check<'a> {
    pub(super) place: Place<'a>,
    found: &'a mut Vec<Violation>,
    extra: Extra,
    nullable: &'static [&'static str],
}

/// Runs rules over a message.
pub(crate) fn run(mode: Mode, context: &Context<'_>, root: &dyn Item) -> Vec<Violation> {
    // More is asked of what is about to be sent than what the spec says.
    if context.sending.is_none() && root.surely_holds(Rule::NONE) {
        return Vec::new();
    }
    run_in_doubt(mode, context, root)
}

#[inline(never)]
fn run_in_doubt(mode: Mode, context: &Context<'_>, root: &dyn Item) -> Vec<Violation> {
    let mut found = Vec::new();
    let ground = Ground::new(mode, Some(context));
    root.check_item(Rule::NONE, Need::Must, &mut Check::root(&ground, &mut found));
    found
}

/// The same over an object whose type is not known.
#[cfg(test)]
pub(crate) fn run_object(mode: Mode, context: &Context<'_>, root: &dyn Visit) -> Vec<Violation> {
    let mut found = Vec::new();
    Check::root(&Ground::new(mode, Some(context)), &mut found).object(root);
    found
}

impl When {
    /// Whether the condition holds of an object by itself; none if that cannot be told from the object alone.
    #[must_use]
    pub fn holds_in(&self, object: &dyn Visit) -> Option<bool> {
        self.holds_around(object, None)
    }

    /// The same, with the headers of the request at hand.
    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn holds_with(&self, object: &dyn Visit, context: &Context<'_>) -> Option<bool> {
        self.holds_around(object, Some(context))
    }

    fn holds_around(&self, object: &dyn Visit, surroundings: Option<&dyn Surroundings>) -> Option<bool> {
        let mut found = Vec::new();
        let scope = Scope { object, up: None };
        let ground = Ground::new(Mode::Observe, surroundings);
        let mut check = Check::root(&ground, &mut found);
        check.place.scope = Some(&scope);
        check.holds(self)
    }
}

impl<'a> Check<'a> {
    fn root(ground: &'a Ground<'a>, found: &'a mut Vec<Violation>) -> Self {
        Self::at(Place { ground, scope: None, path: None, reported: Reported::Nothing, form: None }, found)
    }

    fn at(place: Place<'a>, found: &'a mut Vec<Violation>) -> Self {
        Self { place, found, extra: Extra::default(), nullable: &[] }
    }
}

impl Check<'_> {
    /// As the spec says, without what errata accept.
    #[must_use]
    #[inline]
    pub fn sends(&self) -> bool {
        self.place.ground.mode == Mode::Send
    }

    #[inline]
    pub(super) fn mode(&self) -> Mode {
        self.place.ground.mode
    }

    /// As a server reads it.
    #[inline]
    pub(super) fn receives(&self) -> bool {
        self.place.ground.mode == Mode::Receive
    }

    /// The rule that counts: for what is sent, or for what was received.
    #[inline]
    pub(super) fn reading(&self, rule: &'static Rule) -> &'static Rule {
        if self.sends() { rule } else { rule.received.unwrap_or(rule) }
    }

    /// The message is about to be sent, and more is asked of it than what the spec says.
    #[inline]
    pub(super) fn sending(&self) -> bool {
        self.place.ground.sending.is_some()
    }

    /// Sets the outcome from the code of the response: HTTP 2xx is success; an absent or unreadable code is neither.
    ///
    /// A failure carries hardly more than its code and message, so that nothing else is missed in it. Limits still hold.
    pub(super) fn response(&mut self, code: Option<&str>) {
        self.place.reported = match code.map(ResponseCode::parse) {
            Some(Ok(code)) if code.is_success() => Reported::Success,
            Some(Ok(_)) => Reported::Failure,
            _ => Reported::Nothing,
        };
    }

    /// Whether the response reports success; none outside of responses, and without a readable code.
    pub(super) fn reported(&self) -> Option<bool> {
        match self.place.reported {
            Reported::Nothing => None,
            Reported::Success => Some(true),
            Reported::Failure => Some(false),
        }
    }

    /// The response reports failure. False outside of responses.
    pub(super) fn failed(&self) -> bool {
        self.place.reported == Reported::Failure
    }

    /// Members whose explicit null is part of the contract: neither missing nor of the wrong form, in both modes.
    pub(super) fn nullable(&mut self, names: &'static [&'static str]) {
        self.nullable = names;
    }

    /// Reports what came otherwise than promised, and in lenient mode what the spec does not know unless the object is
    /// `open`.
    ///
    /// Comes before the members: one that came in a form that cannot be read is reported here, and not as missing too.
    #[inline]
    pub(crate) fn extra(&mut self, extra: &Extra, open: bool, accepted: &'static [(&'static str, Form)]) {
        if !extra.is_empty() {
            self.report_extra(extra, open, &|kept, form| {
                let element = kept.form.as_ref().is_some_and(|(_, at)| !at.is_empty());
                accepted.iter().any(|(name, accepted)| {
                    let name = if element { name.strip_suffix("[]").unwrap_or(name) } else { name };
                    name == kept.name && *accepted == form
                })
            });
        }
    }

    #[cold]
    fn report_extra(&mut self, extra: &Extra, open: bool, accepted: &dyn Fn(&Kept, Form) -> bool) {
        self.extra = extra.clone();
        for kept in extra.kept() {
            let other_name = self.sends() || !self.receives() && !accepted(kept, Form::OtherName);
            if kept.spelled.is_some() && other_name {
                self.add(kept.name, Broken::OtherName);
            }
            let Some((form, at)) = &kept.form else { continue };
            let form = *form;
            // Whether it is missed is a question of its need; and what says the same in another form is no harm.
            if !self.sends() && (self.is_nothing(kept) || kept.readable() && (self.receives() || kept.is_digits())) {
                continue;
            }
            let in_contract = form == Form::Null && at.is_empty() && self.nullable.contains(&kept.name);
            if !in_contract && (self.sends() || !accepted(kept, form)) {
                // `at` continues the name: `[1]`, `.key`.
                self.add(&format!("{}{at}", kept.name), Broken::WrongShape(form));
            }
        }
        if self.place.ground.mode != Mode::Observe {
            return;
        }
        for name in extra.doubled() {
            self.add(name, Broken::Doubled);
        }
        for (name, _) in extra.unknown().filter(|_| !open) {
            self.add(name, Broken::UnknownMember);
        }
    }

    /// One member of which it could not be told at once: there or not, and what it must be.
    pub(crate) fn member(&mut self, name: &'static str, value: Option<&dyn Item>, need: Need, rule: &'static Rule) {
        match value {
            Some(item) => {
                let form = self.came_as(name);
                self.below(Step::Name(name), item, rule, need, form);
            }
            None => self.absent(name, need),
        }
    }

    /// Whether a member that is empty is as good as absent, and missed.
    pub(super) fn filled(&self, need: Need) -> bool {
        match need {
            Need::Must => !self.failed(),
            Need::Always => true,
            Need::Sent => self.sends() && !self.failed(),
            Need::May | Need::When(_) | Need::WhenSent(_) => false,
        }
    }

    /// A member is `None`.
    #[inline]
    pub(super) fn absent(&mut self, name: &'static str, need: Need) {
        if need != Need::May {
            self.missed(name, need);
        }
    }

    #[inline(never)]
    fn missed(&mut self, name: &'static str, need: Need) {
        let broken = match need {
            Need::When(when) => self.asked(when).then_some(Broken::MissingBecause(when)),
            Need::WhenSent(when) => (self.sends() && self.asked(when)).then_some(Broken::MissingBecause(when)),
            Need::May | Need::Must | Need::Always | Need::Sent => self.filled(need).then_some(Broken::Missing),
        };
        if let Some(broken) = broken.filter(|_| !self.told(name)) {
            // A null that stands there is what is wrong.
            let nothing = self.extra.find_kept(name).is_some_and(|kept| self.is_nothing(kept));
            let form = self.came_as(name).filter(|_| nothing);
            self.add(name, form.map_or(broken, Broken::WrongShape));
        }
    }

    /// A condition that does not speak of the outcome is not asked of a failure.
    pub(super) fn asked(&self, when: &When) -> bool {
        (!self.failed() || when.speaks_of_outcome()) && self.holds(when) == Some(true)
    }

    /// Something stands for a member that is `None`: a form that could not be read and was reported, or an agreed null.
    pub(super) fn told(&self, name: &str) -> bool {
        if self.extra.is_empty() {
            return false;
        }
        self.extra.find_kept(name).is_some_and(|kept| !kept.readable() && (self.sends() || !self.is_nothing(kept)))
            || self.nullable.contains(&name)
                && (self.extra.find_kept(name).is_some() || self.extra.find_unknown(name).is_some())
    }

    /// A member beside the check came in a form that could not be read, and was reported; a null says nothing.
    pub(super) fn stands_unread(&self, name: &str) -> bool {
        !self.extra.is_empty()
            && self.extra.find_kept(name).is_some_and(|kept| !kept.readable() && !self.is_nothing(kept))
    }

    /// What came stands for a member that is not there. A server takes an empty list for that too.
    fn is_nothing(&self, kept: &Kept) -> bool {
        kept.is_nothing() || self.receives() && kept.is_empty_list()
    }

    /// The form in which a member came, if that is another than promised.
    fn came_as(&self, name: &str) -> Option<Form> {
        let (form, at) = self.extra.find_kept(name)?.form.as_ref()?;
        at.is_empty().then_some(*form)
    }

    /// The value came as a bare number, whose trailing zeros mean nothing.
    pub(super) fn bare(&self) -> bool {
        self.place.form == Some(Form::Number)
    }

    /// Whether the request carries a header; `None` where no headers are known.
    pub(super) fn header_present(&self, name: &str) -> Option<bool> {
        let surroundings = self.place.ground.surroundings.filter(|surroundings| surroundings.has_headers())?;
        Some(surroundings.header(name).is_some())
    }

    #[cold]
    pub(super) fn add(&mut self, name: &str, rule: Broken) {
        let path = Path { parent: self.place.path, step: Step::Name(name) }.to_string();
        self.found.push(Violation { path, rule });
    }

    /// About the value at which the check stands.
    #[cold]
    pub(super) fn add_here(&mut self, rule: Broken) {
        let path = self.place.path.map(ToString::to_string).unwrap_or_default();
        self.found.push(Violation { path, rule });
    }

    /// Goes one step down, to a value.
    pub(super) fn below(
        &mut self,
        step: Step<'_>,
        item: &dyn Item,
        rule: &'static Rule,
        need: Need,
        form: Option<Form>,
    ) {
        let path = Path { parent: self.place.path, step };
        let place = Place { path: Some(&path), form, ..self.place };
        item.check_item(rule, need, &mut Check::at(place, self.found));
    }

    /// Checks the object at which the check stands: its members, then what holds between them.
    pub fn object(&mut self, object: &dyn Visit) {
        let scope = Scope { object, up: self.place.scope };
        let mut inner = Check::at(Place { scope: Some(&scope), ..self.place }, self.found);
        object.visit(&mut Members::check(&mut inner));
        for relation in object.relations() {
            inner.relation(relation);
        }
    }
}

#[cfg(test)]
#[path = "core_tests.rs"]
mod tests;
