//! What can only be seen beside the other methods.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use heck::ToSnakeCase as _;
use syn::ext::IdentExt as _;

use super::endpoint::{Attributes, Status};
use crate::mistakes::{Mistakes, Part};
use crate::model::{Effect, Endpoint, Shape};
use crate::raw::Service;
use crate::words::nearest;

pub(crate) fn check(
    drafts: Vec<(Shape, Attributes)>,
    shapes: &[Shape],
    raw: &Service,
    mistakes: &mut Mistakes,
) -> Vec<Endpoint> {
    constants(shapes, mistakes);
    calls(&drafts, mistakes);
    // By method: what a `status = method` finds.
    let effects: HashMap<String, (String, Effect)> =
        drafts.iter().map(|(shape, given)| (shape.ident.to_string(), (name(shape, given), given.effect))).collect();
    let methods: HashSet<String> =
        raw.methods.iter().filter_map(|method| Some(raw.method(method)?.sig.ident.to_string())).collect();
    drafts
        .into_iter()
        .map(|(shape, given)| {
            let status = status(&shape, &given, &effects, &methods, mistakes);
            endpoint(shape, given, status)
        })
        .collect()
}

/// Name of a service: that of its method, unless it is given.
fn name(shape: &Shape, given: &Attributes) -> String {
    given.service.clone().unwrap_or_else(|| shape.ident.unraw().to_string().to_snake_case())
}

/// Two names that differ in case only have one constant.
fn constants(shapes: &[Shape], mistakes: &mut Mistakes) {
    let mut known: HashMap<String, &Shape> = HashMap::new();
    for shape in shapes.iter().filter(|shape| shape.conditions.is_empty()) {
        match known.entry(shape.constant.to_string()) {
            Entry::Vacant(free) => {
                free.insert(shape);
            }
            Entry::Occupied(taken) => mistakes.on(Part::Method(shape.index)).at(
                &shape.ident,
                format!(
                    "this and `{}` both have the metadata `{}`: give it a name that differs in more than case",
                    taken.get().ident,
                    taken.key()
                ),
            ),
        }
    }
}

/// Two endpoints cannot be told apart if they are called alike.
fn calls(drafts: &[(Shape, Attributes)], mistakes: &mut Mistakes) {
    let mut calls = HashMap::new();
    let mut names = HashMap::new();
    for (shape, given) in drafts.iter().filter(|(shape, _)| shape.conditions.is_empty()) {
        match calls.entry((given.method, given.path.as_str(), given.direction as u8)) {
            Entry::Vacant(free) => {
                free.insert(&shape.ident);
            }
            Entry::Occupied(taken) => mistakes.on(Part::Method(shape.index)).at(
                &given.path_place,
                format!("`{}` has this method and this path already: one of the two is wrong", taken.get()),
            ),
        }
        match names.entry(name(shape, given)) {
            Entry::Vacant(free) => {
                free.insert(&shape.ident);
            }
            Entry::Occupied(taken) => mistakes.on(Part::Method(shape.index)).at(
                &shape.ident,
                format!("`{}` is the service `{}` already: write `service = \"…\"`", taken.get(), taken.key()),
            ),
        }
    }
}

fn status(
    shape: &Shape,
    given: &Attributes,
    effects: &HashMap<String, (String, Effect)>,
    methods: &HashSet<String>,
    mistakes: &mut Mistakes,
) -> Option<String> {
    let asked = match given.status.as_ref()? {
        Status::Service(name) => return Some(name.clone()),
        Status::Method(asked) => asked,
    };
    let report = &mut mistakes.on(Part::Method(shape.index));
    let text = asked.to_string();
    if *asked == shape.ident {
        report.at(asked, "an endpoint cannot be asked what became of itself: name another method");
        return None;
    }
    match effects.get(&text) {
        Some((service, Effect::Read)) => Some(service.clone()),
        Some(_) => {
            report
                .at(asked, format!("`{text}` does more than tell what became of a call: `status` has `effect = read`"));
            None
        }
        // It is there, and something else is wrong with it.
        None if methods.contains(&text) => None,
        None => {
            let mut known: Vec<_> = methods.iter().map(String::as_str).filter(|name| shape.ident != name).collect();
            known.sort_unstable();
            let advice = match nearest(&text, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("for a service of another trait, write `status = \"{text}\"`"),
            };
            report.at(asked, format!("this trait has no method `{text}`; {advice}"));
            None
        }
    }
}

fn endpoint(shape: Shape, given: Attributes, status: Option<String>) -> Endpoint {
    let service = name(&shape, &given);
    Endpoint {
        title: given.title.unwrap_or_else(|| sentence(&service)),
        service,
        shape,
        provider: given.provider,
        code: given.code,
        method: given.method,
        path: given.path,
        version: given.version,
        direction: given.direction,
        effect: given.effect,
        status,
        headers: given.headers,
        header_values: given.header_values,
        signing: given.signing,
        parameters: given.parameters,
        codes: given.codes,
        source: given.source,
    }
}

/// `balance_inquiry` as people read it.
fn sentence(service: &str) -> String {
    let words = service.replace('_', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
