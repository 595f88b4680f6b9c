//! What a maintainer sees: ten mistakes that everybody makes, as the frames that the tool prints.

use serde_json::json;
use snap_codegen::pipeline::Spec;
use snap_codegen::report;

use crate::mini::{ACCOUNTS, TRANSFERS, clean, planted};

fn frames(spec: &Spec) -> String {
    report::text(&spec.findings, &spec.documents.files, false)
}

#[test]
fn ten_common_mistakes_are_framed_where_they_stand() {
    let row = "      includeHistory:     { presence: O, type: string, values: [\"Y\", \"N\"], in: query }";
    let mistakes = [
        ("wrong-indent", TRANSFERS, "    code: \"36\"", "     code: \"36\""),
        ("unknown-key", TRANSFERS, "max: 20, in: path", "length: 20, in: path"),
        ("duplicate-key", TRANSFERS, row, &format!("{row}\n{row}")),
        ("unquoted-code", TRANSFERS, "    code: \"36\"", "    code: 07"),
        ("unknown-type", ACCOUNTS, "type: integer, max: 4", "type: integr, max: 4"),
        ("no-condition", TRANSFERS, "max: 64, when: success", "max: 64"),
        ("missing-service", TRANSFERS, "    status: transfer_status", "    status: transfer_state"),
        ("two-services-of-one-name", ACCOUNTS, "  va_inquiry:", "  transfer:"),
        (
            "sample-over-length",
            ACCOUNTS,
            "\"email\": \"budi@example.com\"",
            &format!("\"email\": \"{}@example.com\"", "budi".repeat(14)),
        ),
        ("three-digits", ACCOUNTS, "partner's\n    code: \"27\"", "partner's\n    code: \"027\""),
    ];
    for (name, file, from, to) in mistakes {
        insta::assert_snapshot!(name, frames(&planted(file, from, to)));
    }
}

#[test]
fn a_frame_is_printed_for_every_finding_even_in_an_empty_file() {
    let spec = crate::mini::with(TRANSFERS, "");
    let text = frames(&spec);
    assert!(text.contains("the file is empty") && text.contains("begin with `source:`"), "{text}");
}

#[test]
fn a_report_for_tools_has_rule_subject_place_message_and_fix() {
    let spec = planted(TRANSFERS, "    status: transfer_status", "    status: transfer_state");
    let expected = json!([{
        "rule": "reference/status",
        "severity": "error",
        "provider": "bank",
        "service": "transfer",
        "at": null,
        "file": "spec/providers/bank/transfers.yaml",
        "line": 13,
        "column": 13,
        "message": "`status` names `transfer_state`, but Bank Melati has no such service",
        "fix": "write `transfer_status`?",
    }]);
    assert_eq!(report::json(&spec.findings, &spec.documents.files), expected);
}

#[test]
fn a_report_for_tools_about_a_clean_spec_is_an_empty_list() {
    let spec = clean();
    assert_eq!(report::json(&spec.findings, &spec.documents.files), json!([]));
}
