//! Names are split, claimed in a scope, and rendered to a case only here.
//!
//! Reserved words of the 2024 edition, names that begin with a digit, clashes after casing and catch-all names are
//! settled in this file and nowhere else; who claims a name learns whether it was changed, and writes that into docs.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Literal, Span};

/// Words that cannot be identifiers: strict and reserved keywords up to the 2024 edition, and the weak ones that read
/// badly as members.
const RESERVED: [&str; 54] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct",
    "super", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where",
    "while", "yield",
];

/// Names of the prelude that generated code relies on: a type of the same name beside it would take its place.
pub const PRELUDE: [&str; 10] =
    ["Clone", "Default", "Into", "None", "Option", "PartialEq", "Result", "Some", "String", "Vec"];

/// A name as it is written in Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The identifier.
    pub text: String,
    /// It is not what its wire name alone would give.
    pub renamed: bool,
}

impl Name {
    /// As a token.
    pub fn ident(&self) -> Ident {
        ident(&self.text)
    }
}

/// An identifier that is known to be one.
pub fn ident(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}

/// A number without a suffix.
pub fn number(value: u32) -> Literal {
    Literal::u32_unsuffixed(value)
}

/// Names that are taken in one place: a struct, an enum, a module.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub fn with(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// Claims a snake_case name: members, functions, modules.
    pub fn snake(&mut self, wire: &str) -> Name {
        self.claim(clean(&plain(wire).to_snake_case(), wire, "member"), "_")
    }

    /// Claims an UpperCamelCase name: types, variants.
    pub fn camel(&mut self, wire: &str) -> Name {
        self.claim(clean(&plain(wire).to_upper_camel_case(), wire, "Unnamed"), "")
    }

    /// Claims a SCREAMING_CASE name: constants.
    pub fn shouty(&mut self, wire: &str) -> Name {
        self.claim(clean(&plain(wire).to_shouty_snake_case(), wire, "UNNAMED"), "_")
    }

    /// Whether a name is free.
    pub fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name)
    }

    fn claim(&mut self, (wanted, mut renamed): (String, bool), joint: &str) -> Name {
        let mut text = wanted;
        if RESERVED.contains(&text.as_str()) {
            text.push('_');
            renamed = true;
        }
        let base = text.clone();
        let mut number = 2;
        while !self.taken.insert(text.clone()) {
            text = format!("{}{joint}{number}", base.trim_end_matches('_'));
            number += 1;
            renamed = true;
        }
        Name { text, renamed }
    }
}

/// Claims UpperCamelCase names for things that could each be called by several, the shortest first. What wants the name of
/// another, or one that is taken, goes on to its next, and the other with it: who comes first has no more right than who comes
/// last. What has no further name is numbered, in the order of the names and not of the things.
pub fn settle(scope: &mut Scope, wanted: &[Vec<String>]) -> Vec<Name> {
    let cased = |name: &String| Scope::default().camel(name).text;
    let cased: Vec<Vec<_>> = wanted.iter().map(|names| names.iter().map(cased).collect()).collect();
    let mut at = vec![0; wanted.len()];
    let clashing = loop {
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, (names, at)) in cased.iter().zip(&at).enumerate() {
            by_name.entry(names.get(*at).map_or("", String::as_str)).or_default().push(index);
        }
        let clash = |(name, who): &(&str, Vec<usize>)| who.len() > 1 || !scope.is_free(name);
        let clashing: BTreeSet<usize> = by_name.into_iter().filter(clash).flat_map(|(_, who)| who).collect();
        let on: Vec<_> = clashing.iter().filter(|index| at[**index] + 1 < cased[**index].len()).copied().collect();
        if on.is_empty() {
            break clashing;
        }
        for index in on {
            at[index] += 1;
        }
    };
    // What clashes with nothing has its name before anything is numbered.
    let mut order: Vec<_> = (0..wanted.len()).collect();
    order.sort_by_key(|index| (clashing.contains(index), &wanted[*index]));
    let mut names = vec![None; wanted.len()];
    for index in order {
        names[index] = Some(scope.camel(wanted[index].get(at[index]).map_or("", String::as_str)));
    }
    names.into_iter().flatten().collect()
}

/// Only ASCII letters and digits, with blanks between: what else stands in a name parts it, before it gets its case.
fn plain(wire: &str) -> String {
    wire.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect()
}

/// Not empty, not beginning with a digit; renamed if a letter or digit was lost.
fn clean(cased: &str, wire: &str, fallback: &str) -> (String, bool) {
    if cased.is_empty() {
        return (fallback.to_owned(), true);
    }
    if cased.starts_with(|c: char| c.is_ascii_digit()) {
        let upper = fallback.starts_with(char::is_uppercase);
        return (format!("{}{cased}", if upper { "N" } else { "n" }), true);
    }
    (cased.to_owned(), !wire.is_ascii())
}

