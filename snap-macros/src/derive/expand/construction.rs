//! How a message is made: from its mandatory members by name, and with a setter for each member.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use syn::Path;
use syn::ext::IdentExt as _;

use super::super::model::{Kind, Member, Outline, Presence};

fn musts(outline: &Outline) -> impl Iterator<Item = &Member> {
    outline.fields.iter().filter(|member| member.presence == Some(Presence::Mandatory))
}

/// The name of the struct that `new` takes: where there are several mandatory members.
fn mandatory_name(outline: &Outline) -> Option<Ident> {
    if !outline.has_new || musts(outline).nth(1).is_none() {
        return None;
    }
    let name = outline.ident.unraw().to_string();
    // The request of a transfer is made from what is mandatory of a transfer.
    let of = name.strip_suffix("Request").filter(|stem| !stem.is_empty()).unwrap_or(&name);
    Some(format_ident!("{of}Mandatory", span = outline.ident.span()))
}

/// The struct that `new` takes. It stands beside the message, for callers name it.
pub(crate) fn mandatory(outline: &Outline) -> Option<TokenStream> {
    let (name, vis) = (mandatory_name(outline)?, &outline.vis);
    let doc = format!("Every mandatory member of [`{}`], by name.", outline.ident.unraw());
    let of = borrows(outline).then(|| quote!(<'a>));
    let members = musts(outline).map(|member| {
        let Member { ident, ty, wire, docs, .. } = member;
        let doc = if docs.is_empty() {
            let doc = format!("The member `{wire}`.");
            quote!(#[doc = #doc])
        } else {
            quote!(#(#docs)*)
        };
        // Texts are borrowed: literals and what the caller holds go in as they are.
        let ty = if is_borrowed(member) { quote!(&'a ::core::primitive::str) } else { ty.to_token_stream() };
        quote! {
            #doc
            pub #ident: #ty,
        }
    });
    Some(quote! {
        #[doc = #doc]
        #[allow(dead_code, private_interfaces)]
        #vis struct #name #of {
            #(#members)*
        }
    })
}

fn is_borrowed(member: &Member) -> bool {
    member.kind == Kind::Text
}

fn borrows(outline: &Outline) -> bool {
    musts(outline).any(is_borrowed)
}

/// `new`, and the setters.
pub(crate) fn of(runtime: &Path, outline: &Outline) -> TokenStream {
    let name = &outline.ident;
    let new = outline.has_new.then(|| new(outline));
    let setters = outline.fields.iter().map(|Member { ident, ty, .. }| {
        let setter = format_ident!("with_{}", ident.unraw().to_string().trim_end_matches('_'), span = ident.span());
        quote!(#setter => #ident: #ty)
    });
    let setters = (!outline.fields.is_empty()).then(|| quote!(#runtime::setters!(#name { #(#setters),* });));
    quote!(#new #setters)
}

fn new(outline: &Outline) -> TokenStream {
    let name = &outline.ident;
    let musts: Vec<_> = musts(outline).collect();
    let default = quote!(<Self as ::core::default::Default>::default());
    let some = quote!(::core::option::Option::Some);
    let (doc, parameters, made) = match (mandatory_name(outline), musts.as_slice()) {
        (Some(mandatory), musts) => {
            let any = borrows(outline).then(|| quote!(<'_>));
            let values: Vec<_> = musts
                .iter()
                .map(|member| {
                    let ident = &member.ident;
                    let owned = if is_borrowed(member) {
                        quote!(::std::borrow::ToOwned::to_owned(__mandatory.#ident))
                    } else {
                        quote!(__mandatory.#ident)
                    };
                    quote!(#ident: #some(#owned),)
                })
                .collect();
            let made = quote!(Self { #(#values)* ..#default });
            ("With every mandatory member.", quote!(__mandatory: #mandatory #any), made)
        }
        (None, [Member { ident, ty, .. }]) => (
            "With what is mandatory.",
            quote!(#ident: impl ::core::convert::Into<#ty>),
            quote!(Self { #ident: #some(::core::convert::Into::into(#ident)), ..#default }),
        ),
        (None, _) => ("Nothing is mandatory.", TokenStream::new(), default),
    };
    quote! {
        impl #name {
            #[doc = #doc]
            #[must_use]
            #[allow(clippy::new_without_default)]
            pub fn new(#parameters) -> Self {
                #made
            }
        }
    }
}
