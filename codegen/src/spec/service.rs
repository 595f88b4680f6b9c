//! Service files: one per page of documentation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::at::{At, Entries};
use super::condition::{Condition, Rule};
use super::erratum::Erratum;
use super::field::Field;
use super::redirect::Redirect;
use super::serving::Serving;
use super::status::Status;

/// A page of documentation with its services.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServicesFile {
    /// The page.
    pub source: Source,
    /// Name of the page within the provider, from which its Rust module is called; the file's name if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*$"))]
    pub module: Option<At<String>>,
    /// Named types that several services of this page refer to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub types: Option<Entries<At<NamedType>>>,
    /// What services of this page say unless they say it themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defaults: Option<Defaults>,
    /// The services by name.
    pub services: Entries<At<Service>>,
    /// Contradictions of the page as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<At<Erratum>>,
}

/// Types that the pages of a provider share: `types.yaml`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TypesFile {
    /// The page that prints them first.
    pub source: Source,
    /// The types by name.
    pub types: Entries<At<NamedType>>,
    /// Contradictions of these types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<At<Erratum>>,
}

/// What most services of a page have in common: each holds for a service that does not say it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Defaults {
    /// HTTP method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<At<Method>>,
    /// What `{version}` stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^[A-Za-z0-9._-]*[A-Za-z0-9][A-Za-z0-9._-]*$"))]
    pub version: Option<At<String>>,
    /// Who calls whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<At<Direction>>,
    /// Header set, before the provider's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headers: Option<At<String>>,
    /// Signing profile, before the provider's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing: Option<At<String>>,
}

/// Where a file was transcribed from.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title of the page.
    pub title: At<String>,
    /// Address of the page.
    #[schemars(regex(pattern = r"^https?://[!-.0-~][!-~]*$"))]
    pub url: At<String>,
    /// Day on which it was read, `YYYY-MM-DD`.
    #[schemars(regex(
        pattern = r"^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$"
    ))]
    pub retrieved: At<String>,
}

/// An object type that rows refer to by name.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedType {
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<At<String>>,
    /// Its members.
    pub fields: At<Entries<At<Field>>>,
    /// What holds between its members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<At<Rule>>,
}

/// One service.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Human name.
    pub title: At<String>,
    /// Two-character service code, quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<At<String>>,
    /// Why there is none: the page gives the service no code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_code: Option<At<String>>,
    /// The national service that this one is a dialect of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<At<String>>,
    /// `standard`: take every row of the national service; rows written here override.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inherits: Option<At<Inherits>>,
    /// HTTP method, as the table prints it; the page's default if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<At<Method>>,
    /// Path below the provider's prefix, with `{version}` and path parameters in braces.
    pub path: At<String>,
    /// The whole path that is signed, where it is another than the one that is called; with the same parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_path: Option<At<String>>,
    /// Hosts of its own, by environment: where it is not at the provider's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hosts: Option<Entries<At<String>>>,
    /// The browser of the customer is sent there: the client makes the address, and calls nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect: Option<At<Redirect>>,
    /// What `{version}` stands for; the page's default if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^[A-Za-z0-9._-]*[A-Za-z0-9][A-Za-z0-9._-]*$"))]
    pub version: Option<At<String>>,
    /// Who calls whom; the page's default if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<At<Direction>>,
    /// What a call does: decides what may be retried.
    pub effect: At<Effect>,
    /// The service that tells what became of a call of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<At<Status>>,
    /// Why nothing tells what became of a call that moves money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"\S"))]
    pub no_status: Option<At<String>>,
    /// Header set; if absent, the page's default, or else the provider's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headers: Option<At<String>>,
    /// Signing profile; if absent, the page's default, or else the provider's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing: Option<At<String>>,
    /// Headers that have a value of their own for this service, such as a CHANNEL-ID per product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_values: Option<Entries<At<String>>>,
    /// How a server of it answers where documents disagree; what it leaves out is the provider's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serving: Option<At<Serving>>,
    /// Another shape of the same endpoint: the service that has it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape_of: Option<At<String>>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<At<String>>,
    /// The request's field table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<At<Entries<At<Field>>>>,
    /// The response's field table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<At<Entries<At<Field>>>>,
    /// The response's field tables where the shape has variants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responses: Option<At<Entries<At<Variant>>>>,
    /// What holds between the members of a message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<MessageRules>,
    /// Messages for which the page gives no table, and where the rows came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
    /// Documented samples.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<At<Sample>>,
    /// Why there is no sample: the page prints none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"\S"))]
    pub no_sample: Option<At<String>>,
    /// Contradictions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<At<Erratum>>,
    /// Lint rules that are set aside here, each with its reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<At<Waiver>>,
}

/// What a service inherits from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Inherits {
    /// The national service named by `standard`.
    Standard,
}

/// HTTP methods of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    /// As it stands in a request line.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The partner calls the provider.
    Outbound,
    /// The provider calls the partner.
    Inbound,
}

impl Direction {
    /// As the spec writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Outbound => "outbound",
            Self::Inbound => "inbound",
        }
    }
}

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing changes.
    Read,
    /// Something changes, but no money moves.
    ChangesState,
    /// Money moves.
    MovesMoney,
}

impl Effect {
    /// As the spec writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::ChangesState => "changes-state",
            Self::MovesMoney => "moves-money",
        }
    }
}

/// One shape of a response.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// When the provider answers so, on the request. The last variant may do without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<At<Condition>>,
    /// What this shape is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<At<String>>,
    /// The field table.
    pub fields: At<Entries<At<Field>>>,
    /// What holds between the members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<At<Rule>>,
}

/// Rules between the members of a message.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageRules {
    /// Of the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub request: Vec<At<Rule>>,
    /// Of the response.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response: Vec<At<Rule>>,
}

/// Messages without a table of their own, and where their rows came from.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inferred {
    /// The request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<At<String>>,
    /// The response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<At<String>>,
}

/// A documented exchange.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Name, unique within the service.
    pub name: At<String>,
    /// The response variant that it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<At<String>>,
    /// The method that the sample prints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<At<Method>>,
    /// The path that the sample prints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<At<String>>,
    /// The request headers that the sample prints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headers: Option<Entries<At<String>>>,
    /// The request, as JSON text. Path and query parameters are members of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<At<String>>,
    /// The response, as JSON text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<At<String>>,
    /// The request as printed, where that is not JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_raw: Option<At<String>>,
    /// The response as printed, where that is not JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_raw: Option<At<String>>,
    /// Anything worth knowing about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
}

/// A lint rule that is set aside.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule.
    pub rule: At<String>,
    /// Where within the service; everywhere if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<At<String>>,
    /// Why.
    pub reason: At<String>,
}
