//! What an answer means: HTTP status and response code together.

use crate::client::lenient::mend;
use crate::client::reply::RawReply;
use crate::client::transport::{BodyEnd, HttpResponse};
use crate::error::{CallInfo, SnapError, Unreadable, UnreadableReason, Verdict};
use crate::json::extra::Form;
use crate::json::raw::{self, Members};
use crate::meta::code_table::Outcome;
use crate::meta::endpoint::Effect;
use crate::meta::response_code::ResponseCode;

/// A reply, or the error that an answer is.
///
/// Success needs an HTTP 2xx and a code that is done by the table; or a code that the table counts as success for this
/// service (404/18 for some). What is under way is no success, but for questions. Where status and code disagree the
/// status wins: gateways answer with the code of what is behind them, and some providers with codes of other services.
pub(super) fn judge(call: CallInfo, answer: HttpResponse) -> Result<RawReply, SnapError> {
    let reason = match answer.end {
        BodyEnd::Complete => None,
        BodyEnd::TooLong => Some(UnreadableReason::TooLong),
        BodyEnd::Broken => Some(UnreadableReason::Truncated),
        BodyEnd::TimedOut => Some(UnreadableReason::TooSlow),
    };
    if let Some(reason) = reason {
        let (code, message) = scan(&answer.body);
        return Err(unreadable(call, reason, code, message, answer));
    }
    let mended = mend(&answer.body);
    let body = mended.as_ref().map_or_else(|| answer.body.clone(), |(text, _)| text.clone());
    let Ok(Members(members)) = raw::members_of_text(&body) else {
        let blank = answer.body.iter().all(u8::is_ascii_whitespace);
        let reason = if blank { UnreadableReason::Empty } else { UnreadableReason::NotJson };
        let (code, message) = scan(&answer.body);
        return Err(unreadable(call, reason, code, message, answer));
    };
    let text = |name: &str| {
        let member = members.iter().rfind(|member| member.name == name)?;
        match raw::form(member.raw) {
            Form::Text => raw::text(member.raw).map(|text| text.into_owned()),
            // Two samples of the national portal, and some SDKs, send the code as a bare number.
            Form::Number => Some(member.raw.get().to_owned()),
            _ => None,
        }
    };
    let (code_text, message) = (text("responseCode"), text("responseMessage"));
    let code = code_text.as_deref().and_then(lenient);
    let ok = (200..300).contains(&answer.status);
    let endpoint = call.endpoint();
    match code {
        Some(code) => {
            let outcome = endpoint.codes.outcome(&code, endpoint.service);
            let agree = ok || (!code.is_success() && code.http() == answer.status);
            let reads = endpoint.effect == Effect::Read;
            let under_way = ok && code.is_success() && (outcome == Outcome::Pending || answer.status == 202);
            // A question is answered whatever the answer says of itself, unless it says that it is none.
            let answered = reads && ok && code.is_success() && outcome != Outcome::Failure;
            if answered || (agree && outcome == Outcome::Success && !under_way) {
                return Ok(RawReply::new(call, Some(code), message, answer).mended_by(mended));
            }
            let mended = mended.map(|(text, _)| text.to_vec());
            let verdict = Verdict::of(call, code, message.unwrap_or_default(), answer.into(), mended);
            let verdict = Box::new(verdict);
            Err(if under_way { SnapError::Pending(verdict) } else { SnapError::Rejected(verdict) })
        }
        // Token answers have no code when they are good (catalogue 3.4). All others say what they are, or nobody knows.
        None if ok && code_text.is_none() && endpoint.gives_tokens() => {
            Ok(RawReply::new(call, None, message, answer).mended_by(mended))
        }
        None => Err(unreadable(call, UnreadableReason::NoCode, code_text, message, answer)),
    }
}

/// A response code as it comes: with blanks around it, or with zeros behind its seven characters, as samples of direct
/// debits have it (`20054000`).
fn lenient(text: &str) -> Option<ResponseCode> {
    let text = text.trim();
    ResponseCode::parse(text).ok().or_else(|| {
        let (code, rest) = text.split_at_checked(7)?;
        rest.bytes().all(|byte| byte == b'0').then(|| ResponseCode::parse(code).ok())?
    })
}

fn unreadable(
    call: CallInfo,
    reason: UnreadableReason,
    code: Option<String>,
    message: Option<String>,
    answer: HttpResponse,
) -> SnapError {
    SnapError::Unreadable(Box::new(Unreadable::of(call, reason, code, message, answer.into())))
}

/// Looks for code and message in what may be half a message: for a person to read, nothing is decided by it.
fn scan(body: &[u8]) -> (Option<String>, Option<String>) {
    const START: usize = 16 * 1024;
    let text = String::from_utf8_lossy(body.get(..START).unwrap_or(body));
    (member(&text, "\"responseCode\""), member(&text, "\"responseMessage\""))
}

