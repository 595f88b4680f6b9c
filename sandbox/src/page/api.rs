//! The sandbox for scripts in whatever language: the same state, as JSON.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::bank::{Account, Deal, State as Stands};
use crate::clock::text;
use crate::journal::{Entry, Way};
use crate::seed::Seed;

use super::clock::Change;
use super::faults::Next;
use super::journal::Filter;
use super::site::{Site, Wrong};
use super::{callbacks, clock, connect, deal, faults, mask, show};

pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/journal", get(calls))
        .route("/journal/{id}", get(one_call))
        .route("/accounts", get(accounts))
        .route("/deals", get(deals))
        .route("/deals/{name}", get(one_deal))
        .route("/pay", post(pay))
        .route("/fail", post(fail))
        .route("/tell", post(tell))
        .route("/clock", get(time).post(move_clock))
        .route("/faults", get(coming).post(next_fault))
        .route("/callbacks", post(listens))
        .route("/release", post(release))
        .route("/reset", post(reset))
}

/// What a script is told of what cannot be done: the same, as JSON.
#[derive(Debug)]
struct Not(Wrong);

type Told = Result<Json<Value>, Not>;

impl From<Wrong> for Not {
    fn from(wrong: Wrong) -> Self {
        Self(wrong)
    }
}

impl IntoResponse for Not {
    fn into_response(self) -> Response {
        (self.0.status, Json(json!({ "error": self.0.message }))).into_response()
    }
}

/// What a script sent; an empty body says nothing. Whatever its content type: scripts forget it, and no browser comes this far.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Not> {
    let body: &[u8] = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| Wrong::input(format!("the body cannot be read: {error}")).into())
}

async fn calls(State(site): State<Site>, Query(filter): Query<Filter>) -> Told {
    let entries = site.shared().journal.entries();
    Ok(Json(entries.iter().filter(|entry| filter.takes(entry)).map(call).collect()))
}

async fn one_call(State(site): State<Site>, Path(id): Path<u64>) -> Told {
    let entry = super::call::entry(&site, id)?;
    let message = |bytes: &[u8]| {
        let text = mask::body(bytes, false);
        serde_json::from_str(&text).unwrap_or_else(|_| Value::from(text.into_owned()))
    };
    let headers = |headers: &http::HeaderMap| -> Value {
        let pair = |(name, value)| json!([http::HeaderName::as_str(name), mask::header(name, value, false)]);
        headers.iter().map(pair).collect()
    };
    let mut told = call(&entry);
    if let Some(members) = told.as_object_mut() {
        members.insert("headers".to_owned(), headers(&entry.headers));
        members.insert("request".to_owned(), message(&entry.body));
        members.insert("answerHeaders".to_owned(), headers(&entry.answer_headers));
        members.insert("answer".to_owned(), message(&entry.answer));
        members.insert("stringToSign".to_owned(), entry.string_to_sign.clone().into());
        members.insert("finding".to_owned(), entry.finding.clone().into());
    }
    Ok(Json(told))
}

fn call(entry: &Entry) -> Value {
    json!({
        "id": entry.id,
        "provider": entry.provider,
        "way": if entry.way == Way::In { "in" } else { "out" },
        "at": text(entry.at),
        "service": entry.endpoint.map(|endpoint| endpoint.service),
        "method": entry.method.as_str(),
        "uri": mask::uri(&entry.uri, false),
        "status": entry.status.map(|status| status.as_u16()),
        "responseCode": show::code(entry),
        "failed": show::is_failed(entry),
        "refusal": entry.refusal,
        "violations": entry.violations,
        "repeated": entry.repeated,
        "fault": entry.fault,
        "note": entry.note,
        "millis": u64::try_from(entry.elapsed.as_millis()).unwrap_or(u64::MAX),
    })
}

async fn accounts(State(site): State<Site>) -> Told {
    let mut all = Vec::new();
    for place in site.places() {
        all.extend(place.door.bank.world().accounts.values().map(|own| account(place.door.provider().name, own)));
    }
    Ok(Json(all.into()))
}

fn account(provider: &str, account: &Account) -> Value {
    let booking = |entry: &crate::bank::Entry| {
        json!({
            "at": text(entry.at), "amount": entry.amount.json(), "balance": entry.balance.json(),
            "remark": entry.remark, "deal": entry.deal,
        })
    };
    json!({
        "provider": provider,
        "number": account.number,
        "name": account.name,
        "balance": account.balance.json(),
        "held": account.held.json(),
        "standing": format!("{:?}", account.standing).to_lowercase(),
        "bookings": account.entries.iter().map(booking).collect::<Value>(),
    })
}

