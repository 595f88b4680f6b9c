//! What members are nobody's business: by the names that the glossary lists, unless a row says otherwise.

use std::collections::BTreeMap;

use crate::finding::Findings;
use crate::ir::{Catalogue, Field, Placed};
use crate::load::Documents;
use crate::resolve::tables::{self, Change};
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
    tables::change(&mut catalogue.providers, &mut Hide(&catalogue.classes));
}

/// What is listed, and not as harmless.
struct Hide<'a>(&'a BTreeMap<String, Placed<String>>);

impl Change for Hide<'_> {
    fn field(&mut self, field: &mut Field) {
        let hidden = self.0.get(&field.name).is_some_and(|class| **class != HARMLESS);
        field.sensitive |= hidden && !field.shown;
    }
}
