//! A server without handlers: it answers what the pages show.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::builder::ServerBuilder;
use super::call::Call;
use super::dispatch::{Dispatch, Reply, Unfit, Work};
use super::refuse::Refuse;
use super::service::Server;
use crate::check::Context;
use crate::json::raw;
use crate::message::registry::{MessageEntry, MessageKind, ProviderEntry};
use crate::meta::endpoint::Endpoint;

/// How a stub is set up: as every other server.
pub type StubBuilder = ServerBuilder<Stub, Server<Stub>>;

/// Every service of a provider, answered with what its page shows: to build a front end, or a caller, before there is a server.
/// Everything about a call is checked as ever. A service whose page shows no answer is answered 405/00.
pub struct Stub {
    endpoints: &'static [&'static Endpoint],
    messages: &'static [MessageEntry],
    answers: HashMap<String, Vec<u8>>,
}

impl Stub {
    /// A stub of a provider's services. Generated providers call it: `faspay::stub()`.
    pub fn of(provider: &'static ProviderEntry) -> StubBuilder {
        let samples = raw::members_of_text(provider.samples.as_bytes()).map(|members| members.0).unwrap_or_default();
        let answer = |sample: raw::Member<'_>| (sample.name.into_owned(), sample.raw.get().as_bytes().to_vec());
        let answers = samples.into_iter().map(answer).collect();
        ServerBuilder::new(Self { endpoints: provider.endpoints, messages: provider.messages, answers })
    }
}

impl Dispatch for Stub {
    fn endpoints(&self) -> &'static [&'static Endpoint] {
        self.endpoints
    }

    fn prepare(self: Arc<Self>, index: usize, call: Arc<Call>, request: &[u8]) -> Result<Work, Unfit> {
        let service = self.endpoints.get(index).map_or("", |endpoint| endpoint.service);
        let is_it = |entry: &&MessageEntry| entry.service == service && entry.kind == MessageKind::Request;
        let entry = self.messages.iter().find(is_it).ok_or(Unfit::NotJson)?;
        let message = (entry.decode)(request).map_err(|_| Unfit::NotJson)?;
        let lookup = |name: &str| call.header(name);
        message.any_validate_received(&Context::with_headers(&lookup)).map_err(Unfit::Breaks)?;
        let answer = self.answers.get(service).cloned();
        let reply = answer.map(|body| Reply { body, broken: Vec::new() }).ok_or_else(Refuse::not_supported);
        Ok(Box::pin(std::future::ready(reply)))
    }
}

impl fmt::Debug for Stub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stub").field("services", &self.endpoints.len()).finish_non_exhaustive()
    }
}