/// Whether the variants of an enum repeat its name, or all begin or end alike: clippy minds, but the words are the page's.
pub fn repeat_themselves(name: &str, variants: &[&str]) -> bool {
    let words = |text: &str| text.to_snake_case().split('_').map(str::to_owned).collect::<Vec<_>>();
    let (of_name, all): (_, Vec<_>) = (words(name), variants.iter().map(|variant| words(variant)).collect());
    let alike = |part: fn(&Vec<String>) -> Option<&String>| {
        let mut parts = all.iter().map(part);
        parts.next().flatten().is_some_and(|first| parts.all(|part| part == Some(first)))
    };
    // Two variants may; of more, none.
    variants.len() > 2
        && (alike(|words| words.first())
            || alike(|words| words.last())
            || all.iter().any(|words| words.starts_with(&of_name) || words.ends_with(&of_name)))
}

#[cfg(test)]
mod tests {
    use super::{Name, Scope, settle};

    fn settled(taken: &[&str], wanted: &[&[&str]]) -> Vec<String> {
        let wanted: Vec<_> = wanted.iter().map(|names| names.iter().map(|name| (*name).to_owned()).collect()).collect();
        settle(&mut Scope::with(taken), &wanted).into_iter().map(|name: Name| name.text).collect()
    }

    #[test]
    fn what_clashes_goes_on_to_its_next_name_and_nothing_else_does() {
        for (taken, wanted, expected) in [
            (&[][..], &[&["A", "LongA"][..], &["B", "LongB"]][..], &["A", "B"][..]),
            (&[], &[&["A", "Xa"], &["A", "Ya"], &["B", "Xb"]], &["Xa", "Ya", "B"]),
            (&["A"], &[&["A", "Xa"]], &["Xa"]),
            // The one that has no longer name keeps it, and the other leaves it to it.
            (&[], &[&["A"], &["A", "Xa"]], &["A", "Xa"]),
            // Names that clash only after others went on.
            (&[], &[&["A", "Xa", "Zxa"], &["A", "Ya"], &["Xa", "Yxa"]], &["Zxa", "Ya", "Yxa"]),
            (&[], &[&["A", "Xa"], &["A", "Xa"], &["Xa2"]], &["Xa", "Xa3", "Xa2"]),
        ] {
            assert_eq!(settled(taken, wanted), expected, "{wanted:?}");
            let reversed: Vec<_> = wanted.iter().rev().copied().collect();
            let mut names = settled(taken, &reversed);
            names.sort();
            let mut expected = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(names, expected, "{reversed:?}");
        }
    }

    #[test]
    fn reserved_words_get_an_underscore() {
        let mut scope = Scope::default();
        for word in ["type", "gen", "async", "self", "Self", "yield", "_"] {
            let name = scope.snake(word);
            assert!(name.renamed, "{word} became {}", name.text);
            assert!(syn::parse_str::<syn::Ident>(&name.text).is_ok(), "{word} became {}", name.text);
        }
    }

    #[test]
    fn clashes_after_casing_are_numbered() {
        let mut scope = Scope::with(&["extra"]);
        assert_eq!(scope.snake("currency").text, "currency");
        assert_eq!(scope.snake("Currency").text, "currency_2");
        assert_eq!(scope.snake("extra").text, "extra_2");
        assert_eq!(scope.camel("IDR").text, "Idr");
        assert_eq!(scope.camel("idr").text, "Idr2");
    }

    #[test]
    fn digits_and_strangers_become_identifiers() {
        let mut scope = Scope::default();
        for wire in ["1", "2fa", "é", "", "-", "a b", "日本"] {
            let name = scope.snake(wire);
            assert!(syn::parse_str::<syn::Ident>(&name.text).is_ok(), "{wire} became {}", name.text);
        }
        assert_eq!(Scope::default().camel("Größe").text, "GrE");
        assert_eq!(Scope::default().snake("größe").text, "gr_e");
    }

    #[test]
    fn variants_that_repeat_themselves_are_noticed() {
        for (name, variants, expected) in [
            ("Status", &["StatusOk", "Bad", "Other"][..], true),
            ("Status", &["OkStatus", "Bad", "Other"], true),
            ("Response", &["WithOtp", "WithoutOtp", "WithPin"], false),
            ("Response", &["WithOtp", "WithPin", "WithNone"], true),
            ("Response", &["WithOtp", "WithPin"], false),
            ("FeeType", &["Our", "Ben", "Other"], false),
        ] {
            assert_eq!(super::repeat_themselves(name, variants), expected, "{name} {variants:?}");
        }
    }
}
