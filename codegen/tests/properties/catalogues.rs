//! Catalogues of all kinds, also such as no spec without findings gives.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use snap_codegen::ir::{
    Catalogue, Corrected, HeaderSet, Message, NamedType, Page, Place, Placed, Provider, ResponseCode, STANDARD,
    Service, SigningProfile, Source, Table, Type, TypeRef, Typed, Variant,
};
use snap_codegen::pipeline::Spec;
use snap_codegen::source::{Files, Loc};
use snap_codegen::spec::service::{Direction, Effect, Method};

use crate::fields::{any_field, condition, name, relation, words};
use crate::support;

/// Parts that are not invented here come from a real catalogue.
static REAL: LazyLock<Catalogue> =
    LazyLock::new(|| Spec::of(Files::new(support::files(&support::fixture("obstacles")))).catalogue);

fn real_provider() -> Provider {
    REAL.providers.iter().find(|provider| provider.name == "gen").cloned().expect("the fixture has it")
}

/// A value that stands nowhere.
fn at<T>(value: T) -> Placed<T> {
    Placed::new(value, Loc::default())
}

fn printed<T: Clone>(value: T) -> Corrected<T> {
    Corrected { holds: at(value.clone()), printed: at(value) }
}

fn message() -> BoxedStrategy<Message> {
    (vec(any_field(), 0..6), vec(relation(), 0..3), any::<bool>())
        .prop_map(|(fields, rules, inherited)| Message {
            table: Table { fields, rules },
            inherited,
            ..Message::default()
        })
        .boxed()
}

fn service() -> BoxedStrategy<Service> {
    let variant =
        |name: BoxedStrategy<Option<String>>| {
            (name, option::of(condition()), option::of(words()), message())
                .prop_map(|(name, when, doc, message)| Variant { name, when: when.map(at), doc: doc.map(at), message })
        };
    let responses = prop_oneof![vec(variant(Just(None).boxed()), 1), vec(variant(name().prop_map(Some).boxed()), 1..4)];
    let line = (
        select(vec![Method::Get, Method::Post, Method::Put, Method::Delete]),
        select(vec![Direction::Outbound, Direction::Inbound]),
        select(vec![Effect::Read, Effect::ChangesState, Effect::MovesMoney]),
    );
    let set = || option::of((prop_oneof![Just(STANDARD.to_owned()), name()], name()));
    let told = (words(), words(), words(), option::of(words()), option::of(name()));
    (name(), any::<bool>(), line, told, (set(), set()), message(), responses)
        .prop_map(
            |(
                name,
                dialect,
                (method, direction, effect),
                (title, code, path, doc, status),
                (headers, signing),
                request,
                responses,
            )| {
                let real =
                    REAL.services().next().map(|(_, _, service)| service.clone()).expect("the fixture has services");
                let standard = dialect.then(|| name.clone());
                Service {
                    name,
                    title: at(title),
                    code: printed(code),
                    standard: standard.map(at),
                    method: printed(method),
                    path: printed(path),
                    direction: at(direction),
                    effect: at(effect),
                    status: status.map(at),
                    headers: headers.map(at),
                    signing: signing.map(at),
                    doc: doc.map(at),
                    request,
                    responses,
                    errata: Vec::new(),
                    ..real
                }
            },
        )
        .boxed()
}

fn page() -> BoxedStrategy<Page> {
    let named = (name(), option::of(words()), vec(any_field(), 0..3), vec(relation(), 0..2)).prop_map(
        |(name, doc, fields, rules)| NamedType { name, doc: doc.map(at), fields, rules, place: Place::default() },
    );
    let source = (words(), words(), words()).prop_map(|(title, url, retrieved)| Source {
        title: at(title),
        url: at(url),
        retrieved: at(retrieved),
    });
    (name(), words(), source, vec(named, 0..3), vec(service(), 0..3))
        .prop_map(|(slug, file_name, source, types, services)| {
            let real = real_provider().pages.swap_remove(0);
            Page { slug: at(slug), file_name, source, types, services, ..real }
        })
        .boxed()
}

fn provider() -> BoxedStrategy<Provider> {
    let codes = vec((name(), words(), words(), option::of(words())), 0..4);
    (words(), option::of(words()), words(), vec(page(), 0..3), codes, vec(name(), 0..4))
        .prop_map(|(title, doc, prefix, pages, codes, sets)| {
            let real = real_provider();
            let codes = codes.into_iter().map(|(name, case, message, doc)| ResponseCode {
                name: at(name),
                case: at(case),
                message: at(message),
                doc: doc.map(at),
                ..real.codes[0].clone()
            });
            Provider {
                title: at(title),
                doc: doc.map(at),
                prefix: at(prefix),
                pages,
                codes: codes.collect(),
                header_sets: sets
                    .iter()
                    .map(|name| HeaderSet { name: name.clone(), ..real.header_sets[0].clone() })
                    .collect(),
                profiles: sets
                    .iter()
                    .map(|name| SigningProfile { name: name.clone(), ..real.profiles[0].clone() })
                    .collect(),
                ..real
            }
        })
        .boxed()
}

/// A catalogue. Providers have names of their own, for those are names of folders.
pub fn catalogue() -> impl Strategy<Value = Catalogue> {
    let named = (prop_oneof![1 => Just(STANDARD.to_owned()), 2 => name()], provider());
    let glossary = vec((name(), words()), 0..6);
    (vec(named, 0..4), glossary).prop_map(|(providers, glossary)| {
        let providers: BTreeMap<String, Provider> = providers.into_iter().collect();
        let mut catalogue = Catalogue {
            providers: providers.into_iter().map(|(name, provider)| Provider { name, ..provider }).collect(),
            glossary: glossary.into_iter().map(|(name, text)| (name, at(text))).collect(),
            classes: BTreeMap::new(),
            maskable: Vec::new(),
        };
        let known = types(&catalogue);
        let members = catalogue.providers.iter_mut().flat_map(|provider| &mut provider.pages).flat_map(|page| {
            let services = page.services.iter_mut().flat_map(|service| {
                std::iter::once(&mut service.request)
                    .chain(service.responses.iter_mut().map(|variant| &mut variant.message))
            });
            services.flat_map(|message| &mut message.fields).chain(page.types.iter_mut().flat_map(|ty| &mut ty.fields))
        });
        members.for_each(|field| settle(&mut field.value, &known));
        catalogue
    })
}

fn types(catalogue: &Catalogue) -> Vec<TypeRef> {
    let pages = catalogue.providers.iter().flat_map(|provider| provider.pages.iter().map(move |page| (provider, page)));
    pages
        .flat_map(|(provider, page)| {
            page.types.iter().map(|ty| TypeRef {
                provider: provider.name.clone(),
                page: page.slug.value.clone(),
                name: ty.name.clone(),
            })
        })
        .collect()
}

/// Numbers in the place of a type's name stand for one of those that there are.
fn settle(value: &mut Typed, known: &[TypeRef]) {
    match &mut value.ty {
        Type::Named(named) => {
            let digits = [&named.provider, &named.page, &named.name].map(|digit| digit.parse::<usize>().ok());
            if let [Some(a), Some(b), Some(c)] = digits
                && !known.is_empty()
            {
                *named = known[(a * 4 + b * 2 + c) % known.len()].clone();
            }
        }
        Type::Object(fields) => fields.iter_mut().flatten().for_each(|field| settle(&mut field.value, known)),
        Type::Array(item) | Type::Map(item) => settle(item, known),
        _ => {}
    }
}
