//! A sandbox that runs.

use std::sync::Arc;

use serde_json::Value;
use snap_bi::{Client, Endpoint, Provider, Secret};
use tokio::task::JoinSet;

use crate::bank::{Account, Deal, Money, State};
use crate::bill::VaNumber;
use crate::clock::Clock;
use crate::faults::Fault;
use crate::journal::Journal;
use crate::notify::{Manner, NotifyError};
use crate::seed::Seed;
use crate::shared::{ClientError, Place, Shared};
use crate::start::{SandboxBuilder, StartError};

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
    pub(crate) shared: Arc<Shared>,
    pub(crate) tasks: JoinSet<()>,
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
        SandboxBuilder::new()
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
