//! Redis is killed under load; a server is killed in the middle of its handlers.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use snap_stress::callers::Bank;
use snap_stress::connection::{Connection, Reply, call, settled, until};
use snap_stress::journal::{Journal, Told};
use snap_stress::process::{Orders, Process};
use snap_stress::redis::{Keeps, Redis};
use snap_stress::serving::{Setup, serve};
use snap_stress::shop::{Behaviour, Shop};
use tempfile::TempDir;

const SHOP: &str = env!("CARGO_BIN_EXE_stress-shop");
const CONNECTIONS: usize = 16;

/// Calls until it is told to stop, each once; what was answered.
async fn calls(address: SocketAddr, bank: Bank, next: Arc<AtomicUsize>, most: Arc<AtomicUsize>) -> Vec<(usize, Reply)> {
    let mut connection = Connection::open(address).await.expect("a connection");
    let mut replies = Vec::new();
    loop {
        let index = next.fetch_add(1, Ordering::SeqCst);
        if index >= most.load(Ordering::SeqCst) {
            return replies;
        }
        let payment = bank.payment(&index.to_string(), &format!("P{index}"));
        replies.push((index, connection.call(&payment.bytes()).await.expect("an answer, whatever it is")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_redis_is_gone_nothing_is_accepted_and_after_it_nothing_was_done_twice() {
    let Some(mut redis) = Redis::start(Keeps::Everything).await else { return };
    let store = redis.store().await;
    let (shop, bank) = (Shop::new(), Bank::new(&*store).await);
    shop.behave(Behaviour::After(Duration::from_millis(3)));
    let serving = serve(&shop, store, Setup::default()).await;
    let (next, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(usize::MAX)));
    let callers: Vec<_> = (0..CONNECTIONS)
        .map(|_| tokio::spawn(calls(serving.address, bank.clone(), Arc::clone(&next), Arc::clone(&most))))
        .collect();
    let sent = |calls: usize| {
        let (next, goal) = (Arc::clone(&next), next.load(Ordering::SeqCst) + calls);
        until("more calls", move || next.load(Ordering::SeqCst) >= goal)
    };
    // Twice, for what the first restart left is in the way of the second.
    let mut kills = Vec::new();
    for _ in 0..2 {
        sent(300).await;
        redis.kill();
        kills.push(next.load(Ordering::SeqCst));
        sent(60).await;
        redis.start_again().await;
        let begun = shop.begun();
        until("calls are accepted again", || shop.begun() > begun + 100).await;
    }
    most.store(0, Ordering::SeqCst);
    let mut replies = BTreeMap::new();
    for caller in callers {
        replies.extend(caller.await.expect("callers do not break down"));
    }
    until("no handler runs", || shop.running() == 0).await;

    let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (index, reply) in &replies {
        let times = shop.times(&format!("P{index}"));
        let of_code = seen.entry(reply.code().to_owned()).or_default();
        (of_code.0, of_code.1) = (of_code.0 + 1, of_code.1 + times);
        match reply.code() {
            "2002500" => assert_eq!(times, 1, "{index}"),
            // Each was sent once: nobody may have handled it.
            "5002502" => assert_eq!(times, 0, "{index}: handled after it was refused"),
            other => panic!("{index}: {other}"),
        }
    }
    assert!(seen["5002502"].0 >= 60);
    let mut again: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (index, first) in &replies {
        let payment = bank.payment(&index.to_string(), &format!("P{index}"));
        let reply = settled(serving.address, &payment.bytes()).await;
        if first.status == 200 {
            assert_eq!(&reply, first, "{index}: another answer than before");
        }
        *again.entry((first.code().to_owned(), reply.code().to_owned())).or_default() += 1;
    }
    println!("Redis killed twice under load, at calls {kills:?}:");
    for (code, (calls, handled)) in &seen {
        println!("  answered {code}: {calls:>5} calls, {handled:>5} handled");
    }
    for ((first, second), calls) in &again {
        println!("  answered {first}, made again: {calls:>5} got {second}");
    }
    for index in replies.keys() {
        assert_eq!(shop.times(&format!("P{index}")), 1, "{index}");
    }
    serving.shutdown().await;
}

/// What became of the calls of a process that was killed.
async fn killed(redis: &Redis, folder: &Path, ledger: bool) {
    const LEASE: Duration = Duration::from_millis(2500);
    let path = folder.join("journal");
    let quick = Orders { journal: &path, lease: LEASE, handling: Duration::ZERO, ledger };
    let slow = Orders { handling: Duration::from_secs(60), ..quick };
    let bank = Bank::new(&*redis.store().await).await;
    let journal = Journal::at(&path);
    let payment = |index: usize| bank.payment(&index.to_string(), &format!("P{index}")).bytes();

    // Ten are answered, and ten are in the middle when it is killed.
    let first = Process::start(SHOP, redis, quick);
    let mut answered = Vec::new();
    for index in 0..10 {
        answered.push(call(first.address, &payment(index)).await.expect("an answer"));
    }
    let mut second = Process::start(SHOP, redis, slow);
    let waiting: Vec<_> = (10..20)
        .map(|index| {
            let (address, bytes) = (second.address, payment(index));
            tokio::spawn(async move { call(address, &bytes).await })
        })
        .collect();
    until("handlers begin", || (10..20).all(|index| journal.told(&format!("P{index}")).begun == 1)).await;
    second.kill();
    for calling in waiting {
        assert!(calling.await.expect("no panic").is_err(), "an answer of a process that was killed");
    }
    let mut rows: BTreeMap<[String; 3], usize> = BTreeMap::new();
    let mut at_once = Vec::new();
    for index in 0..20 {
        at_once.push(call(first.address, &payment(index)).await.expect("an answer"));
    }
    for (index, at_once) in at_once.into_iter().enumerate() {
        let later = settled(first.address, &payment(index)).await;
        // Another external ID does not help.
        let renamed = bank.payment(&format!("9{index}"), &format!("P{index}")).bytes();
        assert_eq!(call(first.address, &renamed).await.expect("an answer"), later);
        if index < 10 {
            assert_eq!((&at_once, &later), (&answered[index], &answered[index]));
        } else {
            assert_eq!(later.code(), if ledger { "2002500" } else { "5042500" }, "{later:?}");
        }
        let told = journal.told(&format!("P{index}"));
        assert_eq!(told, Told { begun: 1, ended: usize::from(index < 10) }, "P{index}");
        let before = if index < 10 { "2002500" } else { "nothing: it was killed" };
        *rows.entry([before.to_owned(), at_once.code().to_owned(), later.code().to_owned()]).or_default() += 1;
    }
    println!(
        "a server killed in the middle of handlers, {} ledger: what callers saw",
        if ledger { "with" } else { "no" }
    );
    println!("  {:<24} {:<24} {:<24} {:>6}", "first", "again, at once", "again, after the lease", "calls");
    for ([first, at_once, later], calls) in &rows {
        println!("  {first:<24} {at_once:<24} {later:<24} {calls:>6}");
    }
    // Those who ask within the lease are told that it is under way.
    let under_way = ["nothing: it was killed".to_owned(), "4092500".to_owned()];
    assert!(rows.keys().any(|row| row[..2] == under_way), "the lease was over before anybody asked");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_server_had_begun_is_unknown_and_never_begins_again() {
    let Some(redis) = Redis::start(Keeps::Nothing).await else { return };
    killed(&redis, TempDir::new().expect("a folder").path(), false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_server_had_committed_is_found_in_the_ledger() {
    let Some(redis) = Redis::start(Keeps::Nothing).await else { return };
    killed(&redis, TempDir::new().expect("a folder").path(), true).await;
}
