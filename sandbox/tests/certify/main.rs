//! Certification against the merchant of the examples, as he is and with one fault at a time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod annexes;
mod cli;
mod clients;
mod faults;
mod merchant;
mod outputs;
mod passes;
mod shipped;
