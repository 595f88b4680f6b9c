//! What a provider tries before it lets a partner go live, played before the provider does.
//!
//! A [`List`] holds test cases of one role. They come with the provider, from the spec; a partner's own annex is a list, too,
//! as YAML or as a spreadsheet ([`annex`]).
//!
//! - [`server`] plays the provider against a partner's server, and judges each answer.
//! - [`client`] watches what a partner's application sent, and ticks off what it has shown.
//!
//! Both give a [`Report`], which prints as a table, as JUnit, HTML, `.docx` and `.xlsx`. Tokens, signatures and secrets are
//! masked before anything is written down ([`mask`]).

pub mod annex;
pub mod client;
mod data;
mod error;
pub mod har;
pub mod list;
pub mod mask;
mod pattern;
mod play;
pub mod report;
pub mod server;
mod shipped;

pub use data::Data;
pub use error::CertifyError;
pub use list::{Case, List, Role};
pub use report::{Outcome, Report, Row};
pub use shipped::{Shipped, shipped};
