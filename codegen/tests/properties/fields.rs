//! Members of all kinds: names, texts, conditions, types.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use snap_codegen::ir::condition::Condition;
use snap_codegen::ir::path::{From, Path, Step};
use snap_codegen::ir::relation::{Relation, RelationKind, Span};
use snap_codegen::ir::rule::{Bounds, Demand, Form, Forms, Precision, Presence, Rule, Sides, Values};
use snap_codegen::ir::{Amount, Field, Place, Text, TextKind, Type, TypeRef, Typed};
use snap_codegen::spec::erratum::{OtherFormat, Shape as JsonShape};
use snap_codegen::spec::field::{Encoding, Location, Presence as Letter};

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

fn path() -> BoxedStrategy<Path> {
    let from = prop_oneof![
        4 => Just(From::Here),
        1 => Just(From::Root),
        1 => Just(From::Request),
        1 => (0..3_u32).prop_map(From::Up),
    ];
    let step = (name(), any::<bool>()).prop_map(|(name, each)| Step { name, each });
    (from, vec(step, 0..4)).prop_map(|(from, steps)| Path { from, steps }).boxed()
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
        Just(Condition::Unstated),
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
pub fn relation() -> BoxedStrategy<Rule> {
    let paths = || vec(path(), 0..4);
    let span = prop_oneof![any::<u32>().prop_map(Span::Days), any::<u32>().prop_map(Span::Months)];
    let kind = prop_oneof![
        paths().prop_map(RelationKind::AtLeastOne),
        paths().prop_map(RelationKind::ExactlyOne),
        paths().prop_map(RelationKind::AllOrNone),
        paths().prop_map(RelationKind::Needs),
        vec(paths(), 0..3).prop_map(RelationKind::OneGroup),
        (path(), paths()).prop_map(|(path, others)| RelationKind::Same(path, others)),
        (path(), name(), option::of(words()))
            .prop_map(|(path, header, when)| RelationKind::SameAsHeader(path, header, when)),
        (path(), path()).prop_map(|(first, second)| RelationKind::Order(first, second)),
        (path(), path()).prop_map(|(first, second)| RelationKind::Below(first, second)),
        (path(), path(), span).prop_map(|(from, to, span)| RelationKind::Within(from, to, span)),
        (path(), bounds(), condition()).prop_map(|(path, bounds, when)| RelationKind::Length(path, bounds, when)),
        words().prop_map(RelationKind::Prose),
    ];
    kind.prop_map(|kind| of(Demand::Relation(Relation { kind, loose: false, place: Place::default() }))).boxed()
}

fn of(demand: Demand) -> Rule {
    Rule { demand, place: Place::default() }
}

fn limit() -> impl Strategy<Value = Option<u32>> {
    option::of(prop_oneof![Just(0), 1..99_u32, Just(u32::MAX)])
}

fn bounds() -> impl Strategy<Value = Bounds> {
    (limit(), limit()).prop_map(|(min, max)| Bounds { min, max })
}

fn sides<T: Clone + std::fmt::Debug>(of: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = Sides<T>> {
    let both = of.clone().prop_map(Sides::both);
    prop_oneof![2 => both, 1 => (of.clone(), of).prop_map(|(sent, received)| Sides { sent, received })]
}

fn shapes() -> BoxedStrategy<Vec<JsonShape>> {
    let all = vec![
        JsonShape::Number,
        JsonShape::String,
        JsonShape::Object,
        JsonShape::Array,
        JsonShape::Null,
        JsonShape::Boolean,
    ];
    vec(select(all), 0..3).boxed()
}

fn forms() -> BoxedStrategy<Forms> {
    let form = select(vec![
        Form::Digits,
        Form::Alphanumeric,
        Form::Url,
        Form::Email,
        Form::Ipv4,
        Form::Currency,
        Form::Decimal,
        Form::DateTime,
        Form::Date,
        Form::Time,
    ]);
    let others = select(vec![
        OtherFormat::BasicDatetime,
        OtherFormat::LocalDatetime,
        OtherFormat::Milliseconds,
        OtherFormat::Epoch,
        OtherFormat::Any,
    ]);
    prop_oneof![1 => Just(Forms::Any), 4 => (form, vec(others, 0..3)).prop_map(|(form, others)| Forms::OneOf(form, others))]
        .boxed()
}

fn precisions() -> BoxedStrategy<Vec<Precision>> {
    vec((0..99_u32, 0..9_u32).prop_map(|(digits, decimals)| Precision { digits, decimals }), 0..3).boxed()
}

/// Whatever may be demanded of a value, whether or not it says anything about its type.
fn demand() -> BoxedStrategy<Rule> {
    let values = (vec((name(), option::of(words())), 0..6), any::<bool>(), vec(name(), 0..2));
    let demand = prop_oneof![
        sides(shapes()).prop_map(Demand::Shapes),
        sides(bounds().boxed()).prop_map(Demand::Length),
        sides(any::<u32>()).prop_map(Demand::Digits),
        sides(precisions()).prop_map(Demand::Precision),
        Just(Demand::ZeroDecimals),
        sides(forms()).prop_map(Demand::Format),
        (words(), option::of(words()), any::<bool>()).prop_map(|(sent, received, loose)| Demand::Pattern {
            sent,
            received,
            loose
        }),
        values.prop_map(|(list, open, accepted)| Demand::Values(Values { list, open, loose: false, accepted })),
        (any::<char>(), any::<u32>(), any::<bool>()).prop_map(|(fill, to, received)| Demand::Padding {
            fill,
            to,
            received,
            loose: false,
        }),
        sides(any::<bool>()).prop_map(Demand::MayBeEmpty),
        sides(bounds().boxed()).prop_map(Demand::Count),
    ];
    demand.prop_map(of).boxed()
}

fn typed(ty: impl Strategy<Value = Type> + 'static) -> BoxedStrategy<Typed> {
    (ty, vec(demand(), 0..4)).prop_map(|(ty, rules)| Typed { ty, rules }).boxed()
}

/// A member of some type.
pub fn field_of(ty: impl Strategy<Value = Type> + 'static) -> BoxedStrategy<Field> {
    field(typed(ty))
}

fn field(value: BoxedStrategy<Typed>) -> BoxedStrategy<Field> {
    let presence = (select(vec![Letter::M, Letter::O, Letter::C]), option::of(condition()), any::<bool>())
        .prop_map(|(letter, when, may_be_absent)| Presence { letter, when, may_be_absent });
    let location = select(vec![Location::Body, Location::Path, Location::Query]);
    let told = (option::of(words()), option::of(words()), option::of(words()), option::of(words()));
    (name(), vec(name(), 0..2), presence, value, location, any::<bool>(), told)
        .prop_map(|(name, names, presence, mut value, location, sensitive, (doc, note, default, unit))| {
            value.rules.insert(0, of(Demand::Presence(presence)));
            Field {
                name,
                names,
                value,
                location,
                sensitive,
                shown: false,
                doc,
                note,
                default,
                unit,
                place: Place::default(),
            }
        })
        .boxed()
}

fn text() -> BoxedStrategy<Type> {
    let kind = select(vec![TextKind::Plain, TextKind::DateTime, TextKind::Date, TextKind::Time]);
    let encoding = option::of(select(vec![
        Encoding::Json,
        Encoding::UrlJson,
        Encoding::QueryString,
        Encoding::Base64,
        Encoding::Encrypted,
    ]));
    (kind, encoding).prop_map(|(kind, encoding)| Type::Text(Text { kind, encoding })).boxed()
}

/// Values of every depth.
pub fn value() -> BoxedStrategy<Typed> {
    let amount = (
        field_of(prop_oneof![3 => Just(Type::Decimal), 1 => text()]),
        field_of(prop_oneof![3 => text(), 1 => Just(Type::Any)]),
    );
    let leaf = typed(prop_oneof![
        4 => text(),
        1 => Just(Type::Decimal),
        1 => amount.prop_map(|(value, currency)| Type::Amount(Box::new(Amount { value, currency }))),
        1 => Just(Type::Integer),
        1 => Just(Type::Number),
        1 => Just(Type::Boolean),
        1 => Just(Type::Any),
        1 => Just(Type::Object(None)),
        1 => (name(), name(), name()).prop_map(|(provider, page, name)| Type::Named(TypeRef { provider, page, name })),
        2 => (0..2_usize, 0..2_usize, 0..2_usize).prop_map(|at| Type::Named(TypeRef {
            provider: at.0.to_string(), page: at.1.to_string(), name: at.2.to_string(),
        })),
    ]);
    leaf.prop_recursive(5, 24, 4, |inner| {
        let object = (vec(field(inner.clone()), 0..4), vec(relation(), 0..2))
            .prop_map(|(fields, rules)| Typed { ty: Type::Object(Some(fields)), rules });
        let array = (inner.clone(), vec(demand(), 0..3))
            .prop_map(|(item, rules)| Typed { ty: Type::Array(Box::new(item)), rules });
        prop_oneof![2 => object, 1 => array, 1 => inner.prop_map(|item| Typed::plain(Type::Map(Box::new(item))))]
    })
    .boxed()
}

/// Members of every depth.
pub fn any_field() -> BoxedStrategy<Field> {
    field(value())
}
