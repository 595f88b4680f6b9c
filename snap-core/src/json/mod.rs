//! What is on the wire: raw JSON text, objects read and written member by member, and the values that members hold.
//!
//! Lossless: numbers keep their text, what the spec does not know is kept, and nothing here knows a rule.

pub(crate) mod amount;
pub(crate) mod decode;
pub(crate) mod extra;
pub(crate) mod number;
pub(crate) mod object;
pub(crate) mod open;
pub(crate) mod open_enum;
pub(crate) mod raw;
pub(crate) mod wire;
pub(crate) mod writer;
