//! Single members, looked for by their paths, and what is said where there is none.

use crate::finding::Findings;
use crate::ir::{Catalogue, Field, HeaderRow, Members, Service, Type};
use crate::lint::fits::is_single;
use crate::rule_id::RuleId;
use crate::source::Loc;
use crate::suggest::nearest;

/// Who looks.
pub(super) struct Seeking<'a> {
    pub catalogue: &'a Catalogue,
    /// The rule that is broken where there is no such member.
    pub rule: RuleId,
    /// What to write in place of a member of a list.
    pub fix: &'static str,
}

/// Where a member was looked for.
pub(super) struct Table<'a> {
    pub of: &'a Service,
    pub message: &'static str,
    pub fields: &'a [Field],
}

/// Why a member was not found.
enum Lost<'a> {
    /// It lies in a list of this name.
    List(String),
    /// There is no member of this name among these.
    Unknown(String, &'a [Field]),
}

/// The shapes of a service's response.
pub(super) fn answers(service: &Service) -> Vec<Table<'_>> {
    let shapes = service.responses.iter();
    shapes.map(|shape| Table { of: service, message: "response", fields: &shape.message.fields }).collect()
}

impl<'a> Seeking<'a> {
    /// The fields on the way to a member that is no list's, the member last. What is wrong is reported.
    pub(super) fn single(
        &self,
        tables: &[Table<'a>],
        path: &Members,
        loc: Loc,
        findings: &mut Findings,
    ) -> Option<Vec<&'a Field>> {
        let found = tables.iter().map(|table| seek(self.catalogue, table.fields, path)).reduce(Result::or)?;
        let table = tables.first()?;
        match found {
            Ok(way) if way.last().is_some_and(|field| is_single(&field.value)) => Some(way),
            Ok(_) => {
                let message =
                    format!("`{path}` of the {} of `{}` holds more than one value", table.message, table.of.name);
                findings.add(self.rule, loc, message, "name one of its members");
                None
            }
            Err(Lost::List(name)) => {
                let message = format!("`{name}` holds many, each with its own `{path}`");
                findings.add(self.rule, loc, message, self.fix);
                None
            }
            Err(Lost::Unknown(name, known)) => {
                let message = format!("the {} of `{}` has no member `{name}`", table.message, table.of.name);
                let hint = nearest(&name, known.iter().map(|field| field.name.as_str()))
                    .map_or_else(|| "name a member of its table".to_owned(), |near| format!("write `{near}`?"));
                findings.add(self.rule, loc, message, hint);
                None
            }
        }
    }
}

/// The fields on the way to a member, if it is there and in no list.
pub(super) fn walk<'a>(catalogue: &'a Catalogue, fields: &'a [Field], path: &Members) -> Option<Vec<&'a Field>> {
    seek(catalogue, fields, path).ok()
}

fn seek<'a>(catalogue: &'a Catalogue, fields: &'a [Field], path: &Members) -> Result<Vec<&'a Field>, Lost<'a>> {
    let mut way = Vec::new();
    let mut fields = fields;
    for (index, hop) in path.0.iter().enumerate() {
        let found = fields.iter().find(|field| field.goes_by(&hop.name));
        let field = found.ok_or_else(|| Lost::Unknown(hop.name.clone(), fields))?;
        way.push(field);
        let last = index + 1 == path.0.len();
        fields = match &field.value.ty {
            Type::Array(_) | Type::Map(_) => return Err(Lost::List(field.name.clone())),
            Type::Object(Some(members)) => members,
            Type::Named(named) => catalogue.named(named).map_or(&[][..], |named| &named.fields),
            Type::Object(None)
            | Type::Any
            | Type::Text(_)
            | Type::Decimal
            | Type::Amount(_)
            | Type::Integer
            | Type::Number
            | Type::Boolean => &[],
        };
        if hop.lists > 0 && !last {
            return Err(Lost::List(field.name.clone()));
        }
    }
    Ok(way)
}

/// A header of the request of a service.
pub(super) fn header<'a>(catalogue: &'a Catalogue, service: &Service, name: &str) -> Option<&'a HeaderRow> {
    let (owner, set) = service.headers.as_deref()?;
    let set = catalogue.provider(owner)?.header_sets.iter().find(|known| known.name == *set)?;
    set.request.iter().find(|row| row.name.eq_ignore_ascii_case(name))
}

/// Most characters of the X-EXTERNAL-ID of a service.
pub(super) fn external_id_length(catalogue: &Catalogue, service: &Service) -> u32 {
    let row = header(catalogue, service, "X-EXTERNAL-ID");
    row.and_then(|row| row.exact.or(row.max)).map_or(36, |most| most.value)
}
