//! Clients and servers of the same traits, over real HTTP.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

#[path = "../bank/mod.rs"]
#[expect(dead_code, reason = "what a client sends is verified elsewhere")]
mod bank;
mod exam;
mod place;
mod refusals;
mod talk;
mod wire;
