//! What may have been the key of an HMAC.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::Mistake::{self, *};
use super::known::Known;
use super::presented::Presented;

/// A key, what it is called where it is the wrong one, and whose it is where it is somebody's.
pub(super) struct Key {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    pub(super) mistake: Option<Mistake>,
    pub(super) whose: Option<String>,
}

/// Every key that is tried, the right ones first.
pub(super) fn all(presented: &Presented<'_>, known: &Known) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let mut add = |bytes: Vec<u8>, mistake: Option<Mistake>, whose: Option<&String>| {
        let bytes = Zeroizing::new(bytes);
        if !keys.iter().any(|key| key.bytes == bytes) {
            keys.push(Key { bytes, mistake, whose: whose.cloned() });
        }
    };
    for secret in &known.secrets {
        add(secret.expose().into(), None, None);
    }
    for secret in &known.secrets {
        misread(secret.expose(), |bytes, mistake| add(bytes, Some(mistake), None));
    }
    for (whose, secret) in &known.other_secrets {
        add(secret.expose().into(), Some(SecretOfAnother), Some(whose));
    }
    let client_keys = known.client_keys.iter().map(String::as_str).chain(presented.header("X-CLIENT-KEY"));
    for key in client_keys.collect::<Vec<_>>() {
        add(key.into(), Some(ClientKeyAsSecret), None);
    }
    if let Some(token) = presented.token() {
        add(token.into(), Some(TokenAsSecret), None);
    }
    if !known.secrets.is_empty() {
        add(Vec::new(), Some(SecretEmpty), None);
    }
    keys
}

fn misread(secret: &str, mut add: impl FnMut(Vec<u8>, Mistake)) {
    for end in ["\n", "\r\n", "\r", "\0"] {
        add([secret, end].concat().into(), SecretLineEnd);
    }
    for (before, behind) in [("", " "), (" ", ""), (" ", " "), ("", "\t"), ("\u{feff}", "")] {
        add([before, secret, behind].concat().into(), SecretBlank);
    }
    for quote in ["\"", "'", "`"] {
        add([quote, secret, quote].concat().into(), SecretQuoted);
    }
    add(secret.trim().into(), SecretTrimmed);
    for engine in [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD] {
        if let Ok(bytes) = engine.decode(secret) {
            add(bytes, SecretDecoded);
        }
    }
    if let Some(bytes) = super::encoding::hex(secret) {
        add(bytes, SecretDecoded);
    }
    add(percent_encoding::percent_decode_str(secret).collect(), SecretDecoded);
    add(STANDARD.encode(secret).into(), SecretEncoded);
    add(super::encoding::to_hex(secret.as_bytes()).into(), SecretEncoded);
    add(
        percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC).to_string().into(),
        SecretEncoded,
    );
    add(secret.encode_utf16().flat_map(u16::to_le_bytes).collect(), SecretEncoded);
    add(secret.to_lowercase().into(), SecretOtherCase);
    add(secret.to_uppercase().into(), SecretOtherCase);
    for end in ['#', '$', '=', ';', ' ', '&', '%'] {
        if let Some((start, rest)) = secret.split_once(end).filter(|(start, _)| !start.is_empty()) {
            add(start.into(), SecretCut);
            add([start, &end.to_string()].concat().into(), SecretCut);
            add(rest.into(), SecretCut);
        }
    }
    for size in [32, 64] {
        if let Some(start) = secret.get(..size) {
            add(start.into(), SecretCut);
        }
    }
}
