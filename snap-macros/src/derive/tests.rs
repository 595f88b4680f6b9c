//! What comes out, as tokens, and what each word becomes.

use proc_macro2::TokenStream;
use quote::quote;

use super::raw::keys;
use super::snap_model;

fn pretty(item: TokenStream) -> syn::Result<String> {
    Ok(prettyplease::unparse(&syn::parse2(snap_model(item))?))
}

#[test]
fn a_request_becomes_a_message_with_its_rules() -> syn::Result<()> {
    insta::assert_snapshot!(pretty(quote! {
        #[snap(at_least_one("accountNo", "bankCardToken"))]
        pub struct TransferRequest {
            /// Our reference.
            #[snap(presence = "M", max = 64)]
            pub partner_reference_no: Option<String>,
            #[snap(presence = "M", precision(12, 2), currency(values("IDR")))]
            pub amount: Option<Amount>,
            #[snap(max = 16, format = "digits")]
            pub account_no: Option<String>,
            #[snap(max = 16, format = "digits", rename = "PAN")]
            pub card: Option<String>,
            #[snap(presence = "C", when(absent = "accountNo"), max = 128, sensitive)]
            pub bank_card_token: Option<String>,
            #[snap(max_items = 2, items(exact = 3, format = "alphanumeric"))]
            pub codes: Option<Vec<String>>,
            #[snap(nullable)]
            pub r#type: Option<Kind>,
            pub extra: Extra,
        }
    })?);
    Ok(())
}

#[test]
fn a_response_becomes_an_answer() -> syn::Result<()> {
    insta::assert_snapshot!(pretty(quote! {
        #[snap(name = "Transferred", crate = rt)]
        struct TransferResponse {
            #[snap(presence = "M", exact = 7)]
            response_code: Option<String>,
            #[snap(presence = "M", max = 150)]
            response_message: Option<String>,
            #[snap(presence = "C", when(success))]
            reference_no: Option<String>,
            rest: rt::Extra,
        }
    })?);
    Ok(())
}

#[test]
fn a_mistake_leaves_the_message_and_its_names() -> syn::Result<()> {
    insta::assert_snapshot!(pretty(quote! {
        pub struct AskRequest {
            #[snap(presence = "M", maxx = 64)]
            pub id: Option<String>,
            pub extra: Extra,
        }
    })?);
    Ok(())
}

