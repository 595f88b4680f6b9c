//! What generated code implements: messages that read, write and check themselves, and the registry of them.

mod amount;
pub(crate) mod answer;
pub(crate) mod filling;
pub(crate) mod inquiry;
pub(crate) mod model;
mod positions;
pub(crate) mod registry;
#[cfg(test)]
mod roundtrip;
#[cfg(test)]
pub(crate) mod testing;
