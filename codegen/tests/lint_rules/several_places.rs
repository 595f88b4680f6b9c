//! One erratum about several places: it acts at each, and what is wrong with one of them is found there.

use snap_codegen::finding::Finding;
use snap_codegen::ir::{MessageId, Target};
use snap_codegen::pipeline::Spec;
use snap_codegen::spec::erratum::ErratumKind;

use crate::mini::{ACCOUNTS, PROVIDER, TRANSFERS, planted, replaced, with};

const SAMPLE: &str = r#""customerNo": "123", "virtualAccountNo": "    8899123" }"#;
const ERRATA: &str = "    errata:\n      - id: total\n";

/// The inquiry with numbers that are bare, and an erratum about these places of it.
fn bare_numbers(at: &str, rest: &str) -> Spec {
    let text = replaced(ACCOUNTS, SAMPLE, r#""customerNo": 123, "virtualAccountNo": 123 }"#);
    assert_eq!(text.matches(ERRATA).count(), 1);
    let erratum = format!(
        "    errata:\n      - id: bare-numbers\n        at: {at}\n        kind: type\n        documented: Text in the table, \
         numbers in the sample.\n        decision: Send text.\n        {rest}\n      - id: total\n"
    );
    // What the numbers of the sample break besides is not what this is about.
    let rule = "    rules:\n      request:\n        - same: [virtualAccountNo, [partnerServiceId, customerNo]]\n";
    assert_eq!(text.matches(rule).count(), 1);
    with(ACCOUNTS, &text.replace(rule, "").replace(ERRATA, &erratum))
}

/// Each finding with the text that it points at.
fn found(spec: &Spec) -> Vec<(&'static str, String)> {
    let pointed = |finding: &Finding| {
        let text = spec.documents.files.text(finding.loc.file);
        let line = text.lines().nth(finding.loc.line as usize - 1).unwrap_or("");
        let rest = line.get(finding.loc.column as usize - 1..).unwrap_or("");
        rest.split([',', ']']).next().unwrap_or("").to_owned()
    };
    spec.findings.iter().map(|finding| (finding.rule.as_str(), pointed(finding))).collect()
}

const BOTH: &str = "[request.customerNo, request.virtualAccountNo]";
const ACCEPT: &str = "accept: { type: number }";

#[test]
fn it_acts_at_every_place() {
    let spec = bare_numbers(BOTH, ACCEPT);
    assert_eq!(found(&spec), []);
    let service = spec.catalogue.provider("bank").and_then(|bank| bank.service("va_inquiry")).unwrap();
    let erratum = service.errata.iter().find(|erratum| erratum.id.as_str() == "bare-numbers").unwrap();
    assert_eq!(erratum.places(), "`request.customerNo` and `request.virtualAccountNo`");
    for at in &erratum.at {
        let Target::Message(MessageId::Request, members) = &at.value else { panic!("{at} is no member") };
        let [name] = members.names()[..] else { panic!("{at} is no member of the root") };
        let row = |fields: &[snap_codegen::ir::Field]| {
            fields.iter().find(|field| field.name.as_str() == name).map(|field| format!("{:?}", field.value))
        };
        assert_ne!(row(&service.request.fields), row(&service.request.documented.fields), "{name}");
    }
    // One place may be written as a list, too.
    assert_eq!(found(&bare_numbers("[request.customerNo]", ACCEPT)), [("sample/type", "123 }".to_owned())]);
}

#[test]
fn a_place_without_a_contradiction_is_found_where_it_stands() {
    let three = "[request.customerNo, request.partnerServiceId, request.virtualAccountNo]";
    assert_eq!(found(&bare_numbers(three, ACCEPT)), [("errata/stale", "request.partnerServiceId".to_owned())]);
    let none = "[response.email, request.partnerServiceId]";
    let spec = bare_numbers(none, "");
    let stale: Vec<_> = spec.findings.iter().filter(|finding| finding.rule == "errata/stale").collect();
    assert!(
        matches!(stale.as_slice(), [only] if only.message.ends_with("at `response.email` and `request.partnerServiceId`")),
        "{stale:#?}"
    );
}

#[test]
fn a_place_that_leads_nowhere_is_found_where_it_stands() {
    let spec = bare_numbers("[request.customerNo, request.virtualAccountNo, request.nothing]", ACCEPT);
    assert!(found(&spec).contains(&("errata/unknown-path", "request.nothing".to_owned())), "{:?}", found(&spec));
    let spec = bare_numbers("[request.customerNo, request.virtualAccountNo, nothing]", "");
    assert!(found(&spec).contains(&("errata/unknown-path", "nothing".to_owned())), "{:?}", found(&spec));
}

#[test]
fn a_place_that_nothing_changes_is_found_where_it_stands_and_a_key_that_changes_none_at_the_key() {
    // The number of the account has no form.
    let correct = "accept: { type: number }\n        correct: { format: any }";
    let spec = bare_numbers(BOTH, correct);
    assert_eq!(found(&spec), [("errata/no-effect", "request.virtualAccountNo".to_owned())]);
    let spec = bare_numbers(BOTH, "accept: { type: number, min_items: 2 }");
    assert_eq!(found(&spec), [("errata/no-effect", "2 }".to_owned())]);
    let message = &spec.findings[0].message;
    assert!(message.contains("of `request.customerNo` and `request.virtualAccountNo`"), "{message}");
}

#[test]
fn a_place_whose_sample_still_does_not_pass_is_found_where_it_stands() {
    let text = replaced(TRANSFERS, r#""beneficiaryAccountNo": "888801000157508","#, &long_account());
    let change = "        at: [request.partnerReferenceNo, request.beneficiaryAccountNo]\n";
    let text = text.replace("        at: request.partnerReferenceNo\n", change);
    let spec = with(TRANSFERS, &text.replace("accept: { max: 22 }", "accept: { max: 36 }"));
    assert_eq!(found(&spec), [("errata/ineffective", "request.beneficiaryAccountNo".to_owned())]);
}

/// Too long for its row, and for what the erratum about the reference accepts.
fn long_account() -> String {
    format!("\"beneficiaryAccountNo\": \"{}\",", "8".repeat(40))
}

#[test]
fn a_place_that_is_named_twice_is_refused() {
    let spec = bare_numbers("[request.customerNo, request.virtualAccountNo, request.customerNo]", ACCEPT);
    assert_eq!(found(&spec), [("errata/duplicate-place", "request.customerNo".to_owned())]);
    assert_eq!(
        spec.findings[0].loc.column as usize,
        "        at: [request.customerNo, request.virtualAccountNo, ".len() + 1
    );
    let spec = bare_numbers("[]", ACCEPT);
    assert!(spec.findings[0].message.contains("found an empty list"), "{:?}", spec.findings);
}

#[test]
fn a_header_that_no_sample_shows_any_more_is_found_where_it_stands() {
    let spec = planted(PROVIDER, "    at: headers.X-BRANCH\n", "    at: [headers.X-BRANCH, headers.X-PARTNER-ID]\n");
    assert_eq!(found(&spec), [("errata/stale", "headers.X-PARTNER-ID".to_owned())]);
}

#[test]
fn a_dialect_takes_over_the_places_that_it_leaves_alone() {
    let national = replaced(
        "spec/standard/transfers.yaml",
        "        response: |\n          { \"responseCode\": \"2001700\", \"responseMessage\": \"Successful\", \"referenceNo\": \"R-1\" }\n",
        "        response: |\n          { \"responseCode\": \"2001700\", \"responseMessage\": \"Successful\", \"referenceNo\": \"R-1\" }\n    \
         errata:\n      - id: texts\n        at: [request.partnerReferenceNo, request.beneficiaryAccountNo]\n        kind: document\n        \
         documented: Two texts disagree.\n        decision: Taken as they are.\n",
    );
    let spec = with("spec/standard/transfers.yaml", &national);
    let service = spec.catalogue.provider("bank").and_then(|bank| bank.service("transfer")).unwrap();
    let inherited: Vec<_> = service.errata.iter().filter(|erratum| erratum.inherited).collect();
    assert!(
        matches!(inherited.as_slice(), [only] if only.kind.value == ErratumKind::Document
            && only.places() == "`request.beneficiaryAccountNo`"),
        "{inherited:#?}"
    );
}
