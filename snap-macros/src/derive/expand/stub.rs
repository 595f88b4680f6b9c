//! What stands in for the message when there are mistakes: the same names, so that the code around it is not reported too.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::super::model::Outline;

pub(crate) fn model(runtime: &Path, outline: &Outline) -> TokenStream {
    let ident = &outline.ident;
    quote! {
        #[automatically_derived]
        #[allow(unused_variables)]
        impl #runtime::Model for #ident {
            const NAME: &'static ::core::primitive::str = "";
            fn read(object: &mut #runtime::ObjectReader<'_>) -> Self {
                ::core::unreachable!()
            }
            fn members(&self, members: &mut #runtime::Members<'_, '_>) {}
        }
    }
}
