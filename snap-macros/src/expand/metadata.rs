//! The metadata: one constant per endpoint, and the table of them.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned as _;

use super::{docs, standard};
use crate::model::{
    Codes, DIRECTIONS, Direction, Effect, Endpoint, Headers, Location, Metadata, Method, Parameter, Service, Signing,
    Token, Written, word,
};

/// The constants of a client: `ENDPOINTS`, one for each endpoint, and what of the standard they refer to.
pub(crate) fn constants(service: &Service) -> TokenStream {
    let runtime = &service.runtime;
    let endpoints = service.endpoints.iter().map(|endpoint| constant(runtime, endpoint));
    let table = service.endpoints.iter().map(|endpoint| {
        let (conditions, constant) = (&endpoint.shape.conditions, &endpoint.shape.constant);
        quote!(#(#conditions)* Self::#constant)
    });
    let shared = shared(service);
    quote! {
        #shared

        /// Metadata of every endpoint of the trait, in its order; those that the provider calls among them.
        pub const ENDPOINTS: &'static [&'static #runtime::Endpoint] = &[#(#table),*];

        #(#endpoints)*
    }
}

/// What several endpoints refer to and the runtime does not have, once.
fn shared(service: &Service) -> TokenStream {
    let runtime = &service.runtime;
    let mut signing = BTreeSet::new();
    let mut codes = false;
    for endpoint in service.written() {
        if let Signing::Standard(transaction) = &endpoint.signing {
            signing.insert(*transaction);
        }
        codes |= matches!(endpoint.codes, Codes::None);
    }
    if let Some(Token::Standard { signing: Signing::Standard(transaction), .. }) = &service.token {
        signing.insert(*transaction);
    }
    let signing = signing.into_iter().map(|transaction| {
        let (name, value) = (standard::signing_name(transaction), standard::signing(runtime, transaction));
        quote!(const #name: &'static #runtime::SigningProfile = &#value;)
    });
    let codes = codes.then(|| {
        let name = standard::no_codes_name();
        quote!(const #name: &'static #runtime::CodeTable = &#runtime::CodeTable::new(&[]);)
    });
    quote!(#(#signing)* #codes)
}

fn constant(runtime: &Path, endpoint: &Endpoint) -> TokenStream {
    let (ident, conditions) = (&endpoint.shape.constant, &endpoint.shape.conditions);
    let direction = variant(match endpoint.direction {
        Direction::Outbound => "Outbound",
        Direction::Inbound => "Inbound",
    });
    let (doc, value) = match &endpoint.metadata {
        Metadata::Named(path) => {
            let doc = format!("Metadata, {}: [`{}`].", word(DIRECTIONS, &endpoint.direction), docs::link(path));
            (doc, named(runtime, path, &direction))
        }
        Metadata::Written(written) => {
            let doc = format!("{}, {}: {}", written.title, word(DIRECTIONS, &endpoint.direction), docs::call(endpoint));
            (doc, self::written(runtime, written, &direction))
        }
    };
    quote! {
        #(#conditions)*
        #[doc = #doc]
        pub const #ident: &'static #runtime::Endpoint = #value;
    }
}

/// A static, which says itself who calls whom. If that is not what the trait says, the client would have a method for
/// what it cannot call.
fn named(runtime: &Path, path: &Path, direction: &Ident) -> TokenStream {
    let message = match direction {
        outbound if outbound == "Outbound" => "the provider calls this endpoint: write `direction = inbound`",
        _ => "the partner calls this endpoint: leave `direction` out",
    };
    quote_spanned! {path.span()=>
        {
            ::core::assert!(::core::matches!(#path.direction, #runtime::Direction::#direction), #message);
            &#path
        }
    }
}

fn written(runtime: &Path, endpoint: &Written, direction: &Ident) -> TokenStream {
    let Written { service, provider, title, code, path, version, source, .. } = endpoint;
    let method = variant(match endpoint.method {
        Method::Get => "get",
        Method::Post => "post",
        Method::Put => "put",
        Method::Delete => "delete",
    });
    let effect = variant(match endpoint.effect {
        Effect::Read => "Read",
        Effect::ChangesState => "ChangesState",
        Effect::MovesMoney => "MovesMoney",
    });
    let status = endpoint.status.as_ref().map(|status| quote!(.status(#status)));
    let signed_path = endpoint.signed_path.as_ref().map(|path| quote!(.signed_path(#path)));
    let headers = match &endpoint.headers {
        Headers::Standard(set) => {
            let set = standard::headers(runtime, *set);
            quote!(&#set)
        }
        Headers::Set(path) => quote!(&#path),
    };
    let signing = match &endpoint.signing {
        Signing::Standard(transaction) => {
            let name = standard::signing_name(*transaction);
            quote!(Self::#name)
        }
        Signing::Profile(path) => quote!(&#path),
    };
    let codes = match &endpoint.codes {
        Codes::National => {
            let table = standard::codes(runtime);
            quote!(&#table)
        }
        Codes::None => {
            let name = standard::no_codes_name();
            quote!(Self::#name)
        }
        Codes::Table(path) => quote!(&#path),
    };
    let header_values = endpoint.header_values.iter().map(|(name, value)| quote!((#name, #value)));
    let parameters = endpoint.parameters.iter().map(|parameter| self::parameter(runtime, parameter));
    quote! {
        &#runtime::Endpoint::new(#provider)
            .service(#service)
            .title(#title)
            .code(#code)
            .#method(#path)
            #signed_path
            .version(#version)
            .direction(#runtime::Direction::#direction)
            .effect(#runtime::Effect::#effect)
            #status
            .headers(#headers)
            .header_values(&[#(#header_values),*])
            .signing(#signing)
            .parameters(&[#(#parameters),*])
            .codes(#codes)
            .source(#source)
    }
}

fn parameter(runtime: &Path, parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let at = variant(match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
    });
    // The members of a service that is written by hand are what they say.
    quote!(#runtime::Parameter::#at(#name))
}

/// A variant or a function of the runtime.
pub(crate) fn variant(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
