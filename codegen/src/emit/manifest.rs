//! The generated crate's `Cargo.toml`: one feature per provider, with what it needs of the others.

use std::collections::BTreeSet;

use crate::emit::book::{Book, ProviderNames};
use crate::emit::markdown::one_line;
use crate::emit::plan::PagePlan;
use crate::ir::field::each;
use crate::ir::{Field, Page, Provider, STANDARD, Type};

/// The manifest. The pages are those of each provider.
pub fn manifest(book: &Book<'_>, pages: &[Vec<PagePlan<'_>>]) -> String {
    let mut text = String::from(HEAD);
    text.push_str("\n[features]\n");
    let list = |names: &[&str]| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let all: Vec<_> = book.providers.iter().map(ProviderNames::feature).collect();
    let default: Vec<_> = book.standard().map(|(_, names)| names.feature()).into_iter().collect();
    text.push_str("# The national standard, so that a first build is quick; providers are named.\n");
    text.push_str(&format!("default = [{}]\n", list(&default)));
    text.push_str("# Every provider.\n");
    text.push_str(&format!("all = [{}]\n", list(&all)));
    for ((provider, names), pages) in book.catalogue.providers.iter().zip(&book.providers).zip(pages) {
        let needs: Vec<_> = pages.iter().map(|page| needs(book, provider, page)).collect();
        let title = one_line(&provider.title);
        if names.pages.iter().all(|page| page.feature.is_none()) {
            let mut needs: BTreeSet<_> = needs.into_iter().flatten().collect();
            needs.remove(names.feature());
            let needs: Vec<_> = needs.into_iter().collect();
            text.push_str(&format!("# {title}\n{} = [{}]\n", names.feature(), list(&needs)));
            continue;
        }
        let own: Vec<_> = names.pages.iter().filter_map(|page| page.feature.as_deref()).collect();
        text.push_str(&format!("# {title}, all of it\n{} = [{}]\n", names.feature(), list(&own)));
        for ((page, names), mut needs) in pages.iter().zip(&names.pages).zip(needs) {
            let Some(feature) = names.feature.as_deref() else { continue };
            needs.remove(feature);
            let needs: Vec<_> = needs.into_iter().collect();
            text.push_str(&format!("# {}\n{feature} = [{}]\n", one_line(&page.page.source.title), list(&needs)));
        }
    }
    text.push_str(TAIL);
    text
}

/// The features of the pages whose types a page refers to: those that it takes over, and those that tell what became of its
/// calls.
fn needs<'b>(book: &'b Book<'_>, provider: &Provider, page: &PagePlan<'_>) -> BTreeSet<&'b str> {
    let mut modules = BTreeSet::new();
    let mut refers = |field: &Field| {
        if let Type::Named(name) = &field.value.leaf().ty {
            modules.insert((name.provider.clone(), name.page.clone()));
        }
    };
    for named in &page.page.types {
        each(&named.fields, &mut refers);
    }
    for (_, message) in page.services.iter().flat_map(|service| service.service.messages()) {
        each(&message.fields, &mut refers);
    }
    for service in &page.services {
        let taken_over = service.messages.iter().filter_map(|message| message.from.as_ref());
        modules.extend(taken_over.map(|from| (STANDARD.to_owned(), from.module.clone())));
        if let Some(inquiry) = &service.service.inquiry {
            let has = |page: &&Page| page.services.iter().any(|service| service.name == *inquiry.service);
            let told = provider.pages.iter().find(has);
            modules.extend(told.map(|page| (provider.name.clone(), page.slug.value.clone())));
        }
    }
    modules.iter().filter_map(|(provider, module)| book.feature(provider, module)).collect()
}

const HEAD: &str = r#"[package]
name = "snap-bi"
description = "Typed models, validators, response codes and endpoint metadata for SNAP, Indonesia's national open-API payment standard"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
authors.workspace = true
keywords = ["snap", "payments", "indonesia", "banking", "openapi"]
categories = ["api-bindings", "finance"]
readme = "../README.md"

[package.metadata.docs.rs]
all-features = true
rustdoc-args = ["--cfg", "docsrs"]

[lints]
workspace = true

[dependencies]
snap-core.workspace = true
snap-macros = { workspace = true, optional = true }
"#;

/// What features that are no provider's are called.
pub const FEATURES: [&str; 14] = [
    "all", "axum", "blocking", "chrono", "client", "default", "derive", "jiff", "metrics", "redis", "rsa-pure",
    "server", "signing", "testing",
];

/// Features that are no provider's.
const TAIL: &str = r#"# Signatures, keys, timestamps and external IDs, with RSA by AWS-LC.
signing = ["snap-core/aws-lc"]
# The HTTP client, a client of each provider, and `#[snap_service]` for services of one's own.
client = ["signing", "snap-core/client", "derive"]
# `#[derive(SnapModel)]` for messages of one's own.
derive = ["dep:snap-macros"]
# Calls for programs without an async runtime: `client::Blocking`.
blocking = ["client", "snap-core/blocking"]
# A bank in memory, for tests of who calls banks: `testing`.
testing = ["client", "snap-core/testing"]
# Servers: what a provider calls at its partners, and what a bank offers; `#[snap_service]` makes them.
server = ["client", "snap-core/server"]
# Servers behind axum's routers.
axum = ["server", "snap-core/axum"]
# Counters of servers.
metrics = ["server", "snap-core/metrics"]
# What processes of a server share, in Redis.
redis = ["server", "snap-core/redis"]
# RSA in pure Rust besides.
rsa-pure = ["snap-core/rsa-pure"]
# Dates of messages from and to the types of these two: `dates`.
chrono = ["snap-core/chrono"]
jiff = ["snap-core/jiff"]
"#;
