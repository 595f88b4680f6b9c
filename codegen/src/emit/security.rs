//! Header sets, signing profiles, response codes: what the services of a provider share.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::book::{Book, ProviderNames};
use crate::emit::docs;
use crate::emit::enums::allow_alike;
use crate::emit::markdown::{code, plain};
use crate::emit::names::{Name, Scope, number};
use crate::ir::provider::{HeaderRow, HeaderSet, SigningProfile};
use crate::ir::{Placed, Provider, STANDARD};
use crate::spec::external_id::ExternalIdForm;
use crate::spec::provider::HeaderFormat;

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
    let home = home(book, if provider.codes.is_empty() { STANDARD } else { &provider.name });
    quote!(#home::codes::CODES)
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

/// Header sets and signing profiles of a provider; none if it has none of its own.
pub fn file(provider: &Provider, names: &ProviderNames) -> Option<TokenStream> {
    if provider.header_sets.is_empty() && provider.profiles.is_empty() {
        return None;
    }
    let sets = provider.header_sets.iter().filter_map(|set| Some(header_set(set, &names.header_set(&set.name)?)));
    let profiles = provider.profiles.iter().filter_map(|row| Some(profile(row, &names.profile(&row.name)?)));
    let runtime = runtime(provider);
    Some(quote! {
        #runtime
        #(#sets)*
        #(#profiles)*
    })
}

fn header_set(set: &HeaderSet, ident: &Ident) -> TokenStream {
    let name = &set.name;
    let doc = docs::attribute(&format!("Header set {}.", code(name)));
    let request = set.request.iter().map(header);
    let response = set.response.iter().map(header);
    quote! {
        #doc
        pub static #ident: rt::HeaderSet = rt::HeaderSet {
            name: #name,
            request: &[#(#request),*],
            response: &[#(#response),*],
        };
    }
}

fn header(row: &HeaderRow) -> TokenStream {
    let limit = |limit: Option<Placed<u32>>| limit.map_or(0, |limit| limit.value);
    let (name, names) = (&row.name, &row.names);
    let presence = format_ident!("{}", row.presence.letter());
    let (max, exact) = (number(limit(row.max)), number(limit(row.exact)));
    let format = match row.format {
        None => quote!(None),
        Some(format) => {
            let format = format_ident!(
                "{}",
                match format.value {
                    HeaderFormat::Timestamp => "Timestamp",
                    HeaderFormat::Ipv4 => "Ipv4",
                    HeaderFormat::Latitude => "Latitude",
                    HeaderFormat::Longitude => "Longitude",
                    HeaderFormat::Digits => "Digits",
                    HeaderFormat::Bearer => "Bearer",
                }
            );
            quote!(Some(rt::HeaderFormat::#format))
        }
    };
    let value = match &row.value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    };
    let sensitive = row.sensitive;
    quote! {
        rt::HeaderRule {
            name: #name,
            names: &[#(#names),*],
            presence: rt::Presence::#presence,
            max: #max,
            exact: #exact,
            format: #format,
            value: #value,
            sensitive: #sensitive,
        }
    }
}

fn profile(profile: &SigningProfile, ident: &Ident) -> TokenStream {
    let name = &profile.name;
    let note = profile.note.as_ref().map_or_else(String::new, |note| format!(" {}", plain(&docs::sentence(note))));
    let doc = docs::attribute(&format!("Signing profile {}.{note}", code(name)));
    let switch = |name: &str| format_ident!("{name}");
    let (transaction, token) = (switch(profile.transaction.variant()), switch(profile.token.variant()));
    let (query, path) = (switch(profile.query.variant()), switch(profile.path.variant()));
    let (body, empty_body) = (switch(profile.body.variant()), switch(profile.empty_body.variant()));
    let (encoding, timestamp) = (switch(profile.encoding.variant()), switch(profile.timestamp.variant()));
    let (external_id, callbacks) = (external_id(*profile.external_id), switch(profile.callbacks.variant()));
    quote! {
        #doc
        pub static #ident: rt::SigningProfile = rt::SigningProfile {
            name: #name,
            transaction: rt::TransactionSignature::#transaction,
            token: rt::TokenSignature::#token,
            query: rt::QueryPolicy::#query,
            path: rt::PathPolicy::#path,
            body: rt::BodyPolicy::#body,
            empty_body: rt::EmptyBody::#empty_body,
            encoding: rt::SignatureEncoding::#encoding,
            timestamp: rt::TimestampForm::#timestamp,
            external_id: rt::ExternalIdForm::#external_id,
            callbacks: rt::CallbackSignature::#callbacks,
        };
    }
}

/// The two lengths that the runtime has a name for keep it: their values begin with the time as people read it, or are
/// nothing but the time.
fn external_id(form: ExternalIdForm) -> TokenStream {
    let length = |length: u8| number(u32::from(length));
    match form {
        ExternalIdForm::Digits(36) => quote!(Digits36),
        ExternalIdForm::Digits(9) => quote!(Digits9),
        ExternalIdForm::Digits(digits) => {
            let length = length(digits);
            quote!(Digits(#length))
        }
        ExternalIdForm::Alphanumeric(symbols) => {
            let length = length(symbols);
            quote!(Alphanumeric(#length))
        }
        ExternalIdForm::Uuid => quote!(Uuid),
        ExternalIdForm::Any36 => quote!(Any36),
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
        let success_for = &code.success_for;
        quote! {
            rt::CodeRow {
                http: #http,
                case: #case,
                name: #name,
                category: rt::Category::#category,
                message: #message,
                outcome: rt::Outcome::#outcome,
                retry: rt::Retry::#retry,
                success_for: &[#(#success_for),*],
            }
        }
    });
    let fallback = if provider.name == STANDARD { quote!(None) } else { quote!(Some(&rt::national::codes::CODES)) };
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
        pub static CODES: rt::CodeTable = rt::CodeTable { rows: &ROWS, fallback: #fallback };
    })
}
