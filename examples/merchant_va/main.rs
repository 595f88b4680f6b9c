//! A merchant whom two providers call. Faspay signs with its key, BCA with a secret and a token that the merchant gave it; both
//! ask what is to be paid, and pay. `cargo run -p snap-merchant-va`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Arc;
use std::time::Duration;

use snap_bi::bca::{BcaCallbacksClient, virtual_account as at_bca};
use snap_bi::faspay::{FaspayCallbacksClient, virtual_account as at_faspay};
use snap_bi::signing::PrivateKey;
use snap_bi::{Amount, CallOptions, Client, Credentials, Secret, testing};
use snap_merchant_va::{Merchant, Shop};

type Done<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Done<()> {
    let shop = Arc::new(Shop::open().await?);
    let key = PrivateKey::load(testing::PRIVATE_KEY.as_bytes())?;
    let secret = Secret::new("not a secret");
    let merchant = Merchant::new(&shop, &key.public_key(), &secret)?;
    let router = merchant.router();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });

    play_faspay(&format!("{address}/faspay"), &key).await?;
    play_bca(&format!("{address}/bca"), secret, key).await?;

    merchant.faspay.server().shutdown().await;
    merchant.bca.server().shutdown().await;
    let (paid,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM answer").fetch_one(&shop.db).await?;
    println!("payments written down: {paid}");
    assert_eq!(paid, 2);
    Ok(())
}

/// What Faspay does: asks, pays, pays again because no answer came, and somebody who is not Faspay pays, too.
async fn play_faspay(address: &str, key: &PrivateKey) -> Done<()> {
    let caller = |key: PrivateKey| -> Done<Client> {
        let credentials = Credentials::asymmetric("82150", key).with_channel_id("88001");
        Ok(Client::builder(address, credentials).build()?)
    };
    let client = caller(key.clone())?;
    let faspay = FaspayCallbacksClient::new(client.clone());
    let numbers = r#""partnerServiceId":"   08889","customerNo":"912345","virtualAccountNo":"   08889912345""#;

    let inquiry = format!(r#"{{{numbers},"inquiryRequestId":"I-1","trxDateInit":"2020-12-31T23:59:59+07:00"}}"#);
    let asked = faspay.transfer_va_inquiry(&serde(&inquiry)?).await?;
    let due = asked.virtual_account_data.as_ref().and_then(|data| data.total_amount.clone());
    println!("faspay asks: {} is due", due.as_ref().map(Amount::to_string).unwrap_or_default());

    let pay = |reference: &str| {
        format!(
            r#"{{{numbers},"trxId":"T-1","paymentRequestId":"{reference}","paidAmount":{{"value":"12345678.00","currency":"IDR"}},"trxDateTime":"2020-12-31T23:59:59+07:00","referenceNo":"R-1"}}"#
        )
    };
    let payment: at_faspay::TransferVaPaymentRequest = serde(&pay("P-1"))?;
    let once = || faspay.with(CallOptions::new().external_id("20201231000001"));
    // Hangs up in the middle: the handler goes on, and its answer is kept.
    let _ = tokio::time::timeout(Duration::from_millis(1), once().transfer_va_payment(&payment)).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let again = once().transfer_va_payment(&payment).await?;
    println!("faspay pays and hangs up, and pays again: {}", again.response_code.as_deref().unwrap_or("?"));

    let other = faspay.transfer_va_payment(&serde(&pay("P-2"))?).await;
    println!("faspay pays a paid bill: {}", other.err().map(|error| error.to_string()).unwrap_or_default());
    let forger = FaspayCallbacksClient::new(caller(PrivateKey::load(include_bytes!("forger-key.pem"))?)?);
    let forged = forger.transfer_va_payment(&payment).await;
    println!("somebody else pays: {}", forged.err().map(|error| error.to_string()).unwrap_or_default());
    Ok(())
}

/// What BCA does: asks for a token, and then what is to be paid.
async fn play_bca(address: &str, secret: Secret, key: PrivateKey) -> Done<()> {
    let credentials =
        Credentials::symmetric("12345", secret, key).with_client_key("bca-at-toko").with_channel_id("95231");
    let bca = BcaCallbacksClient::new(Client::builder(address, credentials).build()?);
    let request: at_bca::TransferVaInquiryRequest = serde(
        r#"{"partnerServiceId":"   12345","customerNo":"67890","virtualAccountNo":"   1234567890","trxDateInit":"2020-12-31T23:59:59+07:00","channelCode":6011,"inquiryRequestId":"202012310000000000000000000001"}"#,
    )?;
    let asked = bca.transfer_va_inquiry(&request).await?;
    let due = asked.virtual_account_data.as_ref().and_then(|data| data.total_amount.clone());
    println!("bca asks: {} is due", due.as_ref().map(Amount::to_string).unwrap_or_default());

    let payment: at_bca::TransferVaPaymentRequest = serde(
        r#"{"partnerServiceId":"   12345","customerNo":"67890","virtualAccountNo":"   1234567890","virtualAccountName":"Budi Santoso","paymentRequestId":"202012310000000000000000000001","channelCode":6011,"paidAmount":{"value":"10000.00","currency":"IDR"},"totalAmount":{"value":"10000.00","currency":"IDR"},"trxDateTime":"2020-12-31T23:59:59+07:00","referenceNo":"00112233445","flagAdvise":"N","subCompany":"00000"}"#,
    )?;
    let paid = bca.transfer_va_payment(&payment).await?;
    println!("bca pays: {}", paid.response_code.as_deref().unwrap_or("?"));
    Ok(())
}

fn serde<M: snap_bi::Model>(json: &str) -> Done<M> {
    Ok(M::from_json(json.as_bytes())?)
}
