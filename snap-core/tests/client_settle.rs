//! What became of a call: asked until it is final, and never by paying again.
#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod client_support;

use std::time::Duration;

use client_support::inquiry::*;
use client_support::service::*;
use client_support::{Answer, Bank};
use snap_core::{CallOptions, Client, LastWord, PollSchedule, RetryPolicy, Sent, Settled, SnapError};

/// After 10, 30, 70, 150 seconds and so on.
const STEADY: PollSchedule = PollSchedule::new()
    .first(Duration::from_secs(10))
    .growth_percent(200)
    .longest(Duration::from_secs(80))
    .jitter_percent(0)
    .deadline(Duration::from_secs(300));

fn client(network: &Network) -> Client {
    Client::builder("https://bank.example", symmetric())
        .transport(network.clone())
        .retry_reads(RetryPolicy::never())
        .build()
        .unwrap()
}

/// In a word what became of it, and the last word that was heard.
fn told(settled: &Settled<State>) -> (&'static str, String) {
    let word = |word: &LastWord<State>| match word {
        LastWord::Answer(reply) => reply.state.clone().unwrap_or_default(),
        LastWord::Error(error) => error.kind().to_owned(),
        LastWord::Lacking(members) => members.join(" "),
        other => format!("{other:?}"),
    };
    match settled {
        Settled::Succeeded(reply) => ("succeeded", reply.state.clone().unwrap_or_default()),
        Settled::Failed(last) => ("failed", word(last)),
        Settled::StillOpen(last) => ("open", word(last)),
    }
}

async fn settled(network: &Network, schedule: PollSchedule) -> (&'static str, String) {
    told(&client(network).settle(&INQUIRY, &transfer(), Sent::new().external_id("77")).schedule(schedule).await)
}

fn json(status: u16, json: &str) -> Says {
    Says::Json(status, json.to_owned())
}

