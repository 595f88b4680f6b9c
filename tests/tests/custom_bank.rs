//! A bank that nobody has specified: a trait of one's own, the generated types of another provider, a real call.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread::JoinHandle;

use snap_bi::aspi::security::{AccessTokenB2bRequest, AccessTokenB2bResponse};
use snap_bi::faspay::disbursement::{
    TRANSFER_STATUS, TransferStatusMandatory, TransferStatusRequest, TransferStatusResponse,
};
use snap_bi::faspay::profiles::{HEADERS_DISBURSEMENT, SIGNING_ASYMMETRIC};
use snap_bi::signing::{PrivateKey, Signature, body_hash, verifier};
use snap_bi::{Client, Credentials, Model, Secret, SnapError, TransactionSignature, snap_service};

/// Faspay's status service, written by hand.
#[snap_service(
    provider = "faspay",
    signing = SIGNING_ASYMMETRIC,
    headers = HEADERS_DISBURSEMENT,
    codes = snap_bi::faspay::codes::CODES,
    base_path = "/account",
    version = "v1.0"
)]
pub trait Custom {
    /// What became of a transfer.
    #[endpoint(POST, "/{version}/transfer/status", service_code = "36", effect = read)]
    async fn transfer_status(&self, request: TransferStatusRequest) -> Result<TransferStatusResponse, SnapError>;
}

#[test]
fn a_service_defined_by_hand_has_the_metadata_of_the_generated_one() {
    let ours = CustomClient::TRANSFER_STATUS;
    let theirs = &TRANSFER_STATUS;
    assert_eq!(
        (ours.provider, ours.service, ours.code, ours.path, ours.version),
        (theirs.provider, theirs.service, theirs.code, theirs.path, theirs.version)
    );
    assert_eq!((ours.method, ours.direction, ours.effect), (theirs.method, theirs.direction, theirs.effect));
    assert!(std::ptr::eq(ours.headers, theirs.headers) && std::ptr::eq(ours.signing, theirs.signing));
    assert_eq!(CustomClient::ENDPOINTS.len(), 1);
}

/// What the words of the attribute stand for.
#[snap_service(provider = "standard", signing = either)]
pub trait Standard {
    /// Everything left out.
    #[endpoint(POST, "/v1.0/transfer/status", service_code = "36", effect = read)]
    async fn plain(&self, request: TransferStatusRequest) -> Result<TransferStatusResponse, SnapError>;

    /// A choice made.
    #[endpoint(
        POST, "/v1.0/status", service_code = "36", effect = read, signing = symmetric, headers = transaction_b2b2c
    )]
    async fn settled(&self, request: TransferStatusRequest) -> Result<TransferStatusResponse, SnapError>;
}

#[test]
fn what_the_standard_says_is_there_once() {
    use std::ptr::eq;

    use snap_bi::national::{codes, profiles, token};

    assert!(eq(&token::ACCESS_TOKEN_B2B, &snap_bi::aspi::security::ACCESS_TOKEN_B2B));
    assert!(eq(&codes::CODES, &snap_bi::aspi::codes::CODES));
    let plain = StandardClient::PLAIN;
    assert!(eq(plain.codes, &codes::CODES));
    assert!(eq(plain.signing, &profiles::SIGNING_STANDARD));
    assert!(eq(plain.headers, &profiles::HEADERS_TRANSACTION_B2B));
    let settled = StandardClient::SETTLED;
    assert!(eq(settled.headers, &profiles::HEADERS_TRANSACTION_B2B2C));
    assert!(eq(&snap_bi::doku::profiles::HEADERS_ACCESS_TOKEN, &profiles::HEADERS_ACCESS_TOKEN));
    let here = snap_bi::doku::profiles::HEADERS_VIRTUAL_ACCOUNT;
    let says = |rules: &[snap_bi::HeaderRule]| format!("{rules:?}");
    assert_eq!(says(here.response), says(profiles::HEADERS_TRANSACTION_B2B.response));
    let standard = profiles::SIGNING_STANDARD.named("symmetric").transaction(TransactionSignature::Symmetric);
    assert_eq!(settled.signing, &standard);
}

