#![allow(clippy::unwrap_used, reason = "a test says so by panicking")]

use std::sync::Barrier;
use std::thread;

use proptest::prelude::*;

use super::*;
use crate::server::claim::owner;
use crate::signing::body_hash;

const LONG: Duration = Duration::from_secs(3600);

fn claim(external: &str, reference: Option<&str>, keep: Duration) -> Claim {
    let record = Record { owner: owner().unwrap(), content: body_hash(b""), reference: None, lease: 0, answer: None };
    Claim {
        external_key: Some(format!("external:{external}").into()),
        reference_key: reference.map(|reference| format!("reference:{reference}").into()),
        record: Arc::new(record),
        keep_external: keep,
        keep_reference: keep,
    }
}

#[test]
fn of_two_threads_that_claim_at_once_one_has_it() {
    const TIMES: usize = 10_000;
    let store = MemoryStore::default();
    let start = Barrier::new(2);
    // Both ask for the same references in the same order, under external IDs of their own.
    let run = |name: &'static str| {
        let (store, start) = (&store, &start);
        move || {
            let one = |index: usize| {
                start.wait();
                let claim = claim(&format!("{name}{index}"), Some(&index.to_string()), LONG);
                store.claim_all(&claim).unwrap() == Claimed::New
            };
            (0..TIMES).map(one).collect::<Vec<_>>()
        }
    };
    let (first, second) = thread::scope(|scope| {
        let (first, second) = (scope.spawn(run("a")), scope.spawn(run("b")));
        (first.join().unwrap(), second.join().unwrap())
    });
    let winners: Vec<_> = first.iter().zip(&second).map(|(a, b)| usize::from(*a) + usize::from(*b)).collect();
    let twice = winners.iter().filter(|winners| **winners == 2).count();
    assert!(winners.iter().all(|winners| *winners == 1), "{twice} of {TIMES} were claimed twice");
}

#[test]
fn a_store_that_is_full_refuses_and_forgets_nothing() {
    let store = MemoryStore::new(4);
    let (first, second) = (claim("1", Some("1"), LONG), claim("2", Some("2"), LONG));
    assert_eq!(store.claim_all(&first).unwrap(), Claimed::New);
    assert_eq!(store.claim_all(&second).unwrap(), Claimed::New);
    for late in [claim("3", Some("3"), LONG), claim("3", None, LONG)] {
        assert!(store.claim_all(&late).is_err());
    }
    assert!(store.put_one("value", b"1", LONG).is_err());
    // What is there is found, and ended, all the same.
    assert!(matches!(store.claim_all(&claim("1", Some("9"), LONG)).unwrap(), Claimed::External(_)));
    assert!(store.complete_all(&second, Ending::Answered(&Answered::new(200, "{}"))));
    assert!(matches!(store.claim_all(&claim("9", Some("2"), LONG)).unwrap(), Claimed::Reference(_)));
    assert!(store.complete_all(&first, Ending::Released));
    assert_eq!(store.claim_all(&claim("3", Some("3"), LONG)).unwrap(), Claimed::New);
    assert_eq!(store.keys(), 4);
}

#[test]
fn a_claim_takes_room_for_all_of_its_keys_or_none() {
    let store = MemoryStore::new(3);
    assert_eq!(store.claim_all(&claim("1", Some("1"), LONG)).unwrap(), Claimed::New);
    assert!(store.claim_all(&claim("2", Some("2"), LONG)).is_err());
    assert_eq!(store.keys(), 2);
    assert_eq!(store.claim_all(&claim("2", None, LONG)).unwrap(), Claimed::New);
}

#[test]
fn what_has_had_its_time_makes_room_also_where_it_was_kept_anew() {
    const SHORT: Duration = Duration::from_millis(20);
    let store = MemoryStore::new(4);
    for _ in 0..2 {
        assert_eq!(store.claim_all(&claim("1", Some("1"), SHORT)).unwrap(), Claimed::New);
        store.put_one("value", b"1", LONG).unwrap();
        store.put_one("value", b"2", SHORT).unwrap();
        assert_eq!(store.keys(), 3);
        let waited = Instant::now();
        // A full store looks for room; a value that had its time is not given, whether it still stands there or not.
        while store.get_one("value").is_some() {
            thread::yield_now();
        }
        assert!(waited.elapsed() < Duration::from_millis(900), "a value was given long after its time");
        while store.keys() > 0 {
            assert!(waited.elapsed() < Duration::from_secs(10), "{store:?}");
            thread::yield_now();
        }
    }
}

