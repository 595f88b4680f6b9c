//! Access tokens, of callers and of customers.

use std::fmt;
use std::sync::Arc;

use super::signature::Scheme;
use crate::meta::header::{HeaderFormat, Presence};
use crate::server::call::Call;
use crate::server::known::Known;
use crate::server::refusal::Refusal;
use crate::server::store::Store;
use crate::server::tokens::{self, TokenHolder, TokenKind};

/// The access token is one that was given to this caller, and is still good; and so is that of the customer, where the service
/// wants one.
#[derive(Clone)]
pub struct TokenCheck {
    store: Arc<dyn Store>,
    unsaid: Option<Scheme>,
}

impl TokenCheck {
    /// Looks tokens up there.
    #[must_use]
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self { store, unsaid: None }
    }

    /// How calls are signed of services of which no page says it.
    #[must_use]
    pub fn unsaid(mut self, scheme: Option<Scheme>) -> Self {
        self.unsaid = scheme;
        self
    }

    pub(crate) async fn run(&self, call: &mut Call) -> Result<(), Refusal> {
        if call.endpoint.gives_tokens() {
            return Ok(());
        }
        let authorization = call.known(Known::Authorization);
        let scheme = Scheme::of(call.endpoint).or(self.unsaid);
        if scheme.wants_token(authorization.is_some()) {
            let text = authorization.ok_or(Refusal::TokenMissing)?;
            let token = bearer(text).ok_or(Refusal::TokenNotBearer)?;
            let holder = self.holder(token, TokenKind::B2b).await?.ok_or(Refusal::TokenUnknown)?;
            good(&holder, call)?;
            call.token = Some(holder);
        }
        self.customer(call).await
    }

    async fn customer(&self, call: &mut Call) -> Result<(), Refusal> {
        let rule = call.endpoint.headers.request.iter().find(|rule| rule.is_named("Authorization-Customer"));
        let Some(rule) = rule else { return Ok(()) };
        let Some(text) = call.known(Known::AuthorizationCustomer) else {
            return if rule.presence == Presence::M { Err(Refusal::CustomerTokenMissing) } else { Ok(()) };
        };
        // Some providers' libraries send it as it is: their tables do not ask for `Bearer` before it (DOKU).
        let bare = || (rule.format != Some(HeaderFormat::Bearer) && is_token(text)).then_some(text);
        let token = bearer(text).or_else(bare).ok_or(Refusal::CustomerToken)?;
        let holder = self.holder(token, TokenKind::B2b2c).await?.ok_or(Refusal::CustomerToken)?;
        good(&holder, call).map_err(|_| Refusal::CustomerToken)?;
        call.customer = Some(holder);
        Ok(())
    }

    async fn holder(&self, token: &str, kind: TokenKind) -> Result<Option<Arc<TokenHolder>>, Refusal> {
        let found = tokens::holder(&*self.store, token).await.map_err(|_| Refusal::StoreDown)?;
        Ok(found.filter(|holder| holder.kind == kind).map(Arc::new))
    }
}

/// `Bearer`, a blank, a token; no quote that somebody's sample left behind.
fn bearer(text: &str) -> Option<&str> {
    let (scheme, token) = text.trim().split_once(' ')?;
    (scheme.eq_ignore_ascii_case("Bearer") && is_token(token)).then_some(token)
}

fn is_token(text: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    !text.is_empty() && text.bytes().all(good)
}

fn good(holder: &TokenHolder, call: &Call) -> Result<(), Refusal> {
    if !holder.is_good(call.received_at) {
        return Err(Refusal::TokenExpired);
    }
    let another = call.caller.as_ref().is_some_and(|caller| caller.name() != holder.caller);
    let channel = call.known(Known::ChannelId).map(str::trim);
    let elsewhere = holder.channel.as_deref().is_some_and(|bound| channel.is_some_and(|channel| channel != bound));
    if another || elsewhere { Err(Refusal::TokenOfAnother) } else { Ok(()) }
}

impl fmt::Debug for TokenCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenCheck")
    }
}
