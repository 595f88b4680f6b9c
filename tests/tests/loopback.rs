//! Every service that a partner calls, called by its generated client over real HTTP. What arrives is verified with the
//! spec and with other people's hashes and RSA; what is answered is what the page documents.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod bank;

use std::collections::BTreeSet;
use std::ops::Deref;

use bank::Bank;
use bank::exchange::{Exchange, KEY, SECRET, TOKEN, verify};
use snap_bi::signing::PrivateKey;
use snap_bi::{CallOptions, Client, Credentials, Secret, SnapError};
use snap_codegen::ir::field::relations;
use snap_codegen::ir::relation::RelationKind;
use snap_codegen::json::{self, Node};
use snap_tests::call::{Call, Called};
use snap_tests::calls::CALLS;
use snap_tests::spec;

const CUSTOMER: &str = "token-of-the-customer";

/// An exchange with its call.
struct Case {
    exchange: Exchange<'static>,
    call: &'static Call,
}

impl Deref for Case {
    type Target = Exchange<'static>;
    fn deref(&self) -> &Self::Target {
        &self.exchange
    }
}

impl Case {
    fn all() -> impl Iterator<Item = Self> {
        CALLS.iter().map(|call| {
            let catalogue = &spec().catalogue;
            let provider = catalogue.provider(call.provider).expect("a provider of the spec");
            let service = provider.service(call.service).expect("a service of the spec");
            Self { exchange: Exchange { catalogue, provider, service }, call }
        })
    }

    /// X-EXTERNAL-ID, where a member of the request repeats it.
    fn external_id<'r>(&self, request: &'r Node) -> Option<&'r str> {
        relations(&self.service.request.rules).find_map(|relation| match &relation.kind {
            RelationKind::SameAsHeader(member, header, None) if header == "X-EXTERNAL-ID" => {
                request.get(member.beside()?)?.as_text()
            }
            _ => None,
        })
    }

    fn client(&self, url: &str, request: &Node) -> Client {
        let key = PrivateKey::load(KEY.as_bytes()).expect("a test key");
        let partner = self.fitting("X-PARTNER-ID", "82150");
        let credentials = if self.is_symmetric() {
            Credentials::symmetric(partner, Secret::new(SECRET), key)
        } else {
            Credentials::asymmetric(partner, key)
        };
        let options = CallOptions::new()
            .customer_token(Secret::new(CUSTOMER))
            .device_id(self.fitting("X-DEVICE-ID", "device-1"))
            .ip_address("10.0.0.1")
            .location("-06.2088", "+106.8456");
        let options = match self.external_id(request) {
            Some(id) => options.external_id(id),
            None => options,
        };
        Client::builder(url, credentials.with_channel_id(self.fitting("CHANNEL-ID", "95221")))
            .build()
            .expect("a client")
            .with(options)
    }

    async fn run(&self, client: Client, request: &str) -> Result<Called, SnapError> {
        (self.call.run)(client, request.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", self.name())).await
    }
}

#[test]
fn every_service_that_a_partner_calls_has_a_typed_call() {
    // A browser opens the others: `redirects.rs`.
    let is_called =
        |service: &snap_codegen::ir::Service| service.direction.as_str() == "outbound" && service.redirect.is_none();
    let outbound = spec().catalogue.services().filter(|(.., service)| is_called(service));
    let services: BTreeSet<_> = outbound.map(|(provider, _, service)| (&*provider.name, &*service.name)).collect();
    let calls: BTreeSet<_> = CALLS.iter().map(|call| (call.provider, call.service)).collect();
    assert_eq!(services, calls);
}

#[tokio::test]
async fn a_request_arrives_signed_over_its_bytes_with_the_headers_of_its_table_and_the_documented_answer_is_read() {
    for case in Case::all() {
        let (status, answer) = case.response();
        let bank = Bank::start(status, &answer, (!case.is_token_service()).then_some(TOKEN)).await;
        let request = case.request();
        let called = match case.run(case.client(&bank.url, &request), &request.to_text()).await {
            Ok(called) => called,
            // A page that prints two codes in one, or none because a browser is sent there: nobody can read it as an
            // answer, and it is kept all the same.
            Err(SnapError::Unreadable(answered)) if !is_code(&case, &answer) => {
                assert_eq!(answered.raw(), answer.as_bytes(), "{}", case.name());
                continue;
            }
            // What is not finished yet is no success.
            Err(SnapError::Pending(pending)) if pending.code().http() == 202 => {
                assert_eq!(pending.raw(), answer.as_bytes(), "{}", case.name());
                continue;
            }
            Err(error) => panic!("{}: {error}", case.name()),
        };
        assert_eq!(called.raw, answer.as_bytes(), "{}: the answer is kept as it came", case.name());
        let documented = json::parse(&answer).ok().and_then(|node| Some(node.get("responseCode")?.to_text()));
        let documented = documented.as_deref().map(|text| text.trim_matches('"'));
        match (called.code, documented) {
            // Some pages print a zero too many.
            (Some(code), Some(documented)) => assert_eq!(documented.get(..7), Some(&*code), "{}", case.name()),
            // Only tokens are given without a word.
            (code, documented) => {
                assert!(code.is_none() && documented.is_none() && case.is_token_service(), "{}", case.name());
            }
        }
        let seen = bank.calls();
        assert_eq!(seen.len(), 1, "{}: sent once", case.name());
        verify(&case, &seen[0], &request);
    }
}

#[tokio::test]
async fn a_documented_request_arrives_as_documented_or_is_refused_before_it_is_sent() {
    let (mut sent, mut refused) = (0, 0);
    for case in Case::all() {
        for sample in case.service.samples.iter().filter_map(|sample| sample.request.as_ref()) {
            let (status, answer) = case.response();
            let bank = Bank::start(status, &answer, (!case.is_token_service()).then_some(TOKEN)).await;
            match case.run(case.client(&bank.url, &sample.node), &sample.text).await {
                Err(SnapError::Unreadable(answered)) if !is_code(&case, &answer) => {
                    assert_eq!(answered.raw(), answer.as_bytes(), "{}", case.name());
                }
                Ok(_) => {
                    let seen = bank.calls();
                    assert_eq!(seen.len(), 1, "{}", case.name());
                    verify(&case, &seen[0], &sample.node);
                    sent += 1;
                }
                // The sample breaks a rule of its own table, and an erratum says so.
                Err(SnapError::InvalidRequest(_)) => {
                    assert!(bank.calls().is_empty(), "{}: a broken request is not sent", case.name());
                    refused += 1;
                }
                Err(error) => panic!("{}: {error}", case.name()),
            }
        }
    }
    assert!(sent > 0 && refused > 0, "{sent} sent, {refused} refused");
}

/// Whether an answer has a response code that can be read; tokens do without.
fn is_code(case: &Case, answer: &str) -> bool {
    let code = json::parse(answer).ok().and_then(|node| Some(node.get("responseCode")?.as_text()?.to_owned()));
    code.map_or(case.is_token_service(), |code| code.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
