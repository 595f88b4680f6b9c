//! The ways in which each part of a string to sign may have been written.

mod digest;
mod layout;
mod path;
mod small;
mod timestamp;

pub(super) use digest::{Digest, digests};
pub(super) use layout::{Wrap, orders, separators, wraps};
pub(super) use path::{paths, queries};
pub(super) use small::{client_keys, methods, tokens};
pub(super) use timestamp::timestamps;