#[test]
fn an_answer_that_two_providers_share_is_judged_by_the_endpoint_that_was_called() {
    use snap_bi::aspi::security::ACCESS_TOKEN_B2B2C as NATIONAL;
    use snap_bi::doku::security::{ACCESS_TOKEN_B2B2C as DOKU, AccessTokenB2b2cResponse};
    use snap_bi::{Answer as _, Category, CodeRow, CodeTable, Endpoint, Outcome, Retry};

    let answer = AccessTokenB2b2cResponse::from_json(br#"{"responseCode":"4017401"}"#).expect("it is an object");
    let code = answer.code().expect("it has a code");
    let message = |endpoint: &Endpoint| endpoint.codes.find(&code).map(|row| row.message);
    assert_eq!(message(&DOKU), Some("Access Token Invalid (B2B)"));
    assert_eq!(message(&NATIONAL), Some("Invalid Token (B2B)"));
    let judged = |endpoint: &Endpoint| (endpoint.outcome(&answer), endpoint.category(&answer), endpoint.retry(&answer));
    assert_eq!(judged(&DOKU), (Outcome::Failure, Some(Category::System), Retry::SameReference));

    // The two say the same of it but for the words; a table that does not shows who is asked.
    static ROWS: [CodeRow; 1] =
        [CodeRow::new(401, "01").means(Category::Business, Outcome::Pending, Retry::NewReference)];
    static OWN: CodeTable = CodeTable::new(&ROWS);
    let own = DOKU.codes(&OWN);
    assert_eq!(judged(&own), (Outcome::Pending, Some(Category::Business), Retry::NewReference));
}

/// Answers one request and hands over what it saw.
fn bank(reply: &'static str) -> (String, JoinHandle<String>) {
    let (address, seen) = bank_of(vec![reply]);
    (address, std::thread::spawn(move || seen.join().expect("the bank").concat()))
}

/// Answers as many requests as there are replies, each on a connection of its own, and hands over what it saw.
fn bank_of(replies: Vec<&'static str>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let seen = std::thread::spawn(move || replies.iter().map(|reply| answer(&listener, reply)).collect());
    (address, seen)
}

fn answer(listener: &TcpListener, reply: &str) -> String {
    let (mut stream, _) = listener.accept().expect("a caller");
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let read = stream.read(&mut chunk).expect("a request");
        bytes.extend_from_slice(&chunk[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = header(head, "content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
        if body.len() >= length || read == 0 {
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                reply.len()
            );
            stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(reply.as_bytes())).expect("an answer");
            return text;
        }
    }
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

#[tokio::test(flavor = "current_thread")]
async fn a_call_is_signed_over_the_bytes_that_are_sent_and_its_answer_is_typed() {
    let (address, seen) = bank(
        r#"{"responseCode":"2003600","responseMessage":"Successful","originalPartnerReferenceNo":"REF1","serviceCode":"18","latestTransactionStatus":"03","new":1}"#,
    );
    let key = key();
    let credentials = Credentials::asymmetric("82150", key.clone()).with_channel_id("88001");
    let client = CustomClient::new(Client::builder(address, credentials).build().expect("a client"));

    let request = TransferStatusRequest::new(TransferStatusMandatory {
        original_partner_reference_no: "REF1",
        service_code: "18".into(),
    });
    let reply = client.transfer_status(&request).await.expect("an answer");
    assert_eq!(reply.latest_transaction_status.as_ref().map(|s| s.as_str()), Some("03"));
    assert_eq!(reply.extra.get("new"), Some("1"));

    let seen = seen.join().expect("the bank");
    let (head, body) = seen.split_once("\r\n\r\n").expect("a head and a body");
    assert_eq!(body.as_bytes(), request.to_json());
    assert!(head.starts_with("POST /account/v1.0/transfer/status HTTP/1.1"), "{head}");
    let (timestamp, signature) = (header(head, "x-timestamp"), header(head, "x-signature"));
    let message = format!(
        "POST:/account/v1.0/transfer/status:{}:{}",
        body_hash(body.as_bytes()),
        timestamp.expect("a timestamp")
    );
    let signature = Signature::decode(signature.expect("a signature")).expect("Base64");
    let public = verifier(&key.public_key()).expect("a backend");
    public.verify(message.as_bytes(), signature.as_bytes()).expect("the signature is over the bytes that were sent");
    assert!(header(head, "authorization").is_none(), "an asymmetric call carries no token");
}

fn key() -> PrivateKey {
    PrivateKey::load(include_bytes!("../../snap-core/src/testing/test-key.pem")).expect("a test key")
}

fn question() -> TransferStatusRequest {
    TransferStatusRequest::new(TransferStatusMandatory {
        original_partner_reference_no: "REF1",
        service_code: "18".into(),
    })
}

const TOKEN: &str = r#"{"responseCode":"2007300","responseMessage":"Successful","accessToken":"T1","tokenType":"Bearer","expiresIn":"900"}"#;
const ANSWER: &str = r#"{"responseCode":"2003600","responseMessage":"Successful"}"#;

/// All of it below one path.
#[snap_service(provider = "below", signing = symmetric, base_path = "/openapi", version = "v2.0")]
pub trait Below {
    /// What became of a transfer.
    #[endpoint(POST, "/{version}/transfer/status", service_code = "36", effect = read)]
    async fn transfer_status(&self, request: TransferStatusRequest) -> Result<TransferStatusResponse, SnapError>;
}

/// Tokens come from somewhere else.
#[snap_service(
    provider = "aside",
    signing = symmetric,
    base_path = "/openapi",
    token_endpoint = AsideClient::ACCESS_TOKEN
)]
pub trait Aside {
    /// What became of a transfer.
    #[endpoint(POST, "/v1.0/transfer/status", service_code = "36", effect = read)]
    async fn transfer_status(&self, request: TransferStatusRequest) -> Result<TransferStatusResponse, SnapError>;

