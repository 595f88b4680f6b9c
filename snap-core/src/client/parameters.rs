//! Members of a request that travel in the path or the query, and the body that remains.

use std::borrow::Cow;

use bytes::Bytes;
use serde_json::value::RawValue;

use crate::check::violation::{Broken, Violation};
use crate::json::decode::DecodeError;
use crate::json::extra::Form;
use crate::json::raw::{self, Member, Members};
use crate::meta::endpoint::{Endpoint, Method, Parameter, ParameterEncoding, ParameterLocation};

/// Where a request goes, and what is left for its body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Routed {
    /// Path of the endpoint with its parameters, percent-encoded.
    pub path: String,
    /// The same path as it is signed, where the endpoint says another one.
    pub signed_path: Option<String>,
    /// Query string, percent-encoded, without the question mark.
    pub query: Option<String>,
    /// The very bytes that are hashed and sent.
    pub body: Option<Bytes>,
}

/// Takes the members that the endpoint calls parameters out of a request. What cannot stand in a path or a query is
/// added to `found`.
///
/// GET and DELETE have a body only where members remain (Faspay, services 26 and 31); POST and PUT always have one.
///
/// `object`: the request is known to be a JSON object, written by ourselves.
pub(super) fn route(
    endpoint: &Endpoint,
    request: Bytes,
    object: bool,
    found: &mut Vec<Violation>,
) -> Result<Routed, DecodeError> {
    let bodiless = matches!(endpoint.method, Method::Get | Method::Delete);
    if object && endpoint.parameters.is_empty() && !bodiless {
        let signed_path = endpoint.signed_path.map(str::to_owned);
        return Ok(Routed { path: endpoint.path.to_owned(), signed_path, query: None, body: Some(request) });
    }
    let Members(mut members) = raw::members_of_text(&request)?;
    let mut path = endpoint.path.to_owned();
    let mut signed_path = endpoint.signed_path.map(str::to_owned);
    let mut query = String::new();
    for parameter in endpoint.parameters {
        let value = take(&mut members, parameter.name).and_then(|value| text(parameter.name, value, found));
        match (parameter.location, value) {
            (ParameterLocation::Path, value) => {
                let value = value.unwrap_or_default();
                // A client or a gateway resolves dots, and then another path is called than was signed.
                if matches!(&*value, "" | "." | "..") {
                    let rule = if value.is_empty() { Broken::Missing } else { Broken::Pattern };
                    found.push(Violation { path: parameter.name.to_owned(), rule });
                }
                let mut encoded = String::new();
                push_value(&mut encoded, parameter, &value, found);
                let place = format!("{{{}}}", parameter.name);
                path = path.replace(&place, &encoded);
                signed_path = signed_path.map(|path| path.replace(&place, &encoded));
            }
            (ParameterLocation::Query, None) => {}
            (ParameterLocation::Query, Some(value)) => {
                if !query.is_empty() {
                    query.push('&');
                }
                encode(&mut query, parameter.name);
                query.push('=');
                push_value(&mut query, parameter, &value, found);
            }
        }
    }
    let body = if bodiless && members.iter().all(|member| member.taken) {
        None
    } else if endpoint.parameters.is_empty() {
        Some(request.clone())
    } else {
        Some(remaining(&members))
    };
    Ok(Routed { path, signed_path, query: (!query.is_empty()).then_some(query), body })
}

/// The last member of a name, for that is what counts; none if it is null.
fn take<'a>(members: &mut [Member<'a>], name: &str) -> Option<&'a RawValue> {
    let mut value = None;
    for member in members.iter_mut().filter(|member| member.name == name) {
        member.taken = true;
        value = Some(member.raw);
    }
    value.filter(|value| raw::form(value) != Form::Null)
}

/// A value as text. A list of single values is joined with commas (ASPI, `scopes` of service 10); what is neither has no
/// place in an address.
fn text<'a>(name: &str, value: &'a RawValue, found: &mut Vec<Violation>) -> Option<Cow<'a, str>> {
    let text = single(value).or_else(|| {
        let elements = raw::elements(value)?;
        let texts: Option<Vec<_>> = elements.into_iter().map(single).collect();
        texts.map(|texts| Cow::Owned(texts.join(",")))
    });
    if text.is_none() {
        found.push(Violation { path: name.to_owned(), rule: Broken::WrongShape(raw::form(value)) });
    }
    text
}

fn single(value: &RawValue) -> Option<Cow<'_, str>> {
    match raw::form(value) {
        Form::Text => raw::text(value),
        Form::Number | Form::Boolean => Some(Cow::Borrowed(value.get())),
        _ => None,
    }
}

fn remaining(members: &[Member<'_>]) -> Bytes {
    let mut body = String::from("{");
    for member in members.iter().filter(|member| !member.taken) {
        if body.len() > 1 {
            body.push(',');
        }
        raw::push_text(&mut body, &member.name);
        body.push(':');
        raw::push_compact(&mut body, member.raw.get());
    }
    body.push('}');
    Bytes::from(body)
}

const fn unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Percent-encodes everything but the unreserved characters, with upper-case digits (RFC 3986, sections 2.1 and 2.3).
pub(super) fn encode(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if unreserved(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 0xf)]));
        }
    }
}

/// A value as it stands in an address. What should be percent-encoded and is not is refused: to encode it here would
/// send another text than the one that was signed, and to send it as it is could add a parameter.
fn push_value(out: &mut String, parameter: &Parameter, value: &str, found: &mut Vec<Violation>) {
    match parameter.encoding {
        ParameterEncoding::Plain | ParameterEncoding::Json => encode(out, value),
        ParameterEncoding::Percent if is_percent_encoded(value) => out.push_str(value),
        ParameterEncoding::Percent => {
            found.push(Violation { path: parameter.name.to_owned(), rule: Broken::Pattern });
        }
    }
}

