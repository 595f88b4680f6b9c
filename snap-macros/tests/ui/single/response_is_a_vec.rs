//! A message is one object.

include!("../../support/bank.rs");

#[snap_service(provider = "mybank", signing = symmetric, codes = none, crate = runtime)]
pub trait MyBank {
    #[endpoint(POST, "/v1.0/ask", service_code = "01", effect = read)]
    async fn ask(&self, request: AskRequest) -> Result<Vec<AskResponse>, SnapError>;
}

fn main() {}
