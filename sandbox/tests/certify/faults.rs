//! Merchants with one fault each. Every fault is found by the cases that are about it, and by no other.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use serde_json::{Value, json};
use snap_sandbox::certify::Report;
use snap_sandbox::certify::server::run;

use crate::merchant::{bca, exam, start};

/// What a faulty merchant makes of a good answer: its body, and the rest of it.
type Change = fn(&mut Value, &mut Answered);

struct Answered {
    status: u16,
    kind: &'static str,
    raw: Option<&'static str>,
}

impl Answered {
    fn code(body: &Value) -> String {
        body["responseCode"].as_str().unwrap_or_default().to_owned()
    }
}

/// Answers of one case become a success.
fn takes(case: &str, words: &str, body: &mut Value, answered: &mut Answered) {
    let code = Answered::code(body);
    let said = body["responseMessage"].as_str().unwrap_or_default();
    if code.len() == 7 && format!("{}{}", &code[..3], &code[5..]) == case && said.contains(words) {
        *body = json!({ "responseCode": format!("200{}00", &code[3..5]), "responseMessage": "Successful" });
        answered.status = 200;
    }
}

fn data(body: &mut Value) -> &mut Value {
    &mut body["virtualAccountData"]
}

fn faulty(change: Change) -> impl FnOnce(Router) -> Router {
    move |router| {
        router.layer(from_fn(move |request: Request, next: Next| async move {
            // How a merchant gives tokens is not at fault.
            let calls = request.uri().path().contains("/transfer-va/");
            let response = next.run(request).await;
            if calls { changed(response, change).await } else { response }
        }))
    }
}

async fn changed(response: Response, change: Change) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.expect("a body");
    let mut body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let mut answered = Answered { status: parts.status.as_u16(), kind: "application/json", raw: None };
    change(&mut body, &mut answered);
    parts.status = StatusCode::from_u16(answered.status).expect("a status");
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(answered.kind));
    parts.headers.remove(CONTENT_LENGTH);
    let text = answered.raw.map_or_else(|| body.to_string(), str::to_owned);
    Response::from_parts(parts, Body::from(text))
}

fn failed(report: &Report) -> Vec<&str> {
    report.failed().map(|row| row.id.as_str()).collect()
}

/// Cases of both services, by their numbers.
fn both(numbers: &[u32]) -> Vec<String> {
    ["inquiry", "payment"].iter().flat_map(|of| numbers.iter().map(move |number| format!("{of}-{number}"))).collect()
}

async fn finds(name: &str, change: Change, wanted: &[String]) {
    let report = exam(faulty(change)).await;
    let mut found = failed(&report);
    let mut wanted: Vec<_> = wanted.iter().map(String::as_str).collect();
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted, "{name}\n{report}");
}

