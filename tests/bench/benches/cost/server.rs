//! A server against the same axum route without us: the same bytes, the same message read, the same answer; nobody is asked for a
//! signature, and nothing is claimed. And against the same checks as somebody writes them by hand: see `by_hand`.
//!
//! The aim is against the checks by hand: 0.8 of their requests per second. What the bare route takes is for comparison: 0.7 of what
//! it serves is not reached, and on a quiet machine by the checks by hand neither.
//!
//! Each runs in a runtime of one thread, and 16 connections keep it busy. Batches take turns, the fastest counts.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::routing::post;
use snap_bi::server::{MemoryStore, Received, Refuse, Store};
use snap_bi::signing::{PrivateKey, Signature, Target, signer, transaction_string, verifier};
use snap_bi::{CallbackSignature, Endpoint, Model as _, SignatureEncoding, SigningProfile, SnapError, snap_service};
use snap_stress::callers::{Bank, Signed, caller};
use snap_stress::connection::Connection;
use snap_stress::redis::{Keeps, Redis};
use snap_stress::shop::{BankHandler, BankServer, PAYMENT, PaymentRequest, PaymentResponse};
use tokio::runtime::Runtime;

use crate::{Row, by_hand, row};

const KEY: &str = include_str!("../../../../snap-core/src/testing/test-key.pem");
const CONNECTIONS: usize = 16;
/// Requests of a batch: a whole number for each connection.
const SYMMETRIC: usize = 3200;
const ASYMMETRIC: usize = 800;

static PROFILE: SigningProfile = SigningProfile::new("asymmetric").callbacks(CallbackSignature::Asymmetric);
static PAYMENT_BY_KEY: Endpoint = PAYMENT.signing(&PROFILE);

/// The same service, signed with a key.
#[allow(dead_code, reason = "nobody calls it here but by hand")]
#[snap_service(provider = "bank", signing = asymmetric)]
pub trait KeyBank {
    /// A payment.
    #[endpoint(metadata = PAYMENT_BY_KEY, direction = inbound)]
    async fn payment(&self, request: PaymentRequest) -> Result<PaymentResponse, SnapError>;
}

/// Answers at once.
struct AtOnce;

pub fn answer() -> PaymentResponse {
    PaymentResponse::default().with_response_code("2002500").with_response_message("Successful").with_receipt_no("1")
}

impl BankHandler for AtOnce {
    async fn payment(&self, _: Received<PaymentRequest>) -> Result<PaymentResponse, Refuse> {
        Ok(answer())
    }
}

impl KeyBankHandler for AtOnce {
    async fn payment(&self, _: Received<PaymentRequest>) -> Result<PaymentResponse, Refuse> {
        Ok(answer())
    }
}

/// The same route without us.
async fn bare(body: Bytes) -> Result<([(header::HeaderName, &'static str); 1], Vec<u8>), StatusCode> {
    let request = PaymentRequest::from_json(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    request.validate().map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], answer().to_json()))
}

