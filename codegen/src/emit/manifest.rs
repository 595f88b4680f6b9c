//! The generated crate's `Cargo.toml`: one feature per provider, with what it needs of the others.

use std::collections::BTreeSet;

use crate::emit::book::{Book, ProviderNames};
use crate::emit::markdown::one_line;
use crate::emit::plan::PagePlan;
use crate::ir::{Field, Provider, STANDARD, Type};

/// The manifest. The pages are those of each provider.
pub fn manifest(book: &Book<'_>, pages: &[Vec<PagePlan<'_>>]) -> String {
    let mut text = String::from(HEAD);
    text.push_str("\n[features]\n");
    let list = |names: &[&str]| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let all: Vec<_> = book.providers.iter().map(ProviderNames::feature).collect();
    text.push_str("# A newcomer sees everything; a build that minds its time names its providers.\n");
    text.push_str(&format!("default = [{}]\n", list(&all)));
    for ((provider, names), pages) in book.catalogue.providers.iter().zip(&book.providers).zip(pages) {
        let needs = needs(provider, pages);
        let needs: Vec<_> = needs.iter().filter_map(|name| book.provider(name)).map(ProviderNames::feature).collect();
        text.push_str(&format!("# {}\n{} = [{}]\n", one_line(&provider.title), names.feature(), list(&needs)));
    }
    text.push_str(TAIL);
    text
}

/// Providers whose types this one refers to.
fn needs(provider: &Provider, pages: &[PagePlan<'_>]) -> BTreeSet<String> {
    let mut needs = BTreeSet::new();
    for page in pages {
        for service in &page.services {
            if service.messages.iter().any(|message| message.from.is_some()) {
                needs.insert(STANDARD.to_owned());
            }
            for (_, message) in service.service.messages() {
                named(&message.fields, &mut needs);
            }
        }
    }
    needs.remove(&provider.name);
    needs
}

fn named(fields: &[Field], needs: &mut BTreeSet<String>) {
    for field in fields {
        named_in(&field.ty, needs);
    }
}

fn named_in(ty: &Type, needs: &mut BTreeSet<String>) {
    match ty {
        Type::Named(name) => {
            needs.insert(name.provider.clone());
        }
        Type::Object(shape) => named(shape.fields.as_deref().unwrap_or_default(), needs),
        Type::Array(array) => named_in(&array.item, needs),
        Type::Map(item) => named_in(item, needs),
        _ => {}
    }
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
categories = ["api-bindings"]

[package.metadata.docs.rs]
all-features = true

[lints]
workspace = true

[dependencies]
snap-core.workspace = true
snap-macros = { workspace = true, optional = true }
"#;

/// Features that are no provider's.
const TAIL: &str = r#"# Signatures, keys, timestamps and external IDs, with RSA by AWS-LC.
signing = ["snap-core/aws-lc"]
# The HTTP client.
client = ["signing", "snap-core/client"]
# `#[snap_service]`, for services of one's own.
macros = ["client", "dep:snap-macros"]
# RSA in pure Rust besides.
rsa-pure = ["snap-core/rsa-pure"]
"#;
