//! A life of each family: what is asked later agrees with what happened before.

use std::time::Duration;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use snap_bi::{Endpoint, Provider, SnapError, aspi, faspay, midtrans};
use snap_sandbox::{End, Sandbox, Seed, State};

use crate::place::{self, example, run};

/// The answer of a call that succeeds.
async fn done(sandbox: &Sandbox, endpoint: &'static Endpoint, request: &Value) -> Value {
    match run(sandbox, endpoint, request).await {
        Ok(called) => serde_json::from_slice(&called.raw).expect("JSON"),
        Err(SnapError::Pending(verdict)) => serde_json::from_slice(verdict.raw()).expect("JSON"),
        Err(error) => panic!("{}: {error}", endpoint.service),
    }
}

/// The code of a call that is refused.
async fn refused(sandbox: &Sandbox, endpoint: &'static Endpoint, request: &Value) -> String {
    match run(sandbox, endpoint, request).await {
        Err(SnapError::Rejected(rejection)) => rejection.code().to_string(),
        Err(error) => error.to_string(),
        Ok(called) => panic!("{} was done: {}", endpoint.service, String::from_utf8_lossy(&called.raw)),
    }
}

fn with(mut message: Value, members: Value) -> Value {
    let members = members.as_object().expect("an object").clone();
    message.as_object_mut().expect("an object").extend(members);
    message
}

fn idr(value: &str) -> Value {
    json!({ "value": value, "currency": "IDR" })
}

fn balance(sandbox: &Sandbox, account: &str) -> Decimal {
    sandbox.account(account).expect("an account").balance.value
}

/// Waits for what happens beside the call.
async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..100 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{what} did not happen");
}

#[tokio::test]
async fn a_virtual_account_is_made_paid_told_of_and_runs_out() {
    use faspay::virtual_account::{TRANSFER_VA_CREATE_VA, TRANSFER_VA_DELETE_VA, TRANSFER_VA_STATUS};
    let sandbox = place::sandbox(Provider::Faspay).await;
    let ask =
        |trx: &str| with(example(&TRANSFER_VA_CREATE_VA), json!({ "trxId": trx, "totalAmount": idr("150000.00") }));
    let made = done(&sandbox, &TRANSFER_VA_CREATE_VA, &ask("order-1")).await;
    let data = &made["virtualAccountData"];
    assert_eq!((&data["trxId"], &data["totalAmount"]), (&json!("order-1"), &idr("150000.00")));
    let other = done(&sandbox, &TRANSFER_VA_CREATE_VA, &ask("order-2")).await;
    assert_ne!(data["virtualAccountNo"], other["virtualAccountData"]["virtualAccountNo"]);

    let status = |data: &Value| {
        with(
            example(&TRANSFER_VA_STATUS),
            json!({
                "partnerServiceId": data["partnerServiceId"],
                "customerNo": data["customerNo"],
                "virtualAccountNo": data["virtualAccountNo"],
                "inquiryRequestId": Value::Null,
                "additionalInfo": { "channelCode": "6011", "trxId": data["trxId"] },
            }),
        )
    };
    let mut asked = status(data);
    asked.as_object_mut().expect("an object").remove("inquiryRequestId");
    let waiting = done(&sandbox, &TRANSFER_VA_STATUS, &asked).await;
    assert_ne!(waiting["virtualAccountData"]["paymentFlagStatus"], "00", "{waiting}");

    sandbox.pay("order-1").expect("it waits");
    let told =
        || sandbox.journal().entries().iter().any(|e| e.note.is_some() && e.status.is_some_and(|s| s.is_success()));
    until("a notification", told).await;
    let entries = sandbox.journal().entries();
    let notified = entries.iter().find(|entry| entry.note.is_some()).expect("a notification");
    let sent: Value = serde_json::from_slice(&notified.body).expect("JSON");
    assert_eq!((&sent["trxId"], &sent["paidAmount"]), (&json!("order-1"), &idr("150000.00")), "{sent}");
    let paid = done(&sandbox, &TRANSFER_VA_STATUS, &asked).await;
    assert_eq!(paid["virtualAccountData"]["paymentFlagStatus"], "00", "{paid}");
    assert_eq!(paid["virtualAccountData"]["paidAmount"], idr("150000.00"));
    assert!(sandbox.pay("order-1").is_err(), "nobody pays twice");

    // The other one is taken away, and a third runs out.
    let data = &other["virtualAccountData"];
    let parts = ["partnerServiceId", "customerNo", "virtualAccountNo"];
    let delete: Value = parts.iter().map(|part| ((*part).to_owned(), data[*part].clone())).collect();
    let delete = with(example(&TRANSFER_VA_DELETE_VA), delete);
    done(&sandbox, &TRANSFER_VA_DELETE_VA, &delete).await;
    assert!(sandbox.pay("order-2").is_err());
    let soon =
        snap_bi::Timestamp::at(sandbox.clock().now() + Duration::from_secs(3600), snap_bi::rt::TimestampForm::Offset);
    done(&sandbox, &TRANSFER_VA_CREATE_VA, &with(ask("order-3"), json!({ "expiredDate": soon.as_str() }))).await;
    sandbox.clock().advance(Duration::from_secs(2 * 3600));
    until("the end of an account", || sandbox.deal("order-3").is_some_and(|deal| deal.state == State::Expired)).await;
    assert!(sandbox.pay("order-3").is_err());
}

