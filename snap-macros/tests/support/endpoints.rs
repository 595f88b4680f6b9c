// Metadata that a trait takes over. Included beside `bank.rs`.

static HEADERS: runtime::HeaderSet = runtime::HeaderSet { name: "none", request: &[], response: &[] };

static SIGNING: runtime::SigningProfile = runtime::SigningProfile {
    name: "own",
    transaction: runtime::TransactionSignature::Symmetric,
    token: runtime::TokenSignature::RsaSha256,
    query: runtime::QueryPolicy::Included,
    path: runtime::PathPolicy::Full,
    body: runtime::BodyPolicy::Minified,
    empty_body: runtime::EmptyBody::EmptyString,
    encoding: runtime::SignatureEncoding::Base64,
    timestamp: runtime::TimestampForm::Offset,
    external_id: runtime::ExternalIdForm::Uuid,
    callbacks: runtime::CallbackSignature::None,
};

/// What the provider calls.
static CALLBACK: runtime::Endpoint = runtime::Endpoint {
    provider: "other",
    service: "notice",
    title: "Notice",
    code: "52",
    method: runtime::Method::Post,
    path: "/v1.0/notice",
    version: "v1.0",
    direction: runtime::Direction::Inbound,
    effect: runtime::Effect::ChangesState,
    status: None,
    headers: &HEADERS,
    header_values: &[],
    signing: &SIGNING,
    parameters: &[],
    codes: &runtime::CodeTable { rows: &[], fallback: None },
    source: "",
};
