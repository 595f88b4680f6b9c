//! The header sets and signing profiles that have a word of their own, as the national standard has them. They are data
//! of the expansion, so that the words mean the same with every runtime.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::Path;

use super::metadata::variant;
use crate::model::{HEADER_SETS, StandardHeaders, TRANSACTIONS, Transaction, word};

/// One header: name, other spelling, presence, most characters, format, the only value, sensitive.
type Row = (&'static str, &'static str, &'static str, u32, &'static str, &'static str, bool);

const CONTENT_TYPE: Row = ("Content-Type", "", "M", 0, "", "application/json", false);
const TIMESTAMP: Row = ("X-TIMESTAMP", "", "M", 0, "Timestamp", "", false);
const CLIENT_KEY: Row = ("X-CLIENT-KEY", "", "M", 0, "", "", false);
const SIGNATURE: Row = ("X-SIGNATURE", "", "M", 0, "", "", false);
const ORIGIN: Row = ("ORIGIN", "X-ORIGIN", "O", 0, "", "", false);
const PARTNER_ID: Row = ("X-PARTNER-ID", "", "M", 36, "", "", false);
const EXTERNAL_ID: Row = ("X-EXTERNAL-ID", "", "M", 36, "Digits", "", false);
const CHANNEL_ID: Row = ("CHANNEL-ID", "", "M", 5, "", "", false);

/// Access token request (services 73 and 74).
const ACCESS_TOKEN: &[Row] = &[CONTENT_TYPE, TIMESTAMP, CLIENT_KEY, SIGNATURE];

/// Transaction in the name of the partner. The token is absent with the asymmetric signature.
const TRANSACTION_B2B: &[Row] = &[
    CONTENT_TYPE,
    ("Authorization", "", "C", 0, "Bearer", "", true),
    TIMESTAMP,
    SIGNATURE,
    ORIGIN,
    PARTNER_ID,
    EXTERNAL_ID,
    CHANNEL_ID,
];

/// Transaction in the name of a customer of the provider.
const TRANSACTION_B2B2C: &[Row] = &[
    CONTENT_TYPE,
    ("Authorization", "", "M", 0, "Bearer", "", true),
    ("Authorization-Customer", "", "M", 0, "Bearer", "", true),
    TIMESTAMP,
    SIGNATURE,
    ORIGIN,
    PARTNER_ID,
    EXTERNAL_ID,
    ("X-IP-ADDRESS", "", "O", 15, "Ipv4", "", false),
    ("X-DEVICE-ID", "", "M", 400, "", "", false),
    CHANNEL_ID,
    ("X-LATITUDE", "", "O", 10, "Latitude", "", false),
    ("X-LONGITUDE", "", "O", 10, "Longitude", "", false),
];

/// A header set, as a literal.
pub(crate) fn headers(runtime: &Path, set: StandardHeaders) -> TokenStream {
    let name = word(HEADER_SETS, &set);
    let (request, response) = match set {
        StandardHeaders::AccessToken => (ACCESS_TOKEN, &[TIMESTAMP, CLIENT_KEY]),
        StandardHeaders::TransactionB2b => (TRANSACTION_B2B, &[CONTENT_TYPE, TIMESTAMP]),
        StandardHeaders::TransactionB2b2c => (TRANSACTION_B2B2C, &[CONTENT_TYPE, TIMESTAMP]),
    };
    let request = request.iter().map(|row| rule(runtime, row));
    let response = response.iter().map(|row| rule(runtime, row));
    quote! {
        #runtime::HeaderSet { name: #name, request: &[#(#request),*], response: &[#(#response),*] }
    }
}

fn rule(runtime: &Path, (name, other, presence, max, format, value, sensitive): &Row) -> TokenStream {
    let names = (!other.is_empty()).then_some(other);
    let max = Literal::u32_unsuffixed(*max);
    let presence = variant(presence);
    let format = option((!format.is_empty()).then(|| {
        let format = variant(format);
        quote!(#runtime::HeaderFormat::#format)
    }));
    let value = option((!value.is_empty()).then(|| quote!(#value)));
    quote! {
        #runtime::HeaderRule {
            name: #name,
            names: &[#names],
            presence: #runtime::Presence::#presence,
            max: #max,
            exact: 0,
            format: #format,
            value: #value,
            sensitive: #sensitive,
        }
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// A signing profile with the defaults of the standard, as a literal.
pub(crate) fn signing(runtime: &Path, transaction: Transaction) -> TokenStream {
    let name = word(TRANSACTIONS, &transaction);
    // Who signs with a key of his own towards the partner signs so in the other direction too; the standard's own
    // callbacks are symmetric, with a token that the partner issued.
    let (transaction, callbacks) = match transaction {
        Transaction::Symmetric => ("Symmetric", "Symmetric"),
        Transaction::Asymmetric => ("Asymmetric", "Asymmetric"),
        Transaction::Either => ("Either", "Symmetric"),
        Transaction::None => ("None", "None"),
    };
    let (transaction, callbacks) = (variant(transaction), variant(callbacks));
    quote! {
        #runtime::SigningProfile {
            name: #name,
            transaction: #runtime::TransactionSignature::#transaction,
            token: #runtime::TokenSignature::RsaSha256,
            query: #runtime::QueryPolicy::Included,
            path: #runtime::PathPolicy::Full,
            body: #runtime::BodyPolicy::Minified,
            empty_body: #runtime::EmptyBody::EmptyString,
            encoding: #runtime::SignatureEncoding::Base64,
            timestamp: #runtime::TimestampForm::Offset,
            external_id: #runtime::ExternalIdForm::Digits36,
            callbacks: #runtime::CallbackSignature::#callbacks,
        }
    }
}

// Two underscores: no endpoint has such a constant, for heck writes no underscore first.

pub(crate) fn headers_name(set: StandardHeaders) -> Ident {
    private("__HEADERS_", word(HEADER_SETS, &set))
}

pub(crate) fn signing_name(transaction: Transaction) -> Ident {
    private("__SIGNING_", word(TRANSACTIONS, &transaction))
}

pub(crate) fn codes_name() -> Ident {
    private("__CODES_", "none")
}

fn private(prefix: &str, word: &str) -> Ident {
    Ident::new(&format!("{prefix}{}", word.to_uppercase()), Span::call_site())
}
