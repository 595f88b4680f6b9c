//! The balance of an account, with the national standard's own client: a symmetric signature and a B2B token, on a
//! runtime with one thread.
//!
//! `cargo run -p snap-examples --bin balance_inquiry`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use snap_bi::aspi::balance::{BALANCE_INQUIRY, BalanceInquiryRequest};
use snap_bi::signing::PrivateKey;
use snap_bi::testing::{FakeAnswer, FakeBank, PRIVATE_KEY};
use snap_bi::{Credentials, Secret, SnapError, aspi};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // In place of the network: a bank in memory, which gives out a token and this answer.
    let bank = FakeBank::new();
    bank.answers(
        &BALANCE_INQUIRY,
        FakeAnswer::raw(
            200,
            r#"{"responseCode":"2001100","responseMessage":"Successful","accountNo":"7382382957893840","name":"Budi Hadi","accountInfos":[{"balanceType":"Cash","availableBalance":{"value":"130000.00","currency":"IDR"}}]}"#,
        ),
    );

    // From the provider: client ID, client secret, CHANNEL-ID. From you: the private key whose public half it knows.
    // `Credentials::from_env()` takes them from the environment.
    let key = PrivateKey::load(PRIVATE_KEY.as_bytes())?;
    let credentials = Credentials::symmetric("82150823", Secret::new("not-a-secret"), key).with_channel_id("95221");
    let client = aspi::Client::builder("https://bank.example", credentials).transport(bank.clone()).build()?;
    let client = aspi::Client::new(client);

    // Neither a card, nor an account, nor a customer's token: refused here, before anything is signed or sent.
    match client.balance_inquiry(&BalanceInquiryRequest::new()).await {
        Err(SnapError::InvalidRequest(refused)) => println!("{refused}\n"),
        other => return Err(format!("expected a refusal, not {other:?}").into()),
    }

    let request = BalanceInquiryRequest::new().with_account_no("7382382957893840");
    println!("{}\n", client.client().dry_run(&BALANCE_INQUIRY, &request)?);
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
