//! What lint refuses the schemas refuse too, where a schema can: an editor says it while it is typed.

use std::collections::BTreeSet;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;
use snap_codegen::lint::registry::{RULES, Rule};
use snap_codegen::load::read_folder;
use snap_codegen::spec::DocumentKind;

use crate::mini::{ACCOUNTS, CODES, FILES, PROVIDER, TRANSFERS, replaced, text, with};

/// The schemas, compiled.
struct Validator {
    schemas: Schemas,
    kinds: Vec<(DocumentKind, SchemaIndex)>,
}

impl Validator {
    fn new() -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let mut kinds = Vec::new();
        for kind in DocumentKind::ALL {
            let name = format!("spec/schema/{}.schema.json", kind.schema_name());
            let (_, text) = snap_codegen::schema::schemas().into_iter().find(|(path, _)| *path == name).unwrap();
            let address = format!("https://schema.example/{name}");
            compiler.add_resource(&address, serde_json::from_str(&text).unwrap()).unwrap();
            kinds.push((kind, compiler.compile(&address, &mut schemas).unwrap()));
        }
        Self { schemas, kinds }
    }

    /// What the schema of a file says against a text; nothing about what is no YAML, or none to other readers.
    fn says(&self, file: &str, text: &str) -> Option<String> {
        let value: Value = serde_yaml::from_str(text).ok()?;
        let kind = DocumentKind::of(file);
        let (_, schema) = self.kinds.iter().find(|(known, _)| *known == kind)?;
        self.schemas.validate(&value, *schema).err().map(|error| error.to_string())
    }
}

/// The text of a rule's example; none if it is about where a file lies.
fn written(rule: &Rule, what: &str) -> Option<String> {
    let example = rule.example;
    let about_text = !example.is_about_place() && !example.file.ends_with('/') && !what.contains(" -> ");
    about_text.then(|| replaced(example.file, example.from, what))
}

/// Rules whose wrong example a schema refuses. A rule is added here with what makes the schema see it, and never taken out.
const SEEN: [&str; 47] = [
    "certification/expectation",
    "codes/case-code",
    "codes/http",
    "codes/no-name",
    "codes/path",
    "codes/service-code",
    "effects/no-status",
    "environments/url",
    "errata/duplicate-place",
    "errata/empty",
    "errata/unknown-path",
    "file/too-deep",
    "glossary/empty",
    "headers/characters",
    "headers/external-id",
    "headers/limits",
    "inquiry/origin",
    "limits/exact",
    "limits/zero",
    "naming/blank",
    "naming/code",
    "naming/service",
    "naming/type",
    "paths/prefix",
    "paths/version",
    "presence/missing",
    "presence/no-condition",
    "presence/stray-condition",
    "reference/inherits",
    "relations/members",
    "secrets/vector-key",
    "source/retrieved",
    "source/url",
    "structure/amount-part",
    "structure/merge-key",
    "structure/missing-key",
    "structure/no-services",
    "structure/no-type",
    "structure/stray-key",
    "structure/stray-remove",
    "structure/two-responses",
    "structure/unknown-key",
    "structure/unknown-type",
    "structure/unknown-word",
    "structure/wrong-type",
    "waiver/no-reason",
    "waiver/unknown-rule",
];

