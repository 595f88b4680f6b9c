//! Conditions and relations between members, as data.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::names::number;
use crate::ir::condition::Condition;
use crate::ir::path::Path;
use crate::ir::relation::{Relation, RelationKind, Span};

/// A condition; none if nothing of it can be computed.
pub fn when(condition: &Condition) -> Option<TokenStream> {
    let words = matches!(condition, Condition::Prose(_) | Condition::Unstated);
    (!words).then(|| part(condition))
}

fn part(condition: &Condition) -> TokenStream {
    match condition {
        Condition::Success => quote!(rt::When::Success),
        Condition::Failure => quote!(rt::When::Failure),
        Condition::Present(path) => {
            let path = text(path);
            quote!(rt::When::Present(#path))
        }
        Condition::OneOf(path, values) => {
            let path = text(path);
            quote!(rt::When::Is(#path, &[#(#values),*]))
        }
        Condition::Header(name) => quote!(rt::When::Header(#name)),
        Condition::All(parts) => {
            let parts = parts.iter().map(part);
            quote!(rt::When::All(&[#(#parts),*]))
        }
        Condition::Any(parts) => {
            let parts = parts.iter().map(part);
            quote!(rt::When::Any(&[#(#parts),*]))
        }
        Condition::Not(inner) => {
            if let Condition::Present(path) = inner.as_ref() {
                let path = text(path);
                return quote!(rt::When::Absent(#path));
            }
            if let Condition::Header(name) = inner.as_ref() {
                return quote!(rt::When::NoHeader(#name));
            }
            let inner = part(inner);
            quote!(rt::When::Not(&#inner))
        }
        Condition::Prose(_) | Condition::Unstated => quote!(rt::When::Unknown),
    }
}

/// A relation between members; none if it cannot be computed.
pub fn relation(relation: &Relation) -> Option<TokenStream> {
    let kind = kind(&relation.kind)?;
    Some(if relation.loose { quote!(rt::Relation::Loose(&#kind)) } else { kind })
}

fn kind(relation: &RelationKind) -> Option<TokenStream> {
    let texts = |paths: &[Path]| paths.iter().map(text).collect::<Vec<_>>();
    Some(match relation {
        RelationKind::AtLeastOne(paths) => {
            let paths = texts(paths);
            quote!(rt::Relation::AtLeastOne(&[#(#paths),*]))
        }
        RelationKind::ExactlyOne(paths) => {
            let paths = texts(paths);
            quote!(rt::Relation::ExactlyOne(&[#(#paths),*]))
        }
        RelationKind::AllOrNone(paths) => {
            let paths = texts(paths);
            quote!(rt::Relation::AllOrNone(&[#(#paths),*]))
        }
        RelationKind::Needs(paths) => {
            let paths = texts(paths);
            quote!(rt::Relation::Needs(&[#(#paths),*]))
        }
        RelationKind::OneGroup(groups) => {
            let groups = groups.iter().map(|group| {
                let paths = texts(group);
                quote!(&[#(#paths),*])
            });
            quote!(rt::Relation::OneGroup(&[#(#groups),*]))
        }
        RelationKind::Same(path, others) => {
            let (path, others) = (text(path), texts(others));
            quote!(rt::Relation::Same(#path, &[#(#others),*]))
        }
        RelationKind::SameAsHeader(path, header, None) => {
            let path = text(path);
            quote!(rt::Relation::SameAsHeader(#path, #header))
        }
        RelationKind::Order(first, second) => {
            let (first, second) = (text(first), text(second));
            quote!(rt::Relation::Order(#first, #second))
        }
        RelationKind::Below(first, second) => {
            let (first, second) = (text(first), text(second));
            quote!(rt::Relation::Below(#first, #second))
        }
        RelationKind::Within(from, to, span) => {
            let (from, to) = (text(from), text(to));
            let span = match span {
                Span::Days(days) => {
                    let days = number(*days);
                    quote!(rt::Span::Days(#days))
                }
                Span::Months(months) => {
                    let months = number(*months);
                    quote!(rt::Span::Months(#months))
                }
            };
            quote!(rt::Relation::Within(#from, #to, #span))
        }
        RelationKind::Length(path, bounds, condition) => {
            let (path, when) = (text(path), when(condition)?);
            let (min, max) = (number(bounds.min.unwrap_or(0)), number(bounds.max.unwrap_or(0)));
            quote!(rt::Relation::Length { member: #path, min: #min, max: #max, when: #when })
        }
        RelationKind::SameAsHeader(_, _, Some(_)) | RelationKind::Prose(_) => return None,
    })
}

fn text(path: &Path) -> String {
    path.to_string()
}
