//! What a server refuses, one variant for each kind, with its status and case.

use std::borrow::Cow;

use crate::meta::serving::{Inactive, NoToken, Repeat, Serving, Stale};

/// Why a call is refused. Each has its HTTP status and case code of the national table, whatever the service; what documents
/// disagree about is a switch of the service's [`Serving`].
///
/// What goes to the caller never says which part of a signature or a token was wrong; `Debug` is for one's own log.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// No service has this path.
    UnknownPath,
    /// The service is not called by this method, or is not offered here.
    NotSupported,
    /// The service is switched off for this caller.
    NotAllowed {
        /// What the caller is told of the reason.
        reason: Cow<'static, str>,
    },
    /// The service is closed at this time: cut-off, maintenance.
    Closed {
        /// What the caller is told of the reason.
        reason: Cow<'static, str>,
    },
    /// The body is longer than allowed.
    TooLarge,
    /// The body did not come, or not in time.
    CutBody,
    /// The content type is not JSON.
    ContentType,
    /// The body comes packed.
    ContentEncoding,
    /// There is no X-TIMESTAMP.
    TimestampMissing,
    /// X-TIMESTAMP names no moment.
    TimestampUnreadable,
    /// The call is too old.
    TimestampPast,
    /// The call is from the future, further than two clocks may differ.
    TimestampAhead,
    /// There is no X-SIGNATURE.
    SignatureMissing,
    /// X-SIGNATURE is neither Base64 nor hex.
    SignatureUnreadable,
    /// A mandatory header is not there.
    HeaderMissing {
        /// Its name.
        name: Cow<'static, str>,
    },
    /// A header breaks its rule.
    HeaderFormat {
        /// Its name.
        name: Cow<'static, str>,
    },
    /// X-EXTERNAL-ID is too long, or has characters that none may have.
    ExternalIdFormat,
    /// A header came twice, with two values.
    HeaderTwice {
        /// Its name.
        name: Cow<'static, str>,
    },
    /// There is no access token where one is due.
    TokenMissing,
    /// The header is no bearer token.
    TokenNotBearer,
    /// Nobody was given this token.
    TokenUnknown,
    /// The token has expired, or was revoked.
    TokenExpired,
    /// The token was given to somebody else.
    TokenOfAnother,
    /// The customer's token is unknown, expired, revoked, or of another caller.
    CustomerToken,
    /// There is no token of a customer where one is due.
    CustomerTokenMissing,
    /// Nobody is known under this partner ID or client key.
    UnknownCaller,
    /// The caller is switched off.
    InactiveCaller,
    /// The caller may not call from there.
    Address,
    /// The signature is not that of this call.
    SignatureWrong,
    /// The caller has no key that could have signed this.
    NoKey,
    /// The body is not one JSON object in UTF-8: something else, a name twice, text after its end.
    NotJson,
    /// There is no body where one is due.
    BodyMissing,
    /// A mandatory member is not there.
    FieldMissing {
        /// Its path, `a.b[0].c`.
        path: String,
    },
    /// A member breaks its rule.
    FieldFormat {
        /// Its path.
        path: String,
    },
    /// Members that must come together, or one of which must come, do not.
    Condition {
        /// The path of the one that is missing.
        path: String,
    },
    /// The same call is being carried out.
    StillRunning,
    /// The same call was answered before.
    Answered,
    /// The external ID came before, with another body.
    OtherBody,
    /// The reference came before.
    DuplicateReference {
        /// Its last name.
        name: Cow<'static, str>,
    },
    /// The reference came before with other content.
    Inconsistent,
    /// Whoever carried the same call out went away before its end: what became of it is not known.
    OutcomeUnknown,
    /// The bill or account number is not known, or blocked.
    InvalidBill {
        /// What the caller is told of the reason.
        reason: Cow<'static, str>,
    },
    /// The bill or account number has expired.
    ExpiredBill,
    /// The bill is paid.
    PaidBill,
    /// It is not the amount that is due.
    InvalidAmount,
    /// The balance does not cover it.
    InsufficientFunds,
    /// It is above a limit.
    AmountLimit,
    /// The account, card or customer does not exist.
    InvalidAccount {
        /// What the caller is told of the reason.
        reason: Cow<'static, str>,
    },
    /// The account, card or customer is not active.
    InactiveAccount,
    /// The transaction is not known.
    TransactionNotFound,
    /// The state of the transaction does not allow it.
    TransactionStatus,
    /// It is not allowed.
    NotPermitted {
        /// What the caller is told of the reason.
        reason: Cow<'static, str>,
    },
    /// Too many calls.
    TooManyRequests,
    /// It is under way.
    Pending,
    /// It was not carried out in time; it may be yet.
    TooSlow,
    /// It failed for a reason that nobody foresaw.
    Failed,
    /// What the server needs (its store, its register of callers) is down: nothing was begun.
    StoreDown,
    /// The grant type is none that is offered.
    GrantType,
    /// There is no X-CLIENT-KEY.
    ClientKeyMissing,
    /// The authorisation code is not valid: unknown, expired, used.
    AuthCode {
        /// What the caller is told of the reason.
        reason: Cow<'static, str>,
    },
    /// The refresh token is not valid.
    RefreshToken,
    /// A member that this grant type needs is not there.
    GrantField {
        /// Its name.
        name: &'static str,
    },
}

