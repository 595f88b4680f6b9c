//! What providers call: where the partner listens, how they call him, and what he answered.

use std::time::Duration;

use axum::Form;
use axum::extract::State;
use maud::html;
use serde::Deserialize;

use crate::journal::Way;
use crate::notify::Manner;

use super::frame::{self, Tab};
use super::journal;
use super::site::{Answer, Site, Wrong, see};

/// How many attempts a page lists.
const LISTED: usize = 200;

pub(super) async fn page(State(site): State<Site>) -> Answer {
    let address = site.places().first().and_then(|place| place.notifier.address());
    let manner = site.places().first().map(|place| place.notifier.manner()).unwrap_or_default();
    let waiting: usize = site.places().iter().map(|place| place.notifier.waiting()).sum();
    let entries = site.shared().journal.entries();
    let out: Vec<_> = entries.iter().rev().filter(|entry| entry.way == Way::Out).collect();
    let body = html! {
        h1 { "Callbacks" }
        section {
            h2 { "Where the partner listens" }
            form.filter method="post" action="/_sandbox/callbacks/address" {
                label.wide { "Base address " input type="url" name="url" size="44"
                    value=(address.as_deref().unwrap_or_default()) placeholder="http://127.0.0.1:3000"; }
                button { "Save" }
            }
            @if address.is_none() { p.quiet { "Nobody is told of anything until it is said." } }
        }
        section {
            h2 { "How they call" }
            form.filter method="post" action="/_sandbox/callbacks/manner" {
                label { input type="checkbox" name="once" value="1" checked[manner.pauses.is_empty()]; " once, whatever he answers" }
                label { input type="checkbox" name="doubled" value="1" checked[manner.doubled]; " twice" }
                label { input type="checkbox" name="forged" value="1" checked[manner.forged]; " forged" }
                label { input type="checkbox" name="held" value="1" checked[manner.held]; " held" }
                label { "late by " input type="number" name="late" min="0" max="3600" value=(manner.late.as_secs())
                    style="width: 5em"; " s" }
                button { "Save" }
            }
            p.quiet {
                @if manner.pauses.is_empty() { "One attempt." }
                @else { "After an attempt that failed there are " (manner.pauses.len()) " more, "
                    (manner.pauses.iter().map(|pause| format!("{} s", pause.as_secs())).collect::<Vec<_>>().join(", "))
                    " later." }
            }
            form.buttons #held data-live method="post" action="/_sandbox/callbacks/release" {
                button disabled[waiting == 0] { "Release " (waiting) " held, the last first" }
            }
        }
        section #attempts data-live {
            h2 { "Attempts " span.quiet { (out.len()) } }
            @if out.is_empty() { p.quiet { "The provider has called nobody yet." } }
            @else { (journal::table(out.into_iter().take(LISTED))) }
        }
    };
    Ok(frame::page(&site, Tab::Callbacks, "Callbacks", &body))
}

#[derive(Debug, Deserialize)]
pub(super) struct Listens {
    #[serde(default)]
    url: String,
}

pub(super) async fn address(State(site): State<Site>, Form(form): Form<Listens>) -> Answer {
    listen(&site, &form.url)?;
    Ok(see("/_sandbox/callbacks"))
}

/// Where the partner listens from now on; nowhere, if the address is empty.
pub(super) fn listen(site: &Site, url: &str) -> Result<(), Wrong> {
    let url = url.trim().trim_end_matches('/');
    let is_one = |uri: &http::Uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some();
    if !url.is_empty() && !url.parse().is_ok_and(|uri| is_one(&uri)) {
        return Err(Wrong::input(format!("`{url}` is no address: write one such as http://127.0.0.1:3000")));
    }
    let address = (!url.is_empty()).then(|| url.to_owned());
    site.places().iter().for_each(|place| place.notifier.set_address(address.clone()));
    Ok(())
}

/// How providers call: what is not said is not so.
#[derive(Debug, Default, Deserialize)]
pub(super) struct How {
    #[serde(default)]
    once: String,
    #[serde(default)]
    doubled: String,
    #[serde(default)]
    forged: String,
    #[serde(default)]
    held: String,
    #[serde(default)]
    late: String,
}

pub(super) async fn manner(State(site): State<Site>, Form(form): Form<How>) -> Answer {
    let late = match form.late.trim() {
        "" => 0,
        text => text.parse().map_err(|_| Wrong::input(format!("`{text}` is no number of seconds")))?,
    };
    let mut manner = Manner::default().late(Duration::from_secs(late));
    for (said, change) in [
        (&form.once, Manner::once as fn(Manner) -> Manner),
        (&form.doubled, Manner::doubled),
        (&form.forged, Manner::forged),
        (&form.held, Manner::held),
    ] {
        if !said.is_empty() {
            manner = change(manner);
        }
    }
    site.places().iter().for_each(|place| place.notifier.set_manner(manner.clone()));
    Ok(see("/_sandbox/callbacks"))
}

pub(super) async fn release(State(site): State<Site>) -> Answer {
    let_go(&site);
    Ok(see("/_sandbox/callbacks"))
}

/// Lets go what was held. Attempts may go on for long: whoever asked does not wait for them.
pub(super) fn let_go(site: &Site) -> usize {
    let mut waiting = 0;
    for place in site.places() {
        waiting += place.notifier.waiting();
        let notifier = std::sync::Arc::clone(&place.notifier);
        tokio::spawn(async move { notifier.release().await });
    }
    waiting
}
