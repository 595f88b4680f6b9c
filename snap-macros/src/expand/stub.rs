//! What stands in for the client when there are mistakes: the same names, so that the code around the trait is not
//! reported too.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{ItemTrait, Path, ReturnType, TraitItem, Type};

use super::client::conditions;
use super::service_trait::lenient;
use crate::check::Checked;

pub(crate) fn client(item: &ItemTrait, client: &Ident, checked: &Checked) -> TokenStream {
    let (vis, name) = (&item.vis, &item.ident);
    let conditions = conditions(item);
    // Without a runtime nothing that comes from it can be named; `new` takes what it is given.
    let Some(runtime) = &checked.runtime else {
        return quote! {
            #(#conditions)*
            #[doc(hidden)]
            #[allow(dead_code)]
            #vis struct #client;

            #(#conditions)*
            #[doc(hidden)]
            #[allow(dead_code, unused_variables)]
            impl #client {
                pub fn new<T>(client: T) -> Self {
                    Self
                }
            }
        };
    };
    let methods = checked.shapes.iter().map(|shape| {
        let (conditions, ident, response) = (&shape.conditions, &shape.ident, &shape.response);
        let (argument, request) = (&shape.argument, &shape.request);
        quote! {
            #(#conditions)*
            pub async fn #ident(
                &self,
                #argument: &#request,
            ) -> ::core::result::Result<#runtime::Reply<#response>, #runtime::SnapError> {
                ::core::unreachable!()
            }
        }
    });
    let mut named = HashSet::new();
    let constants = checked.shapes.iter().filter(|shape| named.insert(&shape.constant)).map(|shape| {
        let (conditions, constant) = (&shape.conditions, &shape.constant);
        quote! {
            #(#conditions)*
            pub const #constant: &'static #runtime::Endpoint = Self::__STUB;
        }
    });
    let builder = checked.has_builder.then(|| {
        quote! {
            pub fn builder(
                address: impl ::core::convert::AsRef<::core::primitive::str>,
                credentials: #runtime::Credentials,
            ) -> #runtime::ClientBuilder {
                #runtime::Client::builder(address, credentials)
            }
        }
    });
    let endpoint = endpoint(runtime);
    let implementation = implementation(item).map(|methods| {
        quote! {
            #(#conditions)*
            #[allow(warnings)]
            impl #name for #client {
                #methods
            }
        }
    });
    quote! {
        #(#conditions)*
        #[doc(hidden)]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #[allow(dead_code)]
        #vis struct #client {
            client: #runtime::Client,
        }

        #(#conditions)*
        #[doc(hidden)]
        #[allow(warnings)]
        impl #client {
            pub const ENDPOINTS: &'static [&'static #runtime::Endpoint] = &[];

            const __STUB: &'static #runtime::Endpoint = &#endpoint;

            #(#constants)*

            pub fn new(client: #runtime::Client) -> Self {
                Self { client }
            }

            #builder

            pub fn client(&self) -> &#runtime::Client {
                &self.client
            }

            pub fn with(&self, options: #runtime::CallOptions) -> Self {
                Self { client: self.client.with(options) }
            }

            #(#methods)*
        }

        #implementation
    }
}

/// Every method of the trait with its own signature; none if one of them cannot be written without knowing its body.
fn implementation(item: &ItemTrait) -> Option<TokenStream> {
    let generic = !item.generics.params.is_empty()
        || item.generics.where_clause.as_ref().is_some_and(|clause| !clause.predicates.is_empty());
    if generic || item.unsafety.is_some() || item.modifiers.auto_token.is_some() {
        return None;
    }
    item.items
        .iter()
        .map(|member| {
            let TraitItem::Fn(method) = member else { return None };
            if matches!(&method.sig.output, ReturnType::Type(_, ty) if matches!(**ty, Type::ImplTrait(_))) {
                return None;
            }
            let conditions = method.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
            let signature = lenient(&method.sig);
            Some(quote! {
                #(#conditions)*
                #signature { ::core::unreachable!() }
            })
        })
        .collect()
}

/// Metadata of nothing.
fn endpoint(runtime: &Path) -> TokenStream {
    quote!(#runtime::Endpoint::new(""))
}
