//! Access tokens that a server gives: to callers (service 73) and on behalf of customers (service 74).

mod service;

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::claim::{hex, milliseconds};
use super::store::{Store, StoreError};
use crate::meta::signing_profile::TimestampForm;
use crate::signing::body_hash;
use crate::signing::secret::Secret;
use crate::signing::timestamp::Timestamp;

pub use service::TokenService;

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TokenKind {
    /// Calls of a caller (service 73).
    B2b,
    /// Calls on behalf of a customer (service 74).
    B2b2c,
    /// A new token on behalf of a customer.
    Refresh,
}

/// Whose a token is. The store keeps it under the hash of the token, which it never sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TokenHolder {
    /// What it is good for.
    pub kind: TokenKind,
    /// The caller, by name.
    pub caller: String,
    /// The only CHANNEL-ID that it is good for, if it was bound to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The customer, as whoever gave the authorisation code calls him.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// The authorisation that it comes from: what is revoked when a code is used twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<String>,
    /// Milliseconds since 1970 after which it is not good any more.
    pub expires: u64,
}

impl TokenHolder {
    /// A token of a caller, for some time.
    #[must_use]
    pub fn new(kind: TokenKind, caller: impl Into<String>, now: SystemTime, lifetime: Duration) -> Self {
        let expires = milliseconds(now + lifetime);
        Self { kind, caller: caller.into(), channel: None, customer: None, grant: None, expires }
    }

    pub(crate) fn is_good(&self, now: SystemTime) -> bool {
        milliseconds(now) < self.expires
    }
}

/// An expired token is kept a little longer, so that the log can tell it from one that never was.
const AFTERWARDS: Duration = Duration::from_secs(3600);

/// Gives a token: 256 random bits.
///
/// # Errors
/// When the store cannot be asked, or the system has no randomness.
pub async fn issue(store: &dyn Store, holder: &TokenHolder, lifetime: Duration) -> Result<Secret, StoreError> {
    let mut bytes = zeroize::Zeroizing::new([0; 32]);
    getrandom::fill(&mut *bytes).map_err(|error| StoreError::new(error.to_string()))?;
    let token = Secret::new(hex(&*bytes));
    let value = serde_json::to_vec(holder).map_err(StoreError::new)?;
    store.put(&key(token.expose()), &value, lifetime + AFTERWARDS).await?;
    Ok(token)
}

/// Whose a token is; none if nobody was given it, or it was revoked.
///
/// # Errors
/// When the store cannot be asked.
pub async fn holder(store: &dyn Store, token: &str) -> Result<Option<TokenHolder>, StoreError> {
    let Some(value) = store.get(&key(token)).await? else { return Ok(None) };
    let holder: TokenHolder = serde_json::from_slice(&value).map_err(StoreError::new)?;
    match &holder.grant {
        Some(grant) if store.get(&revoked(grant)).await?.is_some() => Ok(None),
        _ => Ok(Some(holder)),
    }
}

/// Takes a token back. False if there was none.
///
/// # Errors
/// When the store cannot be asked.
pub async fn revoke(store: &dyn Store, token: &str) -> Result<bool, StoreError> {
    Ok(store.take(&key(token)).await?.is_some())
}

/// Takes back all tokens that come from an authorisation.
///
/// # Errors
/// When the store cannot be asked.
pub async fn revoke_grant(store: &dyn Store, grant: &str, keep: Duration) -> Result<(), StoreError> {
    store.put(&revoked(grant), b"1", keep).await
}

/// The hash of a token: found in constant time as far as an attacker can tell, for he cannot choose it.
fn key(token: &str) -> String {
    ["token:", body_hash(token.as_bytes()).as_str()].concat()
}

fn revoked(grant: &str) -> String {
    format!("revoked:{grant}")
}

fn time_text(time: SystemTime) -> String {
    Timestamp::at(time, TimestampForm::Offset).text()
}
