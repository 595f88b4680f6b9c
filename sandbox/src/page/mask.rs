//! Secrets, out of sight. They are keys of a sandbox, and screenshots and exports go to people who cannot know that.

use std::borrow::Cow;
use std::iter;

use http::{HeaderName, HeaderValue, Uri};

/// In place of a secret.
pub(crate) const MASKED: &str = "[masked]";

/// Members of messages and parameters of addresses that hold a secret.
const MEMBERS: &[&str] = &[
    "accessToken",
    "refreshToken",
    "customerToken",
    "userAccessToken",
    "authCode",
    "clientSecret",
    "chargeToken",
    "bankCardToken",
    "cardToken",
    "merchantToken",
    "accountToken",
    "linkageToken",
    "paymentOptionToken",
    "tokenId",
    "token",
    "otp",
    "passApp",
    "apiKey",
];

/// Whether a header's value is a secret.
fn is_secret(name: &str) -> bool {
    name.starts_with("authorization")
        || matches!(name, "x-signature" | "proxy-authorization" | "cookie" | "set-cookie" | "x-api-key")
        || name.contains("token")
        || name.contains("secret")
}

/// A header's value as text; the word before a token stays.
pub(crate) fn header(name: &HeaderName, value: &HeaderValue, shown: bool) -> String {
    let text = String::from_utf8_lossy(value.as_bytes());
    if shown || !is_secret(name.as_str()) {
        return text.into_owned();
    }
    match text.split_once(' ') {
        Some((word, _)) if word.eq_ignore_ascii_case("bearer") => format!("{word} {MASKED}"),
        _ => MASKED.to_owned(),
    }
}

/// An address.
pub(crate) fn uri(uri: &Uri, shown: bool) -> String {
    let whole = uri.to_string();
    let Some((path, query)) = whole.split_once('?').filter(|_| !shown) else { return whole };
    let masked = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if is_member(name) => format!("{name}={MASKED}"),
        _ => pair.to_owned(),
    });
    format!("{path}?{}", masked.collect::<Vec<_>>().join("&"))
}

fn is_member(name: &str) -> bool {
    MEMBERS.iter().any(|member| member.eq_ignore_ascii_case(name))
}

/// A body as it came, but for the values of members that hold secrets.
///
/// It is read piece by piece and not as JSON: what came is what is to be seen, blanks, slips and all.
pub(crate) fn body(bytes: &[u8], shown: bool) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(bytes);
    if shown || !MEMBERS.iter().any(|member| contains(&text, member)) {
        return text;
    }
    let mut masked = String::with_capacity(text.len());
    let mut secret = false;
    for piece in pieces(&text) {
        match piece {
            Piece::Text(_) if std::mem::take(&mut secret) => {
                masked.push('"');
                masked.push_str(MASKED);
                masked.push('"');
            }
            Piece::Text(text) => masked.push_str(text),
            Piece::Name(name) => {
                masked.push_str(name);
                secret = serde_json::from_str::<String>(name).is_ok_and(|name| is_member(&name));
            }
            Piece::Between(between) => {
                secret &= between.chars().all(|c| c.is_whitespace() || c == ':');
                masked.push_str(between);
            }
        }
    }
    Cow::Owned(masked)
}

fn contains(text: &str, member: &str) -> bool {
    let wanted = member.as_bytes();
    text.as_bytes().windows(wanted.len()).any(|window| window.eq_ignore_ascii_case(wanted)) || text.contains("\\u")
}

/// A piece of JSON: a string that names a member, another string, what stands between strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Name(&'a str),
    Text(&'a str),
    Between(&'a str),
}

/// Takes a text apart. Whatever comes, all of it comes out.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if !rest.starts_with('"') {
            let (between, after) = rest.split_at(rest.find('"').unwrap_or(rest.len()));
            rest = after;
            return Some(Piece::Between(between));
        }
        let (string, after) = rest.split_at(string_end(rest));
        rest = after;
        let named = rest.trim_start().starts_with(':');
        Some(if named { Piece::Name(string) } else { Piece::Text(string) })
    })
}

/// Where a string ends that begins a text.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_masked_where_they_stand_and_nothing_else_changes() {
        for (came, seen) in [
            (r#"{"accessToken" : "a\"b", "x":1}"#, r#"{"accessToken" : "[masked]", "x":1}"#),
            (r#"{"access\u0054oken":"secret"}"#, r#"{"access\u0054oken":"[masked]"}"#),
            (r#"{"note":"accessToken","a":"b"}"#, r#"{"note":"accessToken","a":"b"}"#),
            (r#"{"token":{"a":"b"}}"#, r#"{"token":{"a":"b"}}"#),
            (r#"{"otp":"12"#, r#"{"otp":"[masked]""#),
        ] {
            assert_eq!(body(came.as_bytes(), false), seen);
            assert_eq!(body(came.as_bytes(), true), came);
        }
    }

    #[test]
    fn a_bearer_stays_one() {
        let masked = |name: &'static str, value: &'static str| {
            header(&HeaderName::from_static(name), &HeaderValue::from_static(value), false)
        };
        assert_eq!(masked("authorization", "Bearer abc"), "Bearer [masked]");
        assert_eq!(masked("x-signature", "abc"), "[masked]");
        assert_eq!(masked("x-partner-id", "82150"), "82150");
        let address = Uri::from_static("/back?authCode=1&state=2");
        assert_eq!(uri(&address, false), "/back?authCode=[masked]&state=2");
    }
}
