//! The trait behind a pointer: futures in boxes, for whoever chooses the implementation at run time.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ItemTrait;
use syn::ext::IdentExt as _;

use super::client::conditions;
use super::docs;
use crate::model::{Endpoint, Service};

/// `DynMyBank`, which everything is that implements `MyBank`.
pub(crate) fn item(item: &ItemTrait, service: &Service) -> TokenStream {
    let (vis, name, runtime) = (&item.vis, &item.ident, &service.runtime);
    let pointed_at = format_ident!("Dyn{}", name.unraw(), span = name.span());
    let conditions = conditions(item);
    let doc = docs::behind_pointer(&name.to_string());
    let signature = |endpoint: &Endpoint| {
        let shape = &endpoint.shape;
        let (ident, argument, request, response) = (&shape.ident, &shape.argument, &shape.request, &shape.response);
        quote! {
            fn #ident<'__call>(
                &'__call self,
                #argument: #request,
            ) -> ::core::pin::Pin<::std::boxed::Box<
                dyn ::core::future::Future<Output = ::core::result::Result<#response, #runtime::SnapError>>
                    + ::core::marker::Send
                    + '__call
            >>
        }
    };
    let declared = service.endpoints.iter().map(|endpoint| {
        let (signature, conditions) = (signature(endpoint), &endpoint.shape.conditions);
        let doc = format!("As [`{name}::{}`].", endpoint.shape.ident);
        quote!(#(#conditions)* #[doc = #doc] #signature;)
    });
    let passed_on = service.endpoints.iter().map(|endpoint| {
        let shape = &endpoint.shape;
        let (ident, argument, conditions) = (&shape.ident, &shape.argument, &shape.conditions);
        let signature = signature(endpoint);
        quote! {
            #(#conditions)*
            #signature {
                ::std::boxed::Box::pin(<__Bank as #name>::#ident(self, #argument))
            }
        }
    });
    quote! {
        #(#conditions)*
        #[doc = #doc]
        #[allow(deprecated)]
        #vis trait #pointed_at: ::core::marker::Send + ::core::marker::Sync {
            #(#declared)*
        }

        #(#conditions)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl<__Bank: #name + ::core::marker::Send + ::core::marker::Sync> #pointed_at for __Bank {
            #(#passed_on)*
        }
    }
}
