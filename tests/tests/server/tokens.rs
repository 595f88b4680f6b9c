//! Services 73 and 74 of a bank's own server: the rows of `acceptance/tokens.tsv`, and what tokens are good for.

use std::sync::Arc;

use snap_bi::aspi::AspiServer;
use snap_bi::server::tokens::TokenService;
use snap_bi::server::{Caller, Callers, MemoryStore, Scheme, Store};
use snap_bi::signing::PrivateKey;
use snap_bi::{Endpoint, Secret, aspi};
use snap_tests::serve::Recorder;

use crate::bank::exchange::SECRET;
use crate::place::{key, recorder};
use crate::wire::{Answer, Wire, now};

const ROWS: &str = include_str!("../../acceptance/tokens.tsv");
const OTHER_KEY: &str = include_str!("../keys/other-key.pem");
const B2B: &Endpoint = &aspi::security::ACCESS_TOKEN_B2B;
const B2B2C: &Endpoint = &aspi::security::ACCESS_TOKEN_B2B2C;

struct Bank {
    address: String,
    tokens: TokenService,
    callers: Arc<Callers>,
    recorder: Arc<Recorder>,
}

fn partner(name: &str, client_key: &str) -> Caller {
    let caller = Caller::new(name).partner_id(client_key).client_key(client_key).secret(&Secret::new(SECRET));
    caller.key(&key().public_key()).expect("a key")
}

