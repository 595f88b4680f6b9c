//! A value that is there, or will be.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What a store or a register answers: at once, or later. Who has everything in memory needs no box for it.
///
/// ```
/// use snap_core::server::Soon;
///
/// fn known(name: &str) -> Soon<'_, bool> {
///     if name.is_empty() { Soon::now(false) } else { Soon::later(async move { name == "bca" }) }
/// }
/// # fn main() { let _ = known("bca"); }
/// ```
#[must_use = "nothing is asked until it is awaited"]
pub struct Soon<'a, T>(State<'a, T>);

enum State<'a, T> {
    Now(Option<T>),
    Later(Pin<Box<dyn Future<Output = T> + Send + 'a>>),
}

impl<'a, T> Soon<'a, T> {
    /// It is there.
    pub fn now(value: T) -> Self {
        Self(State::Now(Some(value)))
    }

    /// It will be.
    pub fn later(future: impl Future<Output = T> + Send + 'a) -> Self {
        Self(State::Later(Box::pin(future)))
    }
}

// What is there is moved out, never pinned.
impl<T> Unpin for Soon<'_, T> {}

impl<T> Future for Soon<'_, T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        match &mut self.0 {
            // Asked again after its answer, it is silent, as a future may be.
            State::Now(value) => value.take().map_or(Poll::Pending, Poll::Ready),
            State::Later(future) => future.as_mut().poll(context),
        }
    }
}

impl<T> fmt::Debug for Soon<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            State::Now(_) => "Soon(now)",
            State::Later(_) => "Soon(later)",
        })
    }
}
