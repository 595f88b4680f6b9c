//! Whether the caller signed this call.

use std::borrow::Cow;

use http::header::AUTHORIZATION;
use zeroize::Zeroizing;

use crate::meta::endpoint::{Direction, Endpoint};
use crate::meta::signing_profile::{CallbackSignature, SigningProfile, TransactionSignature};
use crate::server::call::Call;
use crate::server::known::Known;
use crate::server::refusal::Refusal;
use crate::signing::{BadSignature, Signature, Target, Verifier, token_string, transaction_string};

/// How calls of a service are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// Client key and timestamp, with the caller's private key: requests for tokens.
    Token,
    /// With a token and the client secret.
    Symmetric,
    /// With the caller's private key.
    Asymmetric,
    /// With a token and the client secret where there is a token, else with the private key.
    Either,
    /// Not at all, or nobody says how.
    Unsigned,
}

impl Scheme {
    /// As the profile of an endpoint says: its transactions where a partner calls, its callbacks where the provider does.
    #[must_use]
    pub fn of(endpoint: &Endpoint) -> Self {
        if endpoint.gives_tokens() {
            return Self::Token;
        }
        match (endpoint.direction, endpoint.signing.transaction, endpoint.signing.callbacks) {
            (Direction::Outbound, TransactionSignature::Symmetric, _)
            | (Direction::Inbound, _, CallbackSignature::Symmetric) => Self::Symmetric,
            (Direction::Outbound, TransactionSignature::Asymmetric, _)
            | (Direction::Inbound, _, CallbackSignature::Asymmetric) => Self::Asymmetric,
            (Direction::Outbound, TransactionSignature::Either, _) => Self::Either,
            (Direction::Outbound, TransactionSignature::None, _) | (Direction::Inbound, _, CallbackSignature::None) => {
                Self::Unsigned
            }
        }
    }

    /// The same, with what is to be taken for services of which no page says it.
    #[must_use]
    pub fn or(self, unsaid: Option<Self>) -> Self {
        if self == Self::Unsigned { unsaid.unwrap_or(self) } else { self }
    }

    pub(crate) fn wants_token(self, has_token: bool) -> bool {
        match self {
            Self::Symmetric => true,
            Self::Either => has_token,
            Self::Token | Self::Asymmetric | Self::Unsigned => false,
        }
    }
}

/// The signature is the caller's, over what came: the raw bytes of the body, the address as he wrote it, his timestamp.
#[derive(Debug, Clone, Default)]
pub struct SignatureCheck {
    /// How calls are signed of services of which no page says it.
    pub unsaid: Option<Scheme>,
    /// What is hashed and which path, whatever the endpoint says.
    pub profile: Option<&'static SigningProfile>,
    /// The prefix under which the server stands.
    pub mount: String,
}

impl SignatureCheck {
    pub(crate) fn run(&self, call: &mut Call) -> Result<(), Refusal> {
        let has_token = call.headers.contains_key(AUTHORIZATION);
        let scheme = Scheme::of(call.endpoint).or(self.unsaid);
        let symmetric = match scheme {
            // Whoever builds a server that cannot verify is told so when he builds it.
            Scheme::Unsigned => return Ok(()),
            Scheme::Symmetric => true,
            Scheme::Either => has_token,
            Scheme::Token | Scheme::Asymmetric => false,
        };
        let signature = call.known(Known::Signature).map(str::trim).ok_or(Refusal::SignatureMissing)?;
        let signature = Signature::decode(signature).map_err(|_| Refusal::SignatureUnreadable)?;
        let caller = call.caller.as_ref().ok_or(Refusal::UnknownCaller)?;
        let text = Zeroizing::new(self.text(call, scheme, symmetric)?);
        let good = if symmetric {
            any(caller.secrets.iter().map(|secret| secret as &dyn Verifier), &text, &signature)
        } else {
            any(caller.keys.iter().map(|key| &**key), &text, &signature)
        };
        match good {
            None => Err(Refusal::NoKey),
            Some(false) => Err(Refusal::SignatureWrong),
            Some(true) => Ok(()),
        }
    }

    /// The string that was signed. It holds the access token.
    pub(crate) fn text(&self, call: &Call, scheme: Scheme, symmetric: bool) -> Result<String, Refusal> {
        let timestamp = call.known(Known::Timestamp).map(str::trim).ok_or(Refusal::TimestampMissing)?;
        if scheme == Scheme::Token {
            let key = call.known(Known::ClientKey).map(str::trim).ok_or(Refusal::ClientKeyMissing)?;
            return Ok(token_string(key, timestamp));
        }
        let endpoint = call.endpoint;
        let token = match call.known(Known::Authorization) {
            Some(text) if symmetric => text.trim().split_once(' ').map(|(_, token)| token),
            _ => None,
        };
        let signed = endpoint.signed_path.map(|path| filled(path, &call.path_parameters));
        let prefix = match (self.mount.as_str(), endpoint.prefix()) {
            ("", prefix) => Cow::Borrowed(prefix),
            (mount, prefix) => Cow::Owned([mount, prefix].concat()),
        };
        let target = match &signed {
            // A prefix that is none: nothing is cut off.
            Some(path) => Target { path, prefix: "", query: call.uri.query() },
            None => Target { path: call.uri.path(), prefix: &prefix, query: call.uri.query() },
        };
        let profile = self.profile.unwrap_or(endpoint.signing);
        Ok(transaction_string(profile, endpoint.method, &target, token, &call.body, timestamp))
    }
}

/// None without any key: a caller may have two while he exchanges them.
fn any<'a>(keys: impl Iterator<Item = &'a dyn Verifier>, text: &str, signature: &Signature) -> Option<bool> {
    let mut there = None;
    for key in keys {
        let result: Result<(), BadSignature> = key.verify(text.as_bytes(), signature.as_bytes());
        if result.is_ok() {
            return Some(true);
        }
        there = Some(false);
    }
    there
}

fn filled(template: &str, parameters: &[(String, String)]) -> String {
    let put = |path: String, (name, value): &(String, String)| path.replace(&format!("{{{name}}}"), value);
    parameters.iter().fold(template.to_owned(), put)
}
