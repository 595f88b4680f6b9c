//! Members of all kinds: names, texts, conditions, types.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use snap_codegen::ir::condition::{Condition, Rule, RuleKind};
use snap_codegen::ir::{Accept, Amount, Array, Decimal, Field, Shape, Text, TextKind, Type, TypeRef};
use snap_codegen::source::Loc;
use snap_codegen::spec::erratum::{OtherFormat, Shape as JsonShape};
use snap_codegen::spec::field::{Encoding, Format, Location, Presence};

/// Names that are trouble, names that are none, and few enough of them that they meet.
pub fn name() -> BoxedStrategy<String> {
    let known = vec![
        "type",
        "self",
        "Self",
        "gen",
        "async",
        "yield",
        "crate",
        "_",
        "",
        "extra",
        "rt",
        "Option",
        "String",
        "Vec",
        "other",
        "Other",
        "codes",
        "profiles",
        "types",
        "enums",
        "national",
        "default",
        "responseCode",
        "responseMessage",
        "value",
        "currency",
        "a",
        "A",
        "b",
        "aB",
        "a_b",
        "2",
        "2fa",
        "é",
        "日本",
        "-",
        "a b",
        "`",
        "*/",
        "\u{202e}",
    ];
    prop_oneof![6 => select(known).prop_map(str::to_owned), 3 => "[a-zA-Z][a-zA-Z0-9_]{0,9}", 1 => "\\PC{0,6}"].boxed()
}

/// Texts with everything that means something to Markdown, Rust or TOML.
pub fn words() -> BoxedStrategy<String> {
    let parts = vec![
        "word",
        "`",
        "``",
        "```rust",
        "[",
        "](",
        "]",
        "<b>",
        "*/",
        "/*",
        "//",
        "#",
        "- ",
        "1. ",
        "\n",
        "\r",
        "\t",
        "\"",
        "\\",
        "{",
        "}",
        "|",
        "https://example.com/a_b?c=[d]",
        "http://",
        "é",
        "\u{202e}",
        "\u{0}",
        "~~~",
        "&amp;",
        "'",
        "\u{2028}",
        "    ",
    ];
    prop_oneof![4 => vec(select(parts), 0..6).prop_map(|parts| parts.concat()), 1 => any::<String>()].boxed()
}

fn path() -> BoxedStrategy<Vec<String>> {
    vec(name(), 0..4).boxed()
}

/// Conditions on members that may be there.
pub fn condition() -> BoxedStrategy<Condition> {
    let leaf = prop_oneof![
        Just(Condition::Success),
        Just(Condition::Failure),
        path().prop_map(Condition::Present),
        (path(), vec(select(vec!["true", "false", "x", "\""]).prop_map(str::to_owned), 0..3))
            .prop_map(|(path, values)| Condition::OneOf(path, values)),
        name().prop_map(Condition::Header),
        words().prop_map(Condition::Prose),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Condition::All),
            vec(inner.clone(), 0..3).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
    .boxed()
}

/// Rules between such members.
pub fn rule() -> BoxedStrategy<Rule> {
    let names = || vec(name(), 0..4);
    let kind = prop_oneof![
        names().prop_map(RuleKind::AtLeastOne),
        names().prop_map(RuleKind::ExactlyOne),
        names().prop_map(RuleKind::AllOrNone),
        names().prop_map(RuleKind::Needs),
        vec(names(), 0..3).prop_map(RuleKind::OneGroup),
        (name(), names()).prop_map(|(name, others)| RuleKind::Same(name, others)),
        (name(), name(), option::of(words()))
            .prop_map(|(name, header, when)| RuleKind::SameAsHeader(name, header, when)),
        words().prop_map(RuleKind::Prose),
    ];
    kind.prop_map(|kind| Rule { kind, loc: Loc::default() }).boxed()
}

fn limit() -> impl Strategy<Value = Option<u32>> {
    option::of(prop_oneof![Just(0), 1..99_u32, Just(u32::MAX)])
}

fn precision() -> impl Strategy<Value = Option<(u32, u32)>> {
    option::of((0..99_u32, 0..9_u32))
}

