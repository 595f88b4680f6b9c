//! One cause is one finding, causes come first, and what follows from them is counted, not printed.

use snap_codegen::pipeline::Spec;
use snap_codegen::source::{Files, SourceFile};

use crate::mini::{self, ACCOUNTS, FILES, GLOSSARY, PROVIDER, TRANSFERS, planted, replaced};

/// The small spec with some files changed; without those that are given no text.
fn spec(changes: &[(&str, Option<String>)]) -> Spec {
    let text = |name: &str, own: &str| match changes.iter().find(|(changed, _)| *changed == name) {
        Some((_, text)) => text.clone(),
        None => Some(own.to_owned()),
    };
    let files =
        FILES.iter().filter_map(|(name, own)| Some(SourceFile { name: (*name).to_owned(), text: text(name, own)? }));
    Spec::of(Files::new(files.collect()))
}

/// Rule, file and message.
fn found(spec: &Spec) -> Vec<String> {
    let say = |f: &snap_codegen::finding::Finding| {
        format!("{} {} {}", f.rule, spec.documents.files.name(f.loc.file), f.message)
    };
    spec.findings.iter().map(say).collect()
}

/// The only finding begins like this, and so many others wait behind it.
fn assert_one(spec: &Spec, wanted: &str, held_back: usize) {
    let found = found(spec);
    assert!(matches!(found.as_slice(), [only] if only.starts_with(wanted)), "{wanted}: {found:#?}");
    assert_eq!(spec.held_back, held_back, "{wanted}");
}

const BILLS: &str =
    "\"bills\": [ { \"billNo\": 7, \"amount\": { \"value\": \"12500.00\", \"currency\": \"IDR\" } } ]\n";

/// The sample of the service that creates accounts, with other bills.
fn bills(bills: &str) -> Spec {
    planted(ACCOUNTS, BILLS, &format!("\"bills\": [ {bills} ]\n"))
}

#[test]
fn a_row_that_several_values_contradict_is_one_finding_that_says_how_many() {
    let bill =
        |value: &str| format!("{{ \"billNo\": 7, \"amount\": {{ \"value\": \"{value}\", \"currency\": \"IDR\" }} }}");
    let spec = bills(&[bill("1"), bill("2")].join(", "));
    let name = "sample/precision spec/providers/bank/virtual-account.yaml request.bills[].amount.value: `1` ";
    assert_one(&spec, name, 0);
    assert!(spec.findings[0].message.ends_with(", and 1 more in this sample"), "{}", spec.findings[0].message);
}

#[test]
fn a_row_that_several_samples_contradict_is_one_finding_that_says_how_many() {
    let short = "{ \"partnerReferenceNo\": \"20201029000000000001\", \"includeHistory\": \"N\" }";
    let long = short.replace("0001\"", "00010\"");
    let sample = format!("        request: |\n          {short}\n");
    let one = format!("        request: |\n          {long}\n");
    let three = format!("{one}      - name: second\n{one}      - name: third\n{one}");
    let spec = planted(TRANSFERS, &sample, &three);
    assert_one(&spec, "sample/length spec/providers/bank/transfers.yaml request.partnerReferenceNo: 21 characters", 0);
    assert!(spec.findings[0].message.ends_with(", and 2 more, in 3 samples"), "{}", spec.findings[0].message);
}

#[test]
fn an_object_of_which_the_table_has_nothing_is_one_finding() {
    let members: Vec<_> = (1..=8).map(|n| format!("\"extra{n}\": {n}")).collect();
    let spec = bills(&format!("{{ {} }}", members.join(", ")));
    let unknown: Vec<_> = found(&spec).into_iter().filter(|found| found.starts_with("sample/unknown")).collect();
    assert!(
        matches!(unknown.as_slice(), [only] if only.contains(" request.bills[]: the table has none of its 8 members: `extra1`, ")),
        "{unknown:#?}"
    );
    // With one member that the table has, the others are extra one by one.
    let spec = bills(&format!(
        "{{ \"billNo\": 7, \"extra1\": 1, \"extra2\": 2, {} }}",
        BILLS.trim_end().trim_start_matches("\"bills\": [ { \"billNo\": 7, ").trim_end_matches(" } ]")
    ));
    assert_eq!(found(&spec).len(), 2, "{:#?}", found(&spec));
}

#[test]
fn an_erratum_about_an_object_covers_all_of_it_and_one_about_a_member_that_member() {
    let unknown = |errata: &[&str]| {
        let text = replaced(ACCOUNTS, BILLS, "\"bills\": [ { \"one\": 1, \"three\": 3 } ]\n");
        let errata = errata.iter().map(|at| {
            let id = at.replace('.', "-").to_lowercase();
            format!("  - {{ id: {id}, at: {at}, kind: unknown, documented: Extra., decision: Left out. }}\n")
        });
        let text = text.replacen("errata:\n", &format!("errata:\n{}", errata.collect::<String>()), 1);
        let found = found(&mini::with(ACCOUNTS, &text)).into_iter();
        found
            .filter(|found| found.contains("/unknown ") || found.contains("/stale ") && !found.contains("bare-bill"))
            .collect::<Vec<_>>()
    };
    let none: [String; 0] = [];
    assert!(matches!(unknown(&[]).as_slice(), [only] if only.contains("none of its 2 members")));
    assert_eq!(unknown(&["types.Bill"]), none);
    assert_eq!(unknown(&["types.Bill.one", "types.Bill.three"]), none);
    let left = unknown(&["types.Bill.one"]);
    assert!(
        matches!(left.as_slice(), [only] if only.ends_with("request.bills[].three: the table has no `three`")),
        "{left:#?}"
    );
    let stale = unknown(&["types.Bill", "types.Bill.two"]);
    assert!(matches!(stale.as_slice(), [only] if only.contains("`types-bill-two` matches nothing")), "{stale:#?}");
}

