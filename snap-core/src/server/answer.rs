//! What goes back: status, code, message, headers.

use std::borrow::Cow;
use std::cell::RefCell;
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderName, StatusCode};
use http_body_util::Full;

use super::call::Call;
use super::refusal::{Refusal, Row};
use crate::json::raw;
use crate::message::filling;
use crate::meta::code_table::CodeRow;
use crate::meta::endpoint::Endpoint;
use crate::meta::question::Fill;
use crate::meta::signing_profile::TimestampForm;
use crate::national::codes;
use crate::signing::timestamp::Timestamp;

/// The longest `responseMessage` (ASPI, response: String(150)).
const LONGEST_MESSAGE: usize = 150;

/// An answer before it is HTTP: what is stored, and given again to a repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
}

impl Answered {
    /// HTTP status and a JSON body.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        Self { status, body: body.into() }
    }

    /// The same in no more memory than it takes, to be kept for long.
    pub(crate) fn compact(&self) -> Self {
        Self { status: self.status, body: Bytes::copy_from_slice(&self.body) }
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The body, JSON.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The answer to a refused call: with the members that the service's refusals carry, as far as the request has them.
    pub(crate) fn refused(endpoint: &Endpoint, refusal: &Refusal, request: &[u8], external_id: Option<&str>) -> Self {
        let Row { http, case, filling } = refusal.row(endpoint.serving);
        let message = message(endpoint, http, case, &filling);
        // Nobody knows which service was meant (ASPI's site answers so).
        let unrouted = matches!(refusal, Refusal::UnknownPath);
        let code = if unrouted { format!("{http}00{case}") } else { code(endpoint, http, case) };
        Self::new(http, filling::refusal(carried(endpoint, http), request, external_id, &code, &message))
    }

    /// The same with a code and message before its members, in place of those that are there.
    pub(crate) fn with_code(json: &[u8], http: u16, code: &str, message: &str) -> Self {
        let mut out = String::with_capacity(json.len() + 64);
        out.push_str("{\"responseCode\":");
        raw::push_text(&mut out, code);
        out.push_str(",\"responseMessage\":");
        raw::push_text(&mut out, message);
        if let Ok(members) = raw::members_of_text(json) {
            for member in members.0.iter().filter(|m| m.name != "responseCode" && m.name != "responseMessage") {
                out.push(',');
                raw::push_text(&mut out, &member.name);
                out.push(':');
                out.push_str(member.raw.get());
            }
        }
        out.push('}');
        Self::new(http, out)
    }

    /// As HTTP, to who called. An answer about a token names whom it is for (ASPI, security: headers of the response).
    pub(crate) fn into_http_of(self, call: &Call, now: SystemTime) -> http::Response<Full<Bytes>> {
        let mut response = self.into_http(call.endpoint, now);
        const KEY: HeaderName = HeaderName::from_static("x-client-key");
        if call.endpoint.headers.response.iter().any(|rule| rule.is_named(KEY.as_str()))
            && let Some(key) = call.headers.get(KEY)
        {
            response.headers_mut().insert(KEY, key.clone());
        }
        response
    }

    /// As HTTP.
    pub(crate) fn into_http(self, endpoint: &Endpoint, now: SystemTime) -> http::Response<Full<Bytes>> {
        let mut response = http::Response::new(Full::new(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some(time) = time(now) {
            headers.insert(HeaderName::from_static("x-timestamp"), time);
        }
        for rule in endpoint.headers.response {
            let value = rule.value.filter(|_| !rule.is_named("Content-Type") && !rule.is_named("X-TIMESTAMP"));
            if let Some(value) = value
                && let Ok(name) = HeaderName::from_bytes(rule.name.as_bytes())
            {
                headers.insert(name, HeaderValue::from_static(value));
            }
        }
        response
    }
}

thread_local! {
    /// The last second that was written, and how: many answers go out in one.
    static WRITTEN: RefCell<Option<(u64, HeaderValue)>> = const { RefCell::new(None) };
}

fn time(now: SystemTime) -> Option<HeaderValue> {
    let second = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    WRITTEN.with_borrow_mut(|written| {
        if written.as_ref().is_none_or(|(of, _)| *of != second) {
            let time = HeaderValue::from_str(Timestamp::at(now, TimestampForm::Offset).as_str()).ok()?;
            *written = Some((second, time));
        }
        written.as_ref().map(|(_, time)| time.clone())
    })
}

/// What a refusal of the service has besides code and message: nothing for who was not recognised.
pub(crate) fn carried(endpoint: &Endpoint, http: u16) -> &'static [Fill] {
    if http == 401 { &[] } else { endpoint.serving.refused }
}

/// The seven characters of an answer of the service; `00` where it has no code.
pub(crate) fn code(endpoint: &Endpoint, http: u16, case: &str) -> String {
    let service = if endpoint.code.is_empty() { "00" } else { endpoint.code };
    format!("{http}{service}{case}")
}

/// What the service's codes mean: its own rows, those behind them, then the national ones.
pub(crate) fn rows(endpoint: &Endpoint) -> impl Iterator<Item = &'static CodeRow> {
    let tables = std::iter::successors(Some(endpoint.codes), |table| table.fallback);
    tables.flat_map(|table| table.rows).chain(codes::CODES.rows)
}

