//! Plays a provider against a partner's server.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderName, HeaderValue};
use snap_bi::client::{HttpRequest, ReqwestTransport, Transport as _};
use snap_bi::signing::PrivateKey;
use snap_bi::{Direction, Endpoint, Secret, rt::Method};

use super::list::{Case, List, Role};
use super::play::{self, Answer, Call, Caller, Desk, Keys, Sent, Skipped};
use super::report::{Exchanged, Outcome, Report, Row};
use super::shipped::{Shipped, shipped};
use super::{CertifyError, Data};

/// The service by which a provider that calls back with a token asks for it.
pub const TOKEN_SERVICE: &str = "access_token_b2b";

static TOKEN_ENDPOINT: &Endpoint = &snap_bi::national::token::ACCESS_TOKEN_B2B;

/// Whom to play, against what.
#[derive(Clone)]
pub struct Options {
    /// Address of the server; paths of services go behind it.
    pub target: String,
    /// Name of the provider.
    pub provider: String,
    /// Services that are tried, by name; none for all.
    pub services: Vec<String>,
    /// The provider's private key, as the server under test knows its public half.
    pub key: Option<PrivateKey>,
    /// The secret that the provider shares with the server.
    pub secret: Option<Secret>,
    /// X-PARTNER-ID.
    pub partner_id: String,
    /// X-CLIENT-KEY; X-PARTNER-ID unless it is said.
    pub client_key: Option<String>,
    /// CHANNEL-ID.
    pub channel_id: Option<String>,
    /// A token on behalf of a customer, where services want one.
    pub customer_token: Option<Secret>,
    /// Where the server gives tokens, below the target.
    pub token_path: Option<String>,
    /// What only the partner knows.
    pub data: Data,
    /// Lists in place of the provider's.
    pub annex: Vec<List>,
    /// Without the standard's cases.
    pub own_only: bool,
    /// How long an answer is waited for.
    pub patience: Duration,
}

impl Options {
    /// A provider against a server, with nothing to sign with yet.
    pub fn new(provider: impl Into<String>, target: impl Into<String>) -> Self {
        Self {
            target: target.into(),
            provider: provider.into(),
            services: Vec::new(),
            key: None,
            secret: None,
            partner_id: String::new(),
            client_key: None,
            channel_id: None,
            customer_token: None,
            token_path: None,
            data: Data::default(),
            annex: Vec::new(),
            own_only: false,
            patience: Duration::from_secs(30),
        }
    }
}

/// Plays every case, and judges each answer.
///
/// # Errors
/// When nothing can be played: no such provider or service, no list, nothing to sign with. What goes wrong with single cases
/// stands in the report.
pub async fn run(options: &Options) -> Result<Report, CertifyError> {
    let shipped = shipped(&options.provider)?;
    let played = Played::of(options, &shipped)?;
    let mut examiner = Examiner::new(options, &shipped)?;
    let mut report = Report::new(shipped.provider.title, Role::Server, &options.target);
    report.rows.extend(examiner.token().await?);
    for (list, rows) in played.0 {
        report.sources.push(list.source.title.clone());
        for row in rows {
            report.rows.push(examiner.play(list, &row).await?);
        }
    }
    Ok(report)
}

/// A case against a service.
struct Planned<'a> {
    id: String,
    case: &'a Case,
    endpoint: &'static Endpoint,
}

/// The lists, with what of them is played.
struct Played<'a>(Vec<(&'a List, Vec<Planned<'a>>)>);

