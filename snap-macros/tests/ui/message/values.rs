//! Types that only the compiler knows: no value of a message.

include!("../../support/message.rs");

#[derive(Clone, Default, PartialEq)]
struct Plain;

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime)]
struct AskRequest {
    plain: Option<Plain>,
    extra: Extra,
}

fn main() {}
