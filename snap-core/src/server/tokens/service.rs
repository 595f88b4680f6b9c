//! Services 73 and 74, to be mounted beside others.

use std::sync::Arc;
use std::time::Duration;

use super::{TokenHolder, TokenKind, issue, key, revoke, revoke_grant};
use crate::json::raw;
use crate::server::answer::Answered;
use crate::server::call::Call;
use crate::server::claim::random_hex;
use crate::server::known::Known;
use crate::server::refusal::Refusal;
use crate::server::refuse::Refuse;
use crate::server::store::Store;
use crate::signing::secret::Secret;

/// Gives tokens. What a server is built with; who has an authorisation page asks it for codes.
#[derive(Clone)]
pub struct TokenService {
    store: Arc<dyn Store>,
    lifetime: Duration,
    customer_lifetime: Duration,
    refresh_lifetime: Duration,
    code_lifetime: Duration,
}

impl TokenService {
    /// Tokens of fifteen minutes, as the standard says (ASPI, security: 900 seconds); on behalf of customers of fifteen days, with
    /// refresh tokens of ninety, and codes of ten minutes.
    #[must_use]
    pub fn new(store: Arc<dyn Store>) -> Self {
        const DAY: u64 = 24 * 3600;
        Self {
            store,
            lifetime: Duration::from_secs(900),
            customer_lifetime: Duration::from_secs(15 * DAY),
            refresh_lifetime: Duration::from_secs(90 * DAY),
            code_lifetime: Duration::from_secs(600),
        }
    }

    /// How long tokens of callers are good.
    #[must_use]
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// How long tokens on behalf of customers, and the refresh tokens that come with them, are good.
    #[must_use]
    pub fn customer_lifetimes(mut self, token: Duration, refresh: Duration) -> Self {
        (self.customer_lifetime, self.refresh_lifetime) = (token, refresh);
        self
    }

    /// How long an authorisation code is good.
    #[must_use]
    pub fn code_lifetime(mut self, lifetime: Duration) -> Self {
        self.code_lifetime = lifetime;
        self
    }

    /// An authorisation code, after a customer agreed: for one caller, once.
    ///
    /// # Errors
    /// 500/02 when the store cannot be asked.
    pub async fn authorize(&self, caller: &str, customer: &str, now: std::time::SystemTime) -> Result<Secret, Refuse> {
        let mut holder = TokenHolder::new(TokenKind::B2b2c, caller, now, self.code_lifetime);
        holder.customer = Some(customer.to_owned());
        holder.grant = Some(random_hex().map_err(|error| down(error.to_string()))?);
        let code = Secret::new(random_hex().map_err(|error| down(error.to_string()))?);
        let value = serde_json::to_vec(&holder)?;
        // Known beyond its time, so that a code that is used again can take back what it gave.
        let keep = self.refresh_lifetime.max(self.code_lifetime);
        self.store.put(&of_code(code.expose()), &value, self.code_lifetime).await.map_err(down)?;
        self.store.put(&used_code(code.expose()), &value, keep).await.map_err(down)?;
        Ok(code)
    }

    /// Takes a token back before its time. False if there was none.
    ///
    /// # Errors
    /// 500/02 when the store cannot be asked.
    pub async fn revoke(&self, token: &str) -> Result<bool, Refuse> {
        revoke(&*self.store, token).await.map_err(down)
    }

    /// What a call of service 73 or 74 gets, that has been checked.
    pub(crate) async fn answer(&self, call: &Call) -> Result<Answered, Refuse> {
        let caller = call.caller.as_ref().map(|caller| caller.name().to_owned()).ok_or(Refusal::UnknownCaller)?;
        // OAuth's own spelling (RFC 6749, 4.4.2) is what midtrans-client 1.4.3 sends, and Midtrans takes it.
        let grant = member(call, "grantType").or_else(|| member(call, "grant_type"));
        let grant = grant.ok_or(Refusal::GrantField { name: "grantType" })?;
        let customers = call.endpoint.code == "74";
        // DANA and DOKU write it in capitals.
        match grant.to_ascii_lowercase().as_str() {
            "client_credentials" if !customers => self.for_caller(call, &caller).await,
            "authorization_code" if customers => self.for_code(call, &caller).await,
            "refresh_token" if customers => self.for_refresh(call, &caller).await,
            _ => Err(Refusal::GrantType.into()),
        }
    }

