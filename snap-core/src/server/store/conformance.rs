//! What every store must do, to be called from tests of one's own: each function panics where the store does not.
#![allow(clippy::panic, clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test says so by panicking")]

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::{Claimed, Ending, Store};
use crate::server::answer::Answered;
use crate::server::claim::{Claim, Record, milliseconds, owner};
use crate::signing::body_hash;

const MINUTE: Duration = Duration::from_secs(60);

/// A claim of an external ID and, where it is given, a reference, by a new owner.
#[must_use]
pub fn claim(external: &str, reference: Option<&str>, content: &str) -> Claim {
    let record = Record {
        owner: owner().unwrap(),
        content: body_hash(content.as_bytes()),
        reference: None,
        lease: milliseconds(SystemTime::now() + MINUTE),
        answer: None,
    };
    Claim {
        external_key: Some(format!("external:{external}").into()),
        reference_key: reference.map(|reference| format!("reference:{reference}").into()),
        record: Arc::new(record),
        keep_external: MINUTE,
        keep_reference: MINUTE,
    }
}

/// All of it. Keys begin with `name`, so that a store that is shared may be used.
pub async fn all(store: Arc<dyn Store>, name: &str) {
    claims_are_taken_once(&*store, &format!("{name}-1")).await;
    claims_are_taken_whole(&*store, &format!("{name}-2")).await;
    answers_are_kept_by_their_owner(&*store, &format!("{name}-3")).await;
    endings_free_what_was_not_done(&*store, &format!("{name}-4")).await;
    values_come_and_go(&*store, &format!("{name}-5")).await;
    one_of_many_wins(store, &format!("{name}-6")).await;
}

/// The second of two claims finds the first.
pub async fn claims_are_taken_once(store: &dyn Store, name: &str) {
    let first = claim(name, None, "a");
    assert_eq!(store.claim(&first).await.unwrap(), Claimed::New);
    let Claimed::External(found) = store.claim(&claim(name, None, "b")).await.unwrap() else { panic!("claimed twice") };
    assert_eq!(&*found, first.record());
}

/// A claim whose reference is taken takes nothing.
pub async fn claims_are_taken_whole(store: &dyn Store, name: &str) {
    let first = claim(&format!("{name}-a"), Some(name), "a");
    assert_eq!(store.claim(&first).await.unwrap(), Claimed::New);
    let other = claim(&format!("{name}-b"), Some(name), "a");
    assert_eq!(store.claim(&other).await.unwrap(), Claimed::Reference(Box::new(first.record().clone())));
    // The external ID comes before the reference.
    let both = claim(&format!("{name}-a"), Some(name), "a");
    assert_eq!(store.claim(&both).await.unwrap(), Claimed::External(Box::new(first.record().clone())));
    let free = claim(&format!("{name}-b"), None, "a");
    assert_eq!(store.claim(&free).await.unwrap(), Claimed::New, "the external ID of the refused claim was taken");
}

/// Only the owner ends a claim, and what he answered is found.
pub async fn answers_are_kept_by_their_owner(store: &dyn Store, name: &str) {
    let (first, answer) = (claim(name, Some(name), "a"), Answered::new(200, r#"{"responseCode":"2002500"}"#));
    assert_eq!(store.claim(&first).await.unwrap(), Claimed::New);
    let stranger = claim(name, Some(name), "a");
    assert!(!store.complete(&stranger, Ending::Answered(&answer)).await.unwrap());
    assert!(store.complete(&first, Ending::Answered(&answer)).await.unwrap());
    for key in ["again", name] {
        let found = match store.claim(&claim(key, Some(name), "a")).await.unwrap() {
            Claimed::External(found) | Claimed::Reference(found) => found,
            Claimed::New => panic!("an answered claim was taken again"),
        };
        assert_eq!(found.answered().unwrap(), answer);
    }
    assert!(!store.complete(&claim("never", None, "a"), Ending::Answered(&answer)).await.unwrap());
}

/// What was refused may be asked for again; what was released is as if it had never been.
pub async fn endings_free_what_was_not_done(store: &dyn Store, name: &str) {
    let (first, answer) = (claim(name, Some(name), "a"), Answered::new(404, "{}"));
    assert_eq!(store.claim(&first).await.unwrap(), Claimed::New);
    assert!(store.complete(&first, Ending::Refused(&answer)).await.unwrap());
    assert!(matches!(store.claim(&claim(name, None, "a")).await.unwrap(), Claimed::External(_)));
    let next = claim(&format!("{name}-next"), Some(name), "b");
    assert_eq!(store.claim(&next).await.unwrap(), Claimed::New);
    assert!(store.complete(&next, Ending::Released).await.unwrap());
    assert_eq!(store.claim(&claim(&format!("{name}-next"), Some(name), "c")).await.unwrap(), Claimed::New);
}

/// Values are kept as long as was said, and taken once.
pub async fn values_come_and_go(store: &dyn Store, name: &str) {
    assert_eq!(store.get(name).await.unwrap(), None);
    store.put(name, b"1", MINUTE).await.unwrap();
    store.put(name, b"\x00\xFF", MINUTE).await.unwrap();
    assert_eq!(store.get(name).await.unwrap().as_deref(), Some(&b"\x00\xFF"[..]));
    assert_eq!(store.take(name).await.unwrap().as_deref(), Some(&b"\x00\xFF"[..]));
    assert_eq!(store.take(name).await.unwrap(), None);
    store.put(name, b"short", Duration::from_millis(1100)).await.unwrap();
    let mut claim = claim(name, None, "a");
    claim.keep_external = Duration::from_millis(1100);
    assert_eq!(store.claim(&claim).await.unwrap(), Claimed::New);
    tokio::time::sleep(Duration::from_millis(2100)).await;
    assert_eq!(store.get(name).await.unwrap(), None, "a value was kept beyond its time");
    assert_eq!(store.claim(&claim).await.unwrap(), Claimed::New, "a claim was kept beyond its time");
}

/// Of many at once one takes the claim.
pub async fn one_of_many_wins(store: Arc<dyn Store>, name: &str) {
    let tasks: Vec<_> = (0..32)
        .map(|index| {
            let (store, claim) = (Arc::clone(&store), claim(&format!("{name}-{}", index % 4), Some(name), "a"));
            tokio::spawn(async move { store.claim(&claim).await.unwrap() == Claimed::New })
        })
        .collect();
    let mut winners = 0;
    for task in tasks {
        winners += usize::from(task.await.unwrap());
    }
    assert_eq!(winners, 1, "a reference was taken {winners} times");
}
