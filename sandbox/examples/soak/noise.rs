//! What comes in from the internet: signatures that are wrong, bodies that are none, connections that break.

use std::time::Duration;

use snap_bi::aspi::balance::BALANCE_INQUIRY;
use snap_bi::signing::PrivateKey;
use snap_bi::{Client, Credentials, Secret};
use snap_sandbox::{CLIENT_KEY, PARTNER_KEY, Sandbox};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::lives::Life;

/// A partner with another secret: the doctor looks for what he did wrong.
pub async fn badly_signed(life: &Life<'_>) {
    let key = PrivateKey::load(PARTNER_KEY.as_bytes()).expect("a key");
    let credentials = Credentials::symmetric("82150", Secret::new("not the secret"), key)
        .with_client_key(CLIENT_KEY)
        .with_channel_id("95221");
    let clock = life.sandbox.clock().clone();
    let client = Client::builder(life.sandbox.url(), credentials).clock(move || clock.now()).build().expect("a client");
    life.by(client, &BALANCE_INQUIRY, life.example(&BALANCE_INQUIRY)).await;
}

/// Bytes that are no JSON, sometimes many.
pub async fn garbage(life: &Life<'_>) {
    let size = if life.nth.is_multiple_of(50) { 2 * 1024 * 1024 } else { 300 };
    let body: Vec<u8> = (0..size).map(|at: usize| (at as u64).wrapping_mul(life.nth | 1) as u8).collect();
    let head = format!(
        "POST /v1.0/balance-inquiry HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {size}\r\n\r\n"
    );
    let answered = raw(life.sandbox, &[head.as_bytes(), &body].concat(), Duration::from_secs(5)).await;
    life.count(if answered { "garbage" } else { "garbage unanswered" });
}

/// Half of a call, then nobody is there; or nobody says anything for a while.
pub async fn hung_up(life: &Life<'_>) {
    let half = b"POST /v1.0/balance-inquiry HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\r\n{\"partnerRef";
    let patience = Duration::from_millis(if life.nth.is_multiple_of(7) { 5000 } else { 50 });
    raw(life.sandbox, &half[..if life.nth.is_multiple_of(2) { half.len() } else { 20 }], patience).await;
    life.count("hung up");
}

/// Sends bytes; whether something came back in time.
async fn raw(sandbox: &Sandbox, bytes: &[u8], patience: Duration) -> bool {
    let address = sandbox.url().trim_start_matches("http://").to_owned();
    let Ok(mut stream) = TcpStream::connect(address).await else { return false };
    let mut answer = [0; 16];
    let talk = async {
        let _ = stream.write_all(bytes).await;
        stream.read(&mut answer).await.is_ok_and(|read| read > 0)
    };
    tokio::time::timeout(patience, talk).await.unwrap_or(false)
}
