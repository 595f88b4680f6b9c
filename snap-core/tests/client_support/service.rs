//! Services, messages and credentials of the bank.

use std::time::Duration;

use snap_core::signing::PrivateKey;
use snap_core::{
    Category, Client, ClientBuilder, CodeRow, CodeTable, Credentials, Effect, Endpoint, Extra, HeaderFormat,
    HeaderRule, HeaderSet, May, Members, Model, Must, ObjectReader, Outcome, Parameter, Retry, RetryPolicy, Secret,
    SigningProfile, TransactionSignature,
};

use super::Bank;

pub const CLIENT_SECRET: &str = "test-only-client-secret-4711";
pub const ACCOUNT: &str = "1122334455667788";
pub const KEY: &str = include_str!("../../src/testing/test-key.pem");
pub const TOKEN_PATH: &str = "/v1.0/access-token/b2b";

pub fn key() -> PrivateKey {
    PrivateKey::load(KEY.as_bytes()).unwrap()
}

pub fn symmetric() -> Credentials {
    Credentials::symmetric("P10071", Secret::new(CLIENT_SECRET), key())
        .with_client_key("CK-77")
        .with_channel_id("95051")
}

/// A client with short times, so that tests are.
pub fn builder(bank: &Bank, credentials: Credentials) -> ClientBuilder {
    Client::builder(&bank.url, credentials).timeout(Duration::from_millis(600)).retry_reads(RetryPolicy::new(
        2,
        Duration::from_millis(5),
        Duration::from_secs(1),
    ))
}

pub fn client(bank: &Bank) -> Client {
    builder(bank, symmetric()).build().unwrap()
}

macro_rules! models {
    ($($name:ident { $($member:ident: $wire:literal $need:ident $max:literal),+ $(,)? })+) => {
        $(
            #[derive(Clone, Default, PartialEq)]
            pub struct $name {
                $(pub $member: Option<String>,)+
                pub extra: Extra,
            }

            impl Model for $name {
                const NAME: &'static str = stringify!($name);
                fn read(o: &mut ObjectReader<'_>) -> Self {
                    Self { $($member: o.take($wire),)+ extra: o.rest() }
                }
                fn members(&self, m: &mut Members<'_, '_>) {
                    m.object(&self.extra, &[]);
                    $(m.text($wire, &self.$member, $need, $max);)+
                }
            }
        )+
        snap_core::impl_model_traits!($($name),+);
    };
}

models! {
    Transfer { reference: "partnerReferenceNo" Must 64, account: "beneficiaryAccountNo" Must 34, remark: "remark" May 50 }
    Card { id: "cardId" Must 64, holder: "holder" May 64, note: "note" May 64 }
    Reply { code: "responseCode" Must 7, message: "responseMessage" Must 150, reference: "referenceNo" May 64 }
    StatusQuery {
        reference: "originalPartnerReferenceNo" Must 64, number: "originalReferenceNo" May 16,
        external_id: "originalExternalId" May 36, code: "serviceCode" Must 2, date: "transactionDate" May 25,
        branch: "branch" May 8,
    }
    State { code: "responseCode" Must 7, message: "responseMessage" Must 150, state: "latestTransactionStatus" May 2 }
}

pub fn transfer() -> Transfer {
    Transfer {
        reference: Some("REF-0001".into()),
        account: Some(ACCOUNT.into()),
        remark: Some("kopi / \u{e9} \"susu\"".into()),
        extra: Extra::default(),
    }
}

pub static TRANSACTION: HeaderSet = HeaderSet::new("transaction").request(&[
    HeaderRule::mandatory("Content-Type"),
    HeaderRule::conditional("Authorization").format(HeaderFormat::Bearer),
    HeaderRule::optional("Authorization-Customer").format(HeaderFormat::Bearer),
    HeaderRule::mandatory("X-TIMESTAMP").format(HeaderFormat::Timestamp),
    HeaderRule::mandatory("X-SIGNATURE"),
    HeaderRule::mandatory("X-PARTNER-ID").max(36),
    HeaderRule::mandatory("X-EXTERNAL-ID").max(36).format(HeaderFormat::Digits),
    HeaderRule::optional("X-DEVICE-ID").max(400),
    HeaderRule::mandatory("CHANNEL-ID").max(5),
]);

pub static SYMMETRIC: SigningProfile = SigningProfile::new("symmetric");

pub static ASYMMETRIC: SigningProfile = SYMMETRIC.named("asymmetric").transaction(TransactionSignature::Asymmetric);

const fn row(http: u16, case: &'static str, name: &'static str, outcome: Outcome, retry: Retry) -> CodeRow {
    CodeRow::new(http, case).name(name).means(Category::System, outcome, retry)
}

pub static CODES: CodeTable = CodeTable::new(&[
    row(200, "00", "successful", Outcome::Success, Retry::No),
    row(401, "01", "invalid_token", Outcome::Failure, Retry::SameReference),
    row(403, "14", "insufficient_funds", Outcome::Failure, Retry::NewReference),
    row(429, "00", "too_many_requests", Outcome::Failure, Retry::SameReference),
    row(500, "02", "external_server_error", Outcome::Failure, Retry::SameReference),
]);

const BANK: Endpoint =
    Endpoint::new("testbank").version("v1.0").headers(&TRANSACTION).signing(&SYMMETRIC).codes(&CODES);

pub const TRANSFER_SERVICE: Endpoint = BANK
    .service("transfer")
    .title("Transfer")
    .code("18")
    .post("/snap/v1.0/transfer")
    .effect(Effect::MovesMoney)
    .status("transfer_status");

pub static TRANSFER: Endpoint = TRANSFER_SERVICE;

/// Without a token, so that a test sees one request.
pub static PLAIN_TRANSFER: Endpoint = PLAIN_TRANSFER_SERVICE;

pub static STATUS: Endpoint = BANK
    .service("transfer_status")
    .code("36")
    .post("/snap/v1.0/transfer/status")
    .effect(Effect::Read)
    .signing(&ASYMMETRIC);

pub const PLAIN_TRANSFER_SERVICE: Endpoint = TRANSFER_SERVICE.signing(&ASYMMETRIC);

pub static CARD: Endpoint = BANK
    .service("card")
    .code("03")
    .get("/snap/v1.0/card/{cardId}")
    .effect(Effect::Read)
    .header_values(&[("CHANNEL-ID", "01203")])
    .parameters(&[Parameter::path("cardId"), Parameter::query("holder")]);

pub static UNBIND: Endpoint = TRANSFER_SERVICE.delete("/snap/v1.0/transfer").effect(Effect::ChangesState);

pub const TOKEN: &str = "T0K3N-aaaa.bbbb.cccc";

pub const GOOD: &str = r#"{"responseCode":"2001800","responseMessage":"Successful","referenceNo":"B-1","new":1.50}"#;

pub fn token_json(expires_in: &str) -> String {
    let code = r#""responseCode":"2007300","responseMessage":"Successful""#;
    format!(r#"{{{code},"accessToken":"{TOKEN}","tokenType":"Bearer","expiresIn":{expires_in}}}"#)
}
