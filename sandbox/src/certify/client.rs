//! Watches what a partner's application sent to a provider, and ticks off what it has shown.

use std::time::SystemTime;

use serde_json::Value;
use snap_bi::{Direction, Endpoint};

use super::list::{Case, Is, Like, List, MemberCheck, Role, Send};
use super::play::body;
use super::report::{Exchanged, Outcome, Report, Row};
use super::shipped::shipped;
use super::{CertifyError, pattern};
use crate::journal::{Entry, Way};

/// One call that an application made, with its answer.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// The service that was called.
    pub endpoint: &'static Endpoint,
    /// When.
    pub at: SystemTime,
    /// Headers of the request.
    pub request_headers: Vec<(String, String)>,
    /// Body of the request, as it came.
    pub request_body: Vec<u8>,
    /// HTTP status of the answer.
    pub status: u16,
    /// Body of the answer.
    pub response_body: Vec<u8>,
}

impl Exchange {
    /// A call that a sandbox wrote down; none where it is no call of the partner, or was not answered.
    #[must_use]
    pub fn of(entry: &Entry) -> Option<Self> {
        let (endpoint, status) = (entry.endpoint.filter(|_| entry.way == Way::In)?, entry.status?);
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = entry.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value)));
        Some(Self {
            endpoint,
            at: entry.at,
            request_headers: headers.collect(),
            request_body: entry.body.to_vec(),
            status: status.as_u16(),
            response_body: entry.answer.to_vec(),
        })
    }
}

/// An exchange that was read.
struct Seen {
    exchange: Exchange,
    request: Value,
    response: Value,
}

/// Ticks cases off.
pub struct Watcher {
    provider: &'static str,
    cases: Vec<(Case, Row)>,
    sources: Vec<String>,
    seen: Vec<Seen>,
}

/// Members that name what is asked for, where the spec does not say which do.
const REFERENCES: [&str; 3] = ["partnerReferenceNo", "partnerRefundNo", "originalPartnerReferenceNo"];

impl Watcher {
    /// With the cases that come with a provider.
    ///
    /// # Errors
    /// When there is no such provider, or no case for its clients.
    pub fn new(provider: &str) -> Result<Self, CertifyError> {
        Self::with(provider, shipped(provider)?.lists)
    }

    /// With lists of one's own.
    ///
    /// # Errors
    /// When there is no such provider, or no case for its clients, or a service that it does not offer.
    pub fn with(provider: &str, lists: Vec<List>) -> Result<Self, CertifyError> {
        let entry = shipped(provider)?.provider;
        let mut watcher = Self { provider: entry.title, cases: Vec::new(), sources: Vec::new(), seen: Vec::new() };
        let offered = || entry.endpoints.iter().filter(|endpoint| endpoint.direction == Direction::Outbound);
        for list in lists.into_iter().filter(|list| list.role == Role::Client) {
            watcher.sources.push(list.source.title);
            for case in list.cases {
                let name = case.service.clone().unwrap_or_default();
                let Some(endpoint) = offered().find(|endpoint| endpoint.service == name) else {
                    let known = offered().map(|endpoint| endpoint.service).collect::<Vec<_>>().join(", ");
                    return Err(CertifyError::UnknownService { provider: entry.name.to_owned(), name, known });
                };
                let mut row = Row::of(&case.id, &case, endpoint);
                if let Some(how) = &case.by_hand {
                    row.outcome = Outcome::ByHand(how.clone());
                }
                watcher.cases.push((case, row));
            }
        }
        if watcher.cases.is_empty() {
            return Err(CertifyError::NoCases { provider: entry.name.to_owned(), role: Role::Client.as_str() });
        }
        Ok(watcher)
    }

    /// Looks at one more call, and gives the case that it ticks off: the one that asks for most of what it has.
    pub fn see(&mut self, exchange: Exchange) -> Option<String> {
        let read = |bytes: &[u8]| serde_json::from_slice(bytes).unwrap_or(Value::Null);
        let seen = Seen { request: read(&exchange.request_body), response: read(&exchange.response_body), exchange };
        let mut best: Option<(usize, usize)> = None;
        for (index, (case, row)) in self.cases.iter_mut().enumerate() {
            let of_service =
                case.service.as_deref().is_some_and(|name| is_service(&seen.exchange, name, self.provider));
            if !of_service || matches!(row.outcome, Outcome::Passed | Outcome::ByHand(_)) {
                continue;
            }
            let send = case.send.clone().unwrap_or_default();
            if !sent(&send, &seen, &self.seen) {
                continue;
            }
            let asked = weight(&send);
            let wrong = answered(case, &seen);
            if wrong.is_empty() {
                if best.is_none_or(|(_, most)| asked > most) {
                    best = Some((index, asked));
                }
            } else if asked > 0 {
                // What was asked for was sent, and something else came back.
                show(row, &seen);
                row.outcome = Outcome::Failed(wrong);
            }
        }
        let ticked = best.and_then(|(index, _)| self.cases.get_mut(index)).map(|(case, row)| {
            show(row, &seen);
            row.outcome = Outcome::Passed;
            case.id.clone()
        });
        self.seen.push(seen);
        ticked
    }

