//! Enums that several pages have: they are declared once, and each page shows them under the name that they have there.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::book::Book;
use crate::emit::enums;
use crate::emit::lists::ListKey;
use crate::emit::names::{Name, PRELUDE, Scope, settle};
use crate::emit::plan::{EnumPlan, PagePlan, SharedEnum};
use crate::ir::STANDARD;

/// Where a list is met: provider, page.
type Place = (usize, usize);

/// A list that is shared, with the pages that have it.
struct Shared<'l, 'a> {
    list: &'l ListKey,
    /// In the order of pages.
    uses: &'l [(Place, &'l EnumPlan<'a>)],
}

/// Takes the enums that are shared out of their pages. For each provider gives those that its pages share; for the standard those
/// of its pages that any other page has.
pub fn share<'a>(book: &Book<'a>, pages: &mut [Vec<PagePlan<'a>>]) -> Vec<Vec<EnumPlan<'a>>> {
    let standard = book.catalogue.providers.iter().position(|provider| provider.name == STANDARD);
    let mut by_list: BTreeMap<&ListKey, Vec<(Place, &EnumPlan<'a>)>> = BTreeMap::new();
    for (provider, pages) in pages.iter().enumerate() {
        for (page, plan) in pages.iter().enumerate() {
            for item in &plan.enums {
                by_list.entry(&item.list).or_default().push(((provider, page), item));
            }
        }
    }
    let mut of_providers: Vec<Vec<Shared<'_, 'a>>> = pages.iter().map(|_| Vec::new()).collect();
    for (list, uses) in &by_list {
        // What the standard lists is the standard's for all; two providers never refer to each other.
        let of = |provider: usize| uses.iter().filter(move |((by, _), _)| *by == provider).count();
        let national = standard.filter(|standard| of(*standard) > 0);
        for (provider, shared) in of_providers.iter_mut().enumerate() {
            let has = match national {
                Some(standard) => provider == standard && uses.len() > 1,
                None => of(provider) > 1,
            };
            if has {
                shared.push(Shared { list, uses });
            }
        }
    }
    let mut values = Vec::new();
    let mut hoisted: BTreeMap<(usize, ListKey), Name> = BTreeMap::new();
    for (provider, shared) in of_providers.iter().enumerate() {
        let (of_provider, names) = declared(provider, shared, pages);
        hoisted.extend(names.into_iter().map(|(list, name)| ((provider, list), name)));
        values.push(of_provider);
    }
    for (provider, pages) in pages.iter_mut().enumerate() {
        for plan in pages {
            let (mut own, mut shared) = (Vec::new(), Vec::new());
            for item in std::mem::take(&mut plan.enums) {
                let there = |home: usize| hoisted.get(&(home, item.list.clone())).map(|name| (home, name.clone()));
                match standard.and_then(there).or_else(|| there(provider)) {
                    Some((home, there)) => {
                        shared.push(SharedEnum { national: standard == Some(home), there, here: item.name });
                    }
                    None => own.push(item),
                }
            }
            (plan.enums, plan.shared) = (own, shared);
        }
    }
    values
}

/// The enums that a provider's pages share, by name. One is called after its member. Where different lists have that name, they are
/// called as on the first page that has them, and where that is no better, the name of that page comes in front.
fn declared<'a>(
    provider: usize,
    shared: &[Shared<'_, 'a>],
    pages: &[Vec<PagePlan<'a>>],
) -> (Vec<EnumPlan<'a>>, Vec<(ListKey, Name)>) {
    let wanted: Vec<_> = shared
        .iter()
        .map(|shared| {
            let mut names = vec![shared.list.name.clone()];
            let own = shared.uses.iter().filter(|((by, _), _)| *by == provider);
            let on_pages =
                own.filter_map(|((by, page), item)| Some((&pages.get(*by)?.get(*page)?.module.text, &item.name.text)));
            if let Some((module, name)) = on_pages.min() {
                names.extend([name.clone(), format!("{module}_{name}")]);
            }
            names
        })
        .collect();
    let names = settle(&mut Scope::with(&PRELUDE), &wanted);
    let mut items: Vec<_> = shared
        .iter()
        .zip(&names)
        .filter_map(|(shared, name)| {
            let (_, first) = shared.uses.iter().find(|((by, _), _)| *by == provider)?;
            let members: BTreeSet<_> = shared.uses.iter().flat_map(|(_, item)| item.members.iter().copied()).collect();
            Some(EnumPlan { name: name.clone(), members, ..(*first).clone() })
        })
        .collect();
    items.sort_by(|a, b| a.name.text.cmp(&b.name.text));
    (items, shared.iter().map(|shared| shared.list.clone()).zip(names).collect())
}

/// The file of the enums that are shared; `runtime` is the crate with what they need.
pub fn file(values: &[EnumPlan<'_>], runtime: &TokenStream) -> Option<TokenStream> {
    let items = values.iter().map(enums::enumeration);
    (!values.is_empty()).then(|| quote! { use #runtime as rt; #(#items)* })
}

/// What shows a page's share of them.
pub fn reexports(plan: &PagePlan<'_>) -> TokenStream {
    let of = |national: bool| {
        let shared = plan.shared.iter().filter(move |shared| shared.national == national);
        let names: Vec<_> = shared
            .map(|shared| {
                let (there, here) = (shared.there.ident(), shared.here.ident());
                if there == here { quote!(#there) } else { quote!(#there as #here) }
            })
            .collect();
        (!names.is_empty()).then_some(names)
    };
    let own = of(false).map(|names| quote!(pub use super::values::{#(#names),*};));
    let national = of(true).map(|names| quote!(pub use snap_core::national::values::{#(#names),*};));
    quote!(#national #own)
}
