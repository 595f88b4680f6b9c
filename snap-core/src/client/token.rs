//! The access token of a client: fetched once for all who wait, renewed before it ends.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use serde_json::value::RawValue;
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::client::reply::RawReply;
use crate::error::{SnapError, UnreadableReason};
use crate::json::extra::Form;
use crate::json::raw::{self, Members};
use crate::signing::secret::Secret;

/// How long a token lasts when the answer does not say (ASPI, access token B2B: `expiresIn` "900").
const USUAL_LIFE: Duration = Duration::from_secs(900);
/// Longer lives are not believed.
const LONGEST_LIFE: Duration = Duration::from_secs(30 * 24 * 3600);
/// A token is renewed so long before it ends, or at a tenth of its life where that is shorter.
const MARGIN: Duration = Duration::from_secs(30);

/// An access token.
#[derive(Debug)]
pub(super) struct Token {
    pub secret: Secret,
    renew_at: Instant,
    ends_at: Instant,
}

impl Token {
    pub(super) fn new(secret: Secret, asked_at: Instant, life: Option<Duration>) -> Self {
        let life = life.unwrap_or(USUAL_LIFE).min(LONGEST_LIFE);
        Self { secret, renew_at: asked_at + (life - MARGIN.min(life / 10)), ends_at: asked_at + life }
    }

    /// Of an answer of service 73. `asked_at` is when the request was made: from then on the life counts, to be safe.
    pub(super) fn read(reply: RawReply, asked_at: Instant) -> Result<Self, SnapError> {
        let found = raw::members_of_text(reply.raw()).ok().and_then(|Members(members)| {
            let member = |name: &str| members.iter().rfind(|member| member.name == name).map(|member| member.raw);
            let token = raw::text(member("accessToken")?)?;
            // It will stand in a header, so it must be able to.
            let sendable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
            sendable.then(|| Self::new(Secret::new(token), asked_at, member("expiresIn").and_then(seconds)))
        });
        found.ok_or_else(|| reply.into_unreadable(UnreadableReason::NoToken))
    }
}

/// `"900"` as specified, or `900` as some send it.
fn seconds(value: &RawValue) -> Option<Duration> {
    let text = match raw::form(value) {
        Form::Text => raw::text(value)?,
        Form::Number => value.get().into(),
        _ => return None,
    };
    let whole = text.trim().split('.').next()?;
    whole.parse().ok().map(Duration::from_secs)
}

type Landing = Result<Arc<Token>, Arc<SnapError>>;

/// Keeps the token of one client.
///
/// Whoever finds it missing or stale fetches it while the others wait; they take what he gets, also if that is an error,
/// so that a provider in trouble is not asked once by each of them. When he gives up waiting, the next one fetches.
#[derive(Default)]
pub(super) struct TokenCache {
    current: RwLock<Option<Arc<Token>>>,
    flight: Mutex<Option<Landing>>,
    landings: AtomicU64,
}

impl TokenCache {
    pub(super) async fn get<F>(&self, fetch: impl FnOnce() -> F) -> Landing
    where
        F: Future<Output = Result<Token, SnapError>>,
    {
        // Read first: a landing after it is one that was waited for.
        let seen = self.landings.load(Ordering::Acquire);
        let now = Instant::now();
        let usable = match self.current() {
            Some(token) if now < token.renew_at => return Ok(token),
            current => current.filter(|token| now < token.ends_at),
        };
        let mut flight = match (self.flight.try_lock(), &usable) {
            (Ok(flight), _) => flight,
            // Somebody renews it already, and it still holds.
            (Err(_), Some(token)) => return Ok(Arc::clone(token)),
            (Err(_), None) => self.flight.lock().await,
        };
        if self.landings.load(Ordering::Acquire) != seen
            && let Some(landing) = &*flight
        {
            return landing.clone();
        }
        let landing = match fetch().await {
            Ok(token) => {
                let token = Arc::new(token);
                self.set(Some(Arc::clone(&token)));
                Ok(token)
            }
            Err(error) => Err(Arc::new(error)),
        };
        *flight = Some(landing.clone());
        self.landings.fetch_add(1, Ordering::Release);
        // An early renewal that failed does no harm yet.
        landing.or_else(|error| usable.ok_or(error))
    }

