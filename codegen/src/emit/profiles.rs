//! Header sets and signing profiles. What a provider takes over from the standard, or has said before, is a reference.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::book::{Book, ProviderNames};
use crate::emit::markdown::{code, plain};
use crate::emit::names::number;
use crate::emit::{conditions, docs, security};
use crate::ir::provider::{HeaderRow, HeaderSet, SigningProfile};
use crate::ir::{Placed, Provider, STANDARD};
use crate::spec::external_id::ExternalIdForm;
use crate::spec::field::Presence;
use crate::spec::provider::HeaderFormat;

/// The file; none if the provider has none of its own.
pub fn file(book: &Book<'_>, provider: &Provider, names: &ProviderNames) -> Option<TokenStream> {
    if provider.header_sets.is_empty() && provider.profiles.is_empty() {
        return None;
    }
    let standard = book.standard().map(|(standard, _)| standard).filter(|_| provider.name != STANDARD);
    let mut known = Known::default();
    for set in standard.iter().flat_map(|standard| &standard.header_sets) {
        let path = security::header_set_path(book, Some(&(STANDARD.to_owned(), set.name.clone())));
        known.add(set, &path);
        known.whole.push((set, path));
    }
    let mut sets = Vec::new();
    for set in &provider.header_sets {
        let Some(ident) = names.header_set(&set.name) else { continue };
        sets.push(header_set(set, &ident, &known));
        known.add(set, &quote!(#ident));
    }
    let bases: Vec<_> = standard.iter().flat_map(|standard| &standard.profiles).collect();
    let profiles = provider.profiles.iter().filter_map(|row| {
        let ident = names.profile(&row.name)?;
        let base = bases.iter().min_by_key(|base| changes(row, base).len());
        let path = base.map(|base| security::profile_path(book, Some(&(STANDARD.to_owned(), base.name.clone()))));
        Some(profile(row, &ident, base.copied().zip(path)))
    });
    let runtime = security::runtime(provider);
    Some(quote! {
        #runtime
        #(#sets)*
        #(#profiles)*
    })
}

/// What is there already, and where.
#[derive(Default)]
struct Known<'a> {
    /// Sets of the standard.
    whole: Vec<(&'a HeaderSet, TokenStream)>,
    /// Lists of headers, by what they say.
    lists: Vec<(String, TokenStream)>,
}

impl Known<'_> {
    fn add(&mut self, set: &HeaderSet, path: &TokenStream) {
        for (rows, member) in [(&set.request, quote!(request)), (&set.response, quote!(response))] {
            let says = list(rows).to_string();
            if self.at(&says).is_none() {
                self.lists.push((says, quote!(#path.#member)));
            }
        }
    }

    fn at(&self, says: &str) -> Option<&TokenStream> {
        self.lists.iter().find(|(known, _)| known == says).map(|(_, path)| path)
    }

    /// Where a set is that says the same under the same name.
    fn set(&self, set: &HeaderSet) -> Option<&TokenStream> {
        let says = |set: &HeaderSet| (list(&set.request).to_string(), list(&set.response).to_string());
        let same = |known: &HeaderSet| known.name == set.name && says(known) == says(set);
        self.whole.iter().find(|(known, _)| same(known)).map(|(_, path)| path)
    }

    /// The list, or where it is.
    fn reference(&self, rows: &[HeaderRow]) -> TokenStream {
        let list = list(rows);
        self.at(&list.to_string()).cloned().unwrap_or(list)
    }
}

fn header_set(set: &HeaderSet, ident: &Ident, known: &Known<'_>) -> TokenStream {
    let name = &set.name;
    let doc = docs::attribute(&format!("Header set {}.", code(name)));
    if let Some(path) = known.set(set) {
        return re_export(&doc, path, ident);
    }
    let headers = |member: &str, rows: &[HeaderRow]| {
        let (member, rows) = (format_ident!("{member}"), (!rows.is_empty()).then(|| known.reference(rows))?);
        Some(quote!(.#member(#rows)))
    };
    let (request, response) = (headers("request", &set.request), headers("response", &set.response));
    quote! {
        #doc
        pub static #ident: rt::HeaderSet = rt::HeaderSet::new(#name) #request #response;
    }
}

/// What is the standard's, under the name that it has here.
fn re_export(doc: &TokenStream, path: &TokenStream, ident: &Ident) -> TokenStream {
    let renamed = path.clone().into_iter().last().is_none_or(|last| *ident != last.to_string());
    let renamed = renamed.then(|| quote!(as #ident));
    quote! { #doc pub use #path #renamed; }
}

fn list(rows: &[HeaderRow]) -> TokenStream {
    let rows = rows.iter().map(header);
    quote!(&[#(#rows),*])
}

fn header(row: &HeaderRow) -> TokenStream {
    let name = &row.name;
    let presence = format_ident!(
        "{}",
        match row.presence.value {
            Presence::M => "mandatory",
            Presence::O => "optional",
            Presence::C => "conditional",
        }
    );
    let names = (!row.names.is_empty()).then(|| {
        let names = &row.names;
        quote!(.names(&[#(#names),*]))
    });
    let when = row.when.as_ref().filter(|_| row.presence.value == Presence::C).and_then(|when| {
        let when = conditions::when(when)?;
        Some(quote!(.when(#when)))
    });
    let limit = |key: &str, limit: Option<Placed<u32>>| {
        let (key, limit) = (format_ident!("{key}"), number(limit?.value));
        Some(quote!(.#key(#limit)))
    };
    let (max, exact) = (limit("max", row.max), limit("exact", row.exact));
    let format = row.format.map(|format| {
        let format = format_ident!(
            "{}",
            match format.value {
                HeaderFormat::Timestamp => "Timestamp",
                HeaderFormat::Ipv4 => "Ipv4",
                HeaderFormat::Latitude => "Latitude",
                HeaderFormat::Longitude => "Longitude",
                HeaderFormat::Digits => "Digits",
                HeaderFormat::Alphanumeric => "Alphanumeric",
                HeaderFormat::Bearer => "Bearer",
            }
        );
        quote!(.format(rt::HeaderFormat::#format))
    });
    let value = row.value.as_ref().map(|value| quote!(.value(#value)));
    let sensitive = row.sensitive.then(|| quote!(.sensitive()));
    quote!(rt::HeaderRule::#presence(#name) #names #when #max #exact #format #value #sensitive)
}

/// A profile: all of its switches, or those that differ from a profile of the standard. One that is the standard's is
/// the standard's.
fn profile(profile: &SigningProfile, ident: &Ident, base: Option<(&SigningProfile, TokenStream)>) -> TokenStream {
    let name = &profile.name;
    let note = profile.note.as_ref().map_or_else(String::new, |note| format!(" {}", plain(&docs::sentence(note))));
    let doc = docs::attribute(&format!("Signing profile {}.{note}", code(name)));
    let changed = base.as_ref().map(|(base, _)| changes(profile, base));
    if let Some((base, path)) = &base
        && base.name == *name
        && changed.as_ref().is_some_and(Vec::is_empty)
    {
        return re_export(&doc, path, ident);
    }
    let start = match &base {
        None => quote!(rt::SigningProfile::new(#name)),
        Some((base, path)) if base.name == *name => quote!(#path),
        Some((_, path)) => quote!(#path.named(#name)),
    };
    let switches = changed.unwrap_or_else(|| switches(profile).to_vec());
    let switches = switches.into_iter().map(|(switch, ty, variant, length)| {
        let (switch, ty, variant) = (format_ident!("{switch}"), format_ident!("{ty}"), format_ident!("{variant}"));
        let length = length.map(|length| {
            let length = number(u32::from(length));
            quote!((#length))
        });
        quote!(.#switch(rt::#ty::#variant #length))
    });
    quote! {
        #doc
        pub static #ident: rt::SigningProfile = #start #(#switches)*;
    }
}

/// A switch: its name, its type, its value, and the length that the value has.
type Switch = (&'static str, &'static str, &'static str, Option<u8>);

/// The two lengths that the runtime has a name for keep it: their values begin with the time as people read it, or are
/// nothing but the time.
const fn external_id(form: ExternalIdForm) -> (&'static str, Option<u8>) {
    match form {
        ExternalIdForm::Digits(36) => ("Digits36", None),
        ExternalIdForm::Digits(9) => ("Digits9", None),
        ExternalIdForm::Digits(length) => ("Digits", Some(length)),
        ExternalIdForm::Alphanumeric(length) => ("Alphanumeric", Some(length)),
        ExternalIdForm::Uuid => ("Uuid", None),
        ExternalIdForm::Any36 => ("Any36", None),
    }
}

fn switches(profile: &SigningProfile) -> [Switch; 10] {
    let (form, length) = external_id(*profile.external_id);
    [
        ("transaction", "TransactionSignature", profile.transaction.variant(), None),
        ("token", "TokenSignature", profile.token.variant(), None),
        ("query", "QueryPolicy", profile.query.variant(), None),
        ("path", "PathPolicy", profile.path.variant(), None),
        ("body", "BodyPolicy", profile.body.variant(), None),
        ("empty_body", "EmptyBody", profile.empty_body.variant(), None),
        ("encoding", "SignatureEncoding", profile.encoding.variant(), None),
        ("timestamp", "TimestampForm", profile.timestamp.variant(), None),
        ("external_id", "ExternalIdForm", form, length),
        ("callbacks", "CallbackSignature", profile.callbacks.variant(), None),
    ]
}

fn changes(profile: &SigningProfile, base: &SigningProfile) -> Vec<Switch> {
    let pairs = switches(profile).into_iter().zip(switches(base));
    pairs.filter_map(|(ours, theirs)| (ours != theirs).then_some(ours)).collect()
}
