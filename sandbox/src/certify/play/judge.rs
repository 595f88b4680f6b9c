//! What is made of an answer. All that is wrong is said, not only what comes first.

use serde_json::Value;
use snap_bi::rt::{MessageKind, Presence, ProviderEntry};
use snap_bi::{Context, Endpoint, ResponseCode};

use super::{Call, Sent, body};
use crate::certify::data::Missing;
use crate::certify::list::{Case, Is, MemberCheck};
use crate::certify::{Data, pattern};

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// Characters of the longest message.
const MESSAGE: usize = 150;

/// Everything that is wrong with an answer.
pub(crate) fn judge(
    (provider, endpoint): (&ProviderEntry, &Endpoint),
    case: &Case,
    call: &Call,
    answer: &Answer,
    (first, data): (Option<&Sent>, &Data),
) -> Vec<String> {
    let mut wrong = Vec::new();
    carried(endpoint, answer, &mut wrong);
    let Some(json) = answer.json().filter(Value::is_object) else {
        wrong.push("the body is no JSON object".to_owned());
        return wrong;
    };
    let said = body::text(&json, "responseCode").unwrap_or_default();
    let codes = case.expect.codes(endpoint.code);
    if !codes.contains(&said) {
        wrong.push(format!("responseCode is {}, not {}", shown(&said), codes.join(" or ")));
    }
    status(case, &codes, &said, answer, &mut wrong);
    message(endpoint, case, call, &json, &mut wrong);
    for (path, check) in &case.expect.members {
        member(path, check, &json, call, first, data, &mut wrong);
    }
    if said.starts_with('2') && codes.contains(&said) {
        valid(provider, endpoint, answer, &mut wrong);
    }
    wrong
}

/// Headers of the answer. A refusal may not know what it would have to repeat, but it has a time.
fn carried(endpoint: &Endpoint, answer: &Answer, wrong: &mut Vec<String>) {
    let kind = answer.header("Content-Type").unwrap_or_default();
    if kind.split(';').next().is_none_or(|kind| !kind.trim().eq_ignore_ascii_case("application/json")) {
        wrong.push(format!("Content-Type is {}, not application/json", shown(kind)));
    }
    let answered = (200..300).contains(&answer.status);
    let mandatory = endpoint
        .headers
        .response
        .iter()
        .filter(|rule| rule.presence == Presence::M && (answered || rule.is_named("X-TIMESTAMP")));
    for rule in mandatory.filter(|rule| answer.header(rule.name).is_none() && !rule.is_named("Content-Type")) {
        wrong.push(format!("the answer has no header {}", rule.name));
    }
}

fn status(case: &Case, codes: &[String], said: &str, answer: &Answer, wrong: &mut Vec<String>) {
    let of_code = |code: &str| code.get(..3).and_then(|digits| digits.parse::<u16>().ok());
    // With several codes the status is that of the one that was said.
    let code = if codes.iter().any(|code| code == said) { Some(said) } else { codes.first().map(String::as_str) };
    let wanted = case.expect.status.or_else(|| of_code(code?));
    if let Some(wanted) = wanted.filter(|wanted| *wanted != answer.status) {
        wrong.push(format!("the HTTP status is {}, not {wanted}", answer.status));
    }
}

fn message(endpoint: &Endpoint, case: &Case, call: &Call, json: &Value, wrong: &mut Vec<String>) {
    let Some(said) = body::text(json, "responseMessage").filter(|said| !said.trim().is_empty()) else {
        wrong.push("responseMessage is missing".to_owned());
        return;
    };
    if said.chars().count() > MESSAGE {
        wrong.push(format!(
            "responseMessage has {} characters, and at most {MESSAGE} may be sent",
            said.chars().count()
        ));
    }
    let Some(wanted) = &case.expect.message else { return };
    let wanted = wanted.replace("{field}", call.field.as_deref().unwrap_or("{any}"));
    // A provider that has words of its own for a code is answered with these where the standard's are expected.
    let own = case.service.is_none().then(|| own_words(endpoint, case)).flatten();
    if !pattern::matches(&wanted, &said) && !own.is_some_and(|own| pattern::matches(&own, &said)) {
        wrong.push(format!("responseMessage is {}, not {}", shown(&said), shown(&wanted.replace("{any}", "…"))));
    }
}

/// The provider's own words for the expected code.
fn own_words(endpoint: &Endpoint, case: &Case) -> Option<String> {
    let code = ResponseCode::parse(&case.expect.code.replace("xx", endpoint.code)).ok()?;
    let row = endpoint.codes.rows.iter().find(|row| row.http == code.http() && row.case == code.case())?;
    Some(pattern::of_table(row.message))
}

fn member(
    path: &str,
    check: &MemberCheck,
    json: &Value,
    call: &Call,
    first: Option<&Sent>,
    data: &Data,
    wrong: &mut Vec<String>,
) {
    let said = body::text(json, path);
    let MemberCheck { equal, echo, is } = check;
    let mut same = |wanted: Option<String>, whose: &str| {
        if said != wanted {
            let (said, wanted) = (said.as_deref(), wanted.as_deref());
            wrong.push(format!("{path} is {}, not {}{whose}", shown_or(said), shown_or(wanted)));
        }
    };
    if let Some(text) = equal {
        match data.fill(text, &|_| None) {
            Ok(text) => same(Some(text), ""),
            Err(Missing(name)) => same(Some(format!("{{{name}}}")), ", which nobody gave"),
        }
    }
    if let Some(echo) = echo {
        same(body::text(&call.json, echo), " as in the request");
    }
    match is {
        Some(Is::First) => {
            let before = first.and_then(|first| body::text(&first.answer.json()?, path));
            same(before, " as in the first answer");
        }
        Some(Is::Present)
            if said.as_deref().is_none_or(str::is_empty)
                && body::get(json, path).is_none_or(|value| !value.is_object() && !value.is_array()) =>
        {
            wrong.push(format!("{path} is missing"));
        }
        Some(Is::Absent) if body::get(json, path).is_some_and(|value| !value.is_null()) => {
            wrong.push(format!("{path} is there, and should not be"));
        }
        Some(Is::Present | Is::Absent) | None => {}
    }
}

/// Rules of the page that the answer breaks.
fn valid(provider: &ProviderEntry, endpoint: &Endpoint, answer: &Answer, wrong: &mut Vec<String>) {
    let mut shapes = provider
        .messages
        .iter()
        .filter(|entry| entry.service == endpoint.service && entry.kind == MessageKind::Response);
    let mut broken = Vec::new();
    let fits = shapes.any(|entry| {
        match (entry.decode)(&answer.body).map(|message| message.any_validate_received(&Context::default())) {
            Ok(Ok(())) => true,
            Ok(Err(violations)) => {
                broken = violations.iter().map(ToString::to_string).collect();
                false
            }
            Err(error) => {
                broken = vec![error.to_string()];
                false
            }
        }
    });
    if !fits {
        wrong.append(&mut broken);
    }
}

fn shown(text: &str) -> String {
    if text.is_empty() { "missing".to_owned() } else { format!("“{text}”") }
}

fn shown_or(text: Option<&str>) -> String {
    text.map_or_else(|| "missing".to_owned(), |text| format!("“{text}”"))
}
