//! A sandbox, a partner that it calls, and calls of whatever service.

use serde_json::Value;
use snap_bi::{CallOptions, Endpoint, Provider, ProviderEntry, SnapError};
use snap_sandbox::Sandbox;
use snap_tests::call::{Call, Called};
use snap_tests::calls::CALLS;

pub const PROVIDERS: &[Provider] = Provider::ALL;

/// A sandbox of a provider, and a partner that answers what its pages show.
pub async fn sandbox(provider: Provider) -> Sandbox {
    let partner = partner(provider.entry()).await;
    Sandbox::builder().provider(provider).partner_url(partner).start().await.expect("a sandbox")
}

/// Its partner answers with messages that obey their tables.
async fn partner(provider: &'static ProviderEntry) -> String {
    let shown: Value = serde_json::from_str(provider.examples).expect("JSON");
    let answers = shown.as_object().expect("services").iter().filter(|(name, _)| *name != "//");
    let answers: serde_json::Map<_, _> = answers.map(|(name, shown)| (name.clone(), shown["answer"].clone())).collect();
    crate::partner::partner(provider, Value::Object(answers).to_string().leak()).await
}

pub fn call(endpoint: &Endpoint) -> &'static Call {
    let is_it = |call: &&Call| call.provider == endpoint.provider && call.service == endpoint.service;
    CALLS.iter().find(is_it).expect("every outbound service has a typed call")
}

/// Calls a service by its generated client.
pub async fn run(sandbox: &Sandbox, endpoint: &'static Endpoint, request: &Value) -> Result<Called, SnapError> {
    let provider = PROVIDERS.iter().find(|provider| provider.entry().name == endpoint.provider).expect("a provider");
    let token = sandbox.customer_token(*provider).await.expect("a token");
    let client = sandbox.client(endpoint).expect("a client").with(CallOptions::new().customer_token(token));
    let call = |client| (call(endpoint).run)(client, request.to_string().as_bytes()).expect("a request");
    let result = call(client.clone()).await;
    // Some want a member of the request in the header.
    let same = result.as_ref().err().map(ToString::to_string).and_then(|error| {
        let (before, _) = error.split_once(": must be the same as the header X-EXTERNAL-ID")?;
        Some(before.rsplit([' ', '\n']).next()?.to_owned())
    });
    match same.and_then(|member| request[member].as_str().map(str::to_owned)) {
        Some(id) => call(client.with(CallOptions::new().external_id(id))).await,
        None => result,
    }
}

/// A request of the provider's pages.
pub fn example(endpoint: &Endpoint) -> Value {
    let provider = PROVIDERS.iter().find(|provider| provider.entry().name == endpoint.provider).expect("a provider");
    let shown: Value = serde_json::from_str(provider.entry().examples).expect("JSON");
    let mut request = shown[endpoint.service]["request"].clone();
    // Pages show times that have passed, and codes that were sent once.
    for (member, value) in
        [("expiredDate", "2035-12-31T23:59:59+07:00"), ("validUpTo", "2035-12-31T23:59:59+07:00"), ("otp", "123456")]
    {
        if request.get(member).is_some() {
            request[member] = value.into();
        }
    }
    request
}
