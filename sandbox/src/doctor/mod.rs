//! What is wrong with a signature.
//!
//! A signature that is refused says nothing of why. Whoever holds the secret can find out: the doctor makes the mistakes that are
//! known of the field, one at a time, then two, then three, until what it signs is what came, and names them.
//!
//! It is no second way in. A server that took a signature in one of a hundred forms would take it from an attacker in a hundred
//! forms; so this lives in the sandbox only, and works with a [`Known`] only, which holds what a sandbox has given out.
//!
//! ```
//! use snap_bi::{Secret, faspay};
//! use snap_sandbox::doctor::{Known, Presented, diagnose};
//!
//! let endpoint = &faspay::disbursement::TRANSFER_INTERBANK;
//! let uri = "/account/v1.0/transfer-interbank".parse()?;
//! let headers = http::HeaderMap::new();
//! let presented = Presented::new(endpoint, &uri, &headers, b"{}");
//! let diagnosis = diagnose(&presented, &Known::new().secret(&Secret::new("not a real secret")));
//! assert_eq!(diagnosis.names(), ["timestamp-missing", "signature-missing"]);
//! # Ok::<(), http::uri::InvalidUri>(())
//! ```
//!
//! One idea a file: `ways` what a part may have been written as, `vary`, `body` and `json` those ways part by part, `secrets` the
//! keys, `text` the strings that are put together of them, `search` the walk through all of it and `tries` how far it goes, `mac`
//! and `rsa` who signed it, `encoding` how the signature is written down, `headers` what is wrong before any signature is looked at.

mod body;
mod diagnose;
mod diagnosis;
mod encoding;
mod expected;
mod headers;
mod json;
mod known;
mod mac;
mod mistake;
mod presented;
mod rsa;
mod search;
mod secrets;
mod text;
mod tries;
mod vary;
mod ways;

pub use diagnose::diagnose;
pub use diagnosis::{Diagnosis, Finding, Part, Verdict};
pub use known::Known;
pub use mistake::Mistake;
pub use presented::Presented;
