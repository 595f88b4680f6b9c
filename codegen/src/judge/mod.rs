//! A sample against its table: what disagrees, where, and of which kind.
//!
//! The same judgement serves twice: over the table as printed (lint reports what no erratum covers), and over the table
//! with its errata (tests learn what a sample must pass).

mod conditions;
mod members;
mod moments;
pub(crate) mod texts;
mod values;

use self::members::Run;
use crate::ir::{Catalogue, Table};
use crate::json::{Node, Value};
use crate::spec::erratum::ErratumKind;

/// Something in which a sample disagrees with its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Of which kind.
    pub kind: ErratumKind,
    /// Where in the message: `detailData[].amount.value`.
    pub path: String,
    /// The named type that it lies in, if an erratum about it speaks of that.
    pub of_type: Option<String>,
    /// What an erratum about it speaks of: the path, below the named type or the message.
    pub about: String,
    /// What disagrees.
    pub message: String,
    /// Byte offset of the value in the sample's text.
    pub start: usize,
    /// Its length.
    pub len: usize,
}

/// How a sample is judged.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// Named types are looked up here.
    pub catalogue: &'a Catalogue,
    /// What errata accept on input is fine.
    pub lenient: bool,
    /// So is what every reader of the field takes: a null or an empty text in place of an optional member, digits as text for a
    /// number, and values that only the standard's list lacks. A time in another form than the table has is told, whatever
    /// errata accept.
    pub observes: bool,
    /// The message is a response: its code decides what is demanded.
    pub response: bool,
    /// Headers of the request, if they are known.
    pub headers: Option<&'a [String]>,
    /// The request that a response answers, if it is known.
    pub request: Option<&'a Node>,
}

impl<'a> Judge<'a> {
    /// Everything in which a message disagrees with a table.
    pub fn message(&self, table: &Table, node: &'a Node) -> Vec<Contradiction> {
        let mut run =
            Run { judge: *self, outcome: self.outcome(node), above: Vec::new(), inside: Vec::new(), found: Vec::new() };
        match &node.value {
            Value::Object(members) => run.object(Some(&table.fields), &table.rules, members, node, ""),
            _ => run.add(ErratumKind::Type, "", format!("the message is {}, not an object", node.kind()), node),
        }
        run.found
    }

    /// Whether a response reports success.
    fn outcome(&self, node: &Node) -> Option<bool> {
        let code = node.get("responseCode").filter(|_| self.response)?;
        match &code.value {
            Value::Text(text) | Value::Number(text) => Some(text.starts_with('2')),
            _ => None,
        }
    }
}
