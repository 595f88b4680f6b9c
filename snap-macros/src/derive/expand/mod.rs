//! From the checked model to what generated code looks like, or from mistakes to stubs.

mod construction;
mod message;
mod rule;
mod stub;
mod when;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::Path;

use super::check::Checked;
use super::model::{Answer, Outline};
use crate::mistakes::Mistakes;

/// What stands beside the struct. All but what callers name is out of sight of the module.
pub(crate) fn expand(checked: &Checked, mistakes: Mistakes) -> TokenStream {
    let outline = &checked.outline;
    let errors = mistakes.into_tokens();
    // Without a runtime nothing can be named, and for some types nothing can be written.
    let Some(runtime) = outline.runtime.as_ref().filter(|_| !outline.hopeless) else { return errors };
    let mandatory = construction::mandatory(outline);
    let model = match &checked.message {
        Some(message) => message::model(runtime, outline, message),
        None => stub::model(runtime, outline),
    };
    let construction = construction::of(runtime, outline);
    let answer = outline.answer.as_ref().map(|answer| self::answer(runtime, outline, answer));
    let ident = &outline.ident;
    quote! {
        #errors
        #mandatory
        #[allow(dead_code, deprecated, private_bounds, private_interfaces)]
        const _: () = {
            #model
            #runtime::impl_model_traits!(#ident);
            #construction
            #answer
        };
    }
}

/// What makes a response of a service of it.
fn answer(runtime: &Path, outline: &Outline, answer: &Answer) -> TokenStream {
    let ident = &outline.ident;
    let text = |method: TokenStream, member: &Ident| {
        quote! {
            fn #method(&self) -> ::core::option::Option<&::core::primitive::str> {
                ::core::option::Option::as_deref(&self.#member)
            }
        }
    };
    let code = answer.code.as_ref().map(|member| text(quote!(response_code), member));
    let message = answer.message.as_ref().map(|member| text(quote!(response_message), member));
    quote! {
        #[automatically_derived]
        impl #runtime::Answer for #ident {
            #code
            #message
        }
    }
}

/// A limit as a person writes it.
fn number(number: u32) -> Literal {
    Literal::u32_unsuffixed(number)
}
