//! The message itself: how it is read, and one line for each member, written and checked by it.

use heck::ToShoutySnakeCase as _;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Path;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;

use super::super::model::{Demand, Kind, Member, Message, Need, Outline, Relation, Rule, Span as Time};
use super::{number, rule, when};

pub(crate) fn model(runtime: &Path, outline: &Outline, message: &Message) -> TokenStream {
    let (ident, name, extra) = (&outline.ident, &message.name, &message.extra);
    let reads = outline.fields.iter().map(|Member { ident, wire, ty, .. }| {
        // A type that is no value of a message is an error at that type.
        let take = Ident::new("take", Span::call_site().located_at(ty.span()));
        quote!(#ident: __object.#take(#wire),)
    });
    let relations = relations(runtime, &message.relations);
    let mut constants = Constants::default();
    let members: Vec<_> = outline.fields.iter().zip(&message.demands).collect();
    let lines: Vec<_> = members.iter().map(|(member, demand)| line(runtime, member, demand, &mut constants)).collect();
    let nullable: Vec<_> =
        members.iter().filter(|(_, demand)| demand.nullable).map(|(member, _)| &member.wire).collect();
    let nullable = (!nullable.is_empty()).then(|| quote!(__members.nullable(&[#(#nullable),*]);));
    let code = outline.answer.as_ref().and_then(|answer| answer.code.as_ref());
    let code = code.map(|code| quote!(__members.response(::core::option::Option::as_deref(&self.#code));));
    let constants = constants.items;
    quote! {
        #(#constants)*

        #[automatically_derived]
        impl #runtime::Model for #ident {
            const NAME: &'static ::core::primitive::str = #name;
            #relations
            fn read(__object: &mut #runtime::ObjectReader<'_>) -> Self {
                Self {
                    #(#reads)*
                    #extra: __object.rest(),
                }
            }
            fn members(&self, __members: &mut #runtime::Members<'_, '_>) {
                #nullable
                __members.object(&self.#extra, &[]);
                #code
                #(#lines)*
            }
        }
    }
}

/// Rules and needs as constants: what is said twice is one of them.
#[derive(Default)]
struct Constants {
    known: Vec<(String, Ident)>,
    items: Vec<TokenStream>,
}

impl Constants {
    /// The name of a constant, which is written on first use. Its number keeps names apart that differ in case only.
    fn name(
        &mut self,
        prefix: &str,
        member: &Member,
        value: &TokenStream,
        write: impl FnOnce(&Ident) -> TokenStream,
    ) -> Ident {
        let text = value.to_string();
        if let Some((_, name)) = self.known.iter().find(|(known, _)| *known == text) {
            return name.clone();
        }
        let mut name = format!("{prefix}_{}", member.ident.unraw().to_string().to_shouty_snake_case());
        if self.known.iter().any(|(_, other)| *other == name) {
            name = format!("{name}_{}", self.known.len());
        }
        let name = Ident::new(&name, Span::call_site());
        self.items.push(write(&name));
        self.known.push((text, name.clone()));
        name
    }
}

fn line(runtime: &Path, member: &Member, demand: &Demand, constants: &mut Constants) -> TokenStream {
    let wire = &member.wire;
    // As above.
    let mut ident = member.ident.clone();
    ident.set_span(ident.span().located_at(member.ty.span()));
    let value = quote_spanned!(Span::call_site().located_at(member.ty.span())=> &self.#ident);
    let need = need(runtime, member, &demand.need, constants);
    let secret = |plain: &str| format_ident!("{}{plain}", if demand.sensitive { "secret_" } else { "" });
    if member.kind == Kind::Text && is_length_at_most(&demand.rule) {
        let (method, max) = (secret("text"), number(demand.rule.max.unwrap_or(0)));
        return quote!(__members.#method(#wire, #value, #need, #max););
    }
    if demand.rule.is_empty() {
        let method = if demand.sensitive { "secret" } else { "value" };
        let method = Ident::new(method, Span::call_site());
        return quote!(__members.#method(#wire, #value, #need););
    }
    let rule = rule::value(runtime, &demand.rule);
    let name = constants.name("RULE", member, &rule, |name| quote!(static #name: #runtime::Rule = #rule;));
    let method = secret("ruled");
    quote!(__members.#method(#wire, #value, #need, &#name);)
}

/// The usual text: nothing but a most length, or not even that.
fn is_length_at_most(rule: &Rule) -> bool {
    rule.without_max().is_empty()
}

fn need(runtime: &Path, member: &Member, need: &Need, constants: &mut Constants) -> TokenStream {
    match need {
        Need::Always => quote!(#runtime::Always),
        Need::Must => quote!(#runtime::Must),
        Need::May => quote!(#runtime::May),
        Need::When(condition) => {
            let condition = when::condition(runtime, condition);
            let value = quote!(#runtime::Need::When(&#condition));
            let name = constants.name("NEED", member, &value, |name| quote!(const #name: #runtime::Need = #value;));
            quote!(#name)
        }
    }
}

fn relations(runtime: &Path, relations: &[Relation]) -> Option<TokenStream> {
    let all = relations.iter().map(|relation| self::relation(runtime, relation));
    (!relations.is_empty()).then(|| quote!(const RELATIONS: &'static [#runtime::Relation] = &[#(#all),*];))
}

fn relation(runtime: &Path, relation: &Relation) -> TokenStream {
    let kind = quote!(#runtime::Relation);
    match relation {
        Relation::Among(variant, paths) => {
            let variant = Ident::new(variant, Span::call_site());
            quote!(#kind::#variant(&[#(#paths),*]))
        }
        Relation::OneGroup(groups) => {
            let groups = groups.iter().map(|group| quote!(&[#(#group),*]));
            quote!(#kind::OneGroup(&[#(#groups),*]))
        }
        Relation::Same(whole, parts) => quote!(#kind::Same(#whole, &[#(#parts),*])),
        Relation::SameAsHeader(member, header) => quote!(#kind::SameAsHeader(#member, #header)),
        Relation::Order(first, second) => quote!(#kind::Order(#first, #second)),
        Relation::Below(first, second) => quote!(#kind::Below(#first, #second)),
        Relation::Within(from, to, span) => {
            let span = match span {
                Time::Months(months) => {
                    let months = number(*months);
                    quote!(Months(#months))
                }
                Time::Days(days) => {
                    let days = number(*days);
                    quote!(Days(#days))
                }
            };
            quote!(#kind::Within(#from, #to, #runtime::Span::#span))
        }
        Relation::Length { member, min, max, when } => {
            let (when, min, max) = (when::condition(runtime, when), number(*min), number(*max));
            quote!(#kind::Length { member: #member, min: #min, max: #max, when: #when })
        }
    }
}
