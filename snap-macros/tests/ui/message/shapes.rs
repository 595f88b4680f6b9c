//! What is no struct with named fields, and paths that are none.

include!("../../support/message.rs");

#[derive(Clone, PartialEq, SnapModel)]
#[snap(crate = runtime)]
enum Enum {
    A,
}

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime)]
struct Tuple(Option<String>, Extra);

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime)]
struct Unit;

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime)]
struct Generic<T> {
    a: Option<T>,
    extra: Extra,
}

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = "runtime")]
struct Quoted {
    extra: Extra,
}

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = 5, name = "")]
struct Number5 {
    extra: Extra,
}

#[derive(SnapModel)]
#[snap(crate = runtime)]
union Union {
    a: u8,
}

impl Default for Enum {
    fn default() -> Self {
        Self::A
    }
}

fn main() {}
