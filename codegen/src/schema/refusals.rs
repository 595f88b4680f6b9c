//! What lint refuses and the types do not say: conditions between the keys of one object, and what names look like. An editor
//! shows it while it is typed.
//!
//! Only what is wrong in the file alone is here. What a dialect takes over, what an erratum corrects and what another file
//! says is unknown to a schema, so rows of a dialect are held to less.

use serde_json::{Map, Value, json};

use crate::rule_id;

/// A text with something to read in it.
const SAYS_SOMETHING: &str = r"\S";
/// RFC 9110, 5.6.2.
const HEADER_NAME: &str = "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$";
/// RFC 9110, 5.5.
const HEADER_VALUE: &str = "^[\\t -~]*$";
const SNAKE_CASE: &str = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";
const SERVICE_CODE: &str = "^[0-9A-Z]{2}$";
/// Segments between single slashes, with closed braces. That they are no `..` takes a look ahead, which not every reader has.
const PATH: &str = r"^(/([A-Za-z0-9._~!$&'()*+,;=:@%-]|\{[^{}/\s]+\})+)+$";
/// Not empty, and no blanks around it.
const MEMBER: &str = r"^\S([\s\S]*\S)?$";
/// What an erratum may be about, whoever owns it.
const PLACE: &str = "^(request|response|responses|types|headers|code|method|path|service|page|signing|environments|helpers|source_ips|provider|codes|response_codes)([.].+)?$";

/// The types that a key of a row is about; those that are not listed take no such key.
const KEYS: [(&[&str], &[&str]); 8] = [
    (&["max"], &["string", "datetime", "date", "time", "integer", "decimal"]),
    (&["min", "exact", "pattern"], &["string", "datetime", "date", "time", "decimal"]),
    (&["precision"], &["amount", "decimal", "number"]),
    (&["decimals"], &["amount", "decimal"]),
    (&["encoding", "values", "open", "format", "pad"], &["string"]),
    (&["items"], &["array", "map"]),
    (&["min_items", "max_items", "exact_items"], &["array"]),
    (&["value", "currency"], &["amount"]),
];

/// Adds it to the schema of a kind of document.
pub(super) fn add(schema: &mut Map<String, Value>) {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        in_file(properties);
    }
    let Some(Value::Object(defs)) = schema.get_mut("$defs") else { return };
    let mut all = |name: &str, more: Value| {
        if let Some(Value::Object(def)) = defs.get_mut(name) {
            merge(def, more);
        }
    };
    all("Field", row());
    all("Service", service());
    all("NamedType", json!({ "properties": { "fields": whole_rows() } }));
    all("Header", header());
    let headers = || json!({ "propertyNames": { "pattern": HEADER_NAME } });
    let values = || json!({ "additionalProperties": { "pattern": HEADER_VALUE } });
    all("HeaderSet", json!({ "properties": { "request": headers(), "response": headers() } }));
    all("HeaderSample", json!({ "properties": { "headers": values() } }));
    all("Sample", json!({ "properties": { "headers": values() } }));
    all("Vector", vector());
    let place = json!({ "pattern": PLACE });
    all(
        "Erratum",
        json!({ "properties": {
        "at": { "anyOf": [place, { "type": "array", "items": place }] },
        "documented": { "pattern": SAYS_SOMETHING },
        "decision": { "pattern": SAYS_SOMETHING },
    } }),
    );
    all("Change", json!({ "properties": { "path": { "pattern": PATH }, "code": { "pattern": SERVICE_CODE } } }));
    let rules: Vec<_> = rule_id::ALL.iter().map(|rule| rule.as_str()).collect();
    all("Waiver", json!({ "properties": { "rule": { "enum": rules }, "reason": { "pattern": SAYS_SOMETHING } } }));
    if let Some(Value::Array(kinds)) = defs.get_mut("Rule").and_then(|rule| rule.get_mut("oneOf")) {
        kinds.iter_mut().filter_map(|kind| kind.get_mut("properties")?.as_object_mut()).for_each(each_once);
    }
    defs.insert(
        "WholeRows".to_owned(),
        json!({
            "description": "A table of which nothing is inherited: each of its rows says all that a row says.",
            "additionalProperties": {
                "required": ["presence", "type"],
                "if": { "properties": { "presence": { "const": "C" } } },
                "then": { "required": ["when"] },
                "properties": { "remove": { "const": false }, "fields": whole_rows() },
            },
        }),
    );
}

/// A rule speaks of several members, and of each once; of groups, too.
fn each_once(lists: &mut Map<String, Value>) {
    for list in lists.values_mut().filter(|list| list.get("type").is_some_and(|ty| ty == "array")) {
        let Value::Object(list) = list else { continue };
        list.insert("uniqueItems".to_owned(), true.into());
        if let Some(Value::Object(group)) = list.get_mut("items").filter(|items| items["type"] == "array") {
            group.insert("minItems".to_owned(), 1.into());
            group.insert("uniqueItems".to_owned(), true.into());
        }
    }
}

