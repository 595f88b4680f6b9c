//! Enums over value lists: what is unknown is kept.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs;
use crate::emit::markdown::{code, plain};
use crate::emit::names::repeat_themselves;
use crate::emit::plan::EnumPlan;

/// An enum with everything that belongs to it.
pub fn enumeration(plan: &EnumPlan<'_>) -> TokenStream {
    let name = plan.name.ident();
    let doc = docs::attribute(&docs::enumeration(plan));
    let variants = plan.variants.iter().map(|(name, value, meaning)| {
        let ident = name.ident();
        let doc = docs::attribute(&words(value, *meaning));
        quote! {
            #doc
            #ident,
        }
    });
    let wire = plan.variants.iter().map(|(name, value, _)| {
        let ident = name.ident();
        quote!(#ident => #value)
    });
    let alike =
        allow_alike(&plan.name.text, plan.variants.iter().map(|(name, ..)| name.text.as_str()).chain(["Other"]));
    quote! {
        #doc
        #alike
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that the table does not list.
            Other(String),
        }
        rt::open_enum!(#name { #(#wire),* });
    }
}

/// What the documentation of a variant says.
pub fn words(value: &str, meaning: Option<&str>) -> String {
    match meaning.filter(|meaning| !meaning.is_empty()) {
        Some(meaning) => format!("{}: {}", code(value), plain(&docs::sentence(meaning))),
        None => format!("{}.", code(value)),
    }
}

/// Leave to have variants that repeat themselves, where they do.
pub fn allow_alike<'n>(name: &str, variants: impl Iterator<Item = &'n str>) -> Option<TokenStream> {
    let reason = "the words are those of the page";
    repeat_themselves(name, &variants.collect::<Vec<_>>())
        .then(|| quote!(#[allow(clippy::enum_variant_names, reason = #reason)]))
}
