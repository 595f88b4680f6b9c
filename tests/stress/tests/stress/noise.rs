//! Whatever comes gets an answer of the table: no panic, and no handler but for the call that was signed.

use std::cell::Cell;
use std::sync::Arc;

use axum::body::Body;
use http::{HeaderName, HeaderValue, Method, Request, Uri};
use proptest::prelude::*;
use snap_bi::national::codes::CODES;
use snap_bi::server::MemoryStore;
use snap_bi::signing::Signature;
use snap_stress::callers::{Bank, Signed};
use snap_stress::connection::{Connection, call};
use snap_stress::serving::{Setup, build, serve};
use snap_stress::shop::{BankServer, PAYMENT, Shop};
use tokio::runtime::{Builder, Runtime};

/// A server without a socket.
struct Stand {
    runtime: Runtime,
    server: BankServer<Shop>,
    shop: Arc<Shop>,
    bank: Bank,
}

impl Stand {
    fn new() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (store, shop) = (Arc::new(MemoryStore::default()), Shop::new());
        let bank = runtime.block_on(Bank::new(&*store));
        let server = build(&shop, store, Setup::default());
        Self { runtime, server, shop, bank }
    }

    /// The answer, which must be one of the table; and what it was.
    fn answer(&self, request: Request<Body>) -> Result<String, TestCaseError> {
        self.runtime.block_on(async {
            let response = self.server.server().answer(request).await;
            let (head, body) = response.into_parts();
            let body = axum::body::to_bytes(Body::new(body), usize::MAX).await.expect("it is there");
            let text = String::from_utf8(body.to_vec()).expect("text");
            let code = text.split_once("\"responseCode\":\"").and_then(|(_, rest)| rest.get(..7)).unwrap_or_default();
            let row =
                CODES.rows.iter().any(|row| code.get(..3) == Some(&*row.http.to_string()) && code.ends_with(row.case));
            prop_assert!(row && code.starts_with(head.status.as_str()), "{}: {text}", head.status);
            prop_assert!(text.contains("\"responseMessage\":\"") && head.headers.contains_key("x-timestamp"), "{text}");
            Ok(code.to_owned())
        })
    }
}

fn request(method: &str, target: &str, headers: &[(String, Vec<u8>)], body: Vec<u8>) -> Option<Request<Body>> {
    let mut request = Request::new(Body::from(body));
    // What is no HTTP does not get as far as a server: the next property sends it over a socket.
    *request.method_mut() = Method::from_bytes(method.as_bytes()).ok()?;
    *request.uri_mut() = target.parse::<Uri>().ok()?;
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        request.headers_mut().append(name, HeaderValue::from_bytes(value).ok()?);
    }
    Some(request)
}

const NAMES: [&str; 10] = [
    "Content-Type",
    "Content-Encoding",
    "Authorization",
    "Authorization-Customer",
    "X-TIMESTAMP",
    "X-SIGNATURE",
    "X-PARTNER-ID",
    "X-EXTERNAL-ID",
    "CHANNEL-ID",
    "X-Forwarded-For",
];

/// Values that get far, and any.
fn value() -> impl Strategy<Value = Vec<u8>> {
    let far = prop::sample::select(vec![
        "application/json",
        "82150",
        "95221",
        "Bearer x",
        "Bearer ",
        "2026-11-25T10:00:00+07:00",
        "9999-12-31T23:59:59.999999999-18:00",
        "0000-01-01T00:00:00Z",
        "AAAA",
        "1",
    ]);
    prop_oneof![3 => far.prop_map(|text| text.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..40)]
}

fn target() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(PAYMENT.path.to_owned()),
        1 => Just(snap_bi::national::token::ACCESS_TOKEN_B2B.path.to_owned()),
        1 => "[ -~]{0,30}".prop_map(|text| format!("{}{text}", PAYMENT.path)),
        1 => "/[ -~]{0,30}",
    ]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        2 => prop::collection::vec(any::<u8>(), 0..200),
        1 => r#"\{"paymentRequestId":("[a-z]{0,70}"|null|[0-9]{1,30}|\[\]),"paidAmount":(\{"value":"[0-9.]{0,9}"\}|null|\{)\}"#
            .prop_map(String::into_bytes),
        1 => (1..20_000_usize).prop_map(|deep| vec![b'['; deep]),
        1 => (1..20_000_usize).prop_map(|deep| b"{\"a\":".repeat(deep)),
    ]
}

#[test]
fn whatever_comes_as_a_request_gets_an_answer_of_the_table_and_no_handler() {
    let stand = Stand::new();
    let headers = prop::collection::vec((prop::sample::select(&NAMES[..]).prop_map(str::to_owned), value()), 0..12);
    let method = prop_oneof![3 => Just("POST".to_owned()), 1 => "[A-Z]{1,8}"];
    proptest!(ProptestConfig::with_cases(1500), |(method in method, target in target(), headers in headers, body in body())| {
        if let Some(request) = request(&method, &target, &headers, body) {
            let code = stand.answer(request)?;
            prop_assert_ne!(code.get(..3), Some("200"));
        }
        prop_assert_eq!(stand.shop.begun(), 0);
    });
}

/// The headers that are the standard's signature, or what it signs.
const SIGNED: [&str; 3] = ["Authorization", "X-TIMESTAMP", "X-SIGNATURE"];

