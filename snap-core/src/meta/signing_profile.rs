//! How a provider signs, as const data: every known deviation is a named switch.

/// How requests are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SigningProfile {
    /// Name in the spec.
    pub name: &'static str,
    /// Signature of a transaction.
    pub transaction: TransactionSignature,
    /// Signature of a token request.
    pub token: TokenSignature,
    /// The query string in the signed path.
    pub query: QueryPolicy,
    /// The prefix in the signed path.
    pub path: PathPolicy,
    /// The body that is hashed.
    pub body: BodyPolicy,
    /// What is hashed when there is no body.
    pub empty_body: EmptyBody,
    /// Encoding of the signature that is sent.
    pub encoding: SignatureEncoding,
    /// Form of the timestamp.
    pub timestamp: TimestampForm,
    /// Form of X-EXTERNAL-ID.
    pub external_id: ExternalIdForm,
    /// How the provider signs when it calls the partner.
    pub callbacks: CallbackSignature,
}

/// Signature of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransactionSignature {
    /// `HMAC-SHA512` with the client secret, with a token.
    Symmetric,
    /// `SHA256withRSA` with the private key, without a token.
    Asymmetric,
    /// The partner chooses.
    Either,
    /// Not signed so.
    None,
}

/// Signature of a token request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenSignature {
    /// `SHA256withRSA` over client key and timestamp.
    RsaSha256,
    /// There are no token requests.
    None,
}

/// The query string in the signed path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueryPolicy {
    /// As sent.
    Included,
    /// Left out.
    Excluded,
    /// Sorted by name, then value.
    IncludedSorted,
}

/// The prefix in the signed path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PathPolicy {
    /// Signed as called.
    Full,
    /// Signed without the provider's prefix.
    WithoutPrefix,
}

/// The body that is hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BodyPolicy {
    /// White space outside strings is dropped.
    Minified,
    /// As sent.
    Raw,
}

/// What is hashed when there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EmptyBody {
    /// The empty string.
    EmptyString,
    /// The text `{}`.
    Braces,
}

/// Encoding of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureEncoding {
    /// Base64 with padding.
    Base64,
    /// Lower-case hex.
    Hex,
}

/// Form of a timestamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimestampForm {
    /// `2020-12-17T10:55:00+07:00`.
    Offset,
    /// `2020-12-17T03:55:00Z`.
    Utc,
    /// `2020-12-17T10:55:00.000+07:00`.
    Milliseconds,
}

/// Form of X-EXTERNAL-ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExternalIdForm {
    /// Up to 36 digits.
    Digits36,
    /// Exactly 9 digits.
    Digits9,
    /// A UUID.
    Uuid,
    /// Up to 36 characters.
    Any36,
    /// Exactly so many digits.
    Digits(u8),
    /// Exactly so many digits and capital letters.
    Alphanumeric(u8),
}

/// How the provider signs when it calls the partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallbackSignature {
    /// It does not call, or the page does not say.
    None,
    /// `HMAC-SHA512` with a token of the partner.
    Symmetric,
    /// `SHA256withRSA` with the provider's key.
    Asymmetric,
}
