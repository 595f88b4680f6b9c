//! What used to lint clean and generated code that was wrong: each is refused, and where a schema can, by that too.

use serde_json::Value;
use snap_codegen::pipeline::Spec;

use crate::mini::{self, ACCOUNTS, PROVIDER, TRANSFERS, planted};

const NOTICES: &str = "spec/providers/bank/notices.yaml";

fn rules(spec: &Spec) -> Vec<&'static str> {
    let mut rules: Vec<_> = spec.findings.iter().map(|finding| finding.rule.as_str()).collect();
    rules.dedup();
    rules
}

#[test]
fn names_that_the_crate_has_or_rust_cannot_say_are_no_providers() {
    for name in [
        "all",
        "default",
        "client",
        "signing",
        "rsa-pure",
        "rsa_pure",
        "chrono",
        "dates",
        "jiff",
        "national",
        "providers",
        "rt",
        "error",
        "testing",
        "aspi-balance",
        "match",
        "yield",
        "Bank",
        "2bank",
        "my bank",
        "bank-",
        "bänk",
        "core",
    ] {
        let spec = mini::moved("spec/providers/bank/", &format!("spec/providers/{name}/"));
        assert!(rules(&spec).contains(&"naming/provider"), "{name}: {:?}", rules(&spec));
    }
    for name in ["bank", "bank-mandiri", "bank2", "bca_syariah", "alley"] {
        assert_eq!(rules(&mini::moved("spec/providers/bank/", &format!("spec/providers/{name}/"))), [""; 0], "{name}");
    }
}

#[test]
fn names_that_stand_beside_the_pages_are_no_modules() {
    for name in ["messages", "client", "codes", "profiles", "types", "rt"] {
        assert_eq!(
            rules(&planted(ACCOUNTS, "module: va", &format!("module: {name}"))),
            ["naming/module-clash"],
            "{name}"
        );
    }
    for name in ["type", "Va", "\"9va\"", "v--a", "\"v a\""] {
        assert_eq!(rules(&planted(ACCOUNTS, "module: va", &format!("module: {name}"))), ["naming/module"], "{name}");
    }
    // It is the page's name, which Rust says in its own way.
    assert_eq!(rules(&planted(ACCOUNTS, "module: va", "module: v-a")), [""; 0]);
}

#[test]
fn paths_that_no_server_knows_are_refused() {
    for (path, rule) in [
        ("/{versoin}/notice", "paths/placeholder"),
        ("/{version}/{id}", "paths/placeholder"),
        ("/{version/notice", "paths/placeholder"),
        ("/version}/notice", "paths/placeholder"),
        ("/{}/notice", "paths/placeholder"),
        ("/{version}/{version}", "paths/placeholder"),
        ("/{version}/../notice", "codes/path"),
        ("/{version}/./notice", "codes/path"),
        ("/{version}//notice", "codes/path"),
        ("/{version}/notice/", "codes/path"),
        ("/{version}/notice?a=b", "codes/path"),
        ("/{version}/notice#a", "codes/path"),
        ("/{version}/my notice", "codes/path"),
        ("{version}/notice", "codes/path"),
    ] {
        let spec = planted(NOTICES, "path: /{version}/notice", &format!("path: \"{path}\""));
        assert_eq!(rules(&spec), [rule], "{path}");
    }
}

#[test]
fn a_corrected_path_is_held_to_the_same() {
    let spec =
        planted(TRANSFERS, "correct: { path: \"/{version}/transfer\" }", "correct: { path: \"/{vers}/transfer\" }");
    assert!(rules(&spec).contains(&"paths/placeholder"), "{:?}", rules(&spec));
    let line = |rule| spec.findings.iter().find(|finding| finding.rule == rule).map(|finding| finding.loc.line);
    let erratum = 1 + mini::text(TRANSFERS).lines().position(|line| line.contains("correct: { path:")).unwrap();
    assert_eq!(line("paths/placeholder"), u32::try_from(erratum).ok());
}

#[test]
fn a_status_that_cannot_answer_is_refused() {
    let status = "    status: transfer_status\n";
    for (to, rule) in [
        ("    status: transfer\n", "effects/status"),
        ("    status: notice\n", "effects/status"),
        ("    status: va_create\n", ""),
        ("    status: va_inquiry\n", "effects/status"),
        ("    no_status: The bank has none.\n", ""),
        ("    no_status: \" \"\n", "effects/no-status"),
        ("    status: transfer_status\n    no_status: The bank has none.\n", "effects/no-status"),
    ] {
        let spec = planted(TRANSFERS, status, to);
        if rule.is_empty() {
            assert!(!rules(&spec).contains(&"effects/no-status"), "{to}: {:?}", rules(&spec));
        } else {
            assert_eq!(rules(&spec), [rule], "{to}");
        }
    }
}