    /// What was shown so far. A case that no call has shown yet is open.
    #[must_use]
    pub fn report(&self, target: &str) -> Report {
        let mut report = Report::new(self.provider, Role::Client, target);
        report.sources.clone_from(&self.sources);
        report.rows = self.cases.iter().map(|(_, row)| row.clone()).collect();
        report
    }
}

/// Services that share an endpoint are told apart by nobody.
fn is_service(exchange: &Exchange, name: &str, title: &str) -> bool {
    let called = exchange.endpoint;
    called.service == name
        || snap_bi::PROVIDERS
            .iter()
            .filter(|entry| entry.title == title)
            .flat_map(|entry| entry.endpoints)
            .any(|other| other.service == name && (other.method, other.path) == (called.method, called.path))
}

/// How much a case asks of a request.
fn weight(send: &Send) -> usize {
    send.set.len() + send.remove.len() + send.headers.len() + send.without.len() + usize::from(send.repeats.is_some())
}

/// Whether a request is what the case asks for. A signature that is wrong on purpose is told by the answer alone.
fn sent(send: &Send, seen: &Seen, before: &[Seen]) -> bool {
    let header = |name: &str| {
        let headers = seen.exchange.request_headers.iter();
        headers.clone().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    };
    let empty = |path: &String| body::text(&seen.request, path).is_none_or(|text| text.is_empty());
    let is = |(path, wanted): (&String, &String)| {
        body::text(&seen.request, path).is_some_and(|text| pattern::matches(wanted, &text))
    };
    send.set.iter().all(is)
        && send.remove.iter().all(empty)
        && send.headers.iter().all(|(name, wanted)| header(name).is_some_and(|value| pattern::matches(wanted, value)))
        && send.without.iter().all(|name| header(name).is_none_or(str::is_empty))
        && send.repeats.as_ref().is_none_or(|repeats| {
            before.iter().any(|first| {
                let same_id = external_id(&first.exchange) == external_id(&seen.exchange);
                first.exchange.endpoint.service == seen.exchange.endpoint.service
                    && (repeats.external_id == Like::New || same_id)
                    && (repeats.reference == Like::New || same_reference(first, seen))
            })
        })
}

fn external_id(exchange: &Exchange) -> Option<&str> {
    let mut headers = exchange.request_headers.iter();
    headers.find(|(name, _)| name.eq_ignore_ascii_case("X-EXTERNAL-ID")).map(|(_, value)| value.as_str())
}

fn same_reference(first: &Seen, again: &Seen) -> bool {
    let once = again.exchange.endpoint.serving.once;
    let names = if once.is_empty() { &REFERENCES[..] } else { once };
    let named: Vec<_> = names.iter().filter_map(|path| Some((path, body::text(&again.request, path)?))).collect();
    !named.is_empty() && named.iter().all(|(path, text)| body::text(&first.request, path).as_ref() == Some(text))
}

/// Everything that is wrong with the answer.
fn answered(case: &Case, seen: &Seen) -> Vec<String> {
    let mut wrong = Vec::new();
    let said = body::text(&seen.response, "responseCode").unwrap_or_default();
    let codes = case.expect.codes(seen.exchange.endpoint.code);
    if !codes.contains(&said) {
        wrong.push(format!("responseCode is “{said}”, not {}", codes.join(" or ")));
    }
    let message = body::text(&seen.response, "responseMessage").unwrap_or_default();
    if let Some(wanted) = case.expect.message.as_ref().filter(|wanted| !pattern::matches(wanted, &message)) {
        wrong.push(format!("responseMessage is “{message}”, not “{}”", wanted.replace("{any}", "…")));
    }
    for (path, MemberCheck { equal, echo, is }) in &case.expect.members {
        let said = body::text(&seen.response, path);
        let wanted = equal.clone().or_else(|| body::text(&seen.request, echo.as_deref()?));
        let fits = match is {
            Some(Is::Present) => said.is_some(),
            Some(Is::Absent) => said.is_none(),
            Some(Is::First) => true,
            None => said == wanted,
        };
        if !fits {
            wrong.push(format!("{path} is “{}”", said.unwrap_or_default()));
        }
    }
    wrong
}

fn show(row: &mut Row, seen: &Seen) {
    let exchange = &seen.exchange;
    let start = format!("{} {}", exchange.endpoint.method.as_str(), exchange.endpoint.path);
    row.request = Some(Exchanged::new(&start, &exchange.request_headers, &exchange.request_body));
    row.response = Some(Exchanged::new(&exchange.status.to_string(), &[], &exchange.response_body));
}
