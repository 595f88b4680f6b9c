//! Proposed errata: pasted where they belong, they leave nothing to find.

use std::collections::BTreeMap;

use snap_codegen::lint::proposals::{self, Proposal};
use snap_codegen::pipeline::Spec;
use snap_codegen::source::{Files, SourceFile};

use crate::mini::{self, ACCOUNTS, FILES, TRANSFERS, planted, replaced};

fn proposals(spec: &Spec) -> Vec<Proposal> {
    proposals::proposals(&spec.documents, &spec.catalogue, &spec.findings)
}

fn text(spec: &Spec) -> String {
    proposals::text(&spec.documents.files, &proposals(spec))
}

/// The spec with its proposals pasted.
fn with_proposals(spec: &Spec) -> Spec {
    let new: BTreeMap<String, String> =
        proposals::pasted(&spec.documents.files, &proposals(spec)).into_iter().collect();
    let file = |file: &SourceFile| {
        let text = new.get(&file.name).unwrap_or(&file.text);
        SourceFile { name: file.name.clone(), text: text.clone() }
    };
    Spec::of(Files::new(spec.documents.files.iter().map(|(_, own)| file(own)).collect()))
}

/// A spec with contradictions of many kinds, in services with and without errata, and in a named type.
fn contradicted() -> Spec {
    let accounts = replaced(ACCOUNTS, "\"virtualAccountNo\": \"    8899123\"", "\"virtualAccountNo\": \"    8899124\"")
        .replace("\"email\": \"budi@example.com\"", "\"email\": 7, \"a\": { \"b\": 1 }")
        .replace("\"responseCode\": \"2002400\"", "\"responseCode\": \"2002500\"");
    // Only the sample that is judged, not the one as printed.
    let at = accounts.rfind("\"billNo\": 7, ").unwrap();
    let accounts = format!("{}\"billNo\": 7, \"x y\": \"\\\"\", {}", &accounts[..at], &accounts[at + 13..]);
    let transfers = replaced(TRANSFERS, "\"includeHistory\": \"N\" }", "\"includeHistory\": \"no\" }")
        .replace("\"value\": \"12345678.00\"", "\"value\": \"12345678\"")
        .replace("        method: POST\n", "        method: PUT\n");
    let text = |name: &str, own: &str| match name {
        ACCOUNTS => accounts.clone(),
        TRANSFERS => transfers.clone(),
        _ => own.to_owned(),
    };
    let files = FILES.iter().map(|(name, own)| SourceFile { name: (*name).to_owned(), text: text(name, own) });
    Spec::of(Files::new(files.collect()))
}

#[test]
fn pasted_proposals_leave_nothing_to_find() {
    let spec = contradicted();
    let kinds: std::collections::BTreeSet<_> = spec.findings.iter().map(|finding| finding.rule.as_str()).collect();
    let wanted = [
        "sample/code",
        "sample/condition",
        "sample/method",
        "sample/precision",
        "sample/type",
        "sample/unknown",
        "sample/values",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), wanted, "{:#?}", spec.findings);
    let proposals = proposals(&spec);
    let places = proposals.iter().flat_map(|proposal| &proposal.errata).map(|proposed| proposed.at.len());
    assert_eq!(places.sum::<usize>(), spec.findings.len());
    let after = with_proposals(&spec);
    assert_eq!(after.findings, [], "{}", text(&spec));
}

#[test]
fn proposals_are_yaml_with_places_and_figures() {
    let spec = contradicted();
    insta::assert_snapshot!("proposals", text(&spec));
}

#[test]
fn one_row_is_one_proposal_and_so_is_an_object_that_the_table_lacks() {
    let from = "\"bills\": [ { \"billNo\": 7, \"amount\": { \"value\": \"12500.00\", \"currency\": \"IDR\" } } ]\n";
    let bill = "{ \"one\": 1, \"two\": 2 }";
    let spec = planted(ACCOUNTS, from, &format!("\"bills\": [ {bill}, {bill} ]\n"));
    let proposals = proposals(&spec);
    let ats: Vec<_> = proposals.iter().flat_map(|p| &p.errata).map(|e| (e.at.join(" and "), e.kind)).collect();
    let wanted = [("types.Bill.billNo", "missing"), ("types.Bill.amount", "missing"), ("types.Bill", "unknown")];
    assert_eq!(ats, wanted.map(|(at, kind)| (at.to_owned(), kind)));
}

#[test]
fn rows_of_a_service_that_show_the_very_same_are_one_proposal() {
    let sample = "\"partnerServiceId\": \"    8899\", \"customerNo\": \"123\", \"virtualAccountNo\": \"    8899123\" }";
    let slips = |customer: &str| {
        let request =
            format!("\"partnerServiceId\": 8899, \"customerNo\": {customer}, \"virtualAccountNo\": 8899123 }}");
        planted(ACCOUNTS, sample, &request)
    };
    let at = |spec: &Spec| {
        let proposals = proposals(spec);
        let errata = proposals.iter().flat_map(|proposal| &proposal.errata);
        errata.filter(|e| e.kind == "type").map(|e| e.at.clone()).collect::<Vec<_>>()
    };
    let all = ["request.partnerServiceId", "request.customerNo", "request.virtualAccountNo"];
    let spec = slips("123");
    assert_eq!(at(&spec), [all]);
    assert!(text(&spec).contains("at: [\"request.partnerServiceId\", \"request.customerNo\", "), "{}", text(&spec));
    let left: Vec<_> = with_proposals(&spec).findings.into_iter().filter(|f| f.rule == "sample/type").collect();
    assert_eq!(left, []);
    // What shows something else is another thing to decide.
    assert_eq!(at(&slips("true")), [vec![all[0], all[2]], vec![all[1]]]);
}

#[test]
fn what_has_a_cause_elsewhere_is_not_proposed() {
    let spec = planted(
        TRANSFERS,
        "    standard: transfer\n    inherits: standard\n",
        "    standard: tranfser\n    inherits: standard\n",
    );
    assert!(!spec.findings.is_empty());
    assert!(proposals(&spec).is_empty());
    assert_eq!(text(&mini::clean()), "");
}
