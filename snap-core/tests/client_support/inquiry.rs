//! Questions about transfers, and a network that answers them by heart.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use snap_core::client::{BodyEnd, HttpRequest, HttpResponse, Transport, TransportError, TransportFuture};
use snap_core::{Fill, Inquiry, Question, Tells};
use tokio::time::Instant;

use super::service::{PLAIN_TRANSFER, STATUS, State, StatusQuery, Transfer};

const FILL: &[Fill] = &[
    Fill::request("originalPartnerReferenceNo", "partnerReferenceNo"),
    Fill::response("originalReferenceNo", "referenceNo"),
    Fill::external_id("originalExternalId"),
    Fill::time("transactionDate"),
    Fill::code("serviceCode"),
];

pub static INQUIRY: Inquiry<Transfer, StatusQuery, State> =
    Inquiry::new(Question::new(&PLAIN_TRANSFER, &STATUS).fill(FILL).tells(Tells::LATEST));

pub fn state(code: &str) -> String {
    format!(r#"{{"responseCode":"2003600","responseMessage":"Successful","latestTransactionStatus":"{code}"}}"#)
}

pub const NOT_FOUND: &str = r#"{"responseCode":"4043601","responseMessage":"Transaction Not Found"}"#;

/// What the network says to one request.
pub enum Says {
    Json(u16, String),
    RetryAfter(u16, &'static str, String),
    Silence,
    NoConnection,
}

/// A network that answers in turn; the last answer stands for all that follow. Time does not pass in it.
#[derive(Clone)]
pub struct Network {
    says: Arc<Mutex<VecDeque<Says>>>,
    seen: Arc<Mutex<Vec<(String, String, Duration)>>>,
    started: Instant,
}

impl Network {
    pub fn new(says: impl IntoIterator<Item = Says>) -> Self {
        let says = Arc::new(Mutex::new(says.into_iter().collect()));
        Self { says, seen: Arc::default(), started: Instant::now() }
    }

    /// Paths of the requests that came, and after how many seconds.
    pub fn times(&self, end: &str) -> Vec<u64> {
        let seen = self.seen.lock().unwrap();
        seen.iter().filter(|(url, ..)| url.ends_with(end)).map(|(.., at)| at.as_secs()).collect()
    }

    pub fn bodies(&self, end: &str) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        seen.iter().filter(|(url, ..)| url.ends_with(end)).map(|(_, body, _)| body.clone()).collect()
    }
}

impl Transport for Network {
    fn send(&self, request: HttpRequest, _: std::time::Instant) -> TransportFuture<'_> {
        let body = String::from_utf8(request.body.unwrap_or_default().to_vec()).unwrap();
        self.seen.lock().unwrap().push((request.url, body, self.started.elapsed()));
        let mut says = self.says.lock().unwrap();
        let answer = |status: u16, json: &str, after: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            if let Some(after) = after {
                headers.insert("retry-after", http::HeaderValue::from_static(after));
            }
            let body = Bytes::copy_from_slice(json.as_bytes());
            Ok(HttpResponse { status, headers, body, end: BodyEnd::Complete })
        };
        let result = match says.front().unwrap() {
            Says::Json(status, json) => answer(*status, json, None),
            Says::RetryAfter(status, after, json) => answer(*status, json, Some(after)),
            Says::Silence => Err(TransportError::timed_out()),
            Says::NoConnection => Err(TransportError::not_sent("connection refused")),
        };
        if says.len() > 1 {
            says.pop_front();
        }
        Box::pin(async { result })
    }
}
