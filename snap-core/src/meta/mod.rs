//! What services are, as const data: endpoints, header sets, signing profiles, response codes, conditions.

pub(crate) mod code_table;
pub(crate) mod endpoint;
pub(crate) mod header;
pub(crate) mod question;
pub(crate) mod redirect;
pub(crate) mod response_code;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod routing;
pub(crate) mod serving;
pub(crate) mod signing_profile;
pub(crate) mod when;
