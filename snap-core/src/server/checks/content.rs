//! The form of the body: JSON, not packed.

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

use crate::meta::endpoint::Method;
use crate::server::call::Call;
use crate::server::refusal::Refusal;

/// The body is JSON by its content type, whatever parameters that has, and not packed; and it is there where one is due.
#[derive(Debug, Clone, Copy, Default)]
pub struct ContentCheck;

impl ContentCheck {
    pub(crate) fn run(self, call: &mut Call) -> Result<(), Refusal> {
        if let Some(encoding) = call.headers.get(CONTENT_ENCODING)
            && !encoding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity")
        {
            return Err(Refusal::ContentEncoding);
        }
        if call.body.is_empty() {
            let due = matches!(call.endpoint.method, Method::Post | Method::Put);
            return if due { Err(Refusal::BodyMissing) } else { Ok(()) };
        }
        // Without the header it is missing, which is said where headers are checked.
        let mut types = call.headers.get_all(CONTENT_TYPE).iter();
        if types.all(|value| value.to_str().is_ok_and(is_json)) { Ok(()) } else { Err(Refusal::ContentType) }
    }
}

fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}
