//! Rules as constants of the runtime.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Path;

use super::super::model::{Amount, Part, Rule, STANDARD};
use super::number;

impl Rule {
    /// Nothing is demanded.
    pub(crate) fn is_empty(&self) -> bool {
        self.max.is_none() && self.without_max().is_empty()
    }

    /// Whatever is demanded but a most length.
    pub(crate) fn without_max(&self) -> Rest<'_> {
        Rest(self)
    }
}

/// A rule without its most length.
pub(crate) struct Rest<'a>(&'a Rule);

impl Rest<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        // All fields by name: a new one is an error here.
        let Rule {
            min,
            max: _,
            exact,
            format,
            pattern,
            pad,
            precision,
            zero_decimals,
            digits,
            whole,
            values,
            open,
            least,
            most,
            count,
            each,
            amount,
        } = self.0;
        let limits = [min, exact, digits, least, most, count].into_iter().all(Option::is_none);
        limits
            && format.is_none()
            && pattern.is_none()
            && pad.is_none()
            && precision.is_none()
            && !zero_decimals
            && !whole
            && values.is_empty()
            && !open
            && each.as_ref().is_none_or(|each| each.is_empty())
            && amount.is_none()
    }
}

/// The rule, in the order in which generated code has its parts.
pub(crate) fn value(runtime: &Path, rule: &Rule) -> TokenStream {
    let mut calls = TokenStream::new();
    let mut limit = |name: &str, limit: Option<u32>| {
        if let Some(limit) = limit {
            let (name, limit) = (Ident::new(name, Span::call_site()), number(limit));
            calls.extend(quote!(.#name(#limit)));
        }
    };
    // Of a closed list nothing else is asked: a value is in it or is not.
    let closed = !rule.values.is_empty() && !rule.open;
    if !closed {
        limit("exact", rule.exact);
        limit("min", rule.min);
        limit("max", rule.max);
    }
    limit("digits", rule.digits);
    limit("count", rule.count);
    limit("least", rule.least);
    limit("most", rule.most);
    if let Some((digits, decimals)) = rule.precision {
        let (digits, decimals) = (number(digits), number(decimals));
        calls.extend(quote!(.precision(#digits, #decimals)));
    }
    if rule.zero_decimals {
        calls.extend(quote!(.zero_decimals()));
    }
    if !closed {
        calls.extend(content(runtime, rule));
    }
    if !rule.values.is_empty() {
        let values = &rule.values;
        calls.extend(quote!(.values(&[#(#values),*])));
    }
    if rule.open {
        calls.extend(quote!(.open()));
    }
    if rule.whole {
        calls.extend(quote!(.whole()));
    }
    if let Some(each) = rule.each.as_ref().filter(|each| !each.is_empty()) {
        let each = value(runtime, each);
        calls.extend(quote!(.each(&const { #each })));
    }
    if let Some(amount) = &rule.amount {
        let amount = self::amount(runtime, amount);
        calls.extend(quote!(.amount(&const { #amount })));
    }
    quote!(#runtime::Rule::new() #calls)
}

/// What a text must look like.
fn content(runtime: &Path, rule: &Rule) -> TokenStream {
    let format = rule.format.map(|format| {
        let format = Ident::new(format, Span::call_site());
        quote!(.format(#runtime::Format::#format))
    });
    let pattern = rule.pattern.as_ref().map(|pattern| {
        quote! {
            .pattern({
                static PATTERN: #runtime::Pattern = #runtime::Pattern::new(#pattern);
                &PATTERN
            })
        }
    });
    let pad = rule.pad.map(|(fill, to)| {
        let to = number(to);
        quote!(.pad_left(#fill, #to))
    });
    quote!(#format #pattern #pad)
}

fn amount(runtime: &Path, amount: &Amount) -> TokenStream {
    let precision = amount.value.rule.precision;
    let (digits, decimals) = precision.unwrap_or(STANDARD);
    let (digits, decimals) = (number(digits), number(decimals));
    let value = part(runtime, "value", &amount.value, precision.is_some() && only_precision(&amount.value.rule));
    let currency = part(runtime, "currency", &amount.currency, is_usual_currency(&amount.currency.rule));
    quote!(#runtime::AmountRule::new(#digits, #decimals) #value #currency)
}

/// What is said of a part, where it is not what `new` says.
fn part(runtime: &Path, method: &str, part: &Part, usual: bool) -> Option<TokenStream> {
    if usual && part.must {
        return None;
    }
    let method = Ident::new(method, Span::call_site());
    let need = if part.must { quote!(#runtime::Must) } else { quote!(#runtime::May) };
    let rule = value(runtime, &part.rule);
    Some(quote!(.#method(#need, &const { #rule })))
}

fn only_precision(rule: &Rule) -> bool {
    let Rule { precision: _, min, max, exact, pattern, zero_decimals, .. } = rule;
    min.is_none() && max.is_none() && exact.is_none() && pattern.is_none() && !zero_decimals
}

fn is_usual_currency(rule: &Rule) -> bool {
    let Rule { max, format, min, exact, pattern, values, .. } = rule;
    *max == Some(3)
        && *format == Some("Currency")
        && min.is_none()
        && exact.is_none()
        && pattern.is_none()
        && values.is_empty()
}
