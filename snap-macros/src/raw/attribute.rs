//! One attribute: its arguments by key, each key once.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens as _;
use syn::Lit;

use super::keys::{Key, Keys};
use super::syntax::{Entry, List, Pair, Value, entries};
use crate::mistakes::Report;
use crate::words::{list, nearest};

/// The arguments of one attribute.
#[derive(Default)]
pub(crate) struct Attribute {
    values: BTreeMap<&'static str, Pair>,
    lists: BTreeMap<&'static str, List>,
    /// Words without a value.
    pub(crate) words: Vec<Ident>,
    /// Literals without a key.
    pub(crate) literals: Vec<Lit>,
}

impl Attribute {
    /// Reads the arguments. Of two with one key, the first is kept.
    pub(crate) fn read(tokens: TokenStream, keys: &'static Keys, report: &mut Report<'_>) -> Self {
        let mut attribute = Self::default();
        for entry in entries(tokens, report) {
            match entry {
                Entry::Pair(pair) => attribute.pair(pair, keys, report),
                Entry::List(list) => attribute.list(list, keys, report),
                Entry::Word(word) => attribute.word(word, keys, report),
                Entry::Literal(literal) => attribute.literals.push(literal),
                Entry::TextPair { key, value } => {
                    report.at(&key, format!("a key stands without quotes: write `{} = …`", key.value()));
                    if let Ok(key) = key.parse_with(<Ident as syn::ext::IdentExt>::parse_any) {
                        attribute.pair(Pair { key, value }, keys, report);
                    }
                }
            }
        }
        attribute
    }

    /// The value of a key.
    pub(crate) fn value(&self, key: &str) -> Option<&Pair> {
        self.values.get(key)
    }

    /// Everything that is given but these keys: where each stands, and what to call it.
    pub(crate) fn others(&self, but: &[&str]) -> impl Iterator<Item = (TokenStream, String)> {
        let keyed = self.values.values().map(|pair| &pair.key).chain(self.lists.values().map(|list| &list.key));
        let keyed = keyed.filter(|key| !but.iter().any(|name| *key == name));
        let named = keyed.map(|key| (key.to_token_stream(), key.to_string()));
        let words = self.words.iter().map(|word| (word.to_token_stream(), word.to_string()));
        let literals =
            self.literals.iter().map(|literal| (literal.to_token_stream(), literal.to_token_stream().to_string()));
        words.chain(literals).chain(named).collect::<Vec<_>>().into_iter()
    }

    /// The list of a key.
    pub(crate) fn list_of(&self, key: &str) -> Option<&List> {
        self.lists.get(key)
    }

    fn pair(&mut self, Pair { key, value }: Pair, keys: &'static Keys, report: &mut Report<'_>) {
        // The two arguments without a key: who writes one has said what he means.
        let positional = keys.find("service_code").is_some();
        match (&value, key.to_string().as_str()) {
            (Value::Word { text, tokens }, "method") if positional => {
                report.at(&key, format!("the method stands without a key: write `{text}`"));
                self.words.extend(syn::parse2::<Ident>(tokens.clone()));
                return;
            }
            (Value::Literal(literal), "path" | "url" | "uri") if positional => {
                let path = literal.to_token_stream();
                report.at(&key, format!("the path stands without a key, behind the method: write `{path}`"));
                self.literals.push(literal.clone());
                return;
            }
            _ => {}
        }
        let Some(known) = resolve(&key, keys, report) else { return };
        if known.is_list() {
            report.at(&key, format!("`{}` is a list: write `{}`", known.name, known.example));
            self.lists.entry(known.name).or_insert(List { key, content: None });
            return;
        }
        if matches!(value, Value::Missing) {
            report.at(&key, format!("`{}` has no value: write `{}`", known.name, known.example));
        }
        // From here on the key is the one that was meant.
        let key = Ident::new(known.name, key.span());
        self.insert(known, Pair { key, value }, report);
    }

    fn list(&mut self, list: List, keys: &'static Keys, report: &mut Report<'_>) {
        let Some(known) = resolve(&list.key, keys, report) else { return };
        if known.is_list() {
            if self.lists.contains_key(known.name) {
                report.at(&list.key, twice(known));
            }
            self.lists.entry(known.name).or_insert(list);
        } else {
            report.at(&list.key, format!("`{}` is no list: write `{}`", known.name, known.example));
            self.insert(known, Pair { key: list.key, value: Value::Missing }, report);
        }
    }

    fn word(&mut self, word: Ident, keys: &'static Keys, report: &mut Report<'_>) {
        match keys.find(&word.to_string()) {
            Some(known) => {
                let is = if known.is_list() { "is a list" } else { "has no value" };
                report.at(&word, format!("`{}` {is}: write `{}`", known.name, known.example));
                if known.is_list() {
                    let list = List { key: word, content: None };
                    self.lists.entry(known.name).or_insert(list);
                } else {
                    self.insert(known, Pair { key: word, value: Value::Missing }, report);
                }
            }
            None => self.words.push(word),
        }
    }

    fn insert(&mut self, known: &Key, pair: Pair, report: &mut Report<'_>) {
        if self.values.contains_key(known.name) && !matches!(pair.value, Value::Missing) {
            report.at(&pair.key, twice(known));
        }
        self.values.entry(known.name).or_insert(pair);
    }
}

pub(crate) fn twice(known: &Key) -> String {
    format!("`{}` is given twice: remove one of them", known.name)
}

/// The key that was meant. A key that is close to a known one is reported and then taken for it, so that its value is
/// looked at and the known one does not count as missing.
pub(crate) fn resolve(key: &Ident, keys: &'static Keys, report: &mut Report<'_>) -> Option<&'static Key> {
    let word = key.to_string();
    if let Some(known) = keys.find(&word) {
        return Some(known);
    }
    if let Some((_, where_to)) = keys.elsewhere.iter().find(|(name, _)| *name == word) {
        report.at(key, format!("`{word}` {where_to}"));
        return None;
    }
    let alias = keys.aliases.iter().find(|(name, _)| *name == word).map(|(_, meant)| *meant);
    let meant = alias.or_else(|| nearest(&word, &keys.names())).and_then(|name| keys.find(name));
    let advice = match meant {
        Some(known) => format!("did you mean `{}`?", known.name),
        None => format!("its keys are {}", list(&keys.names(), "and")),
    };
    report.at(key, format!("`{word}` is no key of `{}`; {advice}", keys.attribute));
    meant
}
