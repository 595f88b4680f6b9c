//! Headers against the endpoint's table.

use std::borrow::Cow;

use http::HeaderValue;

use crate::check::header_values;
use crate::check::{Context, RawObject};
use crate::meta::endpoint::Endpoint;
use crate::meta::header::{HeaderFormat, HeaderRule, Presence};
use crate::server::call::Call;
use crate::server::known::Known;
use crate::server::refusal::Refusal;
use crate::signing::timestamp::Timestamp;

/// Mandatory headers are there, once, and what is there keeps its rule. X-EXTERNAL-ID may have letters and `-` whatever the page
/// says, and times may have milliseconds: partners send both. What is about tokens is another check's.
#[derive(Debug, Clone, Copy, Default)]
pub struct HeaderCheck;

/// What a server checks elsewhere.
fn is_elsewhere(known: Option<Known>) -> bool {
    matches!(known, Some(Known::ContentType | Known::Authorization | Known::AuthorizationCustomer))
}

/// The longest external ID of the standard.
const EXTERNAL_ID: u32 = 36;

impl HeaderCheck {
    pub(crate) fn run(self, call: &mut Call) -> Result<(), Refusal> {
        let mut external_id = None;
        let mut timestamp = None;
        for rule in call.endpoint.headers.request {
            let known = known(rule);
            let found = once(call, rule, known)?;
            // The type of a body that is there has to be said.
            if is_elsewhere(known) && (known != Some(Known::ContentType) || call.body.is_empty()) {
                continue;
            }
            let Some(value) = found.and_then(text) else {
                if rule.presence == Presence::M {
                    return Err(missing(rule));
                }
                continue;
            };
            match known {
                Some(Known::Timestamp) => {
                    timestamp = Some(Timestamp::parse(value).map_err(|_| Refusal::TimestampUnreadable)?);
                }
                Some(Known::ExternalId) => {
                    external(rule, value)?;
                    external_id = Some(value.to_owned());
                }
                // A signature is judged elsewhere, and with no word about its length.
                Some(Known::ContentType | Known::Signature) => {}
                _ => holds(rule, value)?,
            }
        }
        (call.external_id, call.timestamp) = (external_id, timestamp);
        Ok(())
    }
}

/// The value of a header, under any of its names. With two values nobody may choose which of them counts.
fn once<'a>(call: &'a Call, rule: &HeaderRule, known: Option<Known>) -> Result<Option<&'a HeaderValue>, Refusal> {
    let others = rule.names.iter().flat_map(|name| call.values(Known::of(name), name));
    let mut values = call.values(known.filter(|_| rule.names.is_empty()), rule.name).into_iter().chain(others);
    let first = values.next();
    if values.any(|other| Some(other) != first) {
        return Err(Refusal::HeaderTwice { name: Cow::Borrowed(rule.name) });
    }
    Ok(first)
}

/// What a rule speaks of, by any of its names.
fn known(rule: &HeaderRule) -> Option<Known> {
    Known::of(rule.name).or_else(|| rule.names.iter().find_map(|name| Known::of(name)))
}

/// What it says; an empty header is none.
fn text(value: &HeaderValue) -> Option<&str> {
    // What is no visible text fits no rule.
    let text = value.to_str().unwrap_or("\u{1}").trim();
    (!text.is_empty()).then_some(text)
}

fn missing(rule: &HeaderRule) -> Refusal {
    match rule.name.to_ascii_uppercase().as_str() {
        "X-TIMESTAMP" => Refusal::TimestampMissing,
        "X-SIGNATURE" => Refusal::SignatureMissing,
        "X-CLIENT-KEY" => Refusal::ClientKeyMissing,
        _ => Refusal::HeaderMissing { name: Cow::Borrowed(rule.name) },
    }
}

fn external(rule: &HeaderRule, value: &str) -> Result<(), Refusal> {
    let most = [rule.max, rule.exact, EXTERNAL_ID].into_iter().max().unwrap_or(EXTERNAL_ID);
    // Where no form is said, it is whatever references look like.
    let any = rule.format.is_none();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || any && byte.is_ascii_graphic();
    let plain = value.bytes().all(plain);
    if plain && value.len() <= most as usize { Ok(()) } else { Err(Refusal::ExternalIdFormat) }
}

/// The value keeps the rule. The only value of a page is what its provider sent on the day it was written: who may use which
/// channel is said of the caller.
fn holds(rule: &HeaderRule, value: &str) -> Result<(), Refusal> {
    let format = rule.format.filter(|format| *format != HeaderFormat::Bearer);
    let rule = HeaderRule { format, ..*rule };
    let mut found = Vec::new();
    header_values::check(&rule, value, &mut found);
    if found.is_empty() { Ok(()) } else { Err(Refusal::HeaderFormat { name: Cow::Borrowed(rule.name) }) }
}

/// Conditional headers that are not there although their condition holds of the request.
pub(crate) fn conditional(call: &Call, request: &[u8]) -> Result<(), Refusal> {
    let endpoint: &'static Endpoint = call.endpoint;
    let lookup = |name: &str| call.header(name);
    let context = Context::with_headers(&lookup);
    let mut object = None;
    for rule in endpoint.headers.request.iter().filter(|rule| rule.presence == Presence::C) {
        let Some(when) = rule.when.as_ref().filter(|_| {
            !is_elsewhere(known(rule)) && once(call, rule, known(rule)).ok().flatten().and_then(text).is_none()
        }) else {
            continue;
        };
        let Some(object) = object.get_or_insert_with(|| RawObject::read(request)) else { return Ok(()) };
        if when.holds_with(object, &context) == Some(true) {
            return Err(missing(rule));
        }
    }
    Ok(())
}
