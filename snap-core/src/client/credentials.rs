//! Who calls, and with which secrets.

use crate::client::remote_signer::SigningKey;
use crate::signing::secret::Secret;

/// Identity and secrets of a partner at one provider. `Debug` shows no secret.
///
/// The private key is a [`PrivateKey`](crate::signing::PrivateKey), or a [`SigningKey::remote`] that never leaves the module
/// or the cloud that holds it.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub(super) partner_id: String,
    pub(super) client_key: String,
    pub(super) channel_id: Option<String>,
    pub(super) origin: Option<String>,
    pub(super) secret: Option<Secret>,
    pub(super) private_key: Option<SigningKey>,
}

impl Credentials {
    /// For symmetric signatures: HMAC-SHA512 with the client secret. The private key signs the token requests that go
    /// before, and transactions of services that demand an asymmetric signature.
    #[must_use]
    pub fn symmetric(partner_id: impl Into<String>, secret: Secret, private_key: impl Into<SigningKey>) -> Self {
        Self { secret: Some(secret), ..Self::asymmetric(partner_id, private_key) }
    }

    /// For asymmetric signatures only: SHA256withRSA, no token.
    #[must_use]
    pub fn asymmetric(partner_id: impl Into<String>, private_key: impl Into<SigningKey>) -> Self {
        let partner_id = partner_id.into();
        Self {
            client_key: partner_id.clone(),
            partner_id,
            channel_id: None,
            origin: None,
            secret: None,
            private_key: Some(private_key.into()),
        }
    }

    /// X-CLIENT-KEY of token requests, where it is not the partner ID.
    #[must_use]
    pub fn with_client_key(mut self, client_key: impl Into<String>) -> Self {
        self.client_key = client_key.into();
        self
    }

    /// CHANNEL-ID, for services whose spec does not fix it.
    #[must_use]
    pub fn with_channel_id(mut self, channel_id: impl Into<String>) -> Self {
        self.channel_id = Some(channel_id.into());
        self
    }

    /// ORIGIN: the partner's domain.
    #[must_use]
    pub fn with_origin(mut self, origin: impl Into<String>) -> Self {
        self.origin = Some(origin.into());
        self
    }
}
