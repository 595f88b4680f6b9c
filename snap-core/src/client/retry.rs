//! Repeating questions, and nothing but questions.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::error::SnapError;
use crate::meta::endpoint::Effect;

/// How often, and after how long, a service that changes nothing is asked again by the client itself.
///
/// Only after no connection, a 429, a 5xx with or without a response code, or when no access token was to be had for one
/// of these. Services that change something are never repeated, whatever this says; nor are calls with an external ID of
/// the caller's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    repeats: u32,
    first: Duration,
    longest: Duration,
}

impl RetryPolicy {
    /// Never.
    #[must_use]
    pub const fn never() -> Self {
        Self { repeats: 0, first: Duration::ZERO, longest: Duration::ZERO }
    }

    /// At most so often, after `first`, then twice that, and so on; never after more than `longest`.
    #[must_use]
    pub const fn new(repeats: u32, first: Duration, longest: Duration) -> Self {
        Self { repeats, first, longest }
    }

    /// How long to wait before the call is made again; none if it is not. `repeated` is how often it was already.
    pub(super) fn pause(&self, error: &SnapError, repeated: u32) -> Option<Duration> {
        let call = error.call()?;
        if call.effect() != Effect::Read || repeated >= self.repeats {
            return None;
        }
        let asked = passing(error)?;
        // Who asks for more patience than we have is not asked again.
        if asked.is_some_and(|asked| asked > self.longest) {
            return None;
        }
        let step = self.first.saturating_mul(2_u32.saturating_pow(repeated)).min(self.longest);
        Some(asked.unwrap_or_else(|| spread(step)))
    }
}

/// Twice, after about 0.2 and 0.4 seconds.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new(2, Duration::from_millis(200), Duration::from_secs(2))
    }
}

/// Whether an error may pass by itself, and how long the other side asks to wait for that.
fn passing(error: &SnapError) -> Option<Option<Duration>> {
    match error {
        SnapError::NotSent(_) => Some(None),
        SnapError::Rejected(verdict) if is_passing(verdict.http_status()) => Some(retry_after(verdict.headers())),
        SnapError::Unreadable(answer) if is_passing(answer.http_status()) => Some(retry_after(answer.headers())),
        // A token that was asked for and did not come harms nobody: another can be asked for.
        SnapError::Token(failure) => match failure.cause() {
            SnapError::NoAnswer(_) | SnapError::Ambiguous(_) => Some(None),
            cause => passing(cause),
        },
        _ => None,
    }
}

const fn is_passing(status: u16) -> bool {
    status == 429 || status >= 500
}

/// Seconds, or a date.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let until = || httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::now()).ok();
    text.parse().ok().map(Duration::from_secs).or_else(until)
}

/// Between half of it and all of it, so that those who failed together do not come back together. The clock's last
/// digits are random enough for that.
fn spread(step: Duration) -> Duration {
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.subsec_nanos());
    step / 2 + (step / 2).mul_f64(f64::from(nanos % 1000) / 1000.0)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::client::fixture::{QUESTION, TRANSFER};
    use crate::client::judge::judge;
    use crate::client::transport::{BodyEnd, HttpResponse};
    use crate::error::{CallInfo, NotSent, TokenFailure, Unanswered};
    use crate::meta::endpoint::Endpoint;
    use crate::national::token::ACCESS_TOKEN_B2B as TOKEN;

    fn call(endpoint: &'static Endpoint) -> CallInfo {
        CallInfo::new(endpoint, None, b"{}")
    }

    fn answered(endpoint: &'static Endpoint, status: u16, body: &str, after: Option<&'static str>) -> SnapError {
        let mut headers = HeaderMap::new();
        if let Some(after) = after {
            headers.insert(RETRY_AFTER, http::HeaderValue::from_static(after));
        }
        let body = Bytes::copy_from_slice(body.as_bytes());
        judge(call(endpoint), HttpResponse { status, headers, body, end: BodyEnd::Complete }).unwrap_err()
    }

    #[test]
    fn repeats_questions_where_it_is_safe_and_nothing_else() {
        let not_sent = |endpoint| SnapError::NotSent(Box::new(NotSent::new(call(endpoint), "refused".into())));
        let token =
            |endpoint, cause| SnapError::Token(Box::new(TokenFailure::new(call(endpoint), std::sync::Arc::new(cause))));
        let no_answer = SnapError::NoAnswer(Box::new(Unanswered::new(call(&QUESTION), true, None)));
        for (error, again) in [
            (not_sent(&QUESTION), true),
            (not_sent(&TRANSFER), false),
            (no_answer, false),
            (answered(&QUESTION, 429, r#"{"responseCode":"4291100"}"#, None), true),
            (answered(&QUESTION, 429, "<html>", Some("1")), true),
            (answered(&QUESTION, 429, "<html>", Some("3600")), false),
            (answered(&QUESTION, 503, "<html>", None), true),
            (answered(&QUESTION, 500, r#"{"responseCode":"5001102"}"#, None), true),
            (answered(&QUESTION, 500, r#"{"responseCode":"5001199"}"#, None), true),
            (answered(&QUESTION, 504, r#"{"responseCode":"5041100"}"#, None), true),
            (answered(&QUESTION, 429, "<html>", Some("Fri, 31 Dec 9999 23:59:59 GMT")), false),
            (answered(&QUESTION, 429, "<html>", Some("Sun, 06 Nov 1994 08:49:37 GMT")), true),
            (token(&QUESTION, answered(&TOKEN, 503, "<html>", None)), true),
            (token(&QUESTION, answered(&TOKEN, 401, r#"{"responseCode":"4017300"}"#, None)), false),
            (token(&QUESTION, not_sent(&TOKEN)), true),
            (token(&TRANSFER, not_sent(&TOKEN)), false),
            (answered(&QUESTION, 403, "<html>", None), false),
            (answered(&TRANSFER, 429, "<html>", None), false),
            (answered(&TRANSFER, 503, "<html>", None), false),
        ] {
            let policy = RetryPolicy::default();
            assert_eq!(policy.pause(&error, 0).is_some(), again, "{error}");
            assert_eq!((policy.pause(&error, 2), RetryPolicy::never().pause(&error, 0)), (None, None));
        }
    }

    #[test]
    fn waits_longer_each_time_up_to_a_limit() {
        let error = SnapError::NotSent(Box::new(NotSent::new(call(&QUESTION), "refused".into())));
        let policy = RetryPolicy::new(40, Duration::from_millis(100), Duration::from_secs(1));
        for (repeated, longest) in [(0, 100), (1, 200), (3, 800), (4, 1000), (39, 1000)] {
            let longest = Duration::from_millis(longest);
            let pause = policy.pause(&error, repeated).unwrap();
            assert!(pause >= longest / 2 && pause <= longest, "{repeated}: {pause:?}");
        }
    }
}
