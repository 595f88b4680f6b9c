//! Messages that obey their tables: made from the rows alone, or what a page shows, mended.

mod made;
mod mended;
mod pattern;

pub use made::{agree, is_dated, message, node, plain, set, text, value};
pub use mended::{answer, request};
