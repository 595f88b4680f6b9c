//! Structs: members, construction, reading and writing.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::book::Book;
use crate::emit::plan::{MemberPlan, RustType, StructPlan};
use crate::emit::{docs, rules};
use crate::spec::field::Presence;

/// A struct with everything that belongs to it.
pub fn structure(book: &Book<'_>, plan: &StructPlan<'_>) -> TokenStream {
    let name = plan.name.ident();
    let doc = docs::attribute(&docs::structure(plan));
    let members = plan.members.iter().map(|member| {
        let (doc, ident, ty) =
            (docs::attribute(&docs::member(book.catalogue, member)), member.name.ident(), member.ty.tokens());
        quote! {
            #doc
            pub #ident: Option<#ty>,
        }
    });
    let construction = if plan.built { construction(plan) } else { TokenStream::new() };
    let text = &plan.name.text;
    let reads = plan.members.iter().map(read);
    let writes = plan.members.iter().map(write);
    let rules = rules::rules(plan);
    quote! {
        #doc
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#members)*
            /// Members that the table lacks, and values that came in another form than promised.
            pub extra: rt::Extra,
        }
        #construction
        impl rt::Model for #name {
            const NAME: &'static str = #text;
            fn read(o: &mut rt::ObjectReader<'_>) -> Self {
                Self {
                    #(#reads)*
                    extra: o.rest(),
                }
            }
            fn write(&self, o: &mut rt::ObjectWriter<'_>) {
                o.begin(&self.extra);
                #(#writes)*
                o.end(&self.extra);
            }
            fn rules(&self, c: &mut rt::Check<'_>) {
                #rules
            }
        }
    }
}

fn read(member: &MemberPlan<'_>) -> TokenStream {
    let (ident, wire) = (member.name.ident(), &member.field.name);
    let names = &member.field.accept.names;
    if names.is_empty() { quote!(#ident: o.take(#wire),) } else { quote!(#ident: o.take_alias(#wire, &[#(#names),*]),) }
}

fn write(member: &MemberPlan<'_>) -> TokenStream {
    let (ident, wire) = (member.name.ident(), &member.field.name);
    if member.field.sensitive {
        quote!(o.put_secret(#wire, &self.#ident);)
    } else {
        quote!(o.put(#wire, &self.#ident);)
    }
}

/// `new` with the mandatory members, a setter for each of the others.
fn construction(plan: &StructPlan<'_>) -> TokenStream {
    let name = plan.name.ident();
    let mandatory: Vec<_> = plan.members.iter().filter(|m| m.field.presence == Presence::M).collect();
    let optional: Vec<_> = plan.members.iter().filter(|m| m.field.presence != Presence::M).collect();
    let setters = optional.iter().map(|member| {
        let (ident, ty) = (member.name.ident(), member.ty.tokens());
        let setter = format_ident!("with_{}", member.name.text.trim_end_matches('_'));
        quote!(#setter => #ident: #ty)
    });
    let setters = (!optional.is_empty()).then(|| quote!(rt::setters!(#name { #(#setters),* });));
    let idents: Vec<_> = mandatory.iter().map(|member| member.name.ident()).collect();
    let parameters = mandatory.iter().map(|member| parameter(&member.ty));
    let rest = if optional.is_empty() { quote!(extra: rt::Extra::default(),) } else { quote!(..Self::default()) };
    let many = (mandatory.len() > 7).then(|| {
        quote!(#[expect(clippy::too_many_arguments, reason = "one for each mandatory member, in the order of the page")])
    });
    let new = if mandatory.is_empty() {
        quote! {
            /// Nothing is mandatory.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        }
    } else {
        quote! {
            /// With every mandatory member.
            #many
            #[must_use]
            pub fn new(#(#idents: #parameters),*) -> Self {
                Self {
                    #(#idents: Some(#idents.into()),)*
                    #rest
                }
            }
        }
    };
    quote! {
        impl #name {
            #new
        }
        #setters
    }
}

/// Anything that turns into the member's type.
fn parameter(ty: &RustType) -> TokenStream {
    let ty = ty.tokens();
    quote!(impl Into<#ty>)
}
