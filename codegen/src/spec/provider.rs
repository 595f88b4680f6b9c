//! Provider files: who it is, where it is, its header sets and signing profiles.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::at::{At, Entries};
use super::condition::Condition;
use super::erratum::Erratum;
use super::external_id::ExternalIdForm;
use super::field::{OneOrMany, Presence};
use super::service::{Method, Source};
use super::serving::Switches;
use super::words::words;

/// A provider.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderFile {
    /// Name: the folder's, or `aspi` for the standard.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"))]
    pub provider: At<String>,
    /// Human name.
    pub title: At<String>,
    /// Where this was transcribed from.
    pub source: Source,
    /// Put before every path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^(/[^/\s?#{}]+)*$"))]
    pub prefix: Option<At<String>>,
    /// Default header set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headers: Option<At<String>>,
    /// Default signing profile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing: Option<At<String>>,
    /// How a server of its services answers where documents disagree; what it leaves out is the standard's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serving: Option<At<Switches>>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<At<String>>,
    /// Where it is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environments: Option<Entries<At<Environment>>>,
    /// Header sets by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_sets: Option<Entries<At<HeaderSet>>>,
    /// Signing profiles by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_profiles: Option<Entries<At<SigningProfile>>>,
    /// Endpoints for testing only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helpers: Vec<At<Helper>>,
    /// Addresses that the provider calls from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source_ips: Vec<At<String>>,
    /// Contradictions about headers, signing and environments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<At<Erratum>>,
}

/// One environment of a provider.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// Base address, without a trailing slash.
    #[schemars(regex(
        pattern = r"^(https://[^/\s?#@]+|http://(localhost|127([.][0-9]+){3}|\[::1\])(:[0-9]+)?)(/[^/\s?#]+)*$"
    ))]
    pub url: At<String>,
    /// Anything worth knowing about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
}

/// The headers of an exchange.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeaderSet {
    /// A header set whose rows are taken over: another one of this file, or else the standard's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inherits: Option<At<String>>,
    /// Headers of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Entries<At<Header>>>,
    /// Headers of the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Entries<At<Header>>>,
    /// Documented header samples.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<At<HeaderSample>>,
}

/// One header.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// `M`, `O` or `C`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<At<Presence>>,
    /// The documented type, where one is printed: always text on the wire.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<At<String>>,
    /// Most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub max: Option<At<u32>>,
    /// Exactly so many characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub exact: Option<At<u32>>,
    /// A named format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<At<HeaderFormat>>,
    /// The only value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<At<String>>,
    /// When a `C` header is mandatory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<At<Condition>>,
    /// Redacted in Debug and traces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<At<bool>>,
    /// What the page says beyond the columns, in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
    /// Other spellings of the header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names: Option<At<OneOrMany<String>>>,
    /// With `inherits`: the row does not exist here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remove: Option<At<bool>>,
}

/// A named format of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
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
    /// ASCII letters and digits only.
    Alphanumeric,
    /// `Bearer`, a blank, a token.
    Bearer,
}

/// A documented header sample.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeaderSample {
    /// Of which message.
    pub message: At<MessageKind>,
    /// The headers as printed.
    pub headers: Entries<At<String>>,
    /// It shows only some of the headers: mandatory ones may be missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial: Option<At<bool>>,
    /// Anything worth knowing about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
}

/// Request or response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum MessageKind {
    Request,
    Response,
}

impl MessageKind {
    /// The key of a sample that keeps its text where that is not JSON.
    pub const fn raw_key(self) -> &'static str {
        match self {
            Self::Request => "request_raw",
            Self::Response => "response_raw",
        }
    }
}

