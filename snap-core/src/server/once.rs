//! Carrying a call out once: what is claimed, and what a repeat gets.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::answer::{Answered, message};
use super::call::Call;
use super::claim::{Claim, Record, content, milliseconds, owner};
use super::config::Clock;
use super::refusal::Refusal;
use super::store::{Claimed, StoreError};
use crate::json::raw;
use crate::message::filling;
use crate::meta::endpoint::Endpoint;
use crate::meta::serving::{OtherContent, Repeat, SameReference};
use crate::signing::body_hash;
use crate::signing::timestamp::Timestamp;

/// How long claims hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keeping {
    /// After it a claim without an answer has lost its owner.
    pub(crate) lease: Duration,
    /// How long what a reference names is remembered.
    pub(crate) references: Duration,
    /// How long an external ID is remembered at the least: as long as its call could be sent again as it is.
    pub(crate) replay: Duration,
}

/// The claim of a call; none for one that has neither external ID nor reference.
pub(crate) fn claim(call: &Call, request: &[u8], keeping: &Keeping) -> Result<Option<Claim>, StoreError> {
    let endpoint = call.endpoint;
    let caller = call.caller.as_ref().map_or("", |caller| caller.name());
    // One service of one caller: its numbers are its own.
    let scope = [caller, ":", endpoint.provider, ":", endpoint.service, ":"];
    // The day of the call is the one that its caller signed: sent again after midnight, it is still the same call.
    let called = call.timestamp.as_ref().map_or(call.received_at, Timestamp::time);
    let (day, left) = day(called, call.received_at);
    // Written in one place, one after the other.
    let mut text = String::with_capacity(128);
    let external_key = call.external_id.as_deref().map(|id| {
        ["external:"].iter().chain(&scope).for_each(|part| text.push_str(part));
        push_number(&mut text, day);
        text.push(':');
        text.push_str(id);
        Arc::from(text.as_str())
    });
    text.clear();
    ["reference:"].iter().chain(&scope).for_each(|part| text.push_str(part));
    let start = text.len();
    let reference_key: Option<Arc<str>> = push_reference(&mut text, endpoint, request).map(|()| text.as_str().into());
    if external_key.is_none() && reference_key.is_none() {
        return Ok(None);
    }
    let reference = reference_key.as_ref().and_then(|key| key.get(start..));
    let record = Record {
        owner: owner().map_err(|error| StoreError::new(error.to_string()))?,
        content: content(&said(call), call.uri.path_and_query().map_or("", |both| both.as_str())),
        reference: reference.map(|reference| body_hash(reference.as_bytes())),
        lease: milliseconds(call.received_at + keeping.lease),
        answer: None,
    };
    let keep_external = left.max(keeping.replay);
    let record = Arc::new(record);
    Ok(Some(Claim { external_key, reference_key, record, keep_external, keep_reference: keeping.references }))
}

/// The body without the members that say nothing of what is asked for.
fn said(call: &Call) -> Cow<'_, [u8]> {
    let aside = call.endpoint.serving.aside;
    if aside.is_empty() {
        return Cow::Borrowed(&call.body);
    }
    let Ok(members) = raw::members_of_text(&call.body) else { return Cow::Borrowed(&call.body) };
    if !members.0.iter().any(|member| aside.contains(&&*member.name)) {
        return Cow::Borrowed(&call.body);
    }
    let mut out = String::from("{");
    for member in members.0.iter().filter(|member| !aside.contains(&&*member.name)) {
        out.push_str(if out.len() > 1 { "," } else { "" });
        raw::push_text(&mut out, &member.name);
        out.push(':');
        out.push_str(member.raw.get());
    }
    out.push('}');
    Cow::Owned(out.into_bytes())
}

/// The day in Jakarta, counted from 1970 on, and how much is left of it: an external ID is unique on the day of the partner
/// (ASPI, X-EXTERNAL-ID).
fn day(called: SystemTime, now: SystemTime) -> (u64, Duration) {
    const DAY: u64 = 24 * 3600;
    const JAKARTA: u64 = 7 * 3600;
    let seconds = called.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs() + JAKARTA;
    let end = called + Duration::from_secs(DAY - seconds % DAY);
    (seconds / DAY, end.duration_since(now).unwrap_or_default())
}

