//! What holds for the whole trait.

use heck::{ToSnakeCase as _, ToTitleCase as _};
use proc_macro2::Span;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{ItemTrait, LitStr, Path, TraitItem, parse_quote};

use super::values::{Choice, keyword_or_path, path, text};
use crate::check::path::{fixed_path, version};
use crate::mistakes::{Mistakes, Part, Report};
use crate::model::{
    CODES, Codes, HEADER_SETS, Headers, Signing, StandardHeaders, TRANSACTIONS, Token, Transaction, Words,
};
use crate::raw::{Attribute, Pair, Service};
use crate::words::list;

/// What endpoints take from their service.
pub(crate) struct Common {
    pub(crate) runtime: Option<Path>,
    pub(crate) provider: String,
    pub(crate) title: String,
    pub(crate) base_path: String,
    /// None if there is none, or if it is wrong.
    pub(crate) version: Option<String>,
    /// A version is given, be it wrong.
    pub(crate) has_version: bool,
    pub(crate) signing: Signing,
    pub(crate) headers: Headers,
    pub(crate) codes: Codes,
    pub(crate) source: String,
    pub(crate) token: Option<Token>,
}

pub(crate) fn check(raw: &Service, report: &mut Report<'_>) -> Common {
    let given = &raw.attribute;
    for word in &given.words {
        let text = word.to_string();
        let key = match (word_of(TRANSACTIONS, &text), word_of(HEADER_SETS, &text)) {
            (true, _) => "signing",
            (_, true) => "headers",
            _ => "key",
        };
        report.at(word, format!("`{word}` stands without its key: write `{key} = {word}`"));
    }
    for literal in &given.literals {
        report.at(literal, "this stands without its key: write `key = \"…\"`");
    }
    let missing: Vec<_> = ["provider", "signing"].into_iter().filter(|key| given.value(key).is_none()).collect();
    if !missing.is_empty() && raw.writes_endpoints() {
        let is = if missing.len() == 1 { "is" } else { "are" };
        report.at_span(Span::call_site(), format!("{} {is} missing in `#[snap_service(…)]`", list(&missing, "and")));
    }
    shape(&raw.item, report);

    let runtime = match given.value("crate") {
        Some(pair) => path(pair, report),
        None => Some(parse_quote!(::snap_bi)),
    };
    let title = titled(given, report).unwrap_or_else(|| raw.item.ident.unraw().to_string().to_title_case());
    let provider = given.value("provider").and_then(|pair| provider(pair, report)).unwrap_or_default();
    let base_path = given.value("base_path").and_then(|pair| text(pair, report));
    let base_path = base_path.and_then(|text| fixed_path(&text, report)).unwrap_or_default();
    let signing = signing(given, report).unwrap_or(Signing::Standard(Transaction::Symmetric));
    let token = match given.value("token_endpoint") {
        Some(pair) => path(pair, report).map(Token::Named),
        // Whoever only takes endpoints over says nothing of the provider that a token could be asked of.
        None if !raw.writes_endpoints() => None,
        None => {
            Some(Token::Standard { provider: provider.clone(), base_path: base_path.clone(), signing: signing.clone() })
        }
    };
    Common {
        runtime,
        provider,
        title,
        base_path,
        version: versioned(given, report),
        has_version: given.value("version").is_some(),
        signing,
        headers: headers(given, report).unwrap_or(Headers::Standard(StandardHeaders::TransactionB2b)),
        codes: codes(given, report).unwrap_or(Codes::National),
        source: sourced(given, report).unwrap_or_default(),
        token,
    }
}

fn word_of<T>(words: &Words<T>, text: &str) -> bool {
    words.iter().any(|(word, _)| *word == text)
}

fn provider(pair: &Pair, report: &mut Report<'_>) -> Option<String> {
    let given = text(pair, report)?;
    let name = given.value();
    if is_snake_case(&name) {
        return Some(name);
    }
    let better = name.to_snake_case();
    let better = if is_snake_case(&better) { better } else { "mybank".to_owned() };
    report.at(
        given,
        format!("the name of a provider has small letters, digits and `_`: write `provider = \"{better}\"`"),
    );
    None
}

/// A small letter, then small letters, digits and `_`: names in metadata and in logs.
pub(crate) fn is_snake_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_')
}

pub(crate) fn signing(given: &Attribute, report: &mut Report<'_>) -> Option<Signing> {
    Some(match keyword_or_path(given.value("signing")?, TRANSACTIONS, report)? {
        Choice::Word(word) => Signing::Standard(word),
        Choice::Path(path) => Signing::Profile(path),
    })
}

pub(crate) fn headers(given: &Attribute, report: &mut Report<'_>) -> Option<Headers> {
    Some(match keyword_or_path(given.value("headers")?, HEADER_SETS, report)? {
        Choice::Word(word) => Headers::Standard(word),
        Choice::Path(path) => Headers::Set(path),
    })
}

pub(crate) fn codes(given: &Attribute, report: &mut Report<'_>) -> Option<Codes> {
    Some(match keyword_or_path(given.value("codes")?, CODES, report)? {
        Choice::Word(()) => Codes::None,
        Choice::Path(path) => Codes::Table(path),
    })
}

pub(crate) fn versioned(given: &Attribute, report: &mut Report<'_>) -> Option<String> {
    version(&text(given.value("version")?, report)?, report)
}

pub(crate) fn titled(given: &Attribute, report: &mut Report<'_>) -> Option<String> {
    prose(given.value("title")?, report)
}

pub(crate) fn sourced(given: &Attribute, report: &mut Report<'_>) -> Option<String> {
    prose(given.value("source")?, report)
}

/// Text for people.
fn prose(pair: &Pair, report: &mut Report<'_>) -> Option<String> {
    let given: LitStr = text(pair, report)?;
    let value = given.value();
    if value.trim().is_empty() {
        report.at(given, format!("`{}` is empty: write it, or leave it out", pair.key));
        return None;
    }
    Some(value)
}

/// What the trait itself cannot be.
fn shape(item: &ItemTrait, report: &mut Report<'_>) {
    if let Some(token) = &item.unsafety {
        report.at(token, "a service is a safe trait: remove `unsafe`");
    }
    if let Some(token) = &item.modifiers.auto_token {
        report.at(token, "a service has methods: remove `auto`");
    }
    if !item.generics.params.is_empty() {
        report.at(&item.generics, "a service is not generic: name the types of its messages in the methods");
    } else if let Some(clause) = item.generics.where_clause.as_ref().filter(|clause| !clause.predicates.is_empty()) {
        report.at(clause, "a service is not generic: remove the `where` clause");
    }
}

/// Members that are no methods.
pub(crate) fn members(item: &ItemTrait, mistakes: &mut Mistakes) {
    for (index, member) in item.items.iter().enumerate() {
        let report = &mut mistakes.on(Part::Member(index));
        let only = "a service has methods only: move this";
        match member {
            TraitItem::Fn(_) => {}
            TraitItem::Const(constant) => report.at(&constant.ident, format!("{only} constant out of the trait")),
            TraitItem::Type(kind) => {
                report.at(&kind.ident, format!("{only} type out of the trait, and name it in the methods"));
            }
            TraitItem::Macro(call) => {
                report.at(&call.mac.path, "a service is read before macros are: write the methods out");
            }
            other => report.at(quote!(#other), "a service has methods only: remove this"),
        }
    }
}
