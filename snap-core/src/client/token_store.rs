//! Access tokens that several processes share.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::signing::secret::Secret;

/// Why a store did not do what it was asked, in its own words. They must hold no secret: they are shown.
pub type TokenStoreFailure = Box<dyn Error + Send + Sync>;
/// A future of a [`TokenStore`].
pub type TokenStoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, TokenStoreFailure>> + Send + 'a>>;

/// Keeps access tokens where other processes find them, such as in Redis: one token for all of them, for some providers let
/// no more than one be valid.
///
/// A client keeps the token that it uses by itself. It looks here before it asks the provider for another, takes what is
/// here if it still holds and was not refused, and puts here what it got. A store that fails is passed by: the provider is
/// asked. Keep what is stored as safe as the client secret, and no longer than until [`StoredToken::expires_at`].
///
/// ```
/// use std::collections::HashMap;
/// use std::sync::Mutex;
/// use snap_core::client::{StoredToken, TokenKey, TokenStore, TokenStoreFuture};
///
/// #[derive(Default)]
/// struct Shared(Mutex<HashMap<String, StoredToken>>);
///
/// impl TokenStore for Shared {
///     fn load<'a>(&'a self, key: &'a TokenKey) -> TokenStoreFuture<'a, Option<StoredToken>> {
///         let tokens = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
///         let found = tokens.get(&key.to_string()).cloned();
///         Box::pin(async { Ok(found) })
///     }
///
///     fn save<'a>(&'a self, key: &'a TokenKey, token: &'a StoredToken) -> TokenStoreFuture<'a, ()> {
///         let mut tokens = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
///         tokens.insert(key.to_string(), token.clone());
///         Box::pin(async { Ok(()) })
///     }
/// }
/// ```
pub trait TokenStore: Send + Sync {
    /// The token that was saved under a key.
    fn load<'a>(&'a self, key: &'a TokenKey) -> TokenStoreFuture<'a, Option<StoredToken>>;

    /// Keeps a token in place of what was under the key.
    fn save<'a>(&'a self, key: &'a TokenKey, token: &'a StoredToken) -> TokenStoreFuture<'a, ()>;
}

impl<S: TokenStore + ?Sized> TokenStore for Arc<S> {
    fn load<'a>(&'a self, key: &'a TokenKey) -> TokenStoreFuture<'a, Option<StoredToken>> {
        (**self).load(key)
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: &'a StoredToken) -> TokenStoreFuture<'a, ()> {
        (**self).save(key, token)
    }
}

/// Whose token it is: of which partner, from which token service. `Display` writes it as one line, to be the key of a
/// store.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TokenKey {
    /// Where tokens are asked for: scheme, host and path.
    pub address: String,
    /// X-CLIENT-KEY of the partner.
    pub client_key: String,
}

impl fmt::Display for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.address, self.client_key)
    }
}

/// A token with its end. `Debug` shows no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    secret: Secret,
    expires_at: SystemTime,
}

impl StoredToken {
    /// As it comes out of a store.
    #[must_use]
    pub const fn new(secret: Secret, expires_at: SystemTime) -> Self {
        Self { secret, expires_at }
    }

    /// The token itself.
    #[must_use]
    pub const fn secret(&self) -> &Secret {
        &self.secret
    }

    /// When it ends, by the clock of the client that got it.
    #[must_use]
    pub const fn expires_at(&self) -> SystemTime {
        self.expires_at
    }

    /// How long it lasts.
    pub(super) fn life(&self, now: SystemTime) -> Option<Duration> {
        self.expires_at.duration_since(now).ok().filter(|life| !life.is_zero())
    }
}
