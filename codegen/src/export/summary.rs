//! What a provider has, counted: its services, fields, conditions and errata.

use super::json::{Json, Object};
use crate::ir::field::relations;
use crate::ir::{Field, Provider, Rule, Type, Typed};

/// Fields and conditions of one provider.
#[derive(Debug, Default)]
struct Counts {
    fields: usize,
    compiled: usize,
    prose: usize,
}

/// One line of the table of providers.
pub(super) fn summary(provider: &Provider) -> Object {
    let services = || provider.pages.iter().flat_map(|page| &page.services);
    let mut counts = Counts::default();
    for ty in provider.pages.iter().flat_map(|page| &page.types) {
        counts.table(&ty.fields, &ty.rules);
    }
    for (_, message) in services().flat_map(|service| service.messages().collect::<Vec<_>>()) {
        counts.table(&message.fields, &message.rules);
    }
    let of_services: usize = services().map(|service| service.errata.iter().filter(|e| !e.inherited).count()).sum();
    let of_pages: usize = provider.pages.iter().map(|page| page.errata.len()).sum();
    let mut codes: Vec<_> = services().map(|service| service.code.holds.value.clone()).collect();
    codes.sort();
    codes.dedup();
    let number = |count: usize| Json::from(u32::try_from(count).unwrap_or(u32::MAX));
    Object::default()
        .with("name", &provider.name)
        .with("title", &provider.title)
        .with("services", number(services().count()))
        .with("codes", Json::texts(codes))
        .with("fields", number(counts.fields))
        .with(
            "conditions",
            Object::default().with("compiled", number(counts.compiled)).with("prose", number(counts.prose)),
        )
        .with("errata", number(of_services + of_pages + provider.errata.len()))
}

impl Counts {
    /// Rows as a page prints them: containers count, and the two members of an amount.
    fn table(&mut self, fields: &[Field], rules: &[Rule]) {
        for relation in relations(rules) {
            *(if relation.kind.is_prose() { &mut self.prose } else { &mut self.compiled }) += 1;
        }
        for field in fields {
            self.fields += 1;
            match &field.presence().when {
                Some(when) if when.is_prose() => self.prose += 1,
                Some(_) => self.compiled += 1,
                None => {}
            }
            self.inside(&field.value);
        }
    }

    fn inside(&mut self, value: &Typed) {
        match &value.ty {
            Type::Object(fields) => self.table(fields.as_deref().unwrap_or_default(), &value.rules),
            Type::Array(item) | Type::Map(item) => self.inside(item),
            Type::Amount(_) => self.fields += 2,
            Type::Text(_)
            | Type::Decimal
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::Any
            | Type::Named(_) => {}
        }
    }
}
