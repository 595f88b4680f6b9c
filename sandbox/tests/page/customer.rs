//! The page that a customer is sent to.

use serde_json::json;
use snap_bi::aspi::direct_debit::DEBIT_PAYMENT_HOST_TO_HOST as PAYMENT;
use snap_bi::{CallOptions, Provider};
use snap_sandbox::{Sandbox, State};

use crate::place::{self, Browser, example};

async fn payment(sandbox: &Sandbox, reference: &str, back: Option<&str>) -> snap_sandbox::Deal {
    let mut request = example(&PAYMENT);
    request["partnerReferenceNo"] = reference.into();
    match back {
        Some(url) => {
            let notify = json!({ "url": "https://shop.example/notify", "type": "NOTIFICATION", "isDeeplink": "N" });
            request["urlParams"] = json!([notify, { "url": url, "type": "PAY_RETURN", "isDeeplink": "N" }]);
        }
        None => drop(request.as_object_mut().expect("an object").remove("urlParams")),
    }
    request["otp"] = "123456".into();
    let token = sandbox.customer_token(Provider::Aspi).await.expect("a token");
    let client = sandbox.client(&PAYMENT).expect("a client").with(CallOptions::new().customer_token(token));
    let _ = client.send(&PAYMENT, request.to_string().as_bytes()).await;
    let deal = sandbox.deal(reference);
    deal.unwrap_or_else(|| panic!("{:#?}", sandbox.journal().entries().pop()))
}

#[tokio::test]
async fn who_pays_goes_back_to_the_shop() {
    let sandbox = place::sandbox(Provider::Aspi).await;
    let browser = Browser::at(&sandbox);
    for (answer, state) in [("pay", State::Done), ("decline", State::Failed)] {
        let deal = payment(&sandbox, &format!("PAY-{answer}"), Some("https://shop.example/done?order=7")).await;
        let page = deal.answer["webRedirectUrl"].as_str().expect("a page").to_owned();
        let shown = place::read(place::client(true).get(&page)).await;
        shown.shows(&["Decline", "https://shop.example/done?order=7"]);
        let policy = shown.headers["content-security-policy"].to_str().expect("text");
        assert!(!policy.contains("form-action"), "a browser holds the way back to it: {policy}");
        let sent = place::read(place::form(place::client(false).post(&page), &[("answer", answer)])).await;
        assert_eq!(sent.status, 303);
        assert_eq!(sent.headers["location"], "https://shop.example/done?order=7");
        assert_eq!(sandbox.deal(&deal.reference).expect("a deal").state, state);
        // Who comes back sees how it ended, and changes nothing.
        let again = place::read(place::form(place::client(false).post(&page), &[("answer", "pay")])).await;
        assert_eq!(again.status, 303);
        assert_eq!(sandbox.deal(&deal.reference).expect("a deal").state, state);
        assert!(!place::read(place::client(true).get(&page)).await.text.contains("Decline"));
    }
    assert_eq!(browser.get("/pay/aspi/999").await.status, 404);
    assert_eq!(browser.get("/pay/nobody/1").await.status, 404);
}

#[tokio::test]
async fn where_there_is_no_way_back_the_result_is_shown() {
    let sandbox = place::sandbox(Provider::Aspi).await;
    let browser = Browser::at(&sandbox);
    for (reference, back) in [("PAY-3", None), ("PAY-4", Some("javascript:alert(1)"))] {
        let deal = payment(&sandbox, reference, back).await;
        let path = format!("/pay/aspi/{}", deal.id);
        assert!(!browser.get(&path).await.text.contains("javascript:"));
        let page = browser.post(&path, &[("answer", "pay")]).await;
        assert_eq!((page.status, page.path.as_str()), (200, format!("/_sandbox{path}").as_str()));
        page.shows(&["It was paid."]);
    }
}
