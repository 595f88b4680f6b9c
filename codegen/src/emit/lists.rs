//! Value lists: the variants of their enums, and when two lists are one.

use std::collections::BTreeSet;

use crate::emit::enums;
use crate::emit::names::{Name, Scope};
use crate::ir::Field;
use crate::ir::rule::Values;

/// A variant: its name, the value on the wire, what that means.
pub type Variant<'a> = (Name, &'a str, Option<&'a str>);

/// A value list as far as code shows it. Two that are equal are one enum: under one name, with the same values, each with the
/// same variant and the same words. Whether a list is open is a rule of its member and no matter of the enum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListKey {
    /// The member's name, as a type.
    pub name: String,
    /// The values in no order, with variant and documentation.
    values: BTreeSet<(String, String, String)>,
}

impl ListKey {
    /// The list of a member.
    pub fn of(field: &Field, values: &Values) -> Self {
        let values = variants(values).into_iter().map(|(name, value, meaning)| {
            let words = enums::words(value, meaning);
            (value.to_owned(), name.text, words)
        });
        Self { name: Scope::default().camel(&field.name).text, values: values.collect() }
    }
}

/// The variants of a list, in its order. A value that is listed twice has one.
pub fn variants(values: &Values) -> Vec<Variant<'_>> {
    let mut scope = Scope::with(&["Other"]);
    let mut seen = BTreeSet::new();
    let listed = values.list.iter().filter(|(value, _)| seen.insert(value));
    listed
        .map(|(value, meaning)| {
            (scope.camel(variant_name(value, meaning.as_deref())), value.as_str(), meaning.as_deref())
        })
        .collect()
}

/// A wire value that is a word names its variant; a number or a single letter is named by its meaning, if that is short.
fn variant_name<'v>(value: &'v str, meaning: Option<&'v str>) -> &'v str {
    let word = value.len() > 1 && value.starts_with(|c: char| c.is_ascii_alphabetic());
    match meaning.filter(|meaning| meaning.contains(|c: char| c.is_ascii_alphanumeric())) {
        Some(meaning) if !word && meaning.split_whitespace().count() <= 4 => meaning,
        _ if value.is_empty() => "Empty",
        _ if value.trim().is_empty() => "Blank",
        _ => value,
    }
}
