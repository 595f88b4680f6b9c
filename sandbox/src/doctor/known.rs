//! What a sandbox knows of whoever calls.

use std::fmt;
use std::time::{Duration, SystemTime};

use snap_bi::Secret;
use snap_bi::server::Scheme;
use snap_bi::signing::PublicKey;

/// The secrets and keys that a sandbox has given out or was handed: what a doctor needs and a production server must not give
/// away by its answers. Only this crate makes one, and nothing that serves real money depends on it.
///
/// Debug shows how many there are of each.
#[derive(Clone)]
pub struct Known {
    pub(super) client_keys: Vec<String>,
    pub(super) partner_ids: Vec<String>,
    pub(super) secrets: Vec<Secret>,
    pub(super) keys: Vec<PublicKey>,
    pub(super) other_secrets: Vec<(String, Secret)>,
    pub(super) other_keys: Vec<(String, PublicKey)>,
    pub(super) tokens: Option<Vec<Secret>>,
    pub(super) clock: Option<(SystemTime, Duration)>,
    pub(super) unsaid: Option<Scheme>,
}

impl Default for Known {
    fn default() -> Self {
        Self::new()
    }
}

impl Known {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            client_keys: Vec::new(),
            partner_ids: Vec::new(),
            secrets: Vec::new(),
            keys: Vec::new(),
            other_secrets: Vec::new(),
            other_keys: Vec::new(),
            tokens: None,
            clock: None,
            unsaid: None,
        }
    }

    /// The caller's client key. Where one is known, another is a finding.
    #[must_use]
    pub fn client_key(mut self, key: impl Into<String>) -> Self {
        self.client_keys.push(key.into());
        self
    }

    /// The caller's partner ID. Where one is known, another is a finding.
    #[must_use]
    pub fn partner_id(mut self, id: impl Into<String>) -> Self {
        self.partner_ids.push(id.into());
        self
    }

    /// The caller's client secret. Two may be good at once.
    #[must_use]
    pub fn secret(mut self, secret: &Secret) -> Self {
        self.secrets.push(secret.clone());
        self
    }

    /// The caller's public key. Two may be good at once.
    #[must_use]
    pub fn key(mut self, key: &PublicKey) -> Self {
        self.keys.push(key.clone());
        self
    }

    /// A secret that is known here and is not the caller's for this call, with whose it is: it stands in the diagnosis.
    #[must_use]
    pub fn other_secret(mut self, whose: impl Into<String>, secret: &Secret) -> Self {
        self.other_secrets.push((whose.into(), secret.clone()));
        self
    }

    /// A key that is known here and is not the caller's, such as the sandbox's own, with whose it is: it stands in the diagnosis.
    #[must_use]
    pub fn other_key(mut self, whose: impl Into<String>, key: &PublicKey) -> Self {
        self.other_keys.push((whose.into(), key.clone()));
        self
    }

    /// The access tokens that are good for the caller, the newest last. Once this was said, another token is a finding.
    #[must_use]
    pub fn tokens(mut self, tokens: impl IntoIterator<Item = Secret>) -> Self {
        self.tokens.get_or_insert_default().extend(tokens);
        self
    }

    /// The time when the call came, and how far its timestamp may be from it. Without it no timestamp is too old.
    #[must_use]
    pub fn clock(mut self, now: SystemTime, window: Duration) -> Self {
        self.clock = Some((now, window));
        self
    }

    /// How calls are signed of services of which no page says it, and of those where the page leaves it to the contract.
    #[must_use]
    pub fn unsaid_scheme(mut self, scheme: Scheme) -> Self {
        self.unsaid = Some(scheme);
        self
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known")
            .field("client_keys", &self.client_keys)
            .field("partner_ids", &self.partner_ids)
            .field("secrets", &self.secrets.len())
            .field("keys", &self.keys.len())
            .field("other_secrets", &self.other_secrets.len())
            .field("other_keys", &self.other_keys.len())
            .field("tokens", &self.tokens.as_ref().map(Vec::len))
            .field("clock", &self.clock)
            .field("unsaid", &self.unsaid)
            .finish()
    }
}
