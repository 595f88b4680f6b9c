//! Names of the real spec: short, whatever the order of rows, and one for what is one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use snap_codegen::emit::{Draft, drafts};
use snap_codegen::ir::{Catalogue, Field, Type, Typed};
use snap_codegen::pipeline::Spec;
use syn::{Attribute, Expr, Fields, Item, Lit, Meta, UseTree};

const PROVIDERS: &str = "generated/src/providers/";
const NATIONAL: &str = "snap-core/src/national/values.rs";

/// The most characters of a name, and how many types may have more than what one reads at a glance.
const LONGEST: usize = 60;
const GLANCE: usize = 40;
const LONG: usize = 60;

fn spec() -> Catalogue {
    Spec::read(&support::root()).expect("the spec can be read").catalogue
}

fn docs(attributes: &[Attribute]) -> String {
    let line = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    attributes.iter().filter_map(line).collect()
}

/// A type that is declared: with its members by name and type, or its variants by name and documentation.
struct Declared {
    file: String,
    name: String,
    doc: String,
    of: BTreeSet<String>,
}

fn declared(drafts: Vec<Draft>) -> Vec<Declared> {
    let mut found = Vec::new();
    for draft in drafts {
        let file = syn::parse2::<syn::File>(draft.tokens).expect("what is emitted is Rust");
        for item in file.items {
            let (name, attributes, of) = match item {
                Item::Struct(item) => {
                    let Fields::Named(fields) = &item.fields else { continue };
                    let member = |field: &syn::Field| {
                        let ty = &field.ty;
                        format!("{}: {}", field.ident.as_ref().unwrap(), quote::quote!(#ty))
                    };
                    (item.ident, item.attrs, fields.named.iter().map(member).collect())
                }
                Item::Enum(item) => {
                    let variant = |variant: &syn::Variant| format!("{}: {}", variant.ident, docs(&variant.attrs));
                    let variants = item.variants.iter().map(variant).collect();
                    (item.ident, item.attrs, variants)
                }
                _ => continue,
            };
            found.push(Declared { file: draft.path.clone(), name: name.to_string(), doc: docs(&attributes), of });
        }
    }
    found
}

fn provider(file: &str) -> Option<&str> {
    file.strip_prefix(PROVIDERS)?.split_once('/').map(|(provider, _)| provider)
}

/// The value lists among them, by the members that they are for and by their values.
fn lists(found: &[Declared]) -> impl Iterator<Item = (&Declared, (&str, &BTreeSet<String>))> {
    found.iter().filter_map(|found| {
        let members = found.doc.trim().strip_prefix("Values of ")?.split(". ").next()?;
        Some((found, (members, &found.of)))
    })
}

fn turned(fields: &mut [Field]) {
    fn inside(value: &mut Typed) {
        match &mut value.ty {
            Type::Object(Some(fields)) => turned(fields),
            Type::Array(item) | Type::Map(item) => inside(item),
            _ => {}
        }
    }
    fields.reverse();
    fields.iter_mut().for_each(|field| inside(&mut field.value));
}

#[test]
fn names_are_short() {
    let mut names: Vec<_> = declared(drafts(&spec())).into_iter().map(|found| found.name).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    assert!(names.len() > 500, "only {} types", names.len());
    let long: Vec<_> = names.iter().filter(|name| name.len() > GLANCE).collect();
    println!("{} types, {} beyond {GLANCE}, the longest {}: {}", names.len(), long.len(), names[0].len(), names[0]);
    assert!(names[0].len() <= LONGEST, "{} has {} characters", names[0], names[0].len());
    assert!(long.len() < LONG, "{} names have more than {GLANCE} characters: {long:#?}", long.len());
}

#[test]
fn the_order_of_rows_changes_no_name() {
    let as_printed = spec();
    let mut other = as_printed.clone();
    for page in other.providers.iter_mut().flat_map(|provider| &mut provider.pages) {
        page.types.iter_mut().for_each(|named| turned(&mut named.fields));
        for service in &mut page.services {
            turned(&mut service.request.table.fields);
            service.responses.iter_mut().for_each(|variant| turned(&mut variant.message.table.fields));
        }
    }
    assert!(as_printed != other);
    let by_name = |catalogue: &Catalogue| -> BTreeMap<_, _> {
        let of = |found: Declared| ((found.file, found.name), found.of);
        declared(drafts(catalogue)).into_iter().map(of).collect()
    };
    let (before, after) = (by_name(&as_printed), by_name(&other));
    for (place, members) in &before {
        assert_eq!(after.get(place), Some(members), "{place:?}");
    }
    assert_eq!(before.len(), after.len());
}

#[test]
fn equal_lists_are_one_enum() {
    let found = declared(drafts(&spec()));
    let national: BTreeMap<_, _> = lists(&found)
        .filter(|(found, _)| found.file == NATIONAL || provider(&found.file) == Some("aspi"))
        .map(|(found, list)| (list, found))
        .collect();
    let mut seen: BTreeMap<_, &Declared> = BTreeMap::new();
    for (found, list) in lists(&found) {
        let of = provider(&found.file).unwrap_or("aspi");
        if let Some(other) = seen.insert((of, list), found) {
            panic!("{} of {} is {} of {}", found.name, found.file, other.name, other.file);
        }
        if let Some(other) = national.get(&list).filter(|_| of != "aspi") {
            panic!("{} of {} is the national {} of {}", found.name, found.file, other.name, other.file);
        }
    }
    let shared = lists(&found).filter(|(found, _)| found.file.ends_with("/values.rs")).count();
    assert!(shared > 20 && national.len() > 30, "{shared} lists are shared, {} are national", national.len());
}

/// What a file shows of shared values: whether of the national ones, and their names there.
fn shown(tree: &UseTree, path: &mut Vec<String>, found: &mut Vec<(bool, String)>) {
    let leaf = |path: &[String], name: &syn::Ident| {
        (path.last()? == "values").then(|| (path.first().is_some_and(|root| root == "snap_core"), name.to_string()))
    };
    match tree {
        UseTree::Path(next) => {
            path.push(next.ident.to_string());
            shown(&next.tree, path, found);
            path.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| shown(tree, path, found)),
        UseTree::Name(name) => found.extend(leaf(path, &name.ident)),
        UseTree::Rename(name) => found.extend(leaf(path, &name.ident)),
        UseTree::Glob(_) => {}
    }
}

#[test]
fn what_nobody_shares_stays_on_its_page() {
    let all = drafts(&spec());
    let mut pages: BTreeMap<(String, String), usize> = BTreeMap::new();
    for draft in &all {
        let file = syn::parse2::<syn::File>(draft.tokens.clone()).expect("what is emitted is Rust");
        let mut found = Vec::new();
        for item in &file.items {
            if let Item::Use(item) = item {
                shown(&item.tree, &mut Vec::new(), &mut found);
            }
        }
        let own = provider(&draft.path).unwrap_or_default();
        for (national, name) in found {
            *pages.entry((if national { "aspi" } else { own }.to_owned(), name)).or_default() += 1;
        }
    }
    let found = declared(all);
    for (found, _) in lists(&found).filter(|(found, _)| found.file.ends_with("/values.rs")) {
        let home = provider(&found.file).unwrap_or("aspi").to_owned();
        let pages = pages.get(&(home, found.name.clone())).copied().unwrap_or_default();
        assert!(pages > 1, "{} of {} is shown by {pages} pages", found.name, found.file);
    }
}
