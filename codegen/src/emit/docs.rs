//! What the documentation of a generated item says.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::markdown::{code, link, plain};
use crate::emit::plan::{EnumPlan, MemberPlan, StructPlan};
use crate::ir::{Amount, Catalogue, Field, Text, TextKind, Type};
use crate::spec::field::{Encoding, Format, Location, Presence};

/// Documentation as an attribute that prints as `///` comments.
pub fn attribute(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// One line: what the member is, then what it may be.
pub fn member(catalogue: &Catalogue, plan: &MemberPlan<'_>) -> String {
    let field = plan.field;
    let meaning = field.doc.as_deref().or_else(|| catalogue.glossary.get(&field.name).map(|term| term.text.as_str()));
    let mut parts = Vec::new();
    if let Some(meaning) = meaning {
        parts.push(plain(&sentence(meaning)));
    }
    parts.push(format!("{}.", limits(field)));
    if let Some(when) = field.when.as_ref().filter(|_| field.presence == Presence::C) {
        parts.push(plain(&sentence(&format!("Mandatory when {}", when.words()))));
    }
    match field.location {
        Location::Body => {}
        Location::Path => parts.push("Travels in the path.".to_owned()),
        Location::Query => parts.push("Travels in the query string.".to_owned()),
    }
    if let Some(default) = &field.default {
        parts.push(format!("Default: {}.", code(default)));
    }
    if let Some(unit) = &field.unit {
        parts.push(format!("Unit: {}.", plain(unit)));
    }
    if let Some(note) = &field.note {
        parts.push(plain(&sentence(note)));
    }
    if plan.name.renamed {
        parts.push(format!("On the wire: {}.", code(&field.name)));
    }
    for other in &field.accept.names {
        parts.push(format!("Also read as {}.", code(other)));
    }
    parts.join(" ")
}

/// Presence, type and limits: `` `M`, at most 64 characters ``.
fn limits(field: &Field) -> String {
    let mut parts = vec![format!("`{}`", field.presence.letter())];
    match &field.ty {
        Type::Text(text) => parts.extend(text_limits(text)),
        Type::Decimal(decimal) => {
            if let Some((digits, decimals)) = decimal.precision {
                parts.push(precision(digits, decimals, decimal.zero_decimals));
            }
            parts.extend(decimal.max.map(|max| format!("at most {max} characters")));
        }
        Type::Amount(amount) => parts.extend(amount_limits(amount)),
        Type::Integer(Some(max)) => parts.push(format!("a whole number of at most {max} digits")),
        Type::Integer(None) => parts.push("a whole number".to_owned()),
        Type::Array(array) => {
            parts.extend(array.exact.map(|n| format!("exactly {n} elements")));
            parts.extend(array.min.map(|n| format!("at least {n} elements")));
            parts.extend(array.max.map(|n| format!("at most {n} elements")));
            if let Type::Text(text) = &array.item {
                parts.extend(text_limits(text).into_iter().map(|limit| format!("each {limit}")));
            }
        }
        _ => {}
    }
    parts.join(", ")
}

fn precision(digits: u32, decimals: u32, zero: bool) -> String {
    let zeros = if zero { " (zeros)" } else { "" };
    format!("at most {digits} digits, a point and {decimals} decimals{zeros}")
}

fn amount_limits(amount: &Amount) -> Vec<String> {
    let mut parts = Vec::new();
    if let Type::Decimal(decimal) = &amount.value.ty {
        let (digits, decimals) = decimal.precision.unwrap_or(super::limits::AMOUNT_PRECISION);
        parts.push(precision(digits, decimals, decimal.zero_decimals));
    }
    if let Type::Text(currency) = &amount.currency.ty
        && !currency.values.is_empty()
    {
        let list: Vec<_> = currency.values.iter().map(|(value, _)| value.as_str()).collect();
        parts.push(format!("in {}", plain(&list.join(", "))));
    }
    parts
}

fn text_limits(text: &Text) -> Vec<String> {
    let mut parts = Vec::new();
    parts.extend(text.exact.map(|n| format!("exactly {n} characters")));
    parts.extend(text.min.map(|n| format!("at least {n} characters")));
    parts.extend(text.max.map(|n| format!("at most {n} characters")));
    match text.kind {
        TextKind::Plain => {}
        TextKind::DateTime => parts.push("ISO 8601 date and time with zone".to_owned()),
        TextKind::Date => parts.push("a date".to_owned()),
        TextKind::Time => parts.push("a time of day".to_owned()),
    }
    parts.extend(text.format.map(|format| {
        match format {
            Format::Digits => "digits only",
            Format::Alphanumeric => "letters and digits only",
            Format::Url => "an address",
            Format::Email => "an e-mail address",
            Format::Ipv4 => "an IPv4 address",
            Format::Currency => "ISO 4217",
        }
        .to_owned()
    }));
    parts.extend(text.pattern.as_ref().map(|pattern| format!("matches {}", code(pattern))));
    parts.extend(text.pad.map(|(fill, to)| format!("padded on the left with {} to {to}", code(&fill.to_string()))));
    parts.extend(text.encoding.map(|encoding| {
        match encoding {
            Encoding::Json => "JSON in a string",
            Encoding::UrlJson => "URL-encoded JSON",
            Encoding::QueryString => "a query string",
            Encoding::Base64 => "Base64",
            Encoding::Encrypted => "ciphertext",
        }
        .to_owned()
    }));
    parts
}

/// What a struct is, what holds between its members.
pub fn structure(plan: &StructPlan<'_>) -> String {
    let mut text = plan.what.clone();
    if let Some(source) = plan.source {
        text.push_str(&format!("\n\nSource: {}.", link(&source.title, &source.url)));
    }
    if !plan.rules.is_empty() {
        text.push_str("\n\nBetween its members:");
        for rule in plan.rules {
            text.push_str(&format!("\n- {}", plain(&rule.kind.words())));
        }
    }
    text
}

/// What an enum is.
pub fn enumeration(plan: &EnumPlan<'_>) -> String {
    let member = code(plan.member);
    format!("Values of {member}. A value that the table does not list is kept in [`Other`](Self::Other).")
}

/// Ends with a full stop, begins with a capital letter unless it begins with code.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut chars = text.chars();
    let capital: String = chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect());
    if capital.ends_with(['.', '!', '?', ':']) { capital } else { format!("{capital}.") }
}
