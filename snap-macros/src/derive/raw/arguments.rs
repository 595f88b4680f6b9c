//! The arguments of `#[snap(…)]` and of the lists in it, in their order.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens as _;
use syn::LitStr;

use crate::mistakes::Report;
use crate::raw::{Entry, Keys, List, Pair, Value, entries, resolve, twice};

/// What was given, in order. A key may stand several times.
#[derive(Default)]
pub(crate) struct Arguments {
    all: Vec<Argument>,
}

/// A known key, and what stands behind it.
pub(crate) struct Argument {
    /// The key, where it stands, under the name that was meant.
    pub(crate) key: Ident,
    pub(crate) name: &'static str,
    pub(crate) given: Given,
}

/// What stands behind a key, of the kind that it wants.
pub(crate) enum Given {
    /// Nothing: the word says it.
    Flag,
    /// `= value`
    Pair(Pair),
    /// `(…)`
    List(TokenStream),
    /// Something else, which has been reported.
    Broken,
}

impl Arguments {
    /// Reads the arguments.
    pub(crate) fn read(tokens: TokenStream, keys: &'static Keys, report: &mut Report<'_>) -> Self {
        let mut arguments = Self::default();
        for entry in entries(tokens, report) {
            let (key, given) = match entry {
                Entry::Pair(pair) => (pair.key.clone(), Raw::Pair(pair.value)),
                Entry::List(List { key, content }) => (key, Raw::List(content.unwrap_or_default())),
                Entry::Word(word) => (word, Raw::Word),
                Entry::TextPair { key, value } => {
                    report.at(&key, format!("a key stands without quotes: write `{} = …`", key.value()));
                    match as_ident(&key) {
                        Some(key) => (key, Raw::Pair(value)),
                        None => continue,
                    }
                }
                Entry::Literal(literal) => {
                    let text = literal.to_token_stream().to_string();
                    report.at(literal, format!("`{text}` stands without a key; write `key = value`"));
                    continue;
                }
            };
            let Some(known) = resolve(&key, keys, report) else { continue };
            // From here on the key is the one that was meant.
            let key = Ident::new(known.name, key.span());
            let example = known.example;
            let given = match given {
                Raw::Pair(Value::Missing) if !known.is_list() && !known.is_flag() => {
                    report.at(&key, format!("`{}` has no value: write `{example}`", known.name));
                    Given::Broken
                }
                Raw::Pair(value) if !known.is_list() && !known.is_flag() => {
                    Given::Pair(Pair { key: key.clone(), value })
                }
                Raw::List(content) if known.is_list() => Given::List(content),
                Raw::Word if known.is_flag() => Given::Flag,
                _ if known.is_flag() => {
                    report.at(&key, format!("`{}` stands alone: write `{example}`, or leave it out", known.name));
                    Given::Broken
                }
                given => {
                    let is = match (known.is_list(), given) {
                        (true, _) => "is a list",
                        (false, Raw::Word) => "has no value",
                        (false, _) => "is no list",
                    };
                    report.at(&key, format!("`{}` {is}: write `{example}`", known.name));
                    Given::Broken
                }
            };
            arguments.all.push(Argument { key, name: known.name, given });
        }
        arguments
    }

    /// Takes those of another attribute in.
    pub(crate) fn extend(&mut self, other: Self) {
        self.all.extend(other.all);
    }

    /// Reports keys that stand twice, but for those that may; the first is kept.
    pub(crate) fn once(&mut self, keys: &'static Keys, repeated: &[&str], report: &mut Report<'_>) {
        let mut seen: Vec<&str> = Vec::new();
        self.all.retain(|argument| {
            let known = keys.find(argument.name).filter(|known| !repeated.contains(&known.name));
            let Some(known) = known.filter(|known| seen.contains(&known.name)) else {
                seen.push(argument.name);
                return true;
            };
            report.at(&argument.key, twice(known));
            false
        });
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Argument> {
        self.all.iter()
    }

    /// The argument of a key, well written or not.
    pub(crate) fn get(&self, name: &str) -> Option<&Argument> {
        self.all.iter().find(|argument| argument.name == name)
    }

    /// Whether the key stands there, well written or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The value of a key.
    pub(crate) fn pair(&self, name: &str) -> Option<&Pair> {
        match &self.get(name)?.given {
            Given::Pair(pair) => Some(pair),
            Given::Flag | Given::List(_) | Given::Broken => None,
        }
    }

    /// The list of a key.
    pub(crate) fn list(&self, name: &str) -> Option<(&Ident, &TokenStream)> {
        let argument = self.get(name)?;
        match &argument.given {
            Given::List(content) => Some((&argument.key, content)),
            Given::Flag | Given::Pair(_) | Given::Broken => None,
        }
    }
}

enum Raw {
    Word,
    Pair(Value),
    List(TokenStream),
}

fn as_ident(key: &LitStr) -> Option<Ident> {
    key.parse_with(<Ident as syn::ext::IdentExt>::parse_any).ok()
}