    async fn for_caller(&self, call: &Call, caller: &str) -> Result<Answered, Refuse> {
        let mut holder = TokenHolder::new(TokenKind::B2b, caller, call.received_at, self.lifetime);
        holder.channel = call.known(Known::ChannelId).map(|channel| channel.trim().to_owned());
        let token = issue(&*self.store, &holder, self.lifetime).await.map_err(down)?;
        let seconds = self.lifetime.as_secs().to_string();
        Ok(success(call, &[("accessToken", token.expose()), ("tokenType", "Bearer"), ("expiresIn", &seconds)]))
    }

    async fn for_code(&self, call: &Call, caller: &str) -> Result<Answered, Refuse> {
        let code = member(call, "authCode").ok_or(Refusal::GrantField { name: "authCode" })?;
        let used = || Refusal::AuthCode { reason: "[Auth Code]".into() };
        let Some(value) = self.store.take(&of_code(&code)).await.map_err(down)? else {
            // Used again: whoever has it may have what it gave (RFC 6749, section 4.1.2).
            if let Some(value) = self.store.get(&used_code(&code)).await.map_err(down)? {
                let holder: TokenHolder = serde_json::from_slice(&value)?;
                let grant = holder.grant.unwrap_or_default();
                revoke_grant(&*self.store, &grant, self.refresh_lifetime).await.map_err(down)?;
            }
            return Err(used().into());
        };
        let holder: TokenHolder = serde_json::from_slice(&value)?;
        if holder.caller != caller || !holder.is_good(call.received_at) {
            return Err(used().into());
        }
        self.give(call, &holder).await
    }

    async fn for_refresh(&self, call: &Call, caller: &str) -> Result<Answered, Refuse> {
        let token = member(call, "refreshToken").ok_or(Refusal::GrantField { name: "refreshToken" })?;
        let holder = super::holder(&*self.store, &token).await.map_err(down)?;
        let good = |holder: &TokenHolder| holder.kind == TokenKind::Refresh && holder.caller == caller;
        let holder = holder.filter(|holder| good(holder) && holder.is_good(call.received_at));
        let holder = holder.ok_or(Refusal::RefreshToken)?;
        // Once, also when two ask at the same time.
        if self.store.take(&key(&token)).await.map_err(down)?.is_none() {
            return Err(Refusal::RefreshToken.into());
        }
        self.give(call, &holder).await
    }

    async fn give(&self, call: &Call, from: &TokenHolder) -> Result<Answered, Refuse> {
        let token = |kind, lifetime| TokenHolder {
            kind,
            customer: from.customer.clone(),
            grant: from.grant.clone(),
            ..TokenHolder::new(kind, &from.caller, call.received_at, lifetime)
        };
        let (access, refresh) = (self.customer_lifetime, self.refresh_lifetime);
        let access_token = issue(&*self.store, &token(TokenKind::B2b2c, access), access).await.map_err(down)?;
        let refresh_token = issue(&*self.store, &token(TokenKind::Refresh, refresh), refresh).await.map_err(down)?;
        let expiry = |lifetime| super::time_text(call.received_at + lifetime);
        Ok(success(
            call,
            &[
                ("accessToken", access_token.expose()),
                ("tokenType", "Bearer"),
                ("accessTokenExpiryTime", &expiry(access)),
                ("refreshToken", refresh_token.expose()),
                ("refreshTokenExpiryTime", &expiry(refresh)),
            ],
        ))
    }
}

fn down(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Refuse {
    Refuse::kind(Refusal::StoreDown).because(cause)
}

fn of_code(code: &str) -> String {
    key(code).replacen("token", "code", 1)
}

fn used_code(code: &str) -> String {
    key(code).replacen("token", "used-code", 1)
}

/// A text of the request; empty is absent.
fn member(call: &Call, name: &str) -> Option<String> {
    let members = raw::members_of_text(&call.body).ok()?;
    let raw = members.0.iter().find(|member| member.name == name)?.raw;
    raw::text(raw).filter(|text| !text.is_empty()).map(|text| text.into_owned())
}

fn success(call: &Call, members: &[(&str, &str)]) -> Answered {
    let mut json = String::from("{");
    for (index, (name, value)) in members.iter().enumerate() {
        json.push_str(if index == 0 { "" } else { "," });
        raw::push_text(&mut json, name);
        json.push(':');
        raw::push_text(&mut json, value);
    }
    json.push('}');
    Answered::with_code(json.as_bytes(), 200, &format!("200{}00", call.endpoint.code), "Successful")
}
