//! The value/currency pair: what it holds, when two are the same money, and how they are computed with.
//!
//! The text is what travels, and stays as it came. Whatever asks for the money, equality included, reads it as a number.

mod arithmetic;
mod error;
mod pair;
mod plain;
mod same;
mod text;
mod value;
mod wire_form;

pub use error::AmountError;
pub use pair::Amount;
pub use value::AmountValue;

pub(crate) use plain::plain_decimal;
