//! How a message is made: from its mandatory members by name, and with a setter for each member.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::book::Book;
use crate::emit::docs;
use crate::emit::markdown::code;
use crate::emit::plan::{MemberPlan, RustType, StructPlan};

/// `new` of what the partner builds, and setters.
pub fn of(book: &Book<'_>, plan: &StructPlan<'_>) -> TokenStream {
    let name = plan.name.ident();
    let setters = plan.members.iter().map(|member| {
        let (ident, ty) = (member.name.ident(), member.ty.tokens());
        let setter = format_ident!("with_{}", member.name.text.trim_end_matches('_'));
        quote!(#setter => #ident: #ty)
    });
    let setters = (!plan.members.is_empty()).then(|| quote!(rt::setters!(#name { #(#setters),* });));
    let (mandatory, new) = if plan.built { new(book, plan) } else { (None, TokenStream::new()) };
    quote! {
        #mandatory
        #new
        #setters
    }
}

/// `new`, and the struct that it takes where there are several mandatory members: given by name, none is taken for
/// another, and the compiler says which one is missing.
fn new(book: &Book<'_>, plan: &StructPlan<'_>) -> (Option<TokenStream>, TokenStream) {
    let name = plan.name.ident();
    let musts: Vec<_> = plan.musts().collect();
    let idents: Vec<_> = musts.iter().map(|member| member.name.ident()).collect();
    let rest = if musts.len() == plan.members.len() {
        quote!(extra: rt::Extra::default(),)
    } else {
        quote!(..Self::default())
    };
    match (&plan.mandatory, musts.as_slice()) {
        (Some(mandatory), _) => {
            let mandatory = mandatory.ident();
            let borrows = musts.iter().any(|member| is_borrowed(&member.ty));
            let (of, any) = if borrows { (quote!(<'a>), quote!(<'_>)) } else { Default::default() };
            let doc = docs::attribute(&format!("Every mandatory member of [{}], by name.", code(&plan.name.text)));
            let members = musts.iter().map(|member| given(book, member));
            let values = musts.iter().map(|member| {
                let ident = member.name.ident();
                if is_borrowed(&member.ty) {
                    quote!(#ident: Some(m.#ident.to_owned()),)
                } else {
                    quote!(#ident: Some(m.#ident),)
                }
            });
            let declaration = quote! {
                #doc
                pub struct #mandatory #of {
                    #(#members)*
                }
            };
            let new = quote! {
                impl #name {
                    /// With every mandatory member.
                    #[must_use]
                    pub fn new(m: #mandatory #any) -> Self {
                        Self {
                            #(#values)*
                            #rest
                        }
                    }
                }
            };
            (Some(declaration), new)
        }
        (None, []) => {
            let new = quote! {
                impl #name {
                    /// Nothing is mandatory.
                    #[must_use]
                    pub fn new() -> Self {
                        Self::default()
                    }
                }
            };
            (None, new)
        }
        (None, musts) => {
            let parameters = musts.iter().map(|member| member.ty.tokens());
            let new = quote! {
                impl #name {
                    /// With what is mandatory.
                    #[must_use]
                    pub fn new(#(#idents: impl Into<#parameters>),*) -> Self {
                        Self {
                            #(#idents: Some(#idents.into()),)*
                            #rest
                        }
                    }
                }
            };
            (None, new)
        }
    }
}

/// A mandatory member as it is given.
fn given(book: &Book<'_>, member: &MemberPlan<'_>) -> TokenStream {
    let (ident, doc) = (member.name.ident(), docs::attribute(&docs::member(book.catalogue, member)));
    let ty = if is_borrowed(&member.ty) { quote!(&'a str) } else { member.ty.tokens() };
    quote! {
        #doc
        pub #ident: #ty,
    }
}

/// Texts are borrowed: literals and what the caller holds go in as they are.
const fn is_borrowed(ty: &RustType) -> bool {
    matches!(ty, RustType::Text)
}
