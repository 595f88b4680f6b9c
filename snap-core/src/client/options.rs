//! What differs from call to call.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::check::degrees::Coordinate;
use crate::signing::secret::Secret;

/// What one call, or all calls of a view of a client, carry besides the message. `Debug` shows neither the customer's
/// token nor where he is.
///
/// Each value travels, also where the header set of the service has no header for it: who gives it wants it sent.
#[derive(Clone, Default)]
#[must_use]
pub struct CallOptions {
    pub(super) customer_token: Option<Secret>,
    pub(super) device_id: Option<Secret>,
    pub(super) ip_address: Option<Secret>,
    pub(super) latitude: Option<Secret>,
    pub(super) longitude: Option<Secret>,
    pub(super) channel_id: Option<String>,
    pub(super) external_id: Option<Once>,
    pub(super) headers: Vec<(String, Secret)>,
    pub(super) timeout: Option<Duration>,
    pub(super) total: Option<Duration>,
}

/// A value for one call.
#[derive(Clone)]
pub(super) struct Once {
    id: String,
    used: Arc<AtomicBool>,
}

impl Once {
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Whether a call has it already.
    pub(super) fn is_taken(&self) -> bool {
        self.used.load(Ordering::Acquire)
    }

    /// Takes it for a call; fails if another call was faster.
    pub(super) fn take(&self) -> bool {
        !self.used.swap(true, Ordering::AcqRel)
    }
}

impl CallOptions {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// These options, and those of `earlier` that they do not say themselves.
    pub(super) fn over(self, earlier: &Self) -> Self {
        let earlier = earlier.clone();
        Self {
            customer_token: self.customer_token.or(earlier.customer_token),
            device_id: self.device_id.or(earlier.device_id),
            ip_address: self.ip_address.or(earlier.ip_address),
            latitude: self.latitude.or(earlier.latitude),
            longitude: self.longitude.or(earlier.longitude),
            channel_id: self.channel_id.or(earlier.channel_id),
            external_id: self.external_id.or(earlier.external_id),
            // The last value of a header counts.
            headers: earlier.headers.into_iter().chain(self.headers).collect(),
            timeout: self.timeout.or(earlier.timeout),
            total: self.total.or(earlier.total),
        }
    }

    /// The same options, with an external ID that no call has taken and that none is kept from.
    pub(super) fn unspent(&self) -> Self {
        let external_id = self.external_id.as_ref().map(|once| Once { id: once.id.clone(), used: Arc::default() });
        Self { external_id, ..self.clone() }
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

    /// X-LATITUDE and X-LONGITUDE of the customer in degrees, such as `-6.2088` and `106.8456`: sent as the standard
    /// writes them, `-06.2088` and `+106.8456`, in at most ten characters.
    pub fn location(mut self, latitude: impl Into<String>, longitude: impl Into<String>) -> Self {
        self.latitude = Some(Secret::new(Coordinate::Latitude.written(latitude.into())));
        self.longitude = Some(Secret::new(Coordinate::Longitude.written(longitude.into())));
        self
    }

    /// CHANNEL-ID, where it is another than that of the credentials. What the spec fixes for a service stays.
    pub fn channel_id(mut self, id: impl Into<String>) -> Self {
        self.channel_id = Some(id.into());
        self
    }

    /// X-EXTERNAL-ID: for one call only, for a provider refuses one that it has seen on the same day. A second call with
    /// the same options, or with a clone of them, is refused before it is sent, and no call that carries it is repeated.
    /// Without it every call gets a new one.
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(Once { id: id.into(), used: Arc::default() });
        self
    }

    /// A header that no table knows; but none of those that HTTP frames a message with, such as `Content-Length`. It
    /// comes before all others of its name, save those that the spec fixes or that sign the call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), Secret::new(value)));
        self
    }

    /// How long one attempt may take, from connecting to the last byte.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long the call may take with everything around it: fetching a token, pauses, repeats. Unbounded unless said.
    pub const fn total_timeout(mut self, total: Duration) -> Self {
        self.total = Some(total);
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
            .field("external_id", &self.external_id.as_ref().map(|once| &once.id))
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("timeout", &self.timeout)
            .field("total_timeout", &self.total)
            .finish()
    }
}
