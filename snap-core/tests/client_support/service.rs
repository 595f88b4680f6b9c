//! Services, messages and credentials of the bank.

use std::time::Duration;

use snap_core::signing::PrivateKey;
use snap_core::{
    BodyPolicy, CallbackSignature, Category, Client, ClientBuilder, CodeRow, CodeTable, Credentials, Direction, Effect,
    EmptyBody, Endpoint, ExternalIdForm, Extra, HeaderFormat, HeaderRule, HeaderSet, May, Members, Method, Model, Must,
    ObjectReader, Outcome, Parameter, ParameterEncoding, ParameterLocation, PathPolicy, Presence, QueryPolicy, Retry,
    RetryPolicy, Secret, SignatureEncoding, SigningProfile, TimestampForm, TokenSignature, TransactionSignature,
};

use super::Bank;

pub const CLIENT_SECRET: &str = "test-only-client-secret-4711";
pub const ACCOUNT: &str = "1122334455667788";
pub const KEY: &str = include_str!("partner-test-key.pem");
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
}

pub fn transfer() -> Transfer {
    Transfer {
        reference: Some("REF-0001".into()),
        account: Some(ACCOUNT.into()),
        remark: Some("kopi / \u{e9} \"susu\"".into()),
        extra: Extra::default(),
    }
}

const fn header(name: &'static str, max: u32, presence: Presence, format: Option<HeaderFormat>) -> HeaderRule {
    HeaderRule { name, names: &[], presence, max, exact: 0, format, value: None, sensitive: false }
}

pub static TRANSACTION: HeaderSet = HeaderSet {
    name: "transaction",
    request: &[
        header("Content-Type", 0, Presence::M, None),
        header("Authorization", 0, Presence::C, Some(HeaderFormat::Bearer)),
        header("Authorization-Customer", 0, Presence::O, Some(HeaderFormat::Bearer)),
        header("X-TIMESTAMP", 0, Presence::M, Some(HeaderFormat::Timestamp)),
        header("X-SIGNATURE", 0, Presence::M, None),
        header("X-PARTNER-ID", 36, Presence::M, None),
        header("X-EXTERNAL-ID", 36, Presence::M, Some(HeaderFormat::Digits)),
        header("X-DEVICE-ID", 400, Presence::O, None),
        header("CHANNEL-ID", 5, Presence::M, None),
    ],
    response: &[],
};

pub static SYMMETRIC: SigningProfile = SigningProfile {
    name: "symmetric",
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
};

pub static ASYMMETRIC: SigningProfile =
    SigningProfile { name: "asymmetric", transaction: TransactionSignature::Asymmetric, ..SYMMETRIC };

const fn row(http: u16, case: &'static str, name: &'static str, outcome: Outcome, retry: Retry) -> CodeRow {
    CodeRow { http, case, name, category: Category::System, message: "", outcome, retry, success_for: &[] }
}

pub static CODES: CodeTable = CodeTable {
    rows: &[
        row(200, "00", "successful", Outcome::Success, Retry::No),
        row(401, "01", "invalid_token", Outcome::Failure, Retry::SameReference),
        row(403, "14", "insufficient_funds", Outcome::Failure, Retry::NewReference),
        row(429, "00", "too_many_requests", Outcome::Failure, Retry::SameReference),
        row(500, "02", "external_server_error", Outcome::Failure, Retry::SameReference),
    ],
    fallback: None,
};

pub const TRANSFER_SERVICE: Endpoint = Endpoint {
    provider: "testbank",
    service: "transfer",
    title: "Transfer",
    code: "18",
    method: Method::Post,
    path: "/snap/v1.0/transfer",
    version: "v1.0",
    direction: Direction::Outbound,
    effect: Effect::MovesMoney,
    status: Some("transfer_status"),
    headers: &TRANSACTION,
    header_values: &[],
    signing: &SYMMETRIC,
    parameters: &[],
    codes: &CODES,
    source: "",
};

pub static TRANSFER: Endpoint = TRANSFER_SERVICE;

/// Without a token, so that a test sees one request.
pub static PLAIN_TRANSFER: Endpoint = Endpoint { signing: &ASYMMETRIC, ..TRANSFER_SERVICE };

pub static STATUS: Endpoint = Endpoint {
    service: "transfer_status",
    code: "36",
    path: "/snap/v1.0/transfer/status",
    effect: Effect::Read,
    status: None,
    ..PLAIN_TRANSFER_SERVICE
};

pub const PLAIN_TRANSFER_SERVICE: Endpoint = Endpoint { signing: &ASYMMETRIC, ..TRANSFER_SERVICE };

pub static CARD: Endpoint = Endpoint {
    service: "card",
    code: "03",
    method: Method::Get,
    path: "/snap/v1.0/card/{cardId}",
    effect: Effect::Read,
    status: None,
    header_values: &[("CHANNEL-ID", "01203")],
    parameters: &[
        Parameter { name: "cardId", location: ParameterLocation::Path, encoding: ParameterEncoding::Plain },
        Parameter { name: "holder", location: ParameterLocation::Query, encoding: ParameterEncoding::Plain },
    ],
    ..TRANSFER_SERVICE
};

pub static UNBIND: Endpoint = Endpoint { method: Method::Delete, effect: Effect::ChangesState, ..TRANSFER_SERVICE };

pub const TOKEN: &str = "T0K3N-aaaa.bbbb.cccc";

pub const GOOD: &str = r#"{"responseCode":"2001800","responseMessage":"Successful","referenceNo":"B-1","new":1.50}"#;

pub fn token_json(expires_in: &str) -> String {
    let code = r#""responseCode":"2007300","responseMessage":"Successful""#;
    format!(r#"{{{code},"accessToken":"{TOKEN}","tokenType":"Bearer","expiresIn":{expires_in}}}"#)
}
