//! Running the rules of the spec over a message.
//!
//! What may stand where is data: a [`Rule`] for each value, at every depth; a [`Need`] for each member, with its condition;
//! a [`Relation`] for what holds between members. A message shows its members to a [`Members`] visitor, one call each, and
//! is written, checked or looked into by the same calls.
//!
//! A valid message is checked without an allocation: paths are linked on the stack and become text only when something is
//! wrong, and lengths are decided by bytes where bytes decide.

mod amounts;
pub(crate) mod calendar;
mod context;
mod core;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod degrees;
mod find;
mod format;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod header_values;
mod holds;
mod indonesian;
mod item;
mod lists;
mod meant;
mod members;
pub(crate) mod moment;
mod numbers;
mod path;
mod pattern;
#[cfg(any(feature = "client", feature = "server"))]
mod raw_object;
mod relation;
mod relations;
mod report;
mod rule;
mod texts;
mod usual;
pub(crate) mod violation;

pub use self::core::Check;
pub use context::{Context, HeaderLookup, Mode, Need};
pub use format::Format;
pub use item::{Item, Slot, Visit};
pub use members::Members;
pub use pattern::Pattern;
pub use relation::{Relation, Span};
pub use rule::{AmountRule, Rule};
pub use violation::{Broken, Violation, Violations};

pub(crate) use self::core::run;
#[cfg(test)]
pub(crate) use self::core::run_object;
#[cfg(feature = "client")]
pub(crate) use find::find_all;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use raw_object::RawObject;
