//! Signatures for who has no code yet: the helpers of the standard's test site, so that a collection of requests can begin.

use http::request::Parts;
use serde_json::{Value, json};
use snap_bi::national::profiles;
use snap_bi::rt::SigningProfile;
use snap_bi::signing::{self, MacKey, PrivateKey, Target, token_string, transaction_string};
use snap_bi::{Method, ProviderEntry, Secret};

use crate::partner::{CLIENT_KEY, CLIENT_SECRET, PARTNER_KEY};

/// The end of the helpers' paths (ASPI developer site, "Keamanan", code snippets).
const AUTH: &str = "/utilities/signature-auth";
const SERVICE: &str = "/utilities/signature-service";

/// What a helper answers, if it is one that is called: a signature and the string that it is of, or what is wrong.
pub(crate) fn answer(provider: &ProviderEntry, parts: &Parts, body: &[u8]) -> Option<Result<Value, String>> {
    let path = parts.uri.path();
    if path.ends_with(AUTH) {
        return Some(of_token(parts));
    }
    path.ends_with(SERVICE).then(|| of_service(provider, parts, body))
}

fn of_token(parts: &Parts) -> Result<Value, String> {
    let time = needed(parts, &["X-TIMESTAMP"])?;
    let client = header(parts, &["X-CLIENT-KEY"]).unwrap_or(CLIENT_KEY);
    let text = token_string(client, time);
    Ok(signed(&text, &by_key(parts, &text, &profiles::SIGNING_STANDARD)?))
}

fn of_service(provider: &ProviderEntry, parts: &Parts, body: &[u8]) -> Result<Value, String> {
    let time = needed(parts, &["X-TIMESTAMP"])?;
    // The sample of the site has it without a t.
    let url = needed(parts, &["EndpointUrl", "EndpoinUrl"])?;
    let method = match header(parts, &["HttpMethod"]).unwrap_or("POST").to_ascii_uppercase().as_str() {
        "GET" => Method::Get,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "DELETE" => Method::Delete,
        other => return Err(format!("HttpMethod is `{other}`: write GET, POST, PUT or DELETE")),
    };
    let (path, query) = url.split_once('?').map_or((url, None), |(path, query)| (path, Some(query)));
    if !path.starts_with('/') {
        return Err(format!("EndpointUrl is `{url}`: write the path that is called, such as /v1.0/balance-inquiry"));
    }
    let endpoint = provider.endpoints.iter().find(|endpoint| endpoint.path == path);
    let profile = endpoint.map_or(&profiles::SIGNING_STANDARD, |endpoint| endpoint.signing);
    let signed_path = endpoint.and_then(|endpoint| endpoint.signed_path).unwrap_or(path);
    let prefix = endpoint.filter(|_| signed_path == path).map_or("", |endpoint| endpoint.prefix());
    let target = Target { path: signed_path, prefix, query };
    let token = header(parts, &["AccessToken"]).map(|token| token.trim_start_matches("Bearer "));
    let text = transaction_string(profile, method, &target, token, body, time);
    let signature = match token {
        Some(_) => {
            let secret = header(parts, &["X-CLIENT-SECRET"]).unwrap_or(CLIENT_SECRET);
            MacKey::new(&Secret::new(secret)).sign(text.as_bytes()).encode(profile.encoding)
        }
        None => by_key(parts, &text, profile)?,
    };
    Ok(signed(&text, &signature))
}

fn signed(text: &str, signature: &str) -> Value {
    json!({ "signature": signature, "stringToSign": text })
}

/// With the private key of the call, or the sandbox's own of the partner.
fn by_key(parts: &Parts, text: &str, profile: &SigningProfile) -> Result<String, String> {
    let given = header(parts, &["Private_Key", "Private-Key"]).map(|key| key.replace("\\n", "\n"));
    let key = PrivateKey::load(given.as_deref().unwrap_or(PARTNER_KEY).as_bytes())
        .map_err(|e| format!("Private_Key: {e}"))?;
    let signer = signing::signer(&key).map_err(|error| format!("Private_Key: {error}"))?;
    let signature = signer.sign(text.as_bytes()).map_err(|error| error.to_string())?;
    Ok(signature.encode(profile.encoding))
}

fn header<'p>(parts: &'p Parts, names: &[&str]) -> Option<&'p str> {
    let value = names.iter().find_map(|name| parts.headers.get(*name))?.to_str().ok()?.trim();
    (!value.is_empty()).then_some(value)
}

fn needed<'p>(parts: &'p Parts, names: &[&str]) -> Result<&'p str, String> {
    header(parts, names).ok_or_else(|| format!("{} is missing: send it as a header", names[0]))
}
