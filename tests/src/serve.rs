//! A server of every trait, without its types: a test can run them all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use axum::Router;
use snap_bi::server::{Audit, Audited, Ledger, Received, Refuse, Register, Scheme, ServerBuilder, ServerError, Store};
use snap_bi::server::{Dispatch, Server};
use snap_bi::{DecodeError, Endpoint, Model};

/// What a handler does when it is called.
#[derive(Clone)]
pub enum Behaviour {
    /// Answers what is documented.
    Answer,
    /// Answers after a while.
    Slow(Duration),
    /// Breaks down.
    Panic,
    /// Refuses.
    Refuse(fn() -> Refuse),
}

/// Handles every service: remembers that it was called, and answers what it was told.
pub struct Recorder {
    answers: HashMap<(&'static str, &'static str), Vec<u8>>,
    behaviour: Mutex<Behaviour>,
    handled: Mutex<Vec<Handled>>,
}

/// One call of a handler.
#[derive(Debug, Clone)]
pub struct Handled {
    /// The service.
    pub endpoint: &'static Endpoint,
    /// The message.
    pub request: Vec<u8>,
    /// Who called.
    pub caller: Option<String>,
    /// X-EXTERNAL-ID.
    pub external_id: Option<String>,
}

impl Recorder {
    /// Answers by provider and service.
    pub fn new(answers: HashMap<(&'static str, &'static str), Vec<u8>>) -> Arc<Self> {
        Arc::new(Self { answers, behaviour: Mutex::new(Behaviour::Answer), handled: Mutex::default() })
    }

    /// From the next call on.
    pub fn behave(&self, behaviour: Behaviour) {
        *self.behaviour.lock().unwrap_or_else(PoisonError::into_inner) = behaviour;
    }

    /// Every call of a handler so far.
    pub fn handled(&self) -> Vec<Handled> {
        self.handled.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What a handler does with a call.
    ///
    /// # Errors
    /// What it was told to refuse with.
    #[expect(clippy::panic, reason = "one of the things that a handler may do")]
    pub async fn handle<Q: Model, R>(
        &self,
        received: Received<Q>,
        read: impl FnOnce(&Q, &[u8]) -> Result<R, DecodeError>,
    ) -> Result<R, Refuse> {
        let endpoint = received.call().endpoint;
        let handled = Handled {
            endpoint,
            request: received.request().to_json(),
            caller: received.caller().map(|caller| caller.name().to_owned()),
            external_id: received.external_id().map(str::to_owned),
        };
        self.handled.lock().unwrap_or_else(PoisonError::into_inner).push(handled);
        let behaviour = self.behaviour.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match behaviour {
            Behaviour::Answer => {}
            Behaviour::Slow(time) => tokio::time::sleep(time).await,
            Behaviour::Panic => panic!("a handler that breaks down"),
            Behaviour::Refuse(refuse) => return Err(refuse()),
        }
        let answer = self.answers.get(&(endpoint.provider, endpoint.service)).map_or(&b"{}"[..], Vec::as_slice);
        Ok(read(received.request(), answer)?)
    }
}

/// How the servers of a test are set up.
#[derive(Clone)]
pub struct Setup {
    /// Who may call.
    pub register: Arc<dyn Register>,
    /// What they share.
    pub store: Arc<dyn Store>,
    /// Their clock.
    pub clock: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    /// How calls are signed, where nobody says it.
    pub unsaid: Option<Scheme>,
    /// How long a caller waits.
    pub handler_time: Duration,
    /// Who calls where nothing says it.
    pub sole: Option<String>,
    /// Who is told.
    pub audit: Option<Arc<dyn Audit>>,
    /// Who knows what became of calls.
    pub ledger: Option<Arc<dyn Ledger>>,
    /// How long a claim is its owner's.
    pub lease: Duration,
}

impl Setup {
    /// With these callers, by the usual clock.
    pub fn new(register: Arc<dyn Register>, store: Arc<dyn Store>) -> Self {
        Self {
            register,
            store,
            clock: Arc::new(SystemTime::now),
            unsaid: None,
            handler_time: Duration::from_secs(20),
            sole: None,
            audit: None,
            ledger: None,
            lease: Duration::from_secs(300),
        }
    }

    /// Builds a server, and mounts it.
    ///
    /// # Errors
    /// When it cannot be built.
    pub fn mount<D: Dispatch, S>(&self, builder: ServerBuilder<D, S>) -> Result<Router, ServerError>
    where
        S: From<Server<D>>,
        S: tower_service::Service<axum::extract::Request, Error = std::convert::Infallible>
            + Clone
            + Send
            + Sync
            + 'static,
        S::Response: axum::response::IntoResponse,
        S::Future: Send + 'static,
    {
        let clock = Arc::clone(&self.clock);
        let mut builder = builder
            .register(Arc::clone(&self.register))
            .store(Arc::clone(&self.store))
            .clock(move || clock())
            .handler_time(self.handler_time)
            .lease(self.lease);
        if let Some(scheme) = self.unsaid {
            builder = builder.unsaid_scheme(scheme);
        }
        if let Some(sole) = &self.sole {
            builder = builder.sole_caller(sole);
        }
        if let Some(audit) = &self.audit {
            let audit = Arc::clone(audit);
            builder = builder.audit(move |record: &Audited<'_>| audit.answered(record));
        }
        if let Some(ledger) = &self.ledger {
            builder = builder.ledger(Arc::clone(ledger));
        }
        Ok(Router::new().fallback_service(builder.build()?))
    }
}

/// A trait that has a server.
pub struct Served {
    /// The provider.
    pub provider: &'static str,
    /// Its services.
    pub endpoints: &'static [&'static Endpoint],
    /// Builds it.
    pub build: fn(Arc<Recorder>, &Setup) -> Result<Router, ServerError>,
}

/// An entry of the table. Generated code writes it.
macro_rules! served {
    ($provider:literal, $handler:path, $server:ty, $client:ty, {
        $($method:ident: $request:ty => $response:ty $(, $of:ident)?;)*
    }) => {{
        // One table, and not a file for each implementation.
        #[allow(non_local_definitions)]
        impl $handler for $crate::serve::Recorder {
            $(async fn $method(
                &self,
                received: ::snap_bi::server::Received<$request>,
            ) -> Result<$response, ::snap_bi::server::Refuse> {
                self.handle(received, $crate::serve::served!(@read $response $(, $of)?)).await
            })*
        }
        Served {
            provider: $provider,
            endpoints: <$client>::ENDPOINTS,
            build: |recorder, setup| setup.mount(<$server>::shared(recorder)),
        }
    }};
    (@read $response:ty) => {
        |_, json| <$response as ::snap_bi::Model>::from_json(json)
    };
    (@read $response:ty, of) => {
        <$response>::from_json_for
    };
}
pub(crate) use served;
