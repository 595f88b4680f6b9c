//! Reads the SNAP spec and derives everything from it.
//!
//! One direction: [`spec`] (the file format) → [`load`] → [`ir`] (the resolved model) → what is derived.
mod causes;
pub mod dialect;
pub mod emit;
pub mod example;
pub mod export;
pub mod finding;
mod generate;
pub mod ir;
pub mod json;
pub mod judge;
pub mod lint;
pub mod load;
pub mod pipeline;
pub mod refused;
pub mod report;
pub mod resolve;
pub mod rule_id;
pub mod scaffold;
pub mod schema;
pub mod source;
pub mod spec;
pub mod subject;
mod suggest;
mod text;
pub mod write;

pub use generate::{GenerateError, generate};