#[test]
fn what_lints_clean_is_valid() {
    let validator = Validator::new();
    for (file, _) in FILES {
        assert_eq!(validator.says(file, text(file)), None, "{file}");
    }
    for rule in RULES {
        let Some(text) = written(rule, rule.example.right) else { continue };
        assert_eq!(validator.says(rule.example.file, &text), None, "{}", rule.id);
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (_, file) in read_folder(&root).unwrap().iter() {
        assert_eq!(validator.says(&file.name, &file.text), None, "{}", file.name);
    }
}

#[test]
fn what_a_schema_can_see_of_the_wrong_examples_it_refuses() {
    let validator = Validator::new();
    let refused = RULES.iter().filter(|rule| {
        written(rule, rule.example.wrong).is_some_and(|text| validator.says(rule.example.file, &text).is_some())
    });
    let refused: BTreeSet<&str> = refused.map(|rule| rule.id.as_str()).collect();
    println!("the schemas refuse the wrong examples of {} of {} rules", refused.len(), RULES.len());
    assert_eq!(BTreeSet::from(SEEN), refused, "of which this list knows too much or too little");
}

#[test]
fn slips_beyond_the_examples_are_seen_by_lint_and_schema_alike() {
    let validator = Validator::new();
    let row = |row: &str| {
        (
            ACCOUNTS,
            "email:              { presence: O, type: string, max: 64 }\n      otp:",
            format!("email: {row}\n      otp:"),
        )
    };
    let rule = |rule: &str| (ACCOUNTS, "at_least_one: [trxId, email]", rule.to_owned());
    let code = |from: &'static str, to: &str| (CODES, from, to.to_owned());
    for (file, from, to) in [
        row("{ presence: O, type: string, values: [a, a] }"),
        row("{ presence: O, type: string, values: [] }"),
        row("{ presence: O, type: array, exact_items: 2, max_items: 3, items: { type: string } }"),
        row("{ presence: O, type: array, items: { type: string }, fields: { otp: { presence: M, type: string } } }"),
        row("{ presence: O, type: object, fields: { otp: { type: string } } }"),
        row("{ presence: O, type: boolean, max: 4 }"),
        rule("all_or_none: [email, email]"),
        rule("needs: [email, email]"),
        rule("one_group: [[email], []]"),
        code("    case: \"A1\"", "    case: \"a1\""),
        code("  - http: 403\n    case: \"A1\"\n", "  - http: 99\n    case: \"A1\"\n"),
        (TRANSFERS, "correct: { path: \"/{version}/transfer\" }", "correct: { path: transfer }".to_owned()),
        (TRANSFERS, "    status: transfer_status\n", "    status: transfer_status\n    no_status: None.\n".to_owned()),
        (
            PROVIDER,
            "      X-PARTNER-ID: { presence: M, max: 8 }",
            "      X PARTNER-ID: { presence: M, max: 8 }".to_owned(),
        ),
    ] {
        let text = replaced(file, from, &to);
        assert!(!with(file, &text).findings.is_empty(), "lint takes {to}");
        assert!(validator.says(file, &text).is_some(), "the schema takes {to}");
    }
}

#[test]
fn what_only_an_erratum_settles_is_left_to_lint() {
    let validator = Validator::new();
    // The page prints what no path looks like, and it is corrected.
    let text = replaced(TRANSFERS, "    path: /{version}/transfers\n", "    path: transfers\n");
    assert_eq!(validator.says(TRANSFERS, &text), None);
    // A dialect says only what differs.
    let text = replaced(TRANSFERS, "{ max: 20 }", "{ presence: C }");
    assert_eq!(validator.says(TRANSFERS, &text), None);
}

#[test]
fn lint_and_schema_agree_which_keys_a_type_takes() {
    let validator = Validator::new();
    let keys = [
        "max: 4",
        "min: 4",
        "exact: 4",
        "precision: [4, 2]",
        "encoding: json",
        "decimals: zero",
        "values: [a]",
        "format: digits",
        "pattern: a",
        "pad: { left: a, to: 4 }",
        "items: { type: string }",
        "min_items: 1",
        "max_items: 1",
        "exact_items: 1",
        "value: { max: 4 }",
        "currency: { max: 4 }",
    ];
    let (_, schema) = snap_codegen::schema::schemas().into_iter().find(|(path, _)| path.contains("services")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let types = schema.pointer("/$defs/Field/properties/type/anyOf/0/enum").and_then(Value::as_array).unwrap();
    assert_eq!(types.len(), 13);
    for ty in types.iter().filter_map(Value::as_str) {
        for key in keys {
            let row = format!("      extra: {{ presence: O, type: {ty}, {key} }}\n      otp:");
            let text = replaced(ACCOUNTS, "      otp:", &row);
            let stray = with(ACCOUNTS, &text).findings.iter().any(|finding| finding.rule == "structure/stray-key");
            assert_eq!(validator.says(ACCOUNTS, &text).is_some(), stray, "{ty} with {key}");
        }
    }
}
