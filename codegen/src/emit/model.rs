//! Structs: members, construction, reading and writing.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::book::Book;
use crate::emit::names::number;
use crate::emit::plan::{MemberPlan, RustType, StructPlan};
use crate::emit::rules::RuleBook;
use crate::emit::{conditions, construction, docs, rules};
use crate::ir::field::{Type, relations};
use crate::ir::rule::Demand;

/// A struct with everything that belongs to it.
pub fn structure(book: &Book<'_>, plan: &StructPlan<'_>, rules: &RuleBook) -> TokenStream {
    let name = plan.name.ident();
    let doc = docs::attribute(&docs::structure(plan));
    let fields = plan.members.iter().map(|member| {
        let (doc, ident, ty) =
            (docs::attribute(&docs::member(book.catalogue, member)), member.name.ident(), member.ty.tokens());
        let alias = alias(member);
        quote! {
            #doc
            #alias
            pub #ident: Option<#ty>,
        }
    });
    let construction = construction::of(book, plan);
    let text = &plan.name.text;
    let reads = plan.members.iter().map(read);
    let relations: Vec<_> = relations(plan.rules).filter_map(conditions::relation).collect();
    let relations =
        (!relations.is_empty()).then(|| quote!(const RELATIONS: &'static [rt::Relation] = &[#(#relations),*];));
    let members = show(plan, rules);
    quote! {
        #doc
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            /// Members that the table lacks, and values that came in another form than promised.
            pub extra: rt::Extra,
        }
        #construction
        impl rt::Model for #name {
            const NAME: &'static str = #text;
            #relations
            fn read(o: &mut rt::ObjectReader<'_>) -> Self {
                Self {
                    #(#reads)*
                    extra: o.rest(),
                }
            }
            fn members(&self, m: &mut rt::Members<'_, '_>) {
                #members
            }
        }
    }
}

/// The name on the wire, where a search for it would not find the member: case and underscores do not count there.
fn alias(member: &MemberPlan<'_>) -> Option<TokenStream> {
    let plain = |name: &str| name.replace('_', "").to_lowercase();
    let wire = &member.field.name;
    // rustdoc refuses these in an alias.
    let sayable =
        !wire.is_empty() && !wire.contains(|c: char| matches!(c, '\'' | '"') || c.is_whitespace() && c != ' ');
    let differs = plain(wire) != plain(&member.name.text) && wire.trim() == *wire;
    (differs && sayable).then(|| quote!(#[doc(alias = #wire)]))
}

fn read(member: &MemberPlan<'_>) -> TokenStream {
    let (ident, wire) = (member.name.ident(), &member.field.name);
    let names = &member.field.names;
    if names.is_empty() { quote!(#ident: o.take(#wire),) } else { quote!(#ident: o.take_alias(#wire, &[#(#names),*]),) }
}

/// The body of `members`: every member with its need and its rule.
fn show(plan: &StructPlan<'_>, rules: &RuleBook) -> TokenStream {
    let nullable: Vec<_> = plan.members.iter().filter(|m| m.field.is_nullable()).map(|m| &m.field.name).collect();
    let nullable = (!nullable.is_empty()).then(|| quote!(m.nullable(&[#(#nullable),*]);));
    let forms = plan.members.iter().flat_map(|member| rules::forms(member.field));
    let is_response = plan.root && plan.response;
    let code = plan.member("responseCode").filter(|_| is_response).and_then(MemberPlan::as_text);
    let code = code.map(|code| quote!(m.response(#code);));
    let lines = plan.members.iter().map(|member| line(member, is_response, rules));
    quote! {
        #nullable
        m.object(&self.extra, &[#(#forms),*]);
        #code
        #(#lines)*
    }
}

fn line(member: &MemberPlan<'_>, is_response: bool, rules: &RuleBook) -> TokenStream {
    let field = member.field;
    let (wire, ident) = (&field.name, member.name.ident());
    let head = is_response && matches!(wire.as_str(), "responseCode" | "responseMessage");
    let need = rules.need(field.presence(), head);
    let secret = |plain: &str| format_ident!("{}{plain}", if field.sensitive { "secret_" } else { "" });
    if let Some(max) = simple(member) {
        let (method, max) = (secret("text"), number(max));
        return quote!(m.#method(#wire, &self.#ident, #need, #max););
    }
    match rules.rule(&field.value, matches!(member.ty, RustType::Enum(_))) {
        Some(rule) => {
            let method = secret("ruled");
            quote!(m.#method(#wire, &self.#ident, #need, &#rule);)
        }
        None => {
            let method = format_ident!("{}", if field.sensitive { "secret" } else { "value" });
            quote!(m.#method(#wire, &self.#ident, #need);)
        }
    }
}

/// The usual text: nothing but a most length, or not even that.
fn simple(member: &MemberPlan<'_>) -> Option<u32> {
    let (RustType::Text, Type::Text(_)) = (&member.ty, &member.field.value.ty) else { return None };
    let mut max = 0;
    for rule in &member.field.value.rules {
        match &rule.demand {
            Demand::Presence(_) | Demand::Shapes(_) => {}
            Demand::Length(sides) if sides.sent == sides.received && sides.sent.min.is_none() => {
                max = sides.sent.max.unwrap_or(0);
            }
            Demand::Length(_)
            | Demand::Digits(_)
            | Demand::Precision(_)
            | Demand::ZeroDecimals
            | Demand::Format(_)
            | Demand::Pattern { .. }
            | Demand::Values(_)
            | Demand::Padding { .. }
            | Demand::MayBeEmpty(_)
            | Demand::Count(_)
            | Demand::Relation(_) => return None,
        }
    }
    Some(max)
}