#[test]
fn a_file_that_cannot_be_read_comes_before_everything_else_and_holds_back_what_refers_into_it() {
    let broken = replaced("spec/standard/transfers.yaml", "    code: \"17\"\n", "    code: [\"17\"\n");
    let long = replaced(
        ACCOUNTS,
        "\"email\": \"budi@example.com\"",
        &format!("\"email\": \"{}@example.com\"", "b".repeat(60)),
    );
    let spec = spec(&[("spec/standard/transfers.yaml", Some(broken)), (ACCOUNTS, Some(long))]);
    let found = found(&spec);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("structure/syntax spec/standard/transfers.yaml"), "{found:#?}");
    assert!(found[1].starts_with("sample/length spec/providers/bank/virtual-account.yaml"), "{found:#?}");
    assert!(spec.held_back > 0);
}

#[test]
fn a_missing_provider_is_one_finding_for_its_whole_folder() {
    let spec = spec(&[(PROVIDER, None)]);
    let found = found(&spec);
    let wanted = "structure/no-provider spec/providers/bank/connect.yaml there is no spec/providers/bank/provider.yaml, and 8 files";
    assert!(matches!(found.as_slice(), [only] if only.starts_with(wanted)), "{found:#?}");
    assert!(spec.held_back > 0);
}

#[test]
fn a_missing_standard_is_one_finding_and_its_dialects_are_not_to_blame() {
    let spec = spec(&[("spec/standard/provider.yaml", None)]);
    let wanted =
        "structure/no-provider spec/standard/notices.yaml there is no spec/standard/provider.yaml, and 4 files";
    assert!(matches!(found(&spec).as_slice(), [only] if only.starts_with(wanted)), "{:#?}", found(&spec));
    assert!(spec.held_back > 0);
}

#[test]
fn a_missing_glossary_is_one_finding() {
    let spec = spec(&[(GLOSSARY, None)]);
    assert_one(&spec, "glossary/missing spec/providers/bank/customers.yaml there is no spec/glossary.yaml, and ", 0);
}

#[test]
fn a_name_without_a_description_is_one_finding_however_many_rows_have_it() {
    let spec = planted(GLOSSARY, &line_of(GLOSSARY, "  partnerReferenceNo:"), "");
    let found = found(&spec);
    assert!(
        matches!(found.as_slice(), [only] if only.contains("`partnerReferenceNo` has no description, here and in ")),
        "{found:#?}"
    );
}

fn line_of(file: &str, begins: &str) -> String {
    let line = mini::text(file).lines().find(|line| line.starts_with(begins));
    format!("{}\n", line.unwrap_or_else(|| panic!("{file} has no line {begins}")))
}

const TABLE: &str = "    standard: transfer\n    inherits: standard\n";

/// Two rows of the transfer that say only what differs: enough not to be two slips.
fn two_partial_rows(table: &str) -> Spec {
    let text = replaced(TRANSFERS, TABLE, table).replace(
        "      partnerReferenceNo: { max: 20 }\n",
        "      partnerReferenceNo: { max: 20 }\n      beneficiaryAccountNo: { max: 30 }\n",
    );
    mini::with(TRANSFERS, &text)
}

#[test]
fn a_service_that_forgets_to_inherit_is_one_finding() {
    assert_eq!(found(&two_partial_rows(TABLE)), Vec::<String>::new());
    let spec = two_partial_rows("    standard: transfer\n");
    let wanted = "reference/inherits spec/providers/bank/transfers.yaml 3 rows of `transfer` say only what differs";
    assert!(matches!(found(&spec).as_slice(), [only] if only.starts_with(wanted)), "{:#?}", found(&spec));
    assert_eq!(spec.findings[0].loc.line, 6);
    assert!(spec.held_back > 3, "{}", spec.held_back);
}

#[test]
fn a_service_that_inherits_from_another_than_it_changes_is_one_finding_with_the_one_that_is_meant() {
    let spec = two_partial_rows("    standard: notice\n    inherits: standard\n");
    let wanted = "reference/standard spec/providers/bank/transfers.yaml `standard` names `notice`, which has none of the rows that `transfer` changes: ";
    assert!(matches!(found(&spec).as_slice(), [only] if only.starts_with(wanted)), "{:#?}", found(&spec));
    assert_eq!(spec.findings[0].fix, "write `transfer`?");
    assert!(spec.held_back > 0);
}

#[test]
fn a_misspelt_standard_is_one_finding() {
    let spec = two_partial_rows("    standard: tranfser\n    inherits: standard\n");
    assert_one(&spec, "reference/standard spec/providers/bank/transfers.yaml `standard` names `tranfser`, but", 0);
}
