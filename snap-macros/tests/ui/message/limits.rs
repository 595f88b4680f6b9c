//! Rules that say nothing about a type, or contradict each other.

include!("../../support/message.rs");

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime)]
struct LimitRequest {
    #[snap(max = 5, values("Y"), format = "digits")]
    truth: Option<bool>,
    #[snap(min = 9, max = 5)]
    text: Option<String>,
    #[snap(exact = 5, max = 6)]
    exact: Option<String>,
    #[snap(max_items = 3, items(max = 3), value(max = 3))]
    characters: Option<String>,
    #[snap(max = 5, format = "digits", min_items = 2, max_items = 1)]
    list: Option<Vec<String>>,
    #[snap(items(max = 5, min = 6, presence = "M"))]
    map: Option<Map<String>>,
    #[snap(items(items(max_items = 0)))]
    lists: Option<Vec<Vec<Object>>>,
    #[snap(max = 12, values("IDR"), precision(2, 16))]
    amount: Option<Amount>,
    #[snap(precision(16), value(presence = "C", max = "12"), currency())]
    fee: Option<Amount>,
    #[snap(exact = 5, format = "digits")]
    number: Option<Number>,
    #[snap(pattern = "a", sensitive)]
    anything: Option<Any>,
    #[snap(precision(16, 2), max = 3)]
    decimal: Option<String>,
    #[snap(pad(left = " ", to = 8), max = 7, values())]
    padded: Option<String>,
    #[snap(values("ABC", "D"), max = 2)]
    listed: Option<String>,
    #[snap(open)]
    open: Option<String>,
    #[snap(currency(values("IDR")))]
    money: Option<Money>,
    extra: Extra,
}

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime)]
struct Money {
    extra: Extra,
}

fn main() {}