fn all() -> Vec<String> {
    let mut all = both(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    all.push("payment-14".to_owned());
    all
}

#[tokio::test]
async fn what_a_merchant_does_not_check_is_found() {
    finds("any signature", |body, answered| takes("40100", "[Signature]", body, answered), &both(&[2, 3])).await;
    finds("any token", |body, answered| takes("40101", "", body, answered), &both(&[1])).await;
    finds("any partner", |body, answered| takes("40100", "client", body, answered), &both(&[4])).await;
    finds("missing members", |body, answered| takes("40002", "", body, answered), &both(&[5])).await;
    finds("members of any form", |body, answered| takes("40001", "", body, answered), &both(&[6])).await;
}

#[tokio::test]
async fn bills_that_are_taken_wrongly_are_found() {
    finds("paid bills are paid again", |body, answered| takes("40414", "", body, answered), &both(&[9])).await;
    finds("bills that are over are paid", |body, answered| takes("40419", "", body, answered), &both(&[10])).await;
    finds("bills that nobody knows are paid", |body, answered| takes("40412", "", body, answered), &both(&[11])).await;
    let again = ["payment-14".to_owned()];
    finds("a payment is taken twice", |body, answered| takes("40418", "", body, answered), &again).await;
}

#[tokio::test]
async fn answers_that_contradict_themselves_are_found() {
    let service_code: Change = |body, _| {
        let code = Answered::code(body);
        body["responseCode"] = format!("{}00{}", &code[..3], &code[5..]).into();
    };
    finds("the service code of another", service_code, &all()).await;
    let refused = all().into_iter().filter(|id| !id.ends_with("-8")).collect::<Vec<_>>();
    finds("HTTP 200 whatever happened", |_, answered| answered.status = 200, &refused).await;
    finds("no message", |body, _| drop(body.as_object_mut().and_then(|body| body.remove("responseMessage"))), &all())
        .await;
    finds("another content type", |_, answered| answered.kind = "text/html", &all()).await;
    finds("no JSON", |_, answered| answered.raw = Some("<h1>Success</h1>"), &all()).await;
}

#[tokio::test]
async fn members_that_are_wrong_are_found() {
    let number: Change = |body, _| {
        if data(body).get("virtualAccountNo").is_some() {
            data(body)["virtualAccountNo"] = "   1234500000".into();
        }
    };
    finds("the number of another account", number, &both(&[5, 6, 8, 9, 10, 11])).await;
    let status: Change = |body, _| {
        for name in ["inquiryStatus", "paymentFlagStatus"] {
            if data(body).get(name).is_some_and(|status| status == "01") {
                data(body)[name] = "00".into();
            }
        }
    };
    finds("refusals that say that all is well", status, &both(&[5, 6, 7, 9, 10, 11, 12, 13])).await;
    let name: Change = |body, _| {
        if let Some(data) = data(body).as_object_mut() {
            data.remove("virtualAccountName");
        }
    };
    finds("a mandatory member is missing", name, &both(&[8])).await;
    let amount: Change = |body, _| {
        if data(body).get("paidAmount").is_some() {
            data(body)["paidAmount"]["value"] = "1.00".into();
        }
    };
    finds("another amount", amount, &["payment-8".to_owned()]).await;
    let forgets: Change = |body, _| {
        if Answered::code(body).ends_with("18") {
            data(body)["paymentFlagStatus"] = "01".into();
        }
    };
    finds("the first answer is forgotten", forgets, &["payment-14".to_owned()]).await;
}

#[tokio::test]
async fn a_call_that_is_handled_twice_is_found() {
    // The external ID is not signed: who does not keep it may as well have got another.
    let forgets = |router: Router| {
        router.layer(from_fn(|mut request: Request, next: Next| async move {
            static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
            if request.headers().contains_key("x-external-id") {
                let id = format!("9{:08}", NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
                request.headers_mut().insert("x-external-id", HeaderValue::try_from(id).expect("a number"));
            }
            next.run(request).await
        }))
    };
    let report = exam(forgets).await;
    let found = failed(&report);
    assert!(found.contains(&"inquiry-7") && found.contains(&"payment-7"), "{report}");
    assert!(found.iter().all(|id| ["inquiry-7", "payment-7", "payment-14"].contains(id)), "{report}");
}

#[tokio::test]
async fn what_the_standard_refuses_and_a_merchant_takes_is_found() {
    let cases: [(&str, Change, &[&str]); 4] = [
        (
            "an old timestamp",
            |body, answered| takes("40100", "[Timestamp]", body, answered),
            &["timestamp-old", "timestamp-ahead"],
        ),
        ("no timestamp", |body, answered| takes("40002", "X-TIMESTAMP", body, answered), &["timestamp-missing"]),
        ("a method that there is not", |body, answered| takes("40500", "", body, answered), &["wrong-method"]),
        (
            "a body that is no JSON",
            |body, answered| takes("40000", "Bad Request", body, answered),
            &[
                "too-large",
                "body-cut",
                "body-no-text",
                "body-member-twice",
                "body-mark",
                "body-tail",
                "body-array",
                "body-empty",
            ],
        ),
    ];
    for (name, change, wanted) in cases {
        let report = run(&bca(&start(faulty(change)).await)).await.expect("played");
        let found = failed(&report);
        for id in wanted {
            for service in ["transfer_va_inquiry", "transfer_va_payment"] {
                assert!(found.contains(&&*format!("{service}/{id}")), "{name}: {id}\n{report}");
            }
        }
        let national: Vec<_> = found.iter().filter_map(|id| id.split_once('/')).map(|(_, id)| id).collect();
        assert!(national.iter().all(|id| wanted.contains(id)), "{name}: {national:?}");
    }
}
