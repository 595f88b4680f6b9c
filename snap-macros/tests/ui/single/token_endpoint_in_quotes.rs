//! A static is a path; the builder is there all the same.

include!("../../support/bank.rs");

#[snap_service(provider = "mybank", signing = symmetric, codes = none, crate = runtime, token_endpoint = "TOKEN")]
pub trait MyBank {
    #[endpoint(POST, "/v1.0/ask", service_code = "01", effect = read)]
    async fn ask(&self, request: AskRequest) -> Result<AskResponse, SnapError>;
}

async fn around(bank: MyBankClient) -> Result<(), SnapError> {
    let reply = bank.ask(&AskRequest::default()).await?;
    assert!(reply.response_code.is_some() && !MyBankClient::ENDPOINTS.is_empty());
    let _ = MyBankClient::builder("https://mybank.example", runtime::Credentials).build()?;
    MyBank::ask(&bank, AskRequest::default()).await.map(|_| ())
}

fn main() {}
