//! Violations as programs and people get them.

use snap_core::{Broken, Form, Format, Span, Violation, When};

static EITHER: When =
    When::Any(&[When::Present("payer"), When::All(&[When::Is("channel", &["APP", "WEB"]), When::Success])]);

fn all() -> Vec<Broken> {
    const NAMES: &[&str] = &["a", "b"];
    vec![
        Broken::Missing,
        Broken::MissingBecause(&EITHER),
        Broken::MissingHeader { when: Some(&When::NoHeader("X-A")), give: "CallOptions::device_id" },
        Broken::MissingHeader { when: None, give: "CallOptions::device_id" },
        Broken::Empty,
        Broken::Blank,
        Broken::Negative,
        Broken::Zero,
        Broken::TooLong { max: 1, len: 2 },
        Broken::TooShort { min: 2, len: 1 },
        Broken::NotExact { exact: 2, len: 1 },
        Broken::TooMany { max: 1, len: 2 },
        Broken::TooFew { min: 2, len: 1 },
        Broken::NotCount { exact: 2, len: 1 },
        Broken::Format(Format::DateTime),
        Broken::Pattern,
        Broken::Precision { digits: 16, decimals: 2 },
        Broken::Precision { digits: 16, decimals: 0 },
        Broken::Decimals,
        Broken::Digits { max: 4 },
        Broken::NotWhole,
        Broken::NotInList { allowed: NAMES },
        Broken::Padding { with: ' ', to: 8 },
        Broken::WrongShape(Form::Number),
        Broken::OtherName,
        Broken::UsedBefore,
        Broken::SetByHttp,
        Broken::Degrees { form: "±DD.DDDD" },
        Broken::UnknownMember,
        Broken::AtLeastOne(NAMES),
        Broken::ExactlyOne(NAMES),
        Broken::AllOrNone(NAMES),
        Broken::Needs(NAMES),
        Broken::OneGroup(&[NAMES, &["c"]]),
        Broken::NotSame { others: &["a"] },
        Broken::NotSame { others: NAMES },
        Broken::NotAfter { other: "a" },
        Broken::NotAbove { other: "a" },
        Broken::TooFar { from: "a", span: Span::Days(7) },
        Broken::TooFar { from: "a", span: Span::Months(1) },
        Broken::NotSameAsHeader { header: "X-A" },
    ]
}

#[test]
fn each_has_a_code_and_both_languages_and_says_the_same_names_and_numbers_in_both() {
    let mut codes = Vec::new();
    for rule in all() {
        let (code, english, indonesian) = (rule.code(), rule.to_string(), rule.indonesian().to_string());
        assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code}");
        assert_ne!(english, indonesian);
        let told = |text: &str| {
            let parts = text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:±.".contains(c)));
            let strange =
                |part: &&str| part.len() > 1 && part.bytes().any(|byte| byte.is_ascii_digit() || byte == b'_');
            let mut parts: Vec<_> = parts.filter(strange).map(str::to_owned).collect();
            parts.sort();
            parts
        };
        assert_eq!(told(&english), told(&indonesian), "{code}");
        codes.push(code);
    }
    codes.dedup();
    assert!(codes.len() > 30, "{codes:?}");
}

#[test]
fn a_violation_is_written_with_all_of_it_and_without_the_value() -> Result<(), serde_json::Error> {
    let violation = Violation { path: "bills[0].payer".to_owned(), rule: Broken::MissingBecause(&EITHER) };
    assert_eq!(
        serde_json::to_string(&violation)?,
        r#"{"path":"bills[0].payer","code":"missing","en":"missing, it is mandatory when payer is present or channel is APP or WEB and the response reports success","id":"tidak ada, padahal wajib bila payer ada atau channel adalah APP atau WEB dan respons melaporkan berhasil"}"#
    );
    assert_eq!(
        Violation { path: "amount.value".to_owned(), rule: Broken::TooLong { max: 16, len: 17 } }.indonesian(),
        "amount.value: 17 karakter, paling banyak 16"
    );
    Ok(())
}
