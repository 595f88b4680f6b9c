//! What acts makes its sample pass: when it is read, and where the table is corrected, when it is sent.

use snap_codegen::pipeline::Spec;

use crate::mini::{ACCOUNTS, TRANSFERS, planted, replaced, with};

fn said(spec: &Spec) -> Vec<(&'static str, bool)> {
    spec.findings.iter().map(|finding| (finding.rule.as_str(), finding.message.contains("when it is sent"))).collect()
}

/// The erratum about the long reference, with other changes.
fn long_reference(change: &str) -> Vec<(&'static str, bool)> {
    said(&planted(TRANSFERS, "        accept: { max: 22 }\n", &format!("        {change}\n")))
}

#[test]
fn a_limit_that_is_still_too_low_is_found_whether_it_is_accepted_or_corrected() {
    for change in ["accept: { max: 21 }", "correct: { max: 21 }", "accept: { empty: true }", "correct: { exact: 20 }"] {
        assert_eq!(long_reference(change), [("errata/ineffective", false)], "{change}");
    }
    for change in ["accept: { max: 22 }", "accept: { exact: 22 }", "correct: { max: 22 }", "correct: { exact: 22 }"] {
        assert_eq!(long_reference(change), [], "{change}");
    }
}

#[test]
fn a_correction_that_takes_back_what_is_accepted_is_judged_by_what_is_left() {
    assert_eq!(long_reference("accept: { max: 22 }\n        correct: { max: 21 }"), [("errata/ineffective", false)]);
    assert_eq!(long_reference("accept: { max: 30 }\n        correct: { max: 22 }"), []);
}

#[test]
fn an_erratum_about_another_kind_is_not_held_to_it() {
    // The value is too long all the same, but this erratum speaks of its form; that it is about nothing is said.
    let text = replaced(TRANSFERS, "        kind: length\n", "        kind: format\n");
    let rules: Vec<_> = said(&with(TRANSFERS, &text)).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["sample/length", "errata/stale"]);
}

#[test]
fn errata_of_named_types_are_held_to_the_samples_of_the_page() {
    let change = "    decision: Send text; accept a number.\n    accept: { type: number }\n";
    let wrong = "    decision: Send text; accept a number.\n    accept: { type: boolean }\n";
    assert_eq!(said(&planted(ACCOUNTS, change, wrong)), [("errata/ineffective", false)]);
}

/// A correction is a promise about what we send. That another decision has the sample read all the same does not keep it.
#[test]
fn a_correction_with_which_the_sample_is_read_but_could_not_be_sent_is_found() {
    let then_accepted = |correct: &str, accept: &str| {
        long_reference(&format!(
            "correct: {{ max: {correct} }}\n      - id: longer-reference\n        at: request.partnerReferenceNo\n        \
             kind: length\n        documented: And more in the field.\n        decision: Accept {accept}.\n        \
             accept: {{ max: {accept} }}"
        ))
    };
    assert_eq!(then_accepted("21", "30"), [("errata/ineffective", true)]);
    assert_eq!(then_accepted("22", "30"), []);
    assert_eq!(then_accepted("21", "19"), [("errata/ineffective", false), ("errata/no-effect", false)]);
}

#[test]
fn a_member_that_is_made_mandatory_while_its_sample_lacks_it_is_found() {
    let without = |change: &str| {
        let text = replaced(TRANSFERS, "\"Successful\", \"referenceNo\": \"R-1\" }\n", "\"Successful\" }\n");
        let erratum = format!(
            "    errata:\n      - id: no-reference\n        at: response.referenceNo\n        kind: missing\n        \
             documented: The sample lacks it.\n        decision: It is sent; answers without it are read.\n        {change}\n"
        );
        said(&with(TRANSFERS, &format!("{text}{erratum}")))
    };
    assert_eq!(without("accept: { presence: O }"), []);
    assert_eq!(without("correct: { presence: O }"), []);
    assert_eq!(without("accept: { presence: O }\n        correct: { presence: M }"), [("errata/ineffective", true)]);
}
