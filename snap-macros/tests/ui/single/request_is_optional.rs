//! The message itself.

include!("../../support/bank.rs");

#[snap_service(provider = "mybank", signing = symmetric, codes = none, crate = runtime)]
pub trait MyBank {
    #[endpoint(POST, "/v1.0/ask", service_code = "01", effect = read)]
    async fn ask(&self, request: Option<AskRequest>) -> Result<AskResponse, SnapError>;
}

fn main() {}
