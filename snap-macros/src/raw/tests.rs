//! Reading goes on after a mistake, and finds what was meant.

use proc_macro2::TokenStream;
use quote::quote;

use super::attribute::Attribute;
use super::keys::{ENDPOINT, SERVICE};
use super::syntax::{Entry, Value, entries};
use crate::mistakes::{Mistakes, Part};

/// The entries in short, and how many mistakes there were.
fn read(tokens: TokenStream) -> (Vec<String>, usize) {
    let mut mistakes = Mistakes::default();
    let entries = entries(tokens, &mut mistakes.on(Part::Service));
    let shown = entries.iter().map(|entry| match entry {
        Entry::Pair(pair) => format!("{} = {}", pair.key, value(&pair.value)),
        Entry::TextPair { key, value: given } => format!("{:?} = {}", key.value(), value(given)),
        Entry::List(list) => format!("{}({})", list.key, list.content.clone().unwrap_or_default()),
        Entry::Word(word) => word.to_string(),
        Entry::Literal(literal) => quote!(#literal).to_string(),
    });
    (shown.collect(), errors(mistakes))
}

fn value(value: &Value) -> String {
    let kind = match value {
        Value::Literal(_) => "literal",
        Value::Word { .. } => "word",
        Value::Path(_) => "path",
        Value::Other(_) => "other",
        Value::Missing => "missing",
    };
    format!("{kind} {}", quote!(#value))
}

fn errors(mistakes: Mistakes) -> usize {
    mistakes.into_tokens().to_string().matches("compile_error").count()
}

#[test]
fn every_kind_of_argument_is_read() {
    let (entries, mistakes) = read(quote! {
        POST, "/v1.0/ask", service_code = "01", effect = read, signing = crate::bank::PROFILE, codes = ::snap_bi::CODES,
        query(a, "b"), "CHANNEL-ID" = "1", status = r#type, crate = super::rt,
    });
    assert_eq!(
        entries,
        [
            "POST",
            "\"/v1.0/ask\"",
            "service_code = literal \"01\"",
            "effect = word read",
            "signing = path crate :: bank :: PROFILE",
            "codes = path :: snap_bi :: CODES",
            "query(a , \"b\")",
            "\"CHANNEL-ID\" = literal \"1\"",
            "status = word r#type",
            "crate = path super :: rt",
        ]
    );
    assert_eq!(mistakes, 0);
}

#[test]
fn one_slip_does_not_hide_the_next_argument() {
    for (tokens, expected, count) in [
        (quote!(a = "1" b = "2"), &["a = literal \"1\"", "b = literal \"2\""][..], 1),
        (quote!(a: "1", b = "2"), &["a = literal \"1\"", "b = literal \"2\""], 1),
        (quote!(a = , b = "2"), &["a = missing ", "b = literal \"2\""], 0),
        (quote!(a = b = "2"), &["a = missing ", "b = literal \"2\""], 1),
        (quote!(,, a = "1"), &["a = literal \"1\""], 2),
        (quote!(a = moves - money, b), &["a = word moves - money", "b"], 0),
        (quote!(a = x y, b), &["a = word x", "y", "b"], 1),
        (quote!(a = "x" + "y", b), &["a = literal \"x\"", "\"y\"", "b"], 1),
        (quote!(a = a::, b), &["a = other a ::", "b"], 0),
        (quote!(a = -1, b), &["a = other - 1", "b"], 0),
        (quote!(a[x], b), &["a(x)", "b"], 1),
        (quote!(&*a, b), &["a", "b"], 1),
        (quote!(a POST "x"), &["a", "POST", "\"x\""], 2),
    ] {
        let text = tokens.to_string();
        assert_eq!(read(tokens), (expected.iter().map(ToString::to_string).collect(), count), "{text}");
    }
}

#[test]
fn a_key_that_was_nearly_written_counts_as_written() {
    let mut mistakes = Mistakes::default();
    let report = &mut mistakes.on(Part::Service);
    let attribute = Attribute::read(quote!(servce_code = "11", code = "12", Effect = read), &ENDPOINT, report);
    let known = attribute.value("service_code").map(|pair| value(&pair.value));
    assert_eq!(known.as_deref(), Some("literal \"11\""));
    assert!(attribute.value("effect").is_some());
    // Two keys that are none, one of them twice, and a capital.
    assert_eq!(errors(mistakes), 4);
}

#[test]
fn every_alias_and_every_example_is_of_a_key() {
    for keys in [&SERVICE, &ENDPOINT] {
        for (alias, meant) in keys.aliases {
            assert!(keys.find(meant).is_some() && keys.find(alias).is_none(), "{alias}");
        }
        for (word, _) in keys.elsewhere {
            assert!(keys.find(word).is_none(), "{word}");
        }
        for key in keys.keys {
            let example = key.example.parse::<TokenStream>().map(read);
            let whole = matches!(example, Ok((entries, 0)) if entries.len() == 1);
            assert!(whole && key.example.starts_with(key.name), "{}", key.name);
        }
    }
}
