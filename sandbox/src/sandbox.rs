//! A sandbox that runs.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use snap_bi::server::ServerError;
use snap_bi::server::tokens::{self, TokenHolder, TokenKind};
use snap_bi::signing::KeyError;
use snap_bi::{Client, Direction, Endpoint, Provider, ProviderEntry, Secret, SnapError};
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::bank::{Account, Bank, Deal, Money, Role, State};
use crate::clock::Clock;
use crate::door::Door;
use crate::faults::Fault;
use crate::journal::Journal;
use crate::notify::{Manner, Notifier, NotifyError};
use crate::page::Pages;
use crate::partner::{self, NAME, Partner};
use crate::seed::Seed;

/// Why a sandbox cannot start.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    /// There is nothing to serve.
    #[error("a sandbox needs a provider: name one, such as `--provider faspay`")]
    NoProvider,
    /// The port is taken, or not allowed.
    #[error("{address} cannot be listened at")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A server cannot be built.
    #[error(transparent)]
    Server(#[from] ServerError),
}

/// Why there is no client.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ClientError {
    /// A key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The client cannot be built.
    #[error(transparent)]
    Client(#[from] SnapError),
}

/// How a sandbox is set up.
#[derive(Debug, Clone)]
#[must_use = "a sandbox starts by `start`"]
pub struct SandboxBuilder {
    providers: Vec<&'static ProviderEntry>,
    host: IpAddr,
    port: u16,
    seed: Seed,
    partner: Partner,
    partner_url: Option<String>,
    clock: Clock,
}

impl SandboxBuilder {
    /// One provider more, at a port of its own.
    pub fn provider(self, provider: Provider) -> Self {
        self.entry(provider.entry())
    }

    /// The same, of a provider that the crate does not know.
    pub fn entry(mut self, provider: &'static ProviderEntry) -> Self {
        self.providers.push(provider);
        self
    }

    /// The address to listen at; loopback unless it is said.
    pub const fn host(mut self, host: IpAddr) -> Self {
        self.host = host;
        self
    }

    /// The port of the first provider, others follow; 0 for any that are free.
    pub const fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// What it begins with.
    pub fn seed(mut self, seed: Seed) -> Self {
        self.seed = seed;
        self
    }

    /// Who calls.
    pub fn partner(mut self, partner: Partner) -> Self {
        self.partner = partner;
        self
    }

    /// Where the partner listens to what providers call.
    pub fn partner_url(mut self, url: impl Into<String>) -> Self {
        self.partner_url = Some(url.into());
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start(self) -> Result<Sandbox, StartError> {
        if self.providers.is_empty() {
            return Err(StartError::NoProvider);
        }
        let journal = Journal::default();
        let mut listeners = Vec::new();
        for (offset, _) in (0u16..).zip(&self.providers) {
            let port = if self.port == 0 { 0 } else { self.port.saturating_add(offset) };
            let address = SocketAddr::new(self.host, port);
            let bound =
                async { TcpListener::bind(address).await.and_then(|listener| Ok((listener.local_addr()?, listener))) };
            listeners.push(bound.await.map_err(|source| StartError::Listen { address, source })?);
        }
        let shown = |address: SocketAddr| match address.ip().is_unspecified() {
            true => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), address.port()),
            false => address,
        };
        let pages =
            listeners.first().map(|(address, _)| format!("http://{}/_sandbox", shown(*address))).unwrap_or_default();
        let url = self.partner_url.clone().or_else(|| self.seed.partner_url.clone());
        let (mut places, mut tasks) = (Vec::new(), JoinSet::new());
        for (provider, (address, listener)) in self.providers.iter().zip(listeners) {
            let (bank, mut events) = Bank::new(provider, self.seed.clone(), self.clock.clone(), pages.clone());
            let partner = (self.partner.caller(provider)?, self.partner.known(provider)?);
            let door = Arc::new(Door::new(bank, partner, self.clock.clone(), journal.clone())?);
            let (bank, partner) = (Arc::clone(&door.bank), self.partner.clone());
            let notifier = Arc::new(Notifier::new(bank, partner, self.clock.clone(), journal.clone()));
            notifier.set_address(url.clone());
            notifier
                .set_manner(Manner::default().pauses(self.seed.retry.iter().map(|pause| Duration::from_secs(*pause))));
            let telling = Arc::clone(&notifier);
            tasks.spawn(async move {
                let mut calls = JoinSet::new();
                while let Some(deal) = events.recv().await {
                    calls.spawn(Arc::clone(&telling).event(deal));
                    while calls.try_join_next().is_some() {}
                }
            });
            places.push((Place { url: format!("http://{}", shown(address)), door, notifier }, listener));
        }
        let (places, listeners): (Vec<_>, Vec<_>) = places.into_iter().unzip();
        let shared =
            Arc::new(Shared { places, clock: self.clock, journal, partner: self.partner, seed: self.seed, pages });
        for (index, listener) in listeners.into_iter().enumerate() {
            tasks.spawn(listen(listener, Arc::clone(&shared), index));
        }
        let ticking = Arc::clone(&shared);
        tasks.spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(200)).await;
                ticking.places.iter().for_each(|place| place.door.bank.drain());
            }
        });
        Ok(Sandbox { shared, tasks })
    }
}

