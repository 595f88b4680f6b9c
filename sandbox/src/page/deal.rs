//! One deal, and what can be done to it.

use std::sync::Arc;
use std::time::Duration;

use axum::Form;
use axum::extract::{Path, State};
use maud::{Markup, html};
use serde::Deserialize;

use crate::bank::{Deal, State as Stands};
use crate::notify::Manner;
use crate::shared::Place;

use super::frame::{self, Tab};
use super::site::{Answer, Site, Wrong, see, segment};
use super::{mask, pretty, show};

pub(super) async fn page(State(site): State<Site>, Path((provider, id)): Path<(String, u64)>) -> Answer {
    let (place, deal) = site.deal(&provider, id)?;
    let body = html! {
        div #deal data-live {
            h1 { (deal.endpoint.title) " " (show::state(deal.state)) }
            (facts(place, &deal))
            (buttons(place, &deal))
            (telling(&site, place, &deal))
        }
        div.columns {
            section { h2 { "Request" } (message(&deal.request)) }
            section { h2 { "Answer" } (message(&deal.answer)) }
        }
    };
    Ok(frame::page(&site, Tab::State, &format!("Deal {id}"), &body))
}

fn facts(place: &Place, deal: &Deal) -> Markup {
    let parent = deal.parent.and_then(|id| place.door.bank.world().deal(id).cloned());
    let name = place.door.provider().name;
    html! {
        dl {
            dt { "Provider" } dd { (name) " · " code { (deal.endpoint.service) } }
            @if let Some(amount) = &deal.amount { dt { "Amount" } dd { strong { (show::money(amount)) } } }
            @if let Some(own) = deal.partner_reference() { dt { "Partner's reference" } dd.mono { (own) } }
            dt { "Provider's reference" } dd.mono { (deal.reference) }
            @if let Some(id) = &deal.external_id { dt { "X-EXTERNAL-ID" } dd.mono { (id) } }
            @if let Some(number) = deal.virtual_account() { dt { "Virtual account" } dd.mono { (number) } }
            @if let Some(account) = &deal.account {
                dt { "Account" }
                dd.mono { a href={ "/_sandbox/accounts/" (name) "/" (segment(account)) } { (account) } }
            }
            @if let Some(parent) = parent { dt { "Belongs to" } dd.mono { (show::deal_link(name, &parent)) } }
            dt { "Began" } dd { (show::time(deal.at)) }
            @if let Some(ended) = deal.ended { dt { "Ended" } dd { (show::time(ended)) } }
            @if let Some(at) = deal.expires.filter(|_| !deal.state.is_final()) { dt { "Expires" } dd { (show::time(at)) } }
            @if let Some(settling) = &deal.settling {
                dt { "Will be" }
                dd { (settling.to.as_str()) " at " (show::time(settling.at)) ", or after " (settling.polls) " questions" }
            }
            @if deal.state == Stands::Waiting {
                dt { "The customer's page" } dd { a href={ "/_sandbox/pay/" (name) "/" (deal.id) } { "open it" } }
            }
        }
    }
}

fn message(message: &serde_json::Value) -> Markup {
    let text = message.to_string();
    let text = mask::body(text.as_bytes(), false);
    html! { pre.body { (pretty::pretty(&text).unwrap_or_else(|| text.into_owned())) } }
}

/// What ends a deal that is open.
pub(super) fn buttons(place: &Place, deal: &Deal) -> Markup {
    let path = format!("/_sandbox/deals/{}/{}/end", segment(place.door.provider().name), deal.id);
    let (well, badly) = match deal.state {
        Stands::Waiting => ("Pay", "Do not pay"),
        _ => ("Let it succeed", "Let it fail"),
    };
    html! {
        @if !deal.state.is_final() {
            form.buttons method="post" action=(path) {
                button.primary name="to" value="done" { (well) }
                button name="to" value="failed" { (badly) }
            }
        }
    }
}

