//! The walk over a message: mode, context, outcome, and what was found.

use super::context::{Context, Headers, Mode, Need};
use super::lists::Item;
use super::path::{Path, Step};
use crate::check::violation::{Broken, Violation};
use crate::json::extra::{Extra, Form, Kept};
use crate::meta::response_code::ResponseCode;

/// What the response code said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reported {
    Nothing,
    Success,
    Failure,
}

/// The check of one object, called by generated rules in this order: [`response`](Self::response) (root of a response),
/// [`extra`](Self::extra), the members, the conditions between them.
pub struct Check<'a> {
    mode: Mode,
    reported: Reported,
    pub(super) headers: Option<&'a dyn Headers>,
    path: Option<&'a Path<'a>>,
    found: &'a mut Vec<Violation>,
    extra: Extra,
    nullable: &'static [&'static str],
}

/// Runs rules over a message.
pub(crate) fn run(mode: Mode, context: &Context<'_>, root: &dyn Item) -> Vec<Violation> {
    let mut found = Vec::new();
    root.check_item(&mut Check {
        mode,
        reported: Reported::Nothing,
        headers: context.headers.is_some().then_some(context as &dyn Headers),
        path: None,
        found: &mut found,
        extra: Extra::default(),
        nullable: &[],
    });
    found
}