async fn deals(State(site): State<Site>) -> Told {
    let mut all = Vec::new();
    for place in site.places() {
        all.extend(place.door.bank.world().deals.iter().map(told));
    }
    Ok(Json(all.into()))
}

async fn one_deal(State(site): State<Site>, Path(name): Path<String>) -> Told {
    Ok(Json(told(&named(&site, &name)?)))
}

fn told(deal: &Deal) -> Value {
    json!({
        "id": deal.id,
        "provider": deal.endpoint.provider,
        "service": deal.endpoint.service,
        "at": text(deal.at),
        "ended": deal.ended.map(text),
        "state": deal.state.as_str(),
        "amount": deal.amount.as_ref().map(crate::bank::Money::json),
        "partnerReference": deal.partner_reference(),
        "reference": deal.reference,
        "externalId": deal.external_id,
        "virtualAccount": deal.virtual_account(),
        "page": format!("/_sandbox/pay/{}/{}", deal.endpoint.provider, deal.id),
    })
}

/// A deal by whatever it is called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
    #[serde(default)]
    manner: String,
}

fn named(site: &Site, name: &str) -> Result<Deal, Wrong> {
    let found = site.places().iter().find_map(|place| place.door.bank.world().named(name).cloned());
    found.ok_or_else(|| crate::notify::NotifyError::Unknown(name.to_owned()).into())
}

async fn pay(State(site): State<Site>, body: Bytes) -> Told {
    end(&site, &read::<Named>(&body)?, Stands::Done)
}

async fn fail(State(site): State<Site>, body: Bytes) -> Told {
    end(&site, &read::<Named>(&body)?, Stands::Failed)
}

fn end(site: &Site, wanted: &Named, state: Stands) -> Told {
    let deal = named(site, &wanted.name)?;
    deal::finish(site, deal.endpoint.provider, deal.id, state)?;
    let (_, deal) = site.deal(deal.endpoint.provider, deal.id)?;
    Ok(Json(told(&deal)))
}

async fn tell(State(site): State<Site>, body: Bytes) -> Told {
    let wanted: Named = read(&body)?;
    let deal = named(&site, &wanted.name)?;
    deal::again(&site, deal.endpoint.provider, deal.id, &wanted.manner)?;
    Ok(Json(told(&deal)))
}

async fn time(State(site): State<Site>) -> Told {
    let clock = &site.shared().clock;
    Ok(Json(json!({ "now": clock.text(), "stopped": clock.is_stopped() })))
}

async fn move_clock(State(site): State<Site>, body: Bytes) -> Told {
    clock::apply(&site, &read::<Change>(&body)?)?;
    time(State(site)).await
}

async fn coming(State(site): State<Site>) -> Told {
    let of = |place: &crate::shared::Place| {
        let faults: Vec<_> = place.door.faults_to_come().iter().map(ToString::to_string).collect();
        (place.door.provider().name.to_owned(), faults.into())
    };
    Ok(Json(Value::Object(site.places().iter().map(of).collect())))
}

async fn next_fault(State(site): State<Site>, body: Bytes) -> Told {
    faults::apply(&site, &read::<Next>(&body)?)?;
    coming(State(site)).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listens {
    url: String,
}

async fn listens(State(site): State<Site>, body: Bytes) -> Told {
    let listens: Listens = read(&body)?;
    callbacks::listen(&site, &listens.url)?;
    let address = site.places().first().and_then(|place| place.notifier.address());
    Ok(Json(json!({ "url": address })))
}

async fn release(State(site): State<Site>) -> Told {
    Ok(Json(json!({ "released": callbacks::let_go(&site) })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    /// YAML; the seed that the sandbox began with where it is not there.
    #[serde(default)]
    seed: Option<String>,
}

async fn reset(State(site): State<Site>, body: Bytes) -> Told {
    let seed = read::<Reset>(&body)?.seed;
    let seed = seed.map(|yaml| Seed::from_yaml(&yaml)).transpose();
    let seed = seed.map_err(|error| Wrong::input(error.to_string()))?;
    site.shared().reset();
    if let Some(seed) = seed {
        connect::sow(&site, &seed);
    }
    Ok(Json(json!({})))
}
