//! Calling a provider.
//!
//! A [`Client`] takes an [`Endpoint`](crate::Endpoint) and a message, and gives a [`Reply`] or a
//! [`SnapError`](crate::SnapError):
//!
//! 1. Headers are put together from the endpoint's table, and checked with the message, strictly: all violations at once.
//! 2. Members that travel in the path or the query leave the body. The body is serialised once: what is hashed is sent.
//! 3. A symmetric call gets an access token: one request for all who wait, renewed before it ends.
//! 4. It is signed as the endpoint's profile says, and sent by a [`Transport`]: once.
//! 5. HTTP status and response code together say what the answer means.
//!
//! Nothing that changes anything is sent twice, with one exception: a call that was refused with 401/01 (Invalid Token)
//! was refused before it was carried out, and is repeated once with a new token. Questions may be repeated, by a
//! [`RetryPolicy`]. When no answer comes, the error says whether the call may have been carried out, and names the
//! service to ask: [`Client::settle`] asks it until the outcome is final. An [`Outbox`] is told of a call before it is sent,
//! so that somebody can ask after a crash, too.
//!
//! ```no_run
//! use snap_core::signing::PrivateKey;
//! use snap_core::{Client, Credentials, Endpoint, Model, Reply, Secret, SnapError};
//!
//! # fn secret_store(_: &str) -> String { String::new() }
//! async fn transfer<Q: Model, R: Model>(
//!     bank: &Client,
//!     service: &'static Endpoint,
//!     request: &Q,
//! ) -> Result<Option<Reply<R>>, SnapError> {
//!     match bank.call(service, request).await {
//!         Ok(reply) => Ok(Some(reply)),
//!         // Money may have moved: ask, do not pay again.
//!         Err(error) if error.is_ambiguous() => {
//!             eprintln!("{error}");
//!             Ok(None)
//!         }
//!         Err(error) => Err(error),
//!     }
//! }
//!
//! let key = PrivateKey::load(secret_store("snap.pem").as_bytes())?;
//! let secret = Secret::new(secret_store("snap.secret"));
//! let credentials = Credentials::symmetric("10071", secret, key).with_channel_id("95051");
//! let bank = Client::builder("https://api.bank.example/openapi", credentials).build()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Spans of `tracing` carry provider, service, codes, external ID and duration, under OpenTelemetry's names where it has
//! some; no secret, token, signature, header, body or reference. An [`Observer`] sees more, masked.

mod address;
mod api;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod core;
mod credentials;
mod dry_run;
#[cfg(test)]
mod fixture;
mod from_env;
mod handed_over;
mod headers;
mod identity;
mod ids;
mod intent;
mod judge;
mod known_headers;
mod lenient;
mod message;
mod observer;
mod options;
mod outbox;
mod parameters;
mod policy;
mod redirect;
mod remote_signer;
mod reply;
mod request;
mod reqwest_transport;
mod retry;
mod schedule;
mod settle;
mod sign;
mod token;
mod token_source;
mod token_store;
mod trace;
mod transport;

pub use api::Client;
#[cfg(feature = "blocking")]
pub use blocking::Blocking;
pub use builder::ClientBuilder;
pub use credentials::Credentials;
pub use dry_run::DryRun;
pub use from_env::EnvError;
pub use intent::Intent;
pub use lenient::Mended;
pub use observer::{Answered, Departure, Landing, Observer};
pub use options::CallOptions;
pub use outbox::{Outbox, OutboxFuture};
pub use redirect::{RedirectUrl, percent_encoded};
pub use remote_signer::{RemoteSigner, SignerFailure, SigningFuture, SigningKey};
pub use reply::{RawReply, Reply};
pub use reqwest_transport::ReqwestTransport;
pub use retry::RetryPolicy;
pub use schedule::PollSchedule;
pub use settle::{LastWord, Settled, Settling};
pub use token_store::{StoredToken, TokenKey, TokenStore, TokenStoreFailure, TokenStoreFuture};
pub use transport::{BodyEnd, HttpRequest, HttpResponse, Transport, TransportError, TransportFuture};
