//! A call of a case: the documented request, with what the case changes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use snap_bi::rt::{Method, ProviderEntry};
use snap_bi::server::Scheme;
use snap_bi::{Context, Endpoint, Secret, Timestamp};

use super::headers::{Headers, usual};
use super::sign::{Keys, Signed};
use super::{Answer, body};
use crate::certify::data::Missing;
use crate::certify::list::{Case, Like, Send, SignatureFault, TokenFault};
use crate::certify::{CertifyError, Data};

/// Who calls.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caller {
    pub partner_id: String,
    pub client_key: String,
    pub channel_id: Option<String>,
    pub customer_token: Option<String>,
}

/// What goes over the wire.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub method: Method,
    pub path: String,
    pub headers: Headers,
    pub body: Vec<u8>,
    /// The body before anything was wrong with all of it.
    pub json: Value,
    pub external_id: String,
    /// The member that was looked for, where a case does not name one.
    pub field: Option<String>,
}

/// A call that was made, with its answer.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub call: Call,
    pub answer: Answer,
}

/// Why a call cannot be made.
#[derive(Debug)]
pub(crate) enum Skipped {
    /// Something is missing; what, and what to do.
    Needs(String),
    /// Nothing else can be played either.
    Stop(CertifyError),
}

impl From<Missing> for Skipped {
    fn from(Missing(name): Missing) -> Self {
        Self::Needs(name)
    }
}

impl From<CertifyError> for Skipped {
    fn from(error: CertifyError) -> Self {
        Self::Stop(error)
    }
}

/// Where calls are put together.
pub(crate) struct Desk<'a> {
    pub provider: &'static ProviderEntry,
    pub requests: &'a BTreeMap<String, Value>,
    pub base_path: &'a str,
    pub caller: &'a Caller,
    pub keys: &'a Keys,
    pub data: &'a Data,
    pub token: Option<&'a str>,
}

/// Long enough for every limit.
const LONG: usize = 3000;

/// Digits that no call had before: the time, and a number.
fn fresh() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{}{:04}", since.as_millis(), NEXT.fetch_add(1, Ordering::Relaxed) % 10_000)
}

/// Puts the call of a case together.
pub(crate) fn build(
    desk: &Desk<'_>,
    case: &Case,
    endpoint: &'static Endpoint,
    first: Option<&Sent>,
) -> Result<Call, Skipped> {
    let none = Send::default();
    let send = case.send.as_ref().unwrap_or(&none);
    let number = fresh();
    let now = SystemTime::now();
    let known = |name: &str| match name {
        "fresh" => Some(number.clone()),
        "now" => Some(Timestamp::at(now, snap_bi::rt::TimestampForm::Offset).text()),
        "long" => Some("9".repeat(LONG)),
        _ => None,
    };
    let fill = |text: &str| desk.data.fill(text, &known);
    let (json, field) = message(desk, send, endpoint, first, &fill, &number)?;
    let external_id = match (&send.repeats, first) {
        (Some(repeats), Some(first)) if repeats.external_id == Like::Same => first.call.external_id.clone(),
        _ => short(endpoint, &number),
    };
    let mut headers = usual(endpoint, desk.caller, &external_id);
    for (name, value) in &send.headers {
        headers.set(name, fill(value)?);
    }
    let method = match send.method.as_deref() {
        Some("GET") => Method::Get,
        Some("PUT") => Method::Put,
        Some("DELETE") => Method::Delete,
        Some("POST") => Method::Post,
        _ => endpoint.method,
    };
    let path = format!("{}{}{}", desk.base_path, endpoint.path, fill(send.path.as_deref().unwrap_or_default())?);
    let bytes = match &send.raw {
        Some(raw) => raw.clone().into_bytes(),
        None => body::bytes(&json, send.body),
    };
    let mut call = Call { method, path, headers, body: bytes, json, external_id, field };
    sign(desk, send, endpoint, &mut call, now)?;
    for name in &send.without {
        call.headers.unset(name);
    }
    for (name, value) in &send.twice {
        call.headers.0.push((name.clone(), fill(value)?));
    }
    Ok(call)
}