/// Names that stand in the file itself.
fn in_file(properties: &mut Map<String, Value>) {
    let mut all = |name: &str, more: Value| {
        if let Some(Value::Object(property)) = properties.get_mut(name) {
            merge(property, more);
        }
    };
    all("services", json!({ "minProperties": 1, "propertyNames": { "pattern": SNAKE_CASE } }));
    all("types", json!({ "propertyNames": { "pattern": "^[A-Z][A-Za-z0-9]*$" } }));
    all("terms", json!({ "additionalProperties": { "pattern": SAYS_SOMETHING } }));
}

fn whole_rows() -> Value {
    json!({ "$ref": "#/$defs/WholeRows" })
}

/// A row, also of a dialect: what its own keys contradict.
fn row() -> Value {
    let of_type = |types: &[&str]| json!({ "properties": { "type": { "enum": types } } });
    let keys = KEYS.iter().flat_map(|(keys, types)| keys.iter().map(move |key| ((*key).to_owned(), of_type(types))));
    let mut dependent: Map<String, Value> = keys.collect();
    for (exact, ends) in [("exact", ["min", "max"]), ("exact_items", ["min_items", "max_items"])] {
        if let Some(Value::Object(of)) = dependent.get_mut(exact) {
            merge(of, json!({ "properties": { ends[0]: false, ends[1]: false } }));
        }
    }
    dependent.insert("when".to_owned(), json!({ "properties": { "presence": { "const": "C" } } }));
    json!({
        "dependentSchemas": dependent,
        "not": { "required": ["items", "fields"] },
        "properties": {
            "fields": { "propertyNames": { "pattern": MEMBER } },
            "value": { "properties": { "type": { "const": "decimal" } } },
            "currency": { "properties": { "type": { "const": "string" } } },
        },
    })
}

fn service() -> Value {
    let members = || json!({ "propertyNames": { "pattern": MEMBER } });
    let corrects = |key: &str| {
        json!({ "required": ["errata"], "properties": { "errata": { "contains": {
        "required": ["correct"], "properties": { "correct": { "required": [key] } }
    } } } })
    };
    let printed = |key: &str, pattern: &str| {
        json!({
            "$comment": "What the page prints may be wrong where an erratum corrects it.",
            "if": corrects(key),
            "else": { "properties": { key: { "pattern": pattern } } },
        })
    };
    json!({
        "dependentRequired": { "inherits": ["standard"] },
        "properties": {
            "request": members(),
            "response": members(),
            "header_values": {
                "propertyNames": { "pattern": HEADER_NAME },
                "additionalProperties": { "pattern": HEADER_VALUE },
            },
            "responses": { "additionalProperties": { "properties": { "fields": members() } } },
        },
        "allOf": [
            { "not": { "required": ["response", "responses"] } },
            { "not": { "required": ["status", "no_status"] } },
            { "oneOf": [{ "required": ["code"] }, { "required": ["no_code"] }] },
            { "not": { "required": ["samples", "no_sample"] } },
            {
                "if": { "properties": { "effect": { "const": "moves-money" } } },
                "then": { "anyOf": [{ "required": ["status"] }, { "required": ["no_status"] }] },
            },
            printed("code", SERVICE_CODE),
            printed("path", PATH),
            {
                "$comment": "A dialect that inherits has rows and samples that do not stand here.",
                "if": { "required": ["inherits"] },
                "else": {
                    "anyOf": [{ "required": ["samples"] }, { "required": ["no_sample"] }],
                    "properties": {
                        "request": whole_rows(),
                        "response": whole_rows(),
                        "responses": { "additionalProperties": { "properties": { "fields": whole_rows() } } },
                    },
                },
            },
        ],
    })
}

fn header() -> Value {
    json!({
        "not": { "required": ["max", "exact"] },
        "properties": {
            "value": { "pattern": HEADER_VALUE },
            "names": { "anyOf": [{ "pattern": HEADER_NAME }, { "items": { "pattern": HEADER_NAME } }] },
        },
    })
}

/// What is not signed with a secret names a key.
fn vector() -> Value {
    json!({
        "if": { "properties": { "kind": { "const": "symmetric" } } },
        "else": { "properties": { "key": { "pattern": "^[a-z0-9-]{1,64}$" } } },
    })
}

/// Puts one schema into another: objects key by key; where both say something else, both hold.
fn merge(into: &mut Map<String, Value>, more: Value) {
    let Value::Object(more) = more else { return };
    for (key, value) in more {
        match into.get_mut(&key) {
            None => drop(into.insert(key, value)),
            Some(Value::Object(known)) => merge(known, value),
            Some(_) => {
                let both = into.entry("allOf").or_insert_with(|| json!([]));
                if let Value::Array(both) = both {
                    both.push(json!({ key: value }));
                }
            }
        }
    }
}