/// How requests are signed: every known deviation is a named switch.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SigningProfile {
    /// A profile whose switches are taken over: another one of this file, or else the standard's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inherits: Option<At<String>>,
    /// Signature of a transaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction: Option<At<TransactionSignature>>,
    /// Signature of a token request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<At<TokenSignature>>,
    /// The query string in the signed path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<At<QueryPolicy>>,
    /// The prefix in the signed path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<At<PathPolicy>>,
    /// The body that is hashed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<At<BodyPolicy>>,
    /// What is hashed when there is no body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty_body: Option<At<EmptyBody>>,
    /// Encoding of the signature that is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<At<SignatureEncoding>>,
    /// Form of the timestamp.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<At<TimestampForm>>,
    /// Form of X-EXTERNAL-ID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<At<ExternalIdForm>>,
    /// How the provider signs when it calls the partner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callbacks: Option<At<CallbackSignature>>,
    /// Anything worth knowing about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
    /// Known answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vectors: Vec<At<Vector>>,
}

/// A known answer of a signing profile.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// Name, unique within the profile.
    pub name: At<String>,
    /// Which signature.
    pub kind: At<VectorKind>,
    /// The client secret (symmetric), or the name of a test key (otherwise).
    pub key: At<String>,
    /// The text that is signed.
    pub string_to_sign: At<String>,
    /// The signature, in Base64.
    pub signature: At<String>,
    /// Where it comes from.
    pub source: At<String>,
}

words!(
    /// Which signature a vector is of.
    VectorKind {
        /// HMAC-SHA512 over a transaction.
        Symmetric => "symmetric",
        /// RSA over a transaction.
        Asymmetric => "asymmetric",
        /// RSA over a token request.
        Token => "token",
    }
);
words!(
    /// Signature of a transaction.
    TransactionSignature {
        /// HMAC-SHA512 with the client secret, with a token.
        Symmetric => "symmetric",
        /// SHA256withRSA with the private key, without a token.
        Asymmetric => "asymmetric",
        /// The partner chooses.
        Either => "either",
        /// Not signed so.
        None => "none",
    }
);
words!(
    /// Signature of a token request.
    TokenSignature {
        /// SHA256withRSA over client key and timestamp.
        RsaSha256 => "rsa-sha256",
        /// There are no token requests.
        None => "none",
    }
);
words!(
    /// The query string in the signed path.
    QueryPolicy {
        /// As sent.
        Included => "included",
        /// Left out.
        Excluded => "excluded",
        /// Sorted by name, then value.
        IncludedSorted => "included-sorted",
    }
);
words!(
    /// The prefix in the signed path.
    PathPolicy {
        /// Signed as called.
        Full => "full",
        /// Signed without the provider's prefix.
        WithoutPrefix => "without-prefix",
    }
);
words!(
    /// The body that is hashed.
    BodyPolicy {
        /// White space outside strings is dropped.
        Minified => "minified",
        /// As sent.
        Raw => "raw",
    }
);
words!(
    /// What is hashed when there is no body.
    EmptyBody {
        /// The empty string.
        EmptyString => "empty-string",
        /// The text `{}`.
        Braces => "braces",
    }
);
words!(
    /// Encoding of a signature.
    SignatureEncoding {
        /// Base64 with padding.
        Base64 => "base64",
        /// Lower-case hex.
        Hex => "hex",
    }
);
words!(
    /// Form of a timestamp.
    TimestampForm {
        /// `2020-12-17T10:55:00+07:00`.
        Offset => "offset",
        /// `2020-12-17T03:55:00Z`.
        Utc => "utc",
        /// `2020-12-17T10:55:00.000+07:00`.
        Milliseconds => "milliseconds",
    }
);
words!(
    /// How the provider signs when it calls the partner.
    CallbackSignature {
        /// It does not call, or the page does not say.
        None => "none",
        /// HMAC-SHA512 with a token of the partner.
        Symmetric => "symmetric",
        /// SHA256withRSA with the provider's key.
        Asymmetric => "asymmetric",
    }
);

/// An endpoint for testing only: not a service.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Helper {
    /// Name.
    pub name: At<String>,
    /// Human name.
    pub title: At<String>,
    /// Environments that have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub environments: Vec<At<String>>,
    /// Method, where documented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<At<Method>>,
    /// Path, where documented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<At<String>>,
    /// Anything worth knowing about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
}
