//! A sandbox, a partner that it calls, and a browser.

use std::time::Duration;

use serde_json::Value;
use snap_bi::faspay::disbursement::{BALANCE_INQUIRY, BalanceInquiryRequest, TRANSFER_INTERBANK};
use snap_bi::faspay::virtual_account::TRANSFER_VA_CREATE_VA;
use snap_bi::{Endpoint, Provider, faspay};
use snap_sandbox::Sandbox;

/// Faspay, and a partner who answers what its pages show.
pub async fn faspay() -> Sandbox {
    sandbox(Provider::Faspay).await
}

pub async fn sandbox(provider: Provider) -> Sandbox {
    let partner = crate::partner::partner(provider.entry(), provider.entry().samples).await;
    Sandbox::builder().provider(provider).partner_url(partner).start().await.expect("a sandbox")
}

/// A request of the provider's pages that is not over yet.
pub fn example(endpoint: &Endpoint) -> Value {
    let provider = Provider::ALL.iter().find(|provider| provider.entry().name == endpoint.provider);
    let shown: Value = serde_json::from_str(provider.expect("a provider").entry().examples).expect("JSON");
    let mut request = shown[endpoint.service]["request"].clone();
    for member in ["expiredDate", "validUpTo"] {
        if request.get(member).is_some() {
            request[member] = "2035-12-31T23:59:59+07:00".into();
        }
    }
    request
}

/// Asks for a balance, by the generated client.
pub async fn balance(sandbox: &Sandbox) {
    let client = faspay::Client::new(sandbox.client(&BALANCE_INQUIRY).expect("a client"));
    client.balance_inquiry(&BalanceInquiryRequest::new("1234567890")).await.expect("a balance");
}

/// Makes a virtual account that waits to be paid, and gives its number.
pub async fn virtual_account(sandbox: &Sandbox) -> String {
    let request = example(&TRANSFER_VA_CREATE_VA);
    send(sandbox, &TRANSFER_VA_CREATE_VA, &request).await.expect("a virtual account");
    sandbox.deals().last().and_then(snap_sandbox::Deal::virtual_account).expect("a number")
}

/// Transfers, with a reference.
pub async fn transfer(sandbox: &Sandbox, reference: &str) -> Result<(), String> {
    let mut request = example(&TRANSFER_INTERBANK);
    request["partnerReferenceNo"] = reference.into();
    send(sandbox, &TRANSFER_INTERBANK, &request).await
}

pub async fn send(sandbox: &Sandbox, endpoint: &'static Endpoint, request: &Value) -> Result<(), String> {
    let client = sandbox.client(endpoint).expect("a client");
    let sent = client.send(endpoint, request.to_string().as_bytes()).await;
    sent.map(drop).map_err(|error| error.to_string())
}

/// Waits until something is so.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..200 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{what}: not within five seconds");
}

/// What was answered.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    /// Where the browser stands, after it followed.
    pub path: String,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Page {
    #[track_caller]
    pub fn shows(&self, texts: &[&str]) {
        for text in texts {
            assert!(self.text.contains(text), "{} does not show {text:?}:\n{}", self.path, self.text);
        }
    }
}

/// A browser that runs no script. It says where its forms come from, as browsers do.
#[derive(Debug)]
pub struct Browser {
    base: String,
    client: reqwest::Client,
}

impl Browser {
    pub fn at(sandbox: &Sandbox) -> Self {
        Self { base: sandbox.url().to_owned(), client: client(true) }
    }

    pub async fn get(&self, path: &str) -> Page {
        read(self.client.get(self.whole(path))).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.client.post(self.whole(path)).header("origin", &self.base);
        read(form(request.header("sec-fetch-site", "same-origin"), fields)).await
    }

    pub fn whole(&self, path: &str) -> String {
        format!("{}/_sandbox{path}", self.base)
    }
}

pub fn client(follows: bool) -> reqwest::Client {
    let policy = if follows { reqwest::redirect::Policy::limited(3) } else { reqwest::redirect::Policy::none() };
    reqwest::Client::builder().no_proxy().redirect(policy).build().expect("a client")
}

pub fn form(request: reqwest::RequestBuilder, fields: &[(&str, &str)]) -> reqwest::RequestBuilder {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    request.header("content-type", "application/x-www-form-urlencoded").body(body)
}

pub async fn read(request: reqwest::RequestBuilder) -> Page {
    let answer = request.send().await.expect("an answer");
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let path = answer.url().path().to_owned();
    Page { status, path, headers, text: answer.text().await.expect("a text") }
}

/// The headers of a call, for another body.
pub fn headers_of(entry: &snap_sandbox::journal::Entry) -> reqwest::header::HeaderMap {
    let mut headers = entry.headers.clone();
    headers.remove("content-length");
    headers
}
