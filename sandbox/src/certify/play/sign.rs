//! Signatures, right and wrong.

use snap_bi::server::Scheme;
use snap_bi::signing::{MacKey, PrivateKey, Target, signer, token_string, transaction_string};
use snap_bi::{Endpoint, Secret};

use crate::certify::CertifyError;

/// What a provider signs with.
#[derive(Clone, Default)]
pub(crate) struct Keys {
    /// Its private key.
    pub key: Option<PrivateKey>,
    /// What it shares with the partner.
    pub secret: Option<Secret>,
}

/// What is signed of a call.
pub(crate) struct Signed<'a> {
    pub endpoint: &'a Endpoint,
    pub scheme: Scheme,
    pub client_key: &'a str,
    pub path: &'a str,
    pub prefix: &'a str,
    pub token: &'a str,
    pub body: &'a [u8],
    pub time: &'a str,
    /// Over another text.
    pub spoilt: bool,
}

impl Signed<'_> {
    fn text(&self) -> String {
        if self.scheme == Scheme::Token {
            return token_string(self.client_key, self.time);
        }
        let target = match self.endpoint.signed_path {
            Some(path) => Target { path, prefix: "", query: None },
            None => Target { path: self.path, prefix: self.prefix, query: None },
        };
        let token = (self.scheme == Scheme::Symmetric).then_some(self.token);
        transaction_string(self.endpoint.signing, self.endpoint.method, &target, token, self.body, self.time)
    }

    /// The signature, in the encoding of the profile.
    pub(crate) fn sign(&self, keys: &Keys) -> Result<String, CertifyError> {
        let mut text = self.text();
        if self.spoilt {
            text.push('x');
        }
        let encoding = self.endpoint.signing.encoding;
        let provider = self.endpoint.provider.to_owned();
        if self.scheme == Scheme::Symmetric {
            let (what, option) = ("a secret", "--secret-env");
            let secret = keys.secret.as_ref().ok_or(CertifyError::Credentials { provider, what, option })?;
            return Ok(MacKey::new(secret).sign(text.as_bytes()).encode(encoding));
        }
        let (what, option) = ("a private key", "--key");
        let key = keys.key.as_ref().ok_or(CertifyError::Credentials { provider, what, option })?;
        let signer = signer(key).map_err(|error| CertifyError::Key(error.to_string()))?;
        let signature = signer.sign(text.as_bytes()).map_err(|error| CertifyError::Key(error.to_string()))?;
        Ok(signature.encode(encoding))
    }
}