    /// Drops a token that the provider refused, unless another one has taken its place.
    pub(super) fn refuse(&self, token: &Arc<Token>) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(|current| Arc::ptr_eq(current, token)) {
            *current = None;
        }
    }

    fn current(&self) -> Option<Arc<Token>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, token: Option<Arc<Token>>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = token;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::client::fixture::TRANSFER;
    use crate::error::{CallInfo, NotSent};

    struct Counted {
        cache: TokenCache,
        fetched: AtomicUsize,
    }

    impl Counted {
        fn new() -> Arc<Self> {
            Arc::new(Self { cache: TokenCache::default(), fetched: AtomicUsize::new(0) })
        }

        async fn get(&self, life: Option<u64>) -> Landing {
            let fetch = || async {
                let count = self.fetched.fetch_add(1, Ordering::SeqCst);
                let asked_at = Instant::now();
                tokio::time::sleep(Duration::from_millis(20)).await;
                let life = life.ok_or_else(failure)?;
                Ok(Token::new(Secret::new(format!("T{count}")), asked_at, Some(Duration::from_secs(life))))
            };
            self.cache.get(fetch).await
        }

        fn fetched(&self) -> usize {
            self.fetched.load(Ordering::SeqCst)
        }
    }

    fn failure() -> SnapError {
        SnapError::NotSent(Box::new(NotSent::new(CallInfo::new(&TRANSFER, None, b"{}"), "refused".into())))
    }

    async fn all(counted: &Arc<Counted>, calls: usize, life: Option<u64>) -> Vec<Landing> {
        let tasks: Vec<_> = (0..calls)
            .map(|_| {
                let counted = Arc::clone(counted);
                tokio::spawn(async move { counted.get(life).await })
            })
            .collect();
        let mut landed = Vec::new();
        for task in tasks {
            landed.push(task.await.unwrap());
        }
        landed
    }

    #[tokio::test(start_paused = true)]
    async fn many_who_wait_share_one_token_or_one_failure() {
        let counted = Counted::new();
        // A token without a life still serves those who waited for it.
        for life in [None, Some(0), Some(900)] {
            let before = counted.fetched();
            let landed = all(&counted, 100, life).await;
            assert_eq!(counted.fetched() - before, 1, "{life:?}");
            assert!(landed.iter().all(|landing| landing.is_ok() == life.is_some()));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn renews_half_a_minute_or_a_tenth_before_the_end() {
        for (life, fresh, stale) in [(900, 868, 870), (86_400, 86_368, 86_370), (60, 52, 54), (10, 8, 9)] {
            let counted = Counted::new();
            for (at, fetched) in [(0, 1), (fresh, 1), (stale - fresh, 2)] {
                tokio::time::sleep(Duration::from_secs(at)).await;
                counted.get(Some(life)).await.unwrap();
                assert_eq!(counted.fetched(), fetched, "{life} {at}");
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_that_still_holds_is_used_while_it_is_renewed_or_cannot_be() {
        let counted = Counted::new();
        counted.get(Some(900)).await.unwrap();
        tokio::time::sleep(Duration::from_secs(880)).await;
        assert_eq!(counted.get(None).await.unwrap().secret.expose(), "T0");
        assert_eq!(counted.fetched(), 2);
        let landed = all(&counted, 10, Some(900)).await;
        assert_eq!(counted.fetched(), 3);
        let old = landed.iter().flatten().filter(|token| token.secret.expose() == "T0").count();
        assert_eq!(old, 9);
        tokio::time::sleep(Duration::from_secs(1000)).await;
        assert!(counted.get(None).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_refused_token_is_dropped_once() {
        let counted = Counted::new();
        let first = counted.get(Some(900)).await.unwrap();
        counted.cache.refuse(&first);
        let second = counted.get(Some(900)).await.unwrap();
        counted.cache.refuse(&first);
        let third = counted.get(Some(900)).await.unwrap();
        assert_eq!((second.secret.expose(), third.secret.expose()), ("T1", "T1"));
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_gives_up_does_not_take_the_others_along() {
        let counted = Counted::new();
        let leader = Arc::clone(&counted);
        let leader = tokio::spawn(async move { leader.get(Some(900)).await });
        tokio::task::yield_now().await;
        let waiting = Arc::clone(&counted);
        let waiting = tokio::spawn(async move { waiting.get(Some(900)).await });
        tokio::task::yield_now().await;
        leader.abort();
        assert!(waiting.await.unwrap().is_ok());
        assert_eq!(counted.fetched(), 2);
    }
}
