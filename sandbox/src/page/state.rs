//! What the bank knows: accounts with their bookings, and deals.

use axum::extract::{Path, State};
use maud::{Markup, html};

use crate::bank::Account;
use crate::shared::Place;

use super::frame::{self, Tab};
use super::site::{Answer, Site, Wrong, segment};
use super::{bill, deal, show};

/// How many deals of a provider a page lists.
const LISTED: usize = 200;

pub(super) async fn page(State(site): State<Site>) -> Answer {
    let body = html! {
        h1 { "State" }
        div #state data-live {
            @for place in site.places() { (provider(place)) }
        }
        (bill::form(&site))
    };
    Ok(frame::page(&site, Tab::State, "State", &body))
}

fn provider(place: &Place) -> Markup {
    let name = place.door.provider().name;
    let (deals, accounts) = {
        let world = place.door.bank.world();
        (world.deals.clone(), world.accounts.values().cloned().collect::<Vec<_>>())
    };
    html! {
        section {
            h2 { (place.door.provider().title) }
            h3 { "Deals " span.quiet { (deals.len()) } }
            @if deals.is_empty() {
                p.quiet { "Nothing was asked for yet: virtual accounts, payments and transfers stand here." }
            } @else {
                div.scroll { table.list {
                    thead { tr {
                        th { "Time" } th { "What" } th { "Reference" } th.number { "Amount" } th { "State" } th { "" }
                    } }
                    tbody {
                        @for deal in deals.iter().rev().take(LISTED) {
                            tr {
                                td.quiet { (show::time(deal.at)) }
                                td.main { (deal.endpoint.title) }
                                td.mono {
                                    (show::deal_link(name, deal))
                                    div.small { (deal.reference) }
                                }
                                td.number { @if let Some(amount) = &deal.amount { (show::money(amount)) } }
                                td { (show::state(deal.state)) }
                                td { (deal::buttons(place, deal)) }
                            }
                        }
                    }
                } }
            }
            h3 { "Accounts " span.quiet { (accounts.len()) } }
            @if accounts.is_empty() {
                p.quiet { "None yet. Every number that a call names becomes an account, unless the seed says otherwise." }
            } @else {
                div.scroll { table.list {
                    thead { tr {
                        th { "Number" } th { "Name" } th.number { "Balance" } th.number { "Held" } th { "Standing" }
                        th.number { "Bookings" }
                    } }
                    tbody { @for account in &accounts { (row(name, account)) } }
                } }
            }
        }
    }
}

fn row(provider: &str, account: &Account) -> Markup {
    let path = format!("/_sandbox/accounts/{}/{}", segment(provider), segment(&account.number));
    html! {
        tr {
            td.mono { a href=(path) { (account.number) } }
            td { (account.name) }
            td.number { (show::money(&account.balance)) }
            td.number { @if account.held.is_positive() { (show::money(&account.held)) } }
            td { (format!("{:?}", account.standing).to_lowercase()) }
            td.number.took { (account.entries.len()) }
        }
    }
}

/// One account and what was booked on it.
pub(super) async fn account(State(site): State<Site>, Path((provider, number)): Path<(String, String)>) -> Answer {
    let place = site.place(&provider)?;
    let (account, deals) = {
        let world = place.door.bank.world();
        (world.accounts.get(&number).cloned(), world.deals.clone())
    };
    let account = account.ok_or_else(|| Wrong::not_found(format!("{provider} has no account {number}")))?;
    let body = html! {
        h1 { "Account " span.mono { (account.number) } }
        p { (account.name) " · " strong { (show::money(&account.balance)) } " · available " (show::money(&account.available())) }
        section #bookings data-live {
            h2 { "Bookings" }
            @if account.entries.is_empty() { p.quiet { "None yet." } }
            @else {
                div.scroll { table {
                    thead { tr {
                        th { "Time" } th { "What for" } th { "Deal" } th.number { "Amount" } th.number { "Balance" }
                    } }
                    tbody {
                        @for entry in account.entries.iter().rev() {
                            tr {
                                td.quiet { (show::time(entry.at)) }
                                td { (entry.remark) }
                                td.mono {
                                    @if let Some(deal) = deals.iter().find(|deal| deal.id == entry.deal) {
                                        (show::deal_link(&provider, deal))
                                    }
                                }
                                td.number { (show::money(&entry.amount)) }
                                td.number { (show::money(&entry.balance)) }
                            }
                        }
                    }
                } }
            }
        }
    };
    Ok(frame::page(&site, Tab::State, &format!("Account {number}"), &body))
}