/// The last digits, where the header has room for fewer: those that differ from call to call.
fn short(endpoint: &Endpoint, number: &str) -> String {
    let rule = endpoint.headers.request.iter().find(|rule| rule.is_named("X-EXTERNAL-ID"));
    let room = rule.map_or(0, |rule| rule.max.max(rule.exact)) as usize;
    let over = if room == 0 { 0 } else { number.len().saturating_sub(room) };
    number.get(over..).unwrap_or(number).to_owned()
}

type Filled<'a> = dyn Fn(&str) -> Result<String, Missing> + 'a;

/// The message, and the member that was looked for.
fn message(
    desk: &Desk<'_>,
    send: &Send,
    endpoint: &'static Endpoint,
    first: Option<&Sent>,
    fill: &Filled<'_>,
    number: &str,
) -> Result<(Value, Option<String>), Skipped> {
    let again = send.repeats.as_ref().zip(first);
    let mut json = match again {
        Some((_, first)) => first.call.json.clone(),
        None => desk.requests.get(endpoint.service).cloned().ok_or_else(|| {
            Skipped::Needs(format!("a documented request of {}, which its page does not print", endpoint.service))
        })?,
    };
    if again.is_none_or(|(repeats, _)| repeats.reference == Like::New) {
        for path in endpoint.serving.once {
            // As long as it was, for those that must be.
            let width = body::text(&json, path).map_or(0, |text| text.chars().count());
            body::set(&mut json, path, &format!("{number:0>width$}"));
        }
    }
    let mut field = None;
    for path in &send.remove {
        let path = if path == "@mandatory" { pick(desk, endpoint, &json, None)? } else { path.clone() };
        body::remove(&mut json, &path);
        field = Some(path);
    }
    for (path, text) in &send.set {
        let text = fill(text)?;
        let path = if path == "@limited" { pick(desk, endpoint, &json, Some(&text))? } else { path.clone() };
        body::set(&mut json, &path, &text);
        field = field.or(Some(path));
    }
    Ok((json, field))
}

/// The first member that is refused when it is missing, or when it has this text.
fn pick(desk: &Desk<'_>, endpoint: &Endpoint, json: &Value, text: Option<&str>) -> Result<String, Skipped> {
    let entry = desk
        .provider
        .messages
        .iter()
        .find(|entry| entry.service == endpoint.service && entry.kind == snap_bi::rt::MessageKind::Request);
    let (Some(entry), Value::Object(members)) = (entry, json) else {
        return Err(Skipped::Needs("a request whose rules are known".to_owned()));
    };
    for (name, value) in members {
        let mut tried = json.clone();
        match text {
            None => body::remove(&mut tried, name),
            Some(text) if value.is_string() => body::set(&mut tried, name, text),
            Some(_) => continue,
        }
        let read = (entry.decode)(tried.to_string().as_bytes());
        if read.is_ok_and(|message| message.any_validate_received(&Context::default()).is_err()) {
            return Ok(name.clone());
        }
    }
    Err(Skipped::Needs(if text.is_none() { "a mandatory member" } else { "a member with a limit" }.to_owned()))
}

