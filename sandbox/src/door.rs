//! Where calls come in: written down, given to the bank, and answered, or not, as a fault wants it.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use snap_bi::server::tokens::TokenService;
use snap_bi::server::{Caller, Callers, Scheme, Server, ServerBuilder, ServerError, Store};
use snap_bi::{Endpoint, ProviderEntry};

use crate::bank::Bank;
use crate::clock::Clock;
use crate::doctor::{Known, Presented, diagnose};
use crate::faults::{self, Fault};
use crate::journal::{self, Entry, Journal, Way};
use crate::outgoing::Outgoing;
use crate::partner::NAME;
use crate::recent::Recent;

/// How much of a body is remembered.
const MOST: usize = 256 * 1024;

/// Calls of one provider.
#[derive(Debug)]
pub(crate) struct Door {
    pub(crate) bank: Arc<Bank>,
    callers: Arc<Callers>,
    clock: Clock,
    journal: Journal,
    running: Mutex<Running>,
    /// What the doctor works with.
    known: Known,
    next: Mutex<VecDeque<Fault>>,
}

/// What serves.
#[derive(Debug)]
struct Running {
    /// How far its clock was from the machine's when it was built.
    off: Duration,
    store: Arc<Recent>,
    server: Server<Bank>,
}

/// The connection is to break.
#[derive(Debug, thiserror::Error)]
#[error("the connection breaks, as asked")]
pub(crate) struct Dropped;

impl Door {
    pub(crate) fn new(
        bank: Bank,
        (caller, known): (Caller, Known),
        clock: Clock,
        journal: Journal,
    ) -> Result<Self, ServerError> {
        let store = Arc::new(Recent::new(bank.world().seed.remember));
        let bank = Arc::new(bank);
        let callers = Arc::new(Callers::new([caller]));
        let off = clock.off();
        let server = build(&bank, &callers, &store, &clock, &journal, off)?;
        let running = Mutex::new(Running { off, store, server });
        Ok(Self { bank, callers, clock, journal, running, known, next: Mutex::default() })
    }

