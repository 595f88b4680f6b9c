//! The balance of an account, with the national standard's own client: a symmetric signature and a B2B token, on a
//! runtime with one thread.
//!
//! `cargo run --example balance_inquiry`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

mod loopback;

use loopback::{Failure, bank, example_key};
use snap_bi::aspi::balance::BalanceInquiryRequest;
use snap_bi::{Credentials, Secret, SnapError, aspi};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let address = bank(&[(
        "/v1.0/balance-inquiry",
        r#"{"responseCode":"2001100","responseMessage":"Successful","accountNo":"7382382957893840","name":"Budi Hadi","accountInfos":[{"balanceType":"Cash","availableBalance":{"value":"130000.00","currency":"IDR"}}]}"#,
    )])
    .await?;

    // From the provider: client ID, client secret, CHANNEL-ID. From you: the private key whose public half it knows.
    let credentials =
        Credentials::symmetric("82150823", Secret::new("not-a-secret"), example_key()?).with_channel_id("95221");
    let client = aspi::Client::new(aspi::Client::builder(&address, credentials).build()?);

    // Neither a card, nor an account, nor a customer's token: refused here, before anything is signed or sent.
    match client.balance_inquiry(&BalanceInquiryRequest::new()).await {
        Err(SnapError::InvalidRequest(refused)) => println!("{refused}\n"),
        other => return Err(format!("expected a refusal, not {other:?}").into()),
    }

    let request = BalanceInquiryRequest::new().with_account_no("7382382957893840");
    let reply = client.balance_inquiry(&request).await?;
    println!(
        "{} of {}:",
        reply.code().map(|code| code.to_string()).unwrap_or_default(),
        reply.name.as_deref().unwrap_or("?")
    );
    for info in reply.account_infos.iter().flatten() {
        if let Some(available) = &info.available_balance {
            println!("  {} {:?}", available.decimal()?, available.currency);
        }
    }
    Ok(())
}
