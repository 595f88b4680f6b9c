//! Modules of providers and pages, and the list of providers.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::book::{Book, ProviderNames};
use crate::emit::markdown::{cell, code, link, plain};
use crate::emit::names::{Name, Scope, ident};
use crate::emit::plan::{EnumPlan, PagePlan};
use crate::emit::{client, docs, inquiries, security, sharing};
use crate::ir::{Provider, STANDARD};

/// `providers/mod.rs`: one module per provider, each behind its feature.
pub fn providers(book: &Book<'_>) -> TokenStream {
    let modules = book.providers.iter().map(|names| {
        let (name, condition) = (names.module.ident(), condition(names));
        quote! {
            #condition
            pub mod #name;
        }
    });
    let mut variants = Scope::default();
    let each = book.catalogue.providers.iter().zip(&book.providers).map(|(provider, names)| {
        let variant = variants.camel(&names.module.text).ident();
        (variant, names.module.ident(), format!(" {}.", plain(&provider.title)), condition(names))
    });
    let each: Vec<_> = each.collect();
    let entries = each.iter().map(|(_, module, _, condition)| quote!(#condition &#module::PROVIDER));
    let variants = each.iter().map(|(variant, _, title, condition)| quote!(#[doc = #title] #condition #variant));
    let all = each.iter().map(|(variant, _, _, condition)| quote!(#condition Self::#variant));
    let arms =
        each.iter().map(|(variant, module, _, condition)| quote!(#condition Self::#variant => &#module::PROVIDER));
    quote! {
        use snap_core as rt;
        #(#modules)*
        /// Every provider whose feature is on.
        pub static PROVIDERS: &[&rt::ProviderEntry] = &[#(#entries),*];
        /// A provider whose feature is on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Provider {
            #(#variants),*
        }
        impl Provider {
            /// All of them.
            pub const ALL: &[Self] = &[#(#all),*];
            /// Everything that it has, as data.
            #[must_use]
            pub const fn entry(self) -> &'static rt::ProviderEntry {
                match self {
                    #(#arms),*
                }
            }
        }
    }
}

/// What stands before everything of a provider: its feature, or one of its pages'.
fn condition(names: &ProviderNames) -> TokenStream {
    let feature = names.feature();
    let pages: Vec<_> = names.pages.iter().filter_map(|page| page.feature.as_ref()).collect();
    if pages.is_empty() {
        quote!(#[cfg(feature = #feature)])
    } else {
        quote!(#[cfg(any(feature = #feature, #(feature = #pages),*))])
    }
}

/// Whether a provider has header sets or signing profiles of its own.
pub fn has_profiles(provider: &Provider) -> bool {
    !provider.header_sets.is_empty() || !provider.profiles.is_empty()
}

/// A provider's module.
pub fn module(
    book: &Book<'_>,
    (provider, names): (&Provider, &ProviderNames),
    (pages, values): (&[PagePlan<'_>], &[EnumPlan<'_>]),
) -> TokenStream {
    let modules = pages.iter().zip(&names.pages).map(|(plan, names)| {
        let (module, condition) = (plan.module.ident(), client::condition(names));
        quote!(#condition pub mod #module;)
    });
    let services = [(client::has_client(pages), "client"), (client::has_callbacks(pages), "callbacks")];
    let services: Vec<_> = services.iter().filter(|(has, _)| *has).map(|(_, name)| ident(name)).collect();
    let own = provider.name != STANDARD;
    let codes = if provider.codes.is_empty() {
        TokenStream::new()
    } else if !security::has_national_codes(book, provider) {
        quote!(
            pub mod codes;
        )
    } else {
        quote!(
            pub use rt::national::codes;
        )
    };
    let security = if !has_profiles(provider) {
        TokenStream::new()
    } else if own {
        quote!(
            pub mod profiles;
        )
    } else {
        quote!(
            pub use rt::national::profiles;
        )
    };
    let values = if values.is_empty() {
        TokenStream::new()
    } else if own {
        quote!(
            pub mod values;
        )
    } else {
        quote!(
            pub use rt::national::values;
        )
    };
    let endpoints = pages.iter().zip(&names.pages).flat_map(|(plan, names)| {
        let (module, condition) = (plan.module.ident(), client::condition(names));
        plan.services.iter().map(move |service| {
            let name = service.endpoint.ident();
            quote!(#condition &#module::#name)
        })
    });
    let inquiries = pages.iter().zip(&names.pages).flat_map(|(plan, of_page)| {
        inquiries::of_page(names, pages, plan).into_iter().map(move |asked| {
            let (module, constant) = (plan.module.ident(), asked.name.ident());
            let condition = client::condition(of_page);
            quote!(#condition #module::#constant.question())
        })
    });
    let environments = provider.environments.iter().map(|environment| {
        let (name, url) = (&environment.name, &environment.url);
        quote!(rt::Environment::new(#name, #url))
    });
    let (name, title) = (&provider.name, &provider.title);
    quote! {
        use snap_core as rt;
        #(#[cfg(feature = "client")] mod #services;)*
        mod messages;
        #(#modules)*
        #codes
        #security
        #values
        #(#[cfg(feature = "client")] pub use #services::*;)*
        pub use messages::MESSAGES;
        /// Every service of this provider.
        pub static ENDPOINTS: &[&rt::Endpoint] = &[#(#endpoints),*];
        /// How it is asked what became of calls of these services.
        pub static INQUIRIES: &[&rt::Question] = &[#(#inquiries),*];
        /// Where this provider is reached.
        pub static ENVIRONMENTS: &[rt::Environment] = &[#(#environments),*];
        /// The test cases of this provider, as JSON: what it calls at its partners as documented (`requests`), and what is changed
        /// and expected (`lists`).
        pub static CERTIFICATION: &str = include_str!("certification.json");
        /// Everything that this provider has, as data.
        pub static PROVIDER: rt::ProviderEntry = rt::ProviderEntry {
            name: #name,
            title: #title,
            endpoints: ENDPOINTS,
            messages: MESSAGES,
            inquiries: INQUIRIES,
            environments: ENVIRONMENTS,
            samples: include_str!("samples.json"),
            examples: include_str!("examples.json"),
            certification: CERTIFICATION,
        };
        /// A server of all these services that answers what their pages show, to begin with before there is another.
        #[cfg(feature = "server")]
        pub fn stub() -> rt::server::StubBuilder {
            rt::server::Stub::of(&PROVIDER)
        }
    }
}

/// The list of a provider's messages, in a file of its own: it grows with the spec.
pub fn messages(names: &ProviderNames, pages: &[PagePlan<'_>]) -> TokenStream {
    let messages = pages
        .iter()
        .zip(&names.pages)
        .flat_map(|(plan, names)| {
            plan.services.iter().map(|service| (plan.module.ident(), client::condition(names), service))
        })
        .flat_map(|(module, condition, plan)| {
            let service = &plan.service.name;
            plan.messages.iter().filter_map(move |message| {
                let root = message.structs.first()?.name.ident();
                let entry = if message.variant.is_none() {
                    quote!(rt::MessageEntry::request::<super::#module::#root>(#service))
                } else {
                    let variant = message.variant.and_then(|index| plan.service.responses[index].name.as_ref());
                    let variant = variant.map_or_else(|| quote!(None), |name| quote!(Some(#name)));
                    quote!(rt::MessageEntry::response::<super::#module::#root>(#service, #variant))
                };
                Some(quote!(#condition #entry))
            })
        });
    quote! {
        use snap_core as rt;
        /// Every message of this provider, with how to decode it.
        pub static MESSAGES: &[rt::MessageEntry] = &[#(#messages),*];
    }
}

/// The documentation of a provider's module: a table of its services.
pub fn module_docs(provider: &Provider, pages: &[PagePlan<'_>]) -> String {
    let mut text = format!("{}.\n", plain(&provider.title));
    if let Some(doc) = &provider.doc {
        text.push_str(&format!("\n{}\n", plain(&docs::sentence(doc))));
    }
    text.push_str("\n| service | code | endpoint | direction | effect |\n|---|---|---|---|---|\n");
    for plan in pages {
        for service in &plan.services {
            let (module, constant) = (&plan.module.text, &service.endpoint.text);
            let service = service.service;
            text.push_str(&format!(
                "| [{}]({module}::{constant}) | {} | {} | {} | {} |\n",
                cell(&plain(&service.title)),
                if service.code.is_empty() { "none".to_owned() } else { cell(&plain(&service.code)) },
                cell(&code(&format!("{} {}", service.method.as_str(), service.full_path(&provider.prefix)))),
                service.direction.as_str(),
                service.effect.as_str(),
            ));
        }
    }
    text
}

/// A page's module: re-exports of its files.
pub fn page(plan: &PagePlan<'_>, has_rules: bool, asks: bool) -> TokenStream {
    let mut modules = Vec::new();
    if !plan.enums.is_empty() {
        modules.push(ident("enums"));
    }
    if !plan.types.is_empty() {
        modules.push(ident(types_file(plan)));
    }
    if asks {
        modules.push(ident("inquiries"));
    }
    modules.extend(plan.services.iter().flat_map(super::service::modules).map(Name::ident));
    let rules = has_rules.then(|| {
        quote!(
            mod rules;
        )
    });
    let shared = sharing::reexports(plan);
    quote! {
        #(mod #modules;)*
        #rules
        #(pub use #modules::*;)*
        #shared
    }
}

/// The file of a page's named types. What the provider's pages share is called `types` itself.
pub fn types_file(plan: &PagePlan<'_>) -> &'static str {
    if plan.page.is_shared() { "named" } else { "types" }
}

/// The documentation of a page's module.
pub fn page_docs(plan: &PagePlan<'_>) -> String {
    let source = &plan.page.source;
    if plan.page.is_shared() {
        let page = link(&source.title, &source.url);
        return format!("Types that the pages of this provider share, as {page} prints them.\n");
    }
    format!("Services of the page {}, read on {}.\n", link(&source.title, &source.url), plain(&source.retrieved))
}
