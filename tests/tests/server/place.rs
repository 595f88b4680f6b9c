//! Where a test's servers are, and who calls them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use snap_bi::server::tokens::{self, TokenHolder, TokenKind};
use snap_bi::server::{Caller, MemoryStore, Register, RegisterError, Scheme, Soon, Store};
use snap_bi::signing::PrivateKey;
use snap_bi::{CallOptions, Client, Credentials, Endpoint, Secret};
use snap_codegen::json::{self, Value};
use snap_tests::call::Call;
use snap_tests::calls::{CALLBACKS, CALLS};
use snap_tests::serve::{Recorder, Served, Setup};
use snap_tests::serves::SERVED;
use snap_tests::spec;

use crate::bank::exchange::{Exchange, KEY, SECRET};

pub fn key() -> PrivateKey {
    PrivateKey::load(KEY.as_bytes()).expect("a test key")
}

/// The caller of the tests, under whatever ID a service wants.
pub struct Anybody(pub Arc<Caller>);

impl Anybody {
    pub fn of(caller: Caller) -> Self {
        Self(Arc::new(caller))
    }
}

impl Register for Anybody {
    fn by_partner_id<'a>(&'a self, id: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        Soon::now(Ok((id != "stranger").then(|| Arc::clone(&self.0))))
    }

    fn by_client_key<'a>(&'a self, key: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        self.by_partner_id(key)
    }

    fn by_name<'a>(&'a self, name: &'a str) -> Soon<'a, Result<Option<Arc<Caller>>, RegisterError>> {
        Soon::now(Ok((name == self.0.name()).then(|| Arc::clone(&self.0))))
    }
}

pub fn caller() -> Caller {
    Caller::new("caller").secret(&Secret::new(SECRET)).key(&key().public_key()).expect("a key")
}

pub fn setup() -> Setup {
    setup_with(Arc::new(MemoryStore::default()))
}

pub fn setup_with(store: Arc<dyn Store>) -> Setup {
    let mut setup = Setup::new(Arc::new(Anybody::of(caller())), store);
    // Of some services no page says how they are signed.
    setup.unsaid = Some(Scheme::Asymmetric);
    setup.sole = Some("caller".to_owned());
    setup
}

/// What every service answers: what its page shows.
pub fn recorder() -> Arc<Recorder> {
    let answers: HashMap<_, _> = SERVED
        .iter()
        .flat_map(|served| served.endpoints)
        .map(|endpoint| ((endpoint.provider, endpoint.service), exchange(endpoint).response().1.into_bytes()))
        .collect();
    Recorder::new(answers)
}

pub fn exchange(endpoint: &Endpoint) -> Exchange<'static> {
    let catalogue = &spec().catalogue;
    let provider = catalogue.provider(endpoint.provider).expect("a provider of the spec");
    let service = provider.service(endpoint.service).expect("a service of the spec");
    Exchange { catalogue, provider, service }
}

/// Serves a trait on loopback.
pub async fn serve(served: &Served, recorder: &Arc<Recorder>, setup: &Setup) -> String {
    let router = (served.build)(Arc::clone(recorder), setup);
    listen(router.unwrap_or_else(|error| panic!("{}: {error}", served.provider))).await
}

/// Listens on loopback.
pub async fn listen(router: axum::Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        axum::serve(listener, router.into_make_service_with_connect_info::<std::net::SocketAddr>()).await
    });
    format!("http://{address}")
}

/// A request with a reference of its own, where the service is carried out once for each: all documented ones have the same.
pub fn renumbered(endpoint: &Endpoint, request: &str, number: &str) -> String {
    let Some(path) = endpoint.serving.once.first() else { return request.to_owned() };
    let mut root = json::parse(request).expect("JSON");
    let mut node = &mut root;
    for name in path.split('.') {
        let Value::Object(members) = &mut node.value else { panic!("{path} lies in no object") };
        node = &mut members.iter_mut().find(|member| member.name == name).expect("a reference").node;
    }
    // As long as it was, for those that must be.
    let width = node.as_text().map_or(0, str::len);
    *node = json::parse(&format!("\"{number:0>width$}\"")).expect("a text");
    root.to_text()
}

/// The typed call of a service.
pub fn call(endpoint: &Endpoint) -> Option<&'static Call> {
    let is_it = |call: &&Call| call.provider == endpoint.provider && call.service == endpoint.service;
    CALLS.iter().chain(CALLBACKS).find(is_it)
}

pub async fn customer_token(store: &dyn Store) -> Secret {
    let lifetime = Duration::from_secs(600);
    let holder = TokenHolder::new(TokenKind::B2b2c, "caller", SystemTime::now(), lifetime);
    tokens::issue(store, &holder, lifetime).await.expect("a token")
}

/// A client of a service at an address.
pub fn client(served: &Served, endpoint: &Endpoint, url: &str, symmetric: bool, customer: &Secret) -> Client {
    let case = exchange(endpoint);
    let partner = case.fitting("X-PARTNER-ID", "82150");
    let credentials = if symmetric {
        Credentials::symmetric(partner, Secret::new(SECRET), key())
    } else {
        Credentials::asymmetric(partner, key())
    };
    let options = CallOptions::new()
        .customer_token(customer.clone())
        .device_id(case.fitting("X-DEVICE-ID", "device-1"))
        .ip_address("10.0.0.1")
        .location("-06.2088", "+106.8456");
    let mut builder = Client::builder(url, credentials.with_channel_id(case.fitting("CHANNEL-ID", "95221")));
    if let Some(token) = served.endpoints.iter().find(|endpoint| endpoint.code == "73") {
        builder = builder.token_endpoint(token);
    }
    builder.build().expect("a client").with(options)
}
