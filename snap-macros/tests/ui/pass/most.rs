//! All that can be said.
#![deny(warnings)]
#![allow(dead_code)]

include!("../../support/bank.rs");

static PROFILE: &runtime::SigningProfile = MyBankClient::ASK.signing;
static SET: runtime::HeaderSet = runtime::HeaderSet::new("own");
static CODES: runtime::CodeTable = runtime::CodeTable::new(&[]);

/// A bank.
#[snap_service(
    provider = "mybank",
    title = "My Bank",
    signing = either,
    base_path = "/openapi",
    version = "v1.0",
    headers = self::SET,
    codes = crate::CODES,
    source = "My Bank API, https://mybank.example",
    crate = crate::runtime,
)]
#[allow(clippy::all)]
pub(crate) trait MyBank: Send + Sync + 'static
where
{
    /// Asks.
    #[endpoint(
        GET, "/{version}/ask/{id}",
        service_code = "01",
        effect = read,
        direction = outbound,
        signed_path = "/gateway/{version}/{id}",
        query(since, "until-date", r#type),
        service = "asking",
        title = "Ask",
        version = "1.0.0",
        signing = none,
        headers = access_token,
        header_values("CHANNEL-ID" = "95231", "X-Debug-Mode" = "1"),
        codes = none,
        source = "page 7",
    )]
    #[must_use]
    async fn ask(&self, request: AskRequest) -> Result<AskResponse, SnapError>;

    #[endpoint(POST, "/{version}/pay", effect = moves_money, service_code = "Q5", status = ask)]
    async fn pay(&self, _: self::AskRequest) -> core::result::Result<crate::AskResponse, runtime::SnapError>;

    #[endpoint(POST, "/{version}/pay", effect = moves_money, service_code = "Q5", direction = inbound)]
    async fn paid(&self, request: self::AskRequest) -> Result<crate::AskResponse, SnapError>;
}

/// A wrapper of one's own is a message, and a function may make anything of an answer.
#[snap_service(provider = "mybank", signing = either, codes = none, crate = runtime, token_endpoint = TOKEN)]
trait More {
    #[endpoint(
        POST, "/v1.0/move", effect = moves_money, service_code = "02",
        no_status = "My Bank calls by telephone.",
        decode = perhaps,
    )]
    async fn send(&self, request: AskRequest) -> Result<Option<AskResponse>, SnapError>;
}

static TOKEN: runtime::Endpoint = runtime::Endpoint::new("mybank");

fn perhaps(_: &AskRequest, json: &[u8]) -> Result<Option<AskResponse>, snap_core::DecodeError> {
    snap_core::Model::from_json(json).map(Some)
}

async fn around(bank: MyBankClient) -> Result<(), SnapError> {
    bank.pay(&AskRequest::default()).await.map(|_| ())
}

fn main() {}
