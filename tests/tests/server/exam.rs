//! BCA's list of expected answers (`acceptance/bca-biller.tsv`), played over real HTTP against a biller who knows four numbers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use snap_bi::bca::{BcaCallbacksHandler, BcaCallbacksServer, virtual_account as va};
use snap_bi::server::tokens::{self, TokenHolder, TokenKind};
use snap_bi::server::{MemoryStore, Received, Refuse, Scheme, Store};
use snap_bi::{Endpoint, Model};
use snap_codegen::ir::service::SampleText;
use snap_tests::serve::Setup;

use crate::place::{Anybody, caller, exchange, listen, renumbered};
use crate::wire::{Answer, Wire, now};

const ROWS: &str = include_str!("../../acceptance/bca-biller.tsv");
/// The customer of the page's samples.
const CUSTOMER: &str = "123456789012345678";
const PAID: &str = "111111111111111111";
const EXPIRED: &str = "222222222222222222";
const UNKNOWN: &str = "333333333333333333";
/// Of this one the biller cannot read what his own systems answer.
const UNREADABLE: &str = "444444444444444444";

/// Request and response as the page shows them.
fn documented(endpoint: &Endpoint) -> (&'static str, &'static str) {
    let sample = exchange(endpoint).service.samples.first().expect("a sample");
    let text = |text: &'static Option<SampleText>| text.as_ref().map_or("", |text| text.text.trim());
    (text(&sample.request), text(&sample.response))
}

/// Who keeps the bills.
#[derive(Default)]
struct Biller {
    asked: AtomicUsize,
}

impl Biller {
    fn answer<R: Model>(&self, endpoint: &Endpoint, customer: Option<&str>) -> Result<R, Refuse> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        match customer {
            Some(CUSTOMER) => {
                let (_, answer) = documented(endpoint);
                Ok(R::from_json(answer.replace("\"Successful\"", "\"Success\"").as_bytes())?)
            }
            Some(PAID) => Err(Refuse::paid_bill()),
            Some(EXPIRED) => Err(Refuse::expired_bill()),
            Some(UNREADABLE) => Err(Refuse::named("bad_request")),
            _ => Err(Refuse::invalid_bill("not registered")),
        }
    }
}

impl BcaCallbacksHandler for Biller {
    async fn transfer_va_inquiry(
        &self,
        request: Received<va::TransferVaInquiryRequest>,
    ) -> Result<va::TransferVaInquiryResponse, Refuse> {
        self.answer(&va::TRANSFER_VA_INQUIRY, request.customer_no.as_deref())
    }

    async fn transfer_va_payment(
        &self,
        request: Received<va::TransferVaPaymentRequest>,
    ) -> Result<va::TransferVaPaymentResponse, Refuse> {
        self.answer(&va::TRANSFER_VA_PAYMENT, request.customer_no.as_deref())
    }
}

/// A biller, and BCA in front of him.
struct Exam {
    biller: Arc<Biller>,
    address: String,
    token: String,
    endpoint: &'static Endpoint,
    /// Goes into external IDs and payments, so that each is new.
    number: AtomicUsize,
}

impl Exam {
    async fn of(endpoint: &'static Endpoint) -> Self {
        let store = Arc::new(MemoryStore::default());
        let mut setup = Setup::new(Arc::new(Anybody::of(caller())), Arc::clone(&store) as Arc<dyn Store>);
        setup.clock = Arc::new(now);
        let biller = Arc::new(Biller::default());
        let router = setup.mount(BcaCallbacksServer::shared(Arc::clone(&biller))).expect("a server");
        let lifetime = Duration::from_secs(600);
        let holder = TokenHolder::new(TokenKind::B2b, "caller", now(), lifetime);
        let token = tokens::issue(&*store, &holder, lifetime).await.expect("a token").expose().to_owned();
        Self { biller, address: listen(router).await, token, endpoint, number: AtomicUsize::new(100_000_000) }
    }

    /// A new question or payment for a customer, not signed yet.
    fn call(&self, customer: &str) -> Wire {
        let number = self.number.fetch_add(1, Ordering::Relaxed).to_string();
        let mut wire = Wire::new(self.endpoint, Scheme::Symmetric, &self.token, "", &number);
        wire.body = renumbered(self.endpoint, documented(self.endpoint).0, &number).into_bytes();
        wire.replace(CUSTOMER, customer);
        wire
    }

    async fn send(&self, wire: Wire) -> Answer {
        wire.signed().send(&self.address).await
    }