/// Token, time and signature, right or as the case wants them.
fn sign(
    desk: &Desk<'_>,
    send: &Send,
    endpoint: &'static Endpoint,
    call: &mut Call,
    now: SystemTime,
) -> Result<(), Skipped> {
    let scheme = match Scheme::of(endpoint) {
        Scheme::Either | Scheme::Unsigned if desk.keys.key.is_some() => Scheme::Asymmetric,
        Scheme::Either => Scheme::Symmetric,
        scheme => scheme,
    };
    let mut token = desk.token.unwrap_or_default().to_owned();
    if scheme == Scheme::Symmetric {
        let mut value = format!("Bearer {token}");
        match send.token {
            None => {}
            Some(TokenFault::Missing) => value.clear(),
            Some(TokenFault::Unknown) => token = "0".repeat(64),
            Some(TokenFault::Expired) => token = needed(desk, "expired_token")?,
            Some(TokenFault::OfAnother) => token = needed(desk, "token_of_another")?,
            Some(TokenFault::OtherScheme) => value = format!("Basic {token}"),
            Some(TokenFault::Quoted) => value = format!("Bearer {token}\""),
        }
        if matches!(send.token, Some(TokenFault::Unknown | TokenFault::Expired | TokenFault::OfAnother)) {
            value = format!("Bearer {token}");
        }
        if value.is_empty() {
            call.headers.unset("Authorization");
        } else {
            call.headers.set("Authorization", value);
        }
    }
    let form = endpoint.signing.timestamp;
    let time = match send.time.as_deref().map(|time| (shift(time), time)) {
        None => Timestamp::at(now, form).text(),
        Some((Some((ahead, by)), _)) => Timestamp::at(if ahead { now + by } else { now - by }, form).text(),
        Some((None, text)) => text.to_owned(),
    };
    let other_path = format!("{}/status", call.path);
    let other_body = [&*call.body, b" {}"].concat();
    let other_time = Timestamp::at(now - Duration::from_secs(1), form).text();
    let client_key = call.headers.get("X-CLIENT-KEY").unwrap_or(&desk.caller.client_key).to_owned();
    let prefix = format!("{}{}", desk.base_path, endpoint.prefix());
    let mut signed = Signed {
        endpoint,
        scheme,
        client_key: &client_key,
        path: &call.path,
        prefix: &prefix,
        token: &token,
        body: &call.body,
        time: &time,
        spoilt: false,
    };
    let mut keys = desk.keys.clone();
    match send.signature {
        Some(SignatureFault::OtherKey) if scheme == Scheme::Symmetric => {
            keys.secret = Some(Secret::new("another secret"))
        }
        // One that was made with another key cannot be told from one over another text.
        Some(SignatureFault::OtherKey) => signed.spoilt = true,
        Some(SignatureFault::OtherPath) => signed.path = &other_path,
        Some(SignatureFault::OtherBody) => signed.body = &other_body,
        Some(SignatureFault::OtherTime) => signed.time = &other_time,
        Some(SignatureFault::Missing | SignatureFault::Garbled) | None => {}
    }
    let signature = match send.signature {
        Some(SignatureFault::Missing) => None,
        Some(SignatureFault::Garbled) => Some("%%%".to_owned()),
        _ if scheme == Scheme::Unsigned => None,
        _ => Some(signed.sign(&keys)?),
    };
    call.headers.set("X-TIMESTAMP", time);
    if let Some(signature) = signature {
        call.headers.set("X-SIGNATURE", signature);
    }
    Ok(())
}

fn needed(desk: &Desk<'_>, name: &str) -> Result<String, Skipped> {
    desk.data.get(name).map(str::to_owned).ok_or_else(|| Skipped::Needs(name.to_owned()))
}

/// `-301s` or `+301s`: whether it is ahead, and by how much.
fn shift(text: &str) -> Option<(bool, Duration)> {
    let ahead = text.starts_with('+');
    let seconds = text.strip_prefix(['+', '-'])?.strip_suffix('s')?.parse().ok()?;
    Some((ahead, Duration::from_secs(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_is_a_sign_and_seconds() {
        assert_eq!(shift("-301s"), Some((false, Duration::from_secs(301))));
        assert_eq!(shift("+10s"), Some((true, Duration::from_secs(10))));
        assert_eq!(shift("yesterday"), None);
    }

    #[test]
    fn no_two_numbers_are_equal() {
        let (one, two) = (fresh(), fresh());
        assert_ne!(one, two);
        assert!(one.len() <= 20 && one.bytes().all(|byte| byte.is_ascii_digit()), "{one}");
    }
}
