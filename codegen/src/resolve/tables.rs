//! Every table of a catalogue, to be changed in place: of named types and of messages, with the objects inside.

use crate::ir::{Field, Provider, Rule, Type, Typed};

/// Changes the tables: the rules between the members of each, then each member, then each value below it.
pub(super) trait Change {
    /// What holds between members, or what a value must be.
    fn rules(&mut self, _: &mut [Rule]) {}

    /// A member.
    fn field(&mut self, _: &mut Field) {}
}

/// Walks over all of them.
pub(super) fn change(providers: &mut [Provider], change: &mut dyn Change) {
    for page in providers.iter_mut().flat_map(|provider| &mut provider.pages) {
        for named in &mut page.types {
            table(&mut named.fields, &mut named.rules, change);
        }
        for service in &mut page.services {
            let responses = service.responses.iter_mut().map(|variant| &mut variant.message);
            for message in std::iter::once(&mut service.request).chain(responses) {
                for rows in [&mut message.table, &mut message.documented] {
                    table(&mut rows.fields, &mut rows.rules, change);
                }
            }
        }
    }
}

fn table(fields: &mut [Field], between: &mut [Rule], change: &mut dyn Change) {
    change.rules(between);
    for field in fields {
        change.field(field);
        value(&mut field.value, change);
    }
}

fn value(typed: &mut Typed, change: &mut dyn Change) {
    change.rules(&mut typed.rules);
    match &mut typed.ty {
        Type::Array(item) | Type::Map(item) => value(item, change),
        Type::Object(Some(fields)) => table(fields, &mut [], change),
        Type::Amount(amount) => {
            for part in [&mut amount.value, &mut amount.currency] {
                value(&mut part.value, change);
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
