// What every trait of the bank of mistakes is written against.

#[allow(dead_code, unused_imports)]
#[path = "runtime.rs"]
mod runtime;

#[allow(unused_imports)]
use runtime::SnapError;
#[allow(unused_imports)]
use snap_macros::snap_service;

messages! {
    AskRequest { id = "id" }
    AskResponse { response_code = "responseCode" }
}
