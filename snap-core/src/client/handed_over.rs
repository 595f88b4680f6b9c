//! A body that knows whether the connection has taken any of it.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// Set when a connection asks for the body: from then on, something may have left.
///
/// The head of a request goes out together with its body, or before it; but a signature covers the body, so that a
/// server that saw the head alone can carry nothing out.
#[derive(Debug, Clone, Default)]
pub(super) struct HandedOver(Arc<AtomicBool>);

impl HandedOver {
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// The body, whole, in one piece.
    pub(super) fn watch(&self, body: Bytes) -> Watched {
        Watched { body: Some(body), taken: self.clone() }
    }
}

pub(super) struct Watched {
    body: Option<Bytes>,
    taken: HandedOver,
}

impl Body for Watched {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.taken.0.store(true, Ordering::Release);
        Poll::Ready(self.body.take().map(|body| Ok(Frame::data(body))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.body.as_ref().map_or(0, |body| body.len() as u64))
    }
}
