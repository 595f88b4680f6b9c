//! Who names a runtime, and no response codes, has the national ones of that runtime.

include!("../../support/bank.rs");

#[allow(dead_code)]
#[snap_service(provider = "mybank", signing = symmetric, crate = runtime)]
pub trait MyBank {
    #[endpoint(POST, "/v1.0/ask", service_code = "01", effect = read)]
    async fn ask(&self, request: AskRequest) -> Result<AskResponse, SnapError>;
}

async fn around(bank: MyBankClient) -> Result<(), SnapError> {
    let reply = bank.ask(&AskRequest::default()).await?;
    assert!(reply.response_code.is_some() && !MyBankClient::ENDPOINTS.is_empty());
    MyBank::ask(&bank, AskRequest::default()).await.map(|_| ())
}

fn main() {
    assert!(std::ptr::eq(MyBankClient::ASK.codes, &runtime::national::codes::CODES));
}