fn text() -> BoxedStrategy<Text> {
    let values = prop_oneof![2 => Just(Vec::new()), 1 => vec((name(), option::of(words())), 1..6)];
    let kind = select(vec![TextKind::Plain, TextKind::DateTime, TextKind::Date, TextKind::Time]);
    let format = option::of(select(vec![
        Format::Digits,
        Format::Alphanumeric,
        Format::Url,
        Format::Email,
        Format::Ipv4,
        Format::Currency,
    ]));
    let encoding = option::of(select(vec![
        Encoding::Json,
        Encoding::UrlJson,
        Encoding::QueryString,
        Encoding::Base64,
        Encoding::Encrypted,
    ]));
    let form = (format, option::of(words()), option::of((any::<char>(), any::<u32>())), encoding);
    (kind, (limit(), limit(), limit()), form, values, any::<bool>())
        .prop_map(|(kind, (max, min, exact), (format, pattern, pad, encoding), values, open)| Text {
            kind,
            max,
            min,
            exact,
            format,
            pattern,
            pad,
            values,
            open,
            encoding,
        })
        .boxed()
}

fn decimal() -> BoxedStrategy<Decimal> {
    (precision(), any::<bool>(), limit())
        .prop_map(|(precision, zero_decimals, max)| Decimal { precision, zero_decimals, max })
        .boxed()
}

fn accept() -> BoxedStrategy<Accept> {
    let shapes = vec(
        select(vec![
            JsonShape::Number,
            JsonShape::String,
            JsonShape::Object,
            JsonShape::Array,
            JsonShape::Null,
            JsonShape::Boolean,
        ]),
        0..3,
    );
    let formats = vec(
        select(vec![
            OtherFormat::BasicDatetime,
            OtherFormat::LocalDatetime,
            OtherFormat::Milliseconds,
            OtherFormat::Any,
        ]),
        0..3,
    );
    let lists = (vec(name(), 0..2), shapes, vec(name(), 0..2), formats);
    let changed = (lists, limit(), precision(), any::<bool>(), any::<bool>()).prop_map(
        |((names, shapes, values, formats), max, precision, absent, empty)| Accept {
            names,
            max,
            precision,
            absent,
            shapes,
            values,
            formats,
            empty,
        },
    );
    prop_oneof![2 => Just(Accept::default()), 1 => changed].boxed()
}

/// A member of some type.
pub fn field_of(ty: impl Strategy<Value = Type> + 'static) -> BoxedStrategy<Field> {
    let presence = (select(vec![Presence::M, Presence::O, Presence::C]), option::of(condition()));
    let location = select(vec![Location::Body, Location::Path, Location::Query]);
    let told = (option::of(words()), option::of(words()), option::of(words()), option::of(words()));
    (name(), presence, ty, accept(), location, any::<(bool, bool)>(), told)
        .prop_map(
            |(name, (presence, when), ty, accept, location, (sensitive, nullable), (doc, note, default, unit))| Field {
                name,
                presence,
                when,
                ty,
                accept,
                location,
                sensitive,
                nullable,
                doc,
                note,
                default,
                unit,
                loc: Loc::default(),
            },
        )
        .boxed()
}

/// Types of every depth.
pub fn ty() -> BoxedStrategy<Type> {
    let amount = (
        field_of(prop_oneof![3 => decimal().prop_map(Type::Decimal), 1 => text().prop_map(Type::Text)]),
        field_of(prop_oneof![3 => text().prop_map(Type::Text), 1 => Just(Type::Any)]),
    );
    let leaf = prop_oneof![
        4 => text().prop_map(Type::Text),
        1 => decimal().prop_map(Type::Decimal),
        1 => amount.prop_map(|(value, currency)| Type::Amount(Box::new(Amount { value, currency }))),
        1 => limit().prop_map(Type::Integer),
        1 => precision().prop_map(Type::Number),
        1 => Just(Type::Boolean),
        1 => Just(Type::Any),
        1 => Just(Type::Object(Shape::default())),
        1 => (name(), name(), name()).prop_map(|(provider, module, name)| Type::Named(TypeRef { provider, module, name })),
        2 => (0..2_usize, 0..2_usize, 0..2_usize).prop_map(|at| Type::Named(TypeRef {
            provider: at.0.to_string(), module: at.1.to_string(), name: at.2.to_string(),
        })),
    ];
    leaf.prop_recursive(5, 24, 4, |inner| {
        let shape = (vec(field_of(inner.clone()), 0..4), vec(rule(), 0..2))
            .prop_map(|(fields, rules)| Type::Object(Shape { fields: Some(fields), rules }));
        let array = (inner.clone(), limit(), limit(), limit())
            .prop_map(|(item, min, max, exact)| Type::Array(Box::new(Array { item, min, max, exact })));
        prop_oneof![2 => shape, 1 => array, 1 => inner.prop_map(|item| Type::Map(Box::new(item)))]
    })
    .boxed()
}
