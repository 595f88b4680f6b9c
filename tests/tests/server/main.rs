//! Clients and servers of the same traits, over real HTTP.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

#[path = "../bank/mod.rs"]
#[expect(dead_code, reason = "what a client sends is verified elsewhere")]
mod bank;
mod custom;
mod exam;
mod fakes;
mod place;
mod refusals;
mod stand;
mod stub;
mod talk;
mod tokens;
mod wire;
