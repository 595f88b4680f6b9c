//! Signatures of the standard: bytes in, signature out. No client, no clock, no I/O.
//!
//! | | string to sign | algorithm |
//! |---|---|---|
//! | token | [`token_string`] | [`Signer`]: SHA256withRSA, PKCS#1 v1.5 |
//! | transaction, symmetric | [`transaction_string`] with a token | [`MacKey`]: HMAC-SHA512 with the client secret |
//! | transaction, asymmetric | [`transaction_string`] without one | [`Signer`]: SHA256withRSA, PKCS#1 v1.5 |
//!
//! (ASPI developer site, "Keamanan": `signature-auth` and `signature-service`.)
//!
//! What providers do differently is a named switch of the [`SigningProfile`](crate::SigningProfile). Nothing here tries
//! a second form when the first does not verify: a message that verifies in one of ten forms is a message that an
//! attacker may write in ten forms.
//!
//! Sign the bytes that are sent and verify the bytes that were received, with the timestamp text that was received.
//! A body that is parsed and printed again is another body: see [`minify`].
//!
//! ```
//! use snap_core::signing::{MacKey, Target, token_string, transaction_string};
//! use snap_core::{Method, Secret, SignatureEncoding};
//! # use snap_core::SigningProfile;
//! # const PROFILE: SigningProfile = SigningProfile::new("standard");
//!
//! let target = Target { path: "/v1.0/balance-inquiry", prefix: "", query: None };
//! let body = br#"{ "partnerReferenceNo": "2020102900000000000001" }"#;
//! let time = "2020-12-21T10:30:24+07:00";
//! let text = transaction_string(&PROFILE, Method::Post, &target, Some("an-access-token"), body, time);
//! assert_eq!(
//!     text,
//!     "POST:/v1.0/balance-inquiry:an-access-token:\
//!      f7691047ebc13ca9c0eeb206ebf5af1198aa4c615d7e3580fc487fc9b24ce2ba:2020-12-21T10:30:24+07:00",
//! );
//!
//! let key = MacKey::new(&Secret::new("not-a-real-secret"));
//! let header = key.sign(text.as_bytes()).encode(SignatureEncoding::Base64);
//! key.verify(text.as_bytes(), &header)?;
//! assert_eq!(token_string("a-client", time), "a-client|2020-12-21T10:30:24+07:00");
//! # Ok::<(), snap_core::signing::BadSignature>(())
//! ```

#[cfg(feature = "aws-lc")]
pub mod aws;
mod backend;
mod bounded_id;
mod der;
mod digest;
pub(crate) mod external_id;
mod key;
mod key_error;
mod key_text;
mod mac;
mod minify;
#[cfg(feature = "rsa-pure")]
pub mod pure;
pub(crate) mod secret;
mod signature;
mod signer;
mod string_to_sign;
mod target;
pub(crate) mod timestamp;

pub use backend::{signer, verifier};
#[cfg(feature = "server")]
pub(crate) use digest::push_hex;
pub use digest::{Hex, HexDigest, body_hash};
pub use key::{PrivateKey, PublicKey};
pub use key_error::{KeyError, KeyErrorKind};
pub use mac::MacKey;
pub use minify::minify;
pub use signature::{BadSignature, Signature};
pub use signer::{Signer, SigningError, Verifier};
pub use string_to_sign::{StringToSign, token_string, transaction_string};
pub use target::Target;
