//! Signatures against the world: vectors of others, OpenSSL, and both backends against each other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

mod backends;
mod bodies;
mod keys;
mod openssl;
mod refusals;
mod secrets;
mod support;
mod vectors;
mod wycheproof;
