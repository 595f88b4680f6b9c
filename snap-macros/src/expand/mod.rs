//! From the checked model to tokens, or from mistakes to stubs.

mod behind_pointer;
mod builder;
mod client;
mod docs;
mod metadata;
mod server;
mod service_trait;
mod standard;
mod stub;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ItemTrait;
use syn::ext::IdentExt as _;

use crate::check::check;
use crate::mistakes::Mistakes;
use crate::model::Endpoint;
use crate::raw;

/// The whole macro. Whatever comes in, the item comes out again, with what was generated or with errors beside it.
pub(crate) fn snap_service(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item_trait = match syn::parse2::<ItemTrait>(item.clone()) {
        Ok(item_trait) => item_trait,
        Err(error) => {
            let error = not_a_trait(&item).unwrap_or(error).into_compile_error();
            return quote!(#error #item);
        }
    };
    let mut mistakes = Mistakes::default();
    let service = raw::Service::read(arguments, item_trait, &mut mistakes);
    let checked = check(&service, &mut mistakes);
    let client = client_name(&service.item.ident);
    let errors = mistakes.into_tokens();
    let Some(model) = &checked.service else {
        let stub = stub::client(&service.item, &client, &checked);
        let shapes: Vec<_> = checked.shapes.iter().collect();
        let server = checked.runtime.as_ref().map(|runtime| server::server(&service.item, &client, runtime, &shapes));
        let item = service_trait::rewrite(service.item, HashMap::new());
        return quote!(#errors #item #stub #server);
    };
    let generated = client::client(&service.item, &client, model);
    let pointed_at = behind_pointer::item(&service.item, model);
    let shapes: Vec<_> = model.endpoints.iter().map(|endpoint| &endpoint.shape).collect();
    let server = server::server(&service.item, &client, &model.runtime, &shapes);
    let add = |endpoint: &Endpoint| (endpoint.shape.index, service_trait::addition(&client, model, endpoint));
    let additions = model.endpoints.iter().map(add).collect();
    let item = service_trait::rewrite(service.item, additions);
    quote!(#item #pointed_at #generated #server)
}

/// `MyBankClient`
fn client_name(service: &Ident) -> Ident {
    format_ident!("{}Client", service.unraw(), span = service.span())
}

/// The word that says what the item is instead, if it can be found.
fn not_a_trait(item: &TokenStream) -> Option<syn::Error> {
    let mut tokens = item.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(_) => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {}
            TokenTree::Ident(word) if word == "pub" => {
                tokens.next_if(|next| matches!(next, TokenTree::Group(_)));
            }
            TokenTree::Ident(word) if word == "trait" => return None,
            token => {
                let message = "`#[snap_service]` stands on a trait: write `pub trait MyBank { … }`";
                return Some(syn::Error::new_spanned(token, message));
            }
        }
    }
    None
}
