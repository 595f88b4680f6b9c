//! One inbound service at its server, and the situations in which it is called.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use snap_bi::server::tokens::{self, TokenHolder, TokenKind};
use snap_bi::server::{Caller, Refuse, Scheme, Store};
use snap_bi::signing::PrivateKey;
use snap_bi::{Direction, Endpoint, Repeat, SameReference, Secret};
use snap_codegen::json::Value;
use snap_tests::serve::{Behaviour, Recorder, Served, Setup};

use crate::bank::exchange::SECRET;
use crate::fakes::{Fragile, Switchable};
use crate::place::{caller, exchange, key, recorder, renumbered, serve};
use crate::wire::{Answer, Wire, now};

const OTHER_KEY: &str = include_str!("../keys/other-key.pem");

/// How long the callers of these servers wait: longer than any handler takes that is not told to be slow.
pub const PATIENCE: Duration = Duration::from_millis(1500);

/// One service at its server.
pub struct Stand {
    pub endpoint: &'static Endpoint,
    first: bool,
    address: String,
    recorder: Arc<Recorder>,
    register: Switchable,
    store: Arc<Fragile>,
    scheme: Scheme,
    token: String,
    customer: String,
}

static NEXT: AtomicU32 = AtomicU32::new(100_000_000);

fn fresh_id() -> String {
    NEXT.fetch_add(1, Ordering::Relaxed).to_string()
}

async fn token(store: &dyn Store, kind: TokenKind, caller: &str, left: Duration) -> String {
    let holder = TokenHolder::new(kind, caller, now(), left);
    tokens::issue(store, &holder, Duration::from_secs(600)).await.expect("a token").expose().to_owned()
}

impl Stand {
    pub async fn all(served: &'static Served) -> Vec<Self> {
        let register = Switchable::default();
        register.is(Some(caller()));
        let store = Arc::new(Fragile::default());
        let mut setup = Setup::new(Arc::new(register.clone()), Arc::clone(&store) as Arc<dyn Store>);
        setup.unsaid = Some(Scheme::Asymmetric);
        setup.sole = Some("caller".to_owned());
        setup.clock = Arc::new(now);
        setup.handler_time = PATIENCE;
        let recorder = recorder();
        let address = serve(served, &recorder, &setup).await;
        let token_of = token(&*store, TokenKind::B2b, "caller", Duration::from_secs(600)).await;
        let customer = token(&*store, TokenKind::B2b2c, "caller", Duration::from_secs(600)).await;
        let of = |(index, endpoint): (usize, &&'static Endpoint)| Self {
            endpoint,
            first: index == 0,
            address: address.clone(),
            recorder: Arc::clone(&recorder),
            register: register.clone(),
            store: Arc::clone(&store),
            scheme: Scheme::of(endpoint).or(setup.unsaid),
            token: token_of.clone(),
            customer: customer.clone(),
        };
        served
            .endpoints
            .iter()
            .filter(|endpoint| endpoint.direction == Direction::Inbound)
            .enumerate()
            .map(of)
            .collect()
    }

    /// As it was before the last situation.
    pub fn restored(&self) {
        self.register.is(Some(caller()));
        self.recorder.behave(Behaviour::Answer);
        self.store.down.store(false, Ordering::SeqCst);
    }

    fn wire(&self) -> Wire {
        Wire::new(self.endpoint, self.scheme, &self.token, &self.customer, &fresh_id())
    }

    fn has(&self, header: &str) -> bool {
        self.endpoint.headers.request.iter().any(|rule| rule.is_named(header))
    }

    fn demands(&self, header: &str) -> bool {
        let rule = self.endpoint.headers.request.iter().find(|rule| rule.is_named(header));
        rule.is_some_and(|rule| rule.presence == snap_bi::Presence::M)
    }

    fn length(&self, header: &str) -> Option<usize> {
        let rule = self.endpoint.headers.request.iter().find(|rule| rule.is_named(header))?;
        [rule.max, rule.exact].into_iter().find(|length| *length > 0).map(|length| length as usize)
    }

