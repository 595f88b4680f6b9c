//! The API for scripts.

use serde_json::{Value, json};
use snap_sandbox::{Sandbox, State};

use crate::place;

async fn get(sandbox: &Sandbox, path: &str) -> (u16, Value) {
    let page = place::read(place::client(false).get(format!("{}/_sandbox/api{path}", sandbox.url()))).await;
    (page.status, serde_json::from_str(&page.text).unwrap_or_else(|_| panic!("{path} is no JSON: {}", page.text)))
}

async fn post(sandbox: &Sandbox, path: &str, body: Value) -> (u16, Value) {
    let request = place::client(false).post(format!("{}/_sandbox/api{path}", sandbox.url()));
    let page = place::read(request.body(if body.is_null() { String::new() } else { body.to_string() })).await;
    (page.status, serde_json::from_str(&page.text).unwrap_or_else(|_| panic!("{path} is no JSON: {}", page.text)))
}

#[tokio::test]
async fn a_script_plays_the_customer_and_the_bank() {
    let sandbox = place::faspay().await;
    place::balance(&sandbox).await;
    let number = place::virtual_account(&sandbox).await;
    let (_, deal) = get(&sandbox, &format!("/deals/{number}")).await;
    assert_eq!((&deal["state"], &deal["provider"]), (&json!("waiting"), &json!("faspay")));
    let (status, paid) = post(&sandbox, "/pay", json!({ "name": number })).await;
    assert_eq!((status, &paid["state"]), (200, &json!("done")));
    assert_eq!(sandbox.deal(&number).expect("a deal").state, State::Done);
    let (_, accounts) = get(&sandbox, "/accounts").await;
    let booked =
        accounts.as_array().expect("a list").iter().any(|account| account["bookings"][0]["deal"] == paid["id"]);
    assert!(booked, "{accounts}");
    assert_eq!(get(&sandbox, "/deals").await.1.as_array().map(Vec::len), Some(1));
    assert_eq!(post(&sandbox, "/tell", json!({ "name": number, "manner": "once" })).await.0, 200);

    let before = sandbox.clock().now();
    let (_, clock) = post(&sandbox, "/clock", json!({ "do": "advance", "by": "1d" })).await;
    assert_eq!(clock["stopped"], false);
    assert!(sandbox.clock().now().duration_since(before).expect("later").as_secs() >= 86_400);

    let (_, coming) = post(&sandbox, "/faults", json!({ "fault": "drop-after" })).await;
    assert_eq!(coming, json!({ "faspay": ["drop-after"] }));

    let (_, calls) = get(&sandbox, "/journal?service=balance_inquiry").await;
    let id = calls[0]["id"].as_u64().expect("a number");
    let (_, call) = get(&sandbox, &format!("/journal/{id}")).await;
    assert_eq!(call["request"], json!({ "accountNo": "1234567890" }));
    assert_eq!(call["responseCode"], "2001100");

    let seed = json!({ "seed": "accounts:\n  - { number: '1', balance: '5' }\n" });
    assert_eq!(post(&sandbox, "/reset", seed).await.0, 200);
    assert_eq!(get(&sandbox, "/journal").await.1, json!([]));
    assert_eq!(get(&sandbox, "/accounts").await.1[0]["balance"]["value"], "5.00");
    assert_eq!(post(&sandbox, "/reset", Value::Null).await.0, 200);
    assert_eq!(get(&sandbox, "/accounts").await.1, json!([]));
}

#[tokio::test]
async fn what_cannot_be_done_is_said_in_json() {
    let sandbox = place::faspay().await;
    for (path, body, status) in [
        ("/pay", json!({ "name": "nobody" }), 404),
        ("/pay", json!({ "nmae": "x" }), 422),
        ("/pay", json!([]), 422),
        ("/tell", json!({ "name": "nobody" }), 404),
        ("/clock", json!({ "do": "advance", "by": "-5" }), 422),
        ("/faults", json!({ "fault": "nonsense" }), 422),
        ("/callbacks", json!({ "url": "file:///etc" }), 422),
        ("/reset", json!({ "seed": "nonsense: [" }), 422),
    ] {
        let (answered, told) = post(&sandbox, path, body.clone()).await;
        assert_eq!(answered, status, "{path} {body}");
        assert!(told["error"].is_string(), "{path} {body}: {told}");
    }
    assert_eq!(get(&sandbox, "/journal/77").await.0, 404);
    assert_eq!(get(&sandbox, "/deals/nobody").await.0, 404);
}