#[tokio::test]
async fn a_transfer_is_under_way_then_done_or_taken_back() {
    use faspay::disbursement::{TRANSFER_INTERBANK, TRANSFER_STATUS};
    let seed = Seed::default().with_account("8888010001", 1_000_000);
    let seed = seed.settling("transfer_interbank", 2, Duration::from_secs(600), End::Failed);
    let sandbox = Sandbox::builder().provider(Provider::Faspay).seed(seed).start().await.expect("a sandbox");
    let ask = |reference: &str, value: &str| {
        with(example(&TRANSFER_INTERBANK), json!({ "partnerReferenceNo": reference, "amount": idr(value) }))
    };
    let status = |reference: &str| json!({ "originalPartnerReferenceNo": reference, "serviceCode": "18" });
    let status = |reference: &str| {
        let mut request = with(example(&TRANSFER_STATUS), status(reference));
        request.as_object_mut().expect("an object").remove("originalReferenceNo");
        request
    };
    let begun = done(&sandbox, &TRANSFER_INTERBANK, &ask("out-1", "400000.00")).await;
    assert_eq!(begun["additionalInfo"]["latestTransactionStatus"], "03", "{begun}");
    assert_eq!(balance(&sandbox, "8888010001"), Decimal::from(600_000));
    let told = done(&sandbox, &TRANSFER_STATUS, &status("out-1")).await;
    assert_eq!((&told["latestTransactionStatus"], &told["amount"]), (&json!("03"), &idr("400000.00")));
    let told = done(&sandbox, &TRANSFER_STATUS, &status("out-1")).await;
    assert_eq!(told["latestTransactionStatus"], "06", "{told}");
    // What was not carried out is on the account again.
    assert_eq!(balance(&sandbox, "8888010001"), Decimal::from(1_000_000));

    // Another, by the clock.
    done(&sandbox, &TRANSFER_INTERBANK, &ask("out-2", "100000.00")).await;
    sandbox.clock().advance(Duration::from_secs(601));
    until("the end of a transfer", || sandbox.deal("out-2").is_some_and(|deal| deal.state == State::Failed)).await;
    assert_eq!(refused(&sandbox, &TRANSFER_INTERBANK, &ask("out-3", "1000001.00")).await, "4031814");
    assert_eq!(refused(&sandbox, &TRANSFER_STATUS, &status("never")).await, "4043601");
}

