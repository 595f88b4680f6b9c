//! A struct cannot be a service.

include!("../../support/bank.rs");

#[snap_service(provider = "mybank", signing = symmetric, codes = none, crate = runtime)]
pub struct MyBank {
    pub name: String,
}

fn around(bank: MyBank) -> String {
    bank.name
}

fn main() {}