/// Appends the values of the members that name what is asked for. Where one is absent, nothing is named. Lengths come before
/// values, so that no two lists of values are one text.
fn push_reference(out: &mut String, endpoint: &Endpoint, request: &[u8]) -> Option<()> {
    for (at, path) in endpoint.serving.once.iter().enumerate() {
        let value = filling::value_at(request, path)?;
        out.push_str(if at > 0 { "," } else { "" });
        push_number(out, value.len() as u64);
        out.push('.');
        out.push_str(&value);
    }
    (!endpoint.serving.once.is_empty()).then_some(())
}

/// Appends a number: `format!` takes a room for it first.
fn push_number(out: &mut String, number: u64) {
    if number > 9 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// What is done with a call that was claimed.
pub(crate) enum Decision {
    /// It is carried out.
    CarryOut,
    /// It gets what was answered before.
    Repeat(Answered),
    /// It is refused.
    Refuse(Refusal),
    /// Its owner went away: whoever wrote down what became of it is asked.
    AskLedger,
}

pub(crate) fn decide(endpoint: &Endpoint, claim: &Claim, claimed: Claimed, clock: &Clock) -> Decision {
    let serving = endpoint.serving;
    let (record, external) = match claimed {
        Claimed::New => return Decision::CarryOut,
        Claimed::External(record) => (record, true),
        Claimed::Reference(record) => (record, false),
    };
    let same = record.content == claim.record.content;
    let named = record.reference.is_some() && record.reference == claim.record.reference;
    // What became of the first is told by its number, whatever else may differ (BCA's list of expected answers).
    let retold = serving.repeat == Repeat::Inconsistent && (same && external || !same && named);
    if !same && !retold {
        return Decision::Refuse(match serving.other_content {
            _ if external => Refusal::OtherBody,
            OtherContent::Inconsistent => Refusal::Inconsistent,
            OtherContent::Duplicate => duplicate(endpoint),
            OtherContent::Conflict => Refusal::OtherBody,
        });
    }
    let Some(answer) = record.answered() else {
        return if record.is_abandoned(clock()) {
            Decision::AskLedger
        } else {
            Decision::Refuse(Refusal::StillRunning)
        };
    };
    if retold {
        return Decision::Repeat(inconsistent(endpoint, &answer));
    }
    match (external, serving.repeat, serving.same_reference) {
        (true, Repeat::Conflict, _) => Decision::Refuse(Refusal::Answered),
        (false, _, SameReference::Duplicate) => Decision::Refuse(duplicate(endpoint)),
        (true, ..) | (false, _, SameReference::Stored) => Decision::Repeat(answer),
    }
}

/// 404/18 with the members of the first answer: its status and reason are those of the first call.
fn inconsistent(endpoint: &Endpoint, answer: &Answered) -> Answered {
    let message = message(endpoint, 404, "18", "");
    Answered::with_code(answer.body(), 404, &format!("404{}18", endpoint.code), &message)
}

fn duplicate(endpoint: &Endpoint) -> Refusal {
    let path = endpoint.serving.once.first().copied().unwrap_or("partnerReferenceNo");
    Refusal::DuplicateReference { name: Cow::Borrowed(path.rsplit('.').next().unwrap_or(path)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::signing_profile::TimestampForm;

    /// 2020-12-31T23:59:59+07:00
    const LAST_SECOND: u64 = 1_609_433_999;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn a_day_ends_at_midnight_in_jakarta() {
        let at_once = |seconds| day(at(seconds), at(seconds));
        assert_eq!(at_once(LAST_SECOND), (18_627, Duration::from_secs(1)));
        assert_eq!(at_once(LAST_SECOND + 1), (18_628, Duration::from_secs(86_400)));
    }

    #[test]
    fn a_call_that_is_sent_again_after_midnight_is_the_same_call() {
        static ENDPOINT: Endpoint = Endpoint::new("b").service("s");
        let keeping = Keeping {
            lease: Duration::from_secs(1),
            references: Duration::from_secs(1),
            replay: Duration::from_secs(600),
        };
        let claimed = |called, received| {
            let mut call = Call::new(&ENDPOINT, http::Uri::default(), http::HeaderMap::new(), at(received));
            call.external_id = Some("1".to_owned());
            call.timestamp = Some(Timestamp::at(at(called), TimestampForm::Offset));
            let claim = claim(&call, b"{}", &keeping).expect("randomness").expect("an external ID");
            (claim.external_key.expect("a key"), claim.keep_external)
        };
        let (first, kept) = claimed(LAST_SECOND, LAST_SECOND);
        let (again, kept_again) = claimed(LAST_SECOND, LAST_SECOND + 120);
        assert_eq!(first, again);
        // As long as its timestamp would be taken.
        assert_eq!((kept, kept_again), (keeping.replay, keeping.replay));
        let (next_day, _) = claimed(LAST_SECOND + 1, LAST_SECOND + 1);
        assert_ne!(first, next_day);
        // A clock that is ahead does not end the day early.
        let (ahead, kept) = claimed(LAST_SECOND + 1, LAST_SECOND - 60);
        assert_eq!((ahead, kept), (next_day, Duration::from_secs(86_461)));
    }

    #[test]
    fn a_number_is_told_what_became_of_its_first_call_whatever_else_differs() {
        static ENDPOINT: Endpoint = Endpoint::new("b").code("25").serving(
            &crate::meta::serving::Serving::STANDARD.once(&["id"]).aside(&["again"]).repeat(Repeat::Inconsistent),
        );
        let claim_of = |external: &str, body: &'static str| {
            let mut call = Call::new(&ENDPOINT, http::Uri::default(), http::HeaderMap::new(), SystemTime::UNIX_EPOCH);
            (call.body, call.external_id) = (body.into(), Some(external.to_owned()));
            let keeping = Keeping { lease: Duration::ZERO, references: Duration::ZERO, replay: Duration::ZERO };
            claim(&call, body.as_bytes(), &keeping).expect("random").expect("an external ID")
        };
        let answer = Answered::new(200, r#"{"responseCode":"2002500","status":"00"}"#);
        let first = claim_of("1", r#"{"id":"7","amount":1,"again":"N"}"#).completed(&answer);
        let told = |claimed: fn(Box<Record>) -> Claimed, body| match decide(
            &ENDPOINT,
            &claim_of("1", body),
            claimed(Box::new(first.clone())),
            &(Arc::new(|| SystemTime::UNIX_EPOCH) as Clock),
        ) {
            Decision::Repeat(answer) => String::from_utf8_lossy(answer.body()).into_owned(),
            Decision::Refuse(refusal) => refusal.name().to_owned(),
            Decision::CarryOut | Decision::AskLedger => String::new(),
        };
        let retold = r#"{"responseCode":"4042518","responseMessage":"Inconsistent Request","status":"00"}"#;
        let (same, sum, other) = (r#"{"id":"7","amount":1,"again":"Y"}"#, r#"{"id":"7","amount":2}"#, r#"{"id":"8"}"#);
        assert_eq!([same, sum, other].map(|body| told(Claimed::External, body)), [retold, retold, "other_body"]);
        // The same content under another external ID is the same call.
        let stored = String::from_utf8_lossy(answer.body());
        assert_eq!([same, sum].map(|body| told(Claimed::Reference, body)), [&*stored, retold]);
    }

    #[test]
    fn values_of_a_reference_are_never_run_together() {
        static ENDPOINT: Endpoint =
            Endpoint::new("b").serving(&crate::meta::serving::Serving::STANDARD.once(&["a", "b.c"]));
        let of = |json: &str| {
            let mut out = String::new();
            push_reference(&mut out, &ENDPOINT, json.as_bytes()).map(|()| out)
        };
        assert_eq!(of(r#"{"a":"1,2","b":{"c":"3"}}"#).as_deref(), Some("3.1,2,1.3"));
        assert_ne!(of(r#"{"a":"1","b":{"c":"2,3"}}"#), of(r#"{"a":"1,2","b":{"c":"3"}}"#));
        assert_eq!(of(r#"{"a":"1"}"#), None);
    }
}
