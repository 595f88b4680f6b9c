//! A bank on loopback: real HTTP, hand-made, so that it can misbehave in every way that banks and gateways do.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod inquiry;
pub mod service;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came.
#[derive(Clone)]
pub struct Seen {
    pub method: String,
    /// Path and query.
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub fn body(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// What the bank does with a request.
pub enum Answer {
    /// HTTP status and JSON.
    Json(u16, String),
    /// These bytes, and then the connection is closed.
    Raw(Vec<u8>),
    /// These bytes, and then nothing while the connection stays open.
    Stall(Vec<u8>),
    /// Endless bytes after these.
    Flood(Vec<u8>),
}

impl Answer {
    pub fn json(status: u16, json: &str) -> Self {
        Self::Json(status, json.to_owned())
    }

    /// A whole message with another type than JSON, or with more headers.
    pub fn http(status: u16, headers: &str, body: &str) -> Self {
        Self::Raw(format!("HTTP/1.1 {status} X\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()).into_bytes())
    }
}

pub struct Bank {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Bank {
    /// Starts a bank. It answers each request by what `answer` says of it and of how many came before.
    pub async fn start(answer: impl Fn(&Seen, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (answer, kept) = (Arc::new(answer), Arc::clone(&seen));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answer, kept) = (Arc::clone(&answer), Arc::clone(&kept));
                tokio::spawn(async move {
                    let _ = serve(stream, &*answer, &kept).await;
                });
            }
        });
        Self { url, seen }
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Requests whose target ends so.
    pub fn count(&self, target: &str) -> usize {
        self.seen().iter().filter(|seen| seen.target.ends_with(target)).count()
    }
}

async fn serve(
    mut stream: TcpStream,
    answer: &(dyn Fn(&Seen, usize) -> Answer + Send + Sync),
    kept: &Mutex<Vec<Seen>>,
) -> std::io::Result<()> {
    let mut buffer = Vec::new();
    while let Some(seen) = read(&mut stream, &mut buffer).await? {
        let before = {
            let mut kept = kept.lock().unwrap();
            kept.push(seen.clone());
            kept.len() - 1
        };
        match answer(&seen, before) {
            Answer::Json(status, json) => {
                let head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nx-timestamp: now\r\n");
                let text = format!("{head}content-length: {}\r\n\r\n{json}", json.len());
                stream.write_all(text.as_bytes()).await?;
            }
            Answer::Raw(bytes) => {
                stream.write_all(&bytes).await?;
                return stream.shutdown().await;
            }
            Answer::Stall(bytes) => {
                stream.write_all(&bytes).await?;
                tokio::time::sleep(Duration::from_secs(60)).await;
            }
            Answer::Flood(bytes) => {
                stream.write_all(&bytes).await?;
                loop {
                    stream.write_all(&[b' '; 65536]).await?;
                }
            }
        }
    }
    Ok(())
}

async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<Option<Seen>> {
    let head = loop {
        if let Some(end) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let rest = buffer.split_off(end + 4);
            break String::from_utf8(std::mem::replace(buffer, rest)).unwrap();
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    };
    let mut lines = head.lines();
    let mut first = lines.next().unwrap().split(' ').map(str::to_owned);
    let (method, target) = (first.next().unwrap(), first.next().unwrap());
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut seen = Seen { method, target, headers, body: Vec::new() };
    let length = seen.header("content-length").map_or(0, |length| length.parse().unwrap());
    while buffer.len() < length {
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
    let rest = buffer.split_off(length);
    seen.body = std::mem::replace(buffer, rest);
    Ok(Some(seen))
}
