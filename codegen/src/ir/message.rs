//! Messages: what travels in one direction.

use crate::ir::condition::Condition;
use crate::ir::field::Field;
use crate::ir::rule::Rule;
use crate::source::Loc;

/// A request, a response, or one shape of a response.
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// Members in the order of the page.
    pub fields: Vec<Field>,
    /// What holds between them.
    pub rules: Vec<Rule>,
    /// Where the rows came from, if the page has no table.
    pub inferred: Option<String>,
    /// Taken over from the national service without a change.
    pub inherited: bool,
    /// Where the table stands.
    pub loc: Loc,
}

/// One shape of a response.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Its name; none if the response has one shape only.
    pub name: Option<String>,
    /// When the provider answers so: a condition on the request.
    pub when: Option<Condition>,
    /// What it is.
    pub doc: Option<String>,
    /// The message.
    pub message: Message,
}

/// An object type that rows refer to by name.
#[derive(Debug, Clone)]
pub struct NamedType {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Its members.
    pub fields: Vec<Field>,
    /// What holds between them.
    pub rules: Vec<Rule>,
    /// Where it stands.
    pub loc: Loc,
}
