//! What a service is, as const data.

use crate::meta::code_table::CodeTable;
use crate::meta::header::HeaderSet;
use crate::meta::redirect::Given;
use crate::meta::serving::Serving;
use crate::meta::signing_profile::SigningProfile;

/// HTTP methods of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `DELETE`
    Delete,
}

impl Method {
    /// As it stands in a request line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Who calls whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The partner calls the provider.
    Outbound,
    /// The provider calls the partner.
    Inbound,
}

/// What a call does: decides what may be retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing changes.
    Read,
    /// Something changes, but no money moves.
    ChangesState,
    /// Money moves.
    MovesMoney,
}

/// One service of a provider. What a later version knows of services is one more field: start from [`Endpoint::new`], or from
/// an endpoint that there is, and say what differs.
///
/// ```
/// use snap_core::national::{codes, profiles};
/// use snap_core::{Effect, Endpoint, Method};
///
/// const BANK: Endpoint = Endpoint::new("bank")
///     .version("v1.0")
///     .headers(&profiles::HEADERS_TRANSACTION_B2B)
///     .signing(&profiles::SIGNING_STANDARD)
///     .codes(&codes::CODES)
///     .source("Bank API, https://bank.example");
/// static BALANCE: Endpoint =
///     BANK.service("balance_inquiry").code("11").post("/v1.0/balance-inquiry").effect(Effect::Read);
/// assert_eq!((BALANCE.method, BALANCE.headers.name), (Method::Post, "transaction_b2b"));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Endpoint {
    /// Name of the provider.
    pub provider: &'static str,
    /// Name of the service, in `snake_case`.
    pub service: &'static str,
    /// Human name.
    pub title: &'static str,
    /// Service code, two characters; empty where the provider gives none.
    pub code: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path with prefix and version; path parameters in braces.
    pub path: &'static str,
    /// The whole path that is signed, where it is not the one that is called; the same parameters in braces. It wins over
    /// the signing profile's [`PathPolicy`](crate::PathPolicy), and over the path of a base address.
    pub signed_path: Option<&'static str>,
    /// Where it is in place of a provider's address: pairs of an environment's address and the service's own there. A client at
    /// an address of its own (a gateway, a test) finds it there too.
    pub hosts: &'static [(&'static str, &'static str)],
    /// What the client gives to the address that the customer's browser is sent to; none for what is called.
    pub redirect: Option<&'static [Given]>,
    /// The version that is part of the path.
    pub version: &'static str,
    /// Who calls whom.
    pub direction: Direction,
    /// What a call does.
    pub effect: Effect,
    /// The service that tells what became of a call of this one.
    pub status: Option<&'static str>,
    /// Its headers.
    pub headers: &'static HeaderSet,
    /// Headers that have a value of their own for this service, such as a CHANNEL-ID per product.
    pub header_values: &'static [(&'static str, &'static str)],
    /// How it is signed.
    pub signing: &'static SigningProfile,
    /// Members of the request that travel outside of the body.
    pub parameters: &'static [Parameter],
    /// What its response codes mean.
    pub codes: &'static CodeTable,
    /// How whoever offers it answers, where documents disagree.
    pub serving: &'static Serving,
    /// Title and address of the page that it was transcribed from.
    pub source: &'static str,
}

static NO_HEADERS: HeaderSet = HeaderSet::new("none");
static PLAIN: SigningProfile = SigningProfile::new("symmetric");
static NO_CODES: CodeTable = CodeTable::new(&[]);

impl Endpoint {
    /// A service that says nothing yet but whose it is. The partner calls it by `POST`, it may move money, it has no headers
    /// of its own and no response codes: nothing is safe to try again. It is signed as [`SigningProfile::new`] says.
    #[must_use]
    pub const fn new(provider: &'static str) -> Self {
        Self {
            provider,
            service: "",
            title: "",
            code: "",
            method: Method::Post,
            path: "",
            signed_path: None,
            hosts: &[],
            redirect: None,
            version: "",
            direction: Direction::Outbound,
            // Who forgets to say is careful: nothing is sent twice.
            effect: Effect::MovesMoney,
            status: None,
            headers: &NO_HEADERS,
            header_values: &[],
            signing: &PLAIN,
            parameters: &[],
            codes: &NO_CODES,
            serving: &Serving::STANDARD,
            source: "",
        }
    }

    /// Its name, in `snake_case`.
    #[must_use]
    pub const fn service(mut self, service: &'static str) -> Self {
        self.service = service;
        self
    }

    /// Its human name.
    #[must_use]
    pub const fn title(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }

    /// Its code, two characters.
    #[must_use]
    pub const fn code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    /// Called by `GET` at a path with prefix and version; path parameters stand in braces.
    #[must_use]
    pub const fn get(self, path: &'static str) -> Self {
        self.call(Method::Get, path)
    }

