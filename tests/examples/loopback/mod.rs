//! A bank on loopback for the examples, so that they run without one: it gives out tokens and answers by path.
#![allow(dead_code, reason = "each example uses a part of it")]

use std::error::Error;

use axum::Router;
use axum::http::{Uri, header};
use snap_bi::signing::PrivateKey;

/// What went wrong in an example.
pub type Failure = Box<dyn Error>;

/// A key for examples and tests: nobody's.
pub fn example_key() -> Result<PrivateKey, Failure> {
    Ok(PrivateKey::load(include_bytes!("../../../snap-core/tests/client_support/partner-test-key.pem"))?)
}

/// Starts a bank and gives its address. A path that is not listed is never answered.
pub async fn bank(answers: &'static [(&'static str, &'static str)]) -> Result<String, Failure> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let handler = move |uri: Uri| async move {
        const TOKEN: (&str, &str) = (
            "/v1.0/access-token/b2b",
            r#"{"responseCode":"2007300","responseMessage":"Successful","accessToken":"example","tokenType":"Bearer","expiresIn":"900"}"#,
        );
        let answer = answers.iter().chain([&TOKEN]).find(|(path, _)| uri.path() == *path);
        match answer {
            Some((_, json)) => ([(header::CONTENT_TYPE, "application/json")], *json),
            None => std::future::pending().await,
        }
    };
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(handler)).await });
    Ok(address)
}
