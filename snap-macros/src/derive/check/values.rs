//! Values of the kinds that rules know: limits, texts, names of members.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::ext::IdentExt as _;
use syn::{Lit, LitStr};

use super::super::raw::Arguments;
use crate::mistakes::Report;
use crate::raw::{Entry, Pair, Value, entries};

/// A limit: a whole number above zero.
pub(crate) fn limit(given: &Arguments, key: &str, report: &mut Report<'_>) -> Option<u32> {
    let pair = given.pair(key)?;
    let limit = number(pair, report)?;
    if limit == 0 {
        report.at(&pair.value, format!("`{key}` is above 0: where there is no limit, leave it out"));
        return None;
    }
    Some(limit)
}

fn number(pair: &Pair, report: &mut Report<'_>) -> Option<u32> {
    let key = &pair.key;
    match &pair.value {
        Value::Literal(literal) => match (whole(literal), literal) {
            (Some(number), _) => return Some(number),
            (None, Lit::Str(text)) if text.value().parse::<u32>().is_ok() => {
                report.at(literal, format!("`{key}` is a number: write `{key} = {}`", text.value()));
            }
            (None, _) => report.at(literal, format!("`{key}` is a whole number: write `{key} = 64`")),
        },
        Value::Word { .. } | Value::Path(_) | Value::Other(_) => {
            report.at(&pair.value, format!("`{key}` is a whole number: write `{key} = 64`"));
        }
        Value::Missing => {}
    }
    None
}

fn whole(literal: &Lit) -> Option<u32> {
    match literal {
        Lit::Int(number) => number.base10_parse().ok(),
        _ => None,
    }
}

/// `precision(16, 2)`: digits before the point, and decimals.
pub(crate) fn precision(given: &Arguments, report: &mut Report<'_>) -> Option<(u32, u32)> {
    let (key, content) = given.list("precision")?;
    let mut numbers = Vec::new();
    for entry in entries(content.clone(), report) {
        match entry {
            Entry::Literal(literal) => numbers.push(whole(&literal)),
            _ => numbers.push(None),
        }
    }
    match numbers.as_slice() {
        [Some(digits), Some(decimals)] if *digits > 0 && decimals <= digits => Some((*digits, *decimals)),
        [Some(_), Some(_)] => {
            report.at(content, "digits before the point come first, then decimals: write `precision(16, 2)`");
            None
        }
        _ => {
            let message = "a precision is two numbers, digits and decimals: write `precision(16, 2)`";
            if content.is_empty() {
                report.at(key, message)
            } else {
                report.at(content, message)
            }
            None
        }
    }
}

/// Texts in quotes.
pub(crate) fn texts(content: &TokenStream, report: &mut Report<'_>) -> Vec<LitStr> {
    let mut texts = Vec::new();
    for entry in entries(content.clone(), report) {
        match entry {
            Entry::Literal(Lit::Str(text)) => texts.push(text),
            Entry::Literal(literal) => {
                let text = literal.to_token_stream().to_string();
                report.at(literal, format!("a value is text: write `\"{text}\"`"));
            }
            Entry::Word(word) => report.at(&word, format!("a value is text: write `\"{word}\"`")),
            Entry::Pair(pair) => report.at(&pair.key, "only the value: what it means is documentation"),
            Entry::TextPair { key, .. } => {
                report.at(&key, format!("only `\"{}\"`: what it means is documentation", key.value()));
            }
            Entry::List(list) => report.at(&list.key, "a value is text: write it in quotes"),
        }
    }
    texts
}

/// A member as it is named, and where.
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) tokens: TokenStream,
}

impl Name {
    /// A word, or text.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Word { text, tokens } => {
                Some(Self { text: text.strip_prefix("r#").unwrap_or(text).to_owned(), tokens: tokens.clone() })
            }
            Value::Literal(Lit::Str(text)) => Some(Self { text: text.value(), tokens: text.to_token_stream() }),
            Value::Literal(_) | Value::Path(_) | Value::Other(_) | Value::Missing => None,
        }
    }

    /// The value of a key that names a member.
    pub(crate) fn given(pair: &Pair, report: &mut Report<'_>) -> Option<Self> {
        let name = Self::of(&pair.value);
        if name.is_none() && !matches!(pair.value, Value::Missing) {
            report.at(&pair.value, format!("`{0}` names a member: write `{0} = \"…\"`", pair.key));
        }
        name
    }
}

/// Names of members, as words or in quotes.
pub(crate) fn names(content: &TokenStream, report: &mut Report<'_>) -> Vec<Name> {
    let mut names = Vec::new();
    for entry in entries(content.clone(), report) {
        match entry {
            Entry::Literal(Lit::Str(text)) => names.push(Name { text: text.value(), tokens: text.to_token_stream() }),
            Entry::Word(word) => names.push(Name { text: word.unraw().to_string(), tokens: word.to_token_stream() }),
            Entry::Literal(literal) => report.at(literal, "members are named here: write `\"accountNo\"`"),
            Entry::Pair(pair) => report.at(&pair.key, format!("members are named here: write `\"{}\"` only", pair.key)),
            Entry::TextPair { key, .. } => {
                report.at(&key, format!("members are named here: write `\"{}\"` only", key.value()));
            }
            Entry::List(list) => report.at(&list.key, "members are named here: write `\"accountNo\"`"),
        }
    }
    names
}

/// `[…], […]`: what stands in each pair of brackets. None of what is anything else, which is reported.
pub(crate) fn groups(content: &TokenStream, report: &mut Report<'_>) -> Option<Vec<TokenStream>> {
    let mut groups = Vec::new();
    let mut comma = true;
    for token in content.clone() {
        match token {
            TokenTree::Group(group) if comma && group.delimiter() == Delimiter::Bracket => {
                groups.push(group.stream());
                comma = false;
            }
            TokenTree::Punct(punct) if !comma && punct.as_char() == ',' => comma = true,
            other => {
                report.at(quote!(#other), "groups of members stand here: write `[\"a\", \"b\"], [\"c\"]`");
                return None;
            }
        }
    }
    Some(groups)
}

/// `"Y"` or `["Y", "N"]`.
pub(crate) fn one_or_many(value: &Value, report: &mut Report<'_>) -> Option<Vec<LitStr>> {
    match value {
        Value::Literal(Lit::Str(text)) => return Some(vec![text.clone()]),
        Value::Other(tokens) => {
            let mut tokens = tokens.clone().into_iter();
            if let (Some(TokenTree::Group(group)), None) = (tokens.next(), tokens.next())
                && group.delimiter() == Delimiter::Bracket
            {
                let many = texts(&group.stream(), report);
                if many.is_empty() {
                    report.at_span(group.span_open(), "a value is missing: write `[\"Y\", \"N\"]`");
                }
                return (!many.is_empty()).then_some(many);
            }
        }
        Value::Missing => return None,
        Value::Literal(_) | Value::Word { .. } | Value::Path(_) => {}
    }
    report.at(value, "a value is text, or a list of texts: write `\"Y\"` or `[\"Y\", \"N\"]`");
    None
}

/// The name of a header.
pub(crate) fn header(pair: &Pair, report: &mut Report<'_>) -> Option<String> {
    let given = crate::check::values::text(pair, report)?;
    let name = given.value();
    if name.is_empty() || !name.chars().all(|char| char.is_ascii_alphanumeric() || char == '-') {
        report.at(given, "the name of a header has letters, digits and hyphens, such as `\"X-EXTERNAL-ID\"`");
        return None;
    }
    Some(name)
}
