//! What the standard alone says: value lists, padding, and numbers that are others joined. A provider that takes a national row
//! over without a word about them does not promise to keep to them.

use std::collections::BTreeSet;

use crate::ir::relation::RelationKind;
use crate::ir::rule::Demand;
use crate::ir::{Catalogue, Field, Rule, STANDARD, Type, Typed};
use crate::load::Documents;
use crate::source::FileId;

/// Marks them, wherever they came to.
pub(super) fn mark(catalogue: &mut Catalogue, documents: &Documents) {
    let pages = documents.services.iter().filter(|page| page.provider == STANDARD).map(|page| page.file);
    let types = documents.types.iter().filter(|page| page.provider == STANDARD).map(|page| page.file);
    let national: BTreeSet<FileId> = pages.chain(types).collect();
    for page in catalogue.providers.iter_mut().flat_map(|provider| &mut provider.pages) {
        for named in &mut page.types {
            table(&mut named.fields, &mut named.rules, &national);
        }
        for service in &mut page.services {
            let responses = service.responses.iter_mut().map(|variant| &mut variant.message);
            for message in std::iter::once(&mut service.request).chain(responses) {
                for rows in [&mut message.table, &mut message.documented] {
                    table(&mut rows.fields, &mut rows.rules, &national);
                }
            }
        }
    }
}

fn table(fields: &mut [Field], between: &mut [Rule], national: &BTreeSet<FileId>) {
    rules(between, national);
    for field in fields {
        value(&mut field.value, national);
    }
}

fn value(typed: &mut Typed, national: &BTreeSet<FileId>) {
    rules(&mut typed.rules, national);
    match &mut typed.ty {
        Type::Array(item) | Type::Map(item) => value(item, national),
        Type::Object(Some(fields)) => table(fields, &mut [], national),
        Type::Amount(amount) => {
            for part in [&mut amount.value, &mut amount.currency] {
                value(&mut part.value, national);
            }
        }
        Type::Text(_)
        | Type::Decimal
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::Object(None)
        | Type::Any
        | Type::Named(_) => {}
    }
}

fn rules(rules: &mut [Rule], national: &BTreeSet<FileId>) {
    for rule in rules.iter_mut().filter(|rule| national.contains(&rule.place.0.file)) {
        match &mut rule.demand {
            Demand::Values(values) => values.loose = true,
            Demand::Padding { loose, .. } => *loose = true,
            Demand::Relation(relation) => relation.loose = matches!(relation.kind, RelationKind::Same(..)),
            Demand::Presence(_)
            | Demand::Shapes(_)
            | Demand::Length(_)
            | Demand::Digits(_)
            | Demand::Precision(_)
            | Demand::ZeroDecimals
            | Demand::Format(_)
            | Demand::Pattern { .. }
            | Demand::MayBeEmpty(_)
            | Demand::Count(_) => {}
        }
    }
}