impl<'a> Played<'a> {
    fn of(options: &'a Options, shipped: &'a Shipped) -> Result<Self, CertifyError> {
        let inbound =
            || shipped.provider.endpoints.iter().filter(|endpoint| endpoint.direction == Direction::Inbound).copied();
        let known = || inbound().map(|endpoint| endpoint.service).collect::<Vec<_>>().join(", ");
        let provider = options.provider.clone();
        if let Some(name) = options.services.iter().find(|name| inbound().all(|endpoint| endpoint.service != **name)) {
            return Err(CertifyError::UnknownService { provider, name: name.clone(), known: known() });
        }
        let chosen = |endpoint: &&'static Endpoint| {
            options.services.is_empty() || options.services.iter().any(|name| name == endpoint.service)
        };
        let chosen: Vec<&'static Endpoint> = inbound().filter(chosen).collect();
        let own = if options.annex.is_empty() { &shipped.lists } else { &options.annex };
        let national = shipped.national.iter().filter(|_| !options.own_only);
        let mut lists = Vec::new();
        for list in own.iter().chain(national).filter(|list| list.role == Role::Server) {
            let mut rows = Vec::new();
            for case in &list.cases {
                match case.service.as_deref() {
                    // Only who calls with a token asks for one.
                    Some(TOKEN_SERVICE) => {
                        let asks = chosen.iter().any(|endpoint| wants_token(endpoint));
                        let id = || format!("token/{}", case.id);
                        rows.extend(asks.then(|| Planned { id: id(), case, endpoint: TOKEN_ENDPOINT }));
                    }
                    Some(name) => match inbound().find(|endpoint| endpoint.service == name) {
                        Some(endpoint) if chosen.iter().any(|known| known.service == name) => {
                            rows.push(Planned { id: case.id.clone(), case, endpoint });
                        }
                        Some(_) => {}
                        None => {
                            return Err(CertifyError::UnknownService {
                                provider,
                                name: name.to_owned(),
                                known: known(),
                            });
                        }
                    },
                    None => {}
                }
            }
            for endpoint in &chosen {
                let general = list.cases.iter().filter(|case| case.service.is_none());
                rows.extend(general.filter(|case| play::applies(case.only.as_ref(), endpoint)).map(|case| Planned {
                    id: format!("{}/{}", endpoint.service, case.id),
                    case,
                    endpoint,
                }));
            }
            lists.push((list, rows));
        }
        if lists.iter().all(|(_, rows)| rows.is_empty()) {
            return Err(CertifyError::NoCases { provider, role: Role::Server.as_str() });
        }
        Ok(Self(lists))
    }
}

fn wants_token(endpoint: &Endpoint) -> bool {
    snap_bi::server::Scheme::of(endpoint) == snap_bi::server::Scheme::Symmetric
}

struct Examiner<'a> {
    options: &'a Options,
    shipped: &'a Shipped,
    transport: ReqwestTransport,
    origin: String,
    base_path: String,
    caller: Caller,
    keys: Keys,
    token: Option<String>,
    /// What was sent, by service and case.
    sent: HashMap<(&'static str, String), Sent>,
}

impl<'a> Examiner<'a> {
    fn new(options: &'a Options, shipped: &'a Shipped) -> Result<Self, CertifyError> {
        let bad = || CertifyError::Target(options.target.clone());
        let uri: http::Uri = options.target.trim().parse().map_err(|_| bad())?;
        let (Some("http" | "https"), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return Err(bad()) };
        let transport = ReqwestTransport::new(Duration::from_secs(10))
            .map_err(|error| CertifyError::Transport(error.to_string()))?;
        Ok(Self {
            options,
            shipped,
            transport,
            origin: format!("{}://{authority}", uri.scheme_str().unwrap_or("https")),
            base_path: uri.path().trim_end_matches('/').to_owned(),
            caller: Caller {
                partner_id: options.partner_id.clone(),
                client_key: options.client_key.clone().unwrap_or_else(|| options.partner_id.clone()),
                channel_id: options.channel_id.clone(),
                customer_token: options.customer_token.as_ref().map(|token| token.expose().to_owned()),
            },
            keys: Keys { key: options.key.clone(), secret: options.secret.clone() },
            token: None,
            sent: HashMap::new(),
        })
    }

