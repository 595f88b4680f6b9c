//! Who may call: keys, secrets, services, channels, addresses.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use arc_swap::ArcSwap;
use ipnet::IpNet;
use thiserror::Error;

use super::soon::Soon;
use crate::signing::secret::Secret;
use crate::signing::{self, KeyError, MacKey, PublicKey, Verifier};

/// Somebody who calls: for what a partner offers, a provider; for what a provider offers, a partner.
///
/// Two keys and two secrets may be good at once, so that they can be exchanged without a pause.
///
/// ```
/// use snap_core::Secret;
/// use snap_core::server::Caller;
///
/// let bca = Caller::new("bca")
///     .partner_id("12345")
///     .client_key("e6a1d9c8-bca")
///     .secret(&Secret::new("not a real secret"))
///     .channels(["95231"])
///     .addresses(["10.20.0.0/16"])?;
/// assert_eq!(bca.name(), "bca");
/// # Ok::<(), snap_core::server::BadAddress>(())
/// ```
#[derive(Clone)]
pub struct Caller {
    name: String,
    partner_ids: Vec<String>,
    client_keys: Vec<String>,
    pub(crate) secrets: Vec<MacKey>,
    pub(crate) keys: Vec<Arc<dyn Verifier>>,
    channels: Option<Vec<String>>,
    services: Option<Vec<String>>,
    off: Vec<String>,
    addresses: Option<Vec<IpNet>>,
    pub(crate) active: bool,
}

/// A text that is neither an IP address nor a network.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is neither an IP address nor a network: write `10.1.2.3` or `10.1.0.0/16`")]
pub struct BadAddress(String);

impl Caller {
    /// Somebody, by a name of one's own for him: it stands in logs, and before his external IDs in the store.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            partner_ids: Vec::new(),
            client_keys: Vec::new(),
            secrets: Vec::new(),
            keys: Vec::new(),
            channels: None,
            services: None,
            off: Vec::new(),
            addresses: None,
            active: true,
        }
    }

    /// An X-PARTNER-ID under which he calls. What a provider calls bears the partner's own.
    #[must_use]
    pub fn partner_id(mut self, id: impl Into<String>) -> Self {
        self.partner_ids.push(id.into());
        self
    }

    /// The X-CLIENT-KEY under which he asks for tokens.
    #[must_use]
    pub fn client_key(mut self, key: impl Into<String>) -> Self {
        self.client_keys.push(key.into());
        self
    }

    /// A client secret of symmetric signatures.
    #[must_use]
    pub fn secret(mut self, secret: &Secret) -> Self {
        self.secrets.push(MacKey::new(secret));
        self
    }

    /// His public key: of asymmetric signatures, and of token requests.
    ///
    /// # Errors
    /// As [`signing::verifier`].
    pub fn key(self, key: &PublicKey) -> Result<Self, KeyError> {
        Ok(self.verifier(signing::verifier(key)?))
    }

    /// The same, as whatever verifies.
    #[must_use]
    pub fn verifier(mut self, verifier: Arc<dyn Verifier>) -> Self {
        self.keys.push(verifier);
        self
    }

    /// The only CHANNEL-IDs that he may use; all without it.
    #[must_use]
    pub fn channels<T: Into<String>>(mut self, channels: impl IntoIterator<Item = T>) -> Self {
        self.channels = Some(channels.into_iter().map(Into::into).collect());
        self
    }

    /// The only services that he may call, by name; all without it.
    #[must_use]
    pub fn services<T: Into<String>>(mut self, services: impl IntoIterator<Item = T>) -> Self {
        self.services = Some(services.into_iter().map(Into::into).collect());
        self
    }

    /// A service that is switched off for him, by name: 403/01.
    #[must_use]
    pub fn without(mut self, service: impl Into<String>) -> Self {
        self.off.push(service.into());
        self
    }

    /// The only addresses and networks that he may call from; all without it. Where proxies stand before the server, it must be
    /// told which are trusted.
    ///
    /// # Errors
    /// When one is neither an address nor a network.
    pub fn addresses<T: AsRef<str>>(mut self, addresses: impl IntoIterator<Item = T>) -> Result<Self, BadAddress> {
        self.addresses = Some(networks(addresses)?);
        Ok(self)
    }

    /// Known, and switched off.
    #[must_use]
    pub fn inactive(mut self) -> Self {
        self.active = false;
        self
    }

    /// The name that was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn may_call(&self, service: &str) -> bool {
        let among = |list: &Vec<String>| list.iter().any(|name| name == service);
        self.services.as_ref().is_none_or(among) && !among(&self.off)
    }

    pub(crate) fn may_use(&self, channel: &str) -> bool {
        self.channels.as_ref().is_none_or(|list| list.iter().any(|allowed| allowed == channel))
    }

    pub(crate) fn limits_addresses(&self) -> bool {
        self.addresses.is_some()
    }

    pub(crate) fn may_come_from(&self, address: IpAddr) -> bool {
        self.addresses.as_ref().is_none_or(|list| within(list, address))
    }
}

