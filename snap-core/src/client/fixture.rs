//! A bank for unit tests.

use crate::meta::code_table::{Category, CodeRow, CodeTable, Outcome, Retry};
use crate::meta::endpoint::{Effect, Endpoint};
use crate::meta::header::HeaderSet;
use crate::meta::signing_profile::{SigningProfile, TokenSignature, TransactionSignature};
use crate::signing::PrivateKey;

pub(super) const PROFILE: SigningProfile =
    SigningProfile::new("asymmetric").transaction(TransactionSignature::Asymmetric).token(TokenSignature::None);

const fn row(http: u16, case: &'static str, outcome: Outcome, retry: Retry) -> CodeRow {
    CodeRow::new(http, case).means(Category::Business, outcome, retry)
}

static CODES: CodeTable = CodeTable::new(&[
    row(403, "14", Outcome::Failure, Retry::NewReference),
    row(409, "01", Outcome::Unknown, Retry::No),
    row(429, "00", Outcome::Failure, Retry::SameReference),
    row(500, "02", Outcome::Failure, Retry::SameReference),
    row(404, "18", Outcome::Failure, Retry::No).success_for(&["transfer"]),
]);

static BARE: HeaderSet = HeaderSet::new("none");

pub(super) static TRANSFER: Endpoint = endpoint();

pub(super) static QUESTION: Endpoint = endpoint().service("balance").code("11").effect(Effect::Read);

pub(super) const fn endpoint() -> Endpoint {
    Endpoint::new("bank")
        .service("transfer")
        .title("Transfer")
        .code("18")
        .post("/v1.0/transfer")
        .version("v1.0")
        .status("transfer_status")
        .headers(&BARE)
        .signing(&PROFILE)
        .codes(&CODES)
}

pub(super) fn key() -> PrivateKey {
    PrivateKey::load(include_bytes!("../testing/test-key.pem")).unwrap()
}
