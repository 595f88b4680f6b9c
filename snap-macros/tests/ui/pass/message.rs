//! All that can be said of a message.
#![deny(warnings)]

include!("../../support/message.rs");

/// A value list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Channel {
    Web,
    Other(String),
}

runtime::open_enum!(Channel { Web => "WEB" });

type Text = String;

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(
    crate = crate::runtime,
    name = "Ask",
    at_least_one("text", number),
    at_least_one("text", "flag"),
    exactly_one("text", "amount.value"),
    all_or_none("../a", "/b"),
    needs("text", "list[].x"),
    one_group(["text", "number"], [flag]),
    same("text", "PIN", "alias"),
    same_as_header(field = "text", header = "X-EXTERNAL-ID"),
    order("date", "until"),
    below("date", "until"),
    within(from = "date", to = "until", at_most(months = 1)),
    length(field = "text", min = 1, max = 12, when(equals(channel = ["WEB", "APP"], "amount.currency" = "IDR"))),
)]
#[snap(without_new)]
#[allow(dead_code)]
pub(crate) struct AskRequest {
    #[snap(presence = "M", min = 2, max = 64)]
    #[snap(sensitive, nullable)]
    pub text: Option<String>,
    #[snap(rename = "PIN", exact = 6, format = "digits")]
    pin: Option<Text>,
    #[snap(presence = "C", when(all(success, not(any(absent = "text", header_absent = "X-A")))))]
    alias: core::option::Option<std::string::String>,
    #[snap(max = 3, format = "integer", presence = "C", when(prose = "for foreigners"))]
    number: Option<Number>,
    flag: Option<bool>,
    #[snap(value(max = 8), currency(presence = "O", max = 3))]
    amount: Option<Amount>,
    #[snap(max_items = 3, items(values("Y", "N"), open, max = 3))]
    list: Option<Vec<Text>>,
    #[snap(min_items = 1, items(precision(5, 2), decimals = zero))]
    map: Option<Map<Amount>>,
    object: Option<Object>,
    any: Option<Vec<Map<Any>>>,
    #[snap(max = 4, open)]
    channel: Option<Channel>,
    #[snap(format = "datetime")]
    date: Option<String>,
    #[snap(pattern = r"[0-9]{4}(-[0-9]{2})?|[]\[]", presence = "C", when(unstated))]
    until: Option<String>,
    #[deprecated]
    r#type: Option<Part>,
    rest: Extra,
}

impl AskRequest {
    fn new() -> Self {
        Self::default()
    }
}

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime, nested)]
struct Part {
    response_code: Option<Number>,
    extra: Extra,
}

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime, answer)]
struct Empty {
    extra: Extra,
}

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime)]
struct Made {
    #[snap(presence = "M")]
    a: Option<bool>,
    #[snap(presence = "M")]
    b: Option<Part>,
    extra: Extra,
}

macro_rules! through_a_macro {
    ($name:ident, $ty:ty, $option:ty, $max:literal, $wire:literal) => {
        #[derive(Clone, Default, PartialEq, SnapModel)]
        #[snap(crate = runtime)]
        struct $name {
            #[snap(presence = "M", max = $max, rename = $wire)]
            a: Option<$ty>,
            b: $option,
            extra: Extra,
        }
    };
}

through_a_macro!(Inner, String, Option<Vec<String>>, 3, "A");

fn main() {
    let ask = AskRequest::new().with_text("ab").with_type(Part::default()).with_flag(true);
    assert!(ask.validate().is_err());
    let made = Made::new(MadeMandatory { a: true, b: Part::new() });
    assert!(made.validate().is_ok());
    fn is_answer<T: runtime::Answer>(_: &T) {}
    is_answer(&Empty::default());
    let inner = Inner::new("abcd").with_b(vec![]);
    assert_eq!(inner.validate().map_err(|found| found.to_string()), Err("A: 4 characters, at most 3 are allowed".into()));
}