/// Addresses and networks, read.
pub(crate) fn networks<T: AsRef<str>>(addresses: impl IntoIterator<Item = T>) -> Result<Vec<IpNet>, BadAddress> {
    let read = |text: T| {
        let text = text.as_ref();
        text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| BadAddress(text.to_owned()))
    };
    addresses.into_iter().map(read).collect()
}

/// An IPv4 address that came over an IPv6 socket is the IPv4 address.
pub(crate) fn within(networks: &[IpNet], address: IpAddr) -> bool {
    networks.iter().any(|network| network.contains(&address.to_canonical()))
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller")
            .field("name", &self.name)
            .field("active", &self.active)
            .field("keys", &self.keys.len())
            .field("secrets", &self.secrets.len())
            .finish_non_exhaustive()
    }
}

/// Where callers are looked up: [`Callers`], or a database of one's own.
pub trait Register: Send + Sync + 'static {
    /// Who calls under an X-PARTNER-ID.
    fn by_partner_id<'a>(&'a self, id: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>>;

    /// Who asks for tokens under an X-CLIENT-KEY.
    fn by_client_key<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>>;

    /// Who has a name, for calls whose header set has no X-PARTNER-ID: the token says whose it is. Whoever keeps none of that
    /// kind answers none.
    fn by_name<'a>(&'a self, name: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>>;
}

/// The register cannot be asked. Calls are refused with 500/02.
#[derive(Debug, Error)]
#[error("the register of callers cannot be asked")]
pub struct RegisterError(#[source] Box<dyn Error + Send + Sync>);

impl RegisterError {
    /// For a cause.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

/// Callers in memory. They can be exchanged while calls are served: those that have begun end with what they began with.
#[derive(Default)]
pub struct Callers(ArcSwap<Known>);

#[derive(Default)]
struct Known {
    all: Vec<Arc<Caller>>,
    partner_ids: HashMap<String, Arc<Caller>>,
    client_keys: HashMap<String, Arc<Caller>>,
}

impl Callers {
    /// These callers.
    #[must_use]
    pub fn new(callers: impl IntoIterator<Item = Caller>) -> Self {
        let known = Self::default();
        known.replace(callers);
        known
    }

    /// From the next call on these, and nobody else.
    pub fn replace(&self, callers: impl IntoIterator<Item = Caller>) {
        let mut known = Known::default();
        for caller in callers.into_iter().map(Arc::new) {
            for id in &caller.partner_ids {
                known.partner_ids.insert(id.clone(), Arc::clone(&caller));
            }
            for key in &caller.client_keys {
                known.client_keys.insert(key.clone(), Arc::clone(&caller));
            }
            known.all.push(caller);
        }
        self.0.store(Arc::new(known));
    }
}

impl Register for Callers {
    fn by_partner_id<'a>(&'a self, id: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        Soon::now(Ok(self.0.load().partner_ids.get(id).cloned()))
    }

    fn by_client_key<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        Soon::now(Ok(self.0.load().client_keys.get(key).cloned()))
    }

    fn by_name<'a>(&'a self, name: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        Soon::now(Ok(self.0.load().all.iter().find(|caller| caller.name == name).cloned()))
    }
}

impl<R: Register + ?Sized> Register for Arc<R> {
    fn by_partner_id<'a>(&'a self, id: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        (**self).by_partner_id(id)
    }

    fn by_client_key<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        (**self).by_client_key(key)
    }

    fn by_name<'a>(&'a self, name: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        (**self).by_name(name)
    }
}

impl fmt::Debug for Callers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.load().all.iter().map(|caller| caller.name())).finish()
    }
}
