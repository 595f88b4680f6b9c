//! What pages show of calls.

use snap_bi::faspay::disbursement::BALANCE_INQUIRY;
use snap_bi::faspay::virtual_account::TRANSFER_VA_STATUS;

use crate::place::{self, Browser, example};

#[tokio::test]
async fn every_page_shows_what_was_called() {
    let sandbox = place::faspay().await;
    let browser = Browser::at(&sandbox);
    browser.get("").await.shows(&["Nobody has called yet", sandbox.url()]);
    place::balance(&sandbox).await;
    let number = place::virtual_account(&sandbox).await;
    place::transfer(&sandbox, "INV-1").await.expect("a transfer");
    for (path, texts) in [
        ("", &["balance_inquiry", "transfer_interbank", "2001100", "/account/v1.0/balance-inquiry"][..]),
        ("/", &["balance_inquiry"]),
        ("/state", &[&*number, "INV-1", "waiting", "1234567890", "Pay the bill"]),
        ("/callbacks", &["Where the partner listens", "http://127.0.0.1:"]),
        ("/faults", &["drop-after", "9000002", "x-sandbox-fault", "None is to come"]),
        ("/clock", &["+07:00", "30 minutes"]),
        ("/connect", &["82150", "sandbox-client", "88001", "provider.pub.pem", "[masked]"]),
        ("/api", &["/deals/{name}", "advance"]),
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        page.shows(texts);
        page.shows(&["<!DOCTYPE html>", "aria-current=\"page\""]);
    }
    assert_eq!(browser.get("/nowhere").await.status, 404);
    assert_eq!(browser.get("/calls/999").await.status, 404);
    assert_eq!(browser.get("/calls/x").await.status, 400);
    assert!(browser.get("/style.css").await.headers["content-type"].to_str().expect("text").starts_with("text/css"));
    assert!(browser.get("/keys/provider.pub.pem").await.text.starts_with("-----BEGIN PUBLIC KEY-----"));
    assert!(browser.get("/connect?show=secrets").await.text.contains(snap_sandbox::CLIENT_SECRET));
}

#[tokio::test]
async fn a_call_shows_its_parts_with_secrets_masked() {
    let sandbox = place::faspay().await;
    place::balance(&sandbox).await;
    let entry = sandbox
        .journal()
        .entries()
        .into_iter()
        .rev()
        .find(|entry| entry.endpoint.is_some_and(|own| own.service == BALANCE_INQUIRY.service));
    let entry = entry.expect("a call");
    let signature = entry.headers["x-signature"].to_str().expect("text");
    let browser = Browser::at(&sandbox);
    let page = browser.get(&format!("/calls/{}", entry.id)).await;
    page.shows(&[
        "String to sign",
        "POST:/account/v1.0/balance-inquiry:",
        "<strong>signature</strong> <span class=\"quiet\">passed</span>",
        "<strong>bank</strong> <span class=\"quiet\">passed</span>",
        "curl -X POST",
        "faspay::Client::new(client).balance_inquiry(&amp;request)",
        "  &quot;accountNo&quot;: &quot;1234567890&quot;",
        "The same call",
    ]);
    assert!(!page.text.contains(signature), "masked");
    browser.get(&format!("/calls/{}?show=secrets", entry.id)).await.shows(&[signature]);
}

/// What the page offers to copy is this, with these names.
#[tokio::test]
async fn the_code_that_is_offered_compiles_and_calls() {
    use snap_bi::{Client, Model, faspay};
    let sandbox = place::faspay().await;
    let client: Client = sandbox.client(&BALANCE_INQUIRY).expect("a client");
    let request = Model::from_json(br#"{"accountNo":"1234567890"}"#).expect("a request");
    faspay::Client::new(client).balance_inquiry(&request).await.expect("a reply");
    let mut all = faspay::ENDPOINTS.iter().copied();
    let endpoint = all.find(|endpoint| endpoint.service == "balance_inquiry").expect("a service");
    sandbox
        .client(endpoint)
        .expect("a client")
        .send(endpoint, br#"{"accountNo":"1234567890"}"#)
        .await
        .expect("a reply");
}

#[tokio::test]
async fn a_refused_call_shows_where_it_was_stopped() {
    let sandbox = place::faspay().await;
    place::balance(&sandbox).await;
    let good = sandbox.journal().entries().pop().expect("a call");
    let client = place::client(false);
    let request = client.post(format!("{}{}", sandbox.url(), good.uri)).headers(place::headers_of(&good));
    let answer = place::read(request.header("x-signature", "AAAA").body(r#"{"accountNo": "1"}"#)).await;
    assert!(answer.status >= 400, "{answer:?}");
    let browser = Browser::at(&sandbox);
    let last = sandbox.journal().last();
    browser.get(&format!("/calls/{last}")).await.shows(&["class=\"bad\"", "not reached"]);
    let failed = browser.get("?failed=1").await;
    failed.shows(&[&format!("/calls/{last}\"")]);
    assert!(!failed.text.contains(&format!("/calls/{}\"", good.id)), "good calls are filtered");
    let other = browser.get("?service=transfer_interbank&way=in&provider=faspay").await;
    other.shows(&["0 of "]);
    // Nobody has this path.
    place::read(client.post(format!("{}/no/such/path", sandbox.url()))).await;
    browser.get(&format!("/calls/{}", last + 1)).await.shows(&["<strong>path</strong> refused"]);
}

#[tokio::test]
async fn a_call_is_made_again_as_it_was_and_anew() {
    let sandbox = place::faspay().await;
    place::balance(&sandbox).await;
    place::virtual_account(&sandbox).await;
    let status = example(&TRANSFER_VA_STATUS);
    let _ = place::send(&sandbox, &TRANSFER_VA_STATUS, &status).await;
    let browser = Browser::at(&sandbox);
    let calls = sandbox.journal().entries();
    for entry in calls.iter().filter(|entry| entry.endpoint.is_some_and(|endpoint| endpoint.code != "73")) {
        let path = format!("/calls/{}/replay", entry.id);
        let same = browser.post(&path, &[("how", "same")]).await;
        assert!(same.path.starts_with("/_sandbox/calls/"), "{same:?}");
        let again = sandbox.journal().entries().pop().expect("a call");
        assert_eq!((&again.body, &again.uri), (&entry.body, &entry.uri));
        assert_eq!(again.headers["x-external-id"], entry.headers["x-external-id"]);
        let anew = browser.post(&path, &[("how", "new")]).await;
        assert!(anew.path.starts_with("/_sandbox/calls/"), "{anew:?}");
        let anew = sandbox.journal().entries().pop().expect("a call");
        assert_eq!(anew.uri, entry.uri, "members of path and query travel there again");
        assert_ne!(anew.headers["x-external-id"], entry.headers["x-external-id"]);
        assert!(!matches!(anew.refusal.as_deref(), Some("signature_wrong")), "{anew:?}");
    }
    assert_eq!(browser.post("/calls/1/replay", &[("how", "?")]).await.status, 422);
}
