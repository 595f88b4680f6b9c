//! The client: a typed shell around the runtime's, one method per endpoint that the partner calls.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Attribute, FnArg, ItemTrait, Pat, Signature, TraitItem};

use super::builder;
use super::docs;
use super::metadata;
use crate::model::{Endpoint, Service};

pub(crate) fn client(item: &ItemTrait, client: &Ident, service: &Service) -> TokenStream {
    let runtime = &service.runtime;
    let (vis, name) = (&item.vis, &item.ident);
    let conditions = conditions(item);
    let doc = docs::client(&name.to_string(), service);
    let metadata = metadata::constants(service);
    let builder = builder::builder(service);
    let methods = service.called().map(|endpoint| method(runtime, endpoint));
    let implementation = implementation(item, client, service);
    quote! {
        #(#conditions)*
        #[doc = #doc]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #vis struct #client {
            client: #runtime::Client,
        }

        #(#conditions)*
        impl #client {
            #metadata

            /// Calls through this client: it knows where, with which credentials, and for how long.
            #[must_use]
            pub fn new(client: #runtime::Client) -> Self {
                Self { client }
            }

            #builder

            /// The client that this one calls through.
            #[must_use]
            pub fn client(&self) -> &#runtime::Client {
                &self.client
            }

            /// The same client with options for its calls, such as the token of a customer, besides those it had.
            #[must_use]
            pub fn with(&self, options: #runtime::CallOptions) -> Self {
                Self { client: self.client.with(options) }
            }

            #(#methods)*
        }

        #implementation
    }
}

/// The attributes of the trait that everything beside it must have too.
pub(crate) fn conditions(item: &ItemTrait) -> Vec<&Attribute> {
    item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
}

fn method(runtime: &syn::Path, endpoint: &Endpoint) -> TokenStream {
    let shape = &endpoint.shape;
    let (ident, request_type, response) = (&shape.ident, &shape.request, &shape.response);
    let (conditions, carried) = (&shape.conditions, &shape.carried);
    let call = docs::call(endpoint);
    let call =
        if carried.iter().any(|attribute| attribute.path().is_ident("doc")) { format!("\n{call}") } else { call };
    let errors = docs::ERRORS;
    let request = &shape.argument;
    let send = send(endpoint);
    quote! {
        #(#conditions)*
        #(#carried)*
        #[doc = #call]
        #[doc = #errors]
        pub async fn #ident(
            &self,
            #request: &#request_type,
        ) -> ::core::result::Result<#runtime::Reply<#response>, #runtime::SnapError> {
            #send
        }
    }
}

/// The call itself. A type that is no message breaks a bound in several places: at the argument, at the name of the call,
/// at the whole of it, and where it is awaited. The types are left to inference, and these tokens have the places of the
/// types, so that the compiler points there and repeats itself little. What they name is bound right before: a type may
/// come out of another macro, and names with its place would be looked for there.
fn send(endpoint: &Endpoint) -> TokenStream {
    let shape = &endpoint.shape;
    let (constant, argument) = (&shape.constant, &shape.argument);
    let client = Ident::new("__client", argument.span());
    let request = Ident::new("__request", shape.request.span());
    let call = Ident::new("call", shape.response.span());
    let metadata = quote!(Self::#constant);
    let call = match &endpoint.decode {
        None => quote_spanned!(argument.span()=> #client.#call(#metadata, #request).await),
        Some(decode) => {
            let decode =
                quote_spanned!(decode.span()=> move |__json: &[::core::primitive::u8]| #decode(#request, __json));
            quote_spanned!(argument.span()=> #client.call_as(#metadata, #request, #decode).await)
        }
    };
    quote! {
        let (#client, #request) = (&self.client, #argument);
        #call
    }
}

/// The trait for the client: callers who are generic over the trait get the response without its envelope.
fn implementation(item: &ItemTrait, client: &Ident, service: &Service) -> TokenStream {
    if !service.is_one_way() {
        return TokenStream::new();
    }
    let (name, runtime) = (&item.ident, &service.runtime);
    let conditions = conditions(item);
    let methods = service.endpoints.iter().map(|endpoint| {
        let shape = &endpoint.shape;
        let (ident, conditions, request) = (&shape.ident, &shape.conditions, &shape.argument);
        let signature = match item.items.get(shape.index) {
            Some(TraitItem::Fn(method)) => named(&method.sig, request).into_token_stream(),
            _ => TokenStream::new(),
        };
        quote! {
            #(#conditions)*
            #signature {
                ::core::result::Result::map(Self::#ident(self, &#request).await, #runtime::Reply::into_body)
            }
        }
    });
    quote! {
        #(#conditions)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl #name for #client {
            #(#methods)*
        }
    }
}

/// The signature with a name for the request, where the trait has none.
fn named(signature: &Signature, request: &Ident) -> Signature {
    let mut signature = signature.clone();
    for input in &mut signature.inputs {
        if let FnArg::Typed(argument) = input {
            *argument.pat = Pat::Verbatim(request.to_token_stream());
        }
    }
    signature
}
