//! The model for other tools: one file per output format, no Rust and no YAML in any of them.

mod catalogue;
mod deviations;
mod inquiry;
mod json;
mod redirect;
mod refused;
mod rows;
mod serving;
mod summary;

pub use catalogue::catalogue;
pub use deviations::deviations;
pub use refused::refused_requests;
