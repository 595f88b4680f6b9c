//! The same on hyper alone. `cargo run -p snap-merchant-va --bin verify_hyper`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::convert::Infallible;
use std::sync::Arc;
use std::time::SystemTime;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use snap_bi::faspay::FaspayCallbacksClient;
use snap_bi::faspay::virtual_account::{TRANSFER_VA_PAYMENT, TransferVaPaymentRequest};
use snap_bi::server::{Caller, layer, verify};
use snap_bi::signing::PrivateKey;
use snap_bi::{Client, Credentials, Model as _, testing};

async fn paid(faspay: Arc<Caller>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let body = Limited::new(body, 64 * 1024).collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    Ok(match verify(&TRANSFER_VA_PAYMENT, &parts, &body, &faspay, SystemTime::now()) {
        Ok(_) => Response::new(Full::from(r#"{"responseCode":"2002500","responseMessage":"Successful"}"#)),
        Err(refusal) => layer::refusal(&TRANSFER_VA_PAYMENT, &refusal),
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = PrivateKey::load(testing::PRIVATE_KEY.as_bytes())?;
    let faspay = Arc::new(Caller::new("faspay").partner_id("82150").key(&key.public_key())?);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let faspay = Arc::clone(&faspay);
            let service = service_fn(move |request| paid(Arc::clone(&faspay), request));
            tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    });

    let credentials = Credentials::asymmetric("82150", key).with_channel_id("88001");
    let client = FaspayCallbacksClient::new(Client::builder(&address, credentials).build()?);
    let payment = TransferVaPaymentRequest::from_json(include_bytes!("payment.json"))?;
    let answer = client.transfer_va_payment(&payment).await?;
    println!("answered {}", answer.response_code.as_deref().unwrap_or("?"));
    Ok(())
}
