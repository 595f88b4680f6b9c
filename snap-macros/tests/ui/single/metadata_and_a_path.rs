//! Metadata say where it calls; nothing is said twice.

include!("../../support/bank.rs");

#[snap_service(crate = runtime)]
pub trait MyBank {
    #[endpoint(POST, metadata = THERE)]
    async fn ask(&self, request: AskRequest) -> Result<AskResponse, SnapError>;
}

async fn around(bank: MyBankClient) -> Result<(), SnapError> {
    let reply = bank.ask(&AskRequest::default()).await?;
    assert!(reply.response_code.is_some() && !MyBankClient::ENDPOINTS.is_empty());
    MyBank::ask(&bank, AskRequest::default()).await.map(|_| ())
}

fn main() {}
