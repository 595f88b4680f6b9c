//! A bank of one's own: the server of a trait that was written by hand, and checks as layers.

use std::convert::Infallible;
use std::task::{Context, Poll};

use axum::Router;
use http_body_util::Full;
use snap_bi::aspi::balance::{BalanceInquiryRequest, BalanceInquiryResponse};
use snap_bi::aspi::transfer_status::{TransferStatusRequest, TransferStatusResponse};
use snap_bi::server::checks::{HeaderCheck, JsonCheck, WindowCheck};
use snap_bi::server::layer::{CheckLayer, Receive};
use snap_bi::server::{Call, Caller, Received, Refuse, ServerError, Service};
use snap_bi::{Credentials, Secret, SnapError, snap_service};

use crate::bank::exchange::SECRET;
use crate::place::key;

#[allow(dead_code, reason = "the client and the server of it are what is used")]
/// A bank with a question that a partner asks, and one that it asks itself.
#[snap_service(provider = "mybank", signing = symmetric, base_path = "/openapi")]
pub trait MyBank {
    #[endpoint(POST, "/v1.0/balance-inquiry", service_code = "11", effect = read)]
    async fn balance_inquiry(&self, request: BalanceInquiryRequest) -> Result<BalanceInquiryResponse, SnapError>;

    #[endpoint(POST, "/v1.0/transfer/status", service_code = "36", effect = read)]
    async fn transfer_status(&self, request: TransferStatusRequest) -> Result<TransferStatusResponse, SnapError>;
}

struct Counter;

impl MyBankHandler for Counter {
    async fn balance_inquiry(
        &self,
        request: Received<BalanceInquiryRequest>,
    ) -> Result<BalanceInquiryResponse, Refuse> {
        let who = request.caller().map(Caller::name).unwrap_or_default();
        Ok(BalanceInquiryResponse::default()
            .with_name(format!("{who} asks for {}", request.account_no.as_deref().unwrap_or("?"))))
    }
}

fn partner() -> Caller {
    let caller = Caller::new("toko").partner_id("82150").client_key("82150").secret(&Secret::new(SECRET));
    caller.key(&key().public_key()).expect("a key")
}

async fn serve(caller: Caller, mount: &str) -> MyBankClient {
    let server = MyBankServer::builder(Counter).callers([caller]).build().expect("a server");
    let router = if mount.is_empty() {
        Router::new().fallback_service(server)
    } else {
        Router::new().nest_service(mount, server)
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let address = format!("http://{}{mount}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let credentials = Credentials::symmetric("82150", Secret::new(SECRET), key()).with_channel_id("95221");
    // The bank gives tokens where the standard does, below its address.
    let builder = snap_bi::Client::builder(address, credentials);
    MyBankClient::new(builder.build().expect("a client"))
}

fn code(error: &SnapError) -> String {
    match error {
        SnapError::Rejected(verdict) => verdict.code().to_string(),
        other => other.to_string(),
    }
}

#[tokio::test]
async fn a_trait_written_by_hand_is_served_also_behind_a_router_that_takes_a_prefix_off() {
    for mount in ["", "/deep/prefix"] {
        let bank = serve(partner(), mount).await;
        let request = BalanceInquiryRequest::default().with_account_no("12345");
        let reply = bank.balance_inquiry(&request).await.expect("an answer");
        assert_eq!(reply.name.as_deref(), Some("toko asks for 12345"));
        assert_eq!(reply.response_code.as_deref(), Some("2001100"));
    }
}

#[tokio::test]
async fn what_a_handler_does_not_write_is_not_supported_and_what_is_switched_off_not_allowed() {
    let ask = TransferStatusRequest::new("18").with_original_partner_reference_no("P-1");
    let error = serve(partner(), "").await.transfer_status(&ask).await.expect_err("a refusal");
    assert_eq!(code(&error), "4053600");
    let off = serve(partner().without("transfer_status"), "").await;
    assert_eq!(code(&off.transfer_status(&ask).await.expect_err("a refusal")), "4033601");
    assert!(off.balance_inquiry(&BalanceInquiryRequest::default().with_account_no("1")).await.is_ok());
}

#[tokio::test]
async fn a_service_is_called_where_the_partner_told_the_provider() {
    let server =
        MyBankServer::builder(Counter).callers([partner()]).at("balance_inquiry", "/hooks/{shop}/balance").build();
    let server = server.expect("a server");
    let status = |path: &'static str| {
        let request = http::Request::post(path).body(Full::<axum::body::Bytes>::from("{}")).expect("a request");
        let server = server.clone();
        async move { server.server().answer(request).await.status().as_u16() }
    };
    assert_eq!(status("/openapi/v1.0/balance-inquiry").await, 404);
    assert_eq!(status("/hooks/12/balance").await, 400, "found, and refused for its headers");
}

#[test]
fn a_server_says_when_it_is_built_what_cannot_work() {
    let build = |builder: fn(Counter) -> Result<MyBankServer<Counter>, ServerError>| builder(Counter).err();
    assert_eq!(build(|counter| MyBankServer::builder(counter).build()), Some(ServerError::NoCallers));
    let mounted = build(|counter| MyBankServer::builder(counter).callers([]).mounted_at("/a/").build());
    assert_eq!(mounted, Some(ServerError::Mount("/a/".to_owned())));
    let mounted = build(|counter| MyBankServer::builder(counter).callers([]).mounted_at("a").build());
    assert_eq!(mounted, Some(ServerError::Mount("a".to_owned())));
    assert_eq!(build(|counter| MyBankServer::builder(counter).callers([]).mounted_at("/a").build()), None);
    let elsewhere = build(|counter| MyBankServer::builder(counter).callers([]).at("balance", "/a").build());
    assert_eq!(elsewhere, Some(ServerError::NoSuchService("balance".to_owned())));
}

/// Answers every call that gets so far.
#[derive(Clone)]
struct Last;

impl Service<Call> for Last {
    type Response = http::Response<Full<axum::body::Bytes>>;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, call: Call) -> Self::Future {
        std::future::ready(Ok(http::Response::new(Full::from(call.external_id.unwrap_or_default()))))
    }
}

#[tokio::test]
async fn checks_are_layers_that_can_be_used_alone() {
    use tower_layer::Layer as _;
    let inner = CheckLayer::new(WindowCheck::default()).layer(CheckLayer::new(JsonCheck).layer(Last));
    let mut stack = Receive::of(MyBankClient::BALANCE_INQUIRY).layer(CheckLayer::new(HeaderCheck).layer(inner));
    let time = snap_bi::Timestamp::now(snap_bi::TimestampForm::Offset).text();
    let request = |body: &'static str, id: &str| {
        http::Request::post("/openapi/v1.0/balance-inquiry")
            .header("Content-Type", "application/json")
            .header("X-TIMESTAMP", &time)
            .header("X-SIGNATURE", "unchecked")
            .header("X-PARTNER-ID", "82150")
            .header("X-EXTERNAL-ID", id)
            .header("CHANNEL-ID", "95221")
            .body(Full::<axum::body::Bytes>::from(body))
            .expect("a request")
    };
    assert_eq!(stack.call(request("{}", "41807553358950093184162180797837")).await.expect("an answer").status(), 200);
    assert_eq!(stack.call(request("{", "41807553358950093184162180797838")).await.expect("an answer").status(), 400);
    assert_eq!(stack.call(request("{}", "a b")).await.expect("an answer").status(), 400);
}
