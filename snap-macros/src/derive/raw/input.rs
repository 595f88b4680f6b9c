//! The struct with its attributes taken apart.

use proc_macro2::Ident;
use syn::spanned::Spanned as _;
use syn::{Attribute, Data, DeriveInput, Fields, Meta, Type, Visibility};

use super::arguments::Arguments;
use super::keys::{MEMBER, MESSAGE, RELATIONS};
use crate::mistakes::{Mistakes, Part, Report};
use crate::raw::Keys;

/// `#[derive(SnapModel)] struct …`
pub(crate) struct Input {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) arguments: Arguments,
    /// Its fields; none if it has no fields with names, which has been reported.
    pub(crate) fields: Option<Vec<Field>>,
    /// It has parameters or is a union, which has been reported: no trait of a message can be written for it.
    pub(crate) hopeless: bool,
}

/// A field and its `#[snap]`.
pub(crate) struct Field {
    /// Where it stands among the fields.
    pub(crate) index: usize,
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// Its documentation.
    pub(crate) docs: Vec<Attribute>,
    pub(crate) arguments: Arguments,
}

impl Input {
    pub(crate) fn read(item: DeriveInput, mistakes: &mut Mistakes) -> Self {
        let report = &mut mistakes.on(Part::Message);
        let arguments = read(&item.attrs, &MESSAGE, &RELATIONS, report);
        let generic = !item.generics.params.is_empty();
        let hopeless = generic || matches!(item.data, Data::Union(_));
        if generic {
            report.at(&item.generics, "a message has no parameters: name the types of its members");
        } else if let Some(clause) = &item.generics.where_clause {
            report.at(clause, "a message has no parameters, and nothing to say about them: remove this");
        }
        let named = match item.data {
            Data::Struct(data) => match data.fields {
                Fields::Named(fields) => Ok(fields.named),
                Fields::Unnamed(fields) => Err((
                    fields.paren_token.span.join(),
                    "members have names: write `{ name: Option<…>, extra: Extra }`",
                )),
                Fields::Unit => {
                    Err((item.ident.span(), "a message has members: write `{ name: Option<…>, extra: Extra }`"))
                }
            },
            Data::Enum(data) => Err((
                data.enum_token.span,
                "a message is a struct; for a list of values write `values(…)` on the member, or see `open_enum!`",
            )),
            Data::Union(data) => Err((data.union_token.span, "a message is a struct")),
        };
        let fields = match named {
            Ok(named) => Some(named),
            Err((place, message)) => {
                report.at_span(place, message);
                None
            }
        };
        let fields = fields.map(|fields| {
            let field = |(index, field): (usize, syn::Field)| {
                let report = &mut mistakes.on(Part::Field(index));
                let arguments = read(&field.attrs, &MEMBER, &[], report);
                let docs = field.attrs.into_iter().filter(|attribute| attribute.path().is_ident("doc")).collect();
                Some(Field { index, ident: field.ident?, ty: field.ty, docs, arguments })
            };
            fields.into_iter().enumerate().filter_map(field).collect()
        });
        Self { ident: item.ident, vis: item.vis, arguments, fields, hopeless }
    }
}

/// The arguments of all `#[snap(…)]` on one thing.
fn read(attributes: &[Attribute], keys: &'static Keys, repeated: &[&str], report: &mut Report<'_>) -> Arguments {
    let mut all = Arguments::default();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("snap")) {
        match &attribute.meta {
            Meta::List(list) => all.extend(Arguments::read(list.tokens.clone(), keys, report)),
            Meta::Path(path) => report.at(path, "`#[snap]` says nothing: write `#[snap(…)]`, or leave it out"),
            Meta::NameValue(pair) => {
                report.at_span(pair.eq_token.span(), "arguments stand in round brackets: write `#[snap(…)]`");
            }
        }
    }
    all.once(keys, repeated, report);
    all
}
