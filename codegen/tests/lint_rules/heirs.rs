//! Header sets and signing profiles that inherit: from another of their provider, or from the standard's.

use snap_codegen::ir::Provider;
use snap_codegen::pipeline::Spec;
use snap_codegen::rule_id::{self, RuleId};
use snap_codegen::source::{Files, SourceFile};
use snap_codegen::spec::provider::{SignatureEncoding, TimestampForm, TokenSignature};

const STANDARD: &str = r#"
header_sets:
  base: { request: { X-A: { presence: M, max: 1 }, X-B: { presence: M, max: 1 } } }
signing_profiles:
  base: { token: none, encoding: hex }
"#;

/// The rules that speak of inheritance, and the bank as it resolves.
fn bank(own: &str) -> (Vec<RuleId>, Provider) {
    let file = |path: &str, name: &str, text: &str| SourceFile {
        name: path.to_owned(),
        text: format!(
            "provider: {name}\ntitle: T\nsource: {{ title: T, url: https://a.example, retrieved: \"2026-11-21\" }}{text}"
        ),
    };
    let spec = Spec::of(Files::new(vec![
        file("spec/standard/provider.yaml", "aspi", STANDARD),
        file("spec/providers/bank/provider.yaml", "bank", own),
    ]));
    // There are no services here, neither the bank's nor the standard's.
    let others = [rule_id::HEADERS_UNUSED_SET, rule_id::HEADERS_UNUSED_PROFILE, rule_id::STANDARD_INCOMPLETE];
    let told = spec.findings.iter().map(|f| f.rule).filter(|rule| !others.contains(rule)).collect();
    (told, spec.catalogue.provider("bank").cloned().unwrap())
}

fn limits(provider: &Provider, set: &str) -> Vec<(String, Option<u32>)> {
    let set = provider.header_sets.iter().find(|known| known.name == set).unwrap();
    set.request.iter().map(|row| (row.name.clone(), row.max.map(|max| max.value))).collect()
}

#[test]
fn sets_and_profiles_take_over_from_their_own_kind_before_the_standard_in_any_order() {
    let (told, bank) = bank(
        r#"
header_sets:
  last:  { inherits: base, request: { X-C: { presence: O, max: 3 } } }
  base:  { inherits: base, request: { X-A: { max: 2 } } }
  first: { inherits: last, request: { X-B: { remove: true } } }
signing_profiles:
  last: { inherits: base, timestamp: utc }
  base: { inherits: base, encoding: base64 }
"#,
    );
    assert_eq!(told, Vec::<RuleId>::new());
    let row = |name: &str, max| (name.to_owned(), Some(max));
    assert_eq!(limits(&bank, "base"), [row("X-A", 2), row("X-B", 1)]);
    assert_eq!(limits(&bank, "last"), [row("X-A", 2), row("X-B", 1), row("X-C", 3)]);
    assert_eq!(limits(&bank, "first"), [row("X-A", 2), row("X-C", 3)]);
    let names: Vec<_> = bank.header_sets.iter().map(|set| set.name.as_str()).collect();
    assert_eq!(names, ["last", "base", "first"]);
    let last = &bank.profiles[0];
    let switches = (last.token.value, last.encoding.value, last.timestamp.value);
    assert_eq!(switches, (TokenSignature::None, SignatureEncoding::Base64, TimestampForm::Utc));
}

#[test]
fn a_circle_is_told_once_and_a_name_that_nobody_has_where_it_stands() {
    let (told, bank) = bank(
        r#"
header_sets:
  entry: { inherits: one }
  one:   { inherits: two }
  two:   { inherits: three, request: { X-C: { presence: O, max: 3 } } }
  three: { inherits: one }
signing_profiles:
  alone: { inherits: alone }
"#,
    );
    assert_eq!(told, [rule_id::REFERENCE_CIRCLE, rule_id::REFERENCE_SIGNING_PROFILE]);
    assert_eq!(limits(&bank, "entry"), [("X-C".to_owned(), Some(3))]);
}