async fn listen(listener: TcpListener, shared: Arc<Shared>, index: usize) {
    let pages = Pages::new(&shared, listener.local_addr().ok());
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many files are open: they will be fewer.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (shared, pages) = (Arc::clone(&shared), pages.clone());
        let service = service_fn(move |request| {
            let (shared, pages) = (Arc::clone(&shared), pages.clone());
            async move { shared.answer(index, &pages, request).await }
        });
        let mut server = hyper::server::conn::http1::Builder::new();
        // Who hangs up once he has called has called.
        server.half_close(true);
        tokio::spawn(server.serve_connection(TokioIo::new(stream), service));
    }
}

/// Everything but the tasks.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) places: Vec<Place>,
    pub(crate) clock: Clock,
    pub(crate) journal: Journal,
    pub(crate) partner: Partner,
    pub(crate) seed: Seed,
    pub(crate) pages: String,
}

/// One provider.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) url: String,
    pub(crate) door: Arc<Door>,
    pub(crate) notifier: Arc<Notifier>,
}

impl Shared {
    async fn answer(
        &self,
        index: usize,
        pages: &Pages,
        request: http::Request<hyper::body::Incoming>,
    ) -> Result<http::Response<crate::outgoing::Outgoing>, crate::door::Dropped> {
        if Pages::have(request.uri().path()) {
            return Ok(pages.answer(request).await);
        }
        match self.places.get(index) {
            Some(place) => place.door.call(request).await,
            None => Err(crate::door::Dropped),
        }
    }
}

/// Providers that run, each at an address of its own, until it is dropped.
///
/// ```
/// use snap_bi::Provider;
/// use snap_bi::faspay::disbursement::{BALANCE_INQUIRY, BalanceInquiryRequest, BalanceInquiryResponse};
/// use snap_sandbox::Sandbox;
///
/// # tokio_test(async {
/// let sandbox = Sandbox::start(Provider::Faspay).await?;
/// let client = sandbox.client(&BALANCE_INQUIRY)?;
/// let balance: snap_bi::Reply<BalanceInquiryResponse> =
///     client.call(&BALANCE_INQUIRY, &BalanceInquiryRequest::new("1234567890")).await?;
/// assert_eq!(balance.account_no.as_deref(), Some("1234567890"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # });
/// # fn tokio_test<F: Future<Output = Result<(), Box<dyn std::error::Error>>>>(test: F) {
/// #     tokio::runtime::Runtime::new().unwrap().block_on(test).unwrap();
/// # }
/// ```
#[derive(Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
    tasks: JoinSet<()>,
}

