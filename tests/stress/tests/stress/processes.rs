//! Two server processes on one Redis.

use std::time::Duration;

use snap_stress::callers::Bank;
use snap_stress::connection::{call, settled};
use snap_stress::journal::{Journal, Told};
use snap_stress::process::{Orders, Process};
use snap_stress::redis::{Keeps, Redis};
use tempfile::TempDir;

const SHOP: &str = env!("CARGO_BIN_EXE_stress-shop");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replay_to_the_other_process_gets_the_answer_of_the_first() {
    let Some(redis) = Redis::start(Keeps::Nothing).await else { return };
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("journal");
    let orders =
        Orders { journal: &path, lease: Duration::from_secs(60), handling: Duration::from_millis(5), ledger: false };
    let processes = [Process::start(SHOP, &redis, orders), Process::start(SHOP, &redis, orders)];
    let bank = Bank::new(&*redis.store().await).await;
    let (mut at_once, mut conflicts) = (0, 0);
    for index in 0..100 {
        let payment = bank.payment(&index.to_string(), &format!("P{index}")).bytes();
        let (first, second) = (processes[index % 2].address, processes[1 - index % 2].address);
        // Every second one after the other, the rest at once.
        let replies = if index < 50 {
            (call(first, &payment).await, call(second, &payment).await)
        } else {
            at_once += 1;
            tokio::join!(call(first, &payment), call(second, &payment))
        };
        let (one, other) = (replies.0.expect("an answer"), replies.1.expect("an answer"));
        conflicts += usize::from(one.is_conflict()) + usize::from(other.is_conflict());
        assert!(!(one.is_conflict() && other.is_conflict()), "{index}: nobody carried it out");
        let (one, other) = (settled(first, &payment).await, settled(second, &payment).await);
        assert_eq!(one, other, "{index}: two answers");
        assert_eq!(one.code(), "2002500");
    }
    let journal = Journal::at(&path);
    for index in 0..100 {
        assert_eq!(journal.told(&format!("P{index}")), Told { begun: 1, ended: 1 }, "P{index}");
    }
    println!("two processes: 100 calls to both, {at_once} at once, {conflicts} found under way, each handled once");
}