    /// A token.
    #[endpoint(POST, "/auth/token", service_code = "73", effect = changes_state, headers = access_token)]
    async fn access_token(&self, request: AccessTokenB2bRequest) -> Result<AccessTokenB2bResponse, SnapError>;
}

#[tokio::test(flavor = "current_thread")]
async fn a_token_is_asked_for_below_the_base_path_or_where_the_trait_says() {
    let credentials = || Credentials::symmetric("82150", Secret::new("secret"), key()).with_channel_id("88001");

    let (address, seen) = bank_of(vec![TOKEN, ANSWER]);
    let below = BelowClient::new(BelowClient::builder(address, credentials()).build().expect("a client"));
    below.transfer_status(&question()).await.expect("an answer");
    let seen = seen.join().expect("the bank");
    let token = format!("POST /openapi{} HTTP/1.1", snap_bi::national::token::ACCESS_TOKEN_B2B.path);
    assert!(seen[0].starts_with(&token), "{}", seen[0]);
    assert!(seen[1].starts_with("POST /openapi/v2.0/transfer/status HTTP/1.1"), "{}", seen[1]);
    assert_eq!(header(&seen[1], "authorization"), Some("Bearer T1"));

    let (address, seen) = bank_of(vec![TOKEN, ANSWER]);
    let aside = AsideClient::new(AsideClient::builder(address, credentials()).build().expect("a client"));
    aside.transfer_status(&question()).await.expect("an answer");
    let seen = seen.join().expect("the bank");
    assert!(seen[0].starts_with("POST /openapi/auth/token HTTP/1.1"), "{}", seen[0]);
}

/// A gateway stands before the bank: what is called is not what the bank verifies.
#[snap_service(
    provider = "gateway",
    signing = SIGNING_ASYMMETRIC,
    headers = HEADERS_DISBURSEMENT,
    base_path = "/public",
    version = "v1.0"
)]
pub trait Gateway {
    /// What became of a transfer.
    #[endpoint(
        POST, "/{version}/status/{originalPartnerReferenceNo}", service_code = "36", effect = read,
        signed_path = "/inner/{version}/transfer/{originalPartnerReferenceNo}",
        header_values("X-OWN" = "7"),
    )]
    async fn transfer_status(&self, request: TransferStatusRequest) -> Result<TransferStatusResponse, SnapError>;

    /// At a path that no member of the request fills.
    #[endpoint(
        POST, "/{version}/status/{nobody}", service_code = "36", effect = moves_money,
        no_status = "Nothing is ever sent there.",
    )]
    async fn nowhere(&self, request: TransferStatusRequest) -> Result<TransferStatusResponse, SnapError>;
}

#[tokio::test(flavor = "current_thread")]
async fn a_signed_path_of_its_own_is_signed_while_the_other_is_called() {
    let (address, seen) = bank(ANSWER);
    let credentials = Credentials::asymmetric("82150", key()).with_channel_id("88001");
    let client = GatewayClient::new(GatewayClient::builder(address, credentials).build().expect("a client"));

    let error = client.nowhere(&question()).await.expect_err("no member fills the path");
    assert!(error.to_string().contains("nobody"), "{error}");

    client.transfer_status(&question()).await.expect("an answer");
    let seen = seen.join().expect("the bank");
    let (head, body) = seen.split_once("\r\n\r\n").expect("a head and a body");
    assert!(head.starts_with("POST /public/v1.0/status/REF1 HTTP/1.1"), "{head}");
    assert_eq!(header(head, "x-own"), Some("7"), "a fixed header is sent that the header set does not know");
    let timestamp = header(head, "x-timestamp").expect("a timestamp");
    let message = format!("POST:/inner/v1.0/transfer/REF1:{}:{timestamp}", body_hash(body.as_bytes()));
    let signature = Signature::decode(header(head, "x-signature").expect("a signature")).expect("Base64");
    let public = verifier(&key().public_key()).expect("a backend");
    public.verify(message.as_bytes(), signature.as_bytes()).expect("the signature is over the signed path");
}