#[derive(Debug, Clone)]
enum Edit {
    Set(prop::sample::Index, u8),
    Insert(prop::sample::Index, u8),
    Remove(prop::sample::Index),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let byte = || prop_oneof![any::<u8>(), prop::sample::select(b" \t0129azAZ\"{}:,+-/=._".to_vec())];
    let edit = prop_oneof![
        (any::<prop::sample::Index>(), byte()).prop_map(|(at, byte)| Edit::Set(at, byte)),
        (any::<prop::sample::Index>(), byte()).prop_map(|(at, byte)| Edit::Insert(at, byte)),
        any::<prop::sample::Index>().prop_map(Edit::Remove),
    ];
    prop::collection::vec(edit, 1..4)
}

fn edited(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for edit in edits {
        match edit {
            Edit::Set(at, byte) if !bytes.is_empty() => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Edit::Insert(at, byte) => bytes.insert(at.index(bytes.len() + 1), *byte),
            Edit::Remove(at) if !bytes.is_empty() => drop(bytes.remove(at.index(bytes.len()))),
            Edit::Set(..) | Edit::Remove(_) => {}
        }
    }
    bytes
}

/// The same for who verifies: white space around a header and between the members of the body is not signed, and a signature is
/// its bytes, however they are written.
fn means_the_same(signed: &Signed, edited: &Signed) -> bool {
    let header = |of: &Signed, name: &str| {
        let found = of.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone());
        String::from_utf8_lossy(&found.unwrap_or_default()).trim().to_owned()
    };
    let same = |name: &str| {
        let (a, b) = (header(signed, name), header(edited, name));
        let decoded = |text: &str| Signature::decode(text).map(|signature| signature.as_bytes().to_vec()).ok();
        a == b || name == "X-SIGNATURE" && decoded(&a) == decoded(&b)
    };
    let minified = |body: &[u8]| snap_bi::signing::minify(body).into_owned();
    let authorization = |of: &Signed| header(of, "Authorization").split_once(' ').map(|(_, token)| token.to_owned());
    signed.target == edited.target
        && minified(&signed.body) == minified(&edited.body)
        && SIGNED[1..].iter().all(|name| same(name))
        && authorization(signed).map(|token| token.trim().to_owned())
            == authorization(edited).map(|token| token.trim().to_owned())
}

#[test]
fn an_edited_call_is_handled_only_if_it_is_the_call_that_was_signed() {
    let stand = Stand::new();
    let (next, handled, refused) = (Cell::new(0), Cell::new(0), Cell::new(0));
    proptest!(ProptestConfig::with_cases(3000), |(part in 0..11_usize, edits in edits())| {
        next.set(next.get() + 1);
        // Four times, so that no edit makes the external ID of another.
        let (external, reference) = (format!("{:06}", next.get()).repeat(4), format!("P{}", next.get()));
        let signed = stand.bank.payment(&external, &reference);
        let mut changed = signed.clone();
        match part {
            0 => changed.target = String::from_utf8_lossy(&edited(changed.target.as_bytes(), &edits)).into_owned(),
            1..=3 => changed.body = edited(&changed.body, &edits),
            part => {
                let at = part - 4;
                changed.headers[at].1 = edited(&changed.headers[at].1, &edits);
            }
        }
        let before = stand.shop.begun();
        let Some(request) = request("POST", &changed.target, &changed.headers, changed.body.clone()) else { return Ok(()) };
        let code = stand.answer(request)?;
        let times = stand.shop.begun() - before;
        prop_assert_eq!(times, usize::from(code == "2002500"), "{}", code);
        if times == 1 {
            handled.set(handled.get() + 1);
            prop_assert!(means_the_same(&signed, &changed), "{:?}", changed);
            // Whatever else was changed: it is the payment that was signed, and it is made once.
            prop_assert_eq!(stand.shop.times(&reference), 1);
        } else {
            refused.set(refused.get() + 1);
        }
        let request = self::request("POST", &signed.target, &signed.headers, signed.body.clone()).expect("HTTP");
        stand.answer(request)?;
        prop_assert_eq!(stand.shop.times(&reference), 1);
    });
    println!("edited calls: {} refused, {} handled as what was signed", refused.get(), handled.get());
}

#[test]
fn whatever_comes_over_a_socket_leaves_the_server_as_it_was() {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let (store, shop) = (Arc::new(MemoryStore::default()), Shop::new());
    let (bank, serving) = runtime.block_on(async {
        let bank = Bank::new(&*store).await;
        (bank, serve(&shop, store, Setup::default()).await)
    });
    let noise = prop::collection::vec(any::<u8>(), 0..300);
    proptest!(ProptestConfig::with_cases(200), |(noise in noise, keep in any::<prop::sample::Index>())| {
        runtime.block_on(async {
            // The beginning of a call, and noise.
            let mut bytes = bank.forger().payment("1", "P1").bytes();
            bytes.truncate(keep.index(bytes.len()));
            bytes.extend_from_slice(&noise);
            let mut connection = Connection::open(serving.address).await.expect("a connection");
            let _ = connection.send(&bytes).await;
            connection.hang_up(false);
        });
        prop_assert_eq!(shop.begun(), 0);
    });
    let reply = runtime.block_on(call(serving.address, &bank.payment("2", "P2").bytes())).expect("an answer");
    assert_eq!((reply.code(), shop.begun()), ("2002500", 1));
}
