//! What a trait becomes: a client that calls, and metadata that says where.
#![allow(missing_docs)]

#[allow(dead_code, unused_imports)]
#[path = "support/runtime.rs"]
mod runtime;

use runtime::{Client, Direction, Effect, Method, Parameter, SnapError, TransactionSignature, run};
use snap_macros::snap_service;

messages! {
    BalanceInquiryRequest { account_no = "accountNo" }
    BalanceInquiryResponse { response_code = "responseCode", name = "name" }
    TransferRequest { partner_reference_no = "partnerReferenceNo" }
    TransferResponse { response_code = "responseCode" }
    CardRequest { card_id = "cardId", start_date = "startDate" }
    CardResponse { response_code = "responseCode" }
}

static CODES: runtime::CodeTable = runtime::CodeTable::new(&[]);

static OWN_SIGNING: runtime::SigningProfile = runtime::SigningProfile::new("own")
    .query(runtime::QueryPolicy::IncludedSorted)
    .path(runtime::PathPolicy::WithoutPrefix)
    .body(runtime::BodyPolicy::Raw)
    .empty_body(runtime::EmptyBody::Braces)
    .encoding(runtime::SignatureEncoding::Hex)
    .timestamp(runtime::TimestampForm::Utc)
    .external_id(runtime::ExternalIdForm::Uuid);

/// A bank of our own.
#[snap_service(
    provider = "mybank",
    title = "My Bank",
    signing = symmetric,
    base_path = "/openapi",
    version = "v1.0",
    codes = CODES,
    source = "My Bank API, https://mybank.example/docs",
    crate = runtime,
)]
pub trait MyBank {
    /// Balance of one account.
    #[endpoint(POST, "/{version}/balance-inquiry", service_code = "11", effect = read)]
    async fn balance_inquiry(&self, request: BalanceInquiryRequest) -> Result<BalanceInquiryResponse, SnapError>;

    /// Moves money between banks.
    #[endpoint(
        POST, "/v2.0/transfer-interbank",
        service_code = "18",
        effect = moves_money,
        status = transfer_status,
        headers = transaction_b2b2c,
        header_values("CHANNEL-ID" = "95231"),
        title = "Interbank transfer",
    )]
    async fn transfer(&self, request: TransferRequest) -> Result<TransferResponse, SnapError>;

    #[endpoint(POST, "/{version}/transfer/status", service_code = "36", effect = read, service = "transfer_state")]
    async fn transfer_status(&self, request: TransferRequest) -> Result<TransferResponse, SnapError>;

    #[endpoint(
        DELETE, "/{version}/cards/{cardId}",
        service_code = "Q5", effect = changes_state, status = "card_list", version = "v3",
        query(startDate, "end-date"), signing = OWN_SIGNING, codes = none,
        signed_path = "/gateway/{version}/{cardId}",
    )]
    async fn card(&self, request: CardRequest) -> Result<CardResponse, SnapError>;
}

#[test]
fn metadata_says_what_the_attributes_say() {
    let endpoint = MyBankClient::TRANSFER;
    assert_eq!((endpoint.provider, endpoint.service), ("mybank", "transfer"));
    assert_eq!((endpoint.title, endpoint.code), ("Interbank transfer", "18"));
    assert_eq!((endpoint.method, endpoint.path), (Method::Post, "/openapi/v2.0/transfer-interbank"));
    assert_eq!((endpoint.version, endpoint.direction), ("v2.0", Direction::Outbound));
    assert_eq!((endpoint.effect, endpoint.status), (Effect::MovesMoney, Some("transfer_state")));
    assert_eq!((endpoint.headers.name, endpoint.header_values), ("transaction_b2b2c", &[("CHANNEL-ID", "95231")][..]));
    assert_eq!(endpoint.signing.transaction, TransactionSignature::Symmetric);
    assert_eq!(endpoint.source, "My Bank API, https://mybank.example/docs");
    assert!(std::ptr::eq(endpoint.codes, &CODES));
}