/// Whether a text has nothing but unreserved characters and triplets.
fn is_percent_encoded(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let triplet = byte == b'%' && (0..2).all(|_| bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit()));
        if !triplet && !unreserved(byte) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::fixture::endpoint;

    const ID: Parameter = Parameter::path("id");
    const Q: Parameter = Parameter::query("q");
    const R: Parameter = Parameter::query("r");
    const ENCODED: Parameter = Q.percent_encoded();

    fn routed(method: Method, parameters: &'static [Parameter], json: &str) -> (Routed, Vec<String>) {
        let path = if parameters.contains(&ID) { "/v1.0/card/{id}/limit" } else { "/v1.0/x" };
        let endpoint = Endpoint { method, ..endpoint().post(path).parameters(parameters) };
        let mut found = Vec::new();
        let body = Bytes::copy_from_slice(json.as_bytes());
        let routed = route(&endpoint, body.clone(), false, &mut found).unwrap();
        // What is known to be an object goes the same way.
        assert_eq!(route(&endpoint, body, true, &mut Vec::new()).unwrap(), routed);
        (routed, found.iter().map(ToString::to_string).collect())
    }

    fn line(routed: &Routed) -> String {
        let query = routed.query.as_ref().map_or_else(String::new, |query| format!("?{query}"));
        let body = routed.body.as_ref().map_or("none".into(), |body| String::from_utf8_lossy(body).into_owned());
        format!("{}{query} {body}", routed.path)
    }

    #[test]
    fn members_travel_where_the_endpoint_says() {
        use Method::{Delete, Get, Post};
        for (method, parameters, json, expected) in [
            (Post, &[][..], r#"{"a": 1}"#, r#"/v1.0/x {"a": 1}"#),
            (Post, &[], "{}", "/v1.0/x {}"),
            (Get, &[], "{}", "/v1.0/x none"),
            (Get, &[], r#"{"a":1}"#, r#"/v1.0/x {"a":1}"#),
            (Delete, &[], r#"{"a":1}"#, r#"/v1.0/x {"a":1}"#),
            (Get, &[ID], r#"{"id":"a/b c"}"#, "/v1.0/card/a%2Fb%20c/limit none"),
            (Get, &[ID, Q], r#"{"q":true,"id":12,"a": [1, "x y"]}"#, r#"/v1.0/card/12/limit?q=true {"a":[1,"x y"]}"#),
            (Get, &[Q, R], r#"{"r":"é&=+'","q":"\u0041"}"#, "/v1.0/x?q=A&r=%C3%A9%26%3D%2B%27 none"),
            (Get, &[Q, R], r#"{"r":null}"#, "/v1.0/x none"),
            (Get, &[Q], r#"{"q":"a","q":"b"}"#, "/v1.0/x?q=b none"),
            (Get, &[Q], r#"{"q":""}"#, "/v1.0/x?q= none"),
            (Get, &[Q], r#"{"q":["A","B c",1]}"#, "/v1.0/x?q=A%2CB%20c%2C1 none"),
            (Post, &[Q], r#"{"q":"a"}"#, "/v1.0/x?q=a {}"),
        ] {
            let (routed, found) = routed(method, parameters, json);
            assert_eq!((line(&routed).as_str(), found), (expected, Vec::new()), "{json}");
        }
    }

    #[test]
    fn the_spec_says_whether_a_value_is_encoded_and_not_its_look() {
        for (value, expected) in [
            ("%7B%22a%22%3A%22b%2Bc%22%7D", "%257B%2522a%2522%253A%2522b%252Bc%2522%257D"),
            ("100%41", "100%2541"),
            ("50% off", "50%25%20off"),
            ("gsf+/=", "gsf%2B%2F%3D"),
        ] {
            let (routed, found) = routed(Method::Get, &[Q], &format!(r#"{{"q":"{value}"}}"#));
            assert_eq!((routed.query, found), (Some(format!("q={expected}")), Vec::new()));
        }
        for value in ["%7B%22a%22%3A%22b%2Bc%22%7D", "plain", "", "a%3db"] {
            let (routed, found) = routed(Method::Get, &[ENCODED], &format!(r#"{{"q":"{value}"}}"#));
            assert_eq!((routed.query, found), (Some(format!("q={value}")), Vec::new()));
        }
        for value in ["a&b=c", "a b", "100%", "100%2", "%zz", "é"] {
            let (_, found) = routed(Method::Get, &[ENCODED], &format!(r#"{{"q":"{value}"}}"#));
            assert!(matches!(found.as_slice(), [one] if one.starts_with("q: ")), "{value}: {found:?}");
        }
    }

    #[test]
    fn refuses_what_cannot_stand_in_an_address() {
        for (json, expected) in [
            ("{}", "id: missing, it is mandatory"),
            (r#"{"id":null}"#, "id: missing, it is mandatory"),
            (r#"{"id":".."}"#, "id: "),
            (r#"{"id":"."}"#, "id: "),
            (r#"{"id":{}}"#, "id: came as an object"),
            (r#"{"id":[["a"]]}"#, "id: came as an array"),
        ] {
            let (_, found) = routed(Method::Get, &[ID], json);
            assert!(found.iter().any(|found| found.starts_with(expected)), "{json}: {found:?}");
        }
        assert!(route(&endpoint(), Bytes::from_static(b"[]"), false, &mut Vec::new()).is_err());
    }
}
