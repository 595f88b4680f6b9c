//! The table of providers on the first page of the crate's documentation.

use std::collections::BTreeSet;

use crate::emit::book::{Book, ProviderNames};
use crate::emit::markdown::{cell, plain};
use crate::ir::{Provider, Service};
use crate::spec::service::{Direction, Effect};

/// Where it is.
pub const PATH: &str = "generated/PROVIDERS.md";

/// One row per provider: what it has, and behind which feature.
pub fn table(book: &Book<'_>) -> String {
    let mut text = String::from(
        "| provider | feature | services | of these move money | called by the provider | service codes |\n\
         |---|---|---|---|---|---|\n",
    );
    for (provider, names) in book.catalogue.providers.iter().zip(&book.providers) {
        text.push_str(&row(provider, names));
    }
    text
}

fn row(provider: &Provider, names: &ProviderNames) -> String {
    let services = || provider.pages.iter().flat_map(|page| &page.services);
    let count = |is: fn(&Service) -> bool| services().filter(|service| is(service)).count();
    let codes: BTreeSet<&str> =
        services().map(|service| service.code.as_str()).filter(|code| !code.is_empty()).collect();
    // A path of the documentation and no path of Rust: the module may be behind a feature that is off.
    format!(
        "| [{}]({}/index.html) | `{}` | {} | {} | {} | {} |\n",
        cell(&plain(&provider.title)),
        names.module.text,
        names.feature(),
        services().count(),
        count(|service| service.effect.value == Effect::MovesMoney),
        count(|service| service.direction.value == Direction::Inbound),
        codes.into_iter().map(|code| cell(&plain(code))).collect::<Vec<_>>().join(" "),
    )
}
