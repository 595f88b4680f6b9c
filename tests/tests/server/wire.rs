//! A signed request as text on a socket: whatever a caller may get wrong can be written.

use std::time::{Duration, SystemTime};

use snap_bi::server::Scheme;
use snap_bi::signing::{MacKey, PrivateKey, Target, signer, token_string, transaction_string};
use snap_bi::{Endpoint, Secret, SignatureEncoding, Timestamp, TimestampForm};
use snap_codegen::json::{self, Node};
use snap_codegen::spec::field::Location;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::bank::exchange::SECRET;
use crate::place::{exchange, key, renumbered};

/// The time of all tests with a fixed clock: 2026-11-25T10:00:00+07:00.
pub fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_575_600)
}

#[derive(Clone)]
pub struct Wire {
    pub endpoint: &'static Endpoint,
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
    pub time: SystemTime,
    pub form: TimestampForm,
    pub secret: String,
    pub key: PrivateKey,
    pub symmetric: bool,
    pub scheme: Scheme,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: String,
    pub body: String,
}

impl Answer {
    pub fn text(&self, member: &str) -> Option<String> {
        let node = json::parse(&self.body).ok()?;
        member.split('.').try_fold(node, |node, name| node.get(name).cloned())?.as_text().map(str::to_owned)
    }

    pub fn code(&self) -> String {
        self.text("responseCode").unwrap_or_default()
    }
}

impl Wire {
    /// A valid request of a service that nobody has signed yet.
    pub fn new(endpoint: &'static Endpoint, scheme: Scheme, token: &str, customer: &str, id: &str) -> Self {
        let case = exchange(endpoint);
        let request = case.request();
        let symmetric = matches!(scheme, Scheme::Symmetric | Scheme::Either);
        let mut wire = Self {
            endpoint,
            method: endpoint.method.as_str().to_owned(),
            target: target(endpoint, &request),
            headers: Vec::new(),
            body: renumbered(endpoint, &body(endpoint, &request), id).into_bytes(),
            time: now(),
            form: TimestampForm::Offset,
            secret: SECRET.to_owned(),
            key: key(),
            symmetric,
            scheme,
        };
        for rule in endpoint.headers.request {
            let value = match rule.name.to_ascii_uppercase().as_str() {
                "CONTENT-TYPE" => "application/json".to_owned(),
                "AUTHORIZATION" if symmetric => format!("Bearer {token}"),
                "AUTHORIZATION" | "X-TIMESTAMP" | "X-SIGNATURE" => continue,
                "AUTHORIZATION-CUSTOMER" => format!("Bearer {customer}"),
                "X-EXTERNAL-ID" => id.to_owned(),
                "X-PARTNER-ID" => case.fitting(rule.name, "82150"),
                "CHANNEL-ID" => case.fitting(rule.name, "95221"),
                "X-IP-ADDRESS" => "10.0.0.1".to_owned(),
                "X-LATITUDE" => "-06.2088".to_owned(),
                "X-LONGITUDE" => "+106.8456".to_owned(),
                "X-CLIENT-KEY" => "82150".to_owned(),
                _ if rule.presence == snap_bi::Presence::M => case.fitting(rule.name, "1"),
                _ => continue,
            };
            wire.headers.push((rule.name.to_owned(), value.into_bytes()));
        }
        if symmetric && wire.header("Authorization").is_none() {
            wire.set("Authorization", format!("Bearer {token}"));
        }
        wire
    }

