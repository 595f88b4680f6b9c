//! A bank on loopback that gives out tokens and answers everything else alike.

pub mod exchange;

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use snap_codegen::json::{self, Node};

/// A request as it came.
pub struct Seen {
    pub method: String,
    /// Path and query.
    pub target: String,
    pub body: Bytes,
    headers: HeaderMap,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("ASCII"))
    }

    /// The body; that of a call without one is empty, and is read as an object without members.
    pub fn body_json(&self) -> Node {
        let text = std::str::from_utf8(&self.body).expect("UTF-8");
        json::parse(if text.is_empty() { "{}" } else { text }).expect("JSON")
    }
}

pub struct Bank {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Bank {
    /// Starts one. With a token it gives that to whoever asks for one; without, it answers that as it answers all else.
    pub async fn start(status: u16, answer: &str, token: Option<&'static str>) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&seen);
        let granted = token.map(|token| {
            format!(
                r#"{{"responseCode":"2007300","responseMessage":"Successful","accessToken":"{token}","tokenType":"Bearer","expiresIn":"900"}}"#
            )
        });
        let status = StatusCode::from_u16(status).expect("a status");
        let answer = answer.to_owned();
        let handler = move |request: Request| {
            let (kept, granted, answer) = (Arc::clone(&kept), granted.clone(), answer.clone());
            async move {
                let (head, body) = request.into_parts();
                let body = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
                // A transaction says who calls; what does not is a partner who asks for a token.
                let wants_token =
                    head.headers.get("x-partner-id").is_none() && head.headers.contains_key("x-client-key");
                let target = head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
                let seen = Seen { method: head.method.to_string(), target, body, headers: head.headers };
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
                let json = [(header::CONTENT_TYPE, "application/json")];
                match granted.filter(|_| wants_token) {
                    Some(granted) => (StatusCode::OK, json, granted),
                    None => (status, json, answer),
                }
            }
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(handler)).await });
        Self { url, seen }
    }

    /// What was called, without the tokens that were asked for on the way.
    pub fn calls(&self) -> Vec<Seen> {
        let mut seen = std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner));
        if seen.len() > 1 {
            seen.retain(|seen| seen.header("x-partner-id").is_some());
        }
        seen
    }
}
