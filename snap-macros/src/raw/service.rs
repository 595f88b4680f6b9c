//! The trait with its attributes taken apart.

use proc_macro2::{Span, TokenStream};
use syn::spanned::Spanned as _;
use syn::{ItemTrait, Meta, TraitItem, TraitItemConst, TraitItemFn, TraitItemMacro, TraitItemType};

use super::attribute::Attribute;
use super::keys::{ENDPOINT, SERVICE};
use crate::mistakes::{Mistakes, Part, Report};
use crate::words::nearest;

/// `#[snap_service(…)] trait …`
pub(crate) struct Service {
    pub(crate) attribute: Attribute,
    /// As it was written, without `#[endpoint]`.
    pub(crate) item: ItemTrait,
    /// One for each method, in order.
    pub(crate) methods: Vec<Method>,
}

/// A method and its `#[endpoint]`.
pub(crate) struct Method {
    /// Where it stands among the members of the trait.
    pub(crate) index: usize,
    pub(crate) endpoint: Option<Endpoint>,
}

/// `#[endpoint(…)]`
pub(crate) struct Endpoint {
    /// The word `endpoint`: where what is missing is reported.
    pub(crate) place: Span,
    pub(crate) attribute: Attribute,
}

impl Service {
    pub(crate) fn read(arguments: TokenStream, mut item: ItemTrait, mistakes: &mut Mistakes) -> Self {
        let attribute = Attribute::read(arguments, &SERVICE, &mut mistakes.on(Part::Service));
        let mut methods = Vec::new();
        for (index, member) in item.items.iter_mut().enumerate() {
            match member {
                TraitItem::Fn(method) => {
                    let endpoint = take_endpoint(method, &mut mistakes.on(Part::Method(index)));
                    methods.push(Method { index, endpoint });
                }
                // No place for an endpoint: that it is no method is reported later.
                TraitItem::Const(TraitItemConst { attrs, .. })
                | TraitItem::Type(TraitItemType { attrs, .. })
                | TraitItem::Macro(TraitItemMacro { attrs, .. }) => {
                    attrs.retain(|attribute| !attribute.path().is_ident("endpoint"));
                }
                _ => {}
            }
        }
        Self { attribute, item, methods }
    }

    /// Whether a method says itself where it calls, rather than by the metadata of another.
    pub(crate) fn writes_endpoints(&self) -> bool {
        let named = |method: &Method| {
            method.endpoint.as_ref().is_some_and(|endpoint| endpoint.attribute.value("metadata").is_some())
        };
        self.methods.is_empty() || !self.methods.iter().all(named)
    }

    /// The method as it was written.
    pub(crate) fn method(&self, method: &Method) -> Option<&TraitItemFn> {
        match self.item.items.get(method.index) {
            Some(TraitItem::Fn(method)) => Some(method),
            _ => None,
        }
    }
}

/// Takes `#[endpoint]` off a method: what is left must mean something to the compiler.
fn take_endpoint(method: &mut TraitItemFn, report: &mut Report<'_>) -> Option<Endpoint> {
    let (mut endpoint, mut unread) = (None, false);
    let name_given = method.attrs.iter().any(|attribute| attribute.path().is_ident("endpoint"));
    method.attrs.retain(|attribute| {
        let Some(word) = attribute.path().get_ident() else { return true };
        let text = word.to_string();
        // A misspelled attribute would be reported once more by the compiler if it stayed.
        let misspelled = !name_given && nearest(&text, &["endpoint"]).is_some();
        if text != "endpoint" && !misspelled {
            return true;
        }
        if misspelled {
            report.at(word, format!("`{text}` is no attribute of a method; did you mean `endpoint`?"));
        } else if endpoint.is_some() {
            report.at(word, "a method has one `#[endpoint]`: remove this one, or write a second method");
            return false;
        }
        let arguments = match &attribute.meta {
            Meta::List(list) => list.tokens.clone(),
            Meta::Path(_) => TokenStream::new(),
            Meta::NameValue(pair) => {
                report.at_span(pair.eq_token.span(), "arguments stand in round brackets: write `#[endpoint(…)]`");
                unread = true;
                return false;
            }
        };
        endpoint = Some(Endpoint { place: word.span(), attribute: Attribute::read(arguments, &ENDPOINT, report) });
        false
    });
    if endpoint.is_none() && !unread {
        report.at(&method.sig.ident, "this method has no `#[endpoint(…)]`: say where it calls");
    }
    endpoint
}
