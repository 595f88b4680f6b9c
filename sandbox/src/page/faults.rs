//! Faults on demand: which there are, how to ask for one, and those to come.

use axum::Form;
use axum::extract::State;
use maud::html;
use serde::Deserialize;

use crate::faults::{Fault, HEADER, KINDS};

use super::frame::{self, Tab};
use super::site::{Answer, Site, Wrong, see};

pub(super) async fn page(State(site): State<Site>) -> Answer {
    let body = html! {
        h1 { "Faults" }
        section {
            h2 { "The next call" }
            form.filter method="post" action="/_sandbox/faults" {
                label { "Provider "
                    select name="provider" {
                        @for place in site.places() {
                            option value=(place.door.provider().name) { (place.door.provider().title) }
                        }
                    }
                }
                label { "Fault "
                    input name="fault" list="kinds" required placeholder="drop-after, 4031814, delay:5" size="26"
                        autocomplete="off";
                }
                datalist #kinds { @for (_, name, what) in KINDS { option value=(name) { (what) } } }
                button.primary { "For the next call" }
            }
            div #coming data-live {
                @for place in site.places() {
                    @let coming = place.door.faults_to_come();
                    @if !coming.is_empty() {
                        p {
                            (place.door.provider().title) ": "
                            @for fault in &coming { span.badge.held { (fault) } " " }
                        }
                    }
                }
                @if site.places().iter().all(|place| place.door.faults_to_come().is_empty()) {
                    p.quiet { "None is to come." }
                }
            }
        }
        section {
            h2 { "Three places to ask for one" }
            ol.places {
                li { strong { "A reference number. " } "The first seven characters of "
                    code { "partnerReferenceNo" } ", " code { "trxId" } " and the like are a response code or a number below, and no "
                    "digit follows: " code { "4031814-order-7" } ". It needs nothing but the request." }
                li { strong { "A header. " } code { (HEADER) ": drop-after" } " on the call itself. It wins over the others." }
                li { strong { "The next call. " } "The form above, "
                    code { "sandbox.next_fault(provider, fault)" } " or " a href="/_sandbox/api" { "the API" }
                    ". They are met in their order, one a call; a call for a token is a call too." }
            }
        }
        section {
            h2 { "Kinds" }
            div.scroll { table {
                thead { tr { th { "Number" } th { "Name" } th { "What happens" } } }
                tbody {
                    tr { td.mono { "4031814" } td.mono { "4031814" }
                        td { "any response code: it is answered with its HTTP status and case, and the service's own code" } }
                    @for (number, name, what) in KINDS {
                        tr { td.mono { (number) } td.mono { (name) } td { (what) } }
                    }
                }
            } }
        }
    };
    Ok(frame::page(&site, Tab::Faults, "Faults", &body))
}

#[derive(Debug, Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    pub(super) provider: String,
    pub(super) fault: String,
}

pub(super) async fn next(State(site): State<Site>, Form(form): Form<Next>) -> Answer {
    apply(&site, &form)?;
    Ok(see("/_sandbox/faults"))
}

/// The fault of the next call at a provider; at the first one where none is named.
pub(super) fn apply(site: &Site, next: &Next) -> Result<(), Wrong> {
    let fault: Fault =
        next.fault.parse().map_err(|error: crate::faults::UnknownFault| Wrong::input(error.to_string()))?;
    let place = match next.provider.as_str() {
        "" => site.places().first().ok_or_else(|| Wrong::not_found("no provider runs here"))?,
        provider => site.place(provider)?,
    };
    place.door.next_fault(fault);
    Ok(())
}
