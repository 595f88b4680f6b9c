//! Members by their paths: `request.detailData[].amount.value`.

use crate::ir::field::{Field, Type, Typed};

/// The field at a path below some fields.
pub fn find<'a>(fields: &'a [Field], path: &[&str]) -> Option<&'a Field> {
    let (first, rest) = path.split_first()?;
    let field = fields.iter().find(|field| field.goes_by(first))?;
    if rest.is_empty() { Some(field) } else { find_in(&field.value, rest) }
}

fn find_in<'a>(value: &'a Typed, path: &[&str]) -> Option<&'a Field> {
    match &value.ty {
        Type::Object(fields) => find(fields.as_deref()?, path),
        Type::Array(item) | Type::Map(item) => find_in(item, path),
        Type::Amount(amount) => match path {
            ["value"] => Some(&amount.value),
            ["currency"] => Some(&amount.currency),
            _ => None,
        },
        Type::Text(_) | Type::Decimal | Type::Integer | Type::Number | Type::Boolean | Type::Any | Type::Named(_) => {
            None
        }
    }
}

/// The field at a path below some fields, to change it.
pub fn find_mut<'a>(fields: &'a mut [Field], path: &[&str]) -> Option<&'a mut Field> {
    let (first, rest) = path.split_first()?;
    let field = fields.iter_mut().find(|field| field.goes_by(first))?;
    if rest.is_empty() { Some(field) } else { find_in_mut(&mut field.value, rest) }
}

fn find_in_mut<'a>(value: &'a mut Typed, path: &[&str]) -> Option<&'a mut Field> {
    match &mut value.ty {
        Type::Object(fields) => find_mut(fields.as_deref_mut()?, path),
        Type::Array(item) | Type::Map(item) => find_in_mut(item, path),
        Type::Amount(amount) => match path {
            ["value"] => Some(&mut amount.value),
            ["currency"] => Some(&mut amount.currency),
            _ => None,
        },
        Type::Text(_) | Type::Decimal | Type::Integer | Type::Number | Type::Boolean | Type::Any | Type::Named(_) => {
            None
        }
    }
}
