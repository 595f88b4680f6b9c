//! A client for each of many merchants.

use std::time::Duration;

use snap_bi::signing::PrivateKey;
use snap_bi::{Client, Credentials, Secret};

use crate::{Row, compare, row};

const KEY: &str = include_str!("../../../../snap-core/src/testing/test-key.pem");
/// 200 merchants are ready in 0.2 seconds.
const LIMIT: Duration = Duration::from_millis(1);

pub fn rows() -> Vec<Row> {
    let credentials = |partner: &str| {
        let key = PrivateKey::load(KEY.as_bytes()).expect("a key");
        Credentials::symmetric(partner, Secret::new("not-a-secret"), key).with_channel_id("88001")
    };
    let first = Client::builder("http://127.0.0.1:9", credentials("0")).build().expect("a client");
    let ours = || first.for_partner(credentials("82150")).expect("a client");
    let own = || Client::builder("http://127.0.0.1:9", credentials("82150")).build().expect("a client");
    let (shared, alone) = compare(20, ours, own);
    vec![
        row("a client of the next merchant", "a millisecond", Some(1.0), (shared, LIMIT)),
        row("a client of the next merchant", "a client with its own transport", None, (shared, alone)),
    ]
}
