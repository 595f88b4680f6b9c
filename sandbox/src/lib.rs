//! A bank to develop against: SNAP providers that answer from state, call back, and fail on demand.
//!
//! - [`Sandbox`] runs providers of `snap-bi`, on this machine.
//! - [`doctor`] names what is wrong with a signature.
//! - [`certify`] runs a list of test cases against a server, or watches a client tick one off.
#![forbid(unsafe_code)]

mod bank;
mod bill;
pub mod certify;
mod clock;
pub mod doctor;
mod door;
pub mod faults;
mod har;
pub mod journal;
mod notify;
mod outgoing;
mod page;
mod partner;
mod quirks;
mod recent;
mod sandbox;
mod seed;
mod shared;
mod signatures;
mod start;

pub use bank::{Account, Deal, Entry, Money, Standing, State};
pub use bill::VaNumber;
pub use clock::Clock;
pub use faults::Fault;
pub use har::har;
pub use journal::Journal;
pub use notify::{Manner, NotifyError};
pub use partner::{CLIENT_KEY, CLIENT_SECRET, PARTNER_KEY, PROVIDER_PUBLIC_KEY, Partner};
pub use sandbox::Sandbox;
pub use seed::{Bill, End, Seed, SeedAccount, SeedError, Settle};
pub use shared::ClientError;
pub use start::{SandboxBuilder, StartError};