#[tokio::test]
async fn accounts_histories_and_balances_agree() {
    use aspi::balance::BALANCE_INQUIRY;
    use aspi::history::{BANK_STATEMENT, TRANSACTION_HISTORY_LIST};
    use aspi::trigger_transfer::TRANSFER_INTRABANK;
    let account = "888801000157508";
    let seed = Seed::from_yaml(&format!(
        "accounts:\n  - {{ number: '{account}', balance: 1000000 }}\n  - {{ number: '777', balance: '5', standing: blocked }}\n  - {{ number: '999', balance: 10 }}\n"
    ))
    .expect("a seed");
    let sandbox = Sandbox::builder().provider(Provider::Aspi).seed(seed).start().await.expect("a sandbox");
    let ask = |reference: &str, to: &str, value: &str| {
        let members = json!({ "partnerReferenceNo": reference, "amount": idr(value), "beneficiaryAccountNo": to, "sourceAccountNo": account });
        with(example(&TRANSFER_INTRABANK), members)
    };
    for (number, value) in [("a-1", "100.00"), ("a-2", "250.50")] {
        done(&sandbox, &TRANSFER_INTRABANK, &ask(number, "999", value)).await;
    }
    assert_eq!(refused(&sandbox, &TRANSFER_INTRABANK, &ask("a-3", "777", "1.00")).await, "4031718");
    let told =
        done(&sandbox, &BALANCE_INQUIRY, &with(example(&BALANCE_INQUIRY), json!({ "accountNo": account }))).await;
    assert_eq!(told["accountInfos"][0]["availableBalance"], idr("999649.50"), "{told}");
    assert_eq!(balance(&sandbox, "999"), "360.50".parse().expect("an amount"));

    let day = Duration::from_secs(24 * 3600);
    let time = |at| snap_bi::Timestamp::at(at, snap_bi::rt::TimestampForm::Offset).text();
    let window =
        json!({ "fromDateTime": time(sandbox.clock().now() - day), "toDateTime": time(sandbox.clock().now() + day) });
    let statement = with(example(&BANK_STATEMENT), with(window.clone(), json!({ "accountNo": account })));
    let told = done(&sandbox, &BANK_STATEMENT, &statement).await;
    let rows = told["detailData"].as_array().expect("rows");
    assert_eq!(rows.len(), 2, "{told}");
    assert_eq!((&rows[0]["amount"]["value"], &rows[1]["amount"]["value"]), (&json!("100.00"), &json!("250.50")));
    assert_eq!(told["totalDebitEntries"]["amount"]["value"], "350.50", "{told}");
    let list = with(example(&TRANSACTION_HISTORY_LIST), with(window, json!({ "pageSize": 1, "pageNumber": 2 })));
    let told = done(&sandbox, &TRANSACTION_HISTORY_LIST, &list).await;
    assert_eq!(told["detailData"].as_array().map(Vec::len), Some(1), "{told}");
}

#[tokio::test]
async fn of_an_authorisation_no_more_is_taken_than_was_reserved() {
    use aspi::auth_payment::{AUTH_CAPTURE, AUTH_PAYMENT, AUTH_QUERY, AUTH_REFUND, AUTH_VOID};
    let sandbox = place::sandbox(Provider::Aspi).await;
    let held = with(example(&AUTH_PAYMENT), json!({ "partnerReferenceNo": "held-1", "amount": idr("10000.00") }));
    let held = done(&sandbox, &AUTH_PAYMENT, &held).await;
    // Where he is asked.
    let _ = sandbox.pay("held-1");
    let about = |endpoint: &Endpoint, members: Value| {
        let of = json!({ "originalPartnerReferenceNo": "held-1" });
        let of = if example(endpoint).get("originalReferenceNo").is_some() {
            with(of, json!({ "originalReferenceNo": held["referenceNo"] }))
        } else {
            of
        };
        let mut request = with(example(endpoint), with(of, members));
        request.as_object_mut().expect("an object").remove("originalExternalId");
        // Pages show each call of another merchant.
        for member in ["merchantId", "subMerchantId", "externalStoreId"] {
            let of = example(&AUTH_PAYMENT).get(member).cloned();
            if let (Some(of), Some(own)) = (of, request.get_mut(member)) {
                *own = of;
            }
        }
        request
    };
    let capture = |number: &str, value: &str| {
        about(&AUTH_CAPTURE, json!({ "partnerCaptureNo": number, "captureAmount": idr(value), "lastCapture": "FALSE" }))
    };
    let taken = done(&sandbox, &AUTH_CAPTURE, &capture("c-1", "6000.00")).await;
    assert_eq!(taken["captureAmount"], idr("6000.00"));
    assert_eq!(refused(&sandbox, &AUTH_CAPTURE, &capture("c-2", "4000.01")).await, "4046513");
    let refund = |number: &str, value: &str| {
        let members =
            json!({ "partnerRefundNo": number, "refundAmount": idr(value), "originalCaptureNo": taken["captureNo"] });
        about(&AUTH_REFUND, members)
    };
    assert_eq!(refused(&sandbox, &AUTH_REFUND, &refund("r-1", "6000.01")).await, "4046913");
    done(&sandbox, &AUTH_REFUND, &refund("r-2", "6000.00")).await;
    let void = about(&AUTH_VOID, json!({ "partnerVoidNo": "v-1", "voidAmount": idr("4000.00") }));
    done(&sandbox, &AUTH_VOID, &void).await;
    assert_eq!(refused(&sandbox, &AUTH_CAPTURE, &capture("c-3", "0.01")).await, "4046513");
    let told = done(&sandbox, &AUTH_QUERY, &about(&AUTH_QUERY, json!({}))).await;
    assert_eq!(told["amount"], idr("10000.00"), "{told}");
}

