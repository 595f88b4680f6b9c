//! Handlers that break down or take their time, callers that hang up, stores that fail.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use snap_bi::server::{Audited, MemoryStore, Refuse, Service, Store};
use snap_stress::callers::{Bank, Signed, caller};
use snap_stress::connection::{Connection, Reply, call, settled, until};
use snap_stress::serving::{Serving, Setup, build, serve};
use snap_stress::shop::{BankServer, Behaviour, Shop};
use tokio::sync::Semaphore;

use crate::unsteady::Unsteady;

/// A shop at its server, and the bank that calls it.
struct Stand {
    shop: Arc<Shop>,
    bank: Bank,
    serving: Serving,
}

impl Stand {
    async fn new(store: Arc<dyn Store>, setup: Setup) -> Self {
        let (shop, bank) = (Shop::new(), Bank::new(&*store).await);
        let serving = serve(&shop, store, setup).await;
        Self { shop, bank, serving }
    }

    async fn in_memory() -> Self {
        Self::new(Arc::new(MemoryStore::default()), Setup::default()).await
    }

    fn gate(&self) -> Arc<Semaphore> {
        let gate = Arc::new(Semaphore::new(0));
        self.shop.behave(Behaviour::Gate(Arc::clone(&gate)));
        gate
    }

    async fn call(&self, payment: &Signed) -> Reply {
        call(self.serving.address, &payment.bytes()).await.expect("an answer")
    }

    async fn settled(&self, payment: &Signed) -> Reply {
        settled(self.serving.address, &payment.bytes()).await
    }

    async fn begun(&self, handlers: usize) {
        until("a handler begins", || self.shop.begun() == handlers).await;
    }
}

fn request(payment: &Signed) -> http::Request<axum::body::Body> {
    let mut request = http::Request::post(&payment.target);
    for (name, value) in &payment.headers {
        request = request.header(name, value.as_slice());
    }
    request.body(axum::body::Body::from(payment.body.clone())).expect("a request")
}

#[test]
fn a_call_that_is_let_go_comes_to_its_end_wherever_that_is() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let stand = runtime.block_on(Stand::in_memory());
    let (gate, mut server) = (stand.gate(), stand.serving.server.clone());
    let mut begin = |name: &str| {
        let _inside = runtime.enter();
        Service::call(&mut server, request(&stand.bank.payment(name, name)))
    };
    // Before anybody asked for its answer, and where no runtime is.
    drop(begin("1"));
    // While its handler waits.
    let mut waiting = begin("2");
    runtime.block_on(async {
        let asked = tokio::time::timeout(Duration::from_millis(200), &mut waiting).await;
        assert!(asked.is_err(), "the handler waits");
        stand.begun(2).await;
    });
    drop(waiting);
    // By who never asked for it, and ends the server.
    let never = begin("3");
    runtime.block_on(async {
        gate.add_permits(3);
        drop(never);
        stand.serving.server.server().shutdown().await;
        assert_eq!(["1", "2", "3"].map(|name| stand.shop.times(name)), [1; 3]);
        for name in ["1", "2", "3"] {
            assert_eq!(stand.call(&stand.bank.payment(name, name)).await.code(), "2002500", "its answer was kept");
        }
        assert_eq!(stand.shop.begun(), 3);
    });
}

#[tokio::test]
async fn a_caller_who_hangs_up_takes_nothing_with_him() {
    for cut_off in [false, true] {
        let stand = Stand::in_memory().await;
        let (gate, payment) = (stand.gate(), stand.bank.payment("1", "P1"));
        let mut connection = Connection::open(stand.serving.address).await.expect("a connection");
        connection.send(&payment.bytes()).await.expect("sent");
        stand.begun(1).await;
        connection.hang_up(cut_off);
        assert_eq!(stand.call(&payment).await.code(), "4092500", "it is still under way");
        gate.add_permits(1);
        assert_eq!(stand.settled(&payment).await.code(), "2002500");
        assert_eq!(stand.shop.begun(), 1);
    }
}

#[tokio::test]
async fn a_caller_who_hangs_up_while_the_store_is_asked_leaves_no_claim_without_a_handler() {
    let gate = Arc::new(Semaphore::new(0));
    let store = Arc::new(Unsteady::gated(&gate));
    let (shop, bank) = (Shop::new(), Bank::new(&*store).await);
    let server = build(&shop, Arc::clone(&store) as Arc<dyn Store>, Setup::default());
    let payment = bank.payment("1", "P1");
    let request = || request(&payment);
    // What a connection does that breaks: it drops the call that it waits for.
    let calling = tokio::spawn({
        let (server, request) = (server.clone(), request());
        async move { server.server().answer(request).await }
    });
    until("the store is asked", || store.waiting.load(Ordering::SeqCst) == 1).await;
    calling.abort();
    assert!(calling.await.is_err_and(|error| error.is_cancelled()));
    gate.add_permits(100);
    until("it is handled", || shop.begun() == 1 && shop.running() == 0).await;
    server.server().shutdown().await;
    assert_eq!(server.server().answer(request()).await.status(), 200);
    assert_eq!(shop.begun(), 1);
}

