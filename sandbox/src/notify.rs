//! The provider calls its partner: signed as it signs, tried again until the partner has it, and badly on demand.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Method, StatusCode, Uri};
use serde_json::Value;
use snap_bi::client::{HttpRequest, ReqwestTransport, Transport, TransportFuture};
use snap_bi::signing::KeyError;
use snap_bi::{Client, Credentials, Direction, Endpoint, SnapError};
use thiserror::Error;

use crate::bank::{Bank, Deal, Role, notification};
use crate::clock::Clock;
use crate::journal::{Entry, Journal, Way};
use crate::partner::{self, Partner};

/// How the provider calls.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Manner {
    /// Pauses before further attempts, while the partner does not say that he has it.
    pub pauses: Vec<Duration>,
    /// Every call is made twice, with the same content under another X-EXTERNAL-ID.
    pub doubled: bool,
    /// It is made so much later.
    pub late: Duration,
    /// It is signed by a key that is nobody's.
    pub forged: bool,
    /// Calls wait here until [`Sandbox::release`](crate::Sandbox::release), and then come in the reverse of their order.
    pub held: bool,
}

impl Default for Manner {
    fn default() -> Self {
        let pauses = [1, 5, 30].map(Duration::from_secs).to_vec();
        Self { pauses, doubled: false, late: Duration::ZERO, forged: false, held: false }
    }
}

impl Manner {
    /// Only once, whatever the partner says.
    #[must_use]
    pub fn once(mut self) -> Self {
        self.pauses.clear();
        self
    }

    /// Other pauses before further attempts.
    #[must_use]
    pub fn pauses(mut self, pauses: impl IntoIterator<Item = Duration>) -> Self {
        self.pauses = pauses.into_iter().collect();
        self
    }

    /// Twice.
    #[must_use]
    pub fn doubled(mut self) -> Self {
        self.doubled = true;
        self
    }

    /// Later.
    #[must_use]
    pub fn late(mut self, by: Duration) -> Self {
        self.late = by;
        self
    }

    /// By somebody else.
    #[must_use]
    pub fn forged(mut self) -> Self {
        self.forged = true;
        self
    }

    /// Not before they are let go, and in the reverse of their order.
    #[must_use]
    pub fn held(mut self) -> Self {
        self.held = true;
        self
    }
}

/// Why the provider could not call.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NotifyError {
    /// Nobody said where the partner listens.
    #[error("nobody said where the partner listens: give `--partner-url`, or `.partner_url(…)`")]
    NoAddress,
    /// The provider has no such call.
    #[error("{provider} calls nobody about `{service}`")]
    NoCallback {
        /// The provider.
        provider: &'static str,
        /// The service that something came of.
        service: &'static str,
    },
    /// Nothing is known under this name.
    #[error(
        "nothing is known as `{0}`: name a reference of the partner or the provider, or the number of a virtual account"
    )]
    Unknown(String),
    /// A key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Nothing can be sent at all.
    #[error("nothing can be sent: {0}")]
    Transport(String),
    /// It could not be called, or answered badly.
    #[error(transparent)]
    Call(#[from] Box<SnapError>),
}

/// What calls a partner.
#[derive(Debug)]
pub(crate) struct Notifier {
    bank: Arc<Bank>,
    partner: Partner,
    clock: Clock,
    journal: Journal,
    address: Mutex<Option<String>>,
    manner: Mutex<Manner>,
    held: Mutex<Vec<u64>>,
}

impl Notifier {
    pub(crate) fn new(bank: Arc<Bank>, partner: Partner, clock: Clock, journal: Journal) -> Self {
        let (address, manner, held) = (Mutex::default(), Mutex::default(), Mutex::default());
        Self { bank, partner, clock, journal, address, manner, held }
    }

    pub(crate) fn set_address(&self, address: Option<String>) {
        *lock(&self.address) = address;
    }

    pub(crate) fn address(&self) -> Option<String> {
        lock(&self.address).clone()
    }

    pub(crate) fn set_manner(&self, manner: Manner) {
        *lock(&self.manner) = manner;
    }

    pub(crate) fn manner(&self) -> Manner {
        lock(&self.manner).clone()
    }

    /// Tells the partner of a deal that came to its end, in the manner that is set.
    pub(crate) async fn event(self: Arc<Self>, deal: u64) {
        if self.address().is_none() {
            return;
        }
        self.again(deal, &self.manner()).await;
    }

    /// Tells of a deal, or once more, in a manner of its own.
    pub(crate) async fn again(&self, deal: u64, manner: &Manner) {
        if manner.held {
            lock(&self.held).push(deal);
            return;
        }
        tokio::time::sleep(manner.late).await;
        let _ = self.tell(deal, manner).await;
        if manner.doubled {
            let _ = self.tell(deal, manner).await;
        }
    }

    /// How many calls wait to be let go.
    pub(crate) fn waiting(&self) -> usize {
        lock(&self.held).len()
    }

    /// Lets go what was held, the last first.
    pub(crate) async fn release(&self) -> Vec<Result<StatusCode, NotifyError>> {
        let held = std::mem::take(&mut *lock(&self.held));
        let manner = self.manner();
        let mut done = Vec::new();
        for deal in held.into_iter().rev() {
            done.push(self.tell(deal, &manner).await);
        }
        done
    }

