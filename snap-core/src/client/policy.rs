//! What holds for every call of a client, whoever the partner is.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::client::observer::Observer;
use crate::client::outbox::Outbox;
use crate::client::retry::RetryPolicy;
use crate::client::token_store::TokenStore;
use crate::meta::endpoint::Endpoint;
use crate::meta::signing_profile::SigningProfile;
use crate::national::token::ACCESS_TOKEN_B2B;

/// What says which time it is.
pub(super) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// All that a builder sets beside address, connections and partner; shared by the clients of many partners.
#[derive(Clone)]
pub(super) struct Policy {
    pub profile: Option<&'static SigningProfile>,
    pub token_endpoint: &'static Endpoint,
    pub timeout: Duration,
    pub total: Option<Duration>,
    pub max_response_bytes: usize,
    pub retry: RetryPolicy,
    pub clock: Clock,
    pub outbox: Option<Arc<dyn Outbox>>,
    pub token_store: Option<Arc<dyn TokenStore>>,
    pub observer: Option<Arc<dyn Observer>>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            profile: None,
            token_endpoint: &ACCESS_TOKEN_B2B,
            timeout: Duration::from_secs(30),
            total: None,
            max_response_bytes: 1024 * 1024,
            retry: RetryPolicy::default(),
            clock: Arc::new(SystemTime::now),
            outbox: None,
            token_store: None,
            observer: None,
        }
    }
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("timeout", &self.timeout)
            .field("total", &self.total)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
