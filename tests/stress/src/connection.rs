//! A connection that is kept, and what comes over it.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A connection to a server.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl Reply {
    /// The value of a member that is a plain text.
    #[must_use]
    pub fn text(&self, member: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!("\"{member}\":\""))?;
        rest.split_once('"').map(|(value, _)| value)
    }

    /// Response code.
    #[must_use]
    pub fn code(&self) -> &str {
        self.text("responseCode").unwrap_or_default()
    }

    /// The same call is under way.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.status == 409
    }
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// When nobody is there.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, unread: Vec::new() })
    }

    /// Writes a request.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await
    }

    /// Reads an answer.
    ///
    /// # Errors
    /// When the connection is gone before its end.
    pub async fn receive(&mut self) -> io::Result<Reply> {
        loop {
            if let Some((reply, length)) = whole(&self.unread) {
                self.unread.drain(..length);
                return Ok(reply);
            }
            let mut chunk = [0; 4096];
            match self.stream.read(&mut chunk).await? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => self.unread.extend_from_slice(&chunk[..read]),
            }
        }
    }

    /// Sends and receives.
    ///
    /// # Errors
    /// When the connection is gone before the end of the answer.
    pub async fn call(&mut self, bytes: &[u8]) -> io::Result<Reply> {
        self.send(bytes).await?;
        self.receive().await
    }

    /// Hangs up: as whoever closes his socket does, or as whoever is cut off.
    pub fn hang_up(self, cut_off: bool) {
        if cut_off {
            // Nothing is left to be done if it is closed already.
            let _ = self.stream.set_zero_linger();
        }
    }
}

/// A whole answer, and its length on the wire.
fn whole(bytes: &[u8]) -> Option<(Reply, usize)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?.to_ascii_lowercase();
    let length: usize = head.split("content-length: ").nth(1)?.split("\r\n").next()?.parse().ok()?;
    let body = bytes.get(end + 4..end + 4 + length)?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((Reply { status, body: String::from_utf8_lossy(body).into_owned() }, end + 4 + length))
}

/// Calls over a connection of its own.
///
/// # Errors
/// When there is no answer.
pub async fn call(address: SocketAddr, bytes: &[u8]) -> io::Result<Reply> {
    Connection::open(address).await?.call(bytes).await
}

/// Makes the same call until it is not under way any more: what careful callers do.
pub async fn settled(address: SocketAddr, bytes: &[u8]) -> Reply {
    let started = Instant::now();
    loop {
        match call(address, bytes).await {
            Ok(reply) if !reply.is_conflict() => return reply,
            other => assert!(started.elapsed() < Duration::from_secs(30), "no answer for 30 seconds: {other:?}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Waits until something is so.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < Duration::from_secs(30), "not in 30 seconds: {what}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
