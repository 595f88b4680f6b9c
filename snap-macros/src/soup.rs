//! Whatever tokens come in: no panic, the trait comes out, the message has its impls, and what comes out is Rust.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use proptest::prelude::*;
use quote::quote;

use crate::derive::snap_model;
use crate::expand::snap_service;

/// Tokens that can be shown and shrunk.
#[derive(Debug, Clone)]
enum Piece {
    Word(&'static str),
    Text(String),
    Number(u64),
    Punct(char, bool),
    Group(usize, Vec<Piece>),
}

const WORDS: &[&str] = &[
    "provider",
    "signing",
    "title",
    "base_path",
    "version",
    "headers",
    "codes",
    "source",
    "crate",
    "service_code",
    "effect",
    "status",
    "direction",
    "query",
    "header_values",
    "token_endpoint",
    "signed_path",
    "no_status",
    "service",
    "method",
    "path",
    "POST",
    "GET",
    "read",
    "moves_money",
    "symmetric",
    "none",
    "inbound",
    "ask",
    "tell",
    "CODES",
    "self",
    "super",
    "async",
    "fn",
    "trait",
    "pub",
    "type",
    "const",
    "where",
    "Result",
    "SnapError",
    "true",
    "endpoint",
    "presence",
    "max",
    "min",
    "exact_items",
    "precision",
    "values",
    "open",
    "pattern",
    "format",
    "pad",
    "items",
    "currency",
    "when",
    "equals",
    "all",
    "absent",
    "at_least_one",
    "one_group",
    "within",
    "at_most",
    "length",
    "name",
    "rename",
    "sensitive",
    "nested",
    "field_0",
    "field1",
    "struct",
    "Option",
    "Extra",
    "_x",
    "__",
    "ß",
];

fn piece() -> impl Strategy<Value = Piece> {
    let leaf = prop_oneof![
        4 => prop::sample::select(WORDS).prop_map(Piece::Word),
        2 => "(/v1.0/\\{version\\}|/ask|/\\{id\\}|\\{|\\}|[ -~äß€]{0,6}){0,3}".prop_map(Piece::Text),
        1 => any::<u64>().prop_map(Piece::Number),
        5 => (prop::sample::select(&['=', ',', ',', ':', '-', '#', '<', '>', '&', '!', '?', ';', '+'][..]), any::<bool>())
            .prop_map(|(char, joint)| Piece::Punct(char, joint)),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        (0..4_usize, prop::collection::vec(inner, 0..6)).prop_map(|(delimiter, pieces)| Piece::Group(delimiter, pieces))
    })
}

fn soup() -> impl Strategy<Value = Vec<Piece>> {
    prop::collection::vec(piece(), 0..14)
}

fn tokens(pieces: &[Piece]) -> TokenStream {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Word(word) => TokenTree::Ident(Ident::new(word, Span::call_site())),
            Piece::Text(text) => TokenTree::Literal(Literal::string(text)),
            Piece::Number(number) => TokenTree::Literal(Literal::u64_unsuffixed(*number)),
            Piece::Punct(char, joint) => {
                TokenTree::Punct(Punct::new(*char, if *joint { Spacing::Joint } else { Spacing::Alone }))
            }
            Piece::Group(delimiter, pieces) => {
                let delimiters = [Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::Brace, Delimiter::None];
                let delimiter = delimiters.get(*delimiter).copied().unwrap_or(Delimiter::None);
                TokenTree::Group(Group::new(delimiter, tokens(pieces)))
            }
        })
        .collect()
}

const SIGNATURES: &[&str] = &[
    "async fn ask(&self, request: AskRequest) -> Result<AskResponse, SnapError>;",
    "fn ask(&self) -> impl Sized;",
    "async fn tell(self: Box<Self>, (a, b): (A, B), _: ...) -> Result<!, E>;",
    "const unsafe extern \"C\" fn __<'a, T: 'a>(&'a mut self, mut x: &T, _: dyn X) where T: X { loop {} }",
    "async fn r#type(_: impl Fn(A) -> B);",
    "async fn Ask(&self, request: <A as B>::C) -> core::result::Result<[u8; 4], (SnapError,)>;",
    "const LIMIT: u32 = 5;",
    "type Request: Clone;",
    "methods! { a b c }",
    "async fn new(&self, request: m!()) -> Result<>;",
];

const TYPES: &[&str] = &[
    "Extra",
    "rt::Extra",
    "Option<String>",
    "Option<String>",
    "Option<bool>",
    "Option<Number>",
    "Option<Amount>",
    "Option<Host>",
    "Option<Vec<Vec<Amount>>>",
    "Option<Map<Any>>",
    "Option<Option<u8>>",
    "Option<Extra>",
    "Option<&'static str>",
    "Option<m!()>",
    "Option<(A, B)>",
    "Option<<A as B>::C>",
    "u8",
    "fn(A) -> B",
    "core::option::Option<std::string::String>",
];

proptest! {
    #[test]
    fn any_attributes_leave_a_trait(service in soup(), endpoints in prop::collection::vec((soup(), prop::sample::select(SIGNATURES)), 0..4)) {
        let service = tokens(&service);
        let members = endpoints.iter().filter_map(|(attribute, signature)| {
            let (attribute, signature) = (tokens(attribute), signature.parse::<TokenStream>().ok()?);
            Some(quote!(#[endpoint(#attribute)] #signature))
        });
        let expanded = snap_service(service, quote!(pub trait MyBank { #(#members)* }));
        let text = expanded.to_string();
        let file = syn::parse2::<syn::File>(expanded);
        let items = file.map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?.items;
        let item = items.iter().find_map(|item| match item {
            syn::Item::Trait(item) => Some(quote!(#item).to_string()),
            _ => None,
        });
        prop_assert!(item.is_some_and(|item| item.contains("MyBank") && !item.contains("endpoint")), "{text}");
        prop_assert!(text.contains("MyBankClient"), "{text}");
    }

    #[test]
    fn any_attributes_leave_a_message(
        message in soup(),
        fields in prop::collection::vec((soup(), prop::sample::select(TYPES)), 0..4),
    ) {
        let message = tokens(&message);
        let fields = fields.iter().enumerate().filter_map(|(index, (attribute, ty))| {
            let (attribute, ty) = (tokens(attribute), ty.parse::<TokenStream>().ok()?);
            let name = quote::format_ident!("field_{index}");
            Some(quote!(#[snap(#attribute)] pub #name: #ty))
        });
        let expanded = snap_model(quote!(#[snap(#message)] pub struct MyMessage { #(#fields),* }));
        let text = expanded.to_string();
        let file = syn::parse2::<syn::File>(expanded);
        prop_assert!(file.is_ok(), "{text}");
        // Without a path to the runtime there is nothing to name.
        prop_assert!(message.to_string().contains("crate") || text.contains("Model for MyMessage"), "{text}");
    }

    #[test]
    fn any_item_is_a_message_or_a_mistake(item in soup()) {
        let expanded = snap_model(tokens(&item));
        let text = expanded.to_string();
        prop_assert!(syn::parse2::<syn::File>(expanded).is_ok(), "{text}");
    }

    #[test]
    fn any_item_comes_out_again(service in soup(), item in soup()) {
        let item = tokens(&item);
        let text = item.to_string();
        let expanded = snap_service(tokens(&service), item).to_string();
        prop_assert!(expanded.ends_with(&text), "{expanded}");
    }
}
