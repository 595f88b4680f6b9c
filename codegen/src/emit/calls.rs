//! A table of every typed call, for the end-to-end tests: what they call grows with the spec.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::book::{Book, ProviderNames};
use crate::emit::client::{self, Call};
use crate::emit::plan::PagePlan;
use crate::ir::Provider;

/// Where the table is.
pub const PATH: &str = "tests/src/calls.rs";

/// The table.
pub fn file(book: &Book<'_>, pages: &[Vec<PagePlan<'_>>]) -> TokenStream {
    let table = |of: fn(&Provider, &ProviderNames, &[PagePlan<'_>]) -> Vec<TokenStream>| -> Vec<TokenStream> {
        let providers = book.catalogue.providers.iter().zip(&book.providers).zip(pages);
        providers.flat_map(|((provider, names), pages)| of(provider, names, pages)).collect()
    };
    let calls = table(|provider, names, pages| {
        let (_, client) = client::types(provider);
        let (_, calls) = client::calls(provider, names, pages);
        entries(provider, names, &client, calls)
    });
    let callbacks = table(|provider, names, pages| {
        let client = format_ident!("{}CallbacksClient", client::types(provider).0);
        entries(provider, names, &client, client::callbacks(names, pages))
    });
    quote! {
        use snap_bi::*;
        use crate::call::{Call, call};
        /// Every service that a partner calls.
        pub static CALLS: &[Call] = &[#(#calls),*];
        /// Every service that a provider calls.
        pub static CALLBACKS: &[Call] = &[#(#callbacks),*];
    }
}

fn entries(provider: &Provider, names: &ProviderNames, client: &Ident, calls: Vec<Call<'_>>) -> Vec<TokenStream> {
    let entry = |call: Call<'_>| {
        let (wire, provider) = (&provider.name, names.module.ident());
        let (service, method, module) = (&call.plan.service.name, call.name.ident(), call.page.module.ident());
        let request = call.plan.messages.first()?.structs.first()?.name.ident();
        Some(quote!(call!(#wire, #service, #provider::#client, #method, #provider::#module::#request)))
    };
    calls.into_iter().filter_map(entry).collect()
}