fn telling(site: &Site, place: &Place, deal: &Deal) -> Markup {
    let name = place.door.provider().name;
    html! {
        @if place.notifier.callback_of(deal).is_ok() {
            form.filter method="post" action={ "/_sandbox/deals/" (segment(name)) "/" (deal.id) "/tell" } {
                label { "Tell the partner again "
                    select name="manner" {
                        @for (value, said) in MANNERS { option value=(value) { (said) } }
                    }
                }
                button disabled[place.notifier.address().is_none()] { "Tell" }
                @if place.notifier.address().is_none() {
                    span.quiet { "Nobody said " a href="/_sandbox/callbacks" { "where the partner listens" } "." }
                }
            }
        } @else {
            p.quiet { (site.place(name).map_or("The provider", |place| place.door.provider().title))
                " calls nobody about this service." }
        }
    }
}

/// Manners of a single callback.
const MANNERS: [(&str, &str); 6] = [
    ("usual", "in the usual manner"),
    ("once", "once, whatever he answers"),
    ("doubled", "twice, with two external IDs"),
    ("late", "ten seconds late"),
    ("forged", "forged: signed with a key that is nobody's"),
    ("held", "held until it is released"),
];

/// A manner by its name.
pub(super) fn manner(name: &str, usual: Manner) -> Result<Manner, Wrong> {
    let plain = Manner::default().once();
    Ok(match name {
        "" | "usual" => usual,
        "once" => plain,
        "doubled" => plain.doubled(),
        "late" => plain.late(Duration::from_secs(10)),
        "forged" => plain.forged(),
        "held" => plain.held(),
        other => {
            let names = MANNERS.map(|(name, _)| name).join(", ");
            return Err(Wrong::input(format!("`{other}` is no manner: write one of {names}")));
        }
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct End {
    to: String,
}

pub(super) async fn end(
    State(site): State<Site>,
    Path((provider, id)): Path<(String, u64)>,
    Form(form): Form<End>,
) -> Answer {
    let state = match form.to.as_str() {
        "done" => Stands::Done,
        "failed" => Stands::Failed,
        other => return Err(Wrong::input(format!("a deal does not end as `{other}`: write `done` or `failed`"))),
    };
    finish(&site, &provider, id, state)?;
    Ok(see(&format!("/_sandbox/deals/{}/{id}", segment(&provider))))
}

/// A deal comes to its end, and the partner is told.
pub(super) fn finish(site: &Site, provider: &str, id: u64, state: Stands) -> Result<(), Wrong> {
    let (place, _) = site.deal(provider, id)?;
    {
        let mut world = place.door.bank.world();
        let now = site.shared().clock.now();
        // Its time may have come since the page was shown.
        world.tick(now);
        let stands = world.deal(id).map(|deal| deal.state);
        if let Some(stands) = stands.filter(|state| state.is_final()) {
            return Err(Wrong::conflict(format!("it is {} already", stands.as_str())));
        }
        world.end(id, state, now);
    }
    place.door.bank.drain();
    Ok(())
}

#[derive(Debug, Deserialize)]
pub(super) struct Tell {
    #[serde(default)]
    manner: String,
}

pub(super) async fn tell(
    State(site): State<Site>,
    Path((provider, id)): Path<(String, u64)>,
    Form(form): Form<Tell>,
) -> Answer {
    again(&site, &provider, id, &form.manner)?;
    Ok(see("/_sandbox/callbacks"))
}

/// Tells the partner of a deal once more. Attempts may go on for long: whoever asked does not wait for them.
pub(super) fn again(site: &Site, provider: &str, id: u64, name: &str) -> Result<(), Wrong> {
    let (place, deal) = site.deal(provider, id)?;
    if place.notifier.address().is_none() {
        return Err(crate::notify::NotifyError::NoAddress.into());
    }
    place.notifier.callback_of(&deal)?;
    let manner = manner(name, place.notifier.manner())?;
    let notifier = Arc::clone(&place.notifier);
    tokio::spawn(async move { notifier.again(id, &manner).await });
    Ok(())
}
