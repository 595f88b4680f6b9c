//! A table of every typed server, for the end-to-end tests: what they serve grows with the spec.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::book::{Book, ProviderNames};
use crate::emit::client::{self, Call};
use crate::emit::plan::PagePlan;
use crate::ir::Provider;

/// Where the table is.
pub const PATH: &str = "tests/src/serves.rs";

/// The table.
pub fn file(book: &Book<'_>, pages: &[Vec<PagePlan<'_>>]) -> TokenStream {
    let providers = book.catalogue.providers.iter().zip(&book.providers).zip(pages);
    let served = providers.flat_map(|((provider, names), pages)| {
        let (service, _) = client::types(provider);
        let (_, calls) = client::calls(provider, names, pages);
        let callbacks = client::callbacks(names, pages);
        [
            entry(provider, names, &service, &calls),
            entry(provider, names, &format_ident!("{service}Callbacks"), &callbacks),
        ]
    });
    let served: Vec<_> = served.flatten().collect();
    quote! {
        use snap_bi::*;
        use crate::serve::{Served, served};
        /// Every trait that has a server.
        pub static SERVED: &[Served] = &[#(#served),*];
    }
}

fn entry(provider: &Provider, names: &ProviderNames, service: &Ident, calls: &[Call<'_>]) -> Option<TokenStream> {
    if calls.is_empty() {
        return None;
    }
    let (wire, module) = (&provider.name, names.module.ident());
    let named = |suffix: &str| format_ident!("{service}{suffix}");
    let (handler, server, client) = (named("Handler"), named("Server"), named("Client"));
    let methods = calls.iter().filter_map(|Call { page, plan, name, .. }| {
        let (name, page) = (name.ident(), page.module.ident());
        let root = |index: usize| Some(plan.messages.get(index)?.structs.first()?.name.ident());
        let (request, response) = (root(0)?, root(1)?);
        Some(match &plan.over {
            None => quote!(#name: #module::#page::#request => #module::#page::#response),
            Some(over) => {
                let over = over.ident();
                quote!(#name: #module::#page::#request => #module::#page::#over, of)
            }
        })
    });
    Some(quote!(served!(
        #wire,
        #module::#handler,
        #module::#server<crate::serve::Recorder>,
        #module::#client,
        { #(#methods;)* }
    )))
}