impl Sandbox {
    /// One provider at a free port.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start(provider: Provider) -> Result<Self, StartError> {
        Self::builder().provider(provider).start().await
    }

    /// More than that.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder {
            providers: Vec::new(),
            host: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            seed: Seed::default(),
            partner: Partner::default(),
            partner_url: None,
            clock: Clock::default(),
        }
    }

    /// Each provider's name and address.
    #[must_use]
    pub fn addresses(&self) -> Vec<(&'static str, &str)> {
        self.shared.places.iter().map(|place| (place.door.provider().name, place.url.as_str())).collect()
    }

    /// The address of the first provider.
    #[must_use]
    pub fn url(&self) -> &str {
        self.shared.places.first().map_or("", |place| &place.url)
    }

    /// The address of its pages.
    #[must_use]
    pub fn pages(&self) -> &str {
        &self.shared.pages
    }

    /// Its clock: move it, and tokens expire.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// What was called.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.shared.journal
    }

    /// A client of a service, with keys and headers as it wants them, by the sandbox's clock.
    ///
    /// # Errors
    /// When a key cannot be used.
    pub fn client(&self, endpoint: &'static Endpoint) -> Result<Client, ClientError> {
        self.shared.client(endpoint)
    }

    /// A customer's access token (B2B2C), as after he agreed.
    pub async fn customer_token(&self, provider: Provider) -> Option<Secret> {
        self.shared.customer_token(provider.entry().name).await
    }

    /// Begins anew, with another seed.
    pub fn seed(&self, seed: &Seed) {
        self.shared.seed(seed);
    }

    /// Begins anew.
    pub fn reset(&self) {
        self.shared.reset();
    }

    /// What the next call meets.
    pub fn next_fault(&self, provider: Provider, fault: Fault) {
        if let Some(place) = self.place(provider.entry().name) {
            place.door.next_fault(fault);
        }
    }

    /// How providers call the partner.
    pub fn callbacks(&self, manner: &Manner) {
        self.shared.places.iter().for_each(|place| place.notifier.set_manner(manner.clone()));
    }

    /// Where the partner listens.
    pub fn partner_url(&self, url: impl Into<String>) {
        let url = url.into();
        self.shared.places.iter().for_each(|place| place.notifier.set_address(Some(url.clone())));
    }

    /// Lets go the calls that were held, the last first.
    pub async fn release(&self) -> usize {
        let mut released = 0;
        for place in &self.shared.places {
            released += place.notifier.release().await.len();
        }
        released
    }

    /// An account, as it stands.
    #[must_use]
    pub fn account(&self, number: &str) -> Option<Account> {
        self.shared.places.iter().find_map(|place| place.door.bank.world().accounts.get(number).cloned())
    }

    /// What goes by a name: a partner's reference, a provider's, the number of a virtual account.
    #[must_use]
    pub fn deal(&self, name: &str) -> Option<Deal> {
        self.shared.places.iter().find_map(|place| place.door.bank.world().named(name).cloned())
    }

    /// Everything that was asked for, the oldest first.
    #[must_use]
    pub fn deals(&self) -> Vec<Deal> {
        self.shared.places.iter().flat_map(|place| place.door.bank.world().deals.clone()).collect()
    }

    /// The customer pays: a virtual account, a code, a page that he was sent to. The partner is told.
    ///
    /// # Errors
    /// [`NotifyError::Unknown`] when nothing waits under this name.
    pub fn pay(&self, name: &str) -> Result<(), NotifyError> {
        self.end(name, State::Done)
    }

    /// The customer does not pay, or the transfer fails.
    ///
    /// # Errors
    /// As [`pay`](Self::pay).
    pub fn fail(&self, name: &str) -> Result<(), NotifyError> {
        self.end(name, State::Failed)
    }

    fn end(&self, name: &str, state: State) -> Result<(), NotifyError> {
        self.shared.end(name, state)
    }

    /// A customer pays a bill that the partner keeps: the provider asks what is due, then pays it.
    ///
    /// # Errors
    /// What the partner refused, or what cannot be called.
    pub async fn pay_bill(&self, number: &VaNumber, amount: Option<Money>) -> Result<Value, NotifyError> {
        self.shared.pay_bill(number, amount).await
    }

    fn place(&self, provider: &str) -> Option<&Place> {
        self.shared.place(provider)
    }

    /// Until it ends: never, unless its listeners break down.
    pub async fn run(mut self) {
        while self.tasks.join_next().await.is_some() {}
    }
}

/// The number of a virtual account: the partner's service ID, and the customer's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaNumber {
    /// partnerServiceId, without blanks.
    pub service: String,
    /// customerNo.
    pub customer: String,
}

impl VaNumber {
    /// Its parts.
    #[must_use]
    pub fn new(service: impl Into<String>, customer: impl Into<String>) -> Self {
        Self { service: service.into(), customer: customer.into() }
    }
}

