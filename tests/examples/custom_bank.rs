//! A bank that nobody has specified: a trait of one's own, with an endpoint that it describes and one that is described
//! already.
//!
//! `cargo run --example custom_bank`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

mod loopback;

use loopback::{Failure, bank, example_key};
use snap_bi::aspi::balance::{BALANCE_INQUIRY, BalanceInquiryRequest, BalanceInquiryResponse};
use snap_bi::faspay::disbursement::{TransferStatusMandatory, TransferStatusRequest, TransferStatusResponse};
use snap_bi::{Credentials, SnapError, snap_service};

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
async fn main() -> Result<(), Failure> {
    let address = bank(&[
        (
            "/openapi/v1.1/transfer/status",
            r#"{"responseCode":"2003600","responseMessage":"Successful","serviceCode":"18","latestTransactionStatus":"00"}"#,
        ),
        ("/v1.0/balance-inquiry", r#"{"responseCode":"4031118","responseMessage":"Inactive Account"}"#),
    ])
    .await?;
    for endpoint in MyBankClient::ENDPOINTS {
        println!("{} {} (service {})", endpoint.method.as_str(), endpoint.path, endpoint.code);
    }
    let credentials = Credentials::asymmetric("82150", example_key()?).with_channel_id("95221");
    let client = MyBankClient::new(MyBankClient::builder(&address, credentials).build()?);

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