    /// Called by `POST` at a path with prefix and version; path parameters stand in braces.
    #[must_use]
    pub const fn post(self, path: &'static str) -> Self {
        self.call(Method::Post, path)
    }

    /// Called by `PUT` at a path with prefix and version; path parameters stand in braces.
    #[must_use]
    pub const fn put(self, path: &'static str) -> Self {
        self.call(Method::Put, path)
    }

    /// Called by `DELETE` at a path with prefix and version; path parameters stand in braces.
    #[must_use]
    pub const fn delete(self, path: &'static str) -> Self {
        self.call(Method::Delete, path)
    }

    const fn call(mut self, method: Method, path: &'static str) -> Self {
        self.method = method;
        self.path = path;
        self
    }

    /// The whole path that is signed, where it is not the one that is called.
    #[must_use]
    pub const fn signed_path(mut self, path: &'static str) -> Self {
        self.signed_path = Some(path);
        self
    }

    /// Where it is in place of a provider's address.
    #[must_use]
    pub const fn hosts(mut self, hosts: &'static [(&'static str, &'static str)]) -> Self {
        self.hosts = hosts;
        self
    }

    /// The customer's browser is sent there; the client makes the address and gives these members.
    #[must_use]
    pub const fn redirect(mut self, given: &'static [Given]) -> Self {
        self.redirect = Some(given);
        self
    }

    /// The version that is part of the path.
    #[must_use]
    pub const fn version(mut self, version: &'static str) -> Self {
        self.version = version;
        self
    }

    /// Who calls whom.
    #[must_use]
    pub const fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// What a call does.
    #[must_use]
    pub const fn effect(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }

    /// The service that tells what became of a call of this one.
    #[must_use]
    pub const fn status(mut self, status: &'static str) -> Self {
        self.status = Some(status);
        self
    }

    /// Its headers.
    #[must_use]
    pub const fn headers(mut self, headers: &'static HeaderSet) -> Self {
        self.headers = headers;
        self
    }

    /// Headers that have a value of their own for this service.
    #[must_use]
    pub const fn header_values(mut self, header_values: &'static [(&'static str, &'static str)]) -> Self {
        self.header_values = header_values;
        self
    }

    /// How it is signed.
    #[must_use]
    pub const fn signing(mut self, signing: &'static SigningProfile) -> Self {
        self.signing = signing;
        self
    }

    /// Members of the request that travel outside of the body.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    /// What its response codes mean.
    #[must_use]
    pub const fn codes(mut self, codes: &'static CodeTable) -> Self {
        self.codes = codes;
        self
    }

    /// How whoever offers it answers, where documents disagree.
    #[must_use]
    pub const fn serving(mut self, serving: &'static Serving) -> Self {
        self.serving = serving;
        self
    }

    /// Title and address of the page that it was transcribed from.
    #[must_use]
    pub const fn source(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }
}

/// A member of a request that travels outside of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name, in the path and in the request.
    pub name: &'static str,
    /// Where it travels.
    pub location: ParameterLocation,
    /// How its value stands in the request.
    pub encoding: ParameterEncoding,
}

impl Parameter {
    /// A segment of the path.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self { name, location: ParameterLocation::Path, encoding: ParameterEncoding::Plain }
    }

    /// A parameter of the query string.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self { name, location: ParameterLocation::Query, encoding: ParameterEncoding::Plain }
    }

    /// Its value is percent-encoded already.
    #[must_use]
    pub const fn percent_encoded(mut self) -> Self {
        self.encoding = ParameterEncoding::Percent;
        self
    }

    /// It is a JSON number or boolean.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.encoding = ParameterEncoding::Json;
        self
    }
}

/// How the value of a parameter stands in the request, before it goes into an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParameterEncoding {
    /// As it is: the client percent-encodes it.
    Plain,
    /// Percent-encoded already, as the provider signs and reads it: the client sends it as it stands.
    Percent,
    /// As a JSON number or boolean, whose text is sent.
    Json,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParameterLocation {
    /// As a segment of the path.
    Path,
    /// In the query string.
    Query,
}

/// Where a provider is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Environment {
    /// Its name, such as `sandbox`.
    pub name: &'static str,
    /// Base address, without a trailing slash.
    pub url: &'static str,
}

impl Environment {
    /// A name and a base address.
    #[must_use]
    pub const fn new(name: &'static str, url: &'static str) -> Self {
        Self { name, url }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_says_nothing_is_careful() {
        let endpoint = Endpoint::new("bank").service("pay").code("54").post("/v1.0/pay");
        assert!(endpoint.codes.rows.is_empty() && endpoint.headers.request.is_empty());
        assert_eq!((endpoint.effect, endpoint.direction), (Effect::MovesMoney, Direction::Outbound));
        assert_eq!((endpoint.method, endpoint.path, endpoint.status), (Method::Post, "/v1.0/pay", None));
    }
}