fn member(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(name)?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    match rest.strip_prefix('"') {
        Some(rest) => rest.split_once('"').map(|(value, _)| value.to_owned()),
        None => {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            (!digits.is_empty() && digits.len() < rest.len()).then_some(digits)
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::client::fixture::{TRANSFER, endpoint};
    use crate::error::Advice;
    use crate::meta::endpoint::Endpoint;

    fn answer(status: u16, body: &str) -> HttpResponse {
        let body = Bytes::copy_from_slice(body.as_bytes());
        HttpResponse { status, headers: http::HeaderMap::new(), body, end: BodyEnd::Complete }
    }

    fn judged(status: u16, body: &str) -> Result<RawReply, SnapError> {
        let call = CallInfo::new(&TRANSFER, Some("77".into()), br#"{"partnerReferenceNo":"P1"}"#);
        judge(call, answer(status, body))
    }

    fn told(status: u16, body: &str) -> String {
        match judged(status, body) {
            Ok(reply) => format!("ok {:?} {:?}", reply.code().map(|code| code.to_string()), reply.outcome()),
            Err(error) => format!("{} {} {:?}", error.kind(), error.is_ambiguous(), error.retry_advice()),
        }
    }

    #[test]
    fn status_and_code_decide_together() {
        for (status, code, expected) in [
            (200, "\"2001800\"", r#"ok Some("2001800") Success"#),
            (200, "2001800", r#"ok Some("2001800") Success"#),
            (202, "\"2021800\"", "pending true AskStatus(\"transfer_status\")"),
            (200, "\"2021800\"", "pending true AskStatus(\"transfer_status\")"),
            (202, "\"2001800\"", "pending true AskStatus(\"transfer_status\")"),
            (200, "\"20018000\"", r#"ok Some("2001800") Success"#),
            // A success that nobody can read is none.
            (200, "\"00\"", "unreadable true AskStatus(\"transfer_status\")"),
            (200, "\"2005\"", "unreadable true AskStatus(\"transfer_status\")"),
            (200, "null", "unreadable true AskStatus(\"transfer_status\")"),
            (200, "{}", "unreadable true AskStatus(\"transfer_status\")"),
            (201, "\"2011800\"", "rejected true AskStatus(\"transfer_status\")"),
            // A gateway gave up waiting, whatever the body says.
            (408, "\"4081800\"", "rejected true AskStatus(\"transfer_status\")"),
            (408, "\"4001800\"", "rejected true AskStatus(\"transfer_status\")"),
            (499, "\"4991800\"", "rejected true AskStatus(\"transfer_status\")"),
            (425, "null", "unreadable true AskStatus(\"transfer_status\")"),
            (460, "\"4001801\"", "rejected true AskStatus(\"transfer_status\")"),
            (409, "\"4091800\"", "rejected true AskStatus(\"transfer_status\")"),
            // Counts as success for this service in the table.
            (404, "\"4041818\"", r#"ok Some("4041818") Success"#),
            (404, "\"4041811\"", "rejected false No"),
            (403, "\"4031814\"", "rejected false NewReference"),
            (200, "\"4031814\"", "rejected false NewReference"),
            (409, "\"4091801\"", "rejected true AskStatus(\"transfer_status\")"),
            (504, "\"5041800\"", "rejected true AskStatus(\"transfer_status\")"),
            // They disagree: no success, and nobody knows.
            (400, "\"2001800\"", "rejected true AskStatus(\"transfer_status\")"),
            (500, "\"2001800\"", "rejected true AskStatus(\"transfer_status\")"),
            (500, "\"4031814\"", "rejected true AskStatus(\"transfer_status\")"),
            (302, "\"2001800\"", "rejected true AskStatus(\"transfer_status\")"),
            (200, "\"05\"", "unreadable true AskStatus(\"transfer_status\")"),
            (500, "null", "unreadable true AskStatus(\"transfer_status\")"),
            (401, "\"x\"", "unreadable false No"),
            (429, "null", "unreadable false SameReference"),
        ] {
            assert_eq!(told(status, &format!(r#"{{"responseCode":{code}}}"#)), expected, "{status} {code}");
        }
    }

    #[test]
    fn what_is_no_message_is_kept_and_told_apart() {
        let html = "<html>Bad \"responseCode\" : 5001800, \"responseMessage\":\"General \u{7} Error\"</html>";
        for (status, body, end, reason) in [
            (500, html, BodyEnd::Complete, UnreadableReason::NotJson),
            (200, " ", BodyEnd::Complete, UnreadableReason::Empty),
            (200, "[]", BodyEnd::Complete, UnreadableReason::NotJson),
            (200, r#"{"responseCode":"20"#, BodyEnd::Broken, UnreadableReason::Truncated),
            (200, "{", BodyEnd::TimedOut, UnreadableReason::TooSlow),
            (200, "{", BodyEnd::TooLong, UnreadableReason::TooLong),
        ] {
            let call = CallInfo::new(&TRANSFER, None, b"{}");
            let error = judge(call, HttpResponse { end, ..answer(status, body) }).unwrap_err();
            assert_eq!(error.raw(), Some(body.as_bytes()));
            let SnapError::Unreadable(unreadable) = &error else { panic!("{error:?}") };
            assert_eq!((unreadable.reason(), unreadable.http_status(), error.is_ambiguous()), (reason, status, true));
        }
        let error = judged(500, html).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the answer to bank transfer cannot be read, the body is no JSON object: 5001800 General   Error \
             (HTTP 500, external ID 77, partnerReferenceNo P1)",
        );
    }

    #[test]
    fn a_question_is_never_ambiguous() {
        static STATUS: Endpoint = endpoint().service("status").effect(Effect::Read);
        for (status, body, advice) in [
            (504, r#"{"responseCode":"5043600"}"#, Advice::No),
            (502, "<html>", Advice::SameReference),
            (200, "", Advice::No),
        ] {
            let error = judge(CallInfo::new(&STATUS, None, b"{}"), answer(status, body)).unwrap_err();
            assert_eq!((error.is_ambiguous(), error.retry_advice()), (false, advice), "{status}");
        }
    }

    #[test]
    fn a_rejection_says_all_that_a_log_needs() {
        let body = r#"{"responseCode":"4031814","responseMessage":"Insufficient Funds","referenceNo":"R9","accountNo":"112233"}"#;
        let error = judged(403, body).unwrap_err();
        assert_eq!(
            error.to_string(),
            "bank transfer was refused: 4031814 Insufficient Funds \
             (HTTP 403, external ID 77, partnerReferenceNo P1, referenceNo R9)",
        );
        assert!(!format!("{error:?}").contains("112233"), "{error:?}");
    }
}
