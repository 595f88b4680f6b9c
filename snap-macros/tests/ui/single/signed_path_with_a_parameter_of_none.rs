//! Nothing fills it, for the called path has no parameters.

include!("../../support/bank.rs");

#[snap_service(provider = "mybank", signing = symmetric, codes = none, crate = runtime)]
pub trait MyBank {
    #[endpoint(POST, "/v1.0/ask", service_code = "01", effect = read, signed_path = "/gateway/{id}")]
    async fn ask(&self, request: AskRequest) -> Result<AskResponse, SnapError>;
}

async fn around(bank: MyBankClient) -> Result<(), SnapError> {
    let reply = bank.ask(&AskRequest::default()).await?;
    assert!(reply.response_code.is_some() && !MyBankClient::ENDPOINTS.is_empty());
    MyBank::ask(&bank, AskRequest::default()).await.map(|_| ())
}

fn main() {}