/// A server in a thread of its own, for as long as the program runs.
fn serve(router: Router) -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    listener.set_nonblocking(true).expect("a listener");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        runtime().block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            axum::serve(listener, router).await
        })
    });
    address
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Requests per batch, each answered with 200: the time of one, and the ninety-ninth of a hundred latencies.
async fn batch(address: SocketAddr, requests: Vec<Vec<u8>>) -> (Duration, Duration) {
    let count = u32::try_from(requests.len()).expect("a small number");
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        connections.push(Connection::open(address).await.expect("a connection"));
    }
    let mut parts = requests.chunks(requests.len() / CONNECTIONS).map(<[_]>::to_vec).collect::<Vec<_>>();
    let started = Instant::now();
    let tasks: Vec<_> = connections
        .into_iter()
        .map(|mut connection| {
            let part = parts.pop().expect("as many parts as connections");
            tokio::spawn(async move {
                let mut latencies = Vec::with_capacity(part.len());
                for request in part {
                    let sent = Instant::now();
                    let reply = connection.call(&request).await.expect("an answer");
                    latencies.push(sent.elapsed());
                    assert_eq!(reply.status, 200, "{}", reply.body);
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await.expect("no panic"));
    }
    let elapsed = started.elapsed() / count;
    latencies.sort_unstable();
    (elapsed, latencies[latencies.len() * 99 / 100])
}

/// A bank that signs as a server wants it; every payment is another.
struct Caller {
    bank: Bank,
    next: usize,
}

impl Caller {
    async fn new(store: &dyn Store) -> Self {
        Self::of(Bank::new(store).await)
    }

    fn of(bank: Bank) -> Self {
        Self { bank, next: 0 }
    }

    fn payments(&mut self, count: usize, sign: impl Fn(&mut Signed)) -> Vec<Vec<u8>> {
        let mut one = || {
            self.next += 1;
            let mut payment = self.bank.payment(&self.next.to_string(), &format!("P{}", self.next));
            sign(&mut payment);
            payment.bytes()
        };
        (0..count).map(|_| one()).collect()
    }
}

fn by_key(payment: &mut Signed) {
    let key = PrivateKey::load(KEY.as_bytes()).expect("a key");
    payment.headers.retain(|(name, _)| name != "Authorization");
    let time = payment.headers.iter().find(|(name, _)| name == "X-TIMESTAMP").expect("a time").1.clone();
    let target = Target { path: PAYMENT.path, prefix: "", query: None };
    let time = String::from_utf8(time).expect("text");
    let text = transaction_string(&PROFILE, PAYMENT.method, &target, None, &payment.body, &time);
    let signature = signer(&key).expect("a signer").sign(text.as_bytes()).expect("a signature");
    let signature = signature.encode(SignatureEncoding::Base64);
    payment.headers.retain(|(name, _)| name != "X-SIGNATURE");
    payment.headers.push(("X-SIGNATURE".to_owned(), signature.into_bytes()));
}

/// The same over a store.
fn symmetric(store: &Arc<dyn Store>) -> SocketAddr {
    let server = BankServer::builder(AtOnce).callers([caller()]).store(Arc::clone(store)).build();
    serve(Router::new().fallback_service(server.expect("a server")))
}

type Figures = (Duration, Duration);

/// Ours and others in turns, with requests that are signed before the clock runs.
fn compare<const N: usize>(rounds: usize, mut runs: [&mut dyn FnMut() -> Figures; N]) -> [Figures; N] {
    let mut least = [(Duration::MAX, Duration::MAX); N];
    for _ in 0..rounds {
        for (least, run) in least.iter_mut().zip(&mut runs) {
            let figures = run();
            *least = (least.0.min(figures.0), least.1.min(figures.1));
        }
    }
    least
}

pub fn rows() -> Vec<Row> {
    let runtime = runtime();
    let bare = serve(Router::new().route(PAYMENT.path, post(bare)));
    let memory: Arc<dyn Store> = Arc::new(MemoryStore::new(10_000_000));
    let mut of_memory = runtime.block_on(Caller::new(&*memory));
    let address = symmetric(&memory);
    let plain = |caller: &mut Caller| caller.payments(SYMMETRIC, |_| ());
    let mut of_bare = runtime.block_on(Caller::new(&*memory));
    let mut run_bare = || runtime.block_on(batch(bare, plain(&mut of_bare)));
    let (by_hand, known) = runtime.block_on(by_hand::route());
    let (by_hand, mut of_hand) = (serve(by_hand), Caller::of(known));
    let mut run = || runtime.block_on(batch(address, plain(&mut of_memory)));
    let mut run_by_hand = || runtime.block_on(batch(by_hand, plain(&mut of_hand)));
    let [ours, hand, theirs] = compare(40, [&mut run, &mut run_by_hand, &mut run_bare]);
    let mut rows = vec![
        row("served, symmetric, in memory", "the same checks by hand in axum", Some(1.25), (ours.0, hand.0)),
        row("  its p99", "the p99 of the checks by hand", None, (ours.1, hand.1)),
        row("served, symmetric, in memory", "the same axum route", None, (ours.0, theirs.0)),
        row("  its p99", "the p99 of the route", None, (ours.1, theirs.1)),
    ];

    let key = PrivateKey::load(KEY.as_bytes()).expect("a key");
    let known = caller().key(&key.public_key()).expect("a key");
    let server = KeyBankServer::builder(AtOnce).callers([known]).store(Arc::clone(&memory)).build();
    let address = serve(Router::new().fallback_service(server.expect("a server")));
    let (verifier, signer) = (verifier(&key.public_key()).expect("a key"), signer(&key).expect("a key"));
    let signature = Signature::decode(&signer.sign(b"text").expect("a signature").encode(SignatureEncoding::Base64));
    let signature = signature.expect("a signature");
    let mut verify = || {
        let started = Instant::now();
        for _ in 0..200 {
            verifier.verify(b"text", signature.as_bytes()).expect("good");
        }
        (started.elapsed() / 200, Duration::ZERO)
    };
    let signed = |caller: &mut Caller| caller.payments(ASYMMETRIC, by_key);
    let mut run = || runtime.block_on(batch(address, signed(&mut of_memory)));
    let [ours, theirs] = compare(8, [&mut run, &mut verify]);
    rows.push(row("served, asymmetric, in memory", "RSA verification alone", None, (ours.0, theirs.0)));

    let Some(redis) = runtime.block_on(Redis::start(Keeps::Nothing)) else { return rows };
    // Its connection lives where it was made.
    let store = Arc::new(std::sync::OnceLock::new());
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    listener.set_nonblocking(true).expect("a listener");
    let address = listener.local_addr().expect("an address");
    let (made, place) = (Arc::clone(&store), redis.address());
    std::thread::spawn(move || {
        self::runtime().block_on(async move {
            let store: Arc<dyn Store> = Arc::new(snap_bi::server::RedisStore::connect(&place).await.expect("a store"));
            let caller = Caller::new(&*store).await;
            let server = BankServer::builder(AtOnce).callers([snap_stress::callers::caller()]).store(store).build();
            let router = Router::new().fallback_service(server.expect("a server"));
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            assert!(made.set(std::sync::Mutex::new(caller)).is_ok(), "it is made once");
            axum::serve(listener, router).await
        })
    });
    let mut run = || {
        let mut caller = store.wait().lock().expect("no panic");
        runtime.block_on(batch(address, plain(&mut caller)))
    };
    let [ours, theirs] = compare(10, [&mut run, &mut run_bare]);
    rows.push(row("served, symmetric, in Redis", "the same axum route", None, (ours.0, theirs.0)));
    rows.push(row("  its p99", "the p99 of the route", None, (ours.1, theirs.1)));
    rows
}
