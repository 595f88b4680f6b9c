//! What is wrong before any signature is looked at.

use snap_bi::Timestamp;
use snap_bi::rt::Age;
use snap_bi::server::Scheme;

use super::Mistake::{self, *};
use super::expected::Expected;
use super::known::Known;
use super::presented::Presented;

/// The headers that lead to a refusal with 401, in the order in which a server looks at them.
pub(super) fn findings(expected: &Expected<'_>, presented: &Presented<'_>, known: &Known) -> Vec<Mistake> {
    let time = time(presented, known);
    let caller =
        if expected.scheme == Scheme::Token { client_key(presented, known) } else { partner(presented, known) };
    let token = if expected.scheme == Scheme::Symmetric { token(presented, known) } else { None };
    let signature = presented.header("X-SIGNATURE").is_none().then_some(SignatureMissing);
    [time, caller, token, signature].into_iter().flatten().collect()
}

fn time(presented: &Presented<'_>, known: &Known) -> Option<Mistake> {
    let Some(text) = presented.header("X-TIMESTAMP") else { return Some(TimestampMissing) };
    let Ok(time) = Timestamp::parse(text) else { return Some(TimestampUnreadable) };
    let (now, window) = known.clock?;
    match time.age(now) {
        Age::Past(age) if age > window => Some(TimestampStale),
        Age::Future(age) if age > window => Some(TimestampAhead),
        _ => None,
    }
}

fn client_key(presented: &Presented<'_>, known: &Known) -> Option<Mistake> {
    let Some(key) = presented.header("X-CLIENT-KEY") else { return Some(ClientKeyMissing) };
    of_them(key, &known.client_keys, &known.partner_ids, PartnerIdAsClientKey)
}

fn partner(presented: &Presented<'_>, known: &Known) -> Option<Mistake> {
    of_them(presented.header("X-PARTNER-ID")?, &known.partner_ids, &known.client_keys, ClientKeyAsPartnerId)
}

fn of_them(name: &str, right: &[String], others: &[String], swapped: Mistake) -> Option<Mistake> {
    let among = |names: &[String]| names.iter().any(|other| other == name);
    match (among(right), among(others)) {
        (true, _) => None,
        (false, true) => Some(swapped),
        (false, false) => (!right.is_empty()).then_some(CallerUnknown),
    }
}

fn token(presented: &Presented<'_>, known: &Known) -> Option<Mistake> {
    let Some(text) = presented.header("Authorization") else { return Some(TokenMissing) };
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    let token = text.split_once(' ').filter(|(scheme, token)| {
        scheme.eq_ignore_ascii_case("Bearer") && !token.is_empty() && token.bytes().all(good)
    });
    let Some((_, token)) = token else { return Some(TokenNotBearer) };
    let tokens = known.tokens.as_ref()?;
    (!tokens.iter().any(|other| other.expose() == token)).then_some(TokenUnknown)
}
