//! Calls for programs without an async runtime.

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use tokio::runtime::{Builder, Runtime};

/// Waits for calls, with a runtime of its own on one thread: a program needs no other.
///
/// ```no_run
/// use snap_core::client::Blocking;
/// # use snap_core::{Client, Credentials, Endpoint, SnapError};
/// # fn ask(bank: &Client, service: &'static Endpoint) -> Result<(), Box<dyn std::error::Error>> {
/// let blocking = Blocking::new()?;
/// let reply = blocking.wait(bank.send(service, b"{}"))?;
/// println!("{:?}", reply.code());
/// # Ok(())
/// # }
/// ```
///
/// Keep one for the program: connections and the renewal of tokens live on its thread. Whoever waits holds up the thread that
/// he is on, so that code that is async already has no use for it.
pub struct Blocking(Option<Runtime>);

impl Blocking {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn new() -> std::io::Result<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().thread_name("snap").build()?;
        Ok(Self(Some(runtime)))
    }

    /// Waits for a call, or for anything else, and gives what comes of it.
    pub fn wait<F: Future>(&self, future: F) -> F::Output {
        let _entered = self.0.as_ref().map(Runtime::enter);
        let mut future = pin!(future);
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            match future.as_mut().poll(&mut context) {
                Poll::Ready(output) => return output,
                Poll::Pending => std::thread::park(),
            }
        }
    }
}

// A runtime that is dropped waits for its threads, which panics where waiting is forbidden.
impl Drop for Blocking {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blocking")
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
