//! To ask must not do it again.

include!("../../support/bank.rs");

#[snap_service(provider = "mybank", signing = symmetric, codes = none, crate = runtime)]
pub trait MyBank {
    #[endpoint(POST, "/v1.0/ask", service_code = "01", effect = read)]
    async fn ask(&self, request: AskRequest) -> Result<AskResponse, SnapError>;

    #[endpoint(POST, "/v1.0/move", service_code = "02", effect = moves_money, status = pay)]
    async fn transfer(&self, request: AskRequest) -> Result<AskResponse, SnapError>;

    #[endpoint(POST, "/v1.0/pay", service_code = "03", effect = moves_money, no_status = "None.")]
    async fn pay(&self, request: AskRequest) -> Result<AskResponse, SnapError>;
}

async fn around(bank: MyBankClient) -> Result<(), SnapError> {
    let reply = bank.ask(&AskRequest::default()).await?;
    assert!(reply.response_code.is_some() && !MyBankClient::ENDPOINTS.is_empty());
    MyBank::ask(&bank, AskRequest::default()).await.map(|_| ())
}

fn main() {}
