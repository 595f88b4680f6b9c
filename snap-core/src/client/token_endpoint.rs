//! The national token service, for providers whose spec names none of their own.

use crate::meta::code_table::CodeTable;
use crate::meta::endpoint::{Direction, Effect, Endpoint, HeaderFormat, HeaderRule, HeaderSet, Method, Presence};
use crate::meta::signing_profile::{
    BodyPolicy, CallbackSignature, EmptyBody, ExternalIdForm, PathPolicy, QueryPolicy, SignatureEncoding,
    SigningProfile, TimestampForm, TokenSignature, TransactionSignature,
};

/// Access token B2B: `POST /v1.0/access-token/b2b`, service 73 (ASPI, Keamanan).
pub(super) static NATIONAL: Endpoint = Endpoint {
    provider: "aspi",
    service: "access_token_b2b",
    title: "Access token B2B",
    code: "73",
    method: Method::Post,
    path: "/v1.0/access-token/b2b",
    version: "v1.0",
    direction: Direction::Outbound,
    effect: Effect::ChangesState,
    status: None,
    headers: &HeaderSet {
        name: "access_token",
        request: &[
            header("Content-Type", None),
            header("X-TIMESTAMP", Some(HeaderFormat::Timestamp)),
            header("X-CLIENT-KEY", None),
            header("X-SIGNATURE", None),
        ],
        response: &[],
    },
    header_values: &[],
    signing: &SigningProfile {
        name: "standard",
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
    },
    parameters: &[],
    codes: &CodeTable { rows: &[], fallback: None },
    source: "Keamanan - SNAP Developer Site, https://apidevportal.aspi-indonesia.or.id/api-services/keamanan",
};

const fn header(name: &'static str, format: Option<HeaderFormat>) -> HeaderRule {
    HeaderRule { name, names: &[], presence: Presence::M, max: 0, exact: 0, format, value: None, sensitive: false }
}
