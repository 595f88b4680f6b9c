//! Who stands in for a bank implements what he uses, and can be chosen at run time.

use std::sync::Arc;

use snap_bi::faspay::disbursement::{
    TransferInterbankRequest, TransferInterbankResponse, TransferStatusRequest, TransferStatusResponse,
};
use snap_bi::faspay::{self, DynFaspay, Faspay};
use snap_bi::testing::{FakeAnswer, FakeBank};
use snap_bi::{Model as _, SnapError};

/// Pays everything at once, and offers nothing else.
struct Generous;

impl Faspay for Generous {
    async fn transfer_interbank(
        &self,
        request: TransferInterbankRequest,
    ) -> Result<TransferInterbankResponse, SnapError> {
        let mut answer = TransferInterbankResponse::default().with_response_code("2001800");
        answer.partner_reference_no = request.partner_reference_no;
        Ok(answer)
    }
}

async fn pay(bank: &dyn DynFaspay) -> Result<TransferInterbankResponse, SnapError> {
    let request = TransferInterbankRequest::default().with_partner_reference_no("R-1");
    bank.transfer_interbank(request).await
}

#[tokio::test]
async fn a_stand_in_writes_what_it_uses_and_the_rest_is_not_offered() {
    let bank: Arc<dyn DynFaspay> = Arc::new(Generous);
    assert_eq!(pay(&*bank).await.expect("paid").partner_reference_no.as_deref(), Some("R-1"));
    let asked = bank.transfer_status(TransferStatusRequest::default()).await;
    let error = asked.expect_err("nobody wrote it");
    assert!(matches!(&error, SnapError::NotSent(_)) && error.to_string().contains("`transfer_status`"), "{error}");
    assert!(!error.is_ambiguous(), "nothing was sent");
}

#[tokio::test]
async fn the_real_client_goes_behind_the_same_pointer() {
    let fake = FakeBank::new();
    let answer = TransferStatusResponse::default().with_response_code("2003600").with_latest_transaction_status("00");
    fake.answers(&faspay::disbursement::TRANSFER_STATUS, FakeAnswer::message(&answer));
    let client = faspay::Client::new(fake.client().expect("a client"));
    let bank: Box<dyn DynFaspay> = Box::new(client);
    let request =
        TransferStatusRequest::from_json(br#"{"originalPartnerReferenceNo":"R-1","serviceCode":"18"}"#).expect("JSON");
    assert_eq!(bank.transfer_status(request).await.expect("an answer"), answer);
    // And a thread of its own can have it.
    let bank: Arc<dyn DynFaspay> = Arc::from(bank);
    let elsewhere = tokio::spawn(async move { pay(&*bank).await });
    assert!(elsewhere.await.expect("no panic").is_err(), "the request has nothing of what is mandatory");
}
