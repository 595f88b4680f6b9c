//! What is checked before a handler sees a call, in this order: content, headers, time, caller, token, signature, JSON. Rules of
//! the message and the claim follow, for they need its type and its values.
//!
//! Each is a [`Check`], which can be a layer of a tower stack of one's own: see [`layer`](super::layer).

mod caller;
mod content;
mod headers;
mod json;
mod signature;
mod token;
mod window;

pub use caller::CallerCheck;
pub use content::ContentCheck;
pub use headers::HeaderCheck;
pub use json::JsonCheck;
pub use signature::{Scheme, SignatureCheck};
pub use token::TokenCheck;
pub use window::WindowCheck;

pub(crate) use headers::conditional;

use super::call::Call;
use super::refusal::Refusal;
use super::soon::Soon;

/// One thing that is checked of a call. What it finds out it writes into the call.
pub trait Check: Send + Sync + 'static {
    /// Checks a call.
    fn check<'a>(&'a self, call: &'a mut Call) -> Soon<'a, Result<(), Refusal>>;
}

/// A check that needs nothing but the call.
macro_rules! at_once {
    ($($check:ty),+) => {$(
        impl Check for $check {
            fn check<'a>(&'a self, call: &'a mut Call) -> Soon<'a, Result<(), Refusal>> {
                Soon::now(self.run(call))
            }
        }
    )+};
}

/// A check that asks somebody.
macro_rules! later {
    ($($check:ty),+) => {$(
        impl Check for $check {
            fn check<'a>(&'a self, call: &'a mut Call) -> Soon<'a, Result<(), Refusal>> {
                Soon::later(self.run(call))
            }
        }
    )+};
}

at_once!(ContentCheck, HeaderCheck, WindowCheck, SignatureCheck, JsonCheck);
later!(CallerCheck, TokenCheck);
