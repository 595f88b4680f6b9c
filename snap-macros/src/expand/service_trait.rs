//! The user's trait, as he will have it.

use std::collections::HashMap;

use super::docs;
use crate::model::{Endpoint, Service};
use proc_macro2::Ident;
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Block, FnArg, ItemTrait, Pat, ReturnType, Signature, TraitItem, TraitItemFn, Type, parse_quote};

/// What is added to a method: a note in its documentation, and what it does where nobody wrote it.
pub(crate) struct Addition {
    pub(crate) note: String,
    pub(crate) default: Block,
}

/// What whoever implements the trait does not write answers that it is not offered.
pub(crate) fn addition(client: &Ident, service: &Service, endpoint: &Endpoint) -> Addition {
    let (runtime, shape) = (&service.runtime, &endpoint.shape);
    let constant = &shape.constant;
    let default = parse_quote!({
        ::core::result::Result::Err(#runtime::SnapError::not_offered(#client::#constant))
    });
    Addition { note: docs::call(endpoint), default }
}

/// Rewrites every `async fn` so that its future is `Send`, and adds what is known of the methods.
pub(crate) fn rewrite(mut item: ItemTrait, additions: HashMap<usize, Addition>) -> ItemTrait {
    let mut additions = additions;
    for (index, member) in item.items.iter_mut().enumerate() {
        let TraitItem::Fn(method) = member else { continue };
        if let Some(Addition { note, default }) = additions.remove(&index) {
            let note = format!("\n{note}");
            method.attrs.push(parse_quote!(#[doc = #note]));
            if method.default.is_none() {
                // An argument with a name is used, so that nobody is told that it is not.
                let named = method.sig.inputs.iter().filter_map(|input| match input {
                    FnArg::Typed(argument) => match &*argument.pat {
                        Pat::Ident(name) => Some(&name.ident),
                        _ => None,
                    },
                    FnArg::Receiver(_) => None,
                });
                let statements = &default.stmts;
                method.default = Some(parse_quote!({ #(let _ = #named;)* #(#statements)* }));
                method.semi_token = None;
            }
        }
        method.sig = lenient(&method.sig);
        if method.sig.asyncness.is_some() {
            desugar(method);
        }
    }
    item
}

/// The signature without what has been reported and what the compiler would report again, in the trait or where it is
/// called. A signature without mistakes stays as it is.
pub(crate) fn lenient(signature: &Signature) -> Signature {
    let mut signature = signature.clone();
    signature.constness = None;
    if !matches!(&signature.output, ReturnType::Type(_, ty) if matches!(**ty, Type::ImplTrait(_))) {
        signature.asyncness.get_or_insert_with(Default::default);
    }
    for input in &mut signature.inputs {
        let FnArg::Typed(argument) = input else { continue };
        match &mut *argument.pat {
            Pat::Ident(name) => name.mutability = None,
            Pat::Wild(_) => {}
            other => *other = parse_quote!(_),
        }
    }
    signature
}

/// `async fn` in a public trait says nothing about threads; a server needs `Send`, and a caller who spawns does too.
fn desugar(method: &mut TraitItemFn) {
    method.sig.asyncness = None;
    let output = match &method.sig.output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    let future = quote_spanned! {method.sig.output.span()=>
        -> impl ::core::future::Future<Output = #output> + ::core::marker::Send
    };
    if let Ok(output) = syn::parse2(future) {
        method.sig.output = output;
    }
    if let Some(body) = &mut method.default {
        let future: Block = parse_quote!({ async move #body });
        *body = future;
    }
}
