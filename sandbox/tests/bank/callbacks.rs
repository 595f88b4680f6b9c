//! The provider calls its partner: tried again, doubled, forged, out of order.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;
use snap_bi::faspay::virtual_account::TRANSFER_VA_CREATE_VA;
use snap_bi::{Direction, Provider};
use snap_sandbox::journal::Way;
use snap_sandbox::{Manner, Sandbox, VaNumber};

use crate::place::{self, example, run};

async fn create(sandbox: &Sandbox, reference: &str) {
    let mut ask = example(&TRANSFER_VA_CREATE_VA);
    ask["trxId"] = reference.into();
    run(sandbox, &TRANSFER_VA_CREATE_VA, &ask).await.expect("an account");
}

fn calls(sandbox: &Sandbox) -> Vec<(Option<u16>, String)> {
    let out = sandbox.journal().entries().into_iter().filter(|entry| entry.way == Way::Out);
    let of = |body: &[u8]| {
        serde_json::from_slice::<serde_json::Value>(body).map(|v| v["trxId"].as_str().unwrap_or("").to_owned())
    };
    out.map(|entry| (entry.status.map(|status| status.as_u16()), of(&entry.body).unwrap_or_default())).collect()
}

async fn wait(sandbox: &Sandbox, count: usize) -> Vec<(Option<u16>, String)> {
    for _ in 0..200 {
        let calls = calls(sandbox);
        if calls.len() >= count && calls.iter().all(|call| call.0.is_some()) {
            return calls;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{:?}", calls(sandbox));
}

#[tokio::test]
async fn a_partner_that_fails_is_called_again_until_it_has_it() {
    let sandbox = Sandbox::start(Provider::Faspay).await.expect("a sandbox");
    let refused = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&refused);
    let router = axum::Router::new().fallback(move || {
        let count = counted.fetch_add(1, Ordering::SeqCst);
        async move {
            let code = if count < 2 { "5002500" } else { "2002500" };
            let status = if count < 2 { http::StatusCode::INTERNAL_SERVER_ERROR } else { http::StatusCode::OK };
            (status, axum::Json(json!({ "responseCode": code, "responseMessage": "x" })))
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    sandbox.partner_url(format!("http://{}", listener.local_addr().expect("an address")));
    tokio::spawn(async move { axum::serve(listener, router).await });
    sandbox.callbacks(&Manner::default().pauses([Duration::from_millis(20); 3]));
    create(&sandbox, "again-1").await;
    sandbox.pay("again-1").expect("it waits");
    let calls = wait(&sandbox, 3).await;
    let statuses: Vec<_> = calls.iter().map(|call| call.0).collect();
    assert_eq!(statuses, [Some(500), Some(500), Some(200)]);
}

#[tokio::test]
async fn calls_come_twice_forged_and_in_another_order_on_demand() {
    let sandbox = place::sandbox(Provider::Faspay).await;
    sandbox.callbacks(&Manner::default().once().doubled());
    create(&sandbox, "twice-1").await;
    sandbox.pay("twice-1").expect("it waits");
    let calls = wait(&sandbox, 2).await;
    assert_eq!(calls, [(Some(200), "twice-1".to_owned()), (Some(200), "twice-1".to_owned())]);

    sandbox.journal().clear();
    sandbox.callbacks(&Manner::default().once().forged());
    create(&sandbox, "forged-1").await;
    sandbox.pay("forged-1").expect("it waits");
    assert_eq!(wait(&sandbox, 1).await, [(Some(401), "forged-1".to_owned())]);

    sandbox.journal().clear();
    sandbox.callbacks(&Manner::default().once().held());
    for reference in ["first-1", "second-1"] {
        create(&sandbox, reference).await;
        sandbox.pay(reference).expect("it waits");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(calls_of(&sandbox).is_empty());
    assert_eq!(sandbox.release().await, 2);
    assert_eq!(calls_of(&sandbox), ["second-1", "first-1"]);
}

fn calls_of(sandbox: &Sandbox) -> Vec<String> {
    calls(sandbox).into_iter().map(|call| call.1).collect()
}

/// Whatever a provider calls about something that ended is signed as the partner's server wants it, and obeys its table.
#[tokio::test]
async fn every_payment_that_a_provider_tells_of_is_taken_by_the_generated_server() {
    let mut told = BTreeSet::new();
    for provider in Provider::ALL {
        let entry = provider.entry();
        let sandbox = place::sandbox(*provider).await;
        sandbox.callbacks(&Manner::default().once());
        let outbound = entry.endpoints.iter().copied().filter(|endpoint| endpoint.direction == Direction::Outbound);
        for endpoint in outbound.filter(|endpoint| endpoint.redirect.is_none() && !matches!(endpoint.code, "73" | "74"))
        {
            let before = sandbox.deals().len();
            let _ = run(&sandbox, endpoint, &example(endpoint)).await;
            let Some(deal) = sandbox.deals().get(before).cloned() else { continue };
            let _ = sandbox.pay(&deal.reference);
        }
        let bill = entry.endpoints.iter().any(|endpoint| endpoint.service == "transfer_va_inquiry");
        if bill {
            let number = VaNumber::new("12345", "123456789012345678");
            sandbox.pay_bill(&number, None).await.unwrap_or_else(|error| panic!("{}: {error}", entry.name));
        }
        tokio::time::sleep(Duration::from_millis(1500)).await;
        for call in sandbox.journal().entries().into_iter().filter(|call| call.way == Way::Out) {
            let service = call.endpoint.map_or("", |endpoint| endpoint.service);
            let status = call.status.map(|status| status.as_u16());
            let answer = String::from_utf8_lossy(&call.answer).into_owned();
            let sent = String::from_utf8_lossy(&call.body).into_owned();
            assert!(status.is_some_and(|status| status < 300), "{} {service}: {answer} for {sent}", entry.name);
            told.insert((entry.name, service));
        }
    }
    assert!(told.len() > 12, "{told:?}");
}
