//! A call is made again.

use axum::Form;
use axum::extract::{Path, State};
use bytes::Bytes;
use http::Request;
use http::header::{CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http_body_util::Full;
use serde::Deserialize;
use snap_bi::CallOptions;
use std::time::{Duration, Instant};

use crate::journal::{Entry, Way};

use super::site::{Answer, Site, Wrong, see};
use super::{call, journal, members};

#[derive(Debug, Deserialize)]
pub(super) struct Replay {
    how: String,
}

pub(super) async fn replay(State(site): State<Site>, Path(id): Path<u64>, Form(form): Form<Replay>) -> Answer {
    let entry = call::entry(&site, id)?;
    let before = site.shared().journal.last();
    let done = match (form.how.as_str(), entry.way) {
        ("same", Way::In) => in_again(&site, &entry).await,
        ("same", Way::Out) => out_again(&site, &entry).await,
        ("new", Way::In) => in_anew(&site, &entry).await,
        ("new", Way::Out) => out_anew(&site, &entry).await,
        (other, _) => Err(Wrong::input(format!("`{other}` is no way to make a call again: write `same` or `new`"))),
    };
    let made = |made: &&Entry| made.id > before && made.way == entry.way && made.uri.path() == entry.uri.path();
    match (site.shared().journal.entries().iter().find(made), done) {
        // What came of it is on its page, also where it failed.
        (Some(made), _) => Ok(see(&journal::path_of(made.id))),
        (None, Err(wrong)) => Err(wrong),
        (None, Ok(())) => Ok(see("/_sandbox")),
    }
}

/// The same bytes, through the door.
async fn in_again(site: &Site, entry: &Entry) -> Result<(), Wrong> {
    let mut request = Request::new(Full::new(entry.body.clone()));
    (*request.method_mut(), *request.uri_mut()) = (entry.method.clone(), entry.uri.clone());
    *request.headers_mut() = entry.headers.clone();
    // A connection that breaks on demand is an answer too.
    let _ = site.place(entry.provider)?.door.call(request).await;
    Ok(())
}

/// The same members, by a client: new time, new external ID, new signature.
async fn in_anew(site: &Site, entry: &Entry) -> Result<(), Wrong> {
    let endpoint = entry.endpoint.ok_or_else(|| Wrong::conflict("no service has the path of this call"))?;
    let client = site.shared().client(endpoint).map_err(|error| Wrong::conflict(error.to_string()))?;
    let mut options = CallOptions::new();
    if entry.headers.contains_key("authorization-customer")
        && let Some(token) = site.shared().customer_token(entry.provider).await
    {
        options = options.customer_token(token);
    }
    let client = client.with(options);
    let called = client.send(endpoint, &members::request(entry)).await;
    called.map(drop).map_err(|error| Wrong::conflict(error.to_string()))
}

async fn out_anew(site: &Site, entry: &Entry) -> Result<(), Wrong> {
    let endpoint = entry.endpoint.ok_or_else(|| Wrong::conflict("it is not known which service was called"))?;
    let body = serde_json::from_slice(&members::request(entry))
        .map_err(|error| Wrong::conflict(format!("its body is no JSON: {error}")))?;
    let notifier = &site.place(entry.provider)?.notifier;
    notifier.send(endpoint, &body, false, &format!("call {} anew", entry.id)).await?;
    Ok(())
}

/// The same bytes, to the partner: he must know them again.
async fn out_again(site: &Site, entry: &Entry) -> Result<(), Wrong> {
    let failed = |error: reqwest::Error| Wrong::conflict(error.to_string());
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(15))
        .no_proxy()
        .build()
        .map_err(failed)?;
    let journal = &site.shared().journal;
    let mut again =
        Entry::new(entry.provider, Way::Out, site.shared().clock.now(), entry.method.clone(), entry.uri.clone());
    (again.headers, again.body, again.endpoint) = (entry.headers.clone(), entry.body.clone(), entry.endpoint);
    again.note = Some(format!("call {} once more", entry.id));
    let id = journal.add(again);
    let mut headers = entry.headers.clone();
    // They belong to the connection.
    for name in [HOST, CONTENT_LENGTH, TRANSFER_ENCODING] {
        headers.remove(name);
    }
    let request = client.request(entry.method.clone(), entry.uri.to_string()).headers(headers).body(entry.body.clone());
    let started = Instant::now();
    let result = async {
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok::<_, reqwest::Error>((status, headers, response.bytes().await?))
    };
    let result = result.await;
    journal.change(id, |entry| {
        entry.elapsed = started.elapsed();
        match result {
            Ok((status, headers, body)) => {
                (entry.status, entry.answer_headers, entry.answer) = (Some(status), headers, body);
            }
            Err(error) => entry.answer = Bytes::from(error.to_string()),
        }
    });
    Ok(())
}
