//! What can only be seen beside the other methods.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use heck::ToSnakeCase as _;
use syn::ext::IdentExt as _;

use super::endpoint::{Attributes, Said, Written as Draft};
use super::status::Status;
use crate::mistakes::{Mistakes, Part};
use crate::model::{Effect, Endpoint, Metadata, Shape, Written};
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
    let written = drafts.iter().filter_map(|(shape, given)| Some((shape, given.written()?)));
    let effects: HashMap<String, (String, Effect)> =
        written.map(|(shape, given)| (shape.ident.to_string(), (name(shape, given), given.effect))).collect();
    let named: HashSet<String> = drafts
        .iter()
        .filter(|(_, given)| given.written().is_none())
        .map(|(shape, _)| shape.ident.to_string())
        .collect();
    let methods: HashSet<String> =
        raw.methods.iter().filter_map(|method| Some(raw.method(method)?.sig.ident.to_string())).collect();
    drafts
        .into_iter()
        .map(|(shape, given)| {
            let metadata = match given.said {
                Said::Named(path) => Metadata::Named(path),
                Said::Written(draft) => {
                    let known = Known { effects: &effects, named: &named, methods: &methods };
                    let status = status(&shape, &draft, &known, mistakes);
                    Metadata::Written(Box::new(whole(&shape, *draft, status)))
                }
            };
            Endpoint { shape, direction: given.direction, decode: given.decode, metadata }
        })
        .collect()
}

/// Name of a service: that of its method, unless it is given.
fn name(shape: &Shape, given: &Draft) -> String {
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
    for (shape, attributes) in drafts.iter().filter(|(shape, _)| shape.conditions.is_empty()) {
        let Some(given) = attributes.written() else { continue };
        match calls.entry((given.method, given.path.as_str(), attributes.direction as u8)) {
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

/// What is known of the methods beside one.
struct Known<'a> {
    /// By method: the name of its service, and what it does.
    effects: &'a HashMap<String, (String, Effect)>,
    /// The methods whose metadata are a static: what the service is called is not known here.
    named: &'a HashSet<String>,
    methods: &'a HashSet<String>,
}

fn status(shape: &Shape, given: &Draft, known: &Known<'_>, mistakes: &mut Mistakes) -> Option<String> {
    let Known { effects, named, methods } = known;
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
        None if named.contains(&text) => {
            report.at(
                asked,
                format!(
                    "the metadata of `{text}` are elsewhere: write the name of its service in quotes, `status = \"…\"`"
                ),
            );
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

fn whole(shape: &Shape, given: Draft, status: Option<String>) -> Written {
    let service = name(shape, &given);
    Written {
        title: given.title.unwrap_or_else(|| sentence(&service)),
        service,
        provider: given.provider,
        code: given.code,
        method: given.method,
        path: given.path,
        signed_path: given.signed_path,
        version: given.version,
        effect: given.effect,
        status,
        no_status: given.no_status,
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
