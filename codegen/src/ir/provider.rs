//! Providers: header sets, signing profiles, environments, response codes.

use crate::ir::certification::Certification;
use crate::ir::condition::Condition;
use crate::ir::place::{Place, Placed};
use crate::ir::service::{Erratum, HeaderValue, Page, Source};
use crate::ir::serving::Switches;
use crate::source::Loc;
use crate::spec::external_id::ExternalIdForm;
use crate::spec::field::Presence;
use crate::spec::provider::{
    BodyPolicy, CallbackSignature, EmptyBody, HeaderFormat, MessageKind, PathPolicy, QueryPolicy, SignatureEncoding,
    TimestampForm, TokenSignature, TransactionSignature, VectorKind,
};
use crate::spec::response_code::{Category, Outcome, Retry};
use crate::spec::service::Method;

/// A provider, or the national standard.
#[derive(Debug, Clone, PartialEq)]
pub struct Provider {
    /// Name: module, feature, folder.
    pub name: String,
    /// Human name.
    pub title: Placed<String>,
    /// Where it was transcribed from.
    pub source: Source,
    /// What it is.
    pub doc: Option<Placed<String>>,
    /// Put before every path.
    pub prefix: Placed<String>,
    /// Header set of services that name none.
    pub headers: Option<Placed<String>>,
    /// Signing profile of services that name none.
    pub signing: Option<Placed<String>>,
    /// How servers of its services answer.
    pub serving: Switches,
    /// Where it is reached.
    pub environments: Vec<Environment>,
    /// Header sets.
    pub header_sets: Vec<HeaderSet>,
    /// Signing profiles.
    pub profiles: Vec<SigningProfile>,
    /// Endpoints for testing only.
    pub helpers: Vec<Helper>,
    /// Addresses that the provider calls from.
    pub source_ips: Vec<Placed<String>>,
    /// Response codes of its own.
    pub codes: Vec<ResponseCode>,
    /// Pages.
    pub pages: Vec<Page>,
    /// Test cases.
    pub certifications: Vec<Certification>,
    /// Contradictions about headers, signing, environments and response codes.
    pub errata: Vec<Erratum>,
    /// Name of its file.
    pub file_name: String,
    /// Where it stands.
    pub place: Place,
}

impl Provider {
    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }

    /// The types that its pages share, as a page without services.
    pub fn shared(&self) -> Option<&Page> {
        self.pages.iter().find(|page| page.is_shared())
    }

    /// Errata that speak of what a page holds beside its services: its own, and those of the types that it shares.
    pub fn errata_beside<'a>(&'a self, page: &'a Page) -> impl Iterator<Item = &'a Erratum> {
        let shared = self.shared().filter(|shared| !std::ptr::eq(*shared, page));
        page.errata.iter().chain(shared.into_iter().flat_map(|shared| &shared.errata))
    }

    /// A service by name.
    pub fn service(&self, name: &str) -> Option<&super::Service> {
        self.pages.iter().flat_map(|page| &page.services).find(|service| service.name == name)
    }
}

/// One environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Environment {
    /// Name.
    pub name: String,
    /// Base address.
    pub url: Placed<String>,
    /// Anything worth knowing about it.
    pub note: Option<Placed<String>>,
    /// Where it stands.
    pub place: Place,
}

/// The headers of an exchange.
#[derive(Debug, Clone, PartialEq)]
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
    pub place: Place,
}

/// One header.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderRow {
    /// Name.
    pub name: String,
    /// Other spellings.
    pub names: Vec<String>,
    /// Mandatory, optional or conditional.
    pub presence: Placed<Presence>,
    /// When a conditional header is mandatory.
    pub when: Option<Placed<Condition>>,
    /// Most characters.
    pub max: Option<Placed<u32>>,
    /// Exactly so many characters.
    pub exact: Option<Placed<u32>>,
    /// A named format.
    pub format: Option<Placed<HeaderFormat>>,
    /// The only value.
    pub value: Option<Placed<String>>,
    /// Redacted wherever it could be seen.
    pub sensitive: bool,
    /// What the page says beyond the columns.
    pub note: Option<Placed<String>>,
    /// Where its row stands.
    pub place: Place,
}

/// A documented header sample.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderSample {
    /// Of which message.
    pub message: Placed<MessageKind>,
    /// Each header.
    pub headers: Vec<HeaderValue>,
    /// Whether it shows only some of the headers.
    pub partial: bool,
    /// Where it stands.
    pub place: Place,
}

/// How requests are signed.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the switches are documented where the spec declares them")]
pub struct SigningProfile {
    /// Name.
    pub name: String,
    pub transaction: Placed<TransactionSignature>,
    pub token: Placed<TokenSignature>,
    pub query: Placed<QueryPolicy>,
    pub path: Placed<PathPolicy>,
    pub body: Placed<BodyPolicy>,
    pub empty_body: Placed<EmptyBody>,
    pub encoding: Placed<SignatureEncoding>,
    pub timestamp: Placed<TimestampForm>,
    pub external_id: Placed<ExternalIdForm>,
    pub callbacks: Placed<CallbackSignature>,
    pub note: Option<Placed<String>>,
    pub vectors: Vec<Vector>,
    /// Where it stands.
    pub place: Place,
}

/// A known answer of a signing profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    /// Name.
    pub name: Placed<String>,
    /// Which signature.
    pub kind: Placed<VectorKind>,
    /// The client secret, or the name of a test key.
    pub key: Placed<String>,
    /// The text that is signed.
    pub string_to_sign: Placed<String>,
    /// The signature, in Base64.
    pub signature: Placed<String>,
    /// Where it comes from.
    pub source: Placed<String>,
}

/// An endpoint for testing only.
#[derive(Debug, Clone, PartialEq)]
pub struct Helper {
    /// Name.
    pub name: Placed<String>,
    /// Human name.
    pub title: Placed<String>,
    /// Environments that have it.
    pub environments: Vec<Placed<String>>,
    /// Method, where documented.
    pub method: Option<Placed<Method>>,
    /// Path, where documented.
    pub path: Option<Placed<String>>,
}

/// One row of a response-code table.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseCode {
    /// HTTP status.
    pub http: Placed<u16>,
    /// Case code.
    pub case: Placed<String>,
    /// Name in snake_case.
    pub name: Placed<String>,
    /// Category of the standard.
    pub category: Placed<Category>,
    /// Message with placeholders.
    pub message: Placed<String>,
    /// What it says about the outcome.
    pub outcome: Placed<Outcome>,
    /// Whether the same call may be made again.
    pub retry: Placed<Retry>,
    /// Services for which it counts as success.
    pub success_for: Vec<Placed<String>>,
    /// What it means.
    pub doc: Option<Placed<String>>,
    /// Where it stands.
    pub place: Place,
}

impl Environment {
    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }
}

impl HeaderSet {
    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }
}

impl HeaderRow {
    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }
}

impl HeaderSample {
    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }
}

impl SigningProfile {
    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }
}

impl ResponseCode {
    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }
}
