//! Everything that a page changes is changed by a form, without a script.

use std::time::Duration;

use snap_bi::Provider;
use snap_sandbox::State;
use snap_sandbox::journal::Way;

use crate::place::{self, Browser};

#[tokio::test]
async fn the_pay_button_ends_a_virtual_account_and_the_partner_is_told() {
    let sandbox = place::faspay().await;
    let number = place::virtual_account(&sandbox).await;
    let deal = sandbox.deal(&number).expect("a deal");
    let browser = Browser::at(&sandbox);
    let path = format!("/deals/faspay/{}", deal.id);
    browser.get(&path).await.shows(&["waiting", ">Pay<", &number]);
    let paid = browser.post(&format!("{path}/end"), &[("to", "done")]).await;
    assert_eq!((paid.status, &*paid.path), (200, &*format!("/_sandbox{path}")));
    paid.shows(&["badge good", "done"]);
    assert_eq!(sandbox.deal(&number).expect("a deal").state, State::Done);
    let told = || sandbox.journal().entries().into_iter().find(|entry| entry.way == Way::Out && entry.status.is_some());
    place::until("the partner is told", || told().is_some()).await;
    let told = told().expect("a call");
    assert_eq!(told.status.map(|status| status.as_u16()), Some(200), "{told:?}");
    browser.get("/callbacks").await.shows(&["transfer_va_payment", "done of "]);
    browser.get(&format!("/calls/{}", told.id)).await.shows(&["the provider called", "client.send(endpoint"]);
    let twice = browser.post(&format!("{path}/end"), &[("to", "failed")]).await;
    assert_eq!(twice.status, 409);
    twice.shows(&["it is done already"]);
}

#[tokio::test]
async fn the_partner_is_told_again_in_whatever_manner() {
    let sandbox = place::faspay().await;
    let number = place::virtual_account(&sandbox).await;
    sandbox.pay(&number).expect("it waits");
    let calls =
        || sandbox.journal().entries().iter().filter(|entry| entry.way == Way::Out && entry.status.is_some()).count();
    place::until("told", || calls() == 1).await;
    let browser = Browser::at(&sandbox);
    let tell = format!("/deals/faspay/{}/tell", sandbox.deal(&number).expect("a deal").id);
    browser.post(&tell, &[("manner", "doubled")]).await.shows(&["Attempts"]);
    place::until("told twice more", || calls() == 3).await;
    browser.post(&tell, &[("manner", "forged")]).await;
    place::until("forged", || calls() == 4).await;
    let forged = sandbox.journal().entries().pop().expect("a call");
    assert_eq!(forged.status.map(|status| status.as_u16()), Some(401), "{forged:?}");
    browser.post(&tell, &[("manner", "held")]).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    browser.get("/callbacks").await.shows(&["Release 1 held"]);
    assert_eq!(calls(), 4);
    browser.post("/callbacks/release", &[]).await;
    place::until("released", || calls() == 5).await;
    // A partner's own call, made again: the same bytes.
    let told = sandbox.journal().entries().into_iter().find(|entry| entry.way == Way::Out).expect("a call");
    browser.post(&format!("/calls/{}/replay", told.id), &[("how", "same")]).await.shows(&["once more"]);
    let again = sandbox.journal().entries().pop().expect("a call");
    assert_eq!((&again.body, &again.headers["x-signature"]), (&told.body, &told.headers["x-signature"]));
    assert!(again.status.is_some(), "{again:?}");
    assert_eq!(browser.post(&tell, &[("manner", "loudly")]).await.status, 422);
}

#[tokio::test]
async fn a_bill_of_the_partner_is_paid() {
    let sandbox = place::faspay().await;
    let browser = Browser::at(&sandbox);
    let bill = [("service", "12345"), ("customer", "678901"), ("amount", "25000")];
    let page = browser.post("/bill", &bill).await;
    assert_eq!((page.status, &*page.path), (200, "/_sandbox/callbacks"), "{page:?}");
    page.shows(&["what is due", "a bill is paid"]);
    assert_eq!(browser.post("/bill", &[("service", "1"), ("customer", "2"), ("amount", "ten")]).await.status, 422);
}

