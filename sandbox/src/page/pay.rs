//! The page that a customer is sent to: he pays or declines, and goes back to where the partner wants him.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use maud::html;
use serde::Deserialize;
use serde_json::Value;

use crate::bank::{Deal, State as Stands, first_text};

use super::site::{Answer, Site, Wrong, see, segment};
use super::{deal, frame, show};

pub(super) async fn page(State(site): State<Site>, Path((provider, id)): Path<(String, u64)>) -> Answer {
    let (place, deal) = site.deal(&provider, id)?;
    let merchant = first_text(&deal.request, &["additionalInfo.order.orderTitle", "virtualAccountName", "merchantId"]);
    let back = return_url(&deal);
    let body = html! {
        main.narrow.customer {
            p.quiet { (place.door.provider().title) " · sandbox, no money moves" }
            @if let Some(merchant) = merchant { p { (merchant) } }
            h1 { @if let Some(amount) = &deal.amount { (show::money(amount)) } @else { (deal.endpoint.title) } }
            p.mono.quiet { (deal.partner_reference().unwrap_or_else(|| deal.reference.clone())) }
            @if deal.state == Stands::Waiting {
                form.buttons method="post" action={ "/_sandbox/pay/" (segment(&provider)) "/" (id) } {
                    button.primary name="answer" value="pay" { "Pay" }
                    button name="answer" value="decline" { "Decline" }
                }
                @if let Some(back) = &back { p.small { "Then back to " (back) } }
            } @else {
                p { (show::state(deal.state)) " " (said(deal.state)) }
                @if let Some(back) = &back { p { a href=(back) rel="noreferrer" { "Back to the shop" } } }
            }
        }
    };
    let mut answer = frame::bare("Pay", body);
    frame::may_leave(&mut answer);
    Ok(answer)
}

const fn said(state: Stands) -> &'static str {
    match state {
        Stands::Done => "It was paid.",
        Stands::Pending => "It is under way.",
        Stands::Failed => "It was not paid.",
        Stands::Expired => "It was not paid in time.",
        Stands::Cancelled => "It was taken back.",
        _ => "",
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Decision {
    answer: String,
}

pub(super) async fn answer(
    State(site): State<Site>,
    Path((provider, id)): Path<(String, u64)>,
    Form(form): Form<Decision>,
) -> Answer {
    let (_, deal) = site.deal(&provider, id)?;
    let state = match form.answer.as_str() {
        "pay" => Stands::Done,
        "decline" => Stands::Failed,
        other => return Err(Wrong::input(format!("`{other}` is no answer: write `pay` or `decline`"))),
    };
    // Who comes back to the page has answered already: he sees how it ended.
    if deal.state == Stands::Waiting {
        deal::finish(&site, &provider, id, state)?;
    }
    let mut answer = match return_url(&deal) {
        Some(back) => Redirect::to(&back).into_response(),
        None => see(&format!("/_sandbox/pay/{}/{id}", segment(&provider))),
    };
    frame::may_leave(&mut answer);
    Ok(answer)
}

/// Where the partner wants his customer back: `urlParams[].url` of type PAY_RETURN (ASPI, direct debit and QR). Only what a
/// browser fetches is followed.
fn return_url(deal: &Deal) -> Option<String> {
    let request = &deal.request;
    let params = ["urlParams", "urlParam"].into_iter().find_map(|name| request.get(name))?;
    let one = std::slice::from_ref(params);
    let list = params.as_array().map_or(one, Vec::as_slice);
    let returns = |param: &&Value| param.get("type").and_then(Value::as_str) == Some("PAY_RETURN");
    let url = list.iter().find(returns)?.get("url")?.as_str()?;
    let uri: http::Uri = url.parse().ok()?;
    matches!(uri.scheme_str(), Some("http" | "https")).then(|| url.to_owned())
}
