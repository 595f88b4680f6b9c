//! Glossary, privacy, named types that nobody uses.

use crate::rule_id;
use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;

use crate::finding::Findings;
use crate::ir::field::each;
use crate::ir::{Catalogue, Field, Members, Placed, Target, Type, TypeRef};
use crate::json::{Node, Value};
use crate::lint::errata;
use crate::source::{Files, Loc};

/// Every member has a description, every description a member.
pub fn glossary(catalogue: &Catalogue, findings: &mut Findings) {
    let mut used = BTreeSet::new();
    let mut visit = |field: &Field, findings: &mut Findings| {
        used.insert(field.name.clone());
        if field.doc.is_none() && !catalogue.glossary.contains_key(&field.name) {
            findings.add(
                rule_id::GLOSSARY_MISSING,
                field.loc(),
                format!("`{}` has no description", field.name),
                format!("add `{}: …` to spec/glossary.yaml, in your own words", field.name),
            );
        }
    };
    for (fields, _) in catalogue.tables() {
        each(fields, &mut |field| visit(field, findings));
    }
    unused(&catalogue.glossary, &used, "delete the line, or mend its spelling", findings);
}

/// Names that the glossary has, and no table.
fn unused(listed: &BTreeMap<String, Placed<String>>, used: &BTreeSet<String>, help: &str, findings: &mut Findings) {
    for (name, said) in listed.iter().filter(|(name, _)| !used.contains(*name)) {
        findings.add(rule_id::GLOSSARY_UNUSED, said.loc(), format!("no table has a member `{name}`"), help);
    }
}

/// Words of names that are nobody's business, as they stand between capitals.
const PRIVATE: [&str; 22] = [
    "otp",
    "pin",
    "password",
    "secret",
    "phone",
    "mobile",
    "msisdn",
    "email",
    "birth",
    "card_no",
    "card_number",
    "pan",
    "credential_no",
    "credential_number",
    "identification_no",
    "id_card",
    "account_no",
    "account_number",
    "account_name",
    "redirect_url",
    "auth_code",
    "token",
];
/// Endings that say that it is about such a thing, and not the thing itself.
const ABOUT: [&str; 14] = [
    "type",
    "status",
    "time",
    "label",
    "currency",
    "flag",
    "reason",
    "message",
    "expiry",
    "requestor_id",
    "reason_code",
    "date",
    "count",
    "limit",
];

/// A member whose name sounds private is listed as what it is, or as harmless.
pub fn sensitive(catalogue: &Catalogue, findings: &mut Findings) {
    // Without a glossary that is what there is to say.
    if catalogue.glossary.is_empty() {
        return;
    }
    let mut known: BTreeSet<String> = catalogue.classes.keys().cloned().collect();
    let mut used = BTreeSet::new();
    let mut visit = |field: &Field, findings: &mut Findings| {
        used.insert(field.name.clone());
        let single =
            matches!(field.value.leaf().ty, Type::Text(_) | Type::Decimal | Type::Integer | Type::Number | Type::Any);
        if single && !field.sensitive && !field.shown && sounds_private(&field.name) && known.insert(field.name.clone())
        {
            findings.add(
                rule_id::GLOSSARY_SENSITIVE,
                field.loc(),
                format!("`{}` sounds like something that nobody should see, and is shown", field.name),
                "list it in `sensitive:` of spec/glossary.yaml as what it is, or as harmless; or say `sensitive` in its row",
            );
        }
    };
    for (fields, _) in catalogue.tables() {
        each(fields, &mut |field| visit(field, findings));
    }
    unused(&catalogue.classes, &used, "delete the word, or mend its spelling", findings);
}

fn sounds_private(name: &str) -> bool {
    let words = format!("_{}_", name.to_snake_case());
    let whether = ["_is_", "_has_", "_with_", "_send_"].iter().any(|word| words.starts_with(word));
    !whether
        && PRIVATE.iter().any(|word| words.contains(&format!("_{word}_")))
        && !ABOUT.iter().any(|word| words.ends_with(&format!("_{word}_")))
}

