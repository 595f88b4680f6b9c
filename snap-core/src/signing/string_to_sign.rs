//! The texts that are signed.

use std::borrow::Cow;
use std::fmt;

use super::{HexDigest, Target, body_hash, minify};
use crate::meta::endpoint::Method;
use crate::meta::signing_profile::{BodyPolicy, EmptyBody, SigningProfile};

/// What is signed for a token, B2B and B2B2C: `clientKey|timestamp`.
#[must_use]
pub fn token_string(client_key: &str, timestamp: &str) -> String {
    [client_key, "|", timestamp].concat()
}

/// What is signed for a transaction: symmetric with an access token, asymmetric without one.
///
/// - `body`: the bytes that are sent or were received; the profile says how they are hashed.
/// - `timestamp`: the text of `X-TIMESTAMP`, byte for byte.
///
/// The result holds the access token: keep it out of logs, and show a [`StringToSign`] instead.
#[must_use]
pub fn transaction_string(
    profile: &SigningProfile,
    method: Method,
    target: &Target<'_>,
    access_token: Option<&str>,
    body: &[u8],
    timestamp: &str,
) -> String {
    StringToSign::new(profile, method, target, access_token, body, timestamp).to_text()
}

/// The parts of a transaction's string to sign, to be compared with a provider's when a signature is refused.
///
/// `Display` and `Debug` mask the access token, so that both can be logged; [`to_text`](Self::to_text) is what is
/// signed.
///
/// ```
/// # use snap_core::SigningProfile;
/// # const PROFILE: SigningProfile = SigningProfile::new("standard");
/// use snap_core::Method;
/// use snap_core::signing::{StringToSign, Target};
///
/// let target = Target { path: "/v1.0/auth-code", prefix: "", query: Some("state=1") };
/// let string = StringToSign::new(&PROFILE, Method::Get, &target, Some("token"), b"", "2020-12-21T10:30:24+07:00");
/// assert_eq!(
///     string.to_string(),
///     "GET:/v1.0/auth-code?state=1:[redacted]:\
///      e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855:2020-12-21T10:30:24+07:00",
/// );
/// ```
#[derive(Clone)]
pub struct StringToSign<'a> {
    method: Method,
    path: Cow<'a, str>,
    access_token: Option<&'a str>,
    body_hash: HexDigest,
    timestamp: &'a str,
}

impl<'a> StringToSign<'a> {
    /// Puts the parts together as the profile says; see [`transaction_string`] for what they are.
    #[must_use]
    pub fn new(
        profile: &SigningProfile,
        method: Method,
        target: &Target<'a>,
        access_token: Option<&'a str>,
        body: &[u8],
        timestamp: &'a str,
    ) -> Self {
        let path = target.signed(profile);
        Self { method, path, access_token, body_hash: hash(profile, body), timestamp }
    }

    /// The path with its query, as it is signed.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The digest of the body.
    #[must_use]
    pub fn body_hash(&self) -> &HexDigest {
        &self.body_hash
    }

    /// What is signed. It holds the access token.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.join(self.access_token)
    }

    fn join(&self, access_token: Option<&str>) -> String {
        let (method, hash) = (self.method.as_str(), self.body_hash.as_str());
        match access_token {
            Some(token) => [method, ":", &self.path, ":", token, ":", hash, ":", self.timestamp].concat(),
            None => [method, ":", &self.path, ":", hash, ":", self.timestamp].concat(),
        }
    }
}

impl fmt::Display for StringToSign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.join(self.access_token.map(|_| "[redacted]")))
    }
}

impl fmt::Debug for StringToSign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StringToSign({self})")
    }
}

fn hash(profile: &SigningProfile, body: &[u8]) -> HexDigest {
    let body = match profile.body {
        BodyPolicy::Minified => minify(body),
        BodyPolicy::Raw => Cow::Borrowed(body),
    };
    match profile.empty_body {
        EmptyBody::Braces if body.is_empty() => body_hash(b"{}"),
        EmptyBody::Braces | EmptyBody::EmptyString => body_hash(&body),
    }
}
