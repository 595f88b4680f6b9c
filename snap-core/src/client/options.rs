//! What differs from call to call.

use std::time::Duration;

use crate::signing::secret::Secret;

/// What one call, or all calls of a view of a client, carry besides the message. `Debug` shows neither the customer's
/// token nor where he is.
///
/// Each value travels where the header set of the service has a header for it, and nowhere else.
#[derive(Clone, Default)]
#[must_use]
pub struct CallOptions {
    pub(super) customer_token: Option<Secret>,
    pub(super) device_id: Option<Secret>,
    pub(super) ip_address: Option<Secret>,
    pub(super) latitude: Option<Secret>,
    pub(super) longitude: Option<Secret>,
    pub(super) channel_id: Option<String>,
    pub(super) external_id: Option<String>,
    pub(super) headers: Vec<(String, Secret)>,
    pub(super) timeout: Option<Duration>,
}

impl CallOptions {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The customer's access token (B2B2C), without `Bearer`: header Authorization-Customer.
    pub fn customer_token(mut self, token: Secret) -> Self {
        self.customer_token = Some(token);
        self
    }

    /// X-DEVICE-ID.
    pub fn device_id(mut self, id: impl Into<String>) -> Self {
        self.device_id = Some(Secret::new(id));
        self
    }

    /// X-IP-ADDRESS: IPv4 address of the customer.
    pub fn ip_address(mut self, address: impl Into<String>) -> Self {
        self.ip_address = Some(Secret::new(address));
        self
    }

    /// X-LATITUDE and X-LONGITUDE of the customer, such as `-06.2088` and `+106.8456`.
    pub fn location(mut self, latitude: impl Into<String>, longitude: impl Into<String>) -> Self {
        self.latitude = Some(Secret::new(latitude));
        self.longitude = Some(Secret::new(longitude));
        self
    }

    /// CHANNEL-ID, where it is another than that of the credentials. What the spec fixes for a service stays.
    pub fn channel_id(mut self, id: impl Into<String>) -> Self {
        self.channel_id = Some(id.into());
        self
    }

    /// X-EXTERNAL-ID: for one call only, for a provider refuses one that it has seen on the same day. Without it every
    /// call gets a new one.
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// A header that no table knows. It comes before all others of its name, save those that the spec fixes or that
    /// sign the call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), Secret::new(value)));
        self
    }

    /// How long one attempt may take, from connecting to the last byte.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }
}

impl std::fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallOptions")
            .field("customer_token", &self.customer_token)
            .field("device_id", &self.device_id)
            .field("ip_address", &self.ip_address)
            .field("latitude", &self.latitude)
            .field("longitude", &self.longitude)
            .field("channel_id", &self.channel_id)
            .field("external_id", &self.external_id)
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("timeout", &self.timeout)
            .finish()
    }
}
