//! The same service as somebody writes it who has no server of ours: the checks that a call needs, a map under a lock in which
//! it is claimed, and a task in which it is carried out, so that whoever hangs up takes nothing with him.
//!
//! No more than that: names that come twice in JSON are read, nothing that is refused says why, nothing ever leaves the map, and
//! nobody is told of anything.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256, Sha512};
use snap_bi::signing::{body_hash, minify};
use snap_bi::{Model as _, Timestamp, TimestampForm};
use snap_stress::callers::{Bank, PARTNER};
use snap_stress::shop::{PAYMENT, PaymentRequest};

const WINDOW: Duration = Duration::from_secs(300);

struct Shop {
    /// The keyed state of each partner's secret.
    secrets: HashMap<&'static str, Hmac<Sha512>>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// By the hash of the token: whose it is, and how long.
    tokens: HashMap<[u8; 32], (&'static str, SystemTime)>,
    /// What was asked for by external ID and by reference, and what was answered.
    claims: HashMap<String, Claim>,
}

#[derive(Clone)]
struct Claim {
    content: [u8; 32],
    answer: Option<Bytes>,
}

type Answer = ([(header::HeaderName, String); 2], Bytes);

async fn payment(
    State(shop): State<Arc<Shop>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Answer, StatusCode> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).ok_or(StatusCode::BAD_REQUEST);
    if text("content-type")? != "application/json" || text("channel-id")?.len() > 5 {
        return Err(StatusCode::BAD_REQUEST);
    }
    let (timestamp, now) = (text("x-timestamp")?, SystemTime::now());
    let called = Timestamp::parse(timestamp).map_err(|_| StatusCode::BAD_REQUEST)?;
    if called.age(now).abs() > WINDOW {
        return Err(StatusCode::UNAUTHORIZED);
    }
    let external = text("x-external-id")?.to_owned();
    if external.len() > 36 {
        return Err(StatusCode::BAD_REQUEST);
    }
    let partner = text("x-partner-id")?;
    let (&partner, key) = shop.secrets.get_key_value(partner).ok_or(StatusCode::UNAUTHORIZED)?;
    let token = text("authorization")?.strip_prefix("Bearer ").ok_or(StatusCode::UNAUTHORIZED)?;
    let hash: [u8; 32] = Sha256::digest(token).into();
    let holder = shop.kept.lock().expect("no panic").tokens.get(&hash).copied();
    if holder.is_none_or(|(holder, until)| holder != partner || until < now) {
        return Err(StatusCode::UNAUTHORIZED);
    }
    let signed = format!("POST:{}:{token}:{}:{timestamp}", uri.path(), body_hash(&minify(&body)));
    let signature = STANDARD.decode(text("x-signature")?).map_err(|_| StatusCode::UNAUTHORIZED)?;
    key.clone().chain_update(signed).verify_slice(&signature).map_err(|_| StatusCode::UNAUTHORIZED)?;
    let request = PaymentRequest::from_json(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    request.validate().map_err(|_| StatusCode::BAD_REQUEST)?;
    // Its own task, before the claim: a claim is not left in the middle.
    let carried = tokio::spawn(async move {
        let reference = request.payment_request_id.as_deref().unwrap_or_default();
        let day = called.time().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs() / 86_400;
        let keys = [format!("external:{partner}:{day}:{external}"), format!("reference:{partner}:{reference}")];
        let content = Sha256::new().chain_update(minify(&body)).chain_update(uri.path()).finalize().into();
        if let Some(claim) = claim(&shop, &keys, content) {
            return claim.answer.filter(|_| claim.content == content).ok_or(StatusCode::CONFLICT);
        }
        let answer = Bytes::from(super::server::answer().to_json());
        let mut kept = shop.kept.lock().expect("no panic");
        for key in &keys {
            if let Some(claim) = kept.claims.get_mut(key) {
                claim.answer = Some(answer.clone());
            }
        }
        Ok(answer)
    });
    let answer = carried.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)??;
    let time = Timestamp::now(TimestampForm::Offset).text();
    let timestamp = header::HeaderName::from_static("x-timestamp");
    Ok(([(header::CONTENT_TYPE, "application/json".to_owned()), (timestamp, time)], answer))
}

/// Takes both keys or none; what is there of the first that is taken.
fn claim(shop: &Shop, keys: &[String; 2], content: [u8; 32]) -> Option<Claim> {
    let mut kept = shop.kept.lock().expect("no panic");
    if let Some(claim) = keys.iter().find_map(|key| kept.claims.get(key)) {
        return Some(claim.clone());
    }
    for key in keys {
        kept.claims.insert(key.clone(), Claim { content, answer: None });
    }
    None
}

/// The route, and a bank whose token it knows.
pub async fn route() -> (Router, Bank) {
    let tokens = snap_bi::server::MemoryStore::default();
    let bank = Bank::new(&tokens).await;
    let headers = bank.payment("0", "P0").headers;
    let token = headers.into_iter().find(|(name, _)| name == "Authorization").expect("a token").1;
    let token = token.strip_prefix(b"Bearer ").expect("a token");
    let until = SystemTime::now() + Duration::from_secs(3600);
    let known = HashMap::from([(Sha256::digest(token).into(), (PARTNER, until))]);
    let key = Hmac::new_from_slice(b"a secret of tests").expect("any length");
    let kept = Mutex::new(Kept { tokens: known, claims: HashMap::new() });
    let shop = Shop { secrets: HashMap::from([(PARTNER, key)]), kept };
    (Router::new().route(PAYMENT.path, post(payment)).with_state(Arc::new(shop)), bank)
}
