//! What the standard alone says: value lists, padding, patterns, and numbers that are others joined. A provider that takes a national row
//! over without a word about them does not promise to keep to them.

use std::collections::BTreeSet;

use crate::ir::relation::RelationKind;
use crate::ir::rule::Demand;
use crate::ir::{Catalogue, Rule, STANDARD};
use crate::load::Documents;
use crate::resolve::tables::{self, Change};
use crate::source::FileId;

/// Marks them, wherever they came to.
pub(super) fn mark(catalogue: &mut Catalogue, documents: &Documents) {
    let pages = documents.services.iter().filter(|page| page.provider == STANDARD).map(|page| page.file);
    let types = documents.types.iter().filter(|page| page.provider == STANDARD).map(|page| page.file);
    let national: BTreeSet<FileId> = pages.chain(types).collect();
    tables::change(&mut catalogue.providers, &mut Loosen(national));
}

/// Of the rows that stand in these files.
struct Loosen(BTreeSet<FileId>);

impl Change for Loosen {
    fn rules(&mut self, rules: &mut [Rule]) {
        for rule in rules.iter_mut().filter(|rule| self.0.contains(&rule.place.0.file)) {
            match &mut rule.demand {
                Demand::Values(values) => values.loose = true,
                Demand::Padding { loose, .. } | Demand::Pattern { loose, .. } => *loose = true,
                Demand::Relation(relation) => relation.loose = matches!(relation.kind, RelationKind::Same(..)),
                Demand::Presence(_)
                | Demand::Shapes(_)
                | Demand::Length(_)
                | Demand::Digits(_)
                | Demand::Precision(_)
                | Demand::ZeroDecimals
                | Demand::Format(_)
                | Demand::MayBeEmpty(_)
                | Demand::Count(_) => {}
            }
        }
    }
}
