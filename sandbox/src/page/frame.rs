//! How every page looks: its head, its navigation, and the headers that keep it to itself.

use axum::response::{Html, IntoResponse, Response};
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use maud::{DOCTYPE, Markup, html};

use super::site::Site;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("live.js");

/// Where a page stands in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Calls,
    State,
    Callbacks,
    Faults,
    Clock,
    Connect,
    Api,
}

const TABS: [(Tab, &str, &str); 7] = [
    (Tab::Calls, "Calls", "/_sandbox"),
    (Tab::State, "State", "/_sandbox/state"),
    (Tab::Callbacks, "Callbacks", "/_sandbox/callbacks"),
    (Tab::Faults, "Faults", "/_sandbox/faults"),
    (Tab::Clock, "Clock", "/_sandbox/clock"),
    (Tab::Connect, "Connect", "/_sandbox/connect"),
    (Tab::Api, "API", "/_sandbox/api"),
];

/// A page of the sandbox.
pub(super) fn page(site: &Site, tab: Tab, title: &str, body: &Markup) -> Response {
    let clock = &site.shared().clock;
    let names: Vec<_> = site.places().iter().map(|place| place.door.provider().title).collect();
    let markup = html! {
        (DOCTYPE)
        html lang="en" data-mark=(site.mark()) {
            (head(title))
            body {
                header.top {
                    p.brand { strong { "SNAP sandbox" } " " span.quiet { (names.join(", ")) } }
                    nav aria-label="Pages" {
                        @for (own, name, path) in TABS {
                            a href=(path) aria-current=[(own == tab).then_some("page")] { (name) }
                        }
                    }
                    a.clock #clock data-live href="/_sandbox/clock" title="The sandbox's clock" {
                        (clock.text().replace('T', " "))
                        @if clock.is_stopped() { " " span.badge.held { "stopped" } }
                    }
                }
                main { (body) }
                script src="/_sandbox/live.js" defer {}
            }
        }
    };
    Html(markup.into_string()).into_response()
}

/// A page without navigation: for a customer, or for what cannot be shown.
pub(super) fn bare(title: &str, body: Markup) -> Response {
    let markup = html! { (DOCTYPE) html lang="en" { (head(title)) body { (body) } } };
    Html(markup.into_string()).into_response()
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) " · SNAP sandbox" }
            // An icon of its own would be asked for where the bank answers.
            link rel="icon" href="data:,";
            link rel="stylesheet" href="/_sandbox/style.css";
        }
    }
}

/// What every answer bears: nothing comes from elsewhere, nobody frames it, and it is as fresh as the state.
pub(super) fn headers(headers: &mut HeaderMap) {
    const POLICY: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; \
                          img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        // Without any, browsers hide their origin in forms too.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// The policy of a page whose form leads to the partner's own: browsers hold a form to it on every hop.
pub(super) fn may_leave(answer: &mut Response) {
    let policy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; base-uri 'none'; \
                  frame-ancestors 'none'";
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
}

pub(super) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

pub(super) async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT).into_response()
}
