//! One call of a case: what is sent, how it is signed, and what is made of the answer.

pub(super) mod body;
mod call;
mod headers;
mod judge;
mod sign;
mod which;

pub(super) use call::{Call, Caller, Desk, Sent, Skipped, build};
pub(super) use judge::{Answer, judge};
pub(super) use sign::Keys;
pub(super) use which::applies;