impl Check<'_> {
    /// Strict or lenient need, whichever applies.
    #[must_use]
    #[inline]
    pub fn need(&self, send: Need, accept: Need) -> Need {
        if self.strict() { send } else { accept }
    }

    /// Strict or lenient limit, whichever applies.
    #[must_use]
    #[inline]
    pub fn limit(&self, send: u32, accept: u32) -> u32 {
        if self.strict() { send } else { accept }
    }

    /// As the spec says, without what errata accept.
    #[must_use]
    #[inline]
    pub fn strict(&self) -> bool {
        self.mode == Mode::Strict
    }

    /// Sets the outcome from the code of the response: HTTP 2xx is success; an absent or unreadable code is neither.
    ///
    /// Called for the root of a response, after the rules of `responseCode` and `responseMessage`: a failure carries
    /// hardly more than those two, so that from here on nothing is missed in it. Limits still hold.
    pub fn response(&mut self, code: Option<&str>) {
        self.reported = match code.map(ResponseCode::parse) {
            Some(Ok(code)) if code.is_success() => Reported::Success,
            Some(Ok(_)) => Reported::Failure,
            _ => Reported::Nothing,
        };
    }

    /// The response reports success. False outside of responses.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        self.reported == Reported::Success
    }

    /// The response reports failure. False outside of responses.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.reported == Reported::Failure
    }

    /// Members whose explicit null is part of the contract: neither missing nor of the wrong form, in both modes. Call
    /// it before [`extra`](Self::extra).
    pub fn nullable(&mut self, names: &'static [&'static str]) {
        self.nullable = names;
    }

    /// Reports what came otherwise than promised, and in lenient mode what the spec does not know unless the object is
    /// `open`. A form in `accepted` is not reported in lenient mode; `("list[]", form)` is about the elements of a list.
    ///
    /// Comes before the members: one that came in a form that cannot be read is reported here, and not as missing too.
    #[inline]
    pub fn extra(&mut self, extra: &Extra, open: bool, accepted: &'static [(&'static str, Form)]) {
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
    pub(super) fn report_extra(&mut self, extra: &Extra, open: bool, accepted: &dyn Fn(&Kept, Form) -> bool) {
        self.extra = extra.clone();
        for kept in extra.kept() {
            if kept.spelled.is_some() && (self.strict() || !accepted(kept, Form::OtherName)) {
                self.add(kept.name, Broken::OtherName);
            }
            let Some((form, at)) = &kept.form else { continue };
            let form = *form;
            let in_contract = form == Form::Null && at.is_empty() && self.nullable.contains(&kept.name);
            if !in_contract && (self.strict() || !accepted(kept, form)) {
                // `at` continues the name: `[1]`, `.key`.
                self.add(&format!("{}{at}", kept.name), Broken::WrongShape(form));
            }
        }
        if !open && !self.strict() {
            for (name, _) in extra.unknown() {
                self.add(name, Broken::UnknownMember);
            }
        }
    }

    /// Whether the absence of a mandatory member matters: it does not in a failure.
    pub(super) fn demanded(&self, need: Need) -> bool {
        need == Need::Must && !self.failed()
    }

    /// A member is `None`.
    pub(super) fn absent(&mut self, name: &'static str, need: Need) {
        if self.demanded(need) && !self.told(name) {
            self.add(name, Broken::Missing);
        }
    }

    /// Something stands for a member that is `None`: a form that could not be read and was reported, or an agreed null.
    pub(super) fn told(&self, name: &str) -> bool {
        if self.extra.is_empty() {
            return false;
        }
        self.extra.find_kept(name).is_some_and(|kept| !kept.readable())
            || (self.nullable.contains(&name) && self.extra.find_unknown(name).is_some())
    }

    /// The form in which a member came, if that is another than promised.
    pub(super) fn came_as(&self, name: &str) -> Option<Form> {
        self.extra.find_kept(name)?.form.as_ref().map(|(form, _)| *form)
    }

    #[cold]
    pub(super) fn add(&mut self, name: &str, rule: Broken) {
        let path = Path { parent: self.path, step: Step::Name(name) }.to_string();
        self.found.push(Violation { path, rule });
    }

    #[cold]
    pub(super) fn add_element(&mut self, name: &str, index: usize, rule: Broken) {
        self.add(&format!("{name}[{index}]"), rule);
    }

    /// About the object itself.
    #[cold]
    pub(super) fn add_here(&mut self, rule: Broken) {
        let path = self.path.map(ToString::to_string).unwrap_or_default();
        self.found.push(Violation { path, rule });
    }

    /// Goes one step down.
    pub(super) fn below(&mut self, step: Step<'_>, item: &dyn Item) {
        let path = Path { parent: self.path, step };
        item.check_item(&mut Check {
            mode: self.mode,
            reported: self.reported,
            headers: self.headers,
            path: Some(&path),
            found: self.found,
            extra: Extra::default(),
            nullable: &[],
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::testing::{GOOD, Transfer, broken, violations};
    use crate::{DecodeError, Format, May, Model as _, Must, TextRule};

    fn read(json: &str) -> Result<Transfer, DecodeError> {
        Transfer::from_json(json.as_bytes())
    }

    #[test]
    fn a_message_that_keeps_the_rules_has_nothing_to_report() -> Result<(), DecodeError> {
        let transfer = read(GOOD)?;
        assert!(transfer.validate().is_ok());
        assert!(transfer.check().is_empty());
        Ok(())
    }

    #[test]
    fn reports_every_violation_with_its_path() -> Result<(), DecodeError> {
        let transfer = read(
            r#"{"reference":"","bills":[{"no":"AB1"},{"no":"x","amount":{"value":"1"}},{}],"notes":["","toolong"],
                "limits":{"day":{"value":"1.00","currency":"RUPIAH"}},"retries":1.5,"date":"today"}"#,
        )?;
        assert_eq!(
            violations(&transfer, true),
            [
                "reference: empty, it is mandatory",
                "amount: missing, it is mandatory",
                "date: must be a date and time such as 2020-12-31T23:59:59+07:00",
                "retries: must be a whole number",
                "bills: 3 elements, at most 2 are allowed",
                "bills[1].no: does not match the documented pattern",
                "bills[1].amount.value: must be a number of up to 12 digits, a point and exactly 2 decimals",
                "bills[1].amount.currency: missing, it is mandatory",
                "bills[2].no: missing, it is mandatory",
                "notes[0]: empty, it is mandatory",
                "notes[1]: 7 characters, at most 5 are allowed",
                "limits.day.currency: 6 characters, at most 3 are allowed",
            ],
        );
        Ok(())
    }

    #[test]
    fn another_form_is_reported_once_and_an_accepted_one_to_senders_only() -> Result<(), DecodeError> {
        let transfer = read(
            r#"{"reference":5,"amount":"10.00","bills":{"no":7},"notes":["a",2],"urgent":"true",
                "limits":{"day":7}}"#,
        )?;
        let always = [
            "amount: came as a text, another JSON form is specified",
            "urgent: came as a text, another JSON form is specified",
            "bills: came as an object, another JSON form is specified",
            "limits.day: came as a number, another JSON form is specified",
            "bills[0].no: came as a number, another JSON form is specified",
            "bills[0].no: does not match the documented pattern",
        ];
        let mut lenient = violations(&transfer, false);
        lenient.sort_unstable();
        let mut expected = always.to_vec();
        expected.sort_unstable();
        assert_eq!(lenient, expected);
        let strict = violations(&transfer, true);
        assert_eq!(strict.len(), always.len() + 2);
        assert!(strict.contains(&"notes[1]: came as a number, another JSON form is specified".to_owned()));
        assert!(strict.contains(&"reference: came as a number, another JSON form is specified".to_owned()));
        Ok(())
    }

    #[test]
    fn a_cleared_member_is_missing_although_its_old_form_is_kept() -> Result<(), DecodeError> {
        let mut transfer = read(GOOD)?;
        transfer.extra = read(r#"{"reference":5}"#)?.extra;
        transfer.reference = None;
        assert_eq!(violations(&transfer, false), ["reference: missing, it is mandatory"]);
        transfer.extra.forget("reference");
        transfer.reference = Some("R2".to_owned());
        assert!(transfer.validate().is_ok());
        Ok(())
    }

    #[test]
    fn unknown_members_are_reported_of_what_was_received_only() -> Result<(), DecodeError> {
        let transfer = read(r#"{"reference":"R","amount":{"value":"1.00","currency":"IDR","x":1},"y":2}"#)?;
        assert_eq!(violations(&transfer, false), ["y: not specified", "amount.x: not specified"]);
        assert!(transfer.validate().is_ok());
        Ok(())
    }

    #[test]
    fn another_spelling_is_reported_under_the_specified_name() -> Result<(), DecodeError> {
        let json = GOOD.replace("\"date\"", "\"dateInit\"");
        let other = "date: came under another name than the specified one";
        assert_eq!(violations(&read(&json)?, true), [other]);
        assert_eq!(violations(&read(&json)?, false), [other]);
        Ok(())
    }

    #[test]
    fn an_agreed_null_is_neither_missing_nor_wrong() -> Result<(), DecodeError> {
        let received = read(r#"{"date":null,"token":null}"#)?.extra;
        let mut made = Extra::default();
        made.insert("date", "null")?;
        for (extra, found) in [
            (&received, &["token: came as null, another JSON form is specified"][..]),
            (&made, &[]),
            (&Extra::default(), &["date: missing, it is mandatory"]),
        ] {
            let rules = |check: &mut Check<'_>| {
                check.nullable(&["date"]);
                check.extra(extra, true, &[]);
                check.text("date", &None, Must, 5);
                check.text("token", &None, Must, 5);
            };
            let mut found = found.to_vec();
            if extra.find_kept("token").is_none() {
                found.push("token: missing, it is mandatory");
            }
            assert_eq!(broken(Mode::Strict, &rules), found);
        }
        Ok(())
    }

    #[test]
    fn nothing_is_missing_in_a_failure_but_limits_hold() {
        for (code, outcome, found) in [
            (Some("2001800"), (true, false), 2),
            (Some("2021800"), (true, false), 2),
            (Some("4041814"), (false, true), 1),
            (Some("5001801"), (false, true), 1),
            (Some("20054000"), (false, false), 2),
            (None, (false, false), 2),
        ] {
            for mode in [Mode::Strict, Mode::Lenient] {
                let rules = |check: &mut Check<'_>| {
                    check.response(code);
                    assert_eq!((check.succeeded(), check.failed()), outcome);
                    check.text("a", &None, Must, 5);
                    check.text("b", &Some("toolong".to_owned()), Must, 5);
                    if check.failed() {
                        let empty = Some(String::new());
                        check.text_with("c", &empty, Must, &TextRule::new().exact(3));
                        check.text_with("d", &empty, May, &TextRule::new().format(Format::Date));
                    }
                };
                assert_eq!(broken(mode, &rules).len(), found, "{code:?}");
            }
        }
    }

    #[test]
    fn picks_the_need_and_the_limit_of_the_mode() {
        let _ = broken(Mode::Strict, &|check| {
            assert_eq!((check.need(Must, May), check.limit(1, 2)), (Must, 1));
        });
        let _ = broken(Mode::Lenient, &|check| {
            assert_eq!((check.need(Must, May), check.limit(1, 2)), (May, 2));
        });
    }
}
