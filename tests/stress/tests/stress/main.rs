//! The server under load, with stores and processes that fail: every call is carried out once, and none is forgotten.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test that cannot go on says so")]

mod failures;
mod load;
mod noise;
mod processes;
mod restarts;
mod stores;
mod unsteady;
