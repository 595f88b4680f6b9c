//! The access token of a client: fetched once for all who wait, renewed beside the calls before it ends.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use serde_json::value::RawValue;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::Instant;

use crate::client::reply::RawReply;
use crate::client::token_store::StoredToken;
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

/// After a renewal that failed, the next is tried so much later: the old token still holds.
const PATIENCE: Duration = Duration::from_secs(5);

/// An access token.
#[derive(Debug)]
pub(super) struct Token {
    pub secret: Secret,
    renew_at: RwLock<Instant>,
    ends_at: Instant,
}

impl Token {
    pub(super) fn new(secret: Secret, asked_at: Instant, life: Option<Duration>) -> Self {
        let life = life.unwrap_or(USUAL_LIFE).min(LONGEST_LIFE);
        let renew_at = RwLock::new(asked_at + (life - MARGIN.min(life / 10)));
        Self { secret, renew_at, ends_at: asked_at + life }
    }

    /// Of a store, if it is not about to end: then a new one is due all the same.
    pub(super) fn stored(stored: &StoredToken, now: Instant, clock: SystemTime) -> Option<Self> {
        let life = stored.life(clock)?;
        let token = Self::new(stored.secret().clone(), now, Some(life));
        // The margin of a life that is nearly over is short; what counts here is that of a usual one.
        (life > MARGIN).then_some(token)
    }

    /// How long it lasts.
    pub(super) fn life_left(&self) -> Duration {
        self.ends_at.saturating_duration_since(Instant::now())
    }

    fn is_fresh(&self, now: Instant) -> bool {
        now < *self.renew_at.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn renew_later(&self) {
        *self.renew_at.write().unwrap_or_else(PoisonError::into_inner) = Instant::now() + PATIENCE;
    }

    /// Of an answer of service 73. `asked_at` is when the request was made: from then on the life counts, to be safe.
    pub(super) fn read(reply: RawReply, asked_at: Instant) -> Result<Self, SnapError> {
        let found = raw::members_of_text(reply.text()).ok().and_then(|Members(members)| {
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
/// Whoever finds it missing fetches it while the others wait; they take what he gets, also if that is an error, so that a
/// provider in trouble is not asked once by each of them. When he gives up waiting, the next one fetches. One that ends
/// soon is used on, and nobody waits: another is fetched beside.
#[derive(Default)]
pub(super) struct TokenCache {
    current: RwLock<Option<Arc<Token>>>,
    flight: Arc<Mutex<Option<Landing>>>,
    landings: AtomicU64,
    /// What the provider refused, or the caller had forgotten: a store may still have it.
    refused: RwLock<Option<Secret>>,
}

impl TokenCache {
    pub(super) async fn get<F>(self: &Arc<Self>, fetch: impl FnOnce() -> F) -> Landing
    where
        F: Future<Output = Result<Token, SnapError>> + Send + 'static,
    {
        // Read first: a landing after it is one that was waited for.
        let seen = self.landings.load(Ordering::Acquire);
        let now = Instant::now();
        match self.current() {
            Some(token) if token.is_fresh(now) => return Ok(token),
            Some(token) if now < token.ends_at => {
                // Unless somebody renews it already.
                if let Ok(flight) = Arc::clone(&self.flight).try_lock_owned() {
                    let (cache, old, fetching) = (Arc::clone(self), Arc::clone(&token), fetch());
                    tokio::spawn(async move {
                        if cache.land(flight, fetching).await.is_err() {
                            old.renew_later();
                        }
                    });
                }
                return Ok(token);
            }
            _ => {}
        }
        let flight = Arc::clone(&self.flight).lock_owned().await;
        if self.landings.load(Ordering::Acquire) != seen
            && let Some(landing) = &*flight
        {
            return landing.clone();
        }
        self.land(flight, fetch()).await
    }

    /// The token, if nothing needs to be done about it.
    pub(super) fn fresh(&self) -> Option<Arc<Token>> {
        self.current().filter(|token| token.is_fresh(Instant::now()))
    }

    async fn land(
        &self,
        mut flight: OwnedMutexGuard<Option<Landing>>,
        fetching: impl Future<Output = Result<Token, SnapError>>,
    ) -> Landing {
        let landing = match fetching.await {
            Ok(token) => {
                let token = Arc::new(token);
                self.set(Some(Arc::clone(&token)));
                Ok(token)
            }
            Err(error) => Err(Arc::new(error)),
        };
        *flight = Some(landing.clone());
        self.landings.fetch_add(1, Ordering::Release);
        landing
    }

    /// Drops the token: the next call asks for another.
    pub(super) fn forget(&self) {
        if let Some(token) = self.current() {
            self.refuse(&token);
        }
    }

    /// Whether this is the token that was refused last.
    pub(super) fn was_refused(&self, token: &Secret) -> bool {
        self.refused.read().unwrap_or_else(PoisonError::into_inner).as_ref() == Some(token)
    }

    /// Drops a token that the provider refused, unless another one has taken its place.
    pub(super) fn refuse(&self, token: &Arc<Token>) {
        *self.refused.write().unwrap_or_else(PoisonError::into_inner) = Some(token.secret.clone());
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
        cache: Arc<TokenCache>,
        fetched: AtomicUsize,
    }

    impl Counted {
        fn new() -> Arc<Self> {
            Arc::new(Self { cache: Arc::default(), fetched: AtomicUsize::new(0) })
        }

        async fn get(self: &Arc<Self>, life: Option<u64>) -> Landing {
            let counted = Arc::clone(self);
            let fetch = || async move {
                let count = counted.fetched.fetch_add(1, Ordering::SeqCst);
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
        for (life, fresh, stale) in [(900, 868, 870), (86_400, 86_368, 86_370), (60, 52, 54), (20, 16, 18)] {
            let counted = Counted::new();
            for (at, fetched) in [(0, 1), (fresh, 1), (stale - fresh, 2)] {
                tokio::time::sleep(Duration::from_secs(at)).await;
                counted.get(Some(life)).await.unwrap();
                tokio::time::sleep(Duration::from_millis(100)).await;
                assert_eq!(counted.fetched(), fetched, "{life} {at}");
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_that_still_holds_is_used_while_it_is_renewed_or_cannot_be() {
        let counted = Counted::new();
        counted.get(Some(900)).await.unwrap();
        tokio::time::sleep(Duration::from_secs(880)).await;
        let before = Instant::now();
        let landed = all(&counted, 10, None).await;
        assert!(landed.iter().flatten().all(|token| token.secret.expose() == "T0") && landed.len() == 10);
        assert_eq!(Instant::now(), before, "nobody waits for a renewal");
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(counted.fetched(), 2);
        // It failed: the old one is used on, and the next is not asked for at once.
        assert_eq!(counted.get(Some(900)).await.unwrap().secret.expose(), "T0");
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(counted.fetched(), 2);
        tokio::time::sleep(Duration::from_secs(5)).await;
        assert_eq!(counted.get(Some(900)).await.unwrap().secret.expose(), "T0");
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!((counted.fetched(), counted.get(None).await.unwrap().secret.expose()), (3, "T2"));
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
    async fn a_forgotten_token_is_asked_for_again() {
        let counted = Counted::new();
        for count in 1..3 {
            counted.get(Some(900)).await.unwrap();
            assert_eq!(counted.fetched(), count);
            counted.cache.forget();
        }
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
