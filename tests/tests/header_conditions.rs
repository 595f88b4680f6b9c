//! A header that is mandatory under a condition only: as a page of a provider says it, and as a trait of one's own does.
//! Nobody listens where the calls would go: what is refused here is refused before it is sent.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

use snap_bi::doku::registration::{RegistrationAccountBindingRequest, RegistrationAccountBindingResponse};
use snap_bi::signing::PrivateKey;
use snap_bi::{
    CallOptions, Client, Credentials, HeaderRule, HeaderSet, Model as _, Secret, SnapError, When, doku, snap_service,
};

const NOWHERE: &str = "http://127.0.0.1:9";

static WALLET: HeaderSet = HeaderSet::new("wallet").request(&[
    HeaderRule::mandatory("X-TIMESTAMP"),
    HeaderRule::mandatory("X-SIGNATURE"),
    HeaderRule::conditional("X-WALLET-ID").when(When::All(&[
        When::Is("additionalInfo.channel", &["DIRECT_DEBIT_ALLO_SNAP"]),
        When::NoHeader("X-DEVICE-ID"),
    ])),
]);

/// A wallet that nobody has specified.
#[snap_service(provider = "wallet", signing = symmetric, headers = WALLET)]
pub trait Wallet {
    /// Binds an account.
    #[endpoint(POST, "/v1.0/bind", service_code = "07", effect = changes_state)]
    async fn bind(
        &self,
        request: RegistrationAccountBindingRequest,
    ) -> Result<RegistrationAccountBindingResponse, SnapError>;
}

fn client(options: CallOptions) -> Client {
    let key = include_bytes!("../../snap-core/src/testing/test-key.pem");
    let key = PrivateKey::load(key).expect("a test key");
    let credentials = Credentials::symmetric("82150", Secret::new("not-a-secret"), key).with_channel_id("88001");
    Client::builder(NOWHERE, credentials).build().expect("a client").with(options)
}

fn request(channel: &str) -> RegistrationAccountBindingRequest {
    let json = format!(r#"{{"additionalInfo":{{"channel":"{channel}"}}}}"#);
    RegistrationAccountBindingRequest::from_json(json.as_bytes()).expect("an object")
}

/// What is wrong with the headers of a call that was not sent.
fn headers<T>(result: Result<T, SnapError>) -> Vec<String> {
    let Err(SnapError::InvalidRequest(error)) = result else { return Vec::new() };
    let found = error.violations().iter().map(ToString::to_string);
    found.filter(|violation| violation.starts_with("header ")).collect()
}

const ALLO: &str = "DIRECT_DEBIT_ALLO_SNAP";

#[tokio::test(flavor = "current_thread")]
async fn doku_wants_the_device_for_one_channel_only() {
    let on_a_device = CallOptions::new().ip_address("10.1.2.3").device_id("D1");
    let anywhere = CallOptions::new().ip_address("10.1.2.3");
    let wanted = "header X-DEVICE-ID: missing, it is mandatory when additionalInfo.channel is DIRECT_DEBIT_ALLO_SNAP: \
                  give it by `CallOptions::device_id`";
    for (channel, options, expected) in [
        (ALLO, &anywhere, vec![wanted.to_owned()]),
        (ALLO, &on_a_device, vec![]),
        ("DIRECT_DEBIT_CIMB_SNAP", &anywhere, vec![]),
    ] {
        let doku = doku::Client::new(client(options.clone()));
        assert_eq!(headers(doku.registration_account_binding(&request(channel)).await), expected, "{channel}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_trait_with_a_header_set_of_its_own_is_held_to_its_conditions() {
    let wanted = "header X-WALLET-ID: missing, it is mandatory when additionalInfo.channel is DIRECT_DEBIT_ALLO_SNAP and \
                  the header X-DEVICE-ID is not sent: give it by `CallOptions::header`";
    for (channel, options, expected) in [
        (ALLO, CallOptions::new(), vec![wanted.to_owned()]),
        (ALLO, CallOptions::new().header("x-device-id", "D1"), vec![]),
        (ALLO, CallOptions::new().header("X-Wallet-Id", "W1"), vec![]),
        ("DIRECT_DEBIT_CIMB_SNAP", CallOptions::new(), vec![]),
    ] {
        let wallet = WalletClient::new(client(options));
        assert_eq!(headers(wallet.bind(&request(channel)).await), expected, "{channel}");
    }
    assert!(std::ptr::eq(WalletClient::BIND.headers, &WALLET));
}
