//! Values of the kinds that the attributes know: text, keywords, and paths.

use quote::ToTokens as _;
use syn::parse::Parser as _;
use syn::{Lit, LitStr, Path};

use crate::mistakes::Report;
use crate::model::Words;
use crate::raw::{Pair, Value};
use crate::words::{list, nearest};

/// Text in quotes.
pub(crate) fn text(pair: &Pair, report: &mut Report<'_>) -> Option<LitStr> {
    let key = &pair.key;
    match &pair.value {
        Value::Literal(Lit::Str(text)) => return Some(text.clone()),
        Value::Literal(literal @ (Lit::Int(_) | Lit::Float(_))) => {
            let text = literal.to_token_stream().to_string();
            let text = if key == "service_code" { format!("{text:0>2}") } else { text };
            report.at(literal, format!("`{key}` is text, not a number: write `{key} = \"{text}\"`"));
        }
        Value::Word { text, tokens } => {
            report.at(tokens, format!("`{key}` is text: write `{key} = \"{text}\"`"));
        }
        Value::Literal(_) | Value::Path(_) | Value::Other(_) => {
            report.at(&pair.value, format!("`{key}` is text: write `{key} = \"…\"`"));
        }
        Value::Missing => {}
    }
    None
}

/// One of a few words.
pub(crate) fn keyword<T: Copy>(pair: &Pair, words: &Words<T>, report: &mut Report<'_>) -> Option<T> {
    match choice(pair, words, report, false)? {
        Choice::Word(word) => Some(word),
        Choice::Path(_) => None,
    }
}

/// One of a few words, or a path to an item.
pub(crate) enum Choice<T> {
    Word(T),
    Path(Path),
}

/// One of a few words, or a path to a static. A single word that has no capital is a word: statics have capitals.
pub(crate) fn keyword_or_path<T: Copy>(pair: &Pair, words: &Words<T>, report: &mut Report<'_>) -> Option<Choice<T>> {
    choice(pair, words, report, true)
}

fn choice<T: Copy>(pair: &Pair, words: &Words<T>, report: &mut Report<'_>, paths: bool) -> Option<Choice<T>> {
    let key = &pair.key;
    let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
    let find = |text: &str| words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    let advice = |text: &str| match nearest(text, &known) {
        Some(near) => format!("; did you mean `{near}`?"),
        None if paths => format!("; write {}, or the path of a static", list(&known, "or")),
        None => format!("; write {}", list(&known, "or")),
    };
    match &pair.value {
        Value::Word { text, tokens } => {
            if let Some(value) = find(text) {
                return Some(Choice::Word(value));
            }
            if paths
                && text.contains(char::is_uppercase)
                && let Ok(path) = syn::parse2(tokens.clone())
            {
                return Some(Choice::Path(path));
            }
            report.at(tokens, format!("`{key}` cannot be `{text}`{}", advice(text)));
        }
        Value::Literal(Lit::Str(text)) => {
            if let Some(value) = find(&text.value()) {
                report.at(text, format!("`{key}` is a word, not text: write `{key} = {}`", text.value()));
                return Some(Choice::Word(value));
            }
            if paths && let Some(path) = static_in(text) {
                report.at(text, format!("`{key}` is a path, not text: write `{key} = {}`", text.value()));
                return Some(Choice::Path(path));
            }
            report.at(text, format!("`{key}` is a word, not text{}", advice(&text.value())));
        }
        Value::Path(path) if paths => return Some(Choice::Path(path.clone())),
        Value::Literal(_) | Value::Path(_) | Value::Other(_) => {
            report.at(&pair.value, format!("`{key}` is a word{}", advice("")));
        }
        Value::Missing => {}
    }
    None
}

/// The path of a static that was written as text.
fn static_in(text: &LitStr) -> Option<Path> {
    text.parse_with(Path::parse_mod_style)
        .ok()
        .filter(|path| path.segments.last().is_some_and(|last| last.ident.to_string().contains(char::is_uppercase)))
}

/// A path to an item.
pub(crate) fn path(pair: &Pair, report: &mut Report<'_>) -> Option<Path> {
    let key = &pair.key;
    match &pair.value {
        Value::Path(path) => return Some(path.clone()),
        Value::Word { tokens, .. } => {
            if let Ok(path) = Path::parse_mod_style.parse2(tokens.clone()) {
                return Some(path);
            }
            report.at(tokens, format!("`{key}` is a path, such as `crate::bank::NAME`"));
        }
        Value::Literal(Lit::Str(text)) => match text.parse_with(Path::parse_mod_style) {
            Ok(path) => {
                report.at(text, format!("`{key}` is a path, not text: write `{key} = {}`", text.value()));
                return Some(path);
            }
            Err(_) => report.at(text, format!("`{key}` is a path, not text: write `{key} = path::to::it`")),
        },
        Value::Literal(_) | Value::Other(_) => {
            report.at(&pair.value, format!("`{key}` is a path: write `{key} = path::to::it`"));
        }
        Value::Missing => {}
    }
    None
}
