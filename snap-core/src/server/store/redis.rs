//! The store of several processes: Redis, Valkey, and what else speaks their protocol and runs their scripts.

use std::fmt;
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{AsyncCommands as _, RedisError, Script};

use super::{Claimed, Ending, Store, StoreError};
use crate::server::claim::{Claim, Record};
use crate::server::soon::Soon;

/// All keys or none, and what stands in the way.
const CLAIM: &str = "
for i = 1, #KEYS do
    local there = redis.call('GET', KEYS[i])
    if there then return {i, there} end
end
for i = 1, #KEYS do redis.call('SET', KEYS[i], ARGV[1], 'PX', ARGV[i + 1]) end
return {0, ''}";

/// Where the owner is still the owner, a value in place of his claim, or nothing.
const COMPLETE: &str = "
local all = 1
for i = 1, #KEYS do
    local there = redis.call('GET', KEYS[i])
    if there and cjson.decode(there).owner == ARGV[1] then
        local value = ARGV[2 * i]
        if value == '' then redis.call('DEL', KEYS[i]) else redis.call('SET', KEYS[i], value, 'PX', ARGV[2 * i + 1]) end
    else
        all = 0
    end
end
return all";

/// A store in Redis. A claim is one round trip, and so is its end; a connection that broke is made anew, and a command that was
/// under way on it fails: sent twice, our own claim would look like somebody else's.
///
/// What is kept must not be evicted: run it with `maxmemory-policy noeviction`, and with a persistence that survives its restart.
#[derive(Clone)]
pub struct RedisStore {
    connection: ConnectionManager,
    prefix: String,
    claim: Script,
    complete: Script,
}

impl RedisStore {
    /// Connects to `redis://host:port/db`. Keys begin with `snap:` unless it is said.
    ///
    /// # Errors
    /// When the address cannot be read, or nobody is there.
    pub async fn connect(address: &str) -> Result<Self, StoreError> {
        let client = redis::Client::open(address).map_err(failed)?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(Duration::from_secs(2)))
            .set_response_timeout(Some(Duration::from_secs(2)))
            .set_number_of_retries(2);
        let connection = client.get_connection_manager_with_config(config).await.map_err(failed)?;
        Ok(Self::of(connection))
    }

    /// Over a connection of one's own.
    #[must_use]
    pub fn of(connection: ConnectionManager) -> Self {
        let (claim, complete) = (Script::new(CLAIM), Script::new(COMPLETE));
        Self { connection, prefix: "snap:".to_owned(), claim, complete }
    }

    /// What keys begin with.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    fn key(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    async fn claim_all(&self, claim: &Claim) -> Result<Claimed, StoreError> {
        let mut call = self.claim.arg(claim.record().to_bytes());
        for (key, keep) in claim.keys() {
            call.key(self.key(key)).arg(milliseconds(keep));
        }
        let (at, there): (usize, Vec<u8>) = call.invoke_async(&mut self.connection.clone()).await.map_err(failed)?;
        let Some(at) = at.checked_sub(1) else { return Ok(Claimed::New) };
        let record = Record::from_bytes(&there).map(Box::new);
        let record = record.ok_or_else(|| StoreError::new("a claim in it cannot be read"))?;
        let key = claim.keys().nth(at).map(|(key, _)| key);
        Ok(if key == claim.external_key() { Claimed::External(record) } else { Claimed::Reference(record) })
    }

    async fn complete_all(&self, claim: &Claim, ending: Ending<'_>) -> Result<bool, StoreError> {
        let mut call = self.complete.arg(claim.owner());
        for (key, keep) in claim.keys() {
            let value = ending.kept(claim, key).map(|answer| claim.completed(answer).to_bytes());
            call.key(self.key(key)).arg(value.unwrap_or_default()).arg(milliseconds(keep));
        }
        call.invoke_async(&mut self.connection.clone()).await.map_err(failed)
    }
}

fn milliseconds(keep: Duration) -> u64 {
    u64::try_from(keep.as_millis()).unwrap_or(u64::MAX).max(1)
}

fn failed(error: RedisError) -> StoreError {
    StoreError::new(error)
}

impl Store for RedisStore {
    fn claim<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Claimed, StoreError>> {
        Soon::later(self.claim_all(claim))
    }

    fn complete<'a>(&'a self, claim: &'a Claim, ending: Ending<'a>) -> Soon<'a, Result<bool, StoreError>> {
        Soon::later(self.complete_all(claim, ending))
    }

    fn put<'a>(&'a self, key: &'a str, value: &'a [u8], keep: Duration) -> Soon<'a, Result<(), StoreError>> {
        Soon::later(async move {
            let mut connection = self.connection.clone();
            let set = connection.pset_ex(self.key(key), value, milliseconds(keep));
            set.await.map_err(failed)
        })
    }

    fn get<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        Soon::later(async move { self.connection.clone().get(self.key(key)).await.map_err(failed) })
    }

    fn take<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, StoreError>> {
        Soon::later(async move { self.connection.clone().get_del(self.key(key)).await.map_err(failed) })
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}
