//! What a service is, as const data. Generated code builds these as literals, so every field is public.

use crate::meta::code_table::CodeTable;
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

/// One service of a provider.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    /// Name of the provider.
    pub provider: &'static str,
    /// Name of the service, in `snake_case`.
    pub service: &'static str,
    /// Human name.
    pub title: &'static str,
    /// Service code, two characters.
    pub code: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path with prefix and version; path parameters in braces.
    pub path: &'static str,
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
    /// Title and address of the page that it was transcribed from.
    pub source: &'static str,
}

/// A member of a request that travels outside of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, in the path and in the request.
    pub name: &'static str,
    /// Where it travels.
    pub location: ParameterLocation,
    /// How its value stands in the request.
    pub encoding: ParameterEncoding,
}

/// How the value of a parameter stands in the request, before it goes into an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterEncoding {
    /// As it is: the client percent-encodes it.
    Plain,
    /// Percent-encoded already, as the provider signs and reads it: the client sends it as it stands.
    Percent,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterLocation {
    /// As a segment of the path.
    Path,
    /// In the query string.
    Query,
}

/// The headers of an exchange.
#[derive(Debug, Clone, Copy)]
pub struct HeaderSet {
    /// Name in the spec.
    pub name: &'static str,
    /// Headers of the request.
    pub request: &'static [HeaderRule],
    /// Headers of the response.
    pub response: &'static [HeaderRule],
}

/// One header.
#[derive(Debug, Clone, Copy)]
pub struct HeaderRule {
    /// Its name.
    pub name: &'static str,
    /// Other spellings that are accepted.
    pub names: &'static [&'static str],
    /// Mandatory, optional or conditional.
    pub presence: Presence,
    /// Most characters; 0 for no limit.
    pub max: u32,
    /// Exactly so many characters; 0 for any number.
    pub exact: u32,
    /// A named format.
    pub format: Option<HeaderFormat>,
    /// The only value.
    pub value: Option<&'static str>,
    /// Redacted in Debug and traces.
    pub sensitive: bool,
}

/// Mandatory, optional or conditional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Mandatory.
    M,
    /// Optional.
    O,
    /// Conditional.
    C,
}

/// A named format of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeaderFormat {
    /// `2020-12-17T10:55:00+07:00`.
    Timestamp,
    /// Four decimal octets.
    Ipv4,
    /// `+40.75`.
    Latitude,
    /// `-074.00`.
    Longitude,
    /// `0` to `9` only.
    Digits,
    /// `Bearer`, a blank, a token.
    Bearer,
}

/// Where a provider is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Environment {
    /// Its name, such as `sandbox`.
    pub name: &'static str,
    /// Base address, without a trailing slash.
    pub url: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        BodyPolicy, CallbackSignature, EmptyBody, ExternalIdForm, PathPolicy, QueryPolicy, SignatureEncoding,
        TimestampForm, TokenSignature, TransactionSignature,
    };

    static CODES: CodeTable = CodeTable { rows: &[], fallback: None };

    // As generated code writes it: everything in const context.
    const TRANSFER: Endpoint = Endpoint {
        provider: "faspay",
        service: "transfer_interbank",
        title: "Interbank transfer",
        code: "18",
        method: Method::Post,
        path: "/account/v1.0/transfer-interbank",
        version: "v1.0",
        direction: Direction::Outbound,
        effect: Effect::MovesMoney,
        status: Some("transfer_status"),
        headers: &HeaderSet {
            name: "transaction",
            request: &[HeaderRule {
                name: "X-TIMESTAMP",
                names: &[],
                presence: Presence::M,
                max: 0,
                exact: 25,
                format: Some(HeaderFormat::Timestamp),
                value: None,
                sensitive: false,
            }],
            response: &[],
        },
        header_values: &[],
        signing: &SigningProfile {
            name: "asymmetric",
            transaction: TransactionSignature::Asymmetric,
            token: TokenSignature::RsaSha256,
            query: QueryPolicy::Included,
            path: PathPolicy::Full,
            body: BodyPolicy::Minified,
            empty_body: EmptyBody::EmptyString,
            encoding: SignatureEncoding::Base64,
            timestamp: TimestampForm::Offset,
            external_id: ExternalIdForm::Digits36,
            callbacks: CallbackSignature::None,
        },
        parameters: &[Parameter { name: "id", location: ParameterLocation::Path, encoding: ParameterEncoding::Plain }],
        codes: &CODES,
        source: "Faspay SNAP Disbursement, https://docs.faspay.co.id",
    };

    #[test]
    fn an_endpoint_is_const_data() {
        assert_eq!((TRANSFER.method.as_str(), TRANSFER.headers.request.len()), ("POST", 1));
    }
}