#[test]
fn an_endpoint_may_differ_from_its_service() {
    let endpoint = MyBankClient::CARD;
    assert_eq!((endpoint.method, endpoint.path), (Method::Delete, "/openapi/v3/cards/{cardId}"));
    assert_eq!(endpoint.signed_path, Some("/gateway/v3/{cardId}"));
    assert_eq!((endpoint.version, endpoint.code, endpoint.status), ("v3", "Q5", Some("card_list")));
    assert_eq!(
        endpoint.parameters,
        [Parameter::path("cardId"), Parameter::query("startDate"), Parameter::query("end-date")]
    );
    assert_eq!(endpoint.signing, &OWN_SIGNING);
    assert_eq!(endpoint.headers.name, "transaction_b2b");
    assert!(endpoint.codes.rows.is_empty());
}

#[test]
fn what_is_left_out_follows_from_the_names() {
    let endpoint = MyBankClient::BALANCE_INQUIRY;
    assert_eq!((endpoint.title, endpoint.service), ("Balance inquiry", "balance_inquiry"));
    assert_eq!((endpoint.path, endpoint.version), ("/openapi/v1.0/balance-inquiry", "v1.0"));
    assert!(endpoint.header_values.is_empty() && endpoint.parameters.is_empty() && endpoint.status.is_none());
}

#[test]
fn the_table_has_every_endpoint_in_the_order_of_the_trait() {
    let services: Vec<_> = MyBankClient::ENDPOINTS.iter().map(|endpoint| endpoint.service).collect();
    assert_eq!(services, ["balance_inquiry", "transfer", "transfer_state", "card"]);
}

