//! Who the partner is, and with which keys both sides sign. None of them is a secret: they are for the sandbox only.

use snap_bi::server::{Caller, Scheme};
use snap_bi::signing::{KeyError, PrivateKey, PublicKey};
use snap_bi::{CallOptions, Credentials, Endpoint, ProviderEntry, Secret};

use crate::doctor::Known;

/// The partner's private key: the one that the sandbox takes signatures of unless it is told another.
pub const PARTNER_KEY: &str = include_str!("keys/partner.pem");
/// The provider's private key, that it signs its own calls with.
const PROVIDER_KEY: &str = include_str!("keys/provider.pem");
/// The provider's public key: what a partner verifies its calls with.
pub const PROVIDER_PUBLIC_KEY: &str = include_str!("keys/provider.pub.pem");
/// A key that is nobody's: what is forged is signed with it.
const FORGER_KEY: &str = include_str!("keys/forger.pem");
/// The client secret of both.
pub const CLIENT_SECRET: &str = "sandbox-secret-not-for-production";
/// The partner's X-CLIENT-KEY.
pub const CLIENT_KEY: &str = "sandbox-client";
/// The name of the partner in the sandbox's own records.
pub(crate) const NAME: &str = "partner";

/// Who calls a provider of the sandbox.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Partner {
    /// X-PARTNER-ID; of the length that the provider wants, unless it is given.
    pub id: Option<String>,
    /// X-CLIENT-KEY.
    pub client_key: String,
    /// CHANNEL-ID; as the provider wants it, unless it is given.
    pub channel_id: Option<String>,
    /// The client secret of symmetric signatures.
    pub secret: Secret,
    /// The partner's public key; that of [`PARTNER_KEY`] unless it is given.
    pub public_key: Option<PublicKey>,
}

impl Default for Partner {
    fn default() -> Self {
        Self {
            id: None,
            client_key: CLIENT_KEY.to_owned(),
            channel_id: None,
            secret: Secret::new(CLIENT_SECRET),
            public_key: None,
        }
    }
}

impl Partner {
    /// Another X-PARTNER-ID.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Another X-CLIENT-KEY.
    #[must_use]
    pub fn with_client_key(mut self, key: impl Into<String>) -> Self {
        self.client_key = key.into();
        self
    }

    /// Another client secret.
    #[must_use]
    pub fn with_secret(mut self, secret: Secret) -> Self {
        self.secret = secret;
        self
    }

    /// Another public key.
    #[must_use]
    pub fn with_public_key(mut self, key: PublicKey) -> Self {
        self.public_key = Some(key);
        self
    }

    pub(crate) fn public_key(&self) -> Result<PublicKey, KeyError> {
        match &self.public_key {
            Some(key) => Ok(key.clone()),
            None => Ok(partner_key()?.public_key()),
        }
    }

    /// As the server of a provider knows him: under every partner ID that its services want.
    pub(crate) fn caller(&self, provider: &ProviderEntry) -> Result<Caller, KeyError> {
        let caller = Caller::new(NAME).client_key(&self.client_key).secret(&self.secret).key(&self.public_key()?)?;
        Ok(self.ids(provider).into_iter().fold(caller, Caller::partner_id))
    }

    /// What the doctor knows of him, and of whose keys he may have taken by mistake.
    pub(crate) fn known(&self, provider: &ProviderEntry) -> Result<Known, KeyError> {
        let known = Known::new()
            .client_key(&self.client_key)
            .secret(&self.secret)
            .key(&self.public_key()?)
            .other_key("the provider", &provider_key(false)?.public_key())
            .other_key("nobody: it forges calls", &provider_key(true)?.public_key())
            .unsaid_scheme(Scheme::Asymmetric);
        Ok(self.ids(provider).into_iter().fold(known, Known::partner_id))
    }

    /// Every partner ID that the services of a provider want.
    fn ids(&self, provider: &ProviderEntry) -> Vec<String> {
        let mut ids: Vec<_> = provider.endpoints.iter().map(|endpoint| self.id_for(endpoint)).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    pub(crate) fn id_for(&self, endpoint: &Endpoint) -> String {
        self.id.clone().unwrap_or_else(|| fitting(endpoint, "X-PARTNER-ID", "82150"))
    }

    /// What the partner calls a service with.
    pub(crate) fn credentials(&self, endpoint: &Endpoint) -> Result<Credentials, KeyError> {
        let channel = self.channel_id.clone().unwrap_or_else(|| fitting(endpoint, "CHANNEL-ID", "95221"));
        Ok(Credentials::symmetric(self.id_for(endpoint), self.secret.clone(), partner_key()?)
            .with_client_key(&self.client_key)
            .with_channel_id(channel))
    }
}

/// What a service's headers want besides, of a customer's device.
pub(crate) fn options(endpoint: &Endpoint) -> CallOptions {
    CallOptions::new()
        .device_id(fitting(endpoint, "X-DEVICE-ID", "device-1"))
        .ip_address("10.0.0.1")
        .location("-6.2088", "+106.8456")
}

/// The usual value of a header, or as many digits as its rule has room for.
pub(crate) fn fitting(endpoint: &Endpoint, header: &str, usual: &str) -> String {
    let rule = endpoint.headers.request.iter().find(|rule| rule.is_named(header));
    let length = rule.and_then(|rule| match (rule.exact as usize, rule.max as usize) {
        (0, max) if max > 0 && usual.len() > max => Some(max),
        (0, _) => None,
        (exact, _) => Some(exact),
    });
    length.filter(|length| *length != usual.len()).map_or_else(|| usual.to_owned(), |length| "8".repeat(length))
}

pub(crate) fn partner_key() -> Result<PrivateKey, KeyError> {
    PrivateKey::load(PARTNER_KEY.as_bytes())
}

/// The key that a provider signs with, or one that is nobody's.
pub(crate) fn provider_key(forged: bool) -> Result<PrivateKey, KeyError> {
    PrivateKey::load(if forged { FORGER_KEY } else { PROVIDER_KEY }.as_bytes())
}
