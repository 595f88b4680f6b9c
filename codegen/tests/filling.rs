//! Messages are filled by name: no two arguments can be taken for each other, and the order of a page's rows is nobody's
//! business.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod support;

use std::collections::BTreeMap;

use snap_codegen::emit::emit;
use snap_codegen::pipeline::Spec;
use syn::{ImplItem, Item, Type};

/// The generated files of the real spec.
fn generated() -> Vec<(String, syn::File)> {
    let spec = Spec::read(&support::root()).expect("the spec can be read");
    let written = emit(&spec.catalogue).expect("the emitter writes Rust");
    let rust = written.into_iter().filter(|file| file.path.ends_with(".rs"));
    let parse = |bytes| syn::parse_file(&String::from_utf8(bytes).expect("text")).expect("Rust");
    rust.map(|file| (file.path, parse(file.bytes))).collect()
}

/// `new` by type: how many parameters each has.
fn news(files: &[(String, syn::File)]) -> BTreeMap<(String, String), usize> {
    let mut found = BTreeMap::new();
    for (path, file) in files {
        for item in &file.items {
            let Item::Impl(block) = item else { continue };
            let Type::Path(ty) = &*block.self_ty else { continue };
            let name = ty.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            for item in &block.items {
                if let ImplItem::Fn(function) = item
                    && function.sig.ident == "new"
                {
                    found.insert((path.clone(), name.clone()), function.sig.inputs.len());
                }
            }
        }
    }
    found
}

#[test]
fn no_message_takes_two_arguments_and_what_is_mandatory_is_given_by_name() {
    let files = generated();
    let news = news(&files);
    assert!(news.len() > 300, "only {} types have `new`", news.len());
    let several: Vec<_> = news.iter().filter(|(_, parameters)| **parameters > 1).collect();
    assert!(several.is_empty(), "{several:?}");
    let structs: BTreeMap<_, _> = files
        .iter()
        .flat_map(|(path, file)| file.items.iter().map(move |item| (path, item)))
        .filter_map(|(path, item)| match item {
            Item::Struct(item) => Some(((path.as_str(), item.ident.to_string()), item)),
            _ => None,
        })
        .collect();
    let mut tried = 0;
    for ((path, name), item) in structs.iter().filter(|((_, name), _)| name.ends_with("Mandatory")) {
        assert!(item.fields.len() > 1, "{path} {name}");
        // Neither hidden members nor the rest of a default: what is not given does not compile.
        assert!(item.fields.iter().all(|field| matches!(field.vis, syn::Visibility::Public(_))), "{path} {name}");
        assert!(!item.attrs.iter().any(|attribute| attribute.path().is_ident("non_exhaustive")), "{path} {name}");
        tried += 1;
    }
    assert!(tried > 150, "only {tried}");
}
