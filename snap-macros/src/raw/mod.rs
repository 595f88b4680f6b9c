//! The trait as it was written: nothing is judged here but what cannot be read at all.

mod attribute;
mod keys;
mod service;
mod syntax;
#[cfg(test)]
mod tests;

pub(crate) use attribute::{Attribute, resolve, twice};
pub(crate) use keys::{Keys, key};
pub(crate) use service::{Endpoint, Service};
pub(crate) use syntax::{Entry, List, Pair, Value, entries};
