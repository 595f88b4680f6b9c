//! Other people's libraries against the sandbox: their own functions, unchanged, with an address, keys and names only.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

mod install;
#[path = "../shared/peers.rs"]
mod peers;
mod run;
mod tables;
