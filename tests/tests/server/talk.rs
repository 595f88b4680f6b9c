//! Every service of every trait, in both signatures where it has both.

use std::collections::BTreeSet;

use snap_bi::server::Scheme;
use snap_bi::{CallOptions, Client, Direction, Endpoint, SnapError};
use snap_codegen::ir::field::relations;
use snap_codegen::ir::relation::RelationKind;
use snap_codegen::json::{self, Node};
use snap_stress::redis::{Keeps, Redis};
use snap_tests::call::Called;
use snap_tests::serve::{Recorder, Setup};
use snap_tests::serves::SERVED;
use snap_tests::{differences, spec};

use crate::place::{call, client, customer_token, exchange, recorder, renumbered, serve, setup, setup_with};

#[test]
fn every_service_that_is_called_has_a_server() {
    let called = |service: &snap_codegen::ir::Service| service.redirect.is_none();
    let services: BTreeSet<_> = spec()
        .catalogue
        .services()
        .filter(|(.., service)| called(service))
        .map(|(provider, _, service)| (&*provider.name, &*service.name))
        .collect();
    let served: BTreeSet<_> = SERVED
        .iter()
        .flat_map(|served| served.endpoints)
        .map(|endpoint| (endpoint.provider, endpoint.service))
        .collect();
    assert_eq!(services, served);
}

#[tokio::test]
async fn a_client_and_a_server_of_the_same_trait_understand_each_other() {
    let talked = talk_all(&setup()).await;
    assert!(talked > 250, "only {talked} calls");
}

#[tokio::test]
async fn they_do_with_a_store_in_redis_too() {
    let Some(redis) = Redis::start(Keeps::Nothing).await else { return };
    let talked = talk_all(&setup_with(redis.store().await)).await;
    assert!(talked > 250, "only {talked} calls");
}

/// The external ID, where a member of the request repeats it.
fn external_id<'r>(endpoint: &Endpoint, request: &'r Node) -> Option<&'r str> {
    relations(&exchange(endpoint).service.request.rules).find_map(|relation| match &relation.kind {
        RelationKind::SameAsHeader(member, header, None) if header == "X-EXTERNAL-ID" => {
            request.get(member.beside()?)?.as_text()
        }
        _ => None,
    })
}

/// Calls every service, and gives how many talked; what went wrong is all told at once.
pub async fn talk_all(setup: &Setup) -> usize {
    let (mut talked, mut wrong) = (0, Vec::new());
    for served in SERVED {
        let recorder = recorder();
        let url = serve(served, &recorder, setup).await;
        let customer = customer_token(&*setup.store).await;
        for endpoint in served.endpoints.iter().filter(|endpoint| !matches!(endpoint.code, "73" | "74")) {
            let modes: &[bool] = match Scheme::of(endpoint).or(setup.unsaid) {
                Scheme::Symmetric => &[true],
                Scheme::Either => &[true, false],
                _ => &[false],
            };
            for &symmetric in modes {
                let request = exchange(endpoint).request();
                let mut client = client(served, endpoint, &url, symmetric, &customer);
                // A client's own numbers are those of a partner; what a provider calls may want others.
                let own = format!("7{talked:08}");
                let numbered = renumbered(endpoint, &request.to_text(), &own);
                let request = json::parse(&numbered).expect("JSON");
                let digits = endpoint.direction == Direction::Inbound;
                if let Some(id) = external_id(endpoint, &request).or(digits.then_some(&*own)) {
                    client = client.with(CallOptions::new().external_id(id));
                }
                match talk(endpoint, &recorder, client, &request).await {
                    Ok(()) => talked += 1,
                    Err(what) => {
                        wrong
                            .push(format!("{} {} symmetric: {symmetric}: {what}", endpoint.provider, endpoint.service));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{talked} talked, and\n{}", wrong.join("\n"));
    talked
}

async fn talk(endpoint: &Endpoint, recorder: &Recorder, client: Client, request: &Node) -> Result<(), String> {
    let before = recorder.handled().len();
    let call = call(endpoint).ok_or("no call")?;
    let result = (call.run)(client, request.to_text().as_bytes()).map_err(|error| error.to_string())?.await;
    let handled = recorder.handled();
    let [handled] = &handled[before..] else { return Err(format!("{result:?}")) };
    let arrived = json::parse(&String::from_utf8_lossy(&handled.request)).expect("JSON");
    let mut lost = Vec::new();
    differences(request, &arrived, "", &mut lost);
    if !lost.is_empty() || handled.endpoint.path != endpoint.path || handled.caller.as_deref() != Some("caller") {
        return Err(format!("{handled:?} lost {lost:?}"));
    }
    // Two services may share a path: what both could mean is taken for the first.
    if handled.endpoint.service == endpoint.service { answered(endpoint, result) } else { Ok(()) }
}

/// What the page shows came back, with the status of its code.
fn answered(endpoint: &Endpoint, result: Result<Called, SnapError>) -> Result<(), String> {
    let (_, documented) = exchange(endpoint).response();
    let raw = match result {
        Ok(called) => called.raw,
        Err(SnapError::Pending(verdict)) => verdict.raw().to_vec(),
        Err(error) => return Err(error.to_string()),
    };
    let (documented, raw) = (json::parse(&documented), json::parse(&String::from_utf8_lossy(&raw)));
    let (Ok(documented), Ok(raw)) = (documented, raw) else { return Ok(()) };
    let mut lost = Vec::new();
    differences(&documented, &raw, "", &mut lost);
    lost.retain(|path| !matches!(&**path, ".responseCode" | ".responseMessage"));
    if lost.is_empty() { Ok(()) } else { Err(format!("{lost:?}")) }
}
