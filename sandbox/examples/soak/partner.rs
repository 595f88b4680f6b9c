//! A partner that takes what providers call, and now and then does not.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::http::{StatusCode, Uri, header};
use serde_json::Value;
use snap_bi::Direction;

/// Its address.
pub async fn start() -> String {
    let answers = Arc::new(answers());
    let count = Arc::new(AtomicU64::new(0));
    let router = Router::new().fallback(move |uri: Uri| {
        // One of twenty is told again.
        let fails = count.fetch_add(1, Ordering::Relaxed) % 20 == 7;
        let answer = answers.get(uri.path()).filter(|_| !fails).cloned();
        async move {
            let status = if fails { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK };
            (status, [(header::CONTENT_TYPE, "application/json")], answer.unwrap_or_else(|| "{}".to_owned()))
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

/// What pages show, by path.
fn answers() -> BTreeMap<&'static str, String> {
    let mut all = BTreeMap::new();
    for provider in super::PROVIDERS.iter().map(|provider| provider.entry()) {
        let shown: Value = serde_json::from_str(provider.examples).expect("JSON");
        for endpoint in provider.endpoints.iter().filter(|endpoint| endpoint.direction == Direction::Inbound) {
            all.insert(endpoint.path, shown[endpoint.service]["answer"].to_string());
        }
    }
    all
}
