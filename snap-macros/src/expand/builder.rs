//! How a client is set up: by the runtime's builder, told where this provider gives tokens.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned as _;

use super::{docs, standard};
use crate::model::{Service, Signing, Token};

/// The constructor, and the token service that it names; nothing where who builds the client must know.
pub(crate) fn builder(service: &Service) -> TokenStream {
    let Some(token) = &service.token else { return TokenStream::new() };
    let runtime = &service.runtime;
    let doc = docs::builder(&service.title, token);
    let endpoint = endpoint(runtime, token);
    quote! {
        const __TOKEN_ENDPOINT: &'static #runtime::Endpoint = #endpoint;

        #[doc = #doc]
        pub fn builder(
            address: impl ::core::convert::AsRef<::core::primitive::str>,
            credentials: #runtime::Credentials,
        ) -> #runtime::ClientBuilder {
            <#runtime::Client>::builder(address, credentials).token_endpoint(Self::__TOKEN_ENDPOINT)
        }
    }
}

fn endpoint(runtime: &Path, token: &Token) -> TokenStream {
    let (provider, base_path, signing) = match token {
        // The constant of a client is a reference already: this one is followed.
        Token::Named(path) => return quote_spanned!(path.span()=> &#path),
        Token::Standard { provider, base_path, signing } => (provider, base_path, signing),
    };
    let standard = standard::token(runtime);
    let call = (!base_path.is_empty()).then(|| {
        let path = standard::token_path(base_path);
        quote!(.post(#path))
    });
    let signing = match signing {
        Signing::Standard(transaction) => {
            let name = standard::signing_name(*transaction);
            quote!(Self::#name)
        }
        Signing::Profile(path) => quote!(&#path),
    };
    quote! {
        &{
            let mut __endpoint = #standard #call.signing(#signing);
            __endpoint.provider = #provider;
            __endpoint
        }
    }
}
