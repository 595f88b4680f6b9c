//! SNAP, Indonesia's national open-API payment standard, typed: requests that cannot be filled wrongly, responses that lose
//! nothing, signed clients that say whether money may have moved.
//!
//! ```toml
//! [dependencies]
//! snap-bi = { version = "0.1", features = ["faspay", "client"] }
//! ```
//!
#![cfg_attr(all(feature = "client", feature = "faspay"), doc = "```no_run")]
#![cfg_attr(not(all(feature = "client", feature = "faspay")), doc = "```ignore")]
//! use snap_bi::faspay::{self, disbursement};
//! use snap_bi::{Credentials, Settled};
//!
//! # async fn pay(request: disbursement::TransferInterbankRequest) -> Result<(), Box<dyn std::error::Error>> {
//! let bank = faspay::Client::sandbox(Credentials::from_env()?)?;
//! match bank.transfer_interbank(&request).await {
//!     Ok(reply) => println!("done: {:?}", reply.reference_no),
//!     // Money may have moved: ask until it is final, do not send again.
//!     Err(error) if error.is_ambiguous() => match bank.settle_transfer_interbank(&request, &error).await {
//!         Settled::Succeeded(_) => println!("done"),
//!         Settled::Failed(_) => println!("not done"),
//!         Settled::StillOpen(_) => println!("still open: wait for the notification"),
//!     },
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Providers
//!
#![doc = include_str!("../PROVIDERS.md")]
//!
//! Each is a module behind the feature of its name, with its services in a table; a page of its documentation is a module of
//! its own. The national standard is on by default and has a feature for each of its pages (`aspi-balance`, …). `all` is every
//! provider.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `client` | signatures, a client per provider, and [`snap_service`] for a bank of one's own |
//! | `blocking` | calls for programs without an async runtime: [`client::Blocking`] |
//! | `derive` | [`SnapModel`] alone, for messages of one's own |
//! | `testing` | a bank in memory: [`testing`] |
//! | `jiff`, `chrono` | [`dates`], from and to the types of these two |
//! | `server` | a server per provider of what it calls at its partners, and [`server`] |
//! | `axum`, `metrics`, `redis` | servers behind axum's routers, their counters, and what their processes share in Redis |
//! | `signing` | signatures and keys without a client: [`signing`] |
//! | `rsa-pure` | RSA in pure Rust besides that of AWS-LC |
//!
//! # Messages
//!
//! ```
//! use snap_bi::aspi::transfer_status::{TransferStatusRequest, TransferStatusResponse};
//! use snap_bi::Model;
//!
//! let request = TransferStatusRequest::new("18").with_original_partner_reference_no("2020102900000000000001");
//! assert!(request.validate().is_ok());
//!
//! let answer = TransferStatusResponse::from_json(br#"{"responseCode":"4043601","responseMessage":"Transaction Not Found"}"#)?;
//! assert_eq!(answer.response_code.as_deref(), Some("4043601"));
//! # Ok::<(), snap_bi::DecodeError>(())
//! ```
//!
//! What generated code is made of, and whoever writes a [`Model`] by hand needs, is in [`rt`].
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

// Generated files are formatted by the generator.
#[rustfmt::skip]
mod providers;

pub use providers::*;
#[cfg(any(feature = "chrono", feature = "jiff"))]
pub use snap_core::dates;
#[cfg(feature = "server")]
pub use snap_core::server;
#[cfg(feature = "signing")]
pub use snap_core::signing;
#[cfg(feature = "testing")]
pub use snap_core::testing;
pub use snap_core::{
    Advice, Amount, AmountError, AmountValue, Answer, Any, Broken, CallInfo, Category, CodeRow, CodeTable, Context,
    Decimal, DecodeError, Direction, Effect, Endpoint, Environment, Extra, HeaderRule, HeaderSet, Inquiry, Map, Method,
    Model, Number, Object, Outcome, ResponseCode, Retry, SigningProfile, SnapError, TransactionSignature, Unanswered,
    Unreadable, Verdict, Violation, Violations, decode, error, national,
};
#[cfg(feature = "client")]
pub use snap_core::{
    CallOptions, Client, ClientBuilder, Credentials, Intent, Outbox, PollSchedule, RawReply, Reply, RetryPolicy,
    Settled, client,
};
#[cfg(feature = "signing")]
pub use snap_core::{ExternalIds, Secret, Timestamp};
#[cfg(feature = "derive")]
pub use snap_macros::SnapModel;
#[cfg(feature = "client")]
pub use snap_macros::snap_service;

// Everything of the runtime has a path here, for macros and for who writes messages by hand; the first page shows what is
// for everybody.
#[doc(hidden)]
pub use snap_core::*;

/// The runtime: what generated code is made of, and a [`Model`] that is written by hand.
pub mod rt {
    pub use snap_core::*;
}
