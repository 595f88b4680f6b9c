//! How a provider signs, as const data: every known deviation is a named switch.

/// How requests are signed. A quirk that a later version knows is one more field: start from [`SigningProfile::new`] or
/// from a profile that there is, such as that of the standard, and change what differs.
///
/// ```
/// use snap_core::national::profiles::SIGNING_STANDARD;
/// use snap_core::{QueryPolicy, SigningProfile, TransactionSignature};
///
/// static OURS: SigningProfile =
///     SIGNING_STANDARD.named("ours").transaction(TransactionSignature::Symmetric).query(QueryPolicy::Excluded);
/// assert_eq!((OURS.name, OURS.token), ("ours", SIGNING_STANDARD.token));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
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

impl SigningProfile {
    /// A profile with what the format of the spec takes where nothing is said: symmetric, everything signed as it is
    /// called and sent, Base64, a timestamp with an offset, up to 36 digits.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            transaction: TransactionSignature::Symmetric,
            token: TokenSignature::RsaSha256,
            query: QueryPolicy::Included,
            path: PathPolicy::Full,
            body: BodyPolicy::Minified,
            empty_body: EmptyBody::EmptyString,
            encoding: SignatureEncoding::Base64,
            timestamp: TimestampForm::Offset,
            external_id: ExternalIdForm::Digits36,
            callbacks: CallbackSignature::None,
        }
    }

    /// The same profile under another name.
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Signature of a transaction.
    #[must_use]
    pub const fn transaction(mut self, transaction: TransactionSignature) -> Self {
        self.transaction = transaction;
        self
    }

    /// Signature of a token request.
    #[must_use]
    pub const fn token(mut self, token: TokenSignature) -> Self {
        self.token = token;
        self
    }

    /// The query string in the signed path.
    #[must_use]
    pub const fn query(mut self, query: QueryPolicy) -> Self {
        self.query = query;
        self
    }

    /// The prefix in the signed path.
    #[must_use]
    pub const fn path(mut self, path: PathPolicy) -> Self {
        self.path = path;
        self
    }

    /// The body that is hashed.
    #[must_use]
    pub const fn body(mut self, body: BodyPolicy) -> Self {
        self.body = body;
        self
    }

    /// What is hashed when there is no body.
    #[must_use]
    pub const fn empty_body(mut self, empty_body: EmptyBody) -> Self {
        self.empty_body = empty_body;
        self
    }

    /// Encoding of the signature that is sent.
    #[must_use]
    pub const fn encoding(mut self, encoding: SignatureEncoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// Form of the timestamp.
    #[must_use]
    pub const fn timestamp(mut self, timestamp: TimestampForm) -> Self {
        self.timestamp = timestamp;
        self
    }

    /// Form of X-EXTERNAL-ID.
    #[must_use]
    pub const fn external_id(mut self, external_id: ExternalIdForm) -> Self {
        self.external_id = external_id;
        self
    }

    /// How the provider signs when it calls the partner.
    #[must_use]
    pub const fn callbacks(mut self, callbacks: CallbackSignature) -> Self {
        self.callbacks = callbacks;
        self
    }
}

/// Signature of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
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
#[non_exhaustive]
pub enum TokenSignature {
    /// `SHA256withRSA` over client key and timestamp.
    RsaSha256,
    /// There are no token requests.
    None,
}

/// The query string in the signed path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
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
#[non_exhaustive]
pub enum PathPolicy {
    /// Signed as called.
    Full,
    /// Signed without the provider's prefix.
    WithoutPrefix,
}

/// The body that is hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyPolicy {
    /// White space outside strings is dropped.
    Minified,
    /// As sent.
    Raw,
}

/// What is hashed when there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EmptyBody {
    /// The empty string.
    EmptyString,
    /// The text `{}`.
    Braces,
}

/// Encoding of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureEncoding {
    /// Base64 with padding.
    Base64,
    /// Lower-case hex.
    Hex,
}

/// Form of a timestamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
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
#[non_exhaustive]
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
#[non_exhaustive]
pub enum CallbackSignature {
    /// It does not call, or the page does not say.
    None,
    /// `HMAC-SHA512` with a token of the partner.
    Symmetric,
    /// `SHA256withRSA` with the provider's key.
    Asymmetric,
}
