//! What findings are about, how much they matter, and waivers, which set a rule aside for one of these.

use std::fmt::Write as _;

use snap_codegen::lint::registry::RULES;
use snap_codegen::pipeline::Spec;
use snap_codegen::rule_id::Severity;

use super::examples::put;
use super::mini::{ACCOUNTS, TRANSFERS, planted, text, with};

#[test]
fn every_finding_of_an_example_says_how_much_it_matters_and_what_it_is_about() {
    let mut table = String::new();
    for rule in RULES {
        for finding in &put(rule, rule.example.wrong).findings {
            let file = rule.example.file;
            assert!(
                finding.subject.provider.is_some() || finding.loc.line == 1 || !file.contains("providers/"),
                "{}: nobody is meant",
                rule.id
            );
            writeln!(table, "{:<7} {:<28} {}", finding.severity().as_str(), rule.id, finding.subject).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn errors_stop_the_generator_and_warnings_do_not() {
    let (mut stopped, mut generated) = (0, 0);
    for rule in RULES {
        let spec = put(rule, rule.example.wrong);
        let errors = spec.findings.iter().any(|finding| finding.severity() == Severity::Error);
        assert_eq!(snap_codegen::generate(&spec).is_err(), errors, "{}", rule.id);
        *(if errors { &mut stopped } else { &mut generated }) += 1;
    }
    assert!(stopped > 80 && generated > 5, "{stopped} and {generated}");
}

/// The small spec with a waiver in the bank's transfer, and with a mistake.
fn waived(rule: &str, at: &str, from: &str, to: &str) -> Vec<String> {
    let waiver =
        format!("    waivers:\n      - {{ rule: {rule}, at: {at}, reason: The bank says so. }}\n    errata:\n");
    let with_waiver = text(TRANSFERS).replacen("    errata:\n", &waiver, 1);
    assert_eq!(with_waiver.matches(from).count(), 1, "{from}");
    rules(&with(TRANSFERS, &with_waiver.replace(from, to)))
}

fn rules(spec: &Spec) -> Vec<String> {
    spec.findings.iter().map(|finding| finding.rule.to_string()).collect()
}

#[test]
fn a_waiver_sets_a_rule_aside_for_the_row_that_it_names_and_for_what_the_row_holds() {
    let (right, wrong) = ("max: 255, format: url", "max: 255, exact: 10, format: url");
    let rule = "limits/exact";
    assert_eq!(rules(&planted(TRANSFERS, right, wrong)), [rule, "sample/length"]);
    for at in ["request.additionalInfo.callbackUrl", "request.additionalInfo", "request"] {
        assert_eq!(waived(rule, at, right, wrong), ["sample/length"], "{at}");
    }
    for at in ["request.additionalInfo.labels", "request.partnerReferenceNo", "response", "path", "request.callbackUrl"]
    {
        assert_eq!(waived(rule, at, right, wrong), [rule, "sample/length", "waiver/unused"], "{at}");
    }
}

#[test]
fn a_waiver_about_a_sample_names_the_row_and_not_the_words_of_the_finding() {
    let (right, wrong) = ("\"en\": \"rent\"", "\"en\": \"a rent that nobody can pay\"");
    let found = planted(TRANSFERS, right, wrong);
    assert_eq!(rules(&found), ["sample/length"]);
    let at = found.findings[0].subject.at.as_ref().unwrap().to_string();
    assert_eq!(at, "request.additionalInfo.labels.en");
    for at in [&at, "request.additionalInfo.labels"] {
        assert_eq!(waived("sample/length", at, right, wrong), [""; 0], "{at}");
    }
    // The message names the number of characters and the key; a waiver does not hang on such words.
    for word in ["en", "labels", "request.additionalInfo.labels.en.more"] {
        assert_eq!(waived("sample/length", word, right, wrong), ["sample/length", "waiver/unused"], "{word}");
    }
}

#[test]
fn a_waiver_reaches_no_other_service() {
    let spec = with(ACCOUNTS, &text(ACCOUNTS).replace("sample/personal-data", "sample/length"));
    assert!(rules(&spec).contains(&"waiver/unused".to_owned()));
}
