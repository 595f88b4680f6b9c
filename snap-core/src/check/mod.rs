//! Running the rules of the spec over a message.
//!
//! A valid message is checked without an allocation: paths are linked on the stack and become text only when something is
//! wrong, and lengths are decided by bytes where bytes decide.

pub(crate) mod amount_rule;
mod amounts;
mod conditions;
mod context;
mod core;
mod format;
mod lists;
mod members;
mod numbers;
mod path;
mod pattern;
mod text_rule;
mod texts;
mod values;
pub(crate) mod violation;

pub use self::core::Check;
pub use amount_rule::AmountRule;
pub use context::{Context, HeaderLookup, Mode, Need};
pub use format::Format;
pub use lists::{Item, ListRule};
pub use pattern::Pattern;
pub use text_rule::TextRule;
pub use violation::{Broken, Violation, Violations};

pub(crate) use self::core::run;