#[tokio::test(start_paused = true)]
async fn is_asked_with_growing_pauses_until_it_is_final() {
    let pending = || json(200, &state("03"));
    for (says, expected, times) in [
        (vec![pending(), pending(), json(200, &state("00"))], ("succeeded", "00"), vec![10, 30, 70]),
        (vec![pending(), json(200, &state("06"))], ("failed", "06"), vec![10, 30]),
        (vec![json(200, &state("04"))], ("failed", "04"), vec![10]),
        (vec![pending()], ("open", "03"), vec![10, 30, 70, 150, 230]),
        // What nobody knows is no end.
        (vec![json(200, &state("77")), json(200, &state("00"))], ("succeeded", "00"), vec![10, 30]),
        (vec![json(200, r#"{"responseCode":"2003600"}"#)], ("open", ""), vec![10, 30, 70, 150, 230]),
        // The code of the answer says that the question itself is under way.
        (vec![json(202, &state("00").replace("2003600", "2023600"))], ("open", "00"), vec![10, 30, 70, 150, 230]),
        (vec![json(500, "<html>"), json(200, &state("00"))], ("succeeded", "00"), vec![10, 30]),
        (vec![Says::Silence, Says::NoConnection, json(200, &state("00"))], ("succeeded", "00"), vec![10, 30, 70]),
        (vec![Says::Silence], ("open", "no_answer"), vec![10, 30, 70, 150, 230]),
        (vec![json(401, r#"{"responseCode":"4013600"}"#)], ("open", "rejected"), vec![10, 30, 70, 150, 230]),
    ] {
        let network = Network::new(says);
        let found = settled(&network, STEADY).await;
        assert_eq!((found.0, found.1.as_str()), expected);
        assert_eq!(network.times("/transfer/status"), times, "{expected:?}");
        // Money moves once at most: nothing but the question goes out.
        assert_eq!(network.times("").len(), times.len());
    }
}

#[tokio::test(start_paused = true)]
async fn not_found_is_no_failure_until_the_grace_that_was_given_is_over() {
    let not_found = || json(404, NOT_FOUND);
    for says in [not_found as fn() -> Says, || json(200, &state("07"))] {
        let network = Network::new([says(), says(), json(200, &state("00"))]);
        assert_eq!(settled(&network, STEADY).await.0, "succeeded");
        let network = Network::new([says()]);
        assert_eq!(settled(&network, STEADY).await.0, "open");
        let network = Network::new([says()]);
        let graceful = STEADY.not_found_grace(Duration::from_secs(60));
        assert_eq!(settled(&network, graceful).await.0, "failed");
        assert_eq!(network.times("/transfer/status"), [10, 30, 70]);
    }
    // Another 404 is about the partner or the path, and not about the transfer.
    let network = Network::new([json(404, r#"{"responseCode":"4043616","responseMessage":"Partner Not Found"}"#)]);
    assert_eq!(settled(&network, STEADY.not_found_grace(Duration::ZERO)).await, ("open", "rejected".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn nobody_is_asked_before_the_provider_wants_it() {
    let limited = |after| Says::RetryAfter(429, after, r#"{"responseCode":"4293600"}"#.to_owned());
    let network = Network::new([limited("100"), json(200, &state("00"))]);
    assert_eq!(settled(&network, STEADY).await.0, "succeeded");
    assert_eq!(network.times("/transfer/status"), [10, 110]);
    // Longer than we wait: it ends at once, and open.
    let network = Network::new([limited("3600")]);
    assert_eq!(settled(&network, STEADY).await, ("open", "rejected".to_owned()));
    assert_eq!(network.times("/transfer/status"), [10]);
    // An answer that is good may ask for patience too.
    let network = Network::new([Says::RetryAfter(200, "50", state("02")), json(200, &state("00"))]);
    assert_eq!(settled(&network, STEADY).await.0, "succeeded");
    assert_eq!(network.times("/transfer/status"), [10, 60]);
}

#[tokio::test(start_paused = true)]
async fn at_least_one_question_is_asked() {
    for schedule in [PollSchedule::once(), STEADY.deadline(Duration::from_secs(3))] {
        let network = Network::new([json(200, &state("03"))]);
        assert_eq!(settled(&network, schedule).await, ("open", "03".to_owned()));
        assert_eq!(network.times("/transfer/status").len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_about_another_call_is_none() {
    let about =
        |reference: &str| state("00").replace("{", &format!(r#"{{"originalPartnerReferenceNo":"{reference}","#));
    let network = Network::new([json(200, &about("OTHER")), json(200, &about("REF-0001"))]);
    assert_eq!(settled(&network, STEADY).await.0, "succeeded");
    assert_eq!(network.times("/transfer/status"), [10, 30]);
}

#[tokio::test(start_paused = true)]
async fn the_question_holds_what_is_known_of_the_call() {
    for (answer, number) in [
        (r#"{"responseCode":"2021800","referenceNo":"B-1"}"#, r#""originalReferenceNo":"B-1","#),
        // A number where text is promised is sent as text.
        (r#"{"responseCode":"2021800","referenceNo":4711}"#, r#""originalReferenceNo":"4711","#),
        (r#"{"responseCode":"2021800","referenceNo":null}"#, ""),
        // More than the service takes: what is only a help is left out.
        (r#"{"responseCode":"2021800","referenceNo":"12345678901234567"}"#, ""),
    ] {
        let network = Network::new([json(202, answer), json(200, &state("00"))]);
        let client = client(&network).with(CallOptions::new().external_id("4711"));
        let error = client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.unwrap_err();
        assert!(error.is_ambiguous(), "{error}");
        let time = error.call().unwrap().sent_at().unwrap();
        assert!(matches!(client.settle(&INQUIRY, &transfer(), &error).await, Settled::Succeeded(_)));
        let expected = format!(
            r#"{{"originalPartnerReferenceNo":"REF-0001",{number}"originalExternalId":"4711","serviceCode":"18","transactionDate":"{time}"}}"#,
        );
        assert_eq!(network.bodies("/transfer/status"), [expected]);
        assert_eq!(network.times("/transfer").len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_call_does_not_hold_is_given_by_who_asks() {
    use snap_core::{Fill, Inquiry, Question, Tells};
    static ASKING: Inquiry<Transfer, StatusQuery, State> = Inquiry::new(
        Question::new(&PLAIN_TRANSFER, &STATUS)
            .fill(&[Fill::request("originalPartnerReferenceNo", "partnerReferenceNo"), Fill::text("serviceCode", "18")])
            .ask(&["branch"])
            .tells(Tells::LATEST),
    );
    let network = Network::new([json(200, &state("00"))]);
    let client = client(&network);
    let settled = client.settle(&ASKING, &transfer(), Sent::new()).await;
    assert_eq!(told(&settled), ("open", "branch".to_owned()));
    assert_eq!(network.times("").len(), 0);
    let give = |query: StatusQuery| StatusQuery { branch: Some("0001".to_owned()), ..query };
    assert_eq!(told(&client.settle(&ASKING, &transfer(), Sent::new()).with(give).await).0, "succeeded");
    // A question that breaks its rules is not asked, and asking again would not help.
    let long = |query: StatusQuery| StatusQuery { branch: Some("123456789".to_owned()), ..query };
    let settled = client.settle(&ASKING, &transfer(), Sent::new()).with(long).await;
    assert!(matches!(settled.error(), Some(SnapError::InvalidRequest(_))), "{settled:?}");
    assert_eq!(network.times("").len(), 1);
}

#[tokio::test]
async fn settles_over_real_http() {
    let bank = Bank::start(|seen, before| match (seen.target.as_str(), before) {
        ("/snap/v1.0/transfer", _) => Answer::Stall(Vec::new()),
        (_, 1) => Answer::json(404, NOT_FOUND),
        (_, 2) => Answer::Raw(Vec::new()),
        (_, 3) => Answer::json(200, &state("03")),
        _ => Answer::json(200, &state("00")),
    })
    .await;
    let client = builder(&bank, symmetric()).timeout(Duration::from_millis(200)).build().unwrap();
    let error = client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.unwrap_err();
    assert!(matches!(error, SnapError::Ambiguous(_)), "{error}");
    let quick = PollSchedule::new().first(Duration::from_millis(10)).deadline(Duration::from_secs(20));
    let settled = client.settle(&INQUIRY, &transfer(), &error).schedule(quick).await;
    assert_eq!(told(&settled), ("succeeded", "00".to_owned()));
    assert_eq!((bank.count("/transfer"), bank.count("/transfer/status")), (1, 4));
    assert!(bank.seen().last().unwrap().body().contains(error.external_id().unwrap()));
}
