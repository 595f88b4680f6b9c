//! Where what the services of a provider share is found, and its response codes.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::book::{Book, ProviderNames};
use crate::emit::docs;
use crate::emit::enums::allow_alike;
use crate::emit::markdown::{code, plain};
use crate::emit::names::{Name, Scope, number};
use crate::ir::{Provider, STANDARD};

/// The module that holds a provider's shared items. The standard's are the runtime's: every provider refers to them, and
/// so does the runtime itself.
fn home(book: &Book<'_>, provider: &str) -> TokenStream {
    match book.provider(provider).filter(|_| provider != STANDARD) {
        Some(names) => {
            let provider = names.module.ident();
            quote!(crate::providers::#provider)
        }
        None => quote!(rt::national),
    }
}

/// Path of a header set.
pub fn header_set_path(book: &Book<'_>, set: Option<&(String, String)>) -> TokenStream {
    profiles_path(book, set, ProviderNames::header_set)
}

/// Path of a signing profile.
pub fn profile_path(book: &Book<'_>, profile: Option<&(String, String)>) -> TokenStream {
    profiles_path(book, profile, ProviderNames::profile)
}

fn profiles_path(
    book: &Book<'_>,
    wanted: Option<&(String, String)>,
    ident: fn(&ProviderNames, &str) -> Option<Ident>,
) -> TokenStream {
    let (provider, name) = wanted.map_or(("", ""), |(provider, name)| (provider, name));
    // A service without one has a finding, and is not generated.
    let name = book.provider(provider).and_then(|names| ident(names, name)).unwrap_or_else(|| format_ident!("NONE"));
    let home = home(book, provider);
    quote!(#home::profiles::#name)
}

/// Path of the code table: the provider's own, or the standard's.
pub fn codes_path(book: &Book<'_>, provider: &Provider) -> TokenStream {
    let national = provider.codes.is_empty() || has_national_codes(book, provider);
    let home = home(book, if national { STANDARD } else { &provider.name });
    quote!(#home::codes::CODES)
}

/// Whether the code table of a provider is the standard's, word for word: then it is not written again.
pub fn has_national_codes(book: &Book<'_>, provider: &Provider) -> bool {
    provider.name == STANDARD || book.standard().is_some_and(|(standard, _)| standard.codes == provider.codes)
}

/// How a file of a provider calls the runtime `rt`: the standard's files are part of it.
pub fn runtime(provider: &Provider) -> TokenStream {
    if provider.name == STANDARD {
        quote!(
            use crate as rt;
        )
    } else {
        quote!(
            use snap_core as rt;
        )
    }
}

/// The response codes of a provider; none if it has none of its own.
pub fn codes(provider: &Provider) -> Option<TokenStream> {
    if provider.codes.is_empty() {
        return None;
    }
    let mut scope = Scope::default();
    let names: Vec<_> = provider.codes.iter().map(|code| scope.camel(&code.name)).collect();
    let alike = allow_alike("Code", names.iter().map(|name| name.text.as_str()));
    let names: Vec<_> = names.iter().map(Name::ident).collect();
    let variants = provider.codes.iter().zip(&names).map(|(row, name)| {
        let meaning = row.doc.as_ref().map_or_else(String::new, |doc| format!(" {}", plain(&docs::sentence(doc))));
        let (http, case, message) = (row.http, code(&row.case), plain(&row.message));
        let doc = docs::attribute(&format!("`{http}`/{case} {message}.{meaning}"));
        quote! {
            #doc
            #name,
        }
    });
    let rows = provider.codes.iter().map(|code| {
        let (http, case, name, message) = (number(code.http.value.into()), &code.case, &code.name, &code.message);
        let category = format_ident!("{}", code.category.variant());
        let outcome = format_ident!("{}", code.outcome.variant());
        let retry = format_ident!("{}", code.retry.variant());
        let success_for = (!code.success_for.is_empty()).then(|| {
            let services = &code.success_for;
            quote!(.success_for(&[#(#services),*]))
        });
        quote! {
            rt::CodeRow::new(#http, #case)
                .name(#name)
                .message(#message)
                .means(rt::Category::#category, rt::Outcome::#outcome, rt::Retry::#retry)
                #success_for
        }
    });
    let fallback = (provider.name != STANDARD).then(|| quote!(.fallback(&rt::national::codes::CODES)));
    let title = docs::attribute(&format!(
        "Response codes of {}, by name. What the table does not list is no `Code`, but still has its parts, its category and an outcome: see [`ResponseCode`](rt::ResponseCode) and [`CODES`].",
        plain(&provider.title)
    ));
    let runtime = runtime(provider);
    Some(quote! {
        #runtime
        #title
        #alike
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            #(#variants)*
        }
        impl Code {
            /// Every code of the table, in its order.
            pub const ALL: &'static [Self] = &[#(Self::#names),*];
            /// The code that the table has for a response code, if it has one.
            #[must_use]
            pub fn of(code: &rt::ResponseCode) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.row().http == code.http() && known.row().case == code.case())
            }
            /// Its row: parts, message, category, outcome.
            #[must_use]
            pub fn row(self) -> &'static rt::CodeRow {
                &ROWS[self as usize]
            }
        }
        static ROWS: [rt::CodeRow; Code::ALL.len()] = [#(#rows),*];
        /// The table.
        pub static CODES: rt::CodeTable = rt::CodeTable::new(&ROWS) #fallback;
    })
}
