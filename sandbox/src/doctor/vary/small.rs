//! Method, token, client key.

use crate::doctor::Mistake::*;
use crate::doctor::expected::Expected;
use crate::doctor::known::Known;
use crate::doctor::presented::Presented;
use crate::doctor::ways::{Reach, Ways, Written, written};

/// So many other tokens are tried: who mixes tokens up has a fresh one and an old one.
const TOKENS: usize = 8;

/// The methods that may have been signed.
pub(in crate::doctor) fn methods(expected: &Expected<'_>) -> Ways<Written> {
    let right = expected.endpoint.method.as_str();
    let mut ways = Ways::right(written(right));
    ways.any(written(right.to_lowercase()), MethodCase);
    let capital = [&right[..1], &right[1..].to_lowercase()].concat();
    ways.any(written(capital), MethodCase);
    for other in ["POST", "GET", "PUT", "DELETE", "PATCH"] {
        ways.any(written(other), MethodOther);
        ways.add(Reach::Pair, written(other.to_lowercase()), &[MethodOther, MethodCase]);
    }
    ways.pair(None, MethodLeftOut);
    ways
}

/// The access tokens that may have been signed. An RSA signature is made without one.
pub(in crate::doctor) fn tokens(presented: &Presented<'_>, known: &Known, symmetric: bool) -> Ways<Written> {
    let token = presented.token();
    if !symmetric {
        let mut ways = Ways::right(None);
        for token in token.into_iter().chain(others(known)) {
            ways.any(written(token), TokenInAsymmetric);
        }
        ways.any(written(""), TokenInAsymmetric);
        return ways;
    }
    let mut ways = Ways::right(token.map(Vec::from));
    ways.any(None, TokenLeftOut);
    ways.any(written(""), TokenLeftOut);
    if let Some(token) = token {
        for scheme in ["Bearer ", "bearer ", "BEARER ", "Bearer", "Bearer:"] {
            ways.any(written([scheme, token].concat()), TokenWithBearer);
        }
        ways.any(written(token.to_lowercase()), TokenCase);
        ways.any(written(token.to_uppercase()), TokenCase);
        for (before, behind) in [("", "\n"), ("", " "), (" ", ""), ("\"", "\""), ("'", "'"), ("", "\r\n")] {
            ways.pair(written([before, token, behind].concat()), TokenUntidy);
        }
    }
    if let Some(whole) = presented.header("Authorization") {
        ways.any(written(whole), TokenWithBearer);
    }
    if let Some(customer) = presented.header("Authorization-Customer") {
        ways.any(written(customer.rsplit(' ').next().unwrap_or(customer)), TokenOther);
    }
    for other in others(known) {
        ways.any(written(other), TokenOther);
    }
    ways
}

/// The tokens that were given out last.
fn others(known: &Known) -> impl Iterator<Item = &str> {
    known.tokens.iter().flatten().rev().take(TOKENS).map(|token| token.expose())
}

/// The client keys that may have been signed for a token.
pub(in crate::doctor) fn client_keys(
    expected: &Expected<'_>,
    presented: &Presented<'_>,
    known: &Known,
) -> Ways<Written> {
    let right = expected.client_key;
    let mut ways = Ways::right(written(right));
    for key in &known.client_keys {
        ways.any(written(key.as_str()), ClientKeyOther);
    }
    for id in known.partner_ids.iter().map(String::as_str).chain(presented.header("X-PARTNER-ID")) {
        ways.any(written(id), PartnerIdInString);
    }
    ways.any(written(right.to_lowercase()), ClientKeyOther);
    ways.any(written(right.to_uppercase()), ClientKeyOther);
    for (before, behind) in [("", "\n"), ("", " "), ("\"", "\"")] {
        ways.pair(written([before, right, behind].concat()), ClientKeyOther);
    }
    ways.any(None, ClientKeyLeftOut);
    ways.any(written(""), ClientKeyLeftOut);
    ways
}
