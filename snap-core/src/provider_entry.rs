//! A generated provider as data, for registries and tools.

use crate::endpoint::{Endpoint, Environment};
use crate::model::MessageEntry;

/// Everything that a generated provider module has, as data.
#[derive(Debug, Clone, Copy)]
pub struct ProviderEntry {
    /// Name: module and Cargo feature.
    pub name: &'static str,
    /// Human name.
    pub title: &'static str,
    /// Its services.
    pub endpoints: &'static [&'static Endpoint],
    /// Its messages, with how to decode each.
    pub messages: &'static [MessageEntry],
    /// Where it is reached.
    pub environments: &'static [Environment],
}
