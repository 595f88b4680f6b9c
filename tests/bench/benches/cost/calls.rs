//! A whole call over loopback against the same bytes sent by reqwest alone.

use std::time::{Duration, Instant};

use axum::Router;
use axum::http::header;
use snap_bi::faspay::{
    self,
    disbursement::{TransferStatusMandatory, TransferStatusRequest},
};
use snap_bi::signing::PrivateKey;
use snap_bi::{Credentials, Model as _, Secret};

use crate::{Row, row};

const KEY: &str = include_str!("../../../../snap-core/src/testing/test-key.pem");
const ANSWER: &str = r#"{"responseCode":"2003600","responseMessage":"Successful","originalPartnerReferenceNo":"REF1","serviceCode":"18","latestTransactionStatus":"00"}"#;
/// What any call of this service has to carry.
const HEADERS: [(&str, &str); 7] = [
    ("content-type", "application/json"),
    ("authorization", "Bearer bench"),
    ("x-timestamp", "2020-12-21T17:01:11+07:00"),
    ("x-signature", "FSlidRHe4ow9qppNifGVQNcdv67lBjgCiP0BHylh+IKXo4fs2rHaGsFNUY0N8t0rPlZs4iAHAOCDklnCccwuJw=="),
    ("x-partner-id", "82150"),
    ("x-external-id", "202611252105156252883433921681706288"),
    ("channel-id", "88001"),
];
const BATCH: u32 = 20;

/// Faspay's status service, signed with a client secret: an RSA signature would be most of the call.
static SYMMETRIC: snap_bi::SigningProfile =
    faspay::profiles::SIGNING_ASYMMETRIC.transaction(snap_bi::TransactionSignature::Symmetric);

pub fn rows() -> Vec<Row> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let handler = |uri: axum::http::Uri| async move {
            const TOKEN: &str = r#"{"responseCode":"2007300","responseMessage":"Successful","accessToken":"bench","tokenType":"Bearer","expiresIn":"900"}"#;
            let answer = if uri.path().ends_with("/access-token/b2b") { TOKEN } else { ANSWER };
            ([(header::CONTENT_TYPE, "application/json")], answer)
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(handler)).await });
        let key = PrivateKey::load(KEY.as_bytes()).expect("a key");
        let credentials = Credentials::symmetric("82150", Secret::new("not-a-secret"), key).with_channel_id("88001");
        let client = faspay::Client::builder(&address, credentials).profile(&SYMMETRIC).build().expect("a client");
        let client = faspay::Client::new(client);
        let request = TransferStatusRequest::new(TransferStatusMandatory { original_partner_reference_no: "REF1", service_code: "18".into() });
        let bare = reqwest::Client::builder().build().expect("a client");
        let url = format!("{address}/account/v1.0/transfer/status");
        let body = request.to_json();
        let mut least = (Duration::MAX, Duration::MAX);
        for _ in 0..150 {
            let started = Instant::now();
            for _ in 0..BATCH {
                client.transfer_status(&request).await.expect("an answer");
            }
            least.0 = least.0.min(started.elapsed() / BATCH);
            let started = Instant::now();
            for _ in 0..BATCH {
                let call = HEADERS.iter().fold(bare.post(&url), |call, (name, value)| call.header(*name, *value));
                let call = call.timeout(Duration::from_secs(30)).body(body.clone());
                call.send().await.expect("an answer").bytes().await.expect("a body");
            }
            least.1 = least.1.min(started.elapsed() / BATCH);
        }
        vec![row("call over loopback", "reqwest alone", Some(1.1), least)]
    })
}
