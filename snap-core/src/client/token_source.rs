//! Where the access token of a call comes from, and when it is no good.

use std::sync::Arc;

use crate::check::Context;
use crate::check::violation::Violations;
use crate::client::core::Core;
use crate::client::message::Message;
use crate::client::options::CallOptions;
use crate::client::request::Prepared;
use crate::client::sign::Scheme;
use crate::client::token::Token;
use crate::client::token_store::{StoredToken, TokenKey};
use crate::error::{Reference, SnapError, TokenFailure};

impl Core {
    /// The access token that the call is signed with; none where it is signed without.
    pub(super) async fn token_by(
        self: &Arc<Self>,
        deadline: tokio::time::Instant,
        prepared: &Prepared,
    ) -> Result<Option<Arc<Token>>, SnapError> {
        if prepared.scheme != Scheme::Symmetric {
            return Ok(None);
        }
        if let Some(token) = self.tokens.fresh() {
            return Ok(Some(token));
        }
        let core = Arc::clone(self);
        // Rare, and large: it would be a part of every call.
        let token = Box::pin(self.tokens.get(|| async move { core.fetch_token().await }));
        let Ok(token) = tokio::time::timeout_at(deadline, token).await else {
            return Err(prepared.not_sent("time ran out, and no access token had come"));
        };
        let failed = |cause| SnapError::Token(Box::new(TokenFailure::new(prepared.call.clone(), cause)));
        token.map(Some).map_err(failed)
    }

    /// A token that another process got, or a new one.
    async fn fetch_token(&self) -> Result<Token, SnapError> {
        let asked_at = tokio::time::Instant::now();
        let endpoint = self.policy.token_endpoint;
        let request: &dyn Message = &GrantType;
        let prepared = self.prepare(endpoint, &CallOptions::default(), request)?;
        let Some(store) = self.policy.token_store.as_deref() else {
            return self.ask_token(&prepared, asked_at).await;
        };
        let key = TokenKey {
            address: prepared.url(&prepared.path()),
            client_key: prepared.identity.credentials.client_key.clone(),
        };
        // A store that hangs must not take the time of the call: what is left of it is for the provider.
        let patience = prepared.timeout / 4;
        match tokio::time::timeout(patience, store.load(&key)).await {
            Ok(Ok(Some(stored))) if !self.tokens.was_refused(stored.secret()) => {
                if let Some(token) = Token::stored(&stored, asked_at, (self.policy.clock)()) {
                    return Ok(token);
                }
            }
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the token store was not read, the provider is asked"),
            Err(_) => tracing::warn!("the token store was not read in time, the provider is asked"),
        }
        let token = self.ask_token(&prepared, asked_at).await?;
        let stored = StoredToken::new(token.secret.clone(), (self.policy.clock)() + token.life_left());
        match tokio::time::timeout(patience, store.save(&key, &stored)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the access token was not stored, others get one of their own"),
            Err(_) => tracing::warn!("the access token was not stored in time, others get one of their own"),
        }
        Ok(token)
    }

    async fn ask_token(&self, prepared: &Prepared, asked_at: tokio::time::Instant) -> Result<Token, SnapError> {
        let end = tokio::time::Instant::now() + prepared.total;
        let reply = self.attempt(prepared, None, end).await?;
        tracing::debug!(service = prepared.endpoint.service, "new access token");
        Token::read(reply, asked_at)
    }
}

/// Body of a token request (ASPI, access token B2B).
struct GrantType;

impl Message for GrantType {
    fn check(&self, _: &Context<'_>) -> Result<(), Violations> {
        Ok(())
    }

    fn json(&self) -> Vec<u8> {
        br#"{"grantType":"client_credentials"}"#.to_vec()
    }

    fn references(&self) -> Option<Vec<Reference>> {
        Some(Vec::new())
    }
}

/// Whether a refusal may be about the token: any 401, whoever says it, and a code of 401 under whatever status. Case 01
/// names the token, 00 and 03 leave open what it is, and a gateway says nothing but the status.
pub(super) fn concerns_token(error: &SnapError) -> bool {
    match error {
        SnapError::Rejected(verdict) => verdict.http_status() == 401 || verdict.code().http() == 401,
        SnapError::Unreadable(answer) => {
            answer.http_status() == 401 || answer.code().is_some_and(|code| code.trim().starts_with("401"))
        }
        _ => false,
    }
}

/// 401/01, Invalid Token (B2B), under an HTTP 401.
pub(super) fn refuses_token(error: &SnapError) -> bool {
    match error {
        SnapError::Rejected(rejection) => {
            let code = rejection.code();
            rejection.http_status() == 401 && code.http() == 401 && code.case() == "01"
        }
        _ => false,
    }
}
