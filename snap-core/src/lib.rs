//! The runtime that generated SNAP code calls.
//!
//! Generated code is plain data and plain calls; what those calls do stands here, once and mostly not generic, so that a
//! hundred services compile like ten. Requests are strict, responses lenient, and nothing that was received is lost:
//!
//! - [`Model`] is what a generated struct implements; [`Wire`] is what each of its members is on the wire.
//! - [`Extra`] keeps what the spec does not know: unknown members, and values that came in another JSON form.
//! - [`Members`] is whom a message shows its members to, each with its [`Rule`]; every [`Violation`] is reported with its path and never with the value.
//! - [`CodeTable`] answers what a response code means; [`Endpoint`] is what a service is, as const data.
//!
//! ```
//! use snap_core::{Extra, Members, Model, Must, ObjectReader};
//!
//! #[derive(Clone, Default, PartialEq)]
//! struct Card { no: Option<String>, pin: Option<String>, extra: Extra }
//!
//! impl Model for Card {
//!     const NAME: &'static str = "Card";
//!     fn read(object: &mut ObjectReader<'_>) -> Self {
//!         Self { no: object.take("cardNo"), pin: object.take("pin"), extra: object.rest() }
//!     }
//!     // Written and checked by this list.
//!     fn members(&self, members: &mut Members<'_, '_>) {
//!         members.object(&self.extra, &[]);
//!         members.text("cardNo", &self.no, Must, 16);
//!         members.secret_text("pin", &self.pin, Must, 6);
//!     }
//! }
//! snap_core::impl_model_traits!(Card);
//!
//! // A number of twenty digits where text is promised, and a member that nobody announced.
//! let text = r#"{"cardNo":12345678901234567890,"pin":"1234","new":{"a":1.50}}"#;
//! let card = Card::from_json(text.as_bytes())?;
//! assert_eq!(card.no.as_deref(), Some("12345678901234567890"));
//! assert_eq!(card.to_json(), text.as_bytes());
//! assert_eq!(format!("{card:?}"), r#"Card { "cardNo": "12345678901234567890", "pin": [redacted], "new": … }"#);
//! assert_eq!(
//!     card.validate().unwrap_err().to_string(),
//!     "cardNo: came as a number, another JSON form is specified\ncardNo: 20 characters, at most 16 are allowed",
//! );
//! # Ok::<(), snap_core::DecodeError>(())
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub(crate) mod check;
#[cfg(feature = "client")]
pub mod client;
#[cfg(any(feature = "chrono", feature = "jiff"))]
pub mod dates;
pub mod error;
pub(crate) mod json;
pub(crate) mod message;
pub(crate) mod meta;
// Generated files are formatted by the generator.
#[rustfmt::skip]
pub mod national;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "signing")]
pub mod signing;
#[cfg(feature = "testing")]
pub mod testing;

pub use check::Need::{Always, May, Must};
pub use check::{
    AmountRule, Broken, Check, Context, Format, HeaderLookup, Item, Members, Mode, Need, Pattern, Relation, Rule, Slot,
    Span, Violation, Violations, Visit,
};
#[cfg(feature = "client")]
pub use client::{
    CallOptions, Client, ClientBuilder, Credentials, Intent, LastWord, Outbox, PollSchedule, RawReply, Reply,
    RetryPolicy, Settled, Settling,
};
pub use error::{Advice, CallInfo, Reference, SnapError, Unanswered, Unreadable, UnreadableReason, Verdict};
pub use json::amount::{Amount, AmountError, AmountValue};
pub use json::decode::DecodeError;
pub use json::extra::{Extra, Form};
pub use json::number::Number;
pub use json::object::{ObjectReader, Reading};
pub use json::open::{Any, Map, Object};
pub use json::open_enum::OpenEnum;
pub use json::wire::Wire;
pub use json::writer::{Masked, ValueWriter};
pub use message::answer::Answer;
pub use message::inquiry::{Inquiry, Sent};
pub use message::model::Model;
pub use message::registry::{AnyModel, Decode, MessageEntry, MessageKind, ProviderEntry, decode};
pub use meta::code_table::{Category, CodeRow, CodeTable, Outcome, Retry};
pub use meta::endpoint::{
    Direction, Effect, Endpoint, Environment, Method, Parameter, ParameterEncoding, ParameterLocation,
};
pub use meta::header::{HeaderFormat, HeaderRule, HeaderSet, Presence};
pub use meta::question::{Fill, Origin, Question, Tells, Told};
pub use meta::redirect::{Given, GivenFrom};
pub use meta::response_code::{BadCode, ResponseCode};
pub use meta::serving::{Inactive, NoToken, OtherContent, Repeat, SameReference, Serving, Stale};
pub use meta::signing_profile::{
    BodyPolicy, CallbackSignature, EmptyBody, ExternalIdForm, PathPolicy, QueryPolicy, SignatureEncoding,
    SigningProfile, TimestampForm, TokenSignature, TransactionSignature,
};
pub use meta::when::When;
pub use rust_decimal::Decimal;
pub use serde_json::value::RawValue;
#[cfg(feature = "signing")]
pub use signing::external_id::ExternalIds;
#[cfg(feature = "signing")]
pub use signing::secret::Secret;
#[cfg(feature = "signing")]
pub use signing::timestamp::{Age, BadTimestamp, Timestamp};

/// What `#[snap_service]` makes for servers, where there is one.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __snap_server {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// What `#[snap_service]` makes for servers, where there is none.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __snap_server {
    ($($tokens:tt)*) => {};
}

/// What the exported macros expand to. Not an interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::json::open_enum::deserialize_text;
    pub use crate::json::writer::{WriteValue, debug};
    pub use crate::message::model::{deserialize_model, serialize_model};
    pub use serde;
}
