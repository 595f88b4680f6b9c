//! Providers: header sets, signing profiles, environments, response codes.

use crate::ir::condition::Condition;
use crate::ir::service::{Erratum, Page, Source};
use crate::source::Loc;
use crate::spec::field::Presence;
use crate::spec::provider::{
    BodyPolicy, CallbackSignature, EmptyBody, ExternalIdForm, HeaderFormat, MessageKind, PathPolicy, QueryPolicy,
    SignatureEncoding, TimestampForm, TokenSignature, TransactionSignature, VectorKind,
};
use crate::spec::response_code::{Category, Outcome, Retry};
use crate::spec::service::Method;

/// A provider, or the national standard.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Name: module, feature, folder.
    pub name: String,
    /// Human name.
    pub title: String,
    /// Where it was transcribed from.
    pub source: Source,
    /// What it is.
    pub doc: Option<String>,
    /// Put before every path.
    pub prefix: String,
    /// Where it is reached.
    pub environments: Vec<Environment>,
    /// Header sets.
    pub header_sets: Vec<HeaderSet>,
    /// Signing profiles.
    pub profiles: Vec<SigningProfile>,
    /// Endpoints for testing only.
    pub helpers: Vec<Helper>,
    /// Addresses that the provider calls from.
    pub source_ips: Vec<String>,
    /// Response codes of its own.
    pub codes: Vec<ResponseCode>,
    /// Pages.
    pub pages: Vec<Page>,
    /// Contradictions about headers, signing, environments and response codes.
    pub errata: Vec<Erratum>,
    /// Name of its file.
    pub file_name: String,
    /// Where it stands.
    pub loc: Loc,
}

impl Provider {
    /// A service by name.
    pub fn service(&self, name: &str) -> Option<&super::Service> {
        self.pages.iter().flat_map(|page| &page.services).find(|service| service.name == name)
    }
}

/// One environment.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Name.
    pub name: String,
    /// Base address.
    pub url: String,
    /// Anything worth knowing about it.
    pub note: Option<String>,
    /// Where it stands.
    pub loc: Loc,
}

/// The headers of an exchange.
#[derive(Debug, Clone)]
pub struct HeaderSet {
    /// Name.
    pub name: String,
    /// Of the request.
    pub request: Vec<HeaderRow>,
    /// Of the response.
    pub response: Vec<HeaderRow>,
    /// Documented samples.
    pub samples: Vec<HeaderSample>,
    /// Where it stands.
    pub loc: Loc,
}

/// One header.
#[derive(Debug, Clone)]
pub struct HeaderRow {
    /// Name.
    pub name: String,
    /// Other spellings.
    pub names: Vec<String>,
    /// Mandatory, optional or conditional.
    pub presence: Presence,
    /// When a conditional header is mandatory.
    pub when: Option<Condition>,
    /// Most characters.
    pub max: Option<u32>,
    /// Exactly so many characters.
    pub exact: Option<u32>,
    /// A named format.
    pub format: Option<HeaderFormat>,
    /// The only value.
    pub value: Option<String>,
    /// Redacted wherever it could be seen.
    pub sensitive: bool,
    /// What the page says beyond the columns.
    pub note: Option<String>,
    /// Where its row stands.
    pub loc: Loc,
}

/// A documented header sample.
#[derive(Debug, Clone)]
pub struct HeaderSample {
    /// Of which message.
    pub message: MessageKind,
    /// Name, value and place of each header.
    pub headers: Vec<(String, String, Loc)>,
    /// Where it stands.
    pub loc: Loc,
}

/// How requests are signed.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the switches are documented where the spec declares them")]
pub struct SigningProfile {
    /// Name.
    pub name: String,
    pub transaction: TransactionSignature,
    pub token: TokenSignature,
    pub query: QueryPolicy,
    pub path: PathPolicy,
    pub body: BodyPolicy,
    pub empty_body: EmptyBody,
    pub encoding: SignatureEncoding,
    pub timestamp: TimestampForm,
    pub external_id: ExternalIdForm,
    pub callbacks: CallbackSignature,
    pub note: Option<String>,
    pub vectors: Vec<Vector>,
    /// Where it stands.
    pub loc: Loc,
}

/// A known answer of a signing profile.
#[derive(Debug, Clone)]
pub struct Vector {
    /// Name.
    pub name: String,
    /// Which signature.
    pub kind: VectorKind,
    /// The client secret, or the name of a test key.
    pub key: String,
    /// The text that is signed.
    pub string_to_sign: String,
    /// The signature, in Base64.
    pub signature: String,
    /// Where it comes from.
    pub source: String,
}

/// An endpoint for testing only.
#[derive(Debug, Clone)]
pub struct Helper {
    /// Name.
    pub name: String,
    /// Human name.
    pub title: String,
    /// Environments that have it.
    pub environments: Vec<String>,
    /// Method, where documented.
    pub method: Option<Method>,
    /// Path, where documented.
    pub path: Option<String>,
}

/// One row of a response-code table.
#[derive(Debug, Clone)]
pub struct ResponseCode {
    /// HTTP status.
    pub http: u16,
    /// Case code.
    pub case: String,
    /// Name in snake_case.
    pub name: String,
    /// Category of the standard.
    pub category: Category,
    /// Message with placeholders.
    pub message: String,
    /// What it says about the outcome.
    pub outcome: Outcome,
    /// Whether the same call may be made again.
    pub retry: Retry,
    /// Services for which it counts as success.
    pub success_for: Vec<String>,
    /// What it means.
    pub doc: Option<String>,
    /// Where it stands.
    pub loc: Loc,
}