/// Named types that no row refers to.
pub fn unused_types(catalogue: &Catalogue, files: &Files, findings: &mut Findings) {
    let mut used: BTreeSet<TypeRef> = BTreeSet::new();
    let mut visit = |field: &Field| {
        if let Type::Named(named) = &field.value.leaf().ty {
            used.insert(named.clone());
        }
    };
    catalogue.tables().for_each(|(fields, _)| each(fields, &mut visit));
    for provider in &catalogue.providers {
        for page in &provider.pages {
            if errata::is_overcast(provider, page, files, findings) {
                continue;
            }
            for named in &page.types {
                let name = TypeRef::of(provider, page, named);
                // A page may describe a type that its tables never use: then an erratum says so.
                let recorded = page
                    .errata
                    .iter()
                    .any(|erratum| erratum.is_about(&Target::Type(named.name.clone(), Members::default())));
                if !used.contains(&name) && !recorded {
                    findings.add(
                        rule_id::STRUCTURE_UNUSED_TYPE,
                        named.loc(),
                        format!("no row is of type `{}`", named.name),
                        "delete it, or use it",
                    );
                }
            }
        }
    }
}

/// A type that holds itself as a single object has no end; in a list it has.
pub fn endless_types(catalogue: &Catalogue, findings: &mut Findings) {
    for provider in &catalogue.providers {
        for page in &provider.pages {
            for named in &page.types {
                let name = TypeRef::of(provider, page, named);
                for field in &named.fields {
                    let mut below = BTreeSet::new();
                    held(catalogue, std::slice::from_ref(field), &mut below);
                    if below.contains(&name) {
                        findings.add(
                            rule_id::STRUCTURE_ENDLESS_TYPE,
                            field.loc(),
                            format!(
                                "through `{}`, `{}` holds itself: no value of it has an end",
                                field.name, named.name
                            ),
                            "let it hold a list of itself, or write the rows out to the depth that the page shows",
                        );
                    }
                }
            }
        }
    }
}

/// Named types that some fields hold as single objects, at every depth.
fn held(catalogue: &Catalogue, fields: &[Field], found: &mut BTreeSet<TypeRef>) {
    for field in fields {
        match &field.value.ty {
            Type::Named(name) => {
                if found.insert(name.clone())
                    && let Some(named) = catalogue.named(name)
                {
                    held(catalogue, &named.fields, found);
                }
            }
            Type::Object(fields) => held(catalogue, fields.as_deref().unwrap_or_default(), found),
            _ => {}
        }
    }
}

/// No person's address in a sample.
pub fn privacy(catalogue: &Catalogue, files: &Files, findings: &mut Findings) {
    for (_, _, service) in catalogue.services() {
        for sample in service.own_samples() {
            for text in sample.texts() {
                addresses(&text.node, &mut |node, address| {
                    personal(address, files.inside_block(&text.text, text.loc(), node.start, node.len), findings);
                });
            }
            // What is not JSON has no values to look at, only words.
            for (_, text) in &sample.raw {
                let mut start = 0;
                for word in text.split_inclusive(ends_word) {
                    let bare = word.trim_end_matches(ends_word);
                    if is_address(bare) {
                        personal(bare, files.inside_block(text, text.loc(), start, bare.len()), findings);
                    }
                    start += word.len();
                }
            }
        }
    }
}

fn personal(address: &str, loc: Loc, findings: &mut Findings) {
    findings.add(
        rule_id::SAMPLE_PERSONAL_DATA,
        loc,
        format!("`{address}` may be somebody's address"),
        "write an invented one at example.com, example.org or example.net",
    );
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || "\"'<>()[]{},;".contains(c)
}

/// Looks like an e-mail address, and not like an invented one.
fn is_address(text: &str) -> bool {
    let invented = ["@example.com", "@example.org", "@example.net"].iter().any(|end| text.ends_with(end));
    let address = text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    address && !invented && !text.contains("://") && !text.contains(char::is_whitespace)
}

fn addresses(node: &Node, report: &mut impl FnMut(&Node, &str)) {
    match &node.value {
        Value::Text(text) if is_address(text) => report(node, text),
        Value::Array(elements) => elements.iter().for_each(|element| addresses(element, report)),
        Value::Object(members) => members.iter().for_each(|member| addresses(&member.node, report)),
        _ => {}
    }
}