#[tokio::test]
async fn a_direct_debit_wants_the_code_that_was_sent_and_gives_back_what_was_paid() {
    use aspi::direct_debit::{DEBIT_CANCEL, DEBIT_PAYMENT_HOST_TO_HOST, DEBIT_REFUND, DEBIT_STATUS};
    let sandbox = place::sandbox(Provider::Aspi).await;
    let pay = |reference: &str, otp: &str| {
        let members = json!({ "partnerReferenceNo": reference, "otp": otp, "amount": idr("50000.00") });
        with(example(&DEBIT_PAYMENT_HOST_TO_HOST), members)
    };
    assert_eq!(refused(&sandbox, &DEBIT_PAYMENT_HOST_TO_HOST, &pay("d-1", "000000")).await, "4045415");
    let paid = done(&sandbox, &DEBIT_PAYMENT_HOST_TO_HOST, &pay("d-2", "123456")).await;
    let page = paid["webRedirectUrl"].as_str().expect("a page").to_owned();
    assert!(page.starts_with(sandbox.pages()), "{page}");
    let about = |endpoint: &Endpoint, members: Value| {
        let of = json!({ "originalPartnerReferenceNo": "d-2", "originalReferenceNo": paid["referenceNo"] });
        let mut request = with(example(endpoint), with(of, members));
        request.as_object_mut().expect("an object").remove("originalExternalId");
        request
    };
    let refund = |number: &str, value: &str| {
        about(&DEBIT_REFUND, json!({ "partnerRefundNo": number, "refundAmount": idr(value) }))
    };
    assert_eq!(refused(&sandbox, &DEBIT_REFUND, &refund("r-0", "1.00")).await, "4045800", "nobody has paid yet");
    sandbox.pay("d-2").expect("it waits");
    done(&sandbox, &DEBIT_REFUND, &refund("r-1", "20000.00")).await;
    assert_eq!(refused(&sandbox, &DEBIT_REFUND, &refund("r-2", "30000.01")).await, "4045813");
    done(&sandbox, &DEBIT_REFUND, &refund("r-3", "30000.00")).await;
    let told = done(&sandbox, &DEBIT_STATUS, &about(&DEBIT_STATUS, json!({ "amount": idr("50000.00") }))).await;
    assert_eq!(told["latestTransactionStatus"], "04", "{told}");
    let cancel = about(&DEBIT_CANCEL, json!({ "amount": idr("50000.00") }));
    assert_eq!(refused(&sandbox, &DEBIT_CANCEL, &cancel).await, "4045700");
}

#[tokio::test]
async fn a_code_is_shown_paid_and_given_back() {
    use midtrans::qr_mpm::{QR_MPM_CANCEL, QR_MPM_GENERATE, QR_MPM_QUERY, QR_MPM_REFUND};
    let sandbox = place::sandbox(Provider::Midtrans).await;
    let reference = "qr-1";
    let ask = json!({ "partnerReferenceNo": reference, "amount": idr("75000.00"), "validityPeriod": "2035-01-01T00:00:00+07:00" });
    let shown = done(&sandbox, &QR_MPM_GENERATE, &with(example(&QR_MPM_GENERATE), ask)).await;
    let about = |endpoint: &Endpoint, members: Value| {
        let mut of = json!({ "originalPartnerReferenceNo": reference, "originalReferenceNo": shown["referenceNo"] });
        if example(endpoint).get("originalExternalId").is_some() {
            of["originalExternalId"] = reference.into();
        }
        with(example(endpoint), with(of, members))
    };
    let told = done(&sandbox, &QR_MPM_QUERY, &about(&QR_MPM_QUERY, json!({}))).await;
    assert_ne!(told["latestTransactionStatus"], "00", "{told}");
    sandbox.pay(reference).expect("it waits");
    let told = done(&sandbox, &QR_MPM_QUERY, &about(&QR_MPM_QUERY, json!({}))).await;
    assert_eq!((&told["latestTransactionStatus"], &told["amount"]), (&json!("00"), &idr("75000.00")), "{told}");
    let refund = json!({ "partnerRefundNo": "qr-r1", "refundAmount": idr("75000.00") });
    done(&sandbox, &QR_MPM_REFUND, &about(&QR_MPM_REFUND, refund)).await;
    assert_eq!(refused(&sandbox, &QR_MPM_CANCEL, &about(&QR_MPM_CANCEL, json!({}))).await, "4047700");
}

