//! What partners do: one life each, from a few calls.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use snap_bi::rt::TimestampForm;
use snap_bi::{
    CallOptions, Client, Direction, Endpoint, Provider, ProviderEntry, SnapError, Timestamp, aspi, dana, faspay,
    midtrans,
};
use snap_sandbox::{Sandbox, faults};
use snap_tests::calls::CALLS;

use super::{PROVIDERS, measure::Totals, noise};

/// One of them.
pub struct Life<'a> {
    pub sandbox: &'a Sandbox,
    totals: &'a Totals,
    pub nth: u64,
}

/// Lives one life, by its number.
pub async fn live(sandbox: &Sandbox, totals: &Totals, nth: u64) {
    let life = Life { sandbox, totals, nth };
    match nth % 25 {
        0..=4 => life.transfer().await,
        5..=8 => life.virtual_account().await,
        9..=11 => life.debit().await,
        12..=14 => life.code().await,
        15..=16 => life.history().await,
        17 => life.token().await,
        18 if nth.is_multiple_of(3) => noise::badly_signed(&life).await,
        19 => noise::garbage(&life).await,
        20 => noise::hung_up(&life).await,
        _ => life.whatever().await,
    }
}

impl Life<'_> {
    async fn transfer(&self) {
        use aspi::trigger_transfer::TRANSFER_INTRABANK;
        use faspay::disbursement::{TRANSFER_INTERBANK, TRANSFER_STATUS};
        if self.nth.is_multiple_of(2) {
            let members = json!({ "partnerReferenceNo": self.name("t"), "amount": idr("1000.00") });
            self.call(&TRANSFER_INTRABANK, with(self.example(&TRANSFER_INTRABANK), members)).await;
            return;
        }
        let members = json!({ "partnerReferenceNo": self.name("t"), "amount": idr("25000.00") });
        self.call(&TRANSFER_INTERBANK, with(self.example(&TRANSFER_INTERBANK), members)).await;
        let mut status = with(
            self.example(&TRANSFER_STATUS),
            json!({ "originalPartnerReferenceNo": self.name("t"), "serviceCode": "18" }),
        );
        status.as_object_mut().expect("an object").remove("originalReferenceNo");
        self.call(&TRANSFER_STATUS, status).await;
    }

    /// Some are never paid.
    async fn virtual_account(&self) {
        use faspay::virtual_account::{TRANSFER_VA_CREATE_VA, TRANSFER_VA_DELETE_VA};
        let members = json!({ "trxId": self.name("va"), "totalAmount": idr("150000.00") });
        let made = self.call(&TRANSFER_VA_CREATE_VA, with(self.example(&TRANSFER_VA_CREATE_VA), members)).await;
        match self.nth % 4 {
            0 => {}
            1 => {
                let data = &made["virtualAccountData"];
                let parts = ["partnerServiceId", "customerNo", "virtualAccountNo"];
                let parts: Value = parts.iter().map(|part| ((*part).to_owned(), data[*part].clone())).collect();
                self.call(&TRANSFER_VA_DELETE_VA, with(self.example(&TRANSFER_VA_DELETE_VA), parts)).await;
            }
            _ => self.paid(&self.name("va")),
        }
    }

    async fn debit(&self) {
        use dana::payment_gateway::{DEBIT_PAYMENT_HOST_TO_HOST_REDIRECT, DEBIT_REFUND, DEBIT_STATUS};
        let members = json!({ "partnerReferenceNo": self.name("d"), "amount": idr("50000.00") });
        let began = &DEBIT_PAYMENT_HOST_TO_HOST_REDIRECT;
        let made = self.call(began, with(self.example(began), members)).await;
        self.paid(&self.name("d"));
        let about = json!({ "originalPartnerReferenceNo": self.name("d"), "originalReferenceNo": made["referenceNo"] });
        self.call(&DEBIT_STATUS, with(self.example(&DEBIT_STATUS), about.clone())).await;
        let refund = with(about, json!({ "partnerRefundNo": self.name("r"), "refundAmount": idr("20000.00") }));
        self.call(&DEBIT_REFUND, with(self.example(&DEBIT_REFUND), refund)).await;
    }

    async fn code(&self) {
        use midtrans::qr_mpm::{QR_MPM_GENERATE, QR_MPM_QUERY, QR_MPM_REFUND};
        let name = self.name("q");
        let members = json!({ "partnerReferenceNo": name, "amount": idr("75000.00"), "validityPeriod": "2035-01-01T00:00:00+07:00" });
        let shown = self.call(&QR_MPM_GENERATE, with(self.example(&QR_MPM_GENERATE), members)).await;
        // It met a fault.
        if shown.is_null() {
            return;
        }
        self.paid(&name);
        let about = json!({ "originalPartnerReferenceNo": name, "originalReferenceNo": shown["referenceNo"], "originalExternalId": name });
        self.call(&QR_MPM_QUERY, with(self.example(&QR_MPM_QUERY), about.clone())).await;
        let refund = with(about, json!({ "partnerRefundNo": self.name("qr"), "refundAmount": idr("75000.00") }));
        self.call(&QR_MPM_REFUND, with(self.example(&QR_MPM_REFUND), refund)).await;
    }

    async fn history(&self) {
        use aspi::history::{BANK_STATEMENT, TRANSACTION_HISTORY_LIST};
        for endpoint in [&BANK_STATEMENT, &TRANSACTION_HISTORY_LIST] {
            let moment = |at| Timestamp::at(at, TimestampForm::Offset).text();
            let (now, hour) = (self.sandbox.clock().now(), Duration::from_secs(3600));
            let members = json!({ "fromDateTime": moment(now - hour), "toDateTime": moment(now + hour) });
            self.call(endpoint, with(self.example(endpoint), members)).await;
        }
    }

    /// A client that just began asks for a token first: this one is new each time, as every client of a life is.
    async fn token(&self) {
        use snap_bi::doku::direct_debit::BALANCE_INQUIRY;
        self.call(&BALANCE_INQUIRY, self.example(&BALANCE_INQUIRY)).await;
    }

    /// Any service of any provider, as its page shows it.
    async fn whatever(&self) {
        let called = |endpoint: &&'static Endpoint| {
            endpoint.direction == Direction::Outbound
                && endpoint.redirect.is_none()
                && !matches!(endpoint.code, "73" | "74")
        };
        let endpoints = PROVIDERS.iter().flat_map(|provider| provider.entry().endpoints.iter().copied());
        let endpoints: Vec<_> = endpoints.filter(called).collect();
        let Some(endpoint) = endpoints.get((self.nth / 25 * 4 + self.nth % 4) as usize % endpoints.len()) else {
            return;
        };
        let mut request = self.example(endpoint);
        for member in ["partnerReferenceNo", "trxId", "partnerTrxId", "paymentRequestId"] {
            if request.get(member).is_some() {
                request[member] = self.name("w").into();
            }
        }
        self.call(endpoint, request).await;
    }

    fn paid(&self, name: &str) {
        let _ = self.sandbox.pay(name);
    }

    fn name(&self, kind: &str) -> String {
        format!("{kind}-{}", self.nth)
    }

    /// A request of the provider's pages.
    pub fn example(&self, endpoint: &Endpoint) -> Value {
        let shown: Value = serde_json::from_str(entry(endpoint).1.examples).expect("JSON");
        let mut request = shown[endpoint.service]["request"].clone();
        for (member, value) in [
            ("expiredDate", "2035-12-31T23:59:59+07:00"),
            ("validUpTo", "2035-12-31T23:59:59+07:00"),
            ("otp", "123456"),
        ] {
            if request.get(member).is_some() {
                request[member] = value.into();
            }
        }
        request
    }

    async fn call(&self, endpoint: &'static Endpoint, request: Value) -> Value {
        let client = self.sandbox.client(endpoint).expect("a client");
        self.by(client, endpoint, request).await
    }

    /// One call in eight meets a fault.
    pub async fn by(&self, client: Client, endpoint: &'static Endpoint, request: Value) -> Value {
        let fault = self.nth.is_multiple_of(8).then(|| {
            let kinds = faults::KINDS;
            kinds[(self.nth / 8) as usize % kinds.len()].1
        });
        let token = self.sandbox.customer_token(entry(endpoint).0).await.expect("a token");
        let mut options = CallOptions::new().customer_token(token).timeout(Duration::from_secs(2));
        if let Some(fault) = fault {
            options = options.header(faults::HEADER, fault);
        }
        let is_it =
            |call: &&snap_tests::call::Call| call.provider == endpoint.provider && call.service == endpoint.service;
        let call = CALLS.iter().find(is_it).expect("every outbound service has a typed call");
        let started = Instant::now();
        let run = |client| (call.run)(client, request.to_string().as_bytes()).expect("a request");
        let client = client.with(options);
        let mut result = run(client.clone()).await;
        // Some want a member of the request in the header.
        if let Some(id) = result.as_ref().err().and_then(|error| same_as_header(&error.to_string(), &request)) {
            result = run(client.with(CallOptions::new().external_id(id))).await;
        }
        let (kind, raw) = match result {
            Ok(called) => ("ok".to_owned(), called.raw),
            Err(SnapError::Pending(verdict)) => ("pending".to_owned(), verdict.raw().to_vec()),
            Err(error) => (error.kind().to_owned(), Vec::new()),
        };
        let kind = if fault.is_some() && kind != "ok" { format!("{kind} (fault)") } else { kind };
        self.totals.add(&kind, fault.is_none().then(|| started.elapsed()));
        serde_json::from_slice(&raw).unwrap_or_default()
    }

    /// Something that is no call of a client.
    pub fn count(&self, kind: &str) {
        self.totals.add(kind, None);
    }
}

/// The value that X-EXTERNAL-ID has to have, where a call was not sent because it has another.
fn same_as_header(error: &str, request: &Value) -> Option<String> {
    let (before, _) = error.split_once(": must be the same as the header X-EXTERNAL-ID")?;
    request[before.rsplit([' ', '\n']).next()?].as_str().map(str::to_owned)
}

fn entry(endpoint: &Endpoint) -> (Provider, &'static ProviderEntry) {
    let is_it = |provider: &&Provider| provider.entry().name == endpoint.provider;
    let provider = PROVIDERS.iter().find(is_it).expect("a provider");
    (*provider, provider.entry())
}

fn with(mut message: Value, members: Value) -> Value {
    let Value::Object(members) = members else { return message };
    message.as_object_mut().expect("an object").extend(members);
    message
}

fn idr(value: &str) -> Value {
    json!({ "value": value, "currency": "IDR" })
}
