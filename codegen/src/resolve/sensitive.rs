//! What members are nobody's business: by the names that the glossary lists, unless a row says otherwise.

use std::collections::BTreeMap;

use crate::finding::Findings;
use crate::ir::{Catalogue, Field, Placed, Type, Typed};
use crate::load::Documents;
use crate::rule_id;
use crate::spec::HARMLESS;

/// The class of each name.
pub(super) fn classes(documents: &Documents, findings: &mut Findings) -> BTreeMap<String, Placed<String>> {
    let mut classes: BTreeMap<String, Placed<String>> = BTreeMap::new();
    let listed = documents.glossaries.iter().filter_map(|document| document.body.sensitive.as_ref());
    for (name, class) in listed.flat_map(|classes| classes.iter()) {
        let before = classes.insert(name.value.clone(), Placed::new(class.to_owned(), name.loc));
        if let Some(before) = before {
            findings.add(
                rule_id::GLOSSARY_SENSITIVE,
                name.loc,
                format!("`{}` is listed as {} already", name.value, *before),
                "list it once",
            );
        }
    }
    classes
}

/// Marks the members of these names.
pub(super) fn mark(catalogue: &mut Catalogue) {
    let classes = std::mem::take(&mut catalogue.classes);
    let hidden = |name: &str| classes.get(name).is_some_and(|class| **class != HARMLESS);
    for page in catalogue.providers.iter_mut().flat_map(|provider| &mut provider.pages) {
        for named in &mut page.types {
            table(&mut named.fields, &hidden);
        }
        for service in &mut page.services {
            let responses = service.responses.iter_mut().map(|variant| &mut variant.message);
            for message in std::iter::once(&mut service.request).chain(responses) {
                table(&mut message.table.fields, &hidden);
                table(&mut message.documented.fields, &hidden);
            }
        }
    }
    catalogue.classes = classes;
}

fn table(fields: &mut [Field], hidden: &dyn Fn(&str) -> bool) {
    for field in fields {
        field.sensitive |= hidden(&field.name) && !field.shown;
        below(&mut field.value, hidden);
    }
}

fn below(typed: &mut Typed, hidden: &dyn Fn(&str) -> bool) {
    match &mut typed.ty {
        Type::Array(item) | Type::Map(item) => below(item, hidden),
        Type::Object(Some(fields)) => table(fields, hidden),
        Type::Text(_)
        | Type::Decimal
        | Type::Amount(_)
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::Object(None)
        | Type::Any
        | Type::Named(_) => {}
    }
}
