//! Who watches calls sees each of them, masked.
#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, reason = "a test says so by failing")]

mod client_support;

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use client_support::service::*;
use client_support::{Answer, Bank};
use snap_core::client::{Departure, Landing, Observer};

/// Writes down all that it is shown.
#[derive(Default)]
struct Journal {
    lines: Mutex<Vec<String>>,
    bodies: bool,
}

impl Observer for Journal {
    fn bodies(&self) -> bool {
        self.bodies
    }

    fn sending(&self, sent: &Departure<'_>) {
        let mut line = format!("-> {} {}", sent.endpoint().service, sent.url());
        for (name, value) in sent.headers() {
            write!(line, " {name}={value}").unwrap();
        }
        if let Some(body) = sent.body() {
            write!(line, " {}", String::from_utf8_lossy(body)).unwrap();
        }
        self.lines.lock().unwrap().push(line);
    }

    fn answered(&self, sent: &Departure<'_>, landing: &Landing<'_>) {
        let result = match landing.result() {
            Ok(answer) => {
                format!("{} {}", answer.http_status, answer.code.map_or_else(String::new, |code| code.to_string()))
            }
            Err(error) => error.kind().to_owned(),
        };
        let body = landing.body().map_or_else(String::new, |body| format!(" {}", String::from_utf8_lossy(body)));
        let line = format!("<- {} {:?} {result}{body}", sent.endpoint().service, sent.call().external_id().is_some());
        self.lines.lock().unwrap().push(line);
        assert!(landing.elapsed().as_secs() < 60);
    }
}

async fn watched(bodies: bool) -> Vec<String> {
    let bank = Bank::start(|seen, _| match seen.target.as_str() {
        TOKEN_PATH => Answer::Json(200, token_json("\"900\"")),
        target if target.ends_with("/transfer") => Answer::json(200, GOOD),
        _ => Answer::http(503, "", "<html>"),
    })
    .await;
    let journal = Arc::new(Journal { bodies, ..Journal::default() });
    let client = builder(&bank, symmetric()).observer(Arc::clone(&journal)).build().unwrap();
    client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    client.call::<_, Reply>(&STATUS, &transfer()).await.unwrap_err();
    let lines = journal.lines.lock().unwrap().clone();
    assert_eq!(lines.iter().filter(|line| line.starts_with("->")).count(), bank.seen().len());
    lines
}

#[tokio::test]
async fn every_request_and_answer_is_shown_and_nothing_secret() {
    let lines = watched(false).await;
    let shape: Vec<_> = lines.iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    // A token, the transfer, and a question that is asked three times.
    assert_eq!(shape[..4], ["-> access_token_b2b", "<- access_token_b2b", "-> transfer", "<- transfer"]);
    assert_eq!(shape.len(), 4 + 2 * 3);
    let all = lines.join("\n");
    for secret in [TOKEN, CLIENT_SECRET, ACCOUNT, "kopi", "<html>"] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
    for masked in ["authorization=[redacted]", "x-signature=[redacted]"] {
        assert!(all.contains(masked), "{all}");
    }
    assert!(all.contains("x-partner-id=P10071") && all.contains("channel-id=95051"));
    assert!(lines[3].starts_with("<- transfer true 200 2001800"), "{}", lines[3]);
    assert!(lines[5].ends_with("unreadable"), "{}", lines[5]);
}

#[tokio::test]
async fn bodies_are_shown_to_who_asks_for_them_but_for_tokens() {
    let all = watched(true).await.join("\n");
    assert!(all.contains(ACCOUNT) && all.contains(GOOD) && all.contains("<html>"), "{all}");
    assert!(!all.contains(TOKEN), "{all}");
}