#[tokio::test]
async fn a_top_up_that_fails_is_settled_as_failed() {
    use faspay::disbursement::{EMONEY_TOPUP, EMONEY_TOPUP_STATUS};
    let seed = Seed::default().settling("emoney_topup", 1, Duration::from_secs(60), End::Failed);
    let sandbox = Sandbox::builder().provider(Provider::Faspay).seed(seed).start().await.expect("a sandbox");
    let ask = with(example(&EMONEY_TOPUP), json!({ "partnerReferenceNo": "top-1", "amount": idr("20000.00") }));
    done(&sandbox, &EMONEY_TOPUP, &ask).await;
    let status = json!({ "originalPartnerReferenceNo": "top-1", "serviceCode": "38" });
    let told = done(&sandbox, &EMONEY_TOPUP_STATUS, &status).await;
    assert_eq!(told["latestTransactionStatus"], "06", "{told}");
}

#[tokio::test]
async fn a_token_expires_by_the_sandbox_s_clock_and_transfers_are_closed_at_night() {
    use aspi::trigger_transfer::TRANSFER_INTRABANK;
    let seed = Seed::from_yaml("closed: ['23:00', '04:00']").expect("a seed");
    let sandbox = Sandbox::builder().provider(Provider::Aspi).seed(seed).start().await.expect("a sandbox");
    sandbox.clock().set(snap_bi::Timestamp::parse("2027-03-01T22:50:00+07:00").expect("a moment").time());
    let ask = |reference: &str| {
        with(example(&TRANSFER_INTRABANK), json!({ "partnerReferenceNo": reference, "amount": idr("1.00") }))
    };
    done(&sandbox, &TRANSFER_INTRABANK, &ask("night-1")).await;
    sandbox.clock().advance(Duration::from_secs(20 * 60));
    // A token of before has expired; the client asks for another and is told that it is too late.
    assert_eq!(refused(&sandbox, &TRANSFER_INTRABANK, &ask("night-2")).await, "4031706");
    sandbox.clock().advance(Duration::from_secs(5 * 3600));
    done(&sandbox, &TRANSFER_INTRABANK, &ask("night-3")).await;
}

#[tokio::test]
async fn a_customer_agrees_and_comes_back_with_a_code_that_buys_a_token() {
    use snap_bi::Model as _;
    use snap_bi::dana::registration::{ACCESS_TOKEN_B2B2C, GET_AUTH_CODE, GetAuthCodeRequest};
    let sandbox = place::sandbox(Provider::Dana).await;
    let ask = with(
        example(&GET_AUTH_CODE),
        json!({ "redirectUrl": "https://partner.example/back?order=7", "state": "s-1", "externalId": "e-1" }),
    );
    let ask = GetAuthCodeRequest::from_json(ask.to_string().as_bytes()).expect("a request");
    let address = sandbox.client(&GET_AUTH_CODE).expect("a client").redirect_url(&GET_AUTH_CODE, &ask).await;
    let address = address.expect("an address");
    let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a browser");
    let page = browser.get(address.as_str()).send().await.expect("an answer");
    let back = page.headers().get("location").and_then(|to| to.to_str().ok()).expect("a way back").to_owned();
    assert!(back.starts_with("https://partner.example/back?order=7&") && back.contains("state=s-1"), "{back}");
    let code = back.split("authCode=").nth(1).and_then(|rest| rest.split('&').next()).expect("a code");
    let exchange = json!({ "grantType": "AUTHORIZATION_CODE", "authCode": code });
    let token = done(&sandbox, &ACCESS_TOKEN_B2B2C, &exchange).await;
    assert!(token["accessToken"].as_str().is_some_and(|token| token.len() > 20), "{token}");
    // It is good once.
    let again = json!({ "grantType": "AUTHORIZATION_CODE", "authCode": code, "refreshToken": "" });
    assert!(refused(&sandbox, &ACCESS_TOKEN_B2B2C, &again).await.starts_with("4"));
}

