//! What a sandbox is made of, but for its tasks.

use std::sync::Arc;
use std::time::Duration;

use snap_bi::server::tokens::{self, TokenHolder, TokenKind};
use snap_bi::signing::KeyError;
use snap_bi::{Client, Endpoint, Secret, SnapError};
use thiserror::Error;

use crate::bank::State;
use crate::clock::Clock;
use crate::door::Door;
use crate::journal::Journal;
use crate::notify::{Notifier, NotifyError};
use crate::page::Pages;
use crate::partner::{self, NAME, Partner};
use crate::seed::Seed;

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
    pub(crate) async fn answer(
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
}
