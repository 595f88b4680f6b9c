//! A bank to develop against: SNAP providers that answer from state, call back, and fail on demand.
//!
//! - [`doctor`] names what is wrong with a signature.
//! - [`certify`] runs a list of test cases against a server, or watches a client tick one off.
#![forbid(unsafe_code)]

pub mod certify;
pub mod doctor;
