//! JSON Schemas of the spec's documents: what lets an editor complete and check a file as it is typed.
//!
//! Derived from the types in [`crate::spec`], so that what the schema allows and what the loader reads cannot drift.

mod refusals;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::emit::mark;
use crate::spec::certification::CertificationFile;
use crate::spec::field::TYPE_WORDS;
use crate::spec::provider::ProviderFile;
use crate::spec::response_code::ResponseCodesFile;
use crate::spec::service::{ServicesFile, TypesFile};
use crate::spec::{DocumentKind, GlossaryFile};
use crate::write::PlannedFile;

/// Folder of the schemas, below the project's root.
pub const FOLDER: &str = "spec/schema";

/// What the schemas are derived from.
const SOURCE: &str = "codegen/src/spec";

/// The schema of every kind of document: path and text, sorted by path.
///
/// ```
/// let schemas = snap_codegen::schema::schemas();
/// assert!(schemas.iter().any(|(path, _)| path == "spec/schema/services.schema.json"));
/// ```
pub fn schemas() -> Vec<(String, String)> {
    let mut schemas: Vec<_> = DocumentKind::ALL
        .into_iter()
        .map(|kind| (format!("{FOLDER}/{}.schema.json", kind.schema_name()), text(kind)))
        .collect();
    schemas.sort();
    schemas
}

/// The schemas as files of a plan.
pub fn planned() -> Vec<PlannedFile> {
    let planned =
        |(path, text): (String, String)| PlannedFile { path, bytes: text.into_bytes(), source: SOURCE.to_owned() };
    schemas().into_iter().map(planned).collect()
}

fn text(kind: DocumentKind) -> String {
    let schema = match kind {
        DocumentKind::Provider => of::<ProviderFile>(),
        DocumentKind::ResponseCodes => of::<ResponseCodesFile>(),
        DocumentKind::Glossary => of::<GlossaryFile>(),
        DocumentKind::Types => of::<TypesFile>(),
        DocumentKind::Certification => of::<CertificationFile>(),
        DocumentKind::Services => of::<ServicesFile>(),
    };
    let mut text = format!("{:#}", Value::Object(marked(schema)));
    text.push('\n');
    text
}

/// The schema of one type, draft 2020-12.
fn of<T: JsonSchema>() -> Map<String, Value> {
    let mut schema = SchemaGenerator::from(SchemaSettings::draft2020_12()).into_root_schema_for::<T>();
    RecursiveTransform(without_null).transform(&mut schema);
    RecursiveTransform(complete_types).transform(&mut schema);
    match schema.to_value() {
        Value::Object(mut map) => {
            refusals::add(&mut map);
            map
        }
        // A root schema of a struct is always an object.
        other => Map::from_iter([("const".to_owned(), other)]),
    }
}

/// Puts the mark where the search for orphans looks for it: near the start.
fn marked(schema: Map<String, Value>) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    map.insert("$comment".to_owned(), json!(mark(SOURCE)));
    map.extend(schema.into_iter().filter(|(key, _)| key != "$schema"));
    map
}

/// A key that is there says something: `max:` with nothing behind it is a slip that an editor should show.
fn without_null(schema: &mut Schema) {
    let Some(map) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = map.get_mut("type") {
        types.retain(|ty| ty != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            map.insert("type".to_owned(), only);
        }
    }
    for key in ["anyOf", "oneOf"] {
        let Some(Value::Array(options)) = map.get_mut(key) else { continue };
        options.retain(|option| option.get("type").is_none_or(|ty| ty != "null"));
        if let [Value::Object(only)] = options.as_slice() {
            let only = only.clone();
            map.remove(key);
            // What stands beside a reference (its description) is about this place and stays.
            for (key, value) in only {
                map.entry(key).or_insert(value);
            }
        }
    }
}

