//! The merchant, a bank in front of him, and what may stand between them.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use snap_bi::signing::PrivateKey;
use snap_bi::{Secret, testing};
use snap_merchant_va::{Merchant, Shop};
use snap_sandbox::certify::server::{Options, run};
use snap_sandbox::certify::{Data, Report};

const SECRET: &str = "not a secret";

/// A merchant who listens, with something around his servers.
pub async fn start(around: impl FnOnce(Router) -> Router) -> String {
    let shop = Arc::new(Shop::open().await.expect("a shop"));
    let merchant = Merchant::new(&shop, &key().public_key(), &Secret::new(SECRET)).expect("a merchant");
    let router = around(merchant.router());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(
        async move { axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await },
    );
    format!("http://{address}")
}

fn key() -> PrivateKey {
    PrivateKey::load(testing::PRIVATE_KEY.as_bytes()).expect("a key")
}

/// BCA, as the merchant knows it.
pub fn bca(address: &str) -> Options {
    let mut options = Options::new("bca", format!("{address}/bca"));
    options.key = Some(key());
    options.secret = Some(Secret::new(SECRET));
    options.partner_id = "12345".to_owned();
    options.client_key = Some("bca-at-toko".to_owned());
    options.channel_id = Some("95231".to_owned());
    options.services = ["transfer_va_inquiry", "transfer_va_payment"].map(str::to_owned).to_vec();
    options.data = Data::new([
        ("unpaid_va", "   1234567890"),
        ("unpaid_amount", "10000.00"),
        ("paid_va", "   1234567891"),
        ("expired_va", "   1234567892"),
        ("unknown_va", "   1234599999"),
        ("unreadable_va", "   1234567893"),
    ]);
    options
}

/// Faspay, as the merchant knows it.
pub fn faspay(address: &str) -> Options {
    let mut options = Options::new("faspay", format!("{address}/faspay"));
    options.key = Some(key());
    options.partner_id = "82150".to_owned();
    options.channel_id = Some("88001".to_owned());
    options.data = Data::new([
        ("unpaid_va", "   08889912345"),
        ("unpaid_amount", "12345678.00"),
        ("paid_va", "   08889912346"),
        ("expired_va", "   08889912347"),
        ("unknown_va", "   08889999999"),
    ]);
    options
}

/// Plays BCA's own list, of two services.
pub async fn exam(around: impl FnOnce(Router) -> Router) -> Report {
    let mut options = bca(&start(around).await);
    options.own_only = true;
    run(&options).await.expect("played")
}
