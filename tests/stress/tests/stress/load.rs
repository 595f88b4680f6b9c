//! Ten thousand calls over 64 connections, of callers that double, forge and hang up.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use snap_bi::server::{MemoryStore, Store};
use snap_stress::callers::Bank;
use snap_stress::connection::{Connection, Reply, until};
use snap_stress::redis::{Keeps, Redis};
use snap_stress::serving::{Setup, serve};
use snap_stress::shop::Shop;

const CALLS: usize = 10_000;
const CONNECTIONS: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Genuine,
    /// The same bytes as another call: half of them at the same time, half later.
    Doubled(usize),
    /// Another amount for the reference of another call, signed with another key.
    Forged(usize),
    /// Hangs up once it is sent.
    HangsUp,
}

fn kind(index: usize) -> Kind {
    match index % 20 {
        0 if index.is_multiple_of(40) => Kind::Doubled(index + 1),
        0 => Kind::Doubled(index - 19),
        7 => Kind::Forged(index + 1),
        13 => Kind::HangsUp,
        _ => Kind::Genuine,
    }
}

/// Whoever is cut off takes what the server has not read with him; whoever closes leaves it.
fn is_cut_off(index: usize) -> bool {
    index % 40 == 13
}

fn payment(bank: &Bank, index: usize) -> Vec<u8> {
    bank.payment(&index.to_string(), &format!("P{index}")).bytes()
}

/// What is sent, in this order.
fn plan(bank: &Bank) -> Vec<Vec<u8>> {
    let forger = bank.forger();
    let forged = |of: usize| forger.payment_of("666.00", &of.to_string(), &format!("P{of}")).bytes();
    let request = |index| match kind(index) {
        Kind::Doubled(of) => payment(bank, of),
        Kind::Forged(of) => forged(of),
        Kind::Genuine | Kind::HangsUp => payment(bank, index),
    };
    (0..CALLS).map(request).collect()
}

/// What callers saw.
#[derive(Default)]
struct Seen {
    /// Final answers, by call.
    replies: HashMap<usize, Reply>,
    /// How often a call was found under way.
    conflicts: usize,
}

/// The answer that is not "under way".
async fn settled(connection: &mut Connection, bytes: &[u8], conflicts: &mut usize) -> Reply {
    loop {
        let reply = connection.call(bytes).await.expect("an answer");
        if !reply.is_conflict() {
            return reply;
        }
        *conflicts += 1;
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

async fn work(address: SocketAddr, plan: Arc<Vec<Vec<u8>>>, next: Arc<AtomicUsize>) -> Seen {
    let mut connection = Connection::open(address).await.expect("a connection");
    let mut seen = Seen::default();
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(bytes) = plan.get(index) else { return seen };
        if kind(index) == Kind::HangsUp {
            let mut leaving = Connection::open(address).await.expect("a connection");
            leaving.send(bytes).await.expect("sent");
            leaving.hang_up(is_cut_off(index));
            continue;
        }
        let reply = settled(&mut connection, bytes, &mut seen.conflicts).await;
        seen.replies.insert(index, reply);
    }
}

async fn load(name: &str, store: Arc<dyn Store>) {
    let shop = Shop::new();
    let bank = Bank::new(&*store).await;
    let serving = serve(&shop, store, Setup::default()).await;
    let plan = Arc::new(plan(&bank));
    let started = Instant::now();
    let next = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> =
        (0..CONNECTIONS).map(|_| tokio::spawn(work(serving.address, Arc::clone(&plan), Arc::clone(&next)))).collect();
    let mut seen = Seen::default();
    for task in tasks {
        let part = task.await.expect("callers do not break down");
        seen.replies.extend(part.replies);
        seen.conflicts += part.conflicts;
    }
    let took = started.elapsed();
    until("no handler runs", || shop.running() == 0).await;

    // Who hung up makes his call again, and so does every twentieth of those who got an answer.
    let before = shop.handled();
    let was_handled = |index: &usize| before.contains_key(&(format!("P{index}"), "10000.00".to_owned()));
    let of_kind = |wanted: fn(&Kind) -> bool| (0..CALLS).filter(move |index| wanted(&kind(*index)));
    let hung_up: Vec<_> = of_kind(|kind| *kind == Kind::HangsUp).collect();
    let (cut_off, closed): (Vec<usize>, Vec<usize>) = hung_up.iter().partition(|index| is_cut_off(**index));
    let at_once = |calls: &[usize]| calls.iter().filter(|index| was_handled(index)).count();
    let (cut_off, closed) = ((cut_off.len(), at_once(&cut_off)), (closed.len(), at_once(&closed)));
    let mut connection = Connection::open(serving.address).await.expect("a connection");
    let mut conflicts = 0;
    for index in &hung_up {
        let reply = settled(&mut connection, &plan[*index], &mut conflicts).await;
        assert_eq!(reply.code(), "2002500", "{index}: {reply:?}");
    }
    for index in (5..CALLS).step_by(20) {
        let again = settled(&mut connection, &plan[index], &mut conflicts).await;
        assert_eq!(again, seen.replies[&index], "{index}: another answer than before");
    }

    let handled = shop.handled();
    let (mut genuine, mut doubled, mut forged) = (0, 0, 0);
    for (index, reply) in &seen.replies {
        match kind(*index) {
            Kind::Forged(_) => {
                assert_eq!(reply.code(), "4012500", "{index}: {reply:?}");
                forged += 1;
            }
            Kind::Doubled(of) => {
                assert_eq!(reply, &seen.replies[&of], "{index}: another answer than {of}");
                doubled += 1;
            }
            Kind::Genuine | Kind::HangsUp => {
                assert_eq!(reply.code(), "2002500", "{index}: {reply:?}");
                genuine += 1;
            }
        }
    }
    let twice = handled.values().filter(|times| **times > 1).count();
    let forgeries = handled.keys().filter(|(_, amount)| amount != "10000.00").count();
    let lost = genuine + hung_up.len() - handled.len();
    println!(
        "{name}: {CALLS} calls over {CONNECTIONS} connections in {:.1} s\n\
         \x20 {:<26} {:>6}\n  {:<26} {:>6}  with the answer of the first\n  {:<26} {:>6}  refused\n  \
         {:<26} {:>6}  handled before they were repeated: {} of {} who closed, {} of {} who were cut off\n  {:<26} {:>6}\n  \
         {:<26} {:>6}\n  {:<26} {:>6}\n  {:<26} {:>6}\n  {:<26} {:>6}  as the first",
        took.as_secs_f64(),
        "genuine, answered",
        genuine,
        "doubled",
        doubled,
        "forged",
        forged,
        "hung up",
        hung_up.len(),
        closed.1,
        closed.0,
        cut_off.1,
        cut_off.0,
        "found under way (409)",
        seen.conflicts + conflicts,
        "handled twice",
        twice,
        "forged and handled",
        forgeries,
        "lost",
        lost,
        "repeated once more",
        CALLS / 20,
    );
    assert_eq!((twice, forgeries, lost), (0, 0, 0));
    assert_eq!((doubled, forged, hung_up.len()), (CALLS / 20, CALLS / 20, CALLS / 20));
    serving.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn under_load_every_call_is_handled_once_with_the_store_in_memory() {
    load("memory", Arc::new(MemoryStore::default())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn under_load_every_call_is_handled_once_with_the_store_in_redis() {
    let Some(redis) = Redis::start(Keeps::Nothing).await else { return };
    load("redis", redis.store().await).await;
}
