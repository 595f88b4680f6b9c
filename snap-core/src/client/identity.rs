//! Who a client is: credentials, and the keys made ready of them.

use crate::client::credentials::Credentials;
use crate::client::remote_signer::{ReadySigner, SigningKey};
use crate::client::sign::Keys;
use crate::error::{CredentialsError, CredentialsProblem, SnapError};
use crate::signing::secret::Secret;
use crate::signing::{MacKey, signer};

/// Credentials with their keys, ready to sign.
pub(super) struct Identity {
    pub credentials: Credentials,
    pub keys: Keys,
}

impl Identity {
    pub(super) fn of(credentials: Credentials) -> Result<Self, SnapError> {
        let refuse = |problem| SnapError::Credentials(Box::new(CredentialsError::new(problem, None)));
        let ready = |key: &SigningKey| match key {
            SigningKey::Local(key) => signer(key).map(ReadySigner::Local),
            SigningKey::Remote(signer) => Ok(ReadySigner::Remote(std::sync::Arc::clone(signer))),
        };
        let keys = Keys {
            mac: secret(&credentials).map_err(refuse)?.as_ref().map(MacKey::new),
            signer: credentials
                .private_key
                .as_ref()
                .map(ready)
                .transpose()
                .map_err(|error| SnapError::Credentials(Box::new(CredentialsError::of_key(error))))?,
        };
        Ok(Self { credentials, keys })
    }
}

/// The client secret without the line end that files and pasted texts have behind it: no provider issues one with it.
fn secret(credentials: &Credentials) -> Result<Option<Secret>, CredentialsProblem> {
    let Some(secret) = &credentials.secret else { return Ok(None) };
    let text = secret.expose().trim_end_matches(['\r', '\n']);
    if text.trim().is_empty() {
        return Err(CredentialsProblem::EmptySecret);
    }
    if text.len() < secret.expose().len() {
        tracing::warn!("the client secret ends in a line end, which is left out");
    }
    Ok(Some(Secret::new(text)))
}
