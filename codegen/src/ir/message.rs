//! Messages: what travels in one direction.

use std::ops::{Deref, DerefMut};

use crate::ir::condition::Condition;
use crate::ir::field::Field;
use crate::ir::place::{Place, Placed};
use crate::ir::rule::Rule;
use crate::source::Loc;

/// The rows of a message, and what holds between them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Members in the order of the page.
    pub fields: Vec<Field>,
    /// What holds between them.
    pub rules: Vec<Rule>,
}

/// A request, a response, or one shape of a response. It is its table as that holds, after errata; the table as the page
/// prints it goes with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    /// The table that holds.
    pub table: Table,
    /// The table as printed, before errata.
    pub documented: Table,
    /// Where the rows came from, if the page has no table.
    pub inferred: Option<Placed<String>>,
    /// Taken over from the national service without a change.
    pub inherited: bool,
    /// Where the table stands.
    pub place: Place,
}

impl Message {
    /// Where the table stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }
}

impl Deref for Message {
    type Target = Table;
    fn deref(&self) -> &Table {
        &self.table
    }
}

impl DerefMut for Message {
    fn deref_mut(&mut self) -> &mut Table {
        &mut self.table
    }
}

/// One shape of a response.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Its name; none if the response has one shape only.
    pub name: Option<String>,
    /// When the provider answers so: a condition on the request.
    pub when: Option<Placed<Condition>>,
    /// What it is.
    pub doc: Option<Placed<String>>,
    /// The message.
    pub message: Message,
}

/// An object type that rows refer to by name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedType {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: Option<Placed<String>>,
    /// Its members.
    pub fields: Vec<Field>,
    /// What holds between them.
    pub rules: Vec<Rule>,
    /// Where it stands.
    pub place: Place,
}

impl NamedType {
    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }
}