impl Shared {
    pub(crate) fn place(&self, provider: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.door.provider().name == provider)
    }

    pub(crate) fn client(&self, endpoint: &'static Endpoint) -> Result<Client, ClientError> {
        let place = self.place(endpoint.provider);
        let credentials = self.partner.credentials(endpoint)?;
        let clock = self.clock.clone();
        let mut builder = Client::builder(place.map_or("", |place| &place.url), credentials).clock(move || clock.now());
        let token =
            place.and_then(|place| place.door.provider().endpoints.iter().find(|endpoint| endpoint.code == "73"));
        if let Some(token) = token {
            builder = builder.token_endpoint(token);
        }
        Ok(builder.build()?.with(partner::options(endpoint)))
    }

    pub(crate) async fn customer_token(&self, provider: &str) -> Option<Secret> {
        let place = self.place(provider)?;
        let lifetime = Duration::from_secs(15 * 24 * 3600);
        let holder = TokenHolder::new(TokenKind::B2b2c, NAME, self.clock.now(), lifetime);
        tokens::issue(&*place.door.store(), &holder, lifetime).await.ok()
    }

    pub(crate) fn seed(&self, seed: &Seed) {
        for place in &self.places {
            place.door.reset(seed.clone());
        }
        self.journal.clear();
    }

    pub(crate) fn reset(&self) {
        self.seed(&self.seed);
        self.clock.reset();
    }

    pub(crate) fn end(&self, name: &str, state: State) -> Result<(), NotifyError> {
        for place in &self.places {
            let mut world = place.door.bank.world();
            let open = world.named(name).filter(|deal| !deal.state.is_final()).map(|deal| deal.id);
            if let Some(id) = open {
                world.end(id, state, self.clock.now());
                drop(world);
                place.door.bank.drain();
                return Ok(());
            }
        }
        Err(NotifyError::Unknown(name.to_owned()))
    }

    pub(crate) async fn pay_bill(&self, number: &VaNumber, amount: Option<Money>) -> Result<Value, NotifyError> {
        let named = |place: &&Place, name: &str| {
            let is_it =
                |endpoint: &&&'static Endpoint| endpoint.direction == Direction::Inbound && endpoint.service == name;
            place.door.provider().endpoints.iter().find(is_it).copied()
        };
        let of = |place: &Place| NotifyError::NoCallback {
            provider: place.door.provider().name,
            service: "transfer_va_payment",
        };
        let place = self.places.iter().find(|place| named(place, "transfer_va_payment").is_some());
        let Some(place) = place else { return Err(self.places.first().map_or(NotifyError::NoAddress, of)) };
        let pay = named(&place, "transfer_va_payment").ok_or_else(|| of(place))?;
        let bank = &place.door.bank;
        let (id, reference) = {
            let id = bank.world().next();
            let digits: String = self.clock.text().chars().filter(char::is_ascii_digit).take(14).collect();
            (id, format!("{digits}{id:016}"))
        };
        let mut known = serde_json::json!({
            "partnerServiceId": format!("{:>8}", number.service),
            "customerNo": number.customer,
            "virtualAccountNo": format!("{:>8}{}", number.service, number.customer),
            "inquiryRequestId": reference,
            "paymentRequestId": reference,
            "trxDateTime": self.clock.text(),
            "trxDateInit": self.clock.text(),
        });
        let facts = crate::bank::Facts::default();
        if let Some(inquiry) = named(&place, "transfer_va_inquiry") {
            let body = bank.examples.call(inquiry, &known, &facts);
            let (_, answer) = place.notifier.send(inquiry, &body, false, "what is due").await?;
            if let (Some(known), Some(told)) =
                (known.as_object_mut(), answer.get("virtualAccountData").and_then(Value::as_object))
            {
                for (name, value) in told.iter().filter(|(_, value)| !value.is_null()) {
                    known.entry(name.clone()).or_insert_with(|| value.clone());
                }
            }
        }
        let due = crate::bank::first_money(&known, &["totalAmount", "paidAmount"]);
        let paid = amount.or(due).unwrap_or_else(|| Money::idr(10_000));
        if let Some(known) = known.as_object_mut() {
            known.insert("paidAmount".to_owned(), paid.json());
        }
        let body = bank.examples.call(pay, &known, &facts);
        let answer = place.notifier.send(pay, &body, false, "a bill is paid").await;
        let state = if answer.is_ok() { State::Done } else { State::Failed };
        let mut deal = Deal::of_provider(id, pay, body, self.clock.now(), reference);
        (deal.amount, deal.state) = (Some(paid), state);
        deal.answer = answer.as_ref().map(|(_, answer)| answer.clone()).unwrap_or_default();
        bank.world().deals.push(deal);
        answer.map(|(_, answer)| answer)
    }
}

impl Deal {
    /// Something that the provider began.
    fn of_provider(
        id: u64,
        endpoint: &'static Endpoint,
        request: Value,
        at: std::time::SystemTime,
        reference: String,
    ) -> Self {
        Self {
            id,
            endpoint,
            role: Role::Plain,
            request,
            answer: Value::Null,
            external_id: None,
            at,
            ended: Some(at),
            amount: None,
            state: State::Pending,
            settling: None,
            parent: None,
            captured: None,
            refunded: None,
            reference,
            account: None,
            expires: None,
        }
    }
}
