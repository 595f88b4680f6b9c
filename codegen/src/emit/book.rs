//! Names that several files must agree on: providers, pages, named types, header sets, signing profiles.

use std::collections::BTreeMap;

use proc_macro2::Ident;

use crate::emit::manifest;
use crate::emit::names::{Name, PRELUDE, Scope};
use crate::ir::{Catalogue, Provider, STANDARD, TypeRef};

/// The catalogue with such names claimed.
#[derive(Debug)]
pub struct Book<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// Names of the providers, in their order.
    pub providers: Vec<ProviderNames>,
    types: BTreeMap<TypeRef, String>,
}

/// Names of a provider.
#[derive(Debug)]
pub struct ProviderNames {
    /// Its name in the spec.
    wire: String,
    /// Its module.
    pub module: Name,
    /// Modules of its pages, in their order.
    pub pages: Vec<PageNames>,
    header_sets: BTreeMap<String, Name>,
    profiles: BTreeMap<String, Name>,
}

/// Names of a page.
#[derive(Debug)]
pub struct PageNames {
    /// Its module.
    pub module: Name,
    /// Its own Cargo feature: pages of the standard have one, a provider's are all behind the provider's.
    pub feature: Option<String>,
    /// Its named types, in their order.
    pub types: Vec<Name>,
    /// What is taken in it, for the types that are claimed next.
    pub scope: Scope,
}

impl<'a> Book<'a> {
    /// Claims them all.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        // What stands beside the modules of the providers, in their file and in the root of the crate.
        let mut modules = Scope::with(&["default", "national", "providers", "rt", "signing", "client", "error"]);
        let providers: Vec<_> =
            catalogue.providers.iter().map(|provider| ProviderNames::claim(provider, &mut modules)).collect();
        let mut types = BTreeMap::new();
        for (provider, names) in catalogue.providers.iter().zip(&providers) {
            for (page, of_page) in provider.pages.iter().zip(&names.pages) {
                for (ty, name) in page.types.iter().zip(&of_page.types) {
                    let path = format!("{}::{}::{}", names.module.text, of_page.module.text, name.text);
                    types.entry(TypeRef::of(provider, page, ty)).or_insert(path);
                }
            }
        }
        Self { catalogue, providers, types }
    }

    /// The provider that stands for the national standard, with its names.
    pub fn standard(&self) -> Option<(&'a Provider, &ProviderNames)> {
        self.catalogue.providers.iter().zip(&self.providers).find(|(provider, _)| provider.name == STANDARD)
    }

    /// Path of a named type below the providers; none if no page declares it.
    pub fn named(&self, named: &TypeRef) -> Option<&str> {
        self.types.get(named).map(String::as_str)
    }

    /// The feature that a page of a provider is behind, by the page's module in the spec.
    pub fn feature(&self, provider: &str, module: &str) -> Option<&str> {
        let (pages, names) = self.catalogue.providers.iter().zip(&self.providers).find(|(p, _)| p.name == provider)?;
        // Types that are taken over are known by their module in Rust.
        let mut pages = pages.pages.iter().zip(&names.pages);
        let (_, page) = pages.find(|(page, names)| page.slug.value == module || names.module.text == module)?;
        Some(page.feature.as_deref().unwrap_or_else(|| names.feature()))
    }

    /// A provider's names.
    pub fn provider(&self, name: &str) -> Option<&ProviderNames> {
        self.providers.iter().find(|provider| provider.wire == name)
    }
}

impl ProviderNames {
    fn claim(provider: &Provider, modules: &mut Scope) -> Self {
        let module = modules.snake(&provider.name);
        // What stands beside the pages in the provider's file.
        let mut beside = Scope::with(&["callbacks", "client", "codes", "messages", "profiles", "rt", "values"]);
        let pages = provider.pages.iter().map(|page| {
            let mut scope = Scope::with(&PRELUDE);
            let types = page.types.iter().map(|ty| scope.camel(&ty.name)).collect();
            let module = beside.snake(&page.slug);
            let feature = (provider.name == STANDARD)
                .then(|| format!("{STANDARD}-{}", module.text.trim_end_matches('_').replace('_', "-")));
            PageNames { module, feature, types, scope }
        });
        let pages = pages.collect();
        let mut constants = Scope::default();
        let mut claim = |prefix: &str, names: Vec<&String>| -> BTreeMap<String, Name> {
            names.into_iter().map(|name| (name.clone(), constants.shouty(&format!("{prefix}_{name}")))).collect()
        };
        Self {
            wire: provider.name.clone(),
            module,
            pages,
            header_sets: claim("headers", provider.header_sets.iter().map(|set| &set.name).collect()),
            profiles: claim("signing", provider.profiles.iter().map(|profile| &profile.name).collect()),
        }
    }

    /// Its Cargo feature: its name, if Cargo can say it.
    pub fn feature(&self) -> &str {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let sayable = !self.wire.is_empty() && self.wire.chars().all(plain) && !self.wire.starts_with('-');
        // What the crate's other features are called is taken.
        if sayable && !manifest::FEATURES.contains(&self.wire.as_str()) { &self.wire } else { &self.module.text }
    }

    /// A header set's constant.
    pub fn header_set(&self, name: &str) -> Option<Ident> {
        self.header_sets.get(name).map(Name::ident)
    }

    /// A signing profile's constant.
    pub fn profile(&self, name: &str) -> Option<Ident> {
        self.profiles.get(name).map(Name::ident)
    }
}
