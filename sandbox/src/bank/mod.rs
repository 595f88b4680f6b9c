//! A bank: answers from what it knows.

mod answer;
mod deal;
mod family;
mod json;
mod money;
mod role;
mod world;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use snap_bi::server::{Call, Dispatch, Refuse, Reply, Unfit, Work};
use snap_bi::{Context, Direction, Endpoint, MessageKind, ProviderEntry};
use tokio::sync::mpsc;

pub use deal::{Deal, State};
pub use money::Money;
pub use world::{Account, Entry, Standing};

pub(crate) use answer::{Examples, Facts};
pub(crate) use family::notification;
pub(crate) use role::Role;
pub(crate) use world::World;

use self::family::Ask;
use crate::clock::Clock;
use crate::faults::Fault;
use crate::seed::Seed;

pub(crate) use json::{first_money, first_text};

/// The bank of a provider: its outbound services, over one state.
#[derive(Debug)]
pub(crate) struct Bank {
    pub(crate) provider: &'static ProviderEntry,
    endpoints: &'static [&'static Endpoint],
    pub(crate) examples: Examples,
    world: Mutex<World>,
    clock: Clock,
    /// The address of the sandbox's pages.
    pages: String,
    /// Who is told of what came to its end.
    told: mpsc::UnboundedSender<u64>,
}

impl Bank {
    pub(crate) fn new(
        provider: &'static ProviderEntry,
        seed: Seed,
        clock: Clock,
        pages: String,
    ) -> (Self, mpsc::UnboundedReceiver<u64>) {
        let outbound = provider.endpoints.iter().copied().filter(|endpoint| endpoint.direction == Direction::Outbound);
        // A provider is served for as long as its process runs.
        let endpoints: &'static [&'static Endpoint] = outbound.collect::<Vec<_>>().leak();
        let world = Mutex::new(World::new(seed));
        let (told, events) = mpsc::unbounded_channel();
        (Self { provider, endpoints, examples: Examples::of(provider), world, clock, pages, told }, events)
    }

    /// Everything ends whose time has come, and whoever is told of it is told.
    pub(crate) fn drain(&self) {
        let mut world = self.world();
        world.tick(self.clock.now());
        for deal in world.events.drain(..) {
            // Nobody listens once the sandbox is gone.
            let _ = self.told.send(deal);
        }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the service answers: the whole of its work, for it waits for nobody.
    fn answer(&self, call: &Call, request: Value, fault: Option<&Fault>) -> Result<Reply, Refuse> {
        let endpoint = call.endpoint;
        if let Some((http, case)) = fault.and_then(Fault::refusal) {
            let row = snap_bi::national::codes::CODES.rows.iter().find(|row| row.http == http && row.case == case);
            return Err(Refuse::code(http, case.to_owned(), row.map_or("Answered as asked", |row| row.message)));
        }
        let mut world = self.world();
        let ask = Ask {
            provider: self.provider,
            examples: &self.examples,
            endpoint,
            role: Role::of(endpoint),
            request,
            external_id: call.external_id.clone(),
            now: self.clock.now(),
            id: world.next(),
            pages: self.pages.clone(),
        };
        let done = family::carry_out(&mut world, &ask)?;
        let answer = self.examples.compose(endpoint, &ask.request, &done.facts);
        if let Some(mut deal) = done.deal {
            if let Some(given) = first_text(&answer, family::GIVEN) {
                deal.reference = given;
            }
            deal.answer = answer.clone();
            world.add(deal);
        }
        Ok(Reply::json(answer.to_string()))
    }
}

impl Dispatch for Bank {
    fn endpoints(&self) -> &'static [&'static Endpoint] {
        self.endpoints
    }

    fn prepare(self: Arc<Self>, index: usize, call: Arc<Call>, request: &[u8]) -> Result<Work, Unfit> {
        let service = self.endpoints.get(index).map_or("", |endpoint| endpoint.service);
        let is_it = |entry: &&snap_bi::MessageEntry| entry.service == service && entry.kind == MessageKind::Request;
        let entry = self.provider.messages.iter().find(is_it).ok_or(Unfit::NotJson)?;
        let message = (entry.decode)(request).map_err(|_| Unfit::NotJson)?;
        let lookup = |name: &str| call.header(name);
        message.any_validate_received(&Context::with_headers(&lookup)).map_err(Unfit::Breaks)?;
        let request = serde_json::from_slice(request).map_err(|_| Unfit::NotJson)?;
        let fault = call.header(crate::faults::HEADER).and_then(|text| text.parse().ok());
        // In its own time: the claim is taken first.
        Ok(Box::pin(async move { self.answer(&call, request, fault.as_ref()) }))
    }
}
