//! Fields that are no members, and what cannot keep the unknown.

include!("../../support/message.rs");

use std::collections::HashMap;

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime)]
struct Types {
    bare: String,
    number: u32,
    price: Option<f64>,
    borrowed: Option<&'static str>,
    twice: Option<Option<String>>,
    pair: Option<(String, String)>,
    map: Option<HashMap<String, String>>,
    boxed: Option<Box<Types>>,
    list: Vec<i64>,
    lists: Option<Vec<u8>>,
    first: Extra,
    second: Extra,
}

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime)]
struct Forgotten {
    a: Option<String>,
    #[snap(rename = "a")]
    b: Option<String>,
    other_name: Option<String>,
    otherName: Option<String>,
}

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime)]
struct Wrapped {
    extra: Option<Extra>,
}

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime, answer, nested)]
struct Both {
    extra: Extra,
}

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime)]
struct NoText {
    response_code: Option<Number>,
    extra: Extra,
}

fn main() {}