impl Bank {
    async fn start() -> Self {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
        let callers = Arc::new(Callers::new([partner("toko", "82150"), partner("warung", "82151")]));
        let recorder = recorder();
        let server = AspiServer::shared(Arc::clone(&recorder))
            .register(Arc::clone(&callers))
            .store(Arc::clone(&store))
            .clock(now)
            .build()
            .expect("a server");
        let tokens = server.server().tokens().clone();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback_service(server)).await });
        Self { address, tokens, callers, recorder }
    }

    fn ask(&self, endpoint: &'static Endpoint, body: &str) -> Wire {
        let mut wire = Wire::new(endpoint, Scheme::Token, "", "", "");
        wire.body = body.as_bytes().to_vec();
        wire
    }

    async fn code(&self, caller: &str) -> String {
        self.tokens.authorize(caller, "customer-1", now()).await.expect("a code").expose().to_owned()
    }

    async fn in_situation(&self, situation: &str) -> Answer {
        const CLIENT: &str = r#"{"grantType":"client_credentials"}"#;
        let by_code = |code: &str| format!(r#"{{"grantType":"authorization_code","authCode":"{code}"}}"#);
        let by_refresh = |token: &str| format!(r#"{{"grantType":"refresh_token","refreshToken":"{token}"}}"#);
        let mut wire = match situation {
            "grant type wrong" => self.ask(B2B, r#"{"grantType":"password"}"#),
            "grant type missing" => self.ask(B2B, "{}"),
            "authorisation code unknown" => self.ask(B2B2C, &by_code("unknown")),
            "authorisation code missing" => self.ask(B2B2C, r#"{"grantType":"authorization_code"}"#),
            "authorisation code of another" => self.ask(B2B2C, &by_code(&self.code("warung").await)),
            "authorisation code used" => {
                let wire = self.ask(B2B2C, &by_code(&self.code("toko").await)).signed();
                assert_eq!(wire.send(&self.address).await.status, 200);
                wire
            }
            "refresh token unknown" => self.ask(B2B2C, &by_refresh("unknown")),
            "refresh token missing" => self.ask(B2B2C, r#"{"grantType":"refresh_token"}"#),
            "refresh token used" => {
                let first = self.ask(B2B2C, &by_code(&self.code("toko").await)).signed().send(&self.address).await;
                let wire = self.ask(B2B2C, &by_refresh(&first.text("refreshToken").expect("a token"))).signed();
                assert_eq!(wire.send(&self.address).await.status, 200);
                wire
            }
            _ => self.ask(B2B, CLIENT),
        };
        match situation {
            "client unknown" => wire.set("X-CLIENT-KEY", "stranger"),
            "signature of another" => wire.key = PrivateKey::load(OTHER_KEY.as_bytes()).expect("a key"),
            _ => {}
        }
        wire.sign();
        if situation == "client key missing" {
            wire.unset("X-CLIENT-KEY");
        }
        wire.send(&self.address).await
    }

    /// A call with these tokens.
    async fn balance(&self, token: &str, customer: &str, id: &str) -> Answer {
        let endpoint = &aspi::balance::BALANCE_INQUIRY;
        Wire::new(endpoint, Scheme::Symmetric, token, customer, id).signed().send(&self.address).await
    }
}

#[tokio::test]
async fn every_row_of_the_token_service_is_refused_as_it_says() {
    let bank = Bank::start().await;
    let mut tried = 0;
    for row in ROWS.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<_> = row.split('\t').collect();
        let [id, situation, http, case, message] = columns[..] else { panic!("a row has five columns: {row}") };
        let answer = bank.in_situation(situation).await;
        let customers = answer.code().get(3..5) == Some("74");
        let code = format!("{http}{}{case}", if customers { "74" } else { "73" });
        assert_eq!(
            (answer.code(), answer.text("responseMessage").unwrap_or_default()),
            (code, message.to_owned()),
            "{id}"
        );
        assert_eq!(answer.status.to_string(), http, "{id}");
        let named = answer.headers.to_ascii_lowercase().contains("\r\nx-client-key: ");
        assert_eq!(named, situation != "client key missing", "{id}");
        tried += 1;
    }
    assert_eq!(tried, 12);
    assert!(bank.recorder.handled().is_empty());
}

#[tokio::test]
async fn a_token_is_good_for_its_caller_until_it_is_taken_back() {
    let bank = Bank::start().await;
    let answer = bank.in_situation("all is well").await;
    assert_eq!((answer.status, answer.code().as_str()), (200, "2007300"), "{answer:?}");
    assert_eq!(answer.text("expiresIn").as_deref(), Some("900"));
    assert!(answer.headers.to_ascii_lowercase().contains("\r\nx-client-key: "), "{answer:?}");
    let token = answer.text("accessToken").expect("a token");
    assert_eq!(token.len(), 64);
    assert_eq!(bank.balance(&token, "", "1").await.status, 200);
    assert_eq!(bank.recorder.handled().len(), 1);
    // Another has his own.
    bank.callers.replace([partner("warung", "82150")]);
    assert_eq!(bank.balance(&token, "", "2").await.code(), "4011101");
    bank.callers.replace([partner("toko", "82150")]);
    assert!(bank.tokens.revoke(&token).await.expect("a store"));
    assert_eq!(bank.balance(&token, "", "3").await.code(), "4011101");
    assert_eq!(bank.recorder.handled().len(), 1);
}

#[tokio::test]
async fn a_code_that_is_used_twice_takes_back_what_it_gave() {
    let bank = Bank::start().await;
    let token = bank.in_situation("all is well").await.text("accessToken").expect("a token");
    let code = bank.code("toko").await;
    let body = format!(r#"{{"grantType":"authorization_code","authCode":"{code}"}}"#);
    let wire = bank.ask(B2B2C, &body).signed();
    let given = wire.send(&bank.address).await;
    let customer = given.text("accessToken").expect("a token");
    assert!(given.text("accessTokenExpiryTime").is_some_and(|time| time.ends_with("+07:00")), "{given:?}");
    let endpoint = &aspi::auth_payment::AUTH_QUERY;
    let pay = |id: &'static str| {
        let wire = Wire::new(endpoint, Scheme::Symmetric, &token, &customer, id).signed();
        let address = bank.address.clone();
        async move { wire.send(&address).await }
    };
    assert_eq!(pay("11").await.status, 200);
    assert_eq!(wire.send(&bank.address).await.code(), "4017400");
    assert_eq!(pay("12").await.code(), format!("401{}02", endpoint.code));
    // A token of a customer is none of a caller, and the reverse.
    assert_eq!(bank.balance(&customer, "", "13").await.code(), "4011101");
    assert_eq!(bank.balance(&token, &token, "14").await.status, 200, "balance asks for no customer");
}

#[tokio::test]
async fn of_many_who_use_a_code_at_once_one_gets_a_token() {
    let bank = Arc::new(Bank::start().await);
    let code = bank.code("toko").await;
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (bank, code) = (Arc::clone(&bank), code.clone());
            tokio::spawn(async move {
                let body = format!(r#"{{"grantType":"authorization_code","authCode":"{code}"}}"#);
                bank.ask(B2B2C, &body).signed().send(&bank.address).await.status
            })
        })
        .collect();
    let mut given = 0;
    for task in tasks {
        given += usize::from(task.await.expect("a task") == 200);
    }
    assert_eq!(given, 1);
}
