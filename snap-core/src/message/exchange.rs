//! Messages that know their endpoint, and what an answer says.

use crate::message::model::Model;
use crate::meta::code_table::{Category, Outcome, Retry};
use crate::meta::endpoint::Endpoint;
use crate::meta::response_code::ResponseCode;

/// A message that belongs to an endpoint.
///
/// For a response, the outcome is that of its service: the same case code can mean success for one service and failure
/// for another (404/18 does).
pub trait Exchange: Model {
    /// The endpoint.
    fn endpoint() -> &'static Endpoint;

    /// The response code as it came; none for a request.
    fn response_code(&self) -> Option<&str> {
        None
    }

    /// The response message as it came; none for a request.
    fn response_message(&self) -> Option<&str> {
        None
    }

    /// The response code in its parts; none if there is none, or it is no response code.
    fn code(&self) -> Option<ResponseCode> {
        ResponseCode::parse(self.response_code()?).ok()
    }

    /// What the answer says about the outcome. An unknown case keeps the outcome of its HTTP status; without a readable
    /// code the outcome is unknown.
    fn outcome(&self) -> Outcome {
        let endpoint = Self::endpoint();
        self.code().map_or(Outcome::Unknown, |code| endpoint.codes.outcome(&code, endpoint.service))
    }

    /// Category of the response code; an unknown case keeps that of its HTTP status.
    fn category(&self) -> Option<Category> {
        self.code().map(|code| Self::endpoint().codes.category(&code))
    }

    /// Whether the same call may be made again. Without a readable code: no.
    fn retry(&self) -> Retry {
        self.code().map_or(Retry::No, |code| Self::endpoint().codes.retry(&code))
    }
}

/// Consuming setters for members of a generated struct: one line each in generated code, one documented method each
/// for who uses it. Generated code calls it.
#[macro_export]
macro_rules! setters {
    ($name:ident { $($setter:ident => $member:ident : $ty:ty),+ $(,)? }) => {
        impl $name {
            $(
                #[doc = ::core::concat!("Sets `", ::core::stringify!($member), "`.")]
                #[must_use]
                pub fn $setter(mut self, value: impl ::core::convert::Into<$ty>) -> Self {
                    self.$member = ::core::option::Option::Some(value.into());
                    self
                }
            )+
        }
    };
}
