//! The service, and a handler that remembers every call of it.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use snap_bi::national::{codes, profiles};
use snap_bi::server::{Received, Refuse};
use snap_bi::{Amount, Direction, Endpoint, Extra, Serving, SnapError, SnapModel, snap_service};
use tokio::sync::Semaphore;

use crate::journal::Journal;

/// A payment that the bank tells of, as services 25 have it.
#[derive(Clone, Default, PartialEq, SnapModel)]
pub struct PaymentRequest {
    /// Names the payment.
    #[snap(presence = "M", max = 64)]
    pub payment_request_id: Option<String>,
    /// What was paid.
    #[snap(presence = "M", precision(12, 2), currency(values("IDR")))]
    pub paid_amount: Option<Amount>,
    /// What the page does not know.
    pub extra: Extra,
}

/// What the shop makes of it.
#[derive(Clone, Default, PartialEq, SnapModel)]
pub struct PaymentResponse {
    /// Code.
    pub response_code: Option<String>,
    /// Its words.
    pub response_message: Option<String>,
    /// Of this payment alone: no two answers are equal but by being the same.
    #[snap(max = 64)]
    pub receipt_no: Option<String>,
    /// What the page does not know.
    pub extra: Extra,
}

/// Signed with the secret, and carried out once for each `paymentRequestId`.
pub static PAYMENT: Endpoint = Endpoint::new("bank")
    .service("payment")
    .code("25")
    .version("v1.0")
    .post("/v1.0/transfer-va/payment")
    .direction(Direction::Inbound)
    .headers(&profiles::HEADERS_TRANSACTION_B2B)
    .signing(&profiles::SIGNING_STANDARD)
    .codes(&codes::CODES)
    .serving(&Serving::STANDARD.once(&["paymentRequestId"]));

/// What the bank calls.
#[snap_service(provider = "bank", signing = symmetric)]
pub trait Bank {
    /// A payment.
    #[endpoint(metadata = PAYMENT, direction = inbound)]
    async fn payment(&self, request: PaymentRequest) -> Result<PaymentResponse, SnapError>;
}

/// What the handler does once it has written down that it was called.
#[derive(Clone)]
pub enum Behaviour {
    /// Answers.
    Answer,
    /// Answers after a while.
    After(Duration),
    /// Answers when it is let through.
    Gate(Arc<Semaphore>),
    /// Breaks down.
    Panic,
    /// Refuses.
    Refuse(fn() -> Refuse),
}

/// Remembers every call of its handler.
pub struct Shop {
    behaviour: Mutex<Behaviour>,
    /// How often each payment was handled, by reference and amount.
    handled: Mutex<HashMap<(String, String), usize>>,
    receipts: AtomicUsize,
    running: AtomicUsize,
    journal: Option<Journal>,
}

impl Shop {
    /// One that answers.
    #[must_use]
    pub fn new() -> Arc<Self> {
        Self::writing(None)
    }

    /// One that writes down what it does where a kill does not take it away.
    #[must_use]
    pub fn writing(journal: Option<Journal>) -> Arc<Self> {
        Arc::new(Self {
            behaviour: Mutex::new(Behaviour::Answer),
            handled: Mutex::default(),
            receipts: AtomicUsize::new(0),
            running: AtomicUsize::new(0),
            journal,
        })
    }

    /// From the next call on.
    pub fn behave(&self, behaviour: Behaviour) {
        *lock(&self.behaviour) = behaviour;
    }

    /// How often a payment was handled, whatever its amount.
    #[must_use]
    pub fn times(&self, reference: &str) -> usize {
        lock(&self.handled).iter().filter(|((of, _), _)| of == reference).map(|(_, times)| times).sum()
    }

    /// How often each was handled, by reference and amount.
    #[must_use]
    pub fn handled(&self) -> HashMap<(String, String), usize> {
        lock(&self.handled).clone()
    }

    /// How many handlers have begun.
    #[must_use]
    pub fn begun(&self) -> usize {
        lock(&self.handled).values().sum()
    }

    /// How many handlers run.
    #[must_use]
    pub fn running(&self) -> usize {
        self.running.load(Ordering::SeqCst)
    }
}

/// What one who panicked left is as good as any.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Running<'a>(&'a AtomicUsize);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl BankHandler for Shop {
    async fn payment(&self, received: Received<PaymentRequest>) -> Result<PaymentResponse, Refuse> {
        self.running.fetch_add(1, Ordering::SeqCst);
        let _running = Running(&self.running);
        let reference = received.payment_request_id.clone().unwrap_or_default();
        let amount = received.paid_amount.as_ref().and_then(|amount| amount.value.clone());
        let amount = amount.map(|value| value.to_string()).unwrap_or_default();
        *lock(&self.handled).entry((reference.clone(), amount)).or_default() += 1;
        let receipt = format!("{}-{}", std::process::id(), self.receipts.fetch_add(1, Ordering::SeqCst));
        if let Some(journal) = &self.journal {
            journal.begun(&reference);
            journal.commit(&received, &receipt);
        }
        let behaviour = lock(&self.behaviour).clone();
        match behaviour {
            Behaviour::Answer => {}
            Behaviour::After(time) => tokio::time::sleep(time).await,
            Behaviour::Gate(gate) => gate.acquire().await?.forget(),
            Behaviour::Panic => panic!("a handler that breaks down"),
            Behaviour::Refuse(refuse) => return Err(refuse()),
        }
        if let Some(journal) = &self.journal {
            journal.ended(&reference);
        }
        Ok(PaymentResponse::default().with_receipt_no(receipt))
    }
}

impl fmt::Debug for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shop").field("begun", &self.begun()).finish_non_exhaustive()
    }
}
