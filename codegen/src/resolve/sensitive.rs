//! What members are nobody's business: by the names that the glossary lists, unless a row says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Findings;
use crate::ir::{Catalogue, Field, Placed};
use crate::load::Documents;
use crate::resolve::tables::{self, Change};
use crate::rule_id;
use crate::spec::{ACCOUNT, CONTACT, HARMLESS};

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

/// Marks the members of these names, and says which of the names may be shown in part.
pub(super) fn mark(catalogue: &mut Catalogue) {
    let harmless = |class: &str| matches!(class, ACCOUNT | CONTACT);
    let maskable =
        catalogue.classes.iter().filter(|(_, class)| harmless(class)).map(|(name, _)| name.clone()).collect();
    let mut hide = Hide { classes: &catalogue.classes, maskable };
    tables::change(&mut catalogue.providers, &mut hide);
    catalogue.maskable = hide.maskable.into_iter().collect();
}

/// What is listed, and not as harmless.
struct Hide<'a> {
    classes: &'a BTreeMap<String, Placed<String>>,
    maskable: BTreeSet<String>,
}

impl Change for Hide<'_> {
    fn field(&mut self, field: &mut Field) {
        // The row says so itself: it is something else than its name says, such as a card in the place of an account.
        if field.sensitive {
            self.maskable.remove(&field.name);
        }
        let hidden = self.classes.get(&field.name).is_some_and(|class| **class != HARMLESS);
        field.sensitive |= hidden && !field.shown;
    }
}
