//! Six mistakes in one signature.

include!("../../support/bank.rs");

#[snap_service(provider = "mybank", signing = symmetric, codes = none, crate = runtime)]
pub trait MyBank {
    #[endpoint(POST, "/v1.0/ask", service_code = "01", effect = read)]
    unsafe fn ask<T>(&mut self, request: &AskRequest, retry: bool) -> Result<Vec<T>, String>;
}

fn main() {}
