//! Money that moves: inquiry, transfer, and what to do when no answer comes.
//!
//! `cargo run --example disbursement`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

mod loopback;

use std::time::Duration;

use loopback::{Failure, bank, example_key};
use snap_bi::faspay::disbursement::{
    AccountInquiryExternalMandatory, AccountInquiryExternalRequest, AccountInquiryExternalRequestAdditionalInfo,
    TransferInterbankMandatory, TransferInterbankRequest, TransferInterbankRequestAdditionalInfo,
};
use snap_bi::{Amount, CallOptions, Credentials, PollSchedule, Settled, faspay};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    // This bank knows the account and the status of transfers; to a transfer it never answers.
    let address = bank(&[
        (
            "/account/v1.0/account-inquiry-external",
            r#"{"responseCode":"2001600","responseMessage":"Successful","beneficiaryAccountName":"Budi Santoso","beneficiaryAccountNo":"888801000003301","beneficiaryBankCode":"002"}"#,
        ),
        (
            "/account/v1.0/transfer/status",
            r#"{"responseCode":"2003600","responseMessage":"Successful","originalPartnerReferenceNo":"2020102900000000000001","serviceCode":"18","latestTransactionStatus":"00","transactionStatusDesc":"Success"}"#,
        ),
    ])
    .await?;
    // `faspay::Client::sandbox(credentials)` is the sandbox that Faspay documents.
    let credentials = Credentials::asymmetric("82150", example_key()?).with_channel_id("88001");
    let client = faspay::Client::new(faspay::Client::builder(&address, credentials).build()?);

    let inquiry = AccountInquiryExternalRequest::new(AccountInquiryExternalMandatory {
        beneficiary_bank_code: "002",
        beneficiary_account_no: "888801000003301",
        additional_info: AccountInquiryExternalRequestAdditionalInfo::new("9920000082"),
    });
    let account = client.account_inquiry_external(&inquiry).await?;
    println!("to {}", account.beneficiary_account_name.as_deref().unwrap_or("?"));

    let transfer = TransferInterbankRequest::new(TransferInterbankMandatory {
        partner_reference_no: "2020102900000000000001",
        amount: Amount::idr(10_000),
        beneficiary_account_name: "Budi Santoso",
        beneficiary_account_no: "888801000003301",
        beneficiary_bank_code: "002",
        source_account_no: "9920000082",
        transaction_date: "2020-12-21T17:01:11+07:00",
        additional_info: TransferInterbankRequestAdditionalInfo::new("https://example.com/callback"),
    });
    let hurried = client.with(CallOptions::new().timeout(Duration::from_millis(300)));
    match hurried.transfer_interbank(&transfer).await {
        Ok(reply) => println!("transferred: {:?}", reply.reference_no),
        // Money may have moved. It is not sent again: the status service is asked until it is final.
        Err(error) if error.is_ambiguous() => {
            println!("{error}\n  {:?}", error.retry_advice());
            let schedule = PollSchedule::new().first(Duration::from_millis(100));
            match client.settle_transfer_interbank(&transfer, &error).schedule(schedule).await {
                Settled::Succeeded(status) => println!("transferred: {:?}", status.latest_transaction_status),
                Settled::Failed(_) => println!("not transferred"),
                Settled::StillOpen(_) => println!("still open"),
            }
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
