//! The lint rules, over a small spec of an invented bank: each example in the registry does what it says, each
//! mistake is reported where it stands, and each finding says what to write instead.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

mod causes;
mod defaults;
mod examples;
mod frames;
mod heirs;
mod ineffective;
mod mini;
mod proposals;
mod refused;
mod schemas;
mod serving;
mod several_places;
mod sources;
mod standard;
mod subjects;
mod teaching;
