//! Verification alone, in a program that has its own handlers: a notification of Faspay arrives at an axum handler, which verifies
//! it and answers. What came before, and whose token it is, such a program looks after itself.
//! `cargo run -p snap-merchant-va --bin verify_axum`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Arc;
use std::time::SystemTime;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::post;
use axum::{Router, extract};
use snap_bi::faspay::FaspayCallbacksClient;
use snap_bi::faspay::virtual_account::{TRANSFER_VA_PAYMENT, TransferVaPaymentRequest};
use snap_bi::server::{Caller, layer, verify};
use snap_bi::signing::PrivateKey;
use snap_bi::{Client, Credentials, Model as _, testing};

async fn paid(State(faspay): State<Arc<Caller>>, parts: Parts, body: Bytes) -> Response {
    match verify(&TRANSFER_VA_PAYMENT, &parts, &body, &faspay, SystemTime::now()) {
        Ok(call) => {
            println!("verified, external ID {}", call.external_id.as_deref().unwrap_or("-"));
            Response::new(r#"{"responseCode":"2002500","responseMessage":"Successful"}"#.into())
        }
        // The refusal is for the log and for the caller, who learns no more than the standard says.
        Err(refusal) => {
            println!("refused: {}", refusal.name());
            layer::refusal(&TRANSFER_VA_PAYMENT, &refusal).map(axum::body::Body::new)
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = PrivateKey::load(testing::PRIVATE_KEY.as_bytes())?;
    let faspay = Arc::new(Caller::new("faspay").partner_id("82150").key(&key.public_key())?);
    let handler = |state: State<Arc<Caller>>, request: extract::Request| async move {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, 64 * 1024).await.unwrap_or_default();
        paid(state, parts, body).await
    };
    let router = Router::new().route("/v1.0/transfer-va/payment", post(handler)).with_state(faspay);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });

    let pay = |key: PrivateKey| {
        let credentials = Credentials::asymmetric("82150", key).with_channel_id("88001");
        Client::builder(&address, credentials).build().map(FaspayCallbacksClient::new)
    };
    let payment = TransferVaPaymentRequest::from_json(include_bytes!("payment.json"))?;
    let answer = pay(key)?.transfer_va_payment(&payment).await?;
    println!("answered {}", answer.response_code.as_deref().unwrap_or("?"));
    let forged = pay(PrivateKey::load(include_bytes!("forger-key.pem"))?)?.transfer_va_payment(&payment).await;
    println!("{}", forged.err().map(|error| error.to_string()).unwrap_or_default());
    Ok(())
}
