//! What is never written down: tokens, signatures, secrets.

use serde_json::Value;

/// What stands in its place.
pub const MASK: &str = "***";

/// Headers whose values open something.
const HEADERS: [&str; 4] = ["authorization", "authorization-customer", "x-signature", "x-client-secret"];

/// Parts of the names of members whose values open something.
const MEMBERS: [&str; 8] = ["token", "secret", "password", "signature", "authcode", "otp", "passapp", "pin"];

/// A header as it may be shown.
#[must_use]
pub fn header(name: &str, value: &str) -> String {
    if !HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
        return value.to_owned();
    }
    match value.split_once(' ') {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("bearer") => format!("{scheme} {MASK}"),
        _ => MASK.to_owned(),
    }
}

/// A body as it may be shown: indented, if it is JSON. What is none is shown as it came, if it is text.
#[must_use]
pub fn body(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return String::new();
    }
    match serde_json::from_slice::<Value>(bytes) {
        Ok(mut value) => {
            members(&mut value);
            format!("{value:#}")
        }
        Err(_) => shortened(&String::from_utf8_lossy(bytes)),
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // A shipping or a mapping is no PIN.
    MEMBERS.iter().any(|part| if *part == "pin" || *part == "otp" { name == *part } else { name.contains(part) })
}

fn members(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                match value {
                    // `tokenType` is no token.
                    Value::String(text) if is_secret(name) && name != "tokenType" => MASK.clone_into(text),
                    other => members(other),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(members),
        _ => {}
    }
}

/// A page has room for so much of a body that is no JSON.
const MOST: usize = 600;

fn shortened(text: &str) -> String {
    // What is no JSON any more may still hold a token in plain sight.
    let mut shown = String::new();
    for line in text.split_inclusive(['\n', ',']) {
        let name = line.split(':').next().unwrap_or_default();
        let secret = MEMBERS.iter().any(|part| name.to_ascii_lowercase().contains(part));
        shown.push_str(if secret { MASK } else { line });
        if shown.len() > MOST {
            return format!("{}… ({} bytes)", shown.chars().take(MOST).collect::<String>(), text.len());
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_opens_something_is_shown() {
        assert_eq!(header("Authorization", "Bearer abc"), "Bearer ***");
        assert_eq!(header("X-SIGNATURE", "abc"), "***");
        assert_eq!(header("X-PARTNER-ID", "abc"), "abc");
        let shown = body(br#"{"accessToken":"abc","a":[{"clientSecret":"abc"}],"tokenType":"Bearer","shipping":"x"}"#);
        assert!(!shown.contains("abc") && shown.contains("Bearer") && shown.contains("\"x\""), "{shown}");
        assert!(!body(br#"{"accessToken":"abc","#).contains("abc"));
    }
}
