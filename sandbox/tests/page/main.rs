//! The pages of a sandbox, over HTTP, as a browser without scripts uses them.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod api;
mod calls;
mod chromium;
mod customer;
mod forms;
mod har;
#[path = "../shared/partner.rs"]
mod partner;
mod place;
mod strangers;