    pub fn header(&self, name: &str) -> Option<String> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
    }

    pub fn set(&mut self, name: &str, value: impl Into<Vec<u8>>) {
        self.unset(name);
        self.headers.push((name.to_owned(), value.into()));
    }

    pub fn unset(&mut self, name: &str) {
        self.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
    }

    /// Writes something else into the body.
    pub fn replace(&mut self, from: &str, to: &str) {
        self.body = String::from_utf8_lossy(&self.body).replace(from, to).into_bytes();
    }

    /// Signs what is there, with the timestamp in the headers.
    pub fn sign(&mut self) {
        let time = Timestamp::at(self.time, self.form).text();
        self.sign_at(&time);
    }

    pub fn sign_at(&mut self, time: &str) {
        self.set("X-TIMESTAMP", time);
        let text = if self.scheme == Scheme::Token {
            token_string(&self.header("X-CLIENT-KEY").unwrap_or_default(), time)
        } else {
            let (path, query) =
                self.target.split_once('?').map_or((&*self.target, None), |(path, query)| (path, Some(query)));
            let signed = self.endpoint.signed_path.unwrap_or(path);
            let authorization = self.header("Authorization").unwrap_or_default();
            let token = authorization.split_once(' ').map(|(_, token)| token).filter(|_| self.symmetric);
            let target = Target { path: signed, prefix: prefix(self.endpoint), query };
            transaction_string(self.endpoint.signing, self.endpoint.method, &target, token, &self.body, time)
        };
        let signature = if self.symmetric && self.scheme != Scheme::Token {
            MacKey::new(&Secret::new(self.secret.clone())).sign(text.as_bytes())
        } else {
            signer(&self.key).expect("a signer").sign(text.as_bytes()).expect("a signature")
        };
        self.set("X-SIGNATURE", signature.encode(SignatureEncoding::Base64));
    }

    pub fn signed(mut self) -> Self {
        self.sign();
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut out =
            format!("{} {} HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n", self.method, self.target)
                .into_bytes();
        for (name, value) in &self.headers {
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b": ");
            out.extend_from_slice(value);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(format!("Content-Length: {}\r\n\r\n", self.body.len()).as_bytes());
        out.extend_from_slice(&self.body);
        out
    }

    pub async fn send(&self, address: &str) -> Answer {
        let mut stream = connect(address).await;
        stream.write_all(&self.bytes()).await.expect("written");
        read(stream).await.expect("an answer")
    }

    /// Sends all but the last byte, and hangs up its own side.
    pub async fn send_cut(&self, address: &str) -> Option<Answer> {
        let mut stream = connect(address).await;
        let bytes = self.bytes();
        stream.write_all(&bytes[..bytes.len() - 1]).await.expect("written");
        stream.shutdown().await.expect("shut down");
        read(stream).await
    }
}

async fn connect(address: &str) -> TcpStream {
    TcpStream::connect(address.trim_start_matches("http://")).await.expect("a connection")
}

async fn read(mut stream: TcpStream) -> Option<Answer> {
    let mut bytes = Vec::new();
    // A server that closes while it is still written to is an answer, too.
    let _ = stream.read_to_end(&mut bytes).await;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, headers: head.to_ascii_lowercase(), body: body.to_owned() })
}

/// What stands before the version.
fn prefix(endpoint: &Endpoint) -> &'static str {
    let version = format!("/{}/", endpoint.version);
    endpoint.path.find(&version).map_or("", |at| &endpoint.path[..at])
}

fn beside(endpoint: &Endpoint, name: &str) -> bool {
    exchange(endpoint).service.request.fields.iter().any(|field| field.name == name && field.location != Location::Body)
}

/// The path with its parameters, and the query.
fn target(endpoint: &Endpoint, request: &Node) -> String {
    let (mut path, mut query) = (endpoint.path.to_owned(), Vec::new());
    for field in &exchange(endpoint).service.request.fields {
        let Some(value) = request.get(&field.name) else { continue };
        let value = value.as_text().map_or_else(|| value.to_text(), str::to_owned);
        match field.location {
            Location::Path => path = path.replace(&format!("{{{}}}", field.name), &value),
            Location::Query => query.push(format!("{}={value}", field.name)),
            Location::Body => {}
        }
    }
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

fn body(endpoint: &Endpoint, request: &Node) -> String {
    let mut text = String::from("{");
    if let snap_codegen::json::Value::Object(members) = &request.value {
        for member in members.iter().filter(|member| !beside(endpoint, &member.name)) {
            text.push_str(if text.len() > 1 { "," } else { "" });
            text.push_str(&format!("\"{}\":{}", member.name, member.node.to_text()));
        }
    }
    text.push('}');
    text
}