#[tokio::test]
async fn where_and_how_the_partner_is_called_is_said_in_forms() {
    let sandbox = place::faspay().await;
    let browser = Browser::at(&sandbox);
    browser.post("/callbacks/address", &[("url", "http://127.0.0.1:9/in/")]).await.shows(&["http://127.0.0.1:9/in\""]);
    assert_eq!(browser.post("/callbacks/address", &[("url", "javascript:alert(1)")]).await.status, 422);
    browser.post("/callbacks/address", &[("url", "")]).await.shows(&["Nobody is told"]);
    let page = browser.post("/callbacks/manner", &[("once", "1"), ("held", "1"), ("late", "7")]).await;
    page.shows(&["name=\"held\" value=\"1\" checked", "value=\"7\"", "One attempt."]);
    let number = place::virtual_account(&sandbox).await;
    let deal = sandbox.deal(&number).expect("a deal").id;
    assert_eq!(browser.post(&format!("/deals/faspay/{deal}/tell"), &[("manner", "once")]).await.status, 409);
}

#[tokio::test]
async fn the_clock_is_moved_set_stopped_and_reset() {
    let sandbox = place::faspay().await;
    let number = place::virtual_account(&sandbox).await;
    let browser = Browser::at(&sandbox);
    let began = sandbox.clock().now();
    browser.post("/clock", &[("do", "advance"), ("by", "2"), ("unit", "days")]).await.shows(&["ahead of the machine"]);
    assert!(sandbox.clock().now() >= began + Duration::from_secs(2 * 86_400));
    browser.post("/clock", &[("do", "stop")]).await.shows(&["stopped", "Let it run"]);
    browser.post("/clock", &[("do", "set"), ("to", "2036-01-02T03:04")]).await.shows(&["2036-01-02 03:04:00"]);
    assert_eq!(sandbox.deal(&number).expect("a deal").state, State::Expired, "what runs out runs out at once");
    browser.post("/clock", &[("do", "reset")]).await.shows(&["the machine&#39;s time", "Stop it"].map(|_| "Stop it"));
    assert!(!sandbox.clock().is_stopped());
    for wrong in [&[("do", "advance"), ("by", "99999999999")][..], &[("do", "set"), ("to", "now")], &[("do", "jump")]] {
        assert_eq!(browser.post("/clock", wrong).await.status, 422, "{wrong:?}");
    }
}

#[tokio::test]
async fn the_next_call_meets_the_fault_that_was_asked_for() {
    let sandbox = place::faspay().await;
    let browser = Browser::at(&sandbox);
    place::balance(&sandbox).await;
    browser.post("/faults", &[("provider", "faspay"), ("fault", "4031814")]).await.shows(&["badge held", "403xx14"]);
    assert!(place::transfer(&sandbox, "INV-2").await.expect_err("refused").contains("4031814"));
    let wrong = browser.post("/faults", &[("provider", "faspay"), ("fault", "dropafter")]).await;
    assert_eq!(wrong.status, 422);
    wrong.shows(&["drop-after"]);
    assert_eq!(browser.post("/faults", &[("provider", "nobody"), ("fault", "html")]).await.status, 404);
}

#[tokio::test]
async fn a_seed_that_is_wrong_is_shown_with_its_place_and_what_was_written() {
    let sandbox = place::faspay().await;
    let browser = Browser::at(&sandbox);
    let wrong = browser.post("/seed", &[("yaml", "accounts:\r\n  - { number: '1', balnce: '5' }\r\n")]).await;
    assert_eq!(wrong.status, 422);
    wrong.shows(&["balnce: '5' }", "line 2", "column"]);
    let sown = browser.post("/seed", &[("yaml", "accounts:\n  - { number: '77', balance: '5' }\n")]).await;
    sown.shows(&["/accounts/faspay/77", "IDR 5.00"]);
    browser.get("/accounts/faspay/77").await.shows(&["None yet"]);
    place::balance(&sandbox).await;
    let reset = browser.post("/reset", &[]).await;
    reset.shows(&["Nobody has called yet"]);
    assert!(sandbox.journal().entries().is_empty() && sandbox.account("77").is_none());
}

#[tokio::test]
async fn pages_stand_at_every_providers_address_and_show_all() {
    let sandbox = snap_sandbox::Sandbox::builder()
        .provider(Provider::Faspay)
        .provider(Provider::Dana)
        .start()
        .await
        .expect("a sandbox");
    for (_, address) in sandbox.addresses() {
        let page = place::read(place::client(true).get(format!("{address}/_sandbox/connect"))).await;
        page.shows(&["snap_bi::faspay", "snap_bi::dana"]);
    }
    let other = place::read(place::client(true).get(format!("{}/_sandboxes", sandbox.url()))).await;
    assert_eq!(other.status, 404, "the bank's");
    assert_eq!(sandbox.journal().entries().len(), 1, "pages are no calls");
}