#[test]
fn a_partial_header_sample_may_lack_headers_but_not_bend_them() {
    let signature = "          X-SIGNATURE: c2lnbmF0dXJl\n          X-PARTNER-ID: \"8215\"\n";
    let partner = |value: &str| format!("          X-PARTNER-ID: \"{value}\"\n");
    let message = "      - message: request\n";
    let sample = |partial: &str, value: &str| {
        let text = mini::text(PROVIDER).replacen(signature, &partner(value), 1);
        mini::with(PROVIDER, &text.replacen(message, &format!("{message}{partial}"), 1))
    };
    assert_eq!(rules(&sample("", "8215")), ["sample/header"]);
    assert_eq!(rules(&sample("        partial: false\n", "8215")), ["sample/header"]);
    assert_eq!(rules(&sample("        partial: true\n", "8215")), Vec::<&str>::new());
    assert_eq!(rules(&sample("        partial: true\n", "821508239190")), ["sample/header"]);
}

#[test]
fn a_service_has_samples_or_a_reason_for_none() {
    let none = "    no_sample: The page prints none.\n";
    for (file, from, to) in [
        // Neither, of its own.
        (ACCOUNTS, none, ""),
        (ACCOUNTS, none, "    no_sample: \" \"\n"),
        // Both: its own sample, and one of the national service.
        (TRANSFERS, "    inferred:\n", "    no_sample: The page prints none.\n    inferred:\n"),
        (
            TRANSFERS,
            "    status: transfer_status\n",
            "    status: transfer_status\n    no_sample: The page prints none.\n",
        ),
    ] {
        assert_eq!(rules(&planted(file, from, to)), ["sample/none"], "{file}: {to}");
    }
}

#[test]
fn rules_over_fewer_than_two_members_are_refused() {
    for rule in [
        "at_least_one: [trxId]",
        "at_least_one: []",
        "exactly_one: [email]",
        "all_or_none: [email, email]",
        "needs: [email]",
        "one_group: [[email]]",
        "one_group: [[email], []]",
        "one_group: [[email, trxId], [email, trxId]]",
        "same: [email, []]",
        "order: [email, email]",
    ] {
        let spec = planted(ACCOUNTS, "at_least_one: [trxId, email]", rule);
        assert!(rules(&spec).contains(&"relations/members"), "{rule}: {:?}", rules(&spec));
    }
    let spec = planted(ACCOUNTS, "at_least_one: [trxId, email]", "one_group: [[email], [trxId, otp]]");
    assert_eq!(rules(&spec), [""; 0]);
}

#[test]
fn profiles_that_contradict_their_header_set_are_refused() {
    let row = "      X-PARTNER-ID: { presence: M, max: 8 }\n";
    for (more, refused) in [
        ("X-EXTERNAL-ID: { presence: M, max: 32 }", true),
        ("X-EXTERNAL-ID: { presence: M, max: 36 }", false),
        ("X-EXTERNAL-ID: { presence: M, exact: 36 }", false),
        ("X-TIMESTAMP: { presence: M, exact: 25 }", true),
        ("X-TIMESTAMP: { presence: M, max: 29, format: timestamp }", false),
    ] {
        let spec = planted(PROVIDER, row, &format!("{row}      {more}\n"));
        assert_eq!(rules(&spec).contains(&"headers/profile"), refused, "{more}: {:?}", rules(&spec));
    }
    let uuids =
        planted(PROVIDER, "    timestamp: milliseconds\n", "    timestamp: milliseconds\n    external_id: uuid\n");
    assert_eq!(rules(&uuids), ["headers/profile"], "digits only, beside UUIDs");
}

#[test]
fn external_ids_are_of_a_length_that_does_not_repeat_and_fits_the_header() {
    let row = "      X-PARTNER-ID: { presence: M, max: 8 }\n";
    let key = "    timestamp: milliseconds\n";
    let with = |header: &str, form: &str| {
        let text =
            mini::text(PROVIDER).replace(row, &format!("{row}      X-EXTERNAL-ID: {{ presence: M, {header} }}\n"));
        let mut spec = mini::with(PROVIDER, &text.replace(key, &format!("{key}    external_id: {form}\n")));
        // The sample of the set has an ID of another length.
        spec.findings.retain(|finding| finding.rule != "sample/header");
        spec
    };
    for (header, form) in [
        ("exact: 32, format: digits", "digits-32"),
        ("max: 32, format: digits", "digits-20"),
        ("max: 9, format: digits", "digits-9"),
        ("exact: 64", "digits-64"),
        ("exact: 32, format: alphanumeric", "digits-32"),
        ("max: 36, format: alphanumeric", "alphanumeric-20"),
    ] {
        assert_eq!(rules(&with(header, form)), [""; 0], "{header}: {form}");
    }
    for (header, form, rule, message, fix) in [
        (
            "max: 36",
            "digits-8",
            "headers/external-id",
            "above 1157 calls a second",
            "`digits-9` or more; from `digits-18`",
        ),
        ("max: 36", "digits-0", "headers/external-id", "0 characters", "`digits-9` or more"),
        ("max: 99", "digits-65", "headers/external-id", "65 characters", "at most `digits-64`"),
        ("exact: 32", "digits-31", "headers/profile", "exactly 32 characters", "write `external_id: digits-32`"),
        (
            "max: 24, format: digits",
            "digits-32",
            "headers/profile",
            "makes 32 digits",
            "write `external_id: digits-24`",
        ),
        ("exact: 32", "alphanumeric-32", "headers/profile", "32 letters and digits", "write `external_id: digits-32`"),
        (
            "max: 36, format: alphanumeric",
            "uuid",
            "headers/profile",
            "letters and digits only",
            "write `external_id: alphanumeric-36`",
        ),
        (
            "exact: 5, format: digits",
            "digits-9",
            "headers/profile",
            "exactly 5",
            "mend the row: external IDs of fewer than 9",
        ),
        ("max: 36", "digit-32", "structure/unknown-word", "`digit-32`", "`digits-N`"),
        ("max: 36", "digits-", "structure/unknown-word", "`digits-`", "alphanumeric-N, uuid, any-36"),
    ] {
        let spec = with(header, form);
        assert_eq!(rules(&spec), [rule], "{header}, {form}: {:#?}", spec.findings);
        let finding = &spec.findings[0];
        assert!(finding.message.contains(message), "{header}, {form}: {}", finding.message);
        assert!(finding.fix.contains(fix), "{header}, {form}: {}", finding.fix);
    }
}

