//! Which signature a call gets, and making it.

use zeroize::Zeroizing;

use crate::client::remote_signer::{ReadySigner, SignerFailure};
use crate::error::{CallInfo, CredentialsError, CredentialsProblem, NotSent, SnapError};
use crate::meta::endpoint::{Direction, Endpoint, Method};
use crate::meta::signing_profile::{CallbackSignature, SigningProfile, TransactionSignature};
use crate::signing::{MacKey, Signature, Target, token_string, transaction_string};

/// The keys of a client, ready to sign.
pub(super) struct Keys {
    pub mac: Option<MacKey>,
    pub signer: Option<ReadySigner>,
}

/// How one call is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    /// Asks for a token: client key and timestamp, with the private key.
    Token,
    /// Transaction with a token and the client secret.
    Symmetric,
    /// Transaction with the private key.
    Asymmetric,
    /// Not signed.
    Unsigned,
}

/// What one signature is made over.
pub(super) struct Signed<'a> {
    pub method: Method,
    pub target: Target<'a>,
    pub client_key: &'a str,
    pub token: Option<&'a str>,
    pub body: &'a [u8],
    pub timestamp: &'a str,
}

impl Keys {
    /// Nobody has to be asked for a signature.
    pub(super) const fn are_here(&self) -> bool {
        !matches!(self.signer, Some(ReadySigner::Remote(_)))
    }

    /// Where the profile leaves the choice, the client secret decides: with one the signature is symmetric.
    pub(super) fn scheme(&self, endpoint: &Endpoint, profile: &SigningProfile) -> Result<Scheme, CredentialsProblem> {
        if endpoint.gives_tokens() {
            return self.signer.is_some().then_some(Scheme::Token).ok_or(CredentialsProblem::NoTokenKey);
        }
        match signature(endpoint, profile) {
            TransactionSignature::None => Ok(Scheme::Unsigned),
            TransactionSignature::Either if self.mac.is_some() => Ok(Scheme::Symmetric),
            TransactionSignature::Symmetric if self.mac.is_some() => Ok(Scheme::Symmetric),
            TransactionSignature::Symmetric => Err(CredentialsProblem::NoSecret),
            TransactionSignature::Asymmetric | TransactionSignature::Either if self.signer.is_some() => {
                Ok(Scheme::Asymmetric)
            }
            TransactionSignature::Asymmetric | TransactionSignature::Either => Err(CredentialsProblem::NoKey),
        }
    }

    /// The text of X-SIGNATURE; none for what is not signed.
    pub(super) async fn sign(
        &self,
        scheme: Scheme,
        profile: &SigningProfile,
        what: &Signed<'_>,
    ) -> Result<Option<String>, Unsigned> {
        // The string holds the access token.
        let text = Zeroizing::new(match scheme {
            Scheme::Token => token_string(what.client_key, what.timestamp),
            Scheme::Symmetric | Scheme::Asymmetric => {
                transaction_string(profile, what.method, &what.target, what.token, what.body, what.timestamp)
            }
            Scheme::Unsigned => return Ok(None),
        });
        let signature = match (scheme, &self.mac) {
            (Scheme::Symmetric, Some(mac)) => mac.sign(text.as_bytes()),
            (Scheme::Symmetric, None) => return Err(CredentialsProblem::NoSecret.into()),
            _ => self.sign_bytes(text.as_bytes()).await?,
        };
        Ok(Some(signature.encode(profile.encoding)))
    }
}

/// Whoever plays a provider signs as its callbacks are signed.
fn signature(endpoint: &Endpoint, profile: &SigningProfile) -> TransactionSignature {
    match (endpoint.direction, profile.callbacks) {
        (Direction::Outbound, _) => profile.transaction,
        (Direction::Inbound, CallbackSignature::Symmetric) => TransactionSignature::Symmetric,
        (Direction::Inbound, CallbackSignature::Asymmetric) => TransactionSignature::Asymmetric,
        (Direction::Inbound, CallbackSignature::None) => TransactionSignature::None,
    }
}

impl Keys {
    /// A signature with the private key, over anything.
    pub(super) async fn sign_bytes(&self, bytes: &[u8]) -> Result<Signature, Unsigned> {
        match &self.signer {
            Some(ReadySigner::Local(signer)) => signer.sign(bytes).map_err(|_| CredentialsProblem::Signing.into()),
            Some(ReadySigner::Remote(signer)) => signer.sign(bytes).await.map_err(Unsigned::Failed),
            None => Err(CredentialsProblem::NoKey.into()),
        }
    }
}

/// Why there is no signature.
pub(super) enum Unsigned {
    /// The credentials cannot make it.
    Credentials(CredentialsProblem),
    /// Whoever holds the key did not.
    Failed(SignerFailure),
}

impl Unsigned {
    /// The error of a call that was not signed, and so not sent.
    pub(super) fn of(self, call: CallInfo) -> SnapError {
        match self {
            Self::Credentials(problem) => SnapError::Credentials(Box::new(CredentialsError::new(problem, Some(call)))),
            Self::Failed(cause) => SnapError::NotSent(Box::new(NotSent::new(call, cause))),
        }
    }
}

impl From<CredentialsProblem> for Unsigned {
    fn from(problem: CredentialsProblem) -> Self {
        Self::Credentials(problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::fixture::{PROFILE, endpoint, key};
    use crate::signing::secret::Secret;
    use crate::signing::signer;

    #[test]
    fn credentials_and_profile_choose_the_signature() {
        use TransactionSignature::{Asymmetric, Either, None as NotAtAll, Symmetric};
        let mac = || Some(MacKey::new(&Secret::new("not a secret")));
        let rsa = || Some(ReadySigner::Local(signer(&key()).unwrap()));
        for (transaction, code, mac, signer, expected) in [
            (Symmetric, "18", mac(), None, Ok(Scheme::Symmetric)),
            (Symmetric, "18", None, rsa(), Err(CredentialsProblem::NoSecret)),
            (Asymmetric, "18", mac(), rsa(), Ok(Scheme::Asymmetric)),
            (Asymmetric, "18", mac(), None, Err(CredentialsProblem::NoKey)),
            (Either, "18", mac(), rsa(), Ok(Scheme::Symmetric)),
            (Either, "18", None, rsa(), Ok(Scheme::Asymmetric)),
            (Either, "18", None, None, Err(CredentialsProblem::NoKey)),
            (NotAtAll, "18", None, None, Ok(Scheme::Unsigned)),
            (Symmetric, "73", mac(), rsa(), Ok(Scheme::Token)),
            (Symmetric, "74", mac(), None, Err(CredentialsProblem::NoTokenKey)),
        ] {
            let (keys, profile) = (Keys { mac, signer }, PROFILE.transaction(transaction));
            let endpoint = endpoint().code(code);
            assert_eq!(keys.scheme(&endpoint, &profile), expected, "{transaction:?} {code}");
        }
    }
}
