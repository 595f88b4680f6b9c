// What every struct of the bank of mistakes is written against.

#[allow(dead_code, unused_imports)]
#[path = "runtime.rs"]
mod runtime;

#[allow(unused_imports)]
use runtime::{Amount, Any, Extra, Map, Model as _, Number, Object};
#[allow(unused_imports)]
use snap_macros::SnapModel;