/// `type:` takes a basic word or the name of a type of the page: an editor offers the words, and accepts both.
fn complete_types(schema: &mut Schema) {
    let is_field =
        schema.get("properties").is_some_and(|p| p.get("presence").is_some() && p.get("precision").is_some());
    let ty = schema.pointer_mut("/properties/type").filter(|_| is_field);
    let Some(Value::Object(ty)) = ty else { return };
    // A change of an erratum has `presence`, `precision` and `type` too, but its type is one of a closed set.
    if ty.get("type").is_some_and(|kind| kind == "string") {
        ty.remove("type");
        ty.insert(
            "anyOf".to_owned(),
            json!([
                { "enum": TYPE_WORDS },
                { "type": "string", "pattern": "^[A-Z]", "description": "The name of an entry in `types`." }
            ]),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::{TYPE_WORDS, schemas};
    use crate::pipeline::Spec;
    use crate::source::{Files, SourceFile};

    fn parsed() -> Vec<(String, Value)> {
        schemas().into_iter().map(|(path, text)| (path, serde_json::from_str(&text).unwrap())).collect()
    }

    #[test]
    fn every_kind_of_document_has_a_schema_with_a_mark_near_its_start() {
        let schemas = schemas();
        let names: Vec<_> = schemas.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            names,
            [
                "spec/schema/certification.schema.json",
                "spec/schema/glossary.schema.json",
                "spec/schema/provider.schema.json",
                "spec/schema/response-codes.schema.json",
                "spec/schema/services.schema.json",
                "spec/schema/types.schema.json",
            ]
        );
        for (path, text) in schemas {
            let head = &text.as_bytes()[..400.min(text.len())];
            assert!(String::from_utf8_lossy(head).contains("@generated by snap-codegen"), "{path}");
            assert!(text.ends_with("}\n"), "{path}");
        }
    }

    #[test]
    fn every_reference_within_a_schema_leads_somewhere() {
        fn references(value: &Value, found: &mut BTreeSet<String>) {
            match value {
                Value::Object(map) => {
                    found.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
                    map.values().for_each(|value| references(value, found));
                }
                Value::Array(list) => list.iter().for_each(|value| references(value, found)),
                _ => {}
            }
        }
        for (path, schema) in parsed() {
            let mut found = BTreeSet::new();
            references(&schema, &mut found);
            for reference in found {
                let pointer =
                    reference.strip_prefix('#').unwrap_or_else(|| panic!("{path}: {reference} leaves the file"));
                assert!(schema.pointer(pointer).is_some(), "{path}: {reference}");
            }
        }
    }

    #[test]
    fn no_key_may_stand_without_a_value() {
        for (path, text) in schemas() {
            assert!(!text.contains("\"null\"]") && !text.contains("\"type\": \"null\""), "{path}");
        }
    }

    #[test]
    fn an_unknown_key_is_refused_by_the_schema_too() {
        for (path, schema) in parsed() {
            assert_eq!(schema["additionalProperties"], Value::Bool(false), "{path}");
        }
    }

    #[test]
    fn an_editor_offers_exactly_the_types_that_the_loader_knows() {
        let page = "source: { title: T, url: U, retrieved: \"2026-01-01\" }\nservices:\n  s:\n    title: S\n    code: \"01\"\n    \
                    method: POST\n    path: /s\n    version: v1\n    direction: outbound\n    effect: read\n    \
                    request:\n      x: { presence: M, type: zzzzzz }\n";
        let provider = "provider: aspi\ntitle: A\nsource: { title: T, url: U, retrieved: \"2026-01-01\" }\n";
        let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), text: text.to_owned() };
        let files = vec![file("spec/standard/provider.yaml", provider), file("spec/standard/p.yaml", page)];
        let spec = Spec::of(Files::new(files));
        let unknown = spec.findings.iter().find(|finding| finding.rule == "structure/unknown-type").unwrap();
        assert_eq!(unknown.fix, format!("(types: {})", TYPE_WORDS.join(", ")));
        let (_, services) = parsed().into_iter().find(|(path, _)| path.contains("services")).unwrap();
        assert_eq!(
            services.pointer("/$defs/Field/properties/type/anyOf/0/enum").unwrap(),
            &serde_json::json!(TYPE_WORDS)
        );
    }
}
