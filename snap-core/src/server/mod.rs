//! What a bank can call: calls are verified, judged, carried out once, and answered with the standard's own codes.
//!
//! `#[snap_service]` makes a server of a trait; what it does is here, and knows no service. In this order, and no handler before
//! all of it: route and method; body, bounded in size and time; content type; headers; time; caller; token; signature, over the
//! raw bytes and the address as it was called; JSON; the rules of the message; the claim.
//!
//! - [`Refusal`] is what is refused, with status and case of the national table; a handler refuses by [`Refuse`].
//! - [`Store`] is what processes share; [`Register`] knows who may call.
//! - [`verify`](fn@verify) is for who has a framework and a store of his own, [`layer`] for who has a tower stack.

mod answer;
mod answering;
mod audit;
mod body;
mod build_error;
mod builder;
mod call;
mod callers;
pub mod checks;
mod claim;
mod config;
mod dispatch;
mod giving_back;
mod known;
pub mod layer;
mod once;
mod outcome;
mod refusal;
mod refuse;
mod routes;
mod run;
mod service;
mod soon;
mod store;
mod stub;
pub mod tokens;
mod trace;
mod verify;

pub use answer::Answered;
pub use answering::Answering;
pub use audit::{Audit, Audited};
pub use build_error::ServerError;
pub use builder::ServerBuilder;
pub use call::{Call, Received};
pub use callers::{BadAddress, Caller, Callers, Register, RegisterError};
pub use checks::{Check, Scheme};
pub use claim::{Claim, Record};
pub use dispatch::{Dispatch, Reads, Reply, Unfit, Work, work};
pub use refusal::Refusal;
pub use refuse::Refuse;
pub use service::Server;
pub use soon::Soon;
#[cfg(feature = "redis")]
pub use store::RedisStore;
#[cfg(feature = "testing")]
pub use store::conformance;
pub use store::{Claimed, Ending, Ledger, MemoryStore, Store, StoreError};
pub use stub::{Stub, StubBuilder};
pub use tower_service::Service;
pub use verify::{Verify, verify};
