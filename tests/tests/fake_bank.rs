//! A bank in memory, as programs that call banks test themselves with it: through generated clients, with typed answers.

use std::time::Duration;

use snap_bi::faspay::disbursement::{
    BALANCE_INQUIRY, BalanceInquiryRequest, TRANSFER_INTERBANK, TRANSFER_STATUS, TransferInterbankMandatory,
    TransferInterbankRequest, TransferInterbankRequestAdditionalInfo, TransferInterbankResponse,
    TransferStatusMandatory, TransferStatusRequest,
};
use snap_bi::testing::{FakeAnswer, FakeBank, SeenCall};
use snap_bi::{Amount, RetryPolicy, SnapError, faspay};

type Tested = Result<(), Box<dyn std::error::Error>>;

fn transfer(reference: &str) -> TransferInterbankRequest {
    TransferInterbankRequest::new(TransferInterbankMandatory {
        partner_reference_no: reference,
        amount: Amount::idr(10_000),
        beneficiary_account_name: "Budi Santoso",
        beneficiary_account_no: "888801000003301",
        beneficiary_bank_code: "002",
        source_account_no: "9920000082",
        transaction_date: "2020-12-21T17:01:11+07:00",
        additional_info: TransferInterbankRequestAdditionalInfo::new("https://example.com/callback"),
    })
}

#[tokio::test]
async fn a_typed_answer_arrives_as_it_was_given_and_the_request_is_there_to_look_at() -> Tested {
    let bank = FakeBank::new();
    let answer = TransferInterbankResponse::default()
        .with_response_code("2001800")
        .with_response_message("Successful")
        .with_reference_no("R-1")
        .with_amount(Amount::idr(10_000));
    bank.answers(&TRANSFER_INTERBANK, FakeAnswer::message(&answer));
    let client = faspay::Client::new(bank.client()?);

    let reply = client.transfer_interbank(&transfer("P-1")).await?;
    assert_eq!(*reply, answer);
    assert_eq!(reply.http_status(), 200);
    let [call] = <[SeenCall; 1]>::try_from(bank.calls()).map_err(|calls| format!("{calls:?}"))?;
    assert_eq!(call.endpoint.map(|endpoint| endpoint.service), Some("transfer_interbank"));
    assert_eq!(call.message::<TransferInterbankRequest>()?, transfer("P-1"));
    assert_eq!(call.header("x-partner-id"), Some("82150"));
    assert_eq!(call.external_id().map(str::len), Some(36));
    assert!(!format!("{call:?}").contains("888801000003301"), "{call:?}");
    Ok(())
}

