//! Money that moves: inquiry, transfer, and what to do when no answer comes.
//!
//! `cargo run -p snap-examples --bin disbursement`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::time::Duration;

use snap_bi::faspay::disbursement::{
    ACCOUNT_INQUIRY_EXTERNAL, AccountInquiryExternalMandatory, AccountInquiryExternalRequest,
    InquiryExternalRequestAdditionalInfo, TRANSFER_INTERBANK, TRANSFER_STATUS, TransferInterbankMandatory,
    TransferInterbankRequest, TransferInterbankRequestAdditionalInfo,
};
use snap_bi::testing::{FakeAnswer, FakeBank};
use snap_bi::{Amount, PollSchedule, Settled, faspay};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // In place of the network: a bank in memory, which knows the account and the status of transfers. From a transfer it
    // hangs up.
    let bank = FakeBank::new();
    let account = r#"{"responseCode":"2001600","responseMessage":"Successful","beneficiaryAccountName":"Budi Santoso","beneficiaryAccountNo":"888801000003301","beneficiaryBankCode":"002"}"#;
    let status = r#"{"responseCode":"2003600","responseMessage":"Successful","originalPartnerReferenceNo":"2020102900000000000001","serviceCode":"18","latestTransactionStatus":"00","transactionStatusDesc":"Success"}"#;
    bank.answers(&ACCOUNT_INQUIRY_EXTERNAL, FakeAnswer::raw(200, account))
        .answers(&TRANSFER_INTERBANK, FakeAnswer::dropped())
        .answers(&TRANSFER_STATUS, FakeAnswer::code("4043601", "Transaction Not Found"))
        .answers(&TRANSFER_STATUS, FakeAnswer::raw(200, status));
    // With a network: `faspay::Client::sandbox(credentials)` is the sandbox that Faspay documents.
    let client = faspay::Client::new(bank.client()?);

    let inquiry = AccountInquiryExternalRequest::new(AccountInquiryExternalMandatory {
        beneficiary_bank_code: "002",
        beneficiary_account_no: "888801000003301",
        additional_info: InquiryExternalRequestAdditionalInfo::new("9920000082"),
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
    match client.transfer_interbank(&transfer).await {
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
