//! Bodies of answers, also of those that break off or come slowly.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::Sleep;

/// The body of an answer.
#[derive(Debug)]
pub(crate) enum Outgoing {
    /// All at once.
    Whole(Bytes),
    /// So many bytes are announced, and these come before the connection breaks.
    Cut { announced: u64, comes: Option<Bytes> },
    /// Piece by piece.
    Slow { left: Bytes, piece: usize, pause: Pin<Box<Sleep>> },
}

const PAUSE: Duration = Duration::from_millis(200);
const PIECES: usize = 15;

impl Outgoing {
    /// Half of a body, then nothing.
    pub(crate) fn cut(body: &Bytes) -> Self {
        Self::Cut { announced: body.len() as u64, comes: Some(body.slice(..body.len() / 2)) }
    }

    /// A body that takes some seconds.
    pub(crate) fn slow(body: Bytes) -> Self {
        let piece = (body.len() / PIECES).max(1);
        Self::Slow { left: body, piece, pause: Box::pin(tokio::time::sleep(PAUSE)) }
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match &mut *self {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Cut { comes, .. } => Poll::Ready(Some(match comes.take() {
                Some(bytes) => Ok(Frame::data(bytes)),
                None => Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the connection breaks, as asked")),
            })),
            Self::Slow { left, .. } if left.is_empty() => Poll::Ready(None),
            Self::Slow { left, piece, pause } => {
                ready!(pause.as_mut().poll(context));
                pause.as_mut().reset(tokio::time::Instant::now() + PAUSE);
                Poll::Ready(Some(Ok(Frame::data(left.split_to((*piece).min(left.len()))))))
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Cut { announced, .. } => SizeHint::with_exact(*announced),
            Self::Slow { left, .. } => SizeHint::with_exact(left.len() as u64),
        }
    }
}
