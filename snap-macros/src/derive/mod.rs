//! `#[derive(SnapModel)]`: a struct and the words of its rows become a message, just as generated code is one.
//!
//! Raw attributes, a checked model, an expansion: what the runtime does with a message stands in the runtime.

mod check;
mod expand;
mod model;
mod raw;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::mistakes::Mistakes;

/// The whole derive. The struct stays as it is: only what stands beside it comes out.
pub(crate) fn snap_model(item: TokenStream) -> TokenStream {
    let item = match syn::parse2::<DeriveInput>(item) {
        Ok(item) => item,
        Err(error) => return error.into_compile_error(),
    };
    let mut mistakes = Mistakes::default();
    let input = raw::Input::read(item, &mut mistakes);
    let checked = check::check(&input, &mut mistakes);
    expand::expand(&checked, mistakes)
}