#[tokio::test]
async fn a_signature_that_is_refused_is_explained_in_the_journal() {
    use faspay::disbursement::BALANCE_INQUIRY;
    let sandbox = place::sandbox(Provider::Faspay).await;
    let client = sandbox.client(&BALANCE_INQUIRY).expect("a client");
    let request = example(&BALANCE_INQUIRY).to_string();
    let dry = snap_bi::Model::from_json(request.as_bytes()).expect("a request");
    let dry: faspay::disbursement::BalanceInquiryRequest = dry;
    client.dry_run(&BALANCE_INQUIRY, &dry).expect("a signed call");
    // Signed over one body, sent with another.
    let http = reqwest::Client::new();
    let url = format!("{}{}", sandbox.url(), BALANCE_INQUIRY.path);
    let helper = format!("{}/api/v1/utilities/signature-service", sandbox.url());
    let time = sandbox.clock().text();
    let signed = http.post(helper).header("X-TIMESTAMP", &time).header("EndpointUrl", BALANCE_INQUIRY.path);
    let signed = signed.body(request.clone()).send().await.expect("an answer").text().await.expect("text");
    let signed: Value = serde_json::from_str(&signed).expect("JSON");
    let call = |body: String| {
        let signature = signed["signature"].as_str().expect("a signature").to_owned();
        let call = http.post(&url).header("X-TIMESTAMP", &time).header("X-SIGNATURE", signature);
        let call =
            call.header("X-PARTNER-ID", "82150").header("X-EXTERNAL-ID", "1234567890").header("CHANNEL-ID", "95221");
        call.header("Content-Type", "application/json").body(body).send()
    };
    let good = call(request.clone()).await.expect("an answer");
    assert_eq!(good.status(), 200, "{}", good.text().await.unwrap_or_default());
    let spaced = request.replace("\":\"", "\": \"").replace("accountNo", "accountNo ");
    let bad = call(spaced).await.expect("an answer");
    assert_eq!(bad.status(), 401);
    until("a diagnosis", || sandbox.journal().entries().last().is_some_and(|entry| entry.finding.is_some())).await;
    let entry = sandbox.journal().entries().pop().expect("an entry");
    assert_eq!(entry.refusal.as_deref(), Some("signature_wrong"));
    assert!(entry.string_to_sign.is_some_and(|text| text.starts_with("POST:/account/v1.0/balance-inquiry:")));
}

#[tokio::test]
async fn customers_pay_on_schedule_where_the_seed_says_so() {
    use midtrans::qr_mpm::QR_MPM_GENERATE;
    let seed = Seed::from_yaml("pays_after: 60\nretry: [1]").expect("a seed");
    let sandbox = Sandbox::builder().provider(Provider::Midtrans).seed(seed).start().await.expect("a sandbox");
    let ask = |reference: &str, until: &str| {
        let members = json!({ "partnerReferenceNo": reference, "validityPeriod": until });
        with(example(&QR_MPM_GENERATE), members)
    };
    done(&sandbox, &QR_MPM_GENERATE, &ask("soon", "2035-01-01T00:00:00+07:00")).await;
    let at = sandbox.clock().now() + Duration::from_secs(30);
    let earlier = snap_bi::Timestamp::at(at, snap_bi::rt::TimestampForm::Offset).text();
    done(&sandbox, &QR_MPM_GENERATE, &ask("late", &earlier)).await;
    sandbox.clock().advance(Duration::from_secs(120));
    until("a payment", || sandbox.deal("soon").is_some_and(|deal| deal.state == State::Done)).await;
    until("an end", || sandbox.deal("late").is_some_and(|deal| deal.state == State::Expired)).await;
}

/// A client refuses to send it; a library of somebody else may not.
#[tokio::test]
async fn nobody_earns_by_sending_less_than_nothing() {
    use faspay::disbursement::TRANSFER_INTERBANK;
    let seed = Seed::default().with_account("8888010001", 1_000);
    let sandbox = Sandbox::builder().provider(Provider::Faspay).seed(seed).start().await.expect("a sandbox");
    let request = with(example(&TRANSFER_INTERBANK), json!({ "amount": idr("-1000.00") })).to_string();
    let client = sandbox.client(&TRANSFER_INTERBANK).expect("a client");
    let error = client.send(&TRANSFER_INTERBANK, request.as_bytes()).await.expect_err("less than nothing");
    assert!(error.to_string().contains("40418") || error.to_string().contains("40018"), "{error}");
    assert_eq!(balance(&sandbox, "8888010001"), Decimal::from(1_000));
}
