//! The model becomes Rust: a pure function from [`Catalogue`] to files. One file per kind of item.

mod book;
mod callbacks;
mod calls;
mod certification;
mod client;
mod conditions;
mod construction;
mod docs;
mod enums;
mod inquiries;
mod landing;
mod lists;
mod manifest;
mod markdown;
mod model;
pub mod names;
mod naming;
pub mod national;
mod plan;
mod planner;
mod print;
mod profiles;
mod provider;
mod roots;
mod rules;
mod samples;
mod security;
mod serves;
mod service;
mod serving;
mod sharing;
mod taken;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::emit::book::{Book, ProviderNames};
use crate::emit::markdown::plain;
use crate::emit::plan::{EnumPlan, PagePlan};
use crate::emit::rules::RuleBook;
use crate::ir::{Catalogue, Corrected, Placed, Provider, STANDARD};
use crate::write::PlannedFile;

pub use print::mark;

/// The emitter wrote something that is no Rust. Always a mistake of ours.
#[derive(Debug, thiserror::Error)]
#[error("the emitter produced no Rust for {path}: {message}; please report this with the spec that caused it")]
pub struct EmitError {
    /// The file.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

const ROOT: &str = "generated/src/providers";

/// Every file of the generated crate except the hand-written `lib.rs`, and what the runtime knows of the standard.
///
/// # Errors
/// When the emitter itself is wrong.
pub fn emit(catalogue: &Catalogue) -> Result<Vec<PlannedFile>, EmitError> {
    let book = Book::new(catalogue);
    let (pages, values) = plans(&book);
    let mut files = vec![PlannedFile {
        path: "generated/Cargo.toml".to_owned(),
        bytes: format!("# {}\n{}", mark("spec"), manifest::manifest(&book, &pages)).into_bytes(),
        source: "spec".to_owned(),
    }];
    files.push(PlannedFile {
        path: landing::PATH.to_owned(),
        bytes: format!("<!-- {} -->\n\n{}", mark("spec"), landing::table(&book)).into_bytes(),
        source: "spec".to_owned(),
    });
    for (provider, names) in book.catalogue.providers.iter().zip(&book.providers) {
        let texts = [
            ("samples", samples::file(provider)),
            ("examples", samples::examples(catalogue, provider)),
            ("certification", certification::file(provider)),
        ];
        files.extend(texts.map(|(name, text)| PlannedFile {
            path: format!("{ROOT}/{}/{name}.json", names.module.text),
            bytes: text.into_bytes(),
            source: provider.file_name.clone(),
        }));
    }
    for draft in drafts_of(&book, &pages, &values) {
        let bytes = print::rust(&draft.path, &draft.source, &draft.docs, draft.tokens)?;
        files.push(PlannedFile { path: draft.path, bytes, source: draft.source });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// A Rust file before it is printed: printing is most of the work.
#[derive(Debug)]
pub struct Draft {
    /// Path below the project's root, with forward slashes.
    pub path: String,
    /// The spec file that it comes from.
    pub source: String,
    /// Documentation of the module.
    pub docs: String,
    /// Its items.
    pub tokens: TokenStream,
}

/// The Rust files of [`emit`], not printed.
#[must_use]
pub fn drafts(catalogue: &Catalogue) -> Vec<Draft> {
    let book = Book::new(catalogue);
    let (pages, values) = plans(&book);
    drafts_of(&book, &pages, &values)
}

/// The pages of each provider, and the enums that they share.
fn plans<'a>(book: &Book<'a>) -> (Vec<Vec<PagePlan<'a>>>, Vec<Vec<EnumPlan<'a>>>) {
    let mut pages = planner::pages(book);
    let values = sharing::share(book, &mut pages);
    (pages, values)
}

fn drafts_of(book: &Book<'_>, pages: &[Vec<PagePlan<'_>>], values: &[Vec<EnumPlan<'_>>]) -> Vec<Draft> {
    let mut out = Out { drafts: Vec::new() };
    let docs = "One module per provider, each behind the feature of its name.";
    out.rust("mod.rs", "spec", docs, provider::providers(book));
    for (((provider, names), pages), values) in
        book.catalogue.providers.iter().zip(&book.providers).zip(pages).zip(values)
    {
        if provider.name == STANDARD {
            out.drafts.extend(national::files(book, (provider, names), pages, values));
        }
        provider_files(book, (provider, names), (pages, values), &mut out);
    }
    out.drafts.push(Draft {
        path: calls::PATH.to_owned(),
        source: "spec".to_owned(),
        docs: "Every typed call, by name.".to_owned(),
        tokens: calls::file(book, pages),
    });
    out.drafts.push(Draft {
        path: serves::PATH.to_owned(),
        source: "spec".to_owned(),
        docs: "Every typed server, by name.".to_owned(),
        tokens: serves::file(book, pages),
    });
    out.drafts
}

struct Out {
    drafts: Vec<Draft>,
}

impl Out {
    fn rust(&mut self, path: &str, source: &str, docs: &str, tokens: TokenStream) {
        let path = format!("{ROOT}/{path}");
        self.drafts.push(Draft { path, source: source.to_owned(), docs: docs.to_owned(), tokens });
    }
}

fn provider_files(
    book: &Book<'_>,
    (provider, names): (&Provider, &ProviderNames),
    (pages, values): (&[PagePlan<'_>], &[EnumPlan<'_>]),
    out: &mut Out,
) {
    let (name, title) = (&names.module.text, plain(&provider.title));
    let tokens = provider::module(book, (provider, names), (pages, values));
    out.rust(&format!("{name}/mod.rs"), &provider.file_name, &provider::module_docs(provider, pages), tokens);
    let docs = format!("Messages of {title}.");
    out.rust(&format!("{name}/messages.rs"), &provider.file_name, &docs, provider::messages(names, pages));
    let own = provider.name != STANDARD;
    if let Some(tokens) = security::codes(provider).filter(|_| !security::has_national_codes(book, provider)) {
        let source = provider.file_name.replace("provider.yaml", "response-codes.yaml");
        out.rust(&format!("{name}/codes.rs"), &source, &format!("Response codes of {title}."), tokens);
    }
    if let Some(tokens) = profiles::file(book, provider, names).filter(|_| own) {
        let docs = format!("Header sets and signing profiles of {title}.");
        out.rust(&format!("{name}/profiles.rs"), &provider.file_name, &docs, tokens);
    }
    if let Some(tokens) = sharing::file(values, &quote!(snap_core)).filter(|_| own) {
        let docs = format!("Value lists that pages of {title} share.");
        out.rust(&format!("{name}/values.rs"), &provider.file_name, &docs, tokens);
    }
    if client::has_client(pages) {
        let docs = format!("The client of {title}.");
        let tokens = client::file(provider, names, pages);
        out.rust(&format!("{name}/client.rs"), &provider.file_name, &docs, tokens);
    }
    if let Some(tokens) = callbacks::file(provider, names, pages) {
        let docs = format!("What {title} calls at its partners.");
        out.rust(&format!("{name}/callbacks.rs"), &provider.file_name, &docs, tokens);
    }
    for plan in pages {
        let rules = RuleBook::default();
        let (module, source) = (format!("{name}/{}", plan.module.text), &plan.page.file_name);
        if !plan.enums.is_empty() {
            let items = plan.enums.iter().map(enums::enumeration);
            let tokens = quote! { use snap_core as rt; #(#items)* };
            out.rust(&format!("{module}/enums.rs"), source, "Value lists of this page.", tokens);
        }
        if !plan.types.is_empty() {
            let items = plan.types.iter().map(|ty| model::structure(book, ty, &rules));
            let names = plan.types.iter().map(|ty| ty.name.ident());
            let tokens = rules::using(quote! { #(#items)* rt::impl_model_traits!(#(#names),*); });
            let file = format!("{module}/{}.rs", provider::types_file(plan));
            out.rust(&file, source, "Named types of this page.", tokens);
        }
        for service in &plan.services {
            let docs = format!("{}.", docs::titled(service.service));
            for (name, tokens) in service::files(book, provider, plan.page, service, &rules) {
                out.rust(&format!("{module}/{name}.rs"), source, &docs, tokens);
            }
        }
        let inquiries = inquiries::file(provider, names, pages, plan);
        let asks = inquiries.is_some();
        if let Some(tokens) = inquiries {
            let docs = "How it is asked what became of calls of this page.";
            out.rust(&format!("{module}/inquiries.rs"), source, docs, tokens);
        }
        let shared = rules.file();
        out.rust(
            &format!("{module}/mod.rs"),
            source,
            &provider::page_docs(plan),
            provider::page(plan, shared.is_some(), asks),
        );
        if let Some(tokens) = shared {
            let docs = "What the values of this page must be, and when its members must be there.";
            out.rust(&format!("{module}/rules.rs"), source, docs, tokens);
        }
    }
}

/// A value of the model is emitted as what it is: its place stays in the spec.
impl<T: ToTokens> ToTokens for Placed<T> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.value.to_tokens(tokens);
    }
}

impl<T: ToTokens> ToTokens for Corrected<T> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.holds.to_tokens(tokens);
    }
}
