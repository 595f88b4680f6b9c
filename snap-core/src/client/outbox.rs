//! Where calls are written down before they are sent.

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::client::intent::Intent;
use crate::client::reply::RawReply;
use crate::error::SnapError;

/// A future of an [`Outbox`].
pub type OutboxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Writes calls down before they are sent, so that after a crash somebody can ask what became of them.
///
/// It is told of every call that may change something, once for each time that it is sent: a call that was refused for its
/// access token goes out again under another external ID, and is written down again. Questions and token requests pass by it.
///
/// ```no_run
/// use std::sync::Mutex;
/// use snap_core::client::{Intent, Outbox, OutboxFuture};
/// use snap_core::{RawReply, SnapError};
///
/// /// A file, or a table of a database.
/// struct Journal(Mutex<std::fs::File>);
///
/// impl Outbox for Journal {
///     fn about_to_send<'a>(&'a self, intent: &'a Intent) -> OutboxFuture<'a, Result<(), Box<dyn std::error::Error + Send + Sync>>> {
///         Box::pin(async move {
///             use std::io::Write as _;
///             let mut line = serde_json::to_vec(intent)?;
///             line.push(b'\n');
///             let mut file = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
///             file.write_all(&line)?;
///             Ok(file.sync_all()?)
///         })
///     }
///
///     fn answered<'a>(&'a self, intent: &'a Intent, result: Result<&'a RawReply, &'a SnapError>) -> OutboxFuture<'a, ()> {
///         let open = result.is_err_and(SnapError::is_ambiguous);
///         println!("{:?} is {}", intent.external_id, if open { "open" } else { "done" });
///         Box::pin(async {})
///     }
/// }
/// ```
pub trait Outbox: Send + Sync {
    /// A call is about to be sent. When it cannot be written down, it is not sent:
    /// [`SnapError::NotSent`], with this error as its source.
    fn about_to_send<'a>(&'a self, intent: &'a Intent) -> OutboxFuture<'a, Result<(), Box<dyn Error + Send + Sync>>>;

    /// The call has ended, or it is known that nothing was sent. An error that
    /// [is ambiguous](SnapError::is_ambiguous) leaves it open: keep the intent until it is settled. It is not called for a
    /// call whose future was dropped.
    fn answered<'a>(&'a self, intent: &'a Intent, result: Result<&'a RawReply, &'a SnapError>) -> OutboxFuture<'a, ()>;
}

impl<O: Outbox + ?Sized> Outbox for Arc<O> {
    fn about_to_send<'a>(&'a self, intent: &'a Intent) -> OutboxFuture<'a, Result<(), Box<dyn Error + Send + Sync>>> {
        (**self).about_to_send(intent)
    }

    fn answered<'a>(&'a self, intent: &'a Intent, result: Result<&'a RawReply, &'a SnapError>) -> OutboxFuture<'a, ()> {
        (**self).answered(intent, result)
    }
}
