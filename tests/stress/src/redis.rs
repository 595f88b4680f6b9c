//! A Redis, or Valkey, of a test's own: on a free port of loopback, killed and started again as the test wants.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use snap_bi::server::{RedisStore, Store};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The server's names, in the order of preference.
const PROGRAMS: [&str; 2] = ["redis-server", "valkey-server"];

/// A running server, which is gone with this.
#[derive(Debug)]
pub struct Redis {
    program: &'static str,
    child: Child,
    port: u16,
    folder: TempDir,
    keeps: bool,
}

/// Whether what it was told survives a kill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// Every write is on the disk before it is answered.
    Everything,
    /// Nothing is.
    Nothing,
}

impl Redis {
    /// Starts one; none, with a word about it, where there is none to be started.
    pub async fn start(keeps: Keeps) -> Option<Self> {
        let is_there = |name: &&str| Command::new(name).arg("--version").stdout(Stdio::null()).status().is_ok();
        let Some(program) = PROGRAMS.into_iter().find(is_there) else {
            println!(
                "not tested: neither redis-server nor valkey-server is installed (`apt-get install redis-server`)"
            );
            return None;
        };
        let keeps = keeps == Keeps::Everything;
        // A port that was free may be taken by the time.
        for _ in 0..5 {
            let (port, folder) = (free_port(), TempDir::new().expect("a folder"));
            let child = spawn(program, port, &folder, keeps);
            let mut redis = Self { program, child, port, folder, keeps };
            if redis.answers().await {
                return Some(redis);
            }
        }
        panic!("{program} does not start");
    }

    /// `redis://…`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// A store in it.
    pub async fn store(&self) -> Arc<dyn Store> {
        Arc::new(RedisStore::connect(&self.address()).await.expect("a store"))
    }

    /// Kills it, without a warning.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// Starts it again, with what it kept.
    pub async fn start_again(&mut self) {
        self.child = spawn(self.program, self.port, &self.folder, self.keeps);
        assert!(self.answers().await, "{} does not start again", self.program);
    }

    /// Whether it comes up: false if it ended instead.
    async fn answers(&mut self) -> bool {
        for _ in 0..2000 {
            if self.child.try_wait().expect("a child").is_some() {
                return false;
            }
            if ping(self.port).await == Some(true) {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        false
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody listens on.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    listener.local_addr().expect("an address").port()
}

fn spawn(program: &str, port: u16, folder: &TempDir, keeps: bool) -> Child {
    let port = port.to_string();
    let folder = folder.path().to_string_lossy();
    let persistence = if keeps { "yes" } else { "no" };
    let words = [
        ["--port", &port],
        ["--bind", "127.0.0.1"],
        ["--dir", &folder],
        ["--save", ""],
        ["--appendonly", persistence],
        ["--appendfsync", "always"],
        ["--maxmemory-policy", "noeviction"],
    ];
    let mut command = Command::new(program);
    command.args(words.concat()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("it is installed")
}

/// Whether it answers that it is ready: it may say that it still loads.
async fn ping(port: u16) -> Option<bool> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    stream.write_all(b"PING\r\n").await.ok()?;
    let mut answer = [0; 5];
    stream.read_exact(&mut answer).await.ok()?;
    Some(&answer == b"+PONG")
}