/// HTTP status, case code, and what stands for the placeholder of the message.
pub(crate) struct Row<'a> {
    pub(crate) http: u16,
    pub(crate) case: &'static str,
    pub(crate) filling: Cow<'a, str>,
}

impl Refusal {
    /// HTTP status and case code for a service that is answered so.
    #[must_use]
    pub fn code(&self, serving: &Serving) -> (u16, &'static str) {
        let Row { http, case, .. } = self.row(serving);
        (http, case)
    }

    pub(crate) fn row(&self, serving: &Serving) -> Row<'_> {
        let row = |http, case, filling| Row { http, case, filling };
        let plain = |http, case| row(http, case, Cow::Borrowed(""));
        let said = |http, case, filling: &'static str| row(http, case, Cow::Borrowed(filling));
        match self {
            Self::UnknownPath => plain(404, "02"),
            Self::NotSupported => plain(405, "00"),
            Self::NotAllowed { reason } => row(403, "01", Cow::Borrowed(reason)),
            Self::Closed { reason } => row(403, "06", Cow::Borrowed(reason)),
            Self::TooLarge | Self::CutBody | Self::NotJson | Self::BodyMissing => plain(400, "00"),
            Self::ContentType => said(400, "01", "Content-Type"),
            Self::ContentEncoding => said(400, "01", "Content-Encoding"),
            Self::TimestampMissing => said(400, "02", "X-TIMESTAMP"),
            Self::TimestampUnreadable => said(400, "01", "X-TIMESTAMP"),
            Self::TimestampPast | Self::TimestampAhead => match serving.stale {
                Stale::Unauthorized => said(401, "00", "[Timestamp]"),
                Stale::BadRequest => plain(400, "00"),
            },
            Self::SignatureMissing => said(400, "02", "X-SIGNATURE"),
            Self::HeaderMissing { name } => row(400, "02", Cow::Borrowed(name)),
            Self::HeaderFormat { name } | Self::HeaderTwice { name } => row(400, "01", Cow::Borrowed(name)),
            Self::ExternalIdFormat => said(400, "01", "X-EXTERNAL-ID"),
            Self::TokenMissing => match serving.no_token {
                NoToken::NotFound => plain(401, "03"),
                NoToken::MandatoryField => said(400, "02", "Authorization"),
            },
            Self::TokenNotBearer | Self::TokenUnknown | Self::TokenExpired | Self::TokenOfAnother => plain(401, "01"),
            Self::CustomerToken => plain(401, "02"),
            Self::CustomerTokenMissing => match serving.no_token {
                NoToken::NotFound => plain(401, "04"),
                NoToken::MandatoryField => said(400, "02", "Authorization-Customer"),
            },
            // Nobody learns from the answer whether a partner exists.
            Self::UnknownCaller | Self::NoKey => said(401, "00", "[Unknown client]"),
            Self::InactiveCaller => match serving.inactive {
                Inactive::NotAllowed => said(403, "01", "[Inactive client]"),
                Inactive::Unauthorized => said(401, "00", "[Inactive client]"),
                Inactive::Dormant => plain(403, "09"),
            },
            Self::Address => said(401, "00", "[Connection not allowed]"),
            Self::SignatureWrong | Self::SignatureUnreadable => said(401, "00", "[Signature]"),
            Self::FieldMissing { path } | Self::Condition { path } => row(400, "02", Cow::Borrowed(path)),
            Self::FieldFormat { path } => row(400, "01", Cow::Borrowed(path)),
            Self::StillRunning | Self::OtherBody => plain(409, "00"),
            Self::Answered => match serving.repeat {
                Repeat::Stored | Repeat::Conflict => plain(409, "00"),
                Repeat::Inconsistent => plain(404, "18"),
            },
            Self::DuplicateReference { name } => row(409, "01", Cow::Borrowed(name)),
            Self::Inconsistent => plain(404, "18"),
            Self::InvalidBill { reason } => row(404, "12", Cow::Borrowed(reason)),
            Self::ExpiredBill => plain(404, "19"),
            Self::PaidBill => plain(404, "14"),
            Self::InvalidAmount => plain(404, "13"),
            Self::InsufficientFunds => plain(403, "14"),
            Self::AmountLimit => plain(403, "02"),
            Self::InvalidAccount { reason } => row(404, "11", Cow::Borrowed(reason)),
            Self::InactiveAccount => plain(403, "18"),
            Self::TransactionNotFound => plain(404, "01"),
            Self::TransactionStatus => plain(404, "00"),
            Self::NotPermitted { reason } => row(403, "15", Cow::Borrowed(reason)),
            Self::TooManyRequests => plain(429, "00"),
            Self::Pending => plain(202, "00"),
            // A repeat of it is not carried out again either: nobody knows.
            Self::TooSlow | Self::OutcomeUnknown => plain(504, "00"),
            Self::Failed => plain(500, "00"),
            Self::StoreDown => plain(500, "02"),
            Self::GrantType => said(400, "01", "grantType"),
            Self::ClientKeyMissing => said(400, "02", "X-CLIENT-KEY"),
            Self::AuthCode { reason } => row(401, "00", Cow::Borrowed(reason)),
            Self::RefreshToken => said(401, "00", "[refreshToken]"),
            Self::GrantField { name } => row(400, "02", Cow::Borrowed(name)),
        }
    }

    /// One word for it, for logs and metrics.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::UnknownPath => "unknown_path",
            Self::NotSupported => "not_supported",
            Self::NotAllowed { .. } => "not_allowed",
            Self::Closed { .. } => "closed",
            Self::TooLarge => "too_large",
            Self::CutBody => "cut_body",
            Self::ContentType => "content_type",
            Self::ContentEncoding => "content_encoding",
            Self::TimestampMissing => "timestamp_missing",
            Self::TimestampUnreadable => "timestamp_unreadable",
            Self::TimestampPast => "timestamp_past",
            Self::TimestampAhead => "timestamp_ahead",
            Self::SignatureMissing => "signature_missing",
            Self::SignatureUnreadable => "signature_unreadable",
            Self::HeaderMissing { .. } => "header_missing",
            Self::HeaderFormat { .. } => "header_format",
            Self::ExternalIdFormat => "external_id_format",
            Self::HeaderTwice { .. } => "header_twice",
            Self::TokenMissing => "token_missing",
            Self::TokenNotBearer => "token_not_bearer",
            Self::TokenUnknown => "token_unknown",
            Self::TokenExpired => "token_expired",
            Self::TokenOfAnother => "token_of_another",
            Self::CustomerToken => "customer_token",
            Self::CustomerTokenMissing => "customer_token_missing",
            Self::UnknownCaller => "unknown_caller",
            Self::InactiveCaller => "inactive_caller",
            Self::Address => "address",
            Self::SignatureWrong => "signature_wrong",
            Self::NoKey => "no_key",
            Self::NotJson => "not_json",
            Self::BodyMissing => "body_missing",
            Self::FieldMissing { .. } => "field_missing",
            Self::FieldFormat { .. } => "field_format",
            Self::Condition { .. } => "condition",
            Self::StillRunning => "still_running",
            Self::Answered => "answered",
            Self::OtherBody => "other_body",
            Self::DuplicateReference { .. } => "duplicate_reference",
            Self::Inconsistent => "inconsistent",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::InvalidBill { .. } => "invalid_bill",
            Self::ExpiredBill => "expired_bill",
            Self::PaidBill => "paid_bill",
            Self::InvalidAmount => "invalid_amount",
            Self::InsufficientFunds => "insufficient_funds",
            Self::AmountLimit => "amount_limit",
            Self::InvalidAccount { .. } => "invalid_account",
            Self::InactiveAccount => "inactive_account",
            Self::TransactionNotFound => "transaction_not_found",
            Self::TransactionStatus => "transaction_status",
            Self::NotPermitted { .. } => "not_permitted",
            Self::TooManyRequests => "too_many_requests",
            Self::Pending => "pending",
            Self::TooSlow => "too_slow",
            Self::Failed => "failed",
            Self::StoreDown => "store_down",
            Self::GrantType => "grant_type",
            Self::ClientKeyMissing => "client_key_missing",
            Self::AuthCode { .. } => "auth_code",
            Self::RefreshToken => "refresh_token",
            Self::GrantField { .. } => "grant_field",
        }
    }
}
