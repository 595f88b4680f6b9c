//! A partner that takes everything that a provider calls.

use snap_bi::server::{Caller, Scheme, Stub};
use snap_bi::signing::PublicKey;
use snap_bi::{Direction, ProviderEntry, Secret};
use snap_sandbox::{CLIENT_KEY, CLIENT_SECRET, PROVIDER_PUBLIC_KEY};

/// Answers with these samples, and gives its address. It offers what the provider calls, and nothing else.
pub async fn partner(provider: &'static ProviderEntry, samples: &'static str) -> String {
    let key = PublicKey::load(PROVIDER_PUBLIC_KEY.as_bytes()).expect("a key");
    let caller =
        Caller::new("bank").secret(&Secret::new(CLIENT_SECRET)).client_key(CLIENT_KEY).key(&key).expect("a key");
    let ids = ["82150", "8", "88888", "88888888", &"8".repeat(32), &"8".repeat(36)];
    let caller = ids.into_iter().fold(caller, |caller, id| caller.partner_id(id));
    let inbound = provider.endpoints.iter().copied().filter(|endpoint| endpoint.direction == Direction::Inbound);
    let offered = ProviderEntry { endpoints: inbound.collect::<Vec<_>>().leak(), samples, ..*provider };
    let server = Stub::of(Box::leak(Box::new(offered)))
        .callers([caller])
        .sole_caller("bank")
        .unsaid_scheme(Scheme::Asymmetric)
        .build()
        .expect("a server");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback_service(server)).await });
    address
}
