//! What a provider calls at its partners: the trait of which `#[snap_service]` makes a server.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::book::ProviderNames;
use crate::emit::client::{callbacks, method, types};
use crate::emit::docs;
use crate::emit::markdown::plain;
use crate::emit::plan::PagePlan;
use crate::ir::Provider;

/// The file with the trait; none where the provider calls nobody.
pub fn file(provider: &Provider, names: &ProviderNames, pages: &[PagePlan<'_>]) -> Option<TokenStream> {
    let calls = callbacks(names, pages);
    if calls.is_empty() {
        return None;
    }
    let title = plain(&provider.title);
    let (service, _) = types(provider);
    let service = format_ident!("{service}Callbacks");
    let methods = calls.iter().map(|call| method(provider, call));
    let doc = docs::attribute(&format!(
        "What {title} calls at its partners, as `#[snap_service]` reads it. With the feature `server`, who handles the calls \
         implements `{service}Handler`, and `{service}Server` verifies them. [`{service}Client`] makes them, for who plays {title}."
    ));
    Some(quote! {
        use snap_core as rt;
        #doc
        #[snap_macros::snap_service(crate = snap_core, title = #title)]
        pub trait #service {
            #(#methods)*
        }
    })
}
