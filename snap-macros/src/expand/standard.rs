//! The words for what the national standard says. What it says is the runtime's, generated from the spec: here they are
//! paths, and where the standard leaves a choice, its profile with that choice made.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Path;

use super::metadata::variant;
use crate::model::{HEADER_SETS, StandardHeaders, TRANSACTIONS, Transaction, word};

/// A header set, by its path.
pub(crate) fn headers(runtime: &Path, set: StandardHeaders) -> TokenStream {
    let name = variant(&format!("HEADERS_{}", word(HEADER_SETS, &set).to_uppercase()));
    quote!(#runtime::national::profiles::#name)
}

/// The service that gives tokens, by its path.
pub(crate) fn token(runtime: &Path) -> TokenStream {
    quote!(#runtime::national::token::ACCESS_TOKEN_B2B)
}

/// Where the standard has that service, below a base path. A constant cannot join two texts, so that the path stands here
/// once more; the bank of `tests/tests/custom_bank.rs` holds it to the standard's.
pub(crate) fn token_path(base_path: &str) -> String {
    format!("{base_path}/v1.0/access-token/b2b")
}

/// The response codes, by their path.
pub(crate) fn codes(runtime: &Path) -> TokenStream {
    quote!(#runtime::national::codes::CODES)
}

/// A signing profile: the standard's, which lets the partner choose, or what it becomes when that is settled.
pub(crate) fn signing(runtime: &Path, transaction: Transaction) -> TokenStream {
    let standard = quote!(#runtime::national::profiles::SIGNING_STANDARD);
    let name = word(TRANSACTIONS, &transaction);
    // Who signs with a key of his own towards the partner signs so in the other direction too.
    let choice = match transaction {
        Transaction::Either => return standard,
        Transaction::Symmetric => "Symmetric",
        Transaction::Asymmetric => "Asymmetric",
        Transaction::None => "None",
    };
    let choice = variant(choice);
    quote! {
        #standard
            .named(#name)
            .transaction(#runtime::TransactionSignature::#choice)
            .callbacks(#runtime::CallbackSignature::#choice)
    }
}

// Two underscores: no endpoint has such a constant, for heck writes no underscore first.

pub(crate) fn signing_name(transaction: Transaction) -> Ident {
    private("__SIGNING_", word(TRANSACTIONS, &transaction))
}

pub(crate) fn no_codes_name() -> Ident {
    private("__CODES_", "none")
}

fn private(prefix: &str, word: &str) -> Ident {
    Ident::new(&format!("{prefix}{}", word.to_uppercase()), Span::call_site())
}
