//! Limits of single values: texts, numbers, amounts.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::names::{ident, number};
use crate::ir::field::{Amount, Decimal, Field, Text, TextKind, Type};
use crate::spec::erratum::{OtherFormat, Shape};
use crate::spec::field::{Format, Presence};

/// What an amount is held to where a page prints no precision: the national tables say 16,2 everywhere.
pub const AMOUNT_PRECISION: (u32, u32) = (16, 2);

/// The usual text: nothing but a most length, or not even that.
pub fn simple(field: &Field, text: &Text) -> Option<u32> {
    let accept = &field.accept;
    let plain = text.kind == TextKind::Plain
        && text.min.is_none()
        && text.exact.is_none()
        && text.format.is_none()
        && text.pattern.is_none()
        && text.pad.is_none()
        && accept.max.is_none()
        && accept.formats.is_empty()
        && !accept.empty;
    plain.then(|| text.max.unwrap_or(0))
}

/// What a text must be.
pub fn text_rule(field: &Field, text: &Text) -> TokenStream {
    let mut rule = quote!(rt::TextRule::new());
    for (name, limit) in [("max", text.max), ("min", text.min), ("exact", text.exact), ("accept_max", field.accept.max)]
    {
        if let Some(limit) = limit {
            let (name, limit) = (ident(name), number(limit));
            rule.extend(quote!(.#name(#limit)));
        }
    }
    let format = match (text.kind, text.format) {
        (TextKind::DateTime, _) => Some("DateTime"),
        (TextKind::Date, _) => Some("Date"),
        (TextKind::Time, _) => Some("Time"),
        (TextKind::Plain, Some(format)) => Some(match format {
            Format::Digits => "Digits",
            Format::Alphanumeric => "Alphanumeric",
            Format::Url => "Url",
            Format::Email => "Email",
            Format::Ipv4 => "Ipv4",
            Format::Currency => "Currency",
        }),
        (TextKind::Plain, None) => None,
    };
    if let Some(format) = format {
        let format = ident(format);
        rule.extend(quote!(.format(rt::Format::#format)));
    }
    if let Some(pattern) = &text.pattern {
        rule.extend(self::pattern(pattern));
    }
    if let Some((fill, to)) = text.pad {
        let to = number(to);
        rule.extend(quote!(.pad_left(#fill, #to)));
    }
    accepted_forms(field, &mut rule);
    rule
}

fn accepted_forms(field: &Field, rule: &mut TokenStream) {
    if !field.accept.formats.is_empty() {
        let formats = field.accept.formats.iter().map(|format| match format {
            OtherFormat::BasicDatetime => quote!(rt::Format::BasicDateTime),
            OtherFormat::LocalDatetime => quote!(rt::Format::LocalDateTime),
            OtherFormat::Milliseconds => quote!(rt::Format::MillisDateTime),
            OtherFormat::Any => quote!(rt::Format::Any),
        });
        rule.extend(quote!(.accept_format(&[#(#formats),*])));
    }
    if field.accept.empty {
        rule.extend(quote!(.accept_empty()));
    }
}

/// What a number as text must be.
pub fn decimal_rule(field: &Field, decimal: &Decimal) -> TokenStream {
    let mut rule = quote!(rt::TextRule::new());
    match decimal.precision.map(literals) {
        Some((digits, decimals)) => {
            rule.extend(quote!(.precision(#digits, #decimals)));
            if let Some((digits, decimals)) = field.accept.precision.map(literals) {
                rule.extend(quote!(.accept_precision(#digits, #decimals)));
            }
            if decimal.zero_decimals {
                rule.extend(quote!(.zero_decimals()));
            }
        }
        // Of any size; a precision that is accepted besides says nothing more.
        None if decimal.zero_decimals => rule.extend(pattern(r"[0-9]+(\.0+)?")),
        None => rule.extend(quote!(.format(rt::Format::Decimal))),
    }
    if let Some(max) = decimal.max.map(number) {
        rule.extend(quote!(.max(#max)));
    }
    accepted_forms(field, &mut rule);
    rule
}

fn pattern(pattern: &str) -> TokenStream {
    quote!(.pattern({ static PATTERN: rt::Pattern = rt::Pattern::new(#pattern); &PATTERN }))
}

fn literals((digits, decimals): (u32, u32)) -> (Literal, Literal) {
    (number(digits), number(decimals))
}

/// What an amount must be.
pub fn amount_rule(amount: &Amount) -> TokenStream {
    let mut zero = false;
    let (mut digits, mut decimals) = AMOUNT_PRECISION;
    if let Type::Decimal(decimal) = &amount.value.ty {
        (digits, decimals) = decimal.precision.unwrap_or(AMOUNT_PRECISION);
        zero = decimal.zero_decimals;
    }
    let (digits, decimals) = literals((digits, decimals));
    let mut rule = quote!(rt::AmountRule::new(#digits, #decimals));
    if zero {
        rule.extend(quote!(.zero_decimals()));
    }
    let accept = &amount.value.accept;
    if let Some((digits, decimals)) = accept.precision.map(literals) {
        rule.extend(quote!(.accept(#digits, #decimals)));
    }
    if accept.empty {
        rule.extend(quote!(.accept_empty()));
    }
    if accept.shapes.contains(&Shape::Number) {
        rule.extend(quote!(.accept_number()));
    }
    if amount.value.presence != Presence::M {
        rule.extend(quote!(.value(rt::May)));
    } else if accept.absent {
        rule.extend(quote!(.accept_value(rt::May)));
    }
    let currency = &amount.currency;
    if currency.presence != Presence::M {
        rule.extend(quote!(.currency(rt::May)));
    } else if currency.accept.absent {
        rule.extend(quote!(.accept_currency(rt::May)));
    }
    if !accept.names.is_empty() || !currency.accept.names.is_empty() {
        rule.extend(quote!(.accept_other_name()));
    }
    if let Type::Text(text) = &currency.ty {
        match text.max.or(text.exact) {
            Some(3) => {}
            limit => {
                let limit = number(limit.unwrap_or(0));
                rule.extend(quote!(.currency_max(#limit)));
            }
        }
        if let Some(max) = currency.accept.max.map(number) {
            rule.extend(quote!(.accept_currency_max(#max)));
        }
        if !text.values.is_empty() {
            let values = text.values.iter().map(|(value, _)| value);
            rule.extend(quote!(.currency_values(&[#(#values),*])));
        }
        if !currency.accept.values.is_empty() {
            let values = &currency.accept.values;
            rule.extend(quote!(.accept_currency_values(&[#(#values),*])));
        }
    }
    rule
}