    /// Tells the partner of a deal, until he has it or the attempts are over.
    pub(crate) async fn tell(&self, deal: u64, manner: &Manner) -> Result<StatusCode, NotifyError> {
        let deal = self.bank.world().deal(deal).cloned().ok_or_else(|| NotifyError::Unknown(deal.to_string()))?;
        let endpoint = self.callback_of(&deal)?;
        let body = notification(&self.bank.examples, endpoint, &deal, self.clock.now());
        let mut attempt = 1;
        let mut pauses = manner.pauses.iter();
        loop {
            let note = format!("{} of {}, attempt {attempt}", deal.state.as_str(), deal.reference);
            let result = self.send(endpoint, &body, manner.forged, &note).await;
            match (result, pauses.next()) {
                (Ok(answer), _) => return Ok(answer.0),
                (Err(error), None) => return Err(error),
                (Err(_), Some(pause)) => tokio::time::sleep(*pause).await,
            }
            attempt += 1;
        }
    }

    /// One call, and what the partner answered.
    pub(crate) async fn send(
        &self,
        endpoint: &'static Endpoint,
        body: &Value,
        forged: bool,
        note: &str,
    ) -> Result<(StatusCode, Value), NotifyError> {
        let client = self.client(endpoint, forged, note)?;
        let reply = client.send(endpoint, body.to_string().as_bytes()).await.map_err(Box::new)?;
        let status = StatusCode::from_u16(reply.http_status()).unwrap_or(StatusCode::OK);
        Ok((status, serde_json::from_slice(reply.raw()).unwrap_or_default()))
    }

    fn client(&self, endpoint: &'static Endpoint, forged: bool, note: &str) -> Result<Client, NotifyError> {
        let address = self.address().ok_or(NotifyError::NoAddress)?;
        let key = partner::provider_key(forged)?;
        let secret = if forged { snap_bi::Secret::new("a forger's secret") } else { self.partner.secret.clone() };
        let credentials = Credentials::symmetric(self.partner.id_for(endpoint), secret, key)
            .with_client_key(&self.partner.client_key)
            .with_channel_id(partner::fitting(endpoint, "CHANNEL-ID", "95221"));
        let inner =
            ReqwestTransport::new(Duration::from_secs(5)).map_err(|error| NotifyError::Transport(error.to_string()))?;
        let transport = Written {
            inner,
            journal: self.journal.clone(),
            clock: self.clock.clone(),
            provider: self.bank.provider.name,
            endpoint,
            note: note.to_owned(),
        };
        let clock = self.clock.clone();
        let builder = Client::builder(address, credentials)
            .allow_plain_http()
            .transport(transport)
            .clock(move || clock.now())
            .timeout(Duration::from_secs(15));
        let client = builder.build().map_err(Box::new)?;
        Ok(client.with(partner::options(endpoint)))
    }

    /// The service by which a provider tells of a deal.
    pub(crate) fn callback_of(&self, deal: &Deal) -> Result<&'static Endpoint, NotifyError> {
        let own = format!("{}_notify", deal.endpoint.service);
        let wanted = |name: &str| match deal.role {
            _ if name == own => true,
            Role::VaCreate => name == "transfer_va_payment",
            Role::Debit | Role::Authorize => name == "debit_notify" || name.starts_with("qr_cpm_notify"),
            Role::Qr => name.contains("qr_mpm_notify"),
            Role::BillPayment => name.contains("notify_payment"),
            _ => deal.endpoint.direction == Direction::Inbound && name == deal.endpoint.service,
        };
        let inbound = |endpoint: &&&'static Endpoint| endpoint.direction == Direction::Inbound;
        let found = self.bank.provider.endpoints.iter().filter(inbound).find(|endpoint| wanted(endpoint.service));
        let none = NotifyError::NoCallback { provider: self.bank.provider.name, service: deal.endpoint.service };
        found.copied().ok_or(none)
    }
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A transport whose calls are written down.
struct Written {
    inner: ReqwestTransport,
    journal: Journal,
    clock: Clock,
    provider: &'static str,
    endpoint: &'static Endpoint,
    note: String,
}

impl Transport for Written {
    fn send(&self, request: HttpRequest, deadline: Instant) -> TransportFuture<'_> {
        let method = Method::from_bytes(request.method.as_str().as_bytes()).unwrap_or_default();
        let uri: Uri = request.url.parse().unwrap_or_default();
        let mut entry = Entry::new(self.provider, Way::Out, self.clock.now(), method, uri);
        entry.headers = request.headers.clone();
        entry.body = request.body.clone().unwrap_or_default();
        entry.endpoint = Some(self.endpoint);
        entry.note = Some(self.note.clone());
        let id = self.journal.add(entry);
        Box::pin(async move {
            let started = Instant::now();
            let result = self.inner.send(request, deadline).await;
            self.journal.change(id, |entry| {
                entry.elapsed = started.elapsed();
                match &result {
                    Ok(response) => {
                        entry.status = StatusCode::from_u16(response.status).ok();
                        entry.answer_headers = response.headers.clone();
                        entry.answer = response.body.clone();
                    }
                    Err(error) => entry.answer = Bytes::from(error.to_string()),
                }
            });
            result
        })
    }
}
