//! A bank for unit tests.

use crate::meta::code_table::{Category, CodeRow, CodeTable, Outcome, Retry};
use crate::meta::endpoint::{Direction, Effect, Endpoint, HeaderRule, HeaderSet, Method, Presence};
use crate::meta::signing_profile::{
    BodyPolicy, CallbackSignature, EmptyBody, ExternalIdForm, PathPolicy, QueryPolicy, SignatureEncoding,
    SigningProfile, TimestampForm, TokenSignature, TransactionSignature,
};
use crate::signing::PrivateKey;

pub(super) const PROFILE: SigningProfile = SigningProfile {
    name: "asymmetric",
    transaction: TransactionSignature::Asymmetric,
    token: TokenSignature::None,
    query: QueryPolicy::Included,
    path: PathPolicy::Full,
    body: BodyPolicy::Minified,
    empty_body: EmptyBody::EmptyString,
    encoding: SignatureEncoding::Base64,
    timestamp: TimestampForm::Offset,
    external_id: ExternalIdForm::Digits36,
    callbacks: CallbackSignature::None,
};

const fn row(http: u16, case: &'static str, outcome: Outcome, retry: Retry) -> CodeRow {
    CodeRow { http, case, name: "", category: Category::Business, message: "", outcome, retry, success_for: &[] }
}

static CODES: CodeTable = CodeTable {
    rows: &[
        row(403, "14", Outcome::Failure, Retry::NewReference),
        row(409, "01", Outcome::Unknown, Retry::No),
        row(429, "00", Outcome::Failure, Retry::SameReference),
        row(500, "02", Outcome::Failure, Retry::SameReference),
        CodeRow { success_for: &["transfer"], ..row(404, "18", Outcome::Failure, Retry::No) },
    ],
    fallback: None,
};

pub(super) static TRANSFER: Endpoint = endpoint();

pub(super) static QUESTION: Endpoint = Endpoint { effect: Effect::Read, service: "balance", code: "11", ..endpoint() };

pub(super) const fn endpoint() -> Endpoint {
    Endpoint {
        provider: "bank",
        service: "transfer",
        title: "Transfer",
        code: "18",
        method: Method::Post,
        path: "/v1.0/transfer",
        version: "v1.0",
        direction: Direction::Outbound,
        effect: Effect::MovesMoney,
        status: Some("transfer_status"),
        headers: &HeaderSet { name: "none", request: &[], response: &[] },
        header_values: &[],
        signing: &PROFILE,
        parameters: &[],
        codes: &CODES,
        source: "",
    }
}

pub(super) const fn header(name: &'static str) -> HeaderRule {
    HeaderRule {
        name,
        names: &[],
        presence: Presence::M,
        max: 0,
        exact: 0,
        format: None,
        value: None,
        sensitive: false,
    }
}

pub(super) fn key() -> PrivateKey {
    PrivateKey::load(include_bytes!("../../tests/client_support/partner-test-key.pem")).unwrap()
}
