//! A server without handlers.

use std::sync::Arc;

use axum::Router;
use snap_bi::server::{Caller, StubBuilder};
use snap_bi::{Model as _, faspay};
use snap_codegen::json;

use crate::bank::exchange::SECRET;
use crate::place::{call, client, exchange, key};

async fn serve(stub: StubBuilder) -> String {
    let caller = Caller::new("toko").partner_id("82150").key(&key().public_key()).expect("a key");
    let server = stub.callers([caller]).build().expect("a server");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback_service(server)).await });
    address
}

#[tokio::test]
async fn a_stub_answers_what_the_page_shows_and_refuses_whom_nobody_knows() {
    let address = serve(faspay::stub()).await;
    let served = snap_tests::serves::SERVED.iter().find(|served| served.provider == "faspay").expect("faspay");
    let endpoint = &faspay::disbursement::TRANSFER_INTERBANK;
    let request = exchange(endpoint).request().to_text();
    let customer = snap_bi::Secret::new(SECRET);
    let client = client(served, endpoint, &address, false, &customer);
    let run = call(endpoint).expect("a call").run;
    let called = run(client.clone(), request.as_bytes()).expect("a request").await.expect("an answer");
    let shown = exchange(endpoint).response().1;
    let text = |text: &str| json::parse(text).expect("JSON").to_text();
    assert_eq!(text(&String::from_utf8_lossy(&called.raw)), text(&shown));

    let nobody = faspay::stub().register(Arc::new(snap_bi::server::Callers::default())).build().expect("a server");
    let asked = http::Request::post("/account/v1.0/transfer-interbank")
        .body(http_body_util::Full::new(bytes(b"{}")))
        .expect("a request");
    assert_eq!(nobody.answer(asked).await.status(), 400);
    // A request that breaks its table is refused as by any server.
    let broken = faspay::disbursement::TransferInterbankRequest::default().to_json();
    let sent = client.send(endpoint, &broken).await;
    assert!(sent.is_err_and(|error| error.to_string().contains("4001802")));
}

fn bytes(text: &'static [u8]) -> axum::body::Bytes {
    axum::body::Bytes::from_static(text)
}
