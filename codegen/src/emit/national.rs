//! What the runtime, every provider and the macro take from the national standard: response codes, header sets, signing
//! profiles, value lists and the token service. It is written once, into the runtime, and knows nothing but the runtime's own types.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::book::{Book, ProviderNames};
use crate::emit::plan::{EnumPlan, PagePlan, ServicePlan};
use crate::emit::{Draft, profiles, security, service, sharing};
use crate::ir::{Provider, STANDARD, TOKEN_SERVICE};

/// Where it is.
pub const FOLDER: &str = "snap-core/src/national";

/// The name by which the runtime knows its endpoint, whatever it is called on its page.
const TOKEN_ENDPOINT: &str = "ACCESS_TOKEN_B2B";

/// Whether the endpoint of a service is the runtime's: the standard's token service.
pub fn is_token(provider: &Provider, plan: &ServicePlan<'_>) -> bool {
    provider.name == STANDARD && plan.service.name == TOKEN_SERVICE
}

/// The endpoint of the runtime, under its name on the page.
pub fn token_endpoint(plan: &ServicePlan<'_>) -> TokenStream {
    let (there, here) = (format_ident!("{TOKEN_ENDPOINT}"), plan.endpoint.ident());
    let renamed = (there != here).then(|| quote!(as #here));
    quote! {
        pub use rt::national::token::#there #renamed;
    }
}

/// The files of the standard's shared data.
pub fn files(
    book: &Book<'_>,
    (standard, names): (&Provider, &ProviderNames),
    pages: &[PagePlan<'_>],
    values: &[EnumPlan<'_>],
) -> Vec<Draft> {
    let shared = standard.file_name.as_str();
    let mut parts = Vec::new();
    if let Some(tokens) = security::codes(standard) {
        let source = shared.replace("provider.yaml", "response-codes.yaml");
        parts.push(("codes", source, "Response codes of the national standard.", tokens));
    }
    if let Some(tokens) = profiles::file(book, standard, names) {
        let docs = "Header sets and signing profiles of the national standard.";
        parts.push(("profiles", shared.to_owned(), docs, tokens));
    }
    let token = pages.iter().find_map(|page| {
        let plan = page.services.iter().find(|plan| is_token(standard, plan))?;
        let endpoint = service::endpoint(book, standard, page.page, plan, &format_ident!("{TOKEN_ENDPOINT}"));
        Some((page.page.file_name.clone(), quote! { use crate as rt; #endpoint }))
    });
    if let Some((source, tokens)) = token {
        let docs = "The national token service: what a client asks for its token unless it is told otherwise.";
        parts.push(("token", source, docs, tokens));
    }
    if let Some(tokens) = sharing::file(values, &quote!(crate)) {
        let docs = "Value lists of the national standard that more than one page has.";
        parts.push(("values", shared.to_owned(), docs, tokens));
    }
    if !book.catalogue.maskable.is_empty() {
        let names = &book.catalogue.maskable;
        let tokens = quote! {
            #[doc = " Accounts and contacts: what [`Model::masked`](crate::Model::masked) shows the last characters of."]
            pub const MASKABLE: &[&str] = &[#(#names),*];
        };
        let source = "spec/glossary.yaml".to_owned();
        parts.push(("masking", source, "Members that may be shown in part, by their names.", tokens));
    }
    let modules: Vec<_> = parts.iter().map(|(name, ..)| format_ident!("{name}")).collect();
    let docs = "What all providers share: response codes, header sets, signing profiles, value lists and the token \
                service of the national standard.";
    parts.push(("mod", shared.to_owned(), docs, quote!(#(pub mod #modules;)*)));
    let draft = |(name, source, docs, tokens): (&str, String, &str, TokenStream)| Draft {
        path: format!("{FOLDER}/{name}.rs"),
        source,
        docs: docs.to_owned(),
        tokens,
    };
    parts.into_iter().map(draft).collect()
}
