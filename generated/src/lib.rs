//! Typed SNAP messages, generated from the spec: requests that cannot be filled wrongly, responses that lose nothing.
//!
//! One module per provider, each behind the Cargo feature of its name; the national standard is [`aspi`], which is on
//! by default and has a feature for each of its pages (`aspi-balance`, …). `all` is every provider, `client` adds
//! signatures and a client per provider; `derive` alone is `#[derive(SnapModel)]` for messages of one's own; `jiff` and
//! `chrono` add `dates`, from and to the types of these two.
//!
//! ```
//! use snap_bi::{Amount, Decimal, Model};
//! use snap_bi::aspi::transfer_status::{TransferStatusRequest, TransferStatusResponse};
//!
//! let request = TransferStatusRequest::new("18").with_original_partner_reference_no("2020102900000000000001");
//! assert!(request.validate().is_ok());
//!
//! let answer = TransferStatusResponse::from_json(br#"{"responseCode":"4043601","responseMessage":"Transaction Not Found"}"#)?;
//! let code = answer.response_code.as_deref();
//! assert_eq!(code, Some("4043601"));
//! # let _ = Amount::idr(Decimal::from(10_000));
//! # Ok::<(), snap_bi::DecodeError>(())
//! ```
#![forbid(unsafe_code)]

// Generated files are formatted by the generator.
#[rustfmt::skip]
mod providers;

pub use providers::*;
pub use snap_core::*;
#[cfg(feature = "derive")]
pub use snap_macros::SnapModel;
#[cfg(feature = "client")]
pub use snap_macros::snap_service;
