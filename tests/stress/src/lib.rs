//! A bank of one service, its server, and callers that do what callers should not.
#![forbid(unsafe_code)]
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test that cannot go on says so")]

pub mod callers;
pub mod connection;
pub mod journal;
pub mod process;
pub mod redis;
pub mod serving;
pub mod shop;