    /// The answers to a scenario, each with how often the biller was asked for it, and what he should have been.
    async fn play(&self, scenario: &str) -> Vec<Answer> {
        let mut wire = self.call(CUSTOMER);
        let answer = match scenario {
            "access token invalid" => {
                wire.set("Authorization", format!("Bearer {}", "0".repeat(64)));
                self.send(wire).await
            }
            "signature" => {
                wire.secret = "another secret".to_owned();
                self.send(wire).await
            }
            "string to sign" => {
                let mut other = wire.clone();
                other.target = "/openapi/v1.0/transfer-va/status".to_owned();
                other.sign();
                for header in ["X-TIMESTAMP", "X-SIGNATURE"] {
                    wire.set(header, other.header(header).expect("signed"));
                }
                wire.send(&self.address).await
            }
            "unknown client" => {
                wire.set("X-PARTNER-ID", "stranger");
                self.send(wire).await
            }
            "mandatory field missing" => {
                wire.replace("\"customerNo\"", "\"customer\"");
                self.send(wire).await
            }
            "field format" => {
                wire.replace("6011", "\"atm\"");
                self.send(wire).await
            }
            "request parsing error" => {
                wire.body.pop();
                self.send(wire).await
            }
            "same external ID" => {
                let id = wire.header("X-EXTERNAL-ID").expect("one");
                self.send(wire).await;
                let mut other = self.call(CUSTOMER);
                other.set("X-EXTERNAL-ID", id);
                self.send(other).await
            }
            "same external ID and payment" => {
                let mut answers = Vec::new();
                for customer in [CUSTOMER, PAID] {
                    let wire = self.call(customer);
                    let mut marked = wire.clone();
                    marked.replace("\"flagAdvise\":\"N\"", "\"flagAdvise\":\"Y\"");
                    answers.extend([self.send(wire.clone()).await, self.send(wire).await, self.send(marked).await]);
                }
                return answers;
            }
            "already paid" => self.send(self.call(PAID)).await,
            "expired" => self.send(self.call(EXPIRED)).await,
            "not registered" => self.send(self.call(UNKNOWN)).await,
            "response parsing error" => self.send(self.call(UNREADABLE)).await,
            "valid number" => self.send(wire).await,
            _ => panic!("no such scenario: {scenario}"),
        };
        vec![answer]
    }

    /// Status, and reason in both languages.
    fn status(&self, answer: &Answer) -> [Option<String>; 3] {
        let (status, reason) = match self.endpoint.code {
            "24" => ("inquiryStatus", "inquiryReason"),
            _ => ("paymentFlagStatus", "paymentFlagReason"),
        };
        [status.to_owned(), format!("{reason}.english"), format!("{reason}.indonesia")]
            .map(|member| answer.text(&format!("virtualAccountData.{member}")))
    }
}

/// How often the biller is asked in a scenario: what cannot be trusted or read does not reach him, nor does what he answered.
fn asked(scenario: &str) -> usize {
    match scenario {
        "same external ID and payment" => 2,
        "same external ID"
        | "valid number"
        | "already paid"
        | "expired"
        | "not registered"
        | "response parsing error" => 1,
        _ => 0,
    }
}

#[tokio::test]
async fn a_biller_passes_the_exam_of_bca() {
    let mut played = 0;
    for (endpoint, column) in [(&va::TRANSFER_VA_INQUIRY, 2), (&va::TRANSFER_VA_PAYMENT, 3)] {
        let exam = Exam::of(endpoint).await;
        for row in ROWS.lines().filter(|row| !row.starts_with('#')) {
            let columns: Vec<_> = row.split('\t').collect();
            let [id, scenario, .., message, status] = columns[..] else { panic!("a row has six columns: {row}") };
            let code = columns[column];
            if code == "-" {
                continue;
            }
            let before = exam.biller.asked.load(Ordering::Relaxed);
            let answers = exam.play(scenario).await;
            let name = format!("{} {id} {scenario}", endpoint.service);
            assert_eq!(exam.biller.asked.load(Ordering::Relaxed) - before, asked(scenario), "{name}: {answers:#?}");
            played += 1;
            if status == "first" {
                for of_one in answers.chunks(3) {
                    let [first, repeats @ ..] = of_one else { panic!("{name}: no answer") };
                    for again in repeats {
                        assert_eq!((again.code(), again.text("responseMessage")), (code.into(), Some(message.into())));
                        assert_eq!(exam.status(again), exam.status(first), "{name}");
                    }
                }
                continue;
            }
            let [answer] = &answers[..] else { panic!("{name}: {answers:#?}") };
            assert_eq!(answer.code(), code, "{name}: {answer:#?}");
            assert_eq!(answer.text("responseMessage").as_deref(), Some(message), "{name}");
            assert_eq!(answer.status.to_string(), code[..3], "{name}");
            let [said, english, indonesian] = exam.status(answer);
            assert_eq!(said.as_deref().unwrap_or("-"), status, "{name}: {answer:#?}");
            let repeated = answer.text("virtualAccountData.partnerServiceId");
            assert_eq!(repeated.is_some(), status != "-" && scenario != "request parsing error", "{name}");
            if status == "01" {
                assert_eq!(english.as_deref(), Some(message), "{name}");
            }
            assert_eq!(indonesian.is_some(), status != "-", "{name}");
        }
    }
    assert_eq!(played, 27);
}
