//! The doctor names what is wrong with a signature. Mistakes are made here by hand, or by other people's libraries; nothing of the
//! doctor's own code makes one.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

mod by_hand;
mod callers;
mod correct;
mod explain;
mod fixture;
mod in_pairs;
#[path = "../shared/peers.rs"]
mod install;
mod peers;
mod unexplained;
