//! A bank that nobody has specified: a trait of one's own, with an endpoint that it describes and one that is described
//! already.
//!
//! `cargo run -p snap-examples --bin custom_bank`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use snap_bi::aspi::balance::{BALANCE_INQUIRY, BalanceInquiryRequest, BalanceInquiryResponse};
use snap_bi::faspay::disbursement::{TransferStatusMandatory, TransferStatusRequest, TransferStatusResponse};
use snap_bi::testing::{FakeAnswer, FakeBank};
use snap_bi::{SnapError, snap_service};

/// My Bank, transcribed from its page.
#[snap_service(provider = "mybank", signing = asymmetric, base_path = "/openapi", version = "v1.1")]
pub trait MyBank {
    /// What became of a transfer, at this bank's own path and version.
    #[endpoint(POST, "/{version}/transfer/status", service_code = "36", effect = read)]
    async fn transfer_status(&self, request: TransferStatusRequest) -> Result<TransferStatusResponse, SnapError>;

    /// Balance of one account, just as the national standard has it.
    #[endpoint(metadata = BALANCE_INQUIRY)]
    async fn balance_inquiry(&self, request: BalanceInquiryRequest) -> Result<BalanceInquiryResponse, SnapError>;
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // In place of the network: a bank in memory, which answers each endpoint as it is told.
    let bank = FakeBank::new();
    let status = FakeAnswer::raw(
        200,
        r#"{"responseCode":"2003600","responseMessage":"Successful","serviceCode":"18","latestTransactionStatus":"00"}"#,
    );
    bank.answers(MyBankClient::ENDPOINTS[0], status);
    bank.answers(&BALANCE_INQUIRY, FakeAnswer::code("4031118", "Inactive Account"));
    for endpoint in MyBankClient::ENDPOINTS {
        println!("{} {} (service {})", endpoint.method.as_str(), endpoint.path, endpoint.code);
    }
    // Without a bank in memory: `MyBankClient::new(MyBankClient::builder("https://…", Credentials::from_env()?).build()?)`.
    let client = MyBankClient::new(bank.client()?);

    let status = client
        .transfer_status(&TransferStatusRequest::new(TransferStatusMandatory {
            original_partner_reference_no: "2020102900000000000001",
            service_code: "18".into(),
        }))
        .await?;
    println!("\nstatus: {:?}", status.latest_transaction_status);

    // A refusal says its code, the bank's own words, and what may be done about it.
    match client.balance_inquiry(&BalanceInquiryRequest::new().with_account_no("7382382957893840")).await {
        Err(SnapError::Rejected(rejection)) => println!("refused: {rejection}\n  try again? {:?}", rejection.retry()),
        other => return Err(format!("expected a refusal, not {other:?}").into()),
    }
    Ok(())
}
