//! A server of the shop in a process of its own: `stress-shop REDIS JOURNAL LEASE HANDLING LEDGER`. It says where it serves, and
//! ends with its input.
#![forbid(unsafe_code)]
#![allow(clippy::expect_used, clippy::print_stdout, reason = "whoever started it sees that it ended")]

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use snap_bi::server::RedisStore;
use snap_stress::journal::Journal;
use snap_stress::serving::{Setup, serve};
use snap_stress::shop::{Behaviour, Shop};

#[tokio::main]
async fn main() {
    let words: Vec<_> = std::env::args().skip(1).collect();
    let [redis, journal, lease, handling, ledger] = &words[..] else { return println!("five words") };
    let time = |word: &str| Duration::from_millis(word.parse().expect("milliseconds"));
    let (path, with_ledger) = (Path::new(journal), ledger == "true");
    let mut own = Journal::at(path);
    if with_ledger {
        own = own.committing();
    }
    let shop = Shop::writing(Some(own));
    shop.behave(Behaviour::After(time(handling)));
    let store = RedisStore::connect(redis).await.expect("a store");
    let setup = Setup {
        lease: Some(time(lease)),
        ledger: with_ledger.then(|| Arc::new(Journal::at(path)) as _),
        ..Setup::default()
    };
    let serving = serve(&shop, Arc::new(store), setup).await;
    println!("{}", serving.address);
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await.expect("its input").ok();
}
