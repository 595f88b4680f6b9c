//! A bank of the sandbox against the generated clients.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test that cannot go on says so")]

mod callbacks;
mod every;
mod examples;
mod faults;
mod flows;
#[path = "../shared/partner.rs"]
mod partner;
mod place;