    fn desk(&self) -> Desk<'_> {
        Desk {
            provider: self.shipped.provider,
            requests: &self.shipped.requests,
            base_path: &self.base_path,
            caller: &self.caller,
            keys: &self.keys,
            data: &self.options.data,
            token: self.token.as_deref(),
        }
    }

    /// Asks the server for a token, where the provider calls with one. A row says why there is none: what needs one fails then.
    async fn token(&mut self) -> Result<Option<Row>, CertifyError> {
        let called = self.shipped.provider.endpoints.iter().filter(|endpoint| endpoint.direction == Direction::Inbound);
        if !called.into_iter().any(|endpoint| wants_token(endpoint)) {
            return Ok(None);
        }
        let case = Case {
            id: "token".to_owned(),
            title: "A token".to_owned(),
            clause: None,
            service: Some(TOKEN_SERVICE.to_owned()),
            only: None,
            send: None,
            by_hand: None,
            expect: super::list::Expect { code: "2007300".to_owned(), ..Default::default() },
            note: None,
        };
        let mut call = match play::build(&self.desk(), &case, TOKEN_ENDPOINT, None) {
            Ok(call) => call,
            Err(Skipped::Stop(error)) => return Err(error),
            Err(Skipped::Needs(_)) => return Ok(None),
        };
        self.moved(&mut call);
        let mut row = Row::of("token", &case, TOKEN_ENDPOINT);
        row.request = Some(shown(&call));
        row.outcome = Outcome::Failed(vec![match self.send(&call).await {
            Err(message) => message,
            Ok(answer) => {
                self.token = answer.json().and_then(|json| play::body::text(&json, "accessToken"));
                if self.token.is_some() {
                    return Ok(None);
                }
                row.response = Some(Exchanged::new(&answer.status.to_string(), &answer.headers, &answer.body));
                "the answer has no accessToken: calls that need one are made without, and fail".to_owned()
            }
        }]);
        Ok(Some(row))
    }

    /// Where the server gives tokens elsewhere.
    fn moved(&self, call: &mut Call) {
        if let Some(path) = &self.options.token_path {
            call.path = format!("{}{path}", self.base_path);
        }
    }

    async fn play(&mut self, list: &List, planned: &Planned<'_>) -> Result<Row, CertifyError> {
        let Planned { id, case, endpoint } = planned;
        let mut row = Row::of(id, case, endpoint);
        if let Some(how) = &case.by_hand {
            row.outcome = Outcome::ByHand(how.clone());
            return Ok(row);
        }
        let repeated = case.send.as_ref().and_then(|send| send.repeats.as_ref()).map(|repeats| &repeats.case);
        let first = repeated.and_then(|name| self.sent.get(&(endpoint.service, name.clone())));
        if let (Some(name), None) = (repeated, first) {
            row.outcome = Outcome::Skipped(format!("needs the call of `{name}`, which was not made"));
            return Ok(row);
        }
        let first = first.cloned();
        let mut call = match play::build(&self.desk(), case, endpoint, first.as_ref()) {
            Ok(call) => call,
            Err(Skipped::Needs(name)) => {
                row.outcome = Outcome::Skipped(match list.data.get(&name) {
                    Some(datum) => {
                        format!(
                            "needs `{name}`: {}; write `{name}: \"{}\"` into the file of --data",
                            datum.doc, datum.example
                        )
                    }
                    None if name.contains(' ') => format!("needs {name}"),
                    None => format!("needs `{name}`: write it into the file of --data"),
                });
                return Ok(row);
            }
            Err(Skipped::Stop(error)) => return Err(error),
        };
        if std::ptr::eq(*endpoint, TOKEN_ENDPOINT) {
            self.moved(&mut call);
        }
        let begun = Instant::now();
        let answer = self.send(&call).await;
        row.took = begun.elapsed();
        row.request = Some(shown(&call));
        match answer {
            Err(message) => row.outcome = Outcome::Failed(vec![message]),
            Ok(answer) => {
                row.response = Some(Exchanged::new(&answer.status.to_string(), &answer.headers, &answer.body));
                let known = (self.shipped.provider, *endpoint);
                let wrong = play::judge(known, case, &call, &answer, (first.as_ref(), &self.options.data));
                row.outcome = if wrong.is_empty() { Outcome::Passed } else { Outcome::Failed(wrong) };
                self.sent.insert((endpoint.service, case.id.clone()), Sent { call, answer });
            }
        }
        Ok(row)
    }

    async fn send(&self, call: &Call) -> Result<Answer, String> {
        let mut headers = HeaderMap::new();
        for (name, value) in &call.headers.0 {
            let name = HeaderName::try_from(name.as_str()).map_err(|_| format!("{name} is no name of a header"))?;
            let value = HeaderValue::try_from(value.as_str()).map_err(|_| format!("{name} cannot have this value"))?;
            headers.append(name, value);
        }
        let mut request = HttpRequest::new(call.method, format!("{}{}", self.origin, call.path), headers);
        if !call.body.is_empty() || call.method != Method::Get {
            request = request.body(call.body.clone());
        }
        let deadline = Instant::now() + self.options.patience;
        let answer = self.transport.send(request, deadline).await.map_err(|error| {
            let source = std::error::Error::source(&error).map_or_else(String::new, |source| format!(": {source}"));
            format!("no answer: {error}{source}")
        })?;
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        Ok(Answer {
            status: answer.status,
            headers: answer.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
            body: answer.body.to_vec(),
        })
    }
}

fn shown(call: &Call) -> Exchanged {
    let start = format!("{} {}", call.method.as_str(), call.path);
    let mut shown = Exchanged::new(&start, &call.headers.0, &call.body);
    if call.body.len() > 64 * 1024 {
        shown.body = format!("({} bytes)", call.body.len());
    }
    shown
}
