//! A token store: one token for several processes, and what happens when it fails.
#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, reason = "a test says so by failing")]

mod client_support;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use client_support::service::*;
use client_support::{Answer, Bank};
use snap_core::Secret;
use snap_core::client::{StoredToken, TokenKey, TokenStore, TokenStoreFuture};

/// What two processes share, or what is out of order.
#[derive(Default)]
struct Shared {
    tokens: Mutex<HashMap<String, StoredToken>>,
    broken: bool,
    silent: bool,
}

impl Shared {
    fn only(&self) -> StoredToken {
        let tokens = self.tokens.lock().unwrap();
        assert_eq!(tokens.len(), 1);
        tokens.values().next().unwrap().clone()
    }
}

impl TokenStore for Shared {
    fn load<'a>(&'a self, key: &'a TokenKey) -> TokenStoreFuture<'a, Option<StoredToken>> {
        Box::pin(async move {
            if self.silent {
                std::future::pending::<()>().await;
            }
            if self.broken {
                Err("out of order".into())
            } else {
                Ok(self.tokens.lock().unwrap().get(&key.to_string()).cloned())
            }
        })
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: &'a StoredToken) -> TokenStoreFuture<'a, ()> {
        Box::pin(async move {
            if self.broken {
                return Err("out of order".into());
            }
            self.tokens.lock().unwrap().insert(key.to_string(), token.clone());
            Ok(())
        })
    }
}

/// A bank of which only the newest token holds: T0, T1, …
async fn one_token_at_a_time() -> Bank {
    let given = Arc::new(AtomicUsize::new(0));
    Bank::start(move |seen, _| match seen.target.as_str() {
        TOKEN_PATH => {
            let count = given.fetch_add(1, Ordering::SeqCst);
            Answer::Json(200, token_json("\"900\"").replace(TOKEN, &format!("T{count}")))
        }
        _ => {
            let newest = format!("Bearer T{}", given.load(Ordering::SeqCst).wrapping_sub(1));
            if seen.header("authorization") == Some(newest.as_str()) {
                Answer::json(200, GOOD)
            } else {
                Answer::json(401, r#"{"responseCode":"4011801","responseMessage":"Invalid Token (B2B)"}"#)
            }
        }
    })
    .await
}

#[tokio::test]
async fn two_processes_use_one_token_and_renew_it_once() {
    let (bank, store) = (one_token_at_a_time().await, Arc::new(Shared::default()));
    let process = || builder(&bank, symmetric()).token_store(Arc::clone(&store)).build().unwrap();
    let (first, second) = (process(), process());
    first.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    second.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    assert_eq!(bank.count(TOKEN_PATH), 1);
    let stored = store.only();
    assert_eq!(stored.secret(), &Secret::new("T0"));
    let life = stored.expires_at().duration_since(SystemTime::now()).unwrap();
    assert!(life > Duration::from_secs(890) && life <= Duration::from_secs(900), "{life:?}");
    let key = store.tokens.lock().unwrap().keys().next().cloned();
    assert_eq!(key, Some(format!("{}{TOKEN_PATH} CK-77", bank.url)));

    // The provider drops it. The first to notice gets another; the other finds it in the store, and asks nobody.
    first.forget_token();
    first.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    assert_eq!(bank.count(TOKEN_PATH), 2);
    second.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    assert_eq!((bank.count(TOKEN_PATH), store.only().secret()), (2, &Secret::new("T1")));
    // A third one, that comes later.
    process().call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    assert_eq!(bank.count(TOKEN_PATH), 2);
    assert!(!format!("{stored:?}").contains("T0"));
}

#[tokio::test]
async fn a_token_that_has_ended_or_soon_will_is_not_taken() {
    let (bank, store) = (one_token_at_a_time().await, Arc::new(Shared::default()));
    let client = builder(&bank, symmetric()).token_store(Arc::clone(&store)).build().unwrap();
    client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    for life in [0, 20] {
        let before = bank.count(TOKEN_PATH);
        for token in store.tokens.lock().unwrap().values_mut() {
            *token = StoredToken::new(Secret::new("old"), SystemTime::now() + Duration::from_secs(life));
        }
        let later = builder(&bank, symmetric()).token_store(Arc::clone(&store)).build().unwrap();
        later.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
        assert_eq!(bank.count(TOKEN_PATH), before + 1, "{life}");
    }
}

#[tokio::test]
async fn a_store_that_is_broken_or_silent_stops_no_call() {
    for (broken, silent) in [(true, false), (false, true)] {
        let bank = one_token_at_a_time().await;
        let store = Shared { broken, silent, ..Shared::default() };
        let client = builder(&bank, symmetric()).token_store(store).build().unwrap();
        for _ in 0..2 {
            client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
        }
        assert_eq!(bank.count(TOKEN_PATH), 1);
    }
}

#[tokio::test]
async fn two_partners_share_a_store_and_no_token() {
    let (bank, store) = (one_token_at_a_time().await, Arc::new(Shared::default()));
    let client = builder(&bank, symmetric()).token_store(Arc::clone(&store)).build().unwrap();
    let other = client.for_partner(symmetric().with_client_key("CK-78")).unwrap();
    client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    other.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    assert_eq!((bank.count(TOKEN_PATH), store.tokens.lock().unwrap().len()), (2, 2));
}
