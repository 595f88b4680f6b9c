//! From the raw model to the checked one. Every check goes on after a mistake: what is wrong is left out, and the rest
//! is looked at all the same.

mod across;
mod endpoint;
mod lists;
mod path;
mod service;
mod signature;
mod signed;
mod status;
pub(crate) mod values;

use std::collections::HashSet;

use syn::Path;

use crate::mistakes::{Mistakes, Part};
use crate::model::{Service, Shape};
use crate::raw;

/// What the checks have made of a trait.
pub(crate) struct Checked {
    /// The crate that has the runtime; none if what was given is no path.
    pub(crate) runtime: Option<Path>,
    /// The methods of the right shape, whatever their attributes say: for stubs.
    pub(crate) shapes: Vec<Shape>,
    /// The client has a `builder`.
    pub(crate) has_builder: bool,
    /// The service, if nothing is wrong with it.
    pub(crate) service: Option<Service>,
}

/// Checks all of a trait.
pub(crate) fn check(raw: &raw::Service, mistakes: &mut Mistakes) -> Checked {
    let common = service::check(raw, &mut mistakes.on(Part::Service));
    service::members(&raw.item, mistakes);
    let mut shapes = Vec::new();
    let mut drafts = Vec::new();
    let mut names = HashSet::new();
    for method in &raw.methods {
        let report = &mut mistakes.on(Part::Method(method.index));
        let attributes = method.endpoint.as_ref().and_then(|given| endpoint::check(given, &common, report));
        let decodes = method.endpoint.as_ref().is_some_and(|given| given.attribute.value("decode").is_some());
        let Some(item) = raw.method(method) else { continue };
        let Some(shape) = signature::check(item, method.index, decodes, report) else { continue };
        // The compiler reports a name that is defined twice, and needs no second voice.
        if !names.insert(shape.ident.clone()) && shape.conditions.is_empty() {
            continue;
        }
        shapes.push(shape.clone());
        drafts.extend(attributes.map(|attributes| (shape, attributes)));
    }
    let endpoints = across::check(drafts, &shapes, raw, mistakes);
    // A path that cannot be read has been reported: the builder was meant to be there.
    let has_builder = common.token.is_some() || raw.attribute.value("token_endpoint").is_some();
    let service = match &common.runtime {
        Some(runtime) if mistakes.is_empty() => {
            Some(Service { runtime: runtime.clone(), title: common.title.clone(), endpoints, token: common.token })
        }
        _ => None,
    };
    Checked { runtime: common.runtime, shapes, has_builder, service }
}