    pub(crate) fn provider(&self) -> &'static ProviderEntry {
        self.bank.provider
    }

    /// Begins anew.
    pub(crate) fn reset(&self, seed: crate::seed::Seed) {
        // What was claimed goes too, and tokens with it.
        let store = Arc::new(Recent::new(seed.remember));
        *self.bank.world() = crate::bank::World::new(seed);
        self.next.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let off = self.clock.off();
        if let Ok(server) = build(&self.bank, &self.callers, &store, &self.clock, &self.journal, off) {
            *self.running() = Running { off, store, server };
        }
    }

    fn running(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where tokens are.
    pub(crate) fn store(&self) -> Arc<Recent> {
        Arc::clone(&self.running().store)
    }

    /// What happens to the next call.
    pub(crate) fn next_fault(&self, fault: Fault) {
        self.next.lock().unwrap_or_else(PoisonError::into_inner).push_back(fault);
    }

    pub(crate) fn faults_to_come(&self) -> Vec<Fault> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// What gives tokens.
    pub(crate) fn tokens(&self) -> TokenService {
        TokenService::new(self.store() as Arc<dyn Store>)
    }

    /// The server; another one where the clock was moved, for what is fresh has moved with it.
    fn server(&self) -> Result<Server<Bank>, ServerError> {
        let off = self.clock.off();
        let mut running = self.running();
        if off.abs_diff(running.off) > Duration::from_secs(5) {
            running.server = build(&self.bank, &self.callers, &running.store, &self.clock, &self.journal, off)?;
            running.off = off;
        }
        Ok(running.server.clone())
    }

    /// Answers a call; an error breaks the connection.
    pub(crate) async fn call<B>(&self, request: Request<B>) -> Result<Response<Outgoing>, Dropped>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let started = Instant::now();
        let (mut parts, body) = request.into_parts();
        let body = Limited::new(body, 1024 * 1024).collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        let fault = self.fault(&parts.headers, &body);
        let mut entry =
            Entry::new(self.provider().name, Way::In, self.clock.now(), parts.method.clone(), parts.uri.clone());
        entry.headers = parts.headers.clone();
        // What is longer the server refuses.
        entry.body = body.slice(..body.len().min(MOST));
        entry.fault = fault.as_ref().map(ToString::to_string);
        let id = self.journal.add(entry);
        parts.headers.insert(HeaderName::from_static(journal::ID), HeaderValue::from(id));
        parts.headers.remove(faults::HEADER);
        if let Some(value) = fault.as_ref().and_then(|fault| HeaderValue::try_from(fault.to_string()).ok()) {
            parts.headers.insert(HeaderName::from_static(faults::HEADER), value);
        }
        if fault == Some(Fault::DropBefore) {
            return Err(Dropped);
        }
        crate::quirks::found(self.provider(), &mut parts, &body);
        let path = parts.uri.path().to_owned();
        let answer = match self.own(&parts, &body, fault.as_ref()).await {
            Some(answer) => answer,
            None => match self.server() {
                Ok(server) => server.answer(Request::from_parts(parts, Full::new(body))).await,
                Err(error) => plain(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
            },
        };
        let answer = crate::quirks::answered(self.provider(), &path, answer).await;
        self.written(id, &answer, started).await;
        self.diagnose(id);
        self.bank.drain();
        dressed(answer, fault.as_ref()).await
    }

    /// The fault of a call: of its header, of the next call, of its references.
    fn fault(&self, headers: &http::HeaderMap, body: &[u8]) -> Option<Fault> {
        let asked =
            headers.get(faults::HEADER).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
        let next = || self.next.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        asked.or_else(next).or_else(|| Fault::of_request(body))
    }

    /// What is not the server's: gateways, tokens that are refused on demand, pages that a browser is sent to.
    async fn own(
        &self,
        parts: &http::request::Parts,
        body: &[u8],
        fault: Option<&Fault>,
    ) -> Option<Response<Full<Bytes>>> {
        if fault == Some(&Fault::Html) {
            let page = "<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";
            return Some(answered(StatusCode::BAD_GATEWAY, "text/html", page.to_owned()));
        }
        if let Some(signature) = crate::signatures::answer(self.provider(), parts, body) {
            let (status, text) = match signature {
                Ok(signature) => (StatusCode::OK, signature),
                Err(wrong) => (StatusCode::BAD_REQUEST, serde_json::json!({ "error": wrong })),
            };
            return Some(answered(status, JSON, text.to_string()));
        }
        let endpoints = || self.provider().endpoints.iter();
        let path = parts.uri.path();
        let at = |endpoint: &&&'static Endpoint| endpoint.path == path;
        if parts.method == Method::GET && endpoints().any(|endpoint| at(&endpoint) && endpoint.redirect.is_some()) {
            return Some(self.authorize(parts.uri.query().unwrap_or_default()).await);
        }
        let token = endpoints().find(|endpoint| at(endpoint) && matches!(endpoint.code, "73" | "74"));
        let (http, case) = fault?.refusal()?;
        let service = token.map(|endpoint| endpoint.code).or(path.ends_with("/access-token/b2b").then_some("73"))?;
        let text = format!(r#"{{"responseCode":"{http}{service}{case}","responseMessage":"As asked"}}"#);
        let status = StatusCode::from_u16(http).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Some(answered(status, JSON, text))
    }

    /// The customer agrees at once, and goes back with a code.
    async fn authorize(&self, query: &str) -> Response<Full<Bytes>> {
        let given = |name: &str| {
            form_urlencoded::parse(query.as_bytes()).find(|(own, _)| own == name).map(|(_, value)| value.into_owned())
        };
        let code = match self.tokens().authorize(NAME, "sandbox-customer", self.clock.now()).await {
            Ok(code) => code,
            Err(refuse) => return plain(StatusCode::INTERNAL_SERVER_ERROR, refuse.name().to_owned()),
        };
        let Some(back) = given("redirectUrl") else {
            return plain(StatusCode::BAD_REQUEST, "no redirectUrl: say where the customer goes back to".to_owned());
        };
        let pairs = [("authCode", code.expose().to_owned()), ("state", given("state").unwrap_or_default())];
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let to = format!("{back}{}{query}", if back.contains('?') { '&' } else { '?' });
        let mut answer = plain(StatusCode::FOUND, String::new());
        match HeaderValue::try_from(to) {
            Ok(to) => answer.headers_mut().insert(LOCATION, to),
            Err(_) => return plain(StatusCode::BAD_REQUEST, "redirectUrl is no address".to_owned()),
        };
        answer
    }

    /// Finds out, beside the answer, what is wrong with a signature that was refused.
    fn diagnose(&self, id: u64) {
        const OF_SIGNATURES: &[&str] = &["signature_wrong", "signature_unreadable", "signature_missing", "no_key"];
        let refused = |entry: &Entry| entry.refusal.as_deref().is_some_and(|refusal| OF_SIGNATURES.contains(&refusal));
        let Some(entry) = self.journal.entry_if(id, refused) else { return };
        let Some(endpoint) = entry.endpoint else { return };
        let (journal, known) = (self.journal.clone(), self.known.clone());
        // It may take a second: nobody waits for it.
        tokio::task::spawn_blocking(move || {
            let presented = Presented::new(endpoint, &entry.uri, &entry.headers, &entry.body);
            let diagnosis = diagnose(&presented, &known);
            journal.change(id, |entry| {
                entry.finding = Some(diagnosis.to_string());
                entry.mistakes = diagnosis.names();
                entry.string_to_sign = Some(diagnosis.expected).filter(|text| !text.is_empty());
            });
        });
    }

    async fn written(&self, id: u64, answer: &Response<Full<Bytes>>, started: Instant) {
        let body = answer.body().clone().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        self.journal.change(id, |entry| {
            entry.status = Some(answer.status());
            entry.answer_headers = answer.headers().clone();
            entry.answer = body;
            entry.elapsed = started.elapsed();
        });
    }
}

fn build(
    bank: &Arc<Bank>,
    callers: &Arc<Callers>,
    store: &Arc<Recent>,
    clock: &Clock,
    journal: &Journal,
    off: Duration,
) -> Result<Server<Bank>, ServerError> {
    let (clock, journal) = (clock.clone(), journal.clone());
    let fresh = Duration::from_secs(300) + off;
    let token_endpoint = bank.provider.endpoints.iter().find(|endpoint| endpoint.code == "73");
    let builder = ServerBuilder::<Bank, Server<Bank>>::shared(Arc::clone(bank))
        .register(Arc::clone(callers))
        .sole_caller(NAME)
        .store(Arc::clone(store))
        .tokens(TokenService::new(Arc::clone(store) as Arc<dyn Store>))
        .unsaid_scheme(Scheme::Asymmetric)
        .window(fresh, fresh)
        .original_uri(crate::quirks::called)
        .clock(move || clock.now())
        .audit(move |record: &snap_bi::server::Audited<'_>| journal.audited(record));
    let builder = crate::quirks::shapes(bank.provider)
        .fold(builder, |builder, endpoint| builder.at(endpoint.service, crate::quirks::place(endpoint)));
    match token_endpoint {
        Some(endpoint) => builder.token_endpoint(endpoint),
        None => builder,
    }
    .build()
}

const JSON: &str = "application/json";

fn plain(status: StatusCode, text: String) -> Response<Full<Bytes>> {
    answered(status, "text/plain; charset=utf-8", text)
}

fn answered(status: StatusCode, kind: &'static str, text: String) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::from(text));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}

/// The answer as the fault wants it.
async fn dressed(answer: Response<Full<Bytes>>, fault: Option<&Fault>) -> Result<Response<Outgoing>, Dropped> {
    let (mut parts, body) = answer.into_parts();
    let body = body.collect().await.map(|body| body.to_bytes()).map_err(|_| Dropped)?;
    let body = match fault {
        Some(Fault::DropAfter) => return Err(Dropped),
        Some(Fault::Delay(time)) => {
            tokio::time::sleep(*time).await;
            Outgoing::Whole(body)
        }
        Some(Fault::CutBody) => Outgoing::cut(&body),
        Some(Fault::SlowBody) => Outgoing::slow(body),
        Some(Fault::Malformed) => Outgoing::Whole(Bytes::from(["{\"responseCode\":".as_bytes(), &body].concat())),
        Some(Fault::ContentType) => {
            parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
            Outgoing::Whole(body)
        }
        Some(Fault::WrongSignature) => {
            parts.headers.insert("x-signature", HeaderValue::from_static("bm9ib2R5"));
            Outgoing::Whole(body)
        }
        _ => Outgoing::Whole(body),
    };
    Ok(Response::from_parts(parts, body))
}

/// As an error of a service of HTTP.
impl From<Dropped> for io::Error {
    fn from(dropped: Dropped) -> Self {
        Self::new(io::ErrorKind::ConnectionAborted, dropped)
    }
}