/// What stands in the expansion for the arguments of one field of this type.
fn of_field(ty: TokenStream, arguments: TokenStream) -> String {
    let field = quote!(#[snap(#arguments)] pub a: Option<#ty>);
    of_struct(quote!(), quote!(#field, pub b: Option<String>, pub list: Option<Vec<Object>>))
}

fn of_struct(arguments: TokenStream, fields: TokenStream) -> String {
    let expanded = snap_model(quote! {
        #[snap(#arguments crate = rt)]
        pub struct Message { #fields, pub extra: Extra }
    });
    expanded.to_string().replace(' ', "")
}

#[test]
fn each_word_of_a_row_becomes_its_call() {
    for (ty, arguments, expected) in [
        (quote!(String), quote!(), r#".text("a",&self.a,rt::May,0)"#),
        (quote!(String), quote!(max = 5), r#".text("a",&self.a,rt::May,5)"#),
        (quote!(String), quote!(max = 5, sensitive), r#".secret_text("a",&self.a,rt::May,5)"#),
        (quote!(Host), quote!(presence = "O"), r#".value("a",&self.a,rt::May)"#),
        (quote!(Host), quote!(sensitive), r#".secret("a",&self.a,rt::May)"#),
        (quote!(String), quote!(exact = 6, sensitive), r#".secret_ruled("a",&self.a,rt::May,&RULE_A)"#),
        (quote!(String), quote!(min = 2, max = 5), "rt::Rule::new().min(2).max(5);"),
        (quote!(String), quote!(precision(16, 2)), "rt::Rule::new().precision(16,2);"),
        (quote!(String), quote!(decimals = zero), "rt::Rule::new().zero_decimals();"),
        (quote!(String), quote!(values("Y", "N")), r#"rt::Rule::new().values(&["Y","N"]);"#),
        (quote!(String), quote!(values("Y"), max = 3), r#"rt::Rule::new().values(&["Y"]);"#),
        (quote!(String), quote!(values("Y"), open, max = 3), r#"rt::Rule::new().max(3).values(&["Y"]).open();"#),
        (quote!(String), quote!(format = "datetime"), "rt::Rule::new().format(rt::Format::DateTime);"),
        (
            quote!(String),
            quote!(pattern = "[0-9]+|x"),
            r#"rt::Rule::new().pattern({staticPATTERN:rt::Pattern=rt::Pattern::new("[0-9]+|x");&PATTERN});"#,
        ),
        (quote!(String), quote!(pad(left = ' ', to = 8)), "rt::Rule::new().pad_left('',8);"),
        (quote!(Number), quote!(max = 3), "rt::Rule::new().digits(3);"),
        (quote!(Number), quote!(format = "integer"), "rt::Rule::new().whole();"),
        (quote!(Number), quote!(precision(5, 2)), "rt::Rule::new().precision(5,2);"),
        (quote!(Vec<Host>), quote!(exact_items = 1), "rt::Rule::new().count(1);"),
        (quote!(Map<Host>), quote!(min_items = 1, max_items = 3), "rt::Rule::new().least(1).most(3);"),
        (
            quote!(Vec<Vec<String>>),
            quote!(items(max_items = 2, items(max = 3))),
            "rt::Rule::new().each(&const{rt::Rule::new().most(2).each(&const{rt::Rule::new().max(3)})});",
        ),
        // What every amount is held to needs no rule.
        (quote!(Amount), quote!(precision(16, 2)), r#".value("a",&self.a,rt::May)"#),
        (quote!(Amount), quote!(precision(9, 0)), "rt::Rule::new().amount(&const{rt::AmountRule::new(9,0)});"),
        (
            quote!(Amount),
            quote!(decimals = zero),
            ".value(rt::Must,&const{rt::Rule::new().precision(16,2).zero_decimals()})",
        ),
        (
            quote!(Amount),
            quote!(currency(presence = "O", max = 5)),
            "rt::AmountRule::new(16,2)\
             .currency(rt::May,&const{rt::Rule::new().max(5).format(rt::Format::Currency)})",
        ),
        (
            quote!(Vec<Amount>),
            quote!(items(value(max = 8))),
            "rt::AmountRule::new(16,2).value(rt::Must,&const{rt::Rule::new().max(8).precision(16,2)})",
        ),
    ] {
        let expanded = of_field(ty, arguments.clone());
        assert!(expanded.contains(expected), "{arguments}: {expanded}");
    }
}

#[test]
fn each_condition_becomes_its_data() {
    for (condition, expected) in [
        (quote!(success), "rt::When::Success"),
        (quote!(failure), "rt::When::Failure"),
        (quote!(present = "b"), r#"rt::When::Present("b")"#),
        (quote!(absent = b), r#"rt::When::Absent("b")"#),
        (quote!(not(absent = "b")), r#"rt::When::Not(&rt::When::Absent("b"))"#),
        (quote!(not(present = "b")), r#"rt::When::Absent("b")"#),
        (quote!(equals(b = "1")), r#"rt::When::Is("b",&["1"])"#),
        (quote!(equals("list[].x" = ["1", "2"])), r#"rt::When::Is("list[].x",&["1","2"])"#),
        (
            quote!(equals(b = "1", "/c" = "2")),
            r#"rt::When::All(&[rt::When::Is("b",&["1"]),rt::When::Is("/c",&["2"])])"#,
        ),
        (quote!(header_present = "X-A"), r#"rt::When::Header("X-A")"#),
        (quote!(not(header_present = "X-A")), r#"rt::When::NoHeader("X-A")"#),
        (quote!(any(success, unstated)), "rt::When::Any(&[rt::When::Success,rt::When::Unknown])"),
        (quote!(all(absent = "../b", present = "request:b.c")), r#"rt::When::Absent("../b")"#),
    ] {
        let expanded = of_field(quote!(String), quote!(presence = "C", when(#condition)));
        assert!(expanded.contains("constNEED_A:rt::Need=rt::Need::When(&"), "{condition}: {expanded}");
        assert!(expanded.contains(expected), "{condition}: {expanded}");
    }
    for condition in [quote!(unstated), quote!(prose = "for foreigners")] {
        let expanded = of_field(quote!(String), quote!(presence = "C", when(#condition)));
        assert!(expanded.contains(r#".text("a",&self.a,rt::May,0)"#), "{expanded}");
    }
}

#[test]
fn each_relation_becomes_its_data() {
    for (relation, expected) in [
        (quote!(at_least_one("a", "b")), r#"AtLeastOne(&["a","b"])"#),
        (quote!(exactly_one(a, b)), r#"ExactlyOne(&["a","b"])"#),
        (quote!(all_or_none("a", "c.d")), r#"AllOrNone(&["a","c.d"])"#),
        (quote!(needs("a", "b", "c")), r#"Needs(&["a","b","c"])"#),
        (quote!(one_group(["a", "b"], ["c"])), r#"OneGroup(&[&["a","b"],&["c"]])"#),
        (quote!(same("a", "b", "/x")), r#"Same("a",&["b","/x"])"#),
        (quote!(same_as_header(field = "a", header = "X-B")), r#"SameAsHeader("a","X-B")"#),
        (quote!(order("a", "b")), r#"Order("a","b")"#),
        (quote!(below("a", "b")), r#"Below("a","b")"#),
        (quote!(within(from = "a", to = "b", at_most(days = 7))), r#"Within("a","b",rt::Span::Days(7))"#),
        (
            quote!(length(field = "a", max = 3, when(equals(b = "1")))),
            r#"Length{member:"a",min:0,max:3,when:rt::When::Is("b",&["1"])}"#,
        ),
    ] {
        let fields = quote!(pub a: Option<String>, pub b: Option<String>, pub c: Option<Part>);
        let expanded = of_struct(quote!(#relation,), fields);
        assert!(
            expanded.contains(&format!("RELATIONS:&'static[rt::Relation]=&[rt::Relation::{expected}]")),
            "{expanded}"
        );
    }
}

#[test]
fn what_is_said_twice_is_one_constant_and_no_two_have_one_name() {
    let expanded = of_struct(
        quote!(),
        quote! {
            #[snap(exact = 6)] pub pin: Option<String>,
            #[snap(exact = 6)] pub code: Option<String>,
            #[snap(exact = 7, rename = "PIN")] pub Pin: Option<String>
        },
    );
    assert_eq!(expanded.matches("exact(6)").count(), 1, "{expanded}");
    assert!(expanded.contains("staticRULE_PIN:") && expanded.contains("staticRULE_PIN_1:"), "{expanded}");
}

/// The words of the spec's format are all known, and every example in a message is one that is read.
#[test]
fn every_alias_and_every_example_is_of_a_key() {
    let all = [
        &keys::MESSAGE,
        &keys::MEMBER,
        &keys::ITEMS,
        &keys::VALUE,
        &keys::CURRENCY,
        &keys::PAD,
        &keys::WHEN,
        &keys::SAME_AS_HEADER,
        &keys::WITHIN,
        &keys::AT_MOST,
        &keys::LENGTH,
    ];
    for keys in all {
        for (alias, meant) in keys.aliases {
            assert!(keys.find(meant).is_some() && keys.find(alias).is_none(), "{alias}");
        }
        for (word, _) in keys.elsewhere {
            assert!(keys.find(word).is_none(), "{word}");
        }
        for key in keys.keys {
            assert!(key.example.parse::<TokenStream>().is_ok() && key.example.starts_with(key.name), "{}", key.name);
        }
    }
    for name in keys::RELATIONS {
        assert!(keys::MESSAGE.find(name).is_some(), "{name}");
    }
}
