//! What the walk over a message finds.

use super::*;
use crate::message::testing::{GOOD, Transfer, broken, violations};
use crate::{DecodeError, Format, May, Members, Model as _, Must, Rule};

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
        let rules = |m: &mut Members<'_, '_>| {
            m.nullable(&["date"]);
            m.open_object(extra, &[]);
            m.text("date", &None, Must, 5);
            m.text("token", &None, Must, 5);
        };
        let mut found = found.to_vec();
        if extra.find_kept("token").is_none() {
            found.push("token: missing, it is mandatory");
        }
        assert_eq!(broken(Mode::Send, &rules), found);
    }
    Ok(())
}

#[test]
fn nothing_is_missing_in_a_failure_but_limits_hold() {
    for (code, found) in [
        (Some("2001800"), 2),
        (Some("2021800"), 2),
        (Some("4041814"), 1),
        (Some("5001801"), 1),
        (Some("20054000"), 2),
        (None, 2),
    ] {
        for mode in [Mode::Send, Mode::Observe] {
            let rules = |m: &mut Members<'_, '_>| {
                m.response(code);
                m.text("a", &None, Must, 5);
                m.text("b", &Some("toolong".to_owned()), Must, 5);
                if code.is_some_and(|code| code.starts_with(['4', '5'])) {
                    let empty = Some(String::new());
                    m.ruled("c", &empty, Must, &const { Rule::new().exact(3) });
                    m.ruled("d", &empty, May, &const { Rule::new().format(Format::Date) });
                }
            };
            assert_eq!(broken(mode, &rules).len(), found, "{code:?}");
        }
    }
}

#[test]
fn what_is_mandatory_depends_on_who_looks_and_on_what_was_reported() {
    static ON_SUCCESS: When = When::Success;
    static ON_FAILURE: When = When::Failure;
    static BESIDE: When = When::Present("there");
    let there = Some("x".to_owned());
    let missed = |mode, code: Option<&'static str>| {
        let found = broken(mode, &|m| {
            m.response(code);
            m.text("there", &there, May, 0);
            m.text("always", &None, Need::Always, 0);
            m.text("sent", &None, Need::Sent, 0);
            m.text("onSuccess", &None, Need::When(&ON_SUCCESS), 0);
            m.text("onFailure", &None, Need::When(&ON_FAILURE), 0);
            m.text("beside", &None, Need::When(&BESIDE), 0);
            m.text("besideSent", &None, Need::WhenSent(&BESIDE), 0);
        });
        found.iter().filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(missed(Mode::Send, Some("2001800")), "always sent onSuccess beside besideSent");
    assert_eq!(missed(Mode::Observe, Some("2001800")), "always onSuccess beside");
    assert_eq!(missed(Mode::Send, Some("4041801")), "always onFailure");
    assert_eq!(missed(Mode::Send, None), "always sent beside besideSent");
}
