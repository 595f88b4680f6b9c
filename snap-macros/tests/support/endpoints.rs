// Metadata that a trait takes over. Included beside `bank.rs`.

static SIGNING: runtime::SigningProfile =
    runtime::SigningProfile::new("own").external_id(runtime::ExternalIdForm::Uuid);

/// What the provider calls.
static CALLBACK: runtime::Endpoint = runtime::Endpoint::new("other")
    .service("notice")
    .title("Notice")
    .code("52")
    .post("/v1.0/notice")
    .version("v1.0")
    .direction(runtime::Direction::Inbound)
    .effect(runtime::Effect::ChangesState)
    .headers(&runtime::HeaderSet::new("none"))
    .signing(&SIGNING)
    .codes(&runtime::CodeTable::new(&[]));
