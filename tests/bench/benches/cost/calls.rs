//! A whole call over loopback against the same bytes sent by reqwest alone.
//!
//! Reqwest alone signs nothing, and knows its headers beforehand. What a call costs that is signed, sent and read by hand is
//! beside it for comparison: a good half of the rest is that.

use std::time::{Duration, Instant};

use axum::Router;
use axum::http::header;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha512;
use snap_bi::faspay::{
    self,
    disbursement::{TransferStatusMandatory, TransferStatusRequest, TransferStatusResponse},
};
use snap_bi::signing::{PrivateKey, body_hash};
use snap_bi::{Credentials, ExternalIdForm, ExternalIds, Model as _, Secret, Timestamp, TimestampForm};

use crate::{Row, row};

const KEY: &str = include_str!("../../../../snap-core/src/testing/test-key.pem");
const ANSWER: &str = r#"{"responseCode":"2003600","responseMessage":"Successful","originalPartnerReferenceNo":"REF1","serviceCode":"18","latestTransactionStatus":"00"}"#;
/// What any call of this service has to carry.
const HEADERS: [(&str, &str); 8] = [
    ("user-agent", "snap-core/0.1.0"),
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
        let hand = ByHand::new(&url);
        let mut least = [Duration::MAX; 3];
        for _ in 0..150 {
            let started = Instant::now();
            for _ in 0..BATCH {
                client.transfer_status(&request).await.expect("an answer");
            }
            least[0] = least[0].min(started.elapsed() / BATCH);
            let started = Instant::now();
            for _ in 0..BATCH {
                let call = HEADERS.iter().fold(bare.post(&url), |call, (name, value)| call.header(*name, *value));
                let call = call.timeout(Duration::from_secs(30)).body(body.clone());
                call.send().await.expect("an answer").bytes().await.expect("a body");
            }
            least[1] = least[1].min(started.elapsed() / BATCH);
            let started = Instant::now();
            for _ in 0..BATCH {
                hand.call(&bare, &request).await;
            }
            least[2] = least[2].min(started.elapsed() / BATCH);
        }
        let [ours, alone, by_hand] = least;
        // Signing and reading alone, whoever does them, cost a tenth of a call over loopback: what is ours is beside that.
        vec![
            row("call over loopback", "reqwest, signed and read by hand", Some(1.1), (ours, by_hand)),
            row("call over loopback", "reqwest alone", Some(1.25), (ours, alone)),
        ]
    })
}

/// What any client has to do for each call, and no more: no rule is checked, nothing is judged, no error could be told.
struct ByHand<'a> {
    url: &'a str,
    keyed: Hmac<Sha512>,
    ids: ExternalIds,
}

impl<'a> ByHand<'a> {
    fn new(url: &'a str) -> Self {
        let keyed = Hmac::new_from_slice(b"not-a-secret").expect("any length");
        Self { url, keyed, ids: ExternalIds::new(ExternalIdForm::Digits36) }
    }

    async fn call(&self, reqwest: &reqwest::Client, request: &TransferStatusRequest) -> TransferStatusResponse {
        let body = request.to_json();
        let time = Timestamp::now(TimestampForm::Offset).text();
        let hash = body_hash(&body);
        let text = format!("POST:/account/v1.0/transfer/status:bench:{hash}:{time}");
        let signature = STANDARD.encode(self.keyed.clone().chain_update(text).finalize().into_bytes());
        let id = self.ids.next();
        let call = HEADERS.iter().fold(reqwest.post(self.url), |call, (name, value)| match *name {
            "x-timestamp" => call.header(*name, &time),
            "x-signature" => call.header(*name, &signature),
            "x-external-id" => call.header(*name, &id),
            _ => call.header(*name, *value),
        });
        let answer = call.timeout(Duration::from_secs(30)).body(body).send().await.expect("an answer");
        TransferStatusResponse::from_json(&answer.bytes().await.expect("a body")).expect("a message")
    }
}
