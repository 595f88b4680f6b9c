//! `#[snap_service]`: a trait in, a signed client out, for a bank or payment provider that nobody has specified yet; and
//! `#[derive(SnapModel)]` for the messages that it takes and gives.
//!
//! See [`macro@snap_service`] and [`macro@SnapModel`].
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod check;
mod derive;
mod expand;
mod mistakes;
mod model;
mod raw;
#[cfg(test)]
mod soup;
mod words;

use proc_macro::TokenStream;

#[doc = include_str!("snap_service.md")]
#[proc_macro_attribute]
pub fn snap_service(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::snap_service(arguments.into(), item.into()).into()
}

#[doc = include_str!("snap_model.md")]
#[proc_macro_derive(SnapModel, attributes(snap))]
pub fn snap_model(item: TokenStream) -> TokenStream {
    derive::snap_model(item.into()).into()
}
