//! For tests of programs that call banks: a bank in memory, and credentials that open no other.
//!
//! A [`FakeBank`] is a [`Transport`](crate::client::Transport): requests are checked, signed and judged as ever, but go
//! no further than this process. It answers each endpoint as it was told, also with what real networks do: silence, a
//! connection that breaks, an answer that comes late.
//!
//! ```
//! use std::time::Duration;
//! use snap_core::testing::{FakeAnswer, FakeBank};
//! use snap_core::{Effect, Endpoint, national};
//!
//! static TRANSFER: Endpoint = Endpoint::new("bank")
//!     .service("transfer")
//!     .code("17")
//!     .post("/v1.0/transfer")
//!     .effect(Effect::MovesMoney)
//!     .headers(&national::profiles::HEADERS_TRANSACTION_B2B)
//!     .signing(&national::profiles::SIGNING_STANDARD)
//!     .codes(&national::codes::CODES);
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let bank = FakeBank::new();
//! bank.answers(&TRANSFER, FakeAnswer::dropped());
//! let error = bank.client()?.send(&TRANSFER, br#"{"partnerReferenceNo":"P-1"}"#).await.unwrap_err();
//! assert!(error.is_ambiguous()); // money may have moved: the program under test must ask, not pay again
//! assert_eq!(bank.calls().len(), 1);
//! assert_eq!(bank.calls()[0].text(), r#"{"partnerReferenceNo":"P-1"}"#);
//! # Ok(())
//! # }
//! ```

mod answer;
mod bank;
mod seen;

pub use answer::FakeAnswer;
pub use bank::FakeBank;
pub use seen::SeenCall;

use crate::client::Credentials;
use crate::signing::secret::Secret;
use crate::signing::{KeyError, PrivateKey};

/// A private key that everybody has: for tests alone.
pub const PRIVATE_KEY: &str = include_str!("test-key.pem");

/// Credentials for tests: partner `82150`, channel `95221`, the secret `not-a-secret` and [`PRIVATE_KEY`].
///
/// # Errors
/// None in practice: the key is known to be one.
pub fn credentials() -> Result<Credentials, KeyError> {
    let key = PrivateKey::load(PRIVATE_KEY.as_bytes())?;
    Ok(Credentials::symmetric("82150", Secret::new("not-a-secret"), key).with_channel_id("95221"))
}