/// The message of the service's table, else of the national one, with what stands for its placeholder.
pub(crate) fn message(endpoint: &Endpoint, http: u16, case: &str, filling: &str) -> String {
    let template = rows(endpoint).find(|row| row.http == http && row.case == case).map(|row| row.message);
    shortened(&filled(template.unwrap_or("General Error"), filling)).into_owned()
}

/// `Unauthorized. [reason]` with `[Signature]`; the placeholder goes where nothing stands for it. Brackets of a reason are part of
/// the message, braces around the name of a field are not.
fn filled(template: &str, filling: &str) -> String {
    let place =
        template.find(['[', '{']).and_then(|start| Some((start, start + template.get(start..)?.find([']', '}'])?)));
    let Some((start, end)) = place else { return template.to_owned() };
    let (before, after) = (template.get(..start).unwrap_or_default(), template.get(end + 1..).unwrap_or_default());
    if filling.is_empty() {
        return format!("{}{after}", before.trim_end());
    }
    let bracketed = template.as_bytes().get(start) == Some(&b'[') && !filling.starts_with('[');
    if bracketed { format!("{before}[{filling}]{after}") } else { format!("{before}{filling}{after}") }
}

fn shortened(message: &str) -> Cow<'_, str> {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => Cow::Owned(message.get(..end).unwrap_or_default().to_owned()),
        None => Cow::Borrowed(message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_was_wrong_or_nothing() {
        for (template, filling, expected) in [
            ("Unauthorized. [reason]", "[Signature]", "Unauthorized. [Signature]"),
            ("Unauthorized. [reason]", "", "Unauthorized."),
            ("Invalid Bill/Virtual Account [Reason]", "blocked", "Invalid Bill/Virtual Account [blocked]"),
            ("Invalid Mandatory Field {field name}", "a.b", "Invalid Mandatory Field a.b"),
            ("Paid Bill", "whatever", "Paid Bill"),
            ("Unclosed [reason", "x", "Unclosed [reason"),
        ] {
            assert_eq!(filled(template, filling), expected);
        }
        assert_eq!(shortened(&"é".repeat(200)).chars().count(), 150);
    }

    #[test]
    fn a_code_replaces_the_one_that_is_there() {
        let answered = Answered::with_code(
            br#"{"responseCode":"x","a":[1.50],"responseMessage":null}"#,
            202,
            "2022500",
            "Wait \"",
        );
        let expected = r#"{"responseCode":"2022500","responseMessage":"Wait \"","a":[1.50]}"#;
        assert_eq!((answered.status(), answered.body()), (202, expected.as_bytes()));
    }
}