#[test]
fn a_key_that_is_put_and_taken_over_and_over_takes_no_room() {
    let store = MemoryStore::new(2);
    for _ in 0..10_000 {
        store.put_one("value", b"1", LONG).unwrap();
        assert!(store.take_one("value").is_some());
    }
    store.put_one("value", b"1", LONG).unwrap();
    let shelf = store.shelf(Instant::now());
    assert_eq!(shelf.by_key.len(), 1);
    assert!(shelf.by_end.values().map(Vec::len).sum::<usize>() < 2000);
}

/// What is done to a store, to one of a few keys.
#[derive(Debug, Clone)]
enum Step {
    Claim(u8, Option<u8>),
    Complete(u8, u8),
    Put(u8),
    Take(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0..6_u8, prop::option::of(0..6_u8)).prop_map(|(external, reference)| Step::Claim(external, reference)),
        (any::<u8>(), 0..3_u8).prop_map(|(which, how)| Step::Complete(which, how)),
        (0..4_u8).prop_map(Step::Put),
        (0..4_u8).prop_map(Step::Take),
    ];
    prop::collection::vec(step, 0..60)
}

proptest! {
    /// Against a plain map, in which nothing ends.
    #[test]
    fn it_keeps_what_a_map_keeps(most in 1..12_usize, steps in steps()) {
        let store = MemoryStore::new(most);
        let mut map: HashMap<String, Option<Record>> = HashMap::new();
        let mut claims: Vec<Claim> = Vec::new();
        for step in steps {
            match step {
                Step::Claim(external, reference) => {
                    let reference = reference.map(|reference| reference.to_string());
                    let claim = claim(&external.to_string(), reference.as_deref(), LONG);
                    let keys: Vec<_> = claim.keys().map(|(key, _)| key.to_owned()).collect();
                    let there = keys.iter().find_map(|key| map.get(key).map(|there| (key, there.clone().unwrap())));
                    match (there, store.claim_all(&claim)) {
                        (Some((key, record)), Ok(Claimed::External(found))) => {
                            prop_assert!(key.starts_with("external") && record == *found);
                        }
                        (Some((key, record)), Ok(Claimed::Reference(found))) => {
                            prop_assert!(key.starts_with("reference") && record == *found);
                        }
                        (None, Ok(Claimed::New)) => {
                            prop_assert!(map.len() + keys.len() <= most);
                            map.extend(keys.into_iter().map(|key| (key, Some(claim.record().clone()))));
                            claims.push(claim);
                        }
                        (None, Err(_)) => prop_assert!(map.len() + keys.len() > most),
                        (there, found) => prop_assert!(false, "{there:?} but {found:?}"),
                    }
                }
                Step::Complete(which, how) => {
                    let Some(claim) = claims.get(usize::from(which) % claims.len().max(1)) else { continue };
                    let answer = Answered::new(200, "{}");
                    let ending = [Ending::Answered(&answer), Ending::Refused(&answer), Ending::Released][usize::from(how)];
                    let is_owner = |key: &str| {
                        matches!(map.get(key), Some(Some(record)) if record.owner == claim.record.owner)
                    };
                    let owned: Vec<_> = claim.keys().map(|(key, _)| (key.to_owned(), is_owner(key))).collect();
                    prop_assert_eq!(store.complete_all(claim, ending), owned.iter().all(|(_, is)| *is));
                    for (key, _) in owned.into_iter().filter(|(_, is)| *is) {
                        match ending.kept(claim, &key) {
                            Some(answer) => drop(map.insert(key, Some(claim.completed(answer)))),
                            None => drop(map.remove(&key)),
                        }
                    }
                }
                Step::Put(key) => {
                    let key = key.to_string();
                    let fits = map.contains_key(&key) || map.len() < most;
                    prop_assert_eq!(store.put_one(&key, b"1", LONG).is_ok(), fits);
                    if fits {
                        map.insert(key, None);
                    }
                }
                Step::Take(key) => {
                    let key = key.to_string();
                    prop_assert_eq!(store.take_one(&key).is_some(), map.remove(&key).is_some());
                }
            }
            prop_assert_eq!(store.keys(), map.len());
        }
    }
}
