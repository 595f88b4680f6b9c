//! A table of every typed call, for the end-to-end tests: what they call grows with the spec.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::book::Book;
use crate::emit::client;
use crate::emit::plan::PagePlan;

/// Where the table is.
pub const PATH: &str = "tests/src/calls.rs";

/// The table.
pub fn file(book: &Book<'_>, pages: &[Vec<PagePlan<'_>>]) -> TokenStream {
    let providers = book.catalogue.providers.iter().zip(&book.providers).zip(pages);
    let calls = providers.flat_map(|((provider, names), pages)| {
        let (_, client) = client::types(provider);
        let (_, calls) = client::calls(provider, names, pages);
        let entries = calls.into_iter().filter_map(|call| {
            let (wire, provider_module) = (&provider.name, names.module.ident());
            let (service, method, module) = (&call.plan.service.name, call.name.ident(), call.page.module.ident());
            let request = call.plan.messages.first()?.structs.first()?.name.ident();
            Some(quote!(
                call!(#wire, #service, #provider_module::#client, #method, #provider_module::#module::#request)
            ))
        });
        entries.collect::<Vec<_>>()
    });
    quote! {
        use snap_bi::*;
        use crate::call::{Call, call};
        /// Every service that a partner calls.
        pub static CALLS: &[Call] = &[#(#calls),*];
    }
}