#[tokio::test]
async fn what_breaks_down_beside_a_handler_is_answered_and_nothing_begins_again() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let (shop, bank) = (Shop::new(), Bank::new(&*store).await);
    let builder = BankServer::shared(Arc::clone(&shop)).callers([caller()]).store(store);
    let server = builder.audit(|_: &Audited<'_>| panic!("an audit that breaks down")).build().expect("a server");
    for _ in 0..2 {
        let answer = server.server().answer(request(&bank.payment("1", "P1"))).await;
        assert_eq!(answer.status(), 500);
    }
    assert_eq!(shop.begun(), 1);
}

#[tokio::test]
async fn a_handler_that_panics_is_answered_and_the_server_lives_on() {
    let stand = Stand::in_memory().await;
    stand.shop.behave(Behaviour::Panic);
    let payment = stand.bank.payment("1", "P1");
    let mut connection = Connection::open(stand.serving.address).await.expect("a connection");
    let first = connection.call(&payment.bytes()).await.expect("an answer");
    assert_eq!((first.status, first.code()), (500, "5002500"));
    stand.shop.behave(Behaviour::Answer);
    // On the same connection; and nobody knows how far it came, so that it does not begin again.
    assert_eq!(connection.call(&payment.bytes()).await.expect("an answer"), first);
    assert_eq!(stand.call(&stand.bank.payment("2", "P1")).await, first);
    assert_eq!(stand.shop.begun(), 1);
    let next = connection.call(&stand.bank.payment("3", "P3").bytes()).await.expect("an answer");
    assert_eq!(next.code(), "2002500");
}

#[tokio::test]
async fn a_handler_that_is_too_slow_gives_its_answer_to_the_repeat() {
    let setup = Setup { handler_time: Some(Duration::from_millis(50)), ..Setup::default() };
    let stand = Stand::new(Arc::new(MemoryStore::default()), setup).await;
    let (gate, payment) = (stand.gate(), stand.bank.payment("1", "P1"));
    let first = stand.call(&payment).await;
    assert_eq!((first.status, first.code()), (504, "5042500"));
    assert_eq!(stand.call(&payment).await.code(), "4092500");
    gate.add_permits(1);
    let late = stand.settled(&payment).await;
    assert_eq!(late.code(), "2002500");
    assert_eq!(stand.call(&payment).await, late);
    assert_eq!(stand.shop.begun(), 1);
}

#[tokio::test]
async fn a_shutdown_waits_for_handlers_and_their_answers_are_kept() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let stand = Stand::new(Arc::clone(&store), Setup::default()).await;
    let (gate, payment) = (stand.gate(), stand.bank.payment("1", "P1"));
    let address = stand.serving.address;
    let waiting = tokio::spawn({
        let bytes = payment.bytes();
        async move { call(address, &bytes).await }
    });
    stand.begun(1).await;
    let down = tokio::spawn(stand.serving.shutdown());
    until("nobody listens", || std::net::TcpStream::connect(address).is_err()).await;
    assert!(!down.is_finished(), "a handler runs");
    gate.add_permits(1);
    down.await.expect("down");
    assert_eq!(stand.shop.running(), 0);
    let first = waiting.await.expect("no panic").expect("an answer");
    let next = serve(&stand.shop, store, Setup::default()).await;
    assert_eq!(call(next.address, &payment.bytes()).await.expect("an answer"), first);
    assert_eq!(stand.shop.begun(), 1);
}

#[tokio::test]
async fn nothing_is_accepted_while_the_store_is_down() {
    let store = Arc::new(Unsteady::default());
    let stand = Stand::new(Arc::clone(&store) as Arc<dyn Store>, Setup::default()).await;
    let payment = stand.bank.payment("1", "P1");
    store.is_down.store(true, Ordering::SeqCst);
    for _ in 0..3 {
        let refused = stand.call(&payment).await;
        assert_eq!((refused.status, refused.code()), (500, "5002502"));
    }
    assert_eq!(stand.shop.begun(), 0);
    store.is_down.store(false, Ordering::SeqCst);
    assert_eq!(stand.call(&payment).await.code(), "2002500");
    assert_eq!(stand.shop.begun(), 1);
}

