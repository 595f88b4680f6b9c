//! Who calls: signed requests as bytes, ready to be written.

use std::time::{Duration, SystemTime};

use snap_bi::server::tokens::{self, TokenHolder, TokenKind};
use snap_bi::server::{Caller, Store};
use snap_bi::signing::{MacKey, Target, transaction_string};
use snap_bi::{Secret, SignatureEncoding, Timestamp, TimestampForm};

use crate::shop::PAYMENT;

/// The partner ID of the bank.
pub const PARTNER: &str = "82150";

/// A bank that calls, with its token.
#[derive(Clone)]
pub struct Bank {
    key: MacKey,
    token: Secret,
}

/// The parts of a signed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Path and query.
    pub target: String,
    /// Names and values.
    pub headers: Vec<(String, Vec<u8>)>,
    /// JSON.
    pub body: Vec<u8>,
}

/// As the server knows it.
#[must_use]
pub fn caller() -> Caller {
    Caller::new("bank").partner_id(PARTNER).secret(&Secret::new("a secret of tests"))
}

impl Bank {
    /// With a token that the store knows.
    pub async fn new(store: &dyn Store) -> Self {
        let lifetime = Duration::from_secs(3600);
        let holder = TokenHolder::new(TokenKind::B2b, "bank", SystemTime::now(), lifetime);
        let token = tokens::issue(store, &holder, lifetime).await.expect("a token");
        Self { key: MacKey::new(&Secret::new("a secret of tests")), token }
    }

    /// Somebody who has seen the token, and not the secret.
    #[must_use]
    pub fn forger(&self) -> Self {
        Self { key: MacKey::new(&Secret::new("another secret")), token: self.token.clone() }
    }

    /// A payment of 10,000 rupiah.
    #[must_use]
    pub fn payment(&self, external: &str, reference: &str) -> Signed {
        self.payment_of("10000.00", external, reference)
    }

    /// A payment.
    #[must_use]
    pub fn payment_of(&self, amount: &str, external: &str, reference: &str) -> Signed {
        let body =
            format!(r#"{{"paymentRequestId":"{reference}","paidAmount":{{"value":"{amount}","currency":"IDR"}}}}"#);
        let time = Timestamp::at(SystemTime::now(), TimestampForm::Offset).text();
        let target = Target { path: PAYMENT.path, prefix: "", query: None };
        let token = self.token.expose();
        let text = transaction_string(PAYMENT.signing, PAYMENT.method, &target, Some(token), body.as_bytes(), &time);
        let signature = self.key.sign(text.as_bytes()).encode(SignatureEncoding::Base64);
        let header = |(name, value): (&str, &str)| (name.to_owned(), value.as_bytes().to_vec());
        let headers = [
            ("Content-Type", "application/json"),
            ("Authorization", &format!("Bearer {token}")),
            ("X-TIMESTAMP", &time),
            ("X-SIGNATURE", &signature),
            ("X-PARTNER-ID", PARTNER),
            ("X-EXTERNAL-ID", external),
            ("CHANNEL-ID", "95221"),
        ];
        Signed {
            target: PAYMENT.path.to_owned(),
            headers: headers.into_iter().map(header).collect(),
            body: body.into_bytes(),
        }
    }
}

impl Signed {
    /// As HTTP/1.1.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = format!("POST {} HTTP/1.1\r\nHost: shop.example\r\n", self.target).into_bytes();
        for (name, value) in &self.headers {
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b": ");
            out.extend_from_slice(value);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(format!("Content-Length: {}\r\n\r\n", self.body.len()).as_bytes());
        out.extend_from_slice(&self.body);
        out
    }
}

impl std::fmt::Debug for Bank {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bank").finish_non_exhaustive()
    }
}