#[tokio::test]
async fn answers_come_in_their_order_and_the_last_one_stays() -> Tested {
    let bank = FakeBank::new();
    let refused = FakeAnswer::code("4031814", "Insufficient Funds");
    bank.answers(&TRANSFER_INTERBANK, FakeAnswer::code("2021800", "In Progress")).answers(&TRANSFER_INTERBANK, refused);
    let client = faspay::Client::new(bank.client()?);
    assert!(matches!(client.transfer_interbank(&transfer("P-1")).await, Err(SnapError::Pending(_))));
    for reference in ["P-2", "P-3"] {
        let error = client.transfer_interbank(&transfer(reference)).await.err().ok_or("refused")?;
        assert!(matches!(&error, SnapError::Rejected(verdict) if verdict.code().to_string() == "4031814"), "{error}");
    }
    let references: Vec<_> = bank.calls().iter().map(|call| call.message::<TransferInterbankRequest>()).collect();
    let references: Result<Vec<_>, _> = references.into_iter().map(|r| r.map(|r| r.partner_reference_no)).collect();
    assert_eq!(references?, ["P-1", "P-2", "P-3"].map(|text| Some(text.to_owned())));
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn what_networks_do_is_judged_as_over_a_network() -> Tested {
    for (answer, ambiguous, words) in [
        (FakeAnswer::dropped(), true, "hung up"),
        (FakeAnswer::silence(), true, "no answer"),
        (FakeAnswer::code("2001800", "Successful").after(Duration::from_secs(60)), true, "no answer"),
        (FakeAnswer::raw(200, "{}"), true, "code"),
        (FakeAnswer::raw(502, "<html>Bad Gateway</html>"), true, "502"),
        (FakeAnswer::code("2001800", "Successful").cut_off(), true, "broke"),
        (FakeAnswer::not_sent(), false, "cannot be reached"),
    ] {
        let bank = FakeBank::new();
        bank.answers(&TRANSFER_INTERBANK, answer.clone());
        let client = faspay::Client::new(bank.builder()?.timeout(Duration::from_secs(5)).build()?);
        let error = client.transfer_interbank(&transfer("P-1")).await.err().ok_or(format!("{answer:?}"))?;
        assert_eq!(error.is_ambiguous(), ambiguous, "{answer:?}: {error}");
        let said = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
        let said: Vec<_> = said.map(ToString::to_string).collect();
        assert!(said.join(": ").contains(words), "{answer:?}: {said:?}");
        assert_eq!(bank.calls().len(), 1, "{answer:?}");
    }
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn questions_are_repeated_and_payments_are_not() -> Tested {
    let bank = FakeBank::new();
    bank.answers(&TRANSFER_STATUS, FakeAnswer::raw(503, ""))
        .answers(&TRANSFER_STATUS, FakeAnswer::code("5003600", "General Error").with_header("Retry-After", "1"))
        .answers(&TRANSFER_STATUS, FakeAnswer::code("2003600", "Successful"))
        .answers(&TRANSFER_INTERBANK, FakeAnswer::raw(503, ""));
    let client = faspay::Client::new(bank.builder()?.retry_reads(RetryPolicy::default()).build()?);
    let status = TransferStatusMandatory { original_partner_reference_no: "P-1", service_code: "18".into() };
    client.transfer_status(&TransferStatusRequest::new(status)).await?;
    assert!(client.transfer_interbank(&transfer("P-1")).await.is_err_and(|error| error.is_ambiguous()));
    let services = bank.calls().iter().filter_map(|call| Some(call.endpoint?.code)).collect::<Vec<_>>();
    assert_eq!(services, ["36", "36", "36", "18"]);
    Ok(())
}

#[tokio::test]
async fn a_call_that_nobody_said_how_to_answer_says_what_to_write() -> Tested {
    let bank = FakeBank::new();
    let client = faspay::Client::new(bank.client()?);
    let error = client.balance_inquiry(&BalanceInquiryRequest::default()).await.err().ok_or("no answer")?;
    let invalid = matches!(error, SnapError::InvalidRequest(_));
    assert!(invalid || error.to_string().contains("bank.answers("), "{error}");
    // A raw request reaches the bank whatever it holds.
    let error = bank.client()?.send(&BALANCE_INQUIRY, b"{}").await.err().ok_or("no answer")?;
    assert!(error.to_string().contains("bank.answers(&ENDPOINT, "), "{error}");
    assert!(!error.is_ambiguous());
    Ok(())
}

#[tokio::test]
async fn tokens_are_given_out_unless_the_bank_is_told_otherwise() -> Tested {
    use snap_bi::aspi::transfer_status::TRANSFER_STATUS;

    let bank = FakeBank::new();
    bank.answers_tokens(FakeAnswer::code("4017300", "Unauthorized. [Signature]"));
    bank.answers(&TRANSFER_STATUS, FakeAnswer::code("2003600", "Successful"));
    let error = bank.client()?.send(&TRANSFER_STATUS, br#"{"serviceCode":"18"}"#).await.err().ok_or("no token")?;
    assert!(error.to_string().contains("4017300"), "{error}");
    assert_eq!((bank.calls().len(), bank.token_calls().len()), (0, 1));
    let bank = FakeBank::new();
    bank.answers(&TRANSFER_STATUS, FakeAnswer::code("2003600", "Successful"));
    let client = bank.client()?;
    for _ in 0..2 {
        client.send(&TRANSFER_STATUS, br#"{"serviceCode":"18"}"#).await?;
    }
    assert_eq!((bank.calls().len(), bank.token_calls().len()), (2, 1));
    Ok(())
}
