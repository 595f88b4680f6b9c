//! Rules and needs of values, as constants that the services of a page share: what is said twice is one constant.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::emit::conditions::when;
use crate::emit::docs;
use crate::emit::names::{Scope, ident, number};
use crate::ir::field::{Amount, Field, Type, Typed};
use crate::ir::rule::{Bounds, Demand, Form, Forms, Precision, Presence};
use crate::spec::erratum::{OtherFormat, Shape};
use crate::spec::field::Presence as Letter;

/// Which side of a rule is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Sent,
    Received,
}

/// The constants of a page, as they come to be used.
#[derive(Debug, Default)]
pub struct RuleBook {
    book: RefCell<Book>,
}

#[derive(Debug, Default)]
struct Book {
    scope: Scope,
    /// Item by its text.
    known: BTreeMap<String, Ident>,
    /// Items by name.
    items: BTreeMap<String, TokenStream>,
}

impl RuleBook {
    /// The file, if anything was used.
    pub fn file(&self) -> Option<TokenStream> {
        let book = self.book.borrow();
        let items = book.items.values();
        (!book.items.is_empty()).then(|| quote! { use snap_core as rt; #(#items)* })
    }

    /// The name of an item, which is written on first use.
    fn name(&self, hint: &str, text: &TokenStream, write: impl FnOnce(&Ident) -> TokenStream) -> TokenStream {
        let mut book = self.book.borrow_mut();
        let key = text.to_string();
        let name = match book.known.get(&key) {
            Some(known) => known.clone(),
            None => {
                let name = book.scope.shouty(hint);
                let item = write(&name.ident());
                book.items.insert(name.text.clone(), item);
                book.known.insert(key, name.ident());
                name.ident()
            }
        };
        quote!(r::#name)
    }

    /// The rule of a value; none if it has none.
    pub fn rule(&self, value: &Typed, is_enum: bool) -> Option<TokenStream> {
        let rule = rule(value, is_enum)?;
        let tokens = rule.tokens.clone();
        Some(self.name(
            &rule.words.join("_"),
            &rule.tokens,
            |name| quote!(pub(super) static #name: rt::Rule = #tokens;),
        ))
    }

    /// Whether a member must be there. The code and the message of a response must, whatever it reports.
    pub fn need(&self, presence: &Presence, head: bool) -> TokenStream {
        let Presence { letter, when: condition, may_be_absent } = presence;
        match (letter, may_be_absent) {
            (Letter::M, false) if head => quote!(rt::Always),
            (Letter::M, false) => quote!(rt::Must),
            (Letter::M, true) => quote!(rt::Need::Sent),
            (Letter::O, _) => quote!(rt::May),
            (Letter::C, _) => {
                let Some((condition, when)) = condition.as_ref().and_then(|c| Some((c, when(c)?))) else {
                    return quote!(rt::May);
                };
                let kind = format_ident!("{}", if *may_be_absent { "WhenSent" } else { "When" });
                let need = quote!(rt::Need::#kind(&#when));
                if need.to_string() == quote!(rt::Need::When(&rt::When::Success)).to_string() {
                    return quote!(rt::Need::ON_SUCCESS);
                }
                let doc = docs::attribute(&format!("When {}.", docs::plain_words(&condition.words())));
                let words: Vec<_> = condition.words().split_whitespace().take(8).map(str::to_owned).collect();
                let hint = format!("if {}", words.join(" ").replace("the response reports ", ""));
                self.name(&hint, &need, |name| quote!(#doc pub(super) const #name: rt::Need = #need;))
            }
        }
    }
}

/// The items of a file, with what they use: the runtime, and the constants of the page where they name any.
pub fn using(items: TokenStream) -> TokenStream {
    let uses = names(items.clone(), "r").then(|| {
        quote!(
            use super::rules as r;
        )
    });
    quote! { use snap_core as rt; #uses #items }
}

fn names(tokens: TokenStream, wanted: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => names(group.stream(), wanted),
        TokenTree::Ident(ident) => ident == wanted,
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// A rule under construction: its builder calls, and words for its name.
#[derive(Default)]
struct Calls {
    tokens: TokenStream,
    words: Vec<String>,
}

impl Calls {
    fn add(&mut self, call: TokenStream, word: impl Into<String>) {
        self.tokens.extend(call);
        let word = word.into();
        if !word.is_empty() {
            self.words.push(word);
        }
    }
}

/// The rule of a value, with what counts instead of it on input where that differs; none if nothing is demanded.
fn rule(value: &Typed, is_enum: bool) -> Option<Calls> {
    let (sent, received) = (calls(value, is_enum, Side::Sent), calls(value, is_enum, Side::Received));
    let (own, other) = (sent.tokens, received.tokens);
    if own.is_empty() && other.is_empty() {
        return None;
    }
    let mut words = sent.words;
    let tokens = if own.to_string() == other.to_string() {
        quote!(rt::Rule::new()#own)
    } else {
        words.push("or".to_owned());
        words.extend(received.words);
        quote!(rt::Rule::new()#own.received(&const { rt::Rule::new()#other }))
    };
    Some(Calls { tokens, words })
}

fn calls(value: &Typed, is_enum: bool, side: Side) -> Calls {
    let mut calls = Calls::default();
    // Of a closed list nothing else is asked: a value is in it or is not.
    let closed = value.values().is_some_and(|values| !values.open);
    for rule in &value.rules {
        match &rule.demand {
            Demand::Length(_) | Demand::Format(_) | Demand::Pattern { .. } | Demand::Padding { .. } if closed => {}
            Demand::Length(sides) => length(pick(&sides.sent, &sides.received, side), &mut calls),
            Demand::Format(sides) => format(pick(&sides.sent, &sides.received, side), &mut calls),
            Demand::Pattern { sent, received, loose } => {
                let pattern = match side {
                    Side::Sent => Some(sent),
                    Side::Received => received.as_ref(),
                };
                if let Some(pattern) = pattern {
                    let call = quote!(.pattern({ static PATTERN: rt::Pattern = rt::Pattern::new(#pattern); &PATTERN }));
                    calls.add(call, "pattern");
                    if *loose {
                        calls.add(quote!(.loose_pattern()), "");
                    }
                }
            }
            Demand::Padding { fill, to, received, loose } => {
                let to = if side == Side::Sent || *received { *to } else { 0 };
                let length = number(to);
                calls.add(
                    quote!(.pad_left(#fill, #length)),
                    if to > 0 { format!("padded_{to}") } else { String::new() },
                );
                if *loose && to > 0 {
                    calls.add(quote!(.loose_padding()), "");
                }
            }
            Demand::Digits(sides) => {
                let digits = *pick(&sides.sent, &sides.received, side);
                let literal = number(digits);
                calls.add(quote!(.digits(#literal)), format!("digits_{digits}"));
            }
            Demand::Precision(sides) => {
                precision(pick(sides.sent.as_slice(), sides.received.as_slice(), side), &mut calls)
            }
            Demand::ZeroDecimals => calls.add(quote!(.zero_decimals()), "zeros"),
            Demand::Values(values) => {
                if !is_enum {
                    let list = values.list.iter().map(|(value, _)| value);
                    calls.add(quote!(.values(&[#(#list),*])), "listed");
                }
                if values.open {
                    calls.add(quote!(.open()), "open");
                } else if values.loose {
                    calls.add(quote!(.loose_list()), if is_enum { "standard_list" } else { "" });
                }
                if side == Side::Received && !values.accepted.is_empty() {
                    let accepted = &values.accepted;
                    calls.add(quote!(.or_values(&[#(#accepted),*])), accepted.join("_"));
                }
            }
            Demand::MayBeEmpty(sides) => {
                if *pick(&sides.sent, &sides.received, side) {
                    calls.add(quote!(.may_be_empty()), "empty");
                }
            }
            Demand::Count(sides) => count(pick(&sides.sent, &sides.received, side), &mut calls),
            // The member's need, the forms of its object, and the object's own relations.
            Demand::Presence(_) | Demand::Shapes(_) | Demand::Relation(_) => {}
        }
    }
    structure(value, &mut calls);
    calls
}

/// What the type itself demands: whole numbers, amounts, what stands in arrays and maps.
fn structure(value: &Typed, calls: &mut Calls) {
    match &value.ty {
        Type::Integer => calls.add(quote!(.whole()), "whole"),
        Type::Array(item) | Type::Map(item) => {
            if let Some(each) = rule(item, item.values().is_some()) {
                let tokens = each.tokens;
                calls.add(quote!(.each(&const { #tokens })), format!("each_{}", each.words.join("_")));
            }
        }
        Type::Amount(amount) => amount_rule(amount, calls),
        Type::Text(_) | Type::Decimal | Type::Number | Type::Boolean | Type::Object(_) | Type::Any | Type::Named(_) => {
        }
    }
}

fn pick<'s, T: ?Sized>(sent: &'s T, received: &'s T, side: Side) -> &'s T {
    match side {
        Side::Sent => sent,
        Side::Received => received,
    }
}

fn length(bounds: &Bounds, calls: &mut Calls) {
    limits(bounds, ["exact", "min", "max"], calls);
}

fn count(bounds: &Bounds, calls: &mut Calls) {
    limits(bounds, ["count", "least", "most"], calls);
}

fn limits(bounds: &Bounds, [exact, min, max]: [&str; 3], calls: &mut Calls) {
    let parts = match bounds.exact() {
        Some(number) => vec![(exact, number)],
        None => [bounds.min.map(|n| (min, n)), bounds.max.map(|n| (max, n))].into_iter().flatten().collect(),
    };
    for (name, limit) in parts {
        let (call, literal) = (ident(name), number(limit));
        calls.add(quote!(.#call(#literal)), format!("{name}_{limit}"));
    }
}

fn precision(precisions: &[Precision], calls: &mut Calls) {
    let Some((first, others)) = precisions.split_first() else { return };
    let (digits, decimals) = (number(first.digits), number(first.decimals));
    calls.add(quote!(.precision(#digits, #decimals)), format!("decimal_{}_{}", first.digits, first.decimals));
    if !others.is_empty() {
        let others = others.iter().map(|precision| {
            let (digits, decimals) = (number(precision.digits), number(precision.decimals));
            quote!((#digits, #decimals))
        });
        calls.add(quote!(.or_precisions(&[#(#others),*])), "more");
    }
}

fn format(forms: &Forms, calls: &mut Calls) {
    let Forms::OneOf(form, others) = forms else { return };
    let name = ident(match form {
        Form::Digits => "Digits",
        Form::Alphanumeric => "Alphanumeric",
        Form::Url => "Url",
        Form::Email => "Email",
        Form::Ipv4 => "Ipv4",
        Form::Currency => "Currency",
        Form::Decimal => "Decimal",
        Form::DateTime => "DateTime",
        Form::Date => "Date",
        Form::Time => "Time",
    });
    calls.add(quote!(.format(rt::Format::#name)), name.to_string());
    if !others.is_empty() {
        let others = others.iter().map(|other| {
            let name = ident(match other {
                OtherFormat::BasicDatetime => "BasicDateTime",
                OtherFormat::LocalDatetime => "LocalDateTime",
                OtherFormat::Milliseconds => "MillisDateTime",
                OtherFormat::Epoch => "Epoch",
                OtherFormat::Any => "Any",
            });
            quote!(rt::Format::#name)
        });
        calls.add(quote!(.or_formats(&[#(#others),*])), "other");
    }
}

/// What an amount must be, unless it is what every amount must be.
fn amount_rule(amount: &Amount, calls: &mut Calls) {
    let precision = match amount.value.value.precision().map(|sides| sides.sent.as_slice()) {
        Some([precision, ..]) => *precision,
        Some([]) | None => Precision::STANDARD,
    };
    let (digits, decimals) = (number(precision.digits), number(precision.decimals));
    let mut tokens = quote!(rt::AmountRule::new(#digits, #decimals));
    let mut words = vec!["amount".to_owned(), precision.digits.to_string(), precision.decimals.to_string()];
    let mut changed = precision != Precision::STANDARD;
    let usual_value = quote!(rt::Rule::new().precision(#digits, #decimals));
    let usual_currency = quote!(rt::Rule::new().max(3).format(rt::Format::Currency));
    for (part, usual) in [(&amount.value, usual_value), (&amount.currency, usual_currency)] {
        let own = rule(&part.value, false);
        let (own, own_words) = own.map_or((quote!(rt::Rule::new()), Vec::new()), |own| (own.tokens, own.words));
        let need = part_need(part.presence());
        if own.to_string() != usual.to_string() || need.to_string() != quote!(rt::Must).to_string() {
            let name = ident(if std::ptr::eq(part, &amount.value) { "value" } else { "currency" });
            tokens.extend(quote!(.#name(#need, &const { #own })));
            words.push(name.to_string());
            words.extend(own_words);
            changed = true;
        }
    }
    let forms: Vec<_> = [&amount.value, &amount.currency].into_iter().flat_map(forms).collect();
    if !forms.is_empty() {
        tokens.extend(quote!(.forms(&[#(#forms),*])));
        words.push("forms".to_owned());
        changed = true;
    }
    if changed {
        calls.add(quote!(.amount(&const { #tokens })), words.join("_"));
    }
}

/// The two parts of an amount are mandatory or not: the page has no conditions for them.
fn part_need(presence: &Presence) -> TokenStream {
    match (presence.letter, presence.may_be_absent) {
        (Letter::M, false) => quote!(rt::Must),
        (Letter::M, true) => quote!(rt::Need::Sent),
        (Letter::O, _) => quote!(rt::May),
        (Letter::C, _) => match presence.when.as_ref().and_then(when) {
            Some(when) => quote!(rt::Need::When(&#when)),
            None => quote!(rt::May),
        },
    }
}

/// Other forms of a member that are accepted on input, with the name under which its object knows them.
pub fn forms(field: &Field) -> Vec<TokenStream> {
    let name = &field.name;
    let mut forms: Vec<_> = received_shapes(&field.value).into_iter().map(|form| quote!((#name, #form))).collect();
    if !field.names.is_empty() {
        forms.push(quote!((#name, rt::Form::OtherName)));
    }
    if let Type::Array(item) | Type::Map(item) = &field.value.ty {
        let name = format!("{name}[]");
        forms.extend(received_shapes(item).into_iter().map(|form| quote!((#name, #form))));
    }
    forms
}

fn received_shapes(value: &Typed) -> Vec<TokenStream> {
    let Some(sides) = value.shapes() else { return Vec::new() };
    let only_received = sides.received.iter().filter(|shape| !sides.sent.contains(shape));
    only_received
        .map(|shape| match shape {
            Shape::Number => quote!(rt::Form::Number),
            Shape::String => quote!(rt::Form::Text),
            Shape::Object => quote!(rt::Form::Object),
            Shape::Array => quote!(rt::Form::Array),
            Shape::Null => quote!(rt::Form::Null),
            Shape::Boolean => quote!(rt::Form::Boolean),
        })
        .collect()
}
