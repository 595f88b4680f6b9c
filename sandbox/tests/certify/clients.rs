//! What an application has shown to DANA.

use std::time::SystemTime;

use serde_json::json;
use snap_bi::Endpoint;
use snap_bi::dana::payment_gateway::{DEBIT_CANCEL, DEBIT_PAYMENT_HOST_TO_HOST, DEBIT_STATUS};
use snap_sandbox::certify::client::{Exchange, Watcher};
use snap_sandbox::certify::{Outcome, har};

fn exchange(endpoint: &'static Endpoint, request: serde_json::Value, response: serde_json::Value) -> Exchange {
    let code = response["responseCode"].as_str().unwrap_or_default();
    Exchange {
        endpoint,
        at: SystemTime::now(),
        request_headers: vec![
            ("X-TIMESTAMP".to_owned(), "2026-11-26T10:00:00+07:00".to_owned()),
            ("X-SIGNATURE".to_owned(), "c2lnbmF0dXJl".to_owned()),
        ],
        request_body: request.to_string().into_bytes(),
        status: code.get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(200),
        response_body: response.to_string().into_bytes(),
    }
}

fn order(reference: &str, value: &str, code: &str, message: &str) -> Exchange {
    let request = json!({ "partnerReferenceNo": reference, "amount": { "value": value, "currency": "IDR" } });
    exchange(&DEBIT_PAYMENT_HOST_TO_HOST, request, json!({ "responseCode": code, "responseMessage": message }))
}

#[test]
fn a_call_ticks_off_the_case_that_it_shows() {
    let mut watcher = Watcher::new("dana").unwrap();
    let seen = watcher.see(order("R1", "10000.00", "2005400", "Successful"));
    assert_eq!(seen.as_deref(), Some("gateway-create-order-redirect"));
    // The next of the same kind is the next case.
    let seen = watcher.see(order("R2", "10000.00", "2005400", "Successful"));
    assert_eq!(seen.as_deref(), Some("gateway-create-order-api"));
    // What asks for most comes first: the reference is that of the first call.
    let seen = watcher.see(order("R1", "20000.00", "4045418", "Inconsistent Request"));
    assert_eq!(seen.as_deref(), Some("gateway-create-order-inconsistent-request"));
    let cancel = json!({ "originalPartnerReferenceNo": "4035700" });
    let late =
        exchange(&DEBIT_CANCEL, cancel, json!({ "responseCode": "4035700", "responseMessage": "Transaction Expired" }));
    assert_eq!(watcher.see(late).as_deref(), Some("gateway-cancel-order-transaction-expired"));
    let mut lacking = order("R3", "1.00", "4005402", "Invalid Mandatory Field X-TIMESTAMP");
    lacking.request_headers.remove(0);
    assert_eq!(watcher.see(lacking).as_deref(), Some("gateway-create-order-invalid-mandatory-field"));
    let report = watcher.report("a test");
    assert!(report.is_ok(), "{report}");
    assert_eq!(report.rows.iter().filter(|row| row.outcome == Outcome::Passed).count(), 5);
    assert_eq!(report.rows.len(), 172);
    assert!(report.html().contains("X-SIGNATURE: ***"));
}

#[test]
fn what_was_sent_as_asked_and_answered_otherwise_is_a_failure_until_it_is_shown() {
    let mut watcher = Watcher::new("dana").unwrap();
    let cancel = |code: &str, message: &str| {
        let request = json!({ "originalPartnerReferenceNo": "4035715" });
        exchange(&DEBIT_CANCEL, request, json!({ "responseCode": code, "responseMessage": message }))
    };
    assert_eq!(watcher.see(cancel("5005700", "General Error")), None);
    let report = watcher.report("a test");
    let failed: Vec<_> = report.failed().map(|row| row.id.as_str()).collect();
    assert_eq!(failed, ["gateway-cancel-order-not-allowed"], "{report}");
    watcher.see(cancel("4035715", "Transaction Not Permitted"));
    assert!(watcher.report("a test").is_ok());
}

#[test]
fn calls_are_read_from_a_har_file_and_from_a_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = DEBIT_STATUS.path;
    let request = r#"{"originalPartnerReferenceNo":"R1","serviceCode":"54"}"#;
    let response = r#"{"responseCode":"4045501","responseMessage":"Transaction Not Found"}"#;
    let har_file = folder.path().join("calls.har");
    let entry = |url: &str| {
        json!({
            "startedDateTime": "2026-11-26T10:00:00+07:00",
            "request": {
                "method": "POST", "url": url,
                "headers": [{ "name": "X-TIMESTAMP", "value": "2026-11-26T10:00:00+07:00" }],
                "postData": { "text": request },
            },
            "response": { "status": 404, "content": { "text": response } },
        })
    };
    let entries = [entry(&format!("https://api.example{path}")), entry("https://elsewhere.example/a")];
    std::fs::write(&har_file, json!({ "log": { "entries": entries } }).to_string()).unwrap();
    let journal = folder.path().join("calls.jsonl");
    let line = json!({
        "method": "POST", "path": path, "at": "2026-11-26T10:00:00+07:00",
        "request_headers": { "X-TIMESTAMP": "2026-11-26T10:00:00+07:00" },
        "request_body": request, "status": 404, "response_body": response,
    });
    std::fs::write(&journal, format!("{line}\n\n{line}\n")).unwrap();
    for (file, calls) in [(&har_file, 1), (&journal, 2)] {
        let exchanges = har::read(file, "dana").unwrap();
        assert_eq!(exchanges.len(), calls);
        let mut watcher = Watcher::new("dana").unwrap();
        let shown = watcher.see(exchanges[0].clone());
        assert_eq!(shown.as_deref(), Some("gateway-query-payment-transaction-not-found"));
    }
    std::fs::write(&journal, "{}\nno\n").unwrap();
    let said = har::read(&journal, "dana").expect_err("refused").to_string();
    assert!(said.contains("line 2"), "{said}");
}
