//! Calls without an async runtime.
#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used, reason = "a test says so by failing")]

mod client_support;

use client_support::service::*;
use client_support::{Answer, Bank};
use snap_core::client::Blocking;

#[test]
fn a_program_without_a_runtime_calls_and_times_out() {
    let blocking = Blocking::new().unwrap();
    let bank = blocking.wait(Bank::start(|seen, _| match seen.target.as_str() {
        TOKEN_PATH => Answer::Json(200, token_json("\"900\"")),
        target if target.ends_with("/transfer") => Answer::json(200, GOOD),
        _ => Answer::Stall(Vec::new()),
    }));
    let client = client(&bank);
    let reply = blocking.wait(client.call::<_, Reply>(&TRANSFER, &transfer())).unwrap();
    assert_eq!(reply.code.as_deref(), Some("2001800"));
    let error = blocking.wait(client.call::<_, Reply>(&STATUS, &transfer())).unwrap_err();
    assert_eq!(error.kind(), "no_answer", "{error}");
    // From many threads at once.
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| blocking.wait(client.call::<_, Reply>(&TRANSFER, &transfer())).unwrap());
        }
    });
    assert_eq!(bank.count("/transfer"), 5);
}

// Waiting there is a mistake of whoever does it, and no panic.
#[tokio::test]
async fn nobody_panics_who_waits_or_drops_it_inside_a_runtime() {
    let blocking = Blocking::new().unwrap();
    assert_eq!(blocking.wait(async { 7 }), 7);
    drop(blocking);
}
