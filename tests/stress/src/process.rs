//! A server in a process of its own, which can be killed.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::redis::Redis;

/// Such a process, which is gone with this.
#[derive(Debug)]
pub struct Process {
    child: Child,
    /// Where it serves.
    pub address: SocketAddr,
}

/// How it is set up.
#[derive(Debug, Clone, Copy)]
pub struct Orders<'a> {
    /// Where handlers write down what they do.
    pub journal: &'a Path,
    /// How long a claim is its owner's.
    pub lease: Duration,
    /// How long a handler takes.
    pub handling: Duration,
    /// Answers are committed with the work, and asked for after a crash.
    pub ledger: bool,
}

impl Process {
    /// Starts the program of a server: `CARGO_BIN_EXE_stress-shop`.
    #[must_use]
    pub fn start(program: &str, redis: &Redis, orders: Orders<'_>) -> Self {
        let milliseconds = |time: Duration| time.as_millis().to_string();
        let mut child = Command::new(program)
            .arg(redis.address())
            .arg(orders.journal)
            .arg(milliseconds(orders.lease))
            .arg(milliseconds(orders.handling))
            .arg(orders.ledger.to_string())
            // It ends with its input: nobody is left behind when a test fails.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.trim().parse().expect("an address");
        Self { child, address }
    }

    /// Kills it, without a warning.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
