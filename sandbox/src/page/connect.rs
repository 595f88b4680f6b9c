//! How to connect: addresses, IDs and keys; and how to begin anew.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::header;
use maud::{Markup, html};
use serde::Deserialize;
use snap_bi::{Direction, Endpoint};

use crate::partner::{self, PARTNER_KEY, PROVIDER_PUBLIC_KEY};
use crate::seed::Seed;
use crate::shared::Place;

use super::frame::{self, Tab};
use super::mask::MASKED;
use super::show::{self, Shows};
use super::site::{Answer, Site, Wrong, see};

/// The public key that belongs to [`PARTNER_KEY`].
const PARTNER_PUBLIC_KEY: &str = include_str!("../keys/partner.pub.pem");

/// Keys by the names of their files, and what they are for.
const KEYS: [(&str, &str, &str); 3] = [
    ("partner.pem", PARTNER_KEY, "the partner signs with it"),
    ("partner.pub.pem", PARTNER_PUBLIC_KEY, "the provider verifies the partner with it"),
    ("provider.pub.pem", PROVIDER_PUBLIC_KEY, "the partner verifies callbacks with it"),
];

const SEED_EXAMPLE: &str = "accounts:\n  - { number: '1234567890', name: TOKO SANDBOX, balance: '5000000' }\nsettle:\n  \
                            - { services: [transfer_interbank], polls: 2, seconds: 30, to: done }\n";

pub(super) async fn page(State(site): State<Site>, Query(shows): Query<Shows>) -> Answer {
    let own_key = site.shared().partner.public_key.is_some();
    let body = html! {
        h1 { "Connect" }
        (show::switch("/_sandbox/connect", &shows))
        @for place in site.places() { (provider(&site, place, &shows)) }
        section {
            h2 { "Keys" }
            @if own_key { p { "The partner was given a public key of his own: sign with the private key that belongs to it." } }
            ul {
                @for (name, _, what) in KEYS {
                    @if !own_key || !name.starts_with("partner") {
                        li { a href={ "/_sandbox/keys/" (name) } download=(name) { (name) } " – " (what) }
                    }
                }
            }
            p.quiet { "They are the same in every sandbox and protect nothing." }
        }
        (begin(SEED_EXAMPLE, None))
    };
    Ok(frame::page(&site, Tab::Connect, "Connect", &body))
}

fn provider(site: &Site, place: &Place, shows: &Shows) -> Markup {
    let partner = &site.shared().partner;
    let provider = place.door.provider();
    let called = || provider.endpoints.iter().copied().filter(|endpoint| endpoint.direction == Direction::Outbound);
    let each = |value: &dyn Fn(&'static Endpoint) -> String| {
        let mut all: Vec<_> = called().map(value).collect();
        all.sort();
        all.dedup();
        all.join(" or ")
    };
    let ids = each(&|endpoint| partner.id_for(endpoint));
    let channels = each(&|endpoint| {
        let own = || partner.channel_id.clone();
        let given = printed(endpoint, "CHANNEL-ID").map(str::to_owned).or_else(own);
        given.unwrap_or_else(|| partner::fitting(endpoint, "CHANNEL-ID", "95221"))
    });
    let secret = if shows.secrets() { partner.secret.expose() } else { MASKED };
    let token = provider.endpoints.iter().find(|endpoint| endpoint.code == "73");
    html! {
        section {
            h2 { (provider.title) }
            table.headers { tbody {
                tr { th { "Address" } td.mono { (place.url) } }
                tr { th { "Module" } td.mono { "snap_bi::" (provider.name) } }
                tr { th { "X-PARTNER-ID" } td.mono { (ids) } }
                tr { th { "X-CLIENT-KEY" } td.mono { (partner.client_key) } }
                tr { th { "CHANNEL-ID" } td.mono { (channels) } }
                tr { th { "Client secret" } td.mono { (secret) } }
                @if let Some(token) = token { tr { th { "Tokens" } td.mono { (token.method.as_str()) " " (token.path) } } }
            } }
        }
    }
}

/// The value that a page prints for a header: of the service, or of all.
fn printed(endpoint: &Endpoint, header: &str) -> Option<&'static str> {
    let own = endpoint.header_values.iter().find(|(name, _)| name.eq_ignore_ascii_case(header));
    let rule = || endpoint.headers.request.iter().find(|rule| rule.is_named(header))?.value;
    own.map(|(_, value)| *value).or_else(rule)
}

/// The forms that begin anew.
fn begin(yaml: &str, wrong: Option<&str>) -> Markup {
    html! {
        section {
            h2 #seed { "Begin anew" }
            form.buttons method="post" action="/_sandbox/reset" {
                button.danger { "Reset" }
                span.quiet { "State, journal, tokens, faults and the clock, as at the start." }
            }
            form method="post" action="/_sandbox/seed" {
                label for="yaml" { "Or with another seed, in YAML" }
                textarea #yaml name="yaml" rows="8" spellcheck="false" { (yaml) }
                @if let Some(wrong) = wrong { pre.wrong role="alert" { (wrong) } }
                button { "Begin with this seed" }
            }
        }
    }
}

pub(super) async fn key(Path(name): Path<String>) -> Answer {
    let key = KEYS.iter().find(|(own, ..)| *own == name);
    let (_, pem, _) = key.ok_or_else(|| Wrong::not_found(format!("there is no key {name}")))?;
    Ok(([(header::CONTENT_TYPE, "application/x-pem-file")], *pem).into_response())
}

pub(super) async fn reset(State(site): State<Site>) -> Answer {
    site.shared().reset();
    Ok(see("/_sandbox"))
}

#[derive(Debug, Deserialize)]
pub(super) struct Sown {
    yaml: String,
}

pub(super) async fn seed(State(site): State<Site>, Form(form): Form<Sown>) -> Answer {
    // Browsers end lines as the mail of 1982 did.
    let yaml = form.yaml.replace("\r\n", "\n");
    match Seed::from_yaml(&yaml) {
        Ok(seed) => {
            sow(&site, &seed);
            Ok(see("/_sandbox/state"))
        }
        Err(error) => {
            let body = html! { h1 { "Connect" } (begin(&yaml, Some(&error.to_string()))) };
            let mut answer = frame::page(&site, Tab::Connect, "Seed", &body);
            *answer.status_mut() = http::StatusCode::UNPROCESSABLE_ENTITY;
            Ok(answer)
        }
    }
}

/// Begins anew with another seed.
pub(super) fn sow(site: &Site, seed: &Seed) {
    site.shared().seed(seed);
    if let Some(url) = &seed.partner_url {
        site.places().iter().for_each(|place| place.notifier.set_address(Some(url.clone())));
    }
}