#[test]
fn keys_and_secrets_are_found_wherever_they_stand() {
    let doc = "    doc: The bank chooses the number.\n";
    for (text, rule) in [
        ("-----BEGIN PRIVATE KEY-----", "secrets/private-key"),
        ("-----BEGIN RSA PRIVATE KEY-----", "secrets/private-key"),
        ("-----BEGIN ENCRYPTED PRIVATE KEY-----", "secrets/private-key"),
        ("MIIEpAIBAAKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gun", "secrets/private-key"),
        ("Mid-server-invented0123456789", "secrets/live"),
        ("xnd_production_invented0123456789", "secrets/live"),
    ] {
        assert_eq!(rules(&planted(ACCOUNTS, doc, &format!("    doc: \"{text}\"\n"))), [rule], "{text}");
    }
    for text in [
        "-----BEGIN PUBLIC KEY-----",
        // A public key, and a signature.
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo",
        "FSlidRHe4ow9qppNifGVQNcdv67lBjgCiP0BHylhIKXo4fs2rHaGsFNUY0N8t0rP",
        "SB-Mid-server-invented0123456789",
    ] {
        assert_eq!(rules(&planted(ACCOUNTS, doc, &format!("    doc: \"{text}\"\n"))), [""; 0], "{text}");
    }
}

/// A pattern or limit of a schema.
fn of_schema(kind: &str, pointer: &str) -> Value {
    let path = format!("spec/schema/{kind}.schema.json");
    let (_, text) = snap_codegen::schema::schemas().into_iter().find(|(known, _)| *known == path).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    schema.pointer(pointer).unwrap_or_else(|| panic!("{kind} has no {pointer}")).clone()
}

#[test]
fn the_schemas_refuse_what_lint_refuses() {
    let environment = "/$defs/Environment/properties/url/pattern";
    for (kind, pointer, right, wrong) in [
        ("services", "/$defs/Source/properties/retrieved/pattern", "2026-11-21", "2026-13-21"),
        ("services", "/$defs/Source/properties/retrieved/pattern", "2026-11-21", "21.11.2026"),
        ("services", "/$defs/Source/properties/url/pattern", "https://a.example/b?c#d", "a.example"),
        ("services", "/$defs/Service/properties/version/pattern", "v1.0", "v1/0"),
        ("services", "/$defs/Service/properties/no_status/pattern", "There is none.", " "),
        ("services", "/$defs/Service/properties/no_sample/pattern", "There is none.", " "),
        ("services", "/properties/module/pattern", "va", "9va"),
        ("provider", "/properties/provider/pattern", "bank-a", "Bank"),
        ("provider", "/properties/prefix/pattern", "", "/openapi/"),
        ("provider", "/properties/prefix/pattern", "/openapi/snap", "openapi"),
        ("provider", environment, "https://a.example/b", "https://a.example/"),
        ("provider", environment, "https://a.example:8443", "http://a.example"),
        ("provider", environment, "http://localhost:8080", "http://localhost.a.example"),
        ("provider", environment, "http://[::1]", "https://me:it@a.example"),
        ("provider", environment, "http://127.0.0.1", "https://a.example?b"),
    ] {
        let pattern = of_schema(kind, pointer);
        let pattern = regex_lite::Regex::new(pattern.as_str().unwrap()).unwrap();
        assert!(pattern.is_match(right), "{pointer}: {right}");
        assert!(!pattern.is_match(wrong), "{pointer}: {wrong}");
    }
    for (kind, of) in [("services", "Field"), ("provider", "Header")] {
        for key in ["max", "exact"] {
            assert_eq!(of_schema(kind, &format!("/$defs/{of}/properties/{key}/minimum")), 1);
        }
    }
}