    /// The first member of the body for which a call is refused that lacks it, or has far too much of it; its name is in the answer.
    async fn broken(&self, situation: &str, mut before: usize) -> Option<(Answer, usize)> {
        let request = exchange(self.endpoint).request();
        let Value::Object(members) = &request.value else { return None };
        for member in members {
            let mut wire = self.wire();
            let text = String::from_utf8_lossy(&wire.body).into_owned();
            let there = format!("\"{}\":{}", member.name, member.node.to_text());
            let instead = if situation == "field too long" {
                if member.node.as_text().is_none() {
                    continue;
                }
                format!("\"{}\":\"{}\"", member.name, "9".repeat(3000))
            } else {
                "\"zz\":1".to_owned()
            };
            wire.body = text.replacen(&there, &instead, 1).into_bytes();
            let answer = wire.signed().send(&self.address).await;
            if answer.status == 400 {
                let said = answer.text("responseMessage").unwrap_or_default();
                let own = said.contains(&member.name) || answer.code().get(5..) != Some("02");
                assert!(own, "{} lacks {} and is told {said}", self.endpoint.service, member.name);
                return Some((answer, self.recorder.handled().len() - before));
            }
            // An erratum says that it may be absent, or the table has no limit: the handler was called, and the next is tried.
            before = self.recorder.handled().len();
        }
        None
    }