#[tokio::test]
async fn a_store_that_is_full_accepts_nothing() {
    // The token, and one payment.
    let stand = Stand::new(Arc::new(MemoryStore::new(3)), Setup::default()).await;
    let payment = stand.bank.payment("1", "P1");
    let first = stand.call(&payment).await;
    assert_eq!(first.code(), "2002500");
    assert_eq!(stand.call(&stand.bank.payment("2", "P2")).await.code(), "5002502");
    assert_eq!(stand.call(&payment).await, first);
    assert_eq!((stand.shop.times("P1"), stand.shop.times("P2")), (1, 0));
}

#[tokio::test]
async fn a_claim_that_was_taken_while_its_answer_was_lost_is_given_back() {
    let store = Arc::new(Unsteady::default());
    let stand = Stand::new(Arc::clone(&store) as Arc<dyn Store>, Setup::default()).await;
    let payment = stand.bank.payment("1", "P1");
    store.loses_answers.store(1, Ordering::SeqCst);
    store.ends_nothing.store(true, Ordering::SeqCst);
    assert_eq!(stand.call(&payment).await.code(), "5002502");
    assert_eq!(stand.call(&payment).await.code(), "4092500", "the claim is there, and nobody carries it out");
    assert_eq!(stand.shop.begun(), 0);
    store.ends_nothing.store(false, Ordering::SeqCst);
    assert_eq!(stand.settled(&payment).await.code(), "2002500");
    assert_eq!(stand.shop.begun(), 1);
}

#[tokio::test]
async fn an_answer_that_could_not_be_kept_is_given_and_kept_later() {
    let store = Arc::new(Unsteady::default());
    let stand = Stand::new(Arc::clone(&store) as Arc<dyn Store>, Setup::default()).await;
    let payment = stand.bank.payment("1", "P1");
    store.ends_nothing.store(true, Ordering::SeqCst);
    let first = stand.call(&payment).await;
    assert_eq!(first.code(), "2002500");
    assert_eq!(stand.call(&payment).await.code(), "4092500");
    store.ends_nothing.store(false, Ordering::SeqCst);
    assert_eq!(stand.settled(&payment).await, first);
    assert_eq!(stand.shop.begun(), 1);
}

#[tokio::test]
async fn a_call_of_which_nothing_was_done_runs_again() {
    let stand = Stand::in_memory().await;
    stand.shop.behave(Behaviour::Refuse(|| Refuse::nothing_done("no database")));
    let payment = stand.bank.payment("1", "P1");
    for times in 1..=3 {
        assert_eq!(stand.call(&payment).await.code(), "5002500");
        assert_eq!(stand.shop.begun(), times);
    }
    stand.shop.behave(Behaviour::Answer);
    assert_eq!(stand.call(&payment).await.code(), "2002500");
    assert_eq!(stand.shop.begun(), 4);
}

#[tokio::test]
async fn a_failure_that_may_have_done_something_does_not_run_again() {
    let stand = Stand::in_memory().await;
    stand.shop.behave(Behaviour::Refuse(|| Refuse::failed("broken in the middle")));
    let payment = stand.bank.payment("1", "P1");
    let first = stand.call(&payment).await;
    assert_eq!(first.code(), "5002500");
    stand.shop.behave(Behaviour::Answer);
    assert_eq!(stand.call(&payment).await, first);
    assert_eq!(stand.call(&stand.bank.payment("2", "P1")).await, first);
    assert_eq!(stand.shop.begun(), 1);
}

#[tokio::test]
async fn a_refusal_is_kept_for_its_call_and_the_payment_may_be_asked_for_anew() {
    let stand = Stand::in_memory().await;
    stand.shop.behave(Behaviour::Refuse(|| Refuse::invalid_bill("not registered")));
    let payment = stand.bank.payment("1", "P1");
    let first = stand.call(&payment).await;
    assert_eq!((first.status, first.code()), (404, "4042512"));
    stand.shop.behave(Behaviour::Answer);
    assert_eq!(stand.call(&payment).await, first);
    assert_eq!(stand.shop.begun(), 1);
    let anew = stand.bank.payment("2", "P1");
    assert_eq!(stand.call(&anew).await.code(), "2002500");
    assert_eq!(stand.shop.begun(), 2);
    // What was refused stays refused.
    assert_eq!(stand.call(&payment).await, first);
    assert_eq!(stand.shop.begun(), 2);
}

#[tokio::test]
async fn the_same_numbers_with_other_content_are_refused() {
    let stand = Stand::in_memory().await;
    assert_eq!(stand.call(&stand.bank.payment("1", "P1")).await.code(), "2002500");
    assert_eq!(stand.call(&stand.bank.payment("1", "P2")).await.code(), "4092500");
    assert_eq!(stand.call(&stand.bank.payment_of("5.00", "2", "P1")).await.code(), "4042518");
    assert_eq!(stand.shop.begun(), 1);
}
