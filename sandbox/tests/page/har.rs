//! The journal as an HTTP archive.

use serde_json::Value;
use snap_sandbox::har;

use crate::place::{self, Browser};

/// Mandatory members of HAR 1.2 (the W3C's draft of 2012, and its printed predecessor), by object; `[]` is every item of a list.
const MANDATORY: &[(&str, &[&str])] = &[
    ("/log", &["version", "creator", "entries"]),
    ("/log/creator", &["name", "version"]),
    ("/log/entries/[]", &["startedDateTime", "time", "request", "response", "cache", "timings"]),
    (
        "/log/entries/[]/request",
        &["method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"],
    ),
    (
        "/log/entries/[]/response",
        &[
            "status",
            "statusText",
            "httpVersion",
            "cookies",
            "headers",
            "content",
            "redirectURL",
            "headersSize",
            "bodySize",
        ],
    ),
    ("/log/entries/[]/response/content", &["size", "mimeType"]),
    ("/log/entries/[]/timings", &["send", "wait", "receive"]),
    ("/log/entries/[]/request/headers/[]", &["name", "value"]),
    ("/log/entries/[]/request/queryString/[]", &["name", "value"]),
    ("/log/entries/[]/response/headers/[]", &["name", "value"]),
];

fn objects<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    path.split('/').skip(1).fold(vec![value], |values, step| match step {
        "[]" => values.iter().flat_map(|value| value.as_array().expect("a list")).collect(),
        step => values.iter().map(|value| &value[step]).collect(),
    })
}

#[tokio::test]
async fn an_archive_has_what_the_format_demands_and_no_secrets() {
    let sandbox = place::faspay().await;
    place::balance(&sandbox).await;
    let number = place::virtual_account(&sandbox).await;
    sandbox.pay(&number).expect("it waits");
    place::until("told", || {
        sandbox
            .journal()
            .entries()
            .iter()
            .any(|entry| entry.way == snap_sandbox::journal::Way::Out && entry.status.is_some())
    })
    .await;
    // One that nobody answered, one with a query.
    let client = place::client(false);
    let _ = client.post(format!("{}/a", sandbox.url())).header("x-sandbox-fault", "drop-before").send().await;
    place::read(client.get(format!("{}/a?b=c%20d&authCode=s3cret", sandbox.url()))).await;

    let page = Browser::at(&sandbox).get("/journal.har").await;
    let archive: Value = serde_json::from_str(&page.text).expect("JSON");
    assert_eq!(archive, har(sandbox.journal()));
    for (path, members) in MANDATORY {
        let objects = objects(&archive, path);
        assert!(!objects.is_empty(), "{path}");
        for object in objects {
            for member in *members {
                assert!(object.get(member).is_some_and(|value| !value.is_null()), "{path} has no {member}: {object}");
            }
        }
    }
    for entry in objects(&archive, "/log/entries/[]") {
        let url = entry["request"]["url"].as_str().expect("text");
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");
        let total: f64 = ["send", "wait", "receive"].iter().filter_map(|part| entry["timings"][part].as_f64()).sum();
        assert!((total - entry["time"].as_f64().expect("a number")).abs() < 1e-6);
        assert!(snap_bi::Timestamp::parse(entry["startedDateTime"].as_str().expect("text")).is_ok());
        let own = ["startedDateTime", "time", "request", "response", "cache", "timings"];
        for name in entry.as_object().expect("an object").keys() {
            assert!(name.starts_with('_') || own.contains(&name.as_str()), "{name} is not the format's");
        }
    }
    let text = page.text;
    for entry in sandbox.journal().entries() {
        for name in ["authorization", "x-signature"] {
            let value = entry.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("-----");
            assert!(!text.contains(value.trim_start_matches("Bearer ")), "{name} is masked");
        }
    }
    assert!(!text.contains("s3cret") && text.contains("[masked]"));
}