    /// The answer to a situation, and how often the handler was called for it; none where the service knows no such situation.
    pub async fn in_situation(&self, situation: &str) -> Option<(Answer, usize)> {
        let mut wire = self.wire();
        let symmetric = wire.symmetric;
        let before = self.recorder.handled().len();
        let send = |wire: Wire| async move { wire.send(&self.address).await };
        let answer = match situation {
            "unknown path" => {
                wire.target = format!("{}/nowhere", self.endpoint.path);
                send(wire.signed()).await
            }
            "wrong method" => {
                wire.method = "PATCH".to_owned();
                send(wire.signed()).await
            }
            "service switched off for the caller" => {
                self.register.is(Some(caller().without(self.endpoint.service)));
                send(wire.signed()).await
            }
            "body over the bound" | "body at the bound" => {
                let over = usize::from(situation == "body over the bound");
                wire.body.resize(256 * 1024 + over, b' ');
                send(wire.signed()).await
            }
            "body cut" => return wire.signed().send_cut(&self.address).await.map(|answer| (answer, 0)),
            "content type not JSON" | "content type with charset" => {
                let kind = if situation.ends_with("JSON") { "text/plain" } else { "application/json; charset=UTF-8" };
                wire.set("Content-Type", kind);
                send(wire.signed()).await
            }
            "content encoding" => {
                wire.set("Content-Encoding", "gzip");
                send(wire.signed()).await
            }
            "timestamp missing"
            | "signature missing"
            | "partner ID missing"
            | "external ID missing"
            | "channel ID missing"
            | "token missing"
            | "customer token missing" => {
                let header = match situation.trim_end_matches(" missing") {
                    "timestamp" => "X-TIMESTAMP",
                    "signature" => "X-SIGNATURE",
                    "partner ID" => "X-PARTNER-ID",
                    "external ID" => "X-EXTERNAL-ID",
                    "channel ID" => "CHANNEL-ID",
                    "token" => "Authorization",
                    _ => "Authorization-Customer",
                };
                let due = if header == "Authorization" { symmetric } else { self.demands(header) };
                if !due {
                    return None;
                }
                wire.sign();
                wire.unset(header);
                send(wire).await
            }
            "timestamp unreadable" => {
                wire.sign_at("yesterday");
                send(wire).await
            }
            "timestamp in UTC with milliseconds" => {
                wire.sign_at("2026-11-25T03:00:00.123Z");
                send(wire).await
            }
            _ if situation.starts_with("timestamp") && situation != "timestamp changed" => {
                let seconds: u64 = situation.split(' ').nth(1)?.parse().ok()?;
                let by = Duration::from_secs(seconds);
                wire.time = if situation.ends_with("old") { now() - by } else { now() + by };
                send(wire.signed()).await
            }
            "signature no base64" => {
                wire.sign();
                wire.set("X-SIGNATURE", "%%%");
                send(wire).await
            }
            "partner ID too long" | "partner ID at its length" => {
                let over = usize::from(situation == "partner ID too long");
                wire.set("X-PARTNER-ID", "8".repeat(self.length("X-PARTNER-ID")? + over));
                send(wire.signed()).await
            }
            "channel ID too long" => {
                wire.set("CHANNEL-ID", "8".repeat(self.length("CHANNEL-ID")? + 1));
                send(wire.signed()).await
            }
            "external ID too long" | "external ID with a blank" | "external ID of 36 letters and digits" => {
                if !self.has("X-EXTERNAL-ID") {
                    return None;
                }
                let number = fresh_id();
                let id = match situation {
                    "external ID too long" => "9".repeat(self.length("X-EXTERNAL-ID").unwrap_or(36).max(36) + 1),
                    "external ID with a blank" => format!("{number} 1"),
                    _ => format!("{number}-{}", "aZ9".repeat(9).get(..26)?),
                };
                wire.set("X-EXTERNAL-ID", id);
                send(wire.signed()).await
            }
            "partner ID twice" | "partner ID twice alike" => {
                let id = wire.header("X-PARTNER-ID")?;
                let other = if situation.ends_with("alike") { id } else { "1".repeat(id.len()) };
                wire.headers.push(("X-Partner-Id".to_owned(), other.into_bytes()));
                send(wire.signed()).await
            }
            "token of another scheme" | "token with a quote" | "token unknown" if symmetric => {
                let value = match situation {
                    "token of another scheme" => format!("Basic {}", self.token),
                    "token with a quote" => format!("Bearer {}\"", self.token),
                    _ => format!("Bearer {}", "0".repeat(64)),
                };
                wire.set("Authorization", value);
                send(wire.signed()).await
            }
            "token expired" | "token about to expire" | "token of another" if symmetric => {
                let (name, left) = match situation {
                    "token expired" => ("caller", Duration::ZERO),
                    "token about to expire" => ("caller", Duration::from_millis(1)),
                    _ => ("somebody", Duration::from_secs(600)),
                };
                let token = token(&*self.store, TokenKind::B2b, name, left).await;
                wire.set("Authorization", format!("Bearer {token}"));
                send(wire.signed()).await
            }
            "customer token unknown" => {
                wire.header("Authorization-Customer")?;
                wire.set("Authorization-Customer", "Bearer unknown");
                send(wire.signed()).await
            }
            "caller unknown" => {
                self.register.is(None);
                send(wire.signed()).await
            }
            "caller switched off" => {
                self.register.is(Some(caller().inactive()));
                send(wire.signed()).await
            }
            "address not allowed" | "address allowed" => {
                let network = if situation == "address allowed" { "127.0.0.0/8" } else { "10.0.0.0/8" };
                self.register.is(Some(caller().addresses([network]).expect("a network")));
                send(wire.signed()).await
            }
            "body changed" => {
                wire.sign();
                let end = wire.body.len() - 1;
                wire.body.splice(end..end, *b",\"zz\":1");
                send(wire).await
            }
            "query added" => {
                wire.sign();
                wire.target = format!("{}?a=1", wire.target);
                let included = self.endpoint.signing.query != snap_bi::QueryPolicy::Excluded
                    && self.endpoint.signed_path.is_none();
                if !included {
                    return None;
                }
                send(wire).await
            }
            "another key" => {
                wire.secret = "another secret".to_owned();
                wire.key = PrivateKey::load(OTHER_KEY.as_bytes()).expect("a key");
                send(wire.signed()).await
            }
            "timestamp changed" => {
                wire.sign();
                wire.set("X-TIMESTAMP", "2026-11-25T10:00:01+07:00");
                send(wire).await
            }
            "the second of two keys" => {
                let other = PrivateKey::load(OTHER_KEY.as_bytes()).expect("a key");
                let two = Caller::new("caller").secret(&Secret::new("another secret")).secret(&Secret::new(SECRET));
                let two = two.key(&other.public_key()).and_then(|two| two.key(&key().public_key())).expect("keys");
                self.register.is(Some(two));
                send(wire.signed()).await
            }
            "no key registered" => {
                self.register.is(Some(Caller::new("caller")));
                send(wire.signed()).await
            }
            "body no JSON" | "body no UTF-8" | "member twice" | "byte order mark" | "text after the end"
            | "body an array" | "body missing" => {
                wire.body = match situation {
                    "body no JSON" => b"{\"a\":".to_vec(),
                    "body no UTF-8" => [&wire.body[..wire.body.len() - 1], b",\"zz\":\"\xFF\"}"].concat(),
                    "member twice" => [&wire.body[..wire.body.len() - 1], b",\"zz\":{\"a\":1,\"a\":1}}"].concat(),
                    "byte order mark" => [b"\xEF\xBB\xBF", &*wire.body].concat(),
                    "text after the end" => [&*wire.body, b"x"].concat(),
                    "body an array" => [b"[", &*wire.body, b"]"].concat(),
                    _ => Vec::new(),
                };
                send(wire.signed()).await
            }
            "unknown member" => {
                let end = wire.body.len() - 1;
                wire.body.splice(end..end, *b",\"zz\":1");
                send(wire.signed()).await
            }
            "same external ID while it runs" => {
                if !self.has("X-EXTERNAL-ID") {
                    return None;
                }
                self.recorder.behave(Behaviour::Slow(Duration::from_millis(400)));
                let wire = wire.signed();
                let (first, second) = tokio::join!(send(wire.clone()), async {
                    tokio::time::sleep(Duration::from_millis(150)).await;
                    send(wire.clone()).await
                });
                assert_ne!(first.code().get(..3), Some("409"), "the first of two: {first:?}");
                return Some((second, self.recorder.handled().len() - before - 1));
            }
            "same call again" | "same external ID with another body" => {
                if !self.has("X-EXTERNAL-ID") {
                    return None;
                }
                let mut wire = wire.signed();
                let first = send(wire.clone()).await;
                if situation == "same external ID with another body" {
                    let end = wire.body.len() - 1;
                    wire.body.splice(end..end, *b",\"zz\":1");
                    // With the same reference, some tell what became of the first.
                    let text = String::from_utf8_lossy(&wire.body).into_owned();
                    wire.body = renumbered(self.endpoint, &text, &fresh_id()).into_bytes();
                }
                wire.sign();
                let second = send(wire).await;
                if situation == "same call again" && self.endpoint.serving.repeat == Repeat::Stored {
                    assert_eq!((first.status, &first.body), (second.status, &second.body), "{situation}");
                }
                return Some((second, self.recorder.handled().len() - before - 1));
            }
            "same reference again" | "same reference with other content" => {
                let first_member = self.endpoint.serving.once.first()?;
                assert!(!first_member.is_empty());
                let wire = wire.signed();
                let first = send(wire.clone()).await;
                let mut again = wire;
                again.set("X-EXTERNAL-ID", fresh_id());
                if situation.ends_with("other content") {
                    let end = again.body.len() - 1;
                    again.body.splice(end..end, *b",\"zz\":1");
                }
                again.sign();
                let second = send(again).await;
                if situation == "same reference again" && self.endpoint.serving.same_reference == SameReference::Stored
                {
                    assert_eq!((first.status, &first.body), (second.status, &second.body), "{situation}");
                }
                return Some((second, self.recorder.handled().len() - before - 1));
            }
            "mandatory field missing" | "field too long" => return self.broken(situation, before).await,
            "store down" => {
                self.store.down.store(true, Ordering::SeqCst);
                send(wire.signed()).await
            }
            // One service of a server says it for all: each costs the patience of a caller.
            "handler too slow" if !self.first => return None,
            "handler too slow" | "handler panics" => {
                let slow = Behaviour::Slow(PATIENCE + Duration::from_millis(300));
                self.recorder.behave(if situation == "handler panics" { Behaviour::Panic } else { slow });
                return Some((send(wire.signed()).await, self.recorder.handled().len() - before - 1));
            }
            _ => {
                let refuse: fn() -> Refuse = match situation {
                    "closed" => || Refuse::closed("cut-off"),
                    "bill unknown" => || Refuse::invalid_bill("not registered"),
                    "bill expired" => Refuse::expired_bill,
                    "bill paid" => Refuse::paid_bill,
                    "amount does not match" => Refuse::invalid_amount,
                    "insufficient funds" => Refuse::insufficient_funds,
                    "account invalid" => || Refuse::invalid_account("unknown"),
                    "transaction unknown" => Refuse::transaction_not_found,
                    "status does not allow" => Refuse::transaction_status,
                    "too many requests" => Refuse::too_many_requests,
                    "pending" => Refuse::pending,
                    _ => return None,
                };
                self.recorder.behave(Behaviour::Refuse(refuse));
                let answer = send(wire.signed()).await;
                return Some((answer, self.recorder.handled().len() - before - 1));
            }
        };
        Some((answer, self.recorder.handled().len() - before))
    }
}
