//! A trait that is still to be written.
#![deny(warnings)]
#![allow(dead_code)]

include!("../../support/bank.rs");

#[snap_service(provider = "mybank", signing = symmetric, codes = none, crate = runtime)]
pub trait MyBank {}

fn around(client: runtime::Client) -> MyBankClient {
    assert!(MyBankClient::ENDPOINTS.is_empty());
    MyBankClient::new(client)
}

fn main() {}
