//! Validators: every limit and condition of a table, compiled into calls.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::conditions::{between, demand};
use crate::emit::limits::{amount_rule, decimal_rule, simple, text_rule};
use crate::emit::names::{ident, number};
use crate::emit::plan::{MemberPlan, RustType, StructPlan};
use crate::ir::field::{Array, Field, Type};
use crate::spec::erratum::Shape;
use crate::spec::field::Presence;

/// The body of `rules`.
pub fn rules(plan: &StructPlan<'_>) -> TokenStream {
    let extra = extra(plan);
    // The code decides what else is demanded, so it is looked at first.
    let head = |member: &&MemberPlan<'_>| {
        plan.root && plan.response && matches!(member.field.name.as_str(), "responseCode" | "responseMessage")
    };
    let first = plan.members.iter().filter(head).map(member);
    let code = plan.member("responseCode").filter(|_| plan.root && plan.response).and_then(MemberPlan::as_text);
    let code = code.map(|code| quote!(c.response(#code);));
    let rest = plan.members.iter().filter(|m| !head(m)).map(member);
    let conditions = plan.members.iter().filter_map(|member| demand(plan, member));
    let between: Vec<TokenStream> = plan.rules.iter().filter_map(|rule| between(plan, &rule.kind)).collect();
    let between = match (between.is_empty(), plan.response) {
        (true, _) => TokenStream::new(),
        // An answer that reports failure carries little more than its code.
        (false, true) => quote!(if !c.failed() { #(#between)* }),
        (false, false) => quote!(#(#between)*),
    };
    quote! {
        #extra
        #(#first)*
        #code
        #(#rest)*
        #(#conditions)*
        #between
    }
}

fn extra(plan: &StructPlan<'_>) -> TokenStream {
    let mut accepted = Vec::new();
    for field in plan.members.iter().map(|member| member.field) {
        let name = &field.name;
        let mut forms: Vec<TokenStream> = field.accept.shapes.iter().map(|shape| form(*shape)).collect();
        if !field.accept.names.is_empty() {
            forms.push(quote!(rt::Form::OtherName));
        }
        accepted.extend(forms.into_iter().map(|form| quote!((#name, #form))));
    }
    let nullable: Vec<_> = plan.members.iter().filter(|m| m.field.nullable).map(|m| &m.field.name).collect();
    let nullable = (!nullable.is_empty()).then(|| quote!(c.nullable(&[#(#nullable),*]);));
    quote!(#nullable c.extra(&self.extra, false, &[#(#accepted),*]);)
}

fn form(shape: Shape) -> TokenStream {
    match shape {
        Shape::Number => quote!(rt::Form::Number),
        Shape::String => quote!(rt::Form::Text),
        Shape::Object => quote!(rt::Form::Object),
        Shape::Array => quote!(rt::Form::Array),
        Shape::Null => quote!(rt::Form::Null),
        Shape::Boolean => quote!(rt::Form::Boolean),
    }
}

/// What a member must be: strictly, and on input.
fn need(field: &Field) -> TokenStream {
    match (field.presence, field.accept.absent) {
        (Presence::M, false) => quote!(rt::Must),
        (Presence::M, true) => quote!(c.need(rt::Must, rt::May)),
        _ => quote!(rt::May),
    }
}

/// A most length that has no rule of its own: strictly, and on input. Without a limit, 0.
fn most(field: &Field, max: Option<u32>) -> TokenStream {
    let accepted = field.accept.max.filter(|accepted| max.is_some_and(|max| *accepted > max));
    let max = number(max.unwrap_or(0));
    match accepted.map(number) {
        Some(accepted) => quote!(c.limit(#max, #accepted)),
        None => quote!(#max),
    }
}

fn member(plan: &MemberPlan<'_>) -> TokenStream {
    let field = plan.field;
    let (wire, ident, need) = (&field.name, plan.name.ident(), need(field));
    let value = quote!(&self.#ident);
    match (&plan.ty, &field.ty) {
        (RustType::Enum(_), Type::Text(text)) => {
            let (max, open) = (most(field, text.max.or(text.exact)), text.open);
            let accepted = &field.accept.values;
            let empty = field.accept.empty.then(|| quote!(""));
            let accepted = accepted.iter().map(|value| quote!(#value)).chain(empty);
            quote!(c.value(#wire, #value, #need, #max, #open, &[#(#accepted),*]);)
        }
        (RustType::Text, Type::Text(text)) => match simple(field, text) {
            Some(max) => {
                let max = number(max);
                quote!(c.text(#wire, #value, #need, #max);)
            }
            None => {
                let rule = text_rule(field, text);
                quote!(c.text_with(#wire, #value, #need, &const { #rule });)
            }
        },
        (RustType::Text, Type::Decimal(decimal)) => {
            let rule = decimal_rule(field, decimal);
            quote!(c.text_with(#wire, #value, #need, &const { #rule });)
        }
        (RustType::Amount, Type::Amount(amount)) => {
            let rule = amount_rule(amount);
            quote!(c.amount(#wire, #value, #need, &const { #rule });)
        }
        (RustType::Number, Type::Integer(max)) => {
            let max = most(field, *max);
            quote!(c.number(#wire, #value, #need, #max, None, true);)
        }
        (RustType::Number, Type::Number(precision)) => {
            let precision = match precision {
                Some((digits, decimals)) => {
                    let (digits, decimals) = (number(*digits), number(*decimals));
                    quote!(Some((#digits, #decimals)))
                }
                None => quote!(None),
            };
            quote!(c.number(#wire, #value, #need, 0, #precision, false);)
        }
        (RustType::Struct(_) | RustType::Named(_), _) => quote!(c.model(#wire, #value, #need);),
        (RustType::List(item), Type::Array(array)) => list(field, wire, &value, &need, item, array),
        (RustType::Map(_), _) => quote!(c.map(#wire, #value, #need, &const { rt::ListRule::new() });),
        _ => quote!(c.present(#wire, #value, #need);),
    }
}

fn list(
    field: &Field,
    wire: &str,
    value: &TokenStream,
    need: &TokenStream,
    item: &RustType,
    array: &Array,
) -> TokenStream {
    let mut rule = quote!(rt::ListRule::new());
    for (name, limit) in [("min", array.min), ("max", array.max), ("exact", array.exact)] {
        if let Some(limit) = limit {
            let (name, limit) = (ident(name), number(limit));
            rule.extend(quote!(.#name(#limit)));
        }
    }
    match (item, &array.item) {
        (RustType::Text, Type::Text(text)) => {
            let each = text_rule(field, text);
            quote!(c.texts(#wire, #value, #need, &const { #rule }, &const { #each });)
        }
        (RustType::Text, Type::Decimal(decimal)) => {
            let each = decimal_rule(field, decimal);
            quote!(c.texts(#wire, #value, #need, &const { #rule }, &const { #each });)
        }
        (RustType::Enum(_), Type::Text(text)) => {
            let (max, open) = (most(field, text.max.or(text.exact)), text.open);
            let accepted = &field.accept.values;
            quote!(c.values(#wire, #value, #need, &const { #rule }, #max, #open, &[#(#accepted),*]);)
        }
        (RustType::Amount, Type::Amount(amount)) => {
            let each = amount_rule(amount);
            quote!(c.amounts(#wire, #value, #need, &const { #rule }, &const { #each });)
        }
        _ => quote!(c.list(#wire, #value, #need, &const { #rule });),
    }
}
