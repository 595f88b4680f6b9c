//! The journal: every call, both ways.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::header;
use maud::{Markup, html};
use serde::Deserialize;

use crate::journal::{Entry, Way};

use super::frame::{self, Tab};
use super::show;
use super::site::{Answer, Site, segment};

/// How many calls a page lists.
const LISTED: usize = 200;

/// Which calls are listed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    provider: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    way: String,
    #[serde(default)]
    failed: String,
}

impl Filter {
    pub(super) fn takes(&self, entry: &Entry) -> bool {
        let way = if entry.way == Way::In { "in" } else { "out" };
        let fits = |wanted: &str, is: &str| wanted.is_empty() || wanted == is;
        fits(&self.provider, entry.provider)
            && fits(&self.service, &show::service(entry))
            && fits(&self.way, way)
            && (self.failed.is_empty() || show::is_failed(entry))
    }
}

pub(super) async fn page(State(site): State<Site>, Query(filter): Query<Filter>) -> Answer {
    let entries = site.shared().journal.entries();
    let mut services: Vec<_> = entries.iter().map(show::service).collect();
    services.sort();
    services.dedup();
    let all = entries.len();
    let meant: Vec<_> = entries.into_iter().rev().filter(|entry| filter.takes(entry)).collect();
    let body = html! {
        h1 { "Calls" }
        (form(&site, &filter, &services))
        section #calls data-live {
            p.quiet {
                (meant.len()) " of " (all) " calls, the newest first. "
                a href="/_sandbox/journal.har" download="snap-sandbox.har" { "Download as HAR" }
            }
            @if all == 0 { (nothing(&site)) } @else { (table(meant.iter().take(LISTED))) }
            @if meant.len() > LISTED { p.quiet { "Older ones are in the HAR file." } }
        }
    };
    Ok(frame::page(&site, Tab::Calls, "Calls", &body))
}

fn form(site: &Site, filter: &Filter, services: &[String]) -> Markup {
    html! {
        form.filter method="get" action="/_sandbox" {
            label { "Provider "
                select name="provider" {
                    option value="" { "all" }
                    @for place in site.places() {
                        @let name = place.door.provider().name;
                        option value=(name) selected[filter.provider == name] { (name) }
                    }
                }
            }
            label { "Service "
                select name="service" {
                    option value="" { "all" }
                    @for name in services { option value=(name) selected[filter.service == *name] { (name) } }
                }
            }
            label { "Way "
                select name="way" {
                    option value="" { "both" }
                    option value="in" selected[filter.way == "in"] { "to the provider" }
                    option value="out" selected[filter.way == "out"] { "to the partner" }
                }
            }
            label { input type="checkbox" name="failed" value="1" checked[!filter.failed.is_empty()]; " failed only" }
            button { "Filter" }
        }
    }
}

fn nothing(site: &Site) -> Markup {
    html! {
        div.empty {
            p { "Nobody has called yet. Call one of these addresses; " a href="/_sandbox/connect" { "Connect" }
                " has keys and IDs." }
            ul { @for place in site.places() { li { code { (place.url) } " " (place.door.provider().title) } } }
        }
    }
}

/// Calls as a table.
pub(super) fn table<'e>(entries: impl Iterator<Item = &'e Entry>) -> Markup {
    html! {
        div.scroll { table.list {
            thead { tr {
                th { "Time" } th { "" } th { "Service" } th { "Status" } th { "Code" } th { "What came of it" }
                th.number { "Took" }
            } }
            tbody { @for entry in entries { (row(entry)) } }
        } }
    }
}

fn row(entry: &Entry) -> Markup {
    html! {
        tr {
            td.quiet { (show::time(entry.at)) }
            td { (show::way(entry.way)) }
            td.main {
                a href={ "/_sandbox/calls/" (entry.id) } { (show::service(entry)) }
                div.small { (entry.provider) " · " (entry.method) " " (entry.uri.path()) }
            }
            td { (show::status(entry.status)) }
            td.mono { (show::code(entry).unwrap_or_default()) }
            td { (outcome(entry)) }
            td.number.quiet.took { (show::elapsed(entry.elapsed)) }
        }
    }
}

fn outcome(entry: &Entry) -> Markup {
    html! {
        @if let Some(refusal) = &entry.refusal { strong.bad { (refusal) } " " }
        @if entry.repeated { span.badge { "repeated" } " " }
        @if let Some(fault) = &entry.fault { span.badge.held { "fault " (fault) } " " }
        @if let Some(violation) = entry.violations.first() { span.small { (violation) } " " }
        @if let Some(note) = &entry.note { span.small { (note) } }
    }
}

/// A text that is another one when anything changed.
pub(super) async fn last(State(site): State<Site>) -> Response {
    site.mark().into_response()
}

pub(super) async fn har(State(site): State<Site>) -> Response {
    let disposition = [(header::CONTENT_DISPOSITION, "attachment; filename=\"snap-sandbox.har\"")];
    (disposition, Json(crate::har::har(&site.shared().journal))).into_response()
}

/// The page of a call, as a path.
pub(super) fn path_of(id: u64) -> String {
    format!("/_sandbox/calls/{}", segment(&id.to_string()))
}
