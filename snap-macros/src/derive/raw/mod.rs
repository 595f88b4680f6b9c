//! The struct as it was written: nothing is judged here but what cannot be read at all.

mod arguments;
mod input;
pub(crate) mod keys;

pub(crate) use arguments::{Argument, Arguments, Given};
pub(crate) use input::{Field, Input};