#[test]
fn a_call_goes_to_its_endpoint_and_the_answer_comes_back_typed() -> Result<(), SnapError> {
    let runtime = Client::answering(r#"{"responseCode":"2001100","name":"JONOMADE"}"#);
    let bank = MyBankClient::new(runtime.clone());
    let request = BalanceInquiryRequest { account_no: Some("2000100101".to_owned()), ..Default::default() };
    let reply = run(bank.balance_inquiry(&request))?;
    assert_eq!(reply.name.as_deref(), Some("JONOMADE"));
    let calls = runtime.calls();
    let services: Vec<_> = calls.iter().map(|(endpoint, body)| (endpoint.service, body.as_str())).collect();
    assert_eq!(services, [("balance_inquiry", r#"{"accountNo":"2000100101"}"#)]);
    assert_eq!(bank.client().calls().len(), 1);
    Ok(())
}

/// As a caller writes it who does not care which bank it is.
async fn balance(bank: &impl MyBank) -> Result<Option<String>, SnapError> {
    Ok(bank.balance_inquiry(BalanceInquiryRequest::default()).await?.name)
}

fn is_send<T: Send>(value: T) -> T {
    value
}

#[test]
fn the_client_is_the_trait_and_its_futures_can_be_sent() -> Result<(), SnapError> {
    let bank = MyBankClient::new(Client::answering(r#"{"name":"A"}"#));
    assert_eq!(run(is_send(bank.transfer(&TransferRequest::default())))?.response_code, None);
    assert_eq!(run(is_send(MyBank::card(&bank, CardRequest::default())))?.response_code, None);
    assert_eq!(run(balance(&bank))?.as_deref(), Some("A"));
    Ok(())
}

/// A bank of the test: the trait is written with `async fn`, and so is what implements it.
struct Paper;

impl MyBank for Paper {
    async fn balance_inquiry(&self, _: BalanceInquiryRequest) -> Result<BalanceInquiryResponse, SnapError> {
        Ok(BalanceInquiryResponse { name: Some("PAPER".to_owned()), ..Default::default() })
    }
    async fn transfer(&self, _: TransferRequest) -> Result<TransferResponse, SnapError> {
        Err(SnapError("no".to_owned()))
    }
    async fn transfer_status(&self, _: TransferRequest) -> Result<TransferResponse, SnapError> {
        Ok(TransferResponse::default())
    }
    async fn card(&self, _: CardRequest) -> Result<CardResponse, SnapError> {
        Ok(CardResponse::default())
    }
}

#[test]
fn anybody_can_be_the_bank() {
    assert_eq!(run(balance(&Paper)), Ok(Some("PAPER".to_owned())));
}

/// Both ways: the provider calls back.
#[snap_service(provider = "both", signing = asymmetric, codes = none, crate = runtime)]
pub trait Both: Send + Sync {
    #[endpoint(POST, "/v1.0/debit/payment", service_code = "54", effect = moves_money, status = "debit_status")]
    async fn debit_payment(&self, request: TransferRequest) -> Result<TransferResponse, SnapError>;

    #[endpoint(POST, "/v1.0/debit/notify", service_code = "56", effect = changes_state, direction = inbound)]
    async fn debit_notify(&self, request: TransferRequest) -> Result<TransferResponse, SnapError>;

    #[cfg(any())]
    #[endpoint(POST, "/v1.0/never", service_code = "99", effect = read)]
    async fn never(&self, request: Never) -> Result<Never, SnapError>;

    #[deprecated]
    #[endpoint(POST, "/v1.0/old", service_code = "98", effect = read)]
    async fn r#type(&self, request: TransferRequest) -> Result<TransferResponse, SnapError>;
}

#[test]
fn what_the_provider_calls_is_metadata_and_no_method_of_the_client() -> Result<(), SnapError> {
    let bank = BothClient::new(Client::answering("{}"));
    run(bank.debit_payment(&TransferRequest::default()))?;
    assert_eq!(BothClient::DEBIT_NOTIFY.direction, Direction::Inbound);
    assert_eq!(BothClient::DEBIT_NOTIFY.signing.transaction, TransactionSignature::Asymmetric);
    let services: Vec<_> = BothClient::ENDPOINTS.iter().map(|endpoint| endpoint.service).collect();
    assert_eq!(services, ["debit_payment", "debit_notify", "type"]);
    Ok(())
}

macro_rules! through_a_macro {
    ($provider:literal, $path:literal, $effect:ident, $request:ty, $codes:path) => {
        #[snap_service(provider = $provider, signing = none, codes = $codes, crate = crate::runtime)]
        pub trait Inner {
            #[endpoint(GET, $path, service_code = "01", effect = $effect)]
            async fn ask(&self, request: $request) -> Result<TransferResponse, SnapError>;
        }
    };
}

through_a_macro!("inner", "/v1.0/ask", read, TransferRequest, crate::CODES);

#[test]
fn a_trait_may_come_out_of_a_macro() {
    assert_eq!((InnerClient::ASK.provider, InnerClient::ASK.path), ("inner", "/v1.0/ask"));
}

const OTHER: runtime::Endpoint = runtime::Endpoint::new("other").version("v1.0").signing(&OWN_SIGNING).codes(&CODES);

static ELSEWHERE: runtime::Endpoint =
    OTHER.service("card_state").title("State of a card").code("03").get("/v1.0/card").effect(Effect::Read);

static CALLBACK: runtime::Endpoint = OTHER
    .service("notice")
    .title("Notice")
    .code("52")
    .post("/v1.0/notice")
    .direction(Direction::Inbound)
    .effect(Effect::ChangesState);

/// Endpoints that somebody else has described, and none of its own: neither `provider` nor `signing` is asked for.
#[snap_service(crate = runtime)]
pub trait Known {
    #[endpoint(metadata = ELSEWHERE)]
    async fn state(&self, request: CardRequest) -> Result<CardResponse, SnapError>;

    #[endpoint(metadata = ELSEWHERE, decode = read_card)]
    async fn state_by_request(&self, request: CardRequest) -> Result<Card, SnapError>;

    #[endpoint(metadata = CALLBACK, direction = inbound)]
    async fn notice(&self, request: CardRequest) -> Result<CardResponse, SnapError>;
}

/// What came back, and what was asked.
#[derive(Debug)]
pub struct Card {
    asked: Option<String>,
    code: Option<String>,
}

fn read_card(request: &CardRequest, json: &[u8]) -> Result<Card, snap_core::DecodeError> {
    let response = <CardResponse as snap_core::Model>::from_json(json)?;
    Ok(Card { asked: request.card_id.clone(), code: response.response_code })
}

#[test]
fn metadata_of_others_are_taken_as_they_are() {
    assert!(std::ptr::eq(KnownClient::STATE, &ELSEWHERE) && std::ptr::eq(KnownClient::NOTICE, &CALLBACK));
    assert_eq!(KnownClient::ENDPOINTS.len(), 3);
    let client = Client::answering(r#"{"responseCode":"2000300"}"#);
    let bank = KnownClient::new(client.clone());
    run(async { bank.state(&CardRequest::default()).await }).unwrap();
    let (endpoint, _) = client.calls().pop().unwrap();
    assert!(std::ptr::eq(endpoint, &ELSEWHERE));
}

#[test]
fn a_client_asks_for_its_token_below_the_base_path_signed_as_its_provider_signs() {
    let token = |builder: runtime::ClientBuilder| builder.token_endpoint.unwrap();
    let standard = &runtime::national::token::ACCESS_TOKEN_B2B;
    let ours = token(MyBankClient::builder("https://mybank.example", runtime::Credentials));
    assert_eq!((ours.provider, ours.path), ("mybank", format!("/openapi{}", standard.path).as_str()));
    assert_eq!((ours.method, ours.headers.name), (standard.method, standard.headers.name));
    assert_eq!(ours.signing, MyBankClient::TRANSFER.signing);
    let plain = token(BothClient::builder("https://both.example", runtime::Credentials));
    assert_eq!((plain.provider, plain.path), ("both", standard.path));
}

static OWN_TOKEN: runtime::Endpoint = OTHER.service("token").title("Token").code("73").post("/oauth/token");

#[snap_service(provider = "static", signing = symmetric, base_path = "/x", token_endpoint = OWN_TOKEN, crate = runtime)]
pub trait Static {
    #[endpoint(POST, "/v1.0/ask", service_code = "01", effect = read)]
    async fn ask(&self, request: CardRequest) -> Result<CardResponse, SnapError>;
}

#[snap_service(provider = "own", signing = symmetric, token_endpoint = OwnClient::GIVE_TOKEN, crate = runtime)]
pub trait Own {
    #[endpoint(POST, "/token", service_code = "73", effect = changes_state, headers = access_token)]
    async fn give_token(&self, request: CardRequest) -> Result<CardResponse, SnapError>;
}

#[test]
fn a_token_service_of_its_own_is_a_static_or_a_method_of_the_trait() {
    let ours = StaticClient::builder("https://mybank.example", runtime::Credentials).token_endpoint.unwrap();
    assert_eq!((ours.service, ours.path), ("token", "/oauth/token"));
    let ours = OwnClient::builder("https://mybank.example", runtime::Credentials).token_endpoint.unwrap();
    assert_eq!((ours.provider, ours.service, ours.path), ("own", "give_token", "/token"));
}

#[test]
fn an_answer_is_read_by_the_function_that_knows_the_request() {
    let bank = KnownClient::new(Client::answering(r#"{"responseCode":"2000300"}"#));
    let request = CardRequest { card_id: Some("C1".to_owned()), ..CardRequest::default() };
    let reply = run(async { bank.state_by_request(&request).await }).unwrap();
    assert_eq!((reply.asked.as_deref(), reply.code.as_deref()), (Some("C1"), Some("2000300")));
}
