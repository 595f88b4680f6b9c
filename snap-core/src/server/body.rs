//! Reading a body, up to a length and a time.

use std::error::Error;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use http_body_util::{BodyExt as _, LengthLimitError};

use super::refusal::Refusal;

pub(crate) async fn read<B>(body: B, most: usize, time: Duration) -> Result<Bytes, Refusal>
where
    B: http_body::Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    within(time, pin!(whole(body, most))).await.unwrap_or(Err(Refusal::CutBody))
}

/// Nearly every body comes in one piece, which is not copied.
async fn whole<B>(body: B, most: usize) -> Result<Bytes, Refusal>
where
    B: http_body::Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    // Whoever stands before the server may have a limit of his own.
    let refused =
        |error: B::Error| if error.into().is::<LengthLimitError>() { Refusal::TooLarge } else { Refusal::CutBody };
    let mut body = pin!(body);
    let (mut first, mut all) = (Bytes::new(), BytesMut::new());
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(mut data) = frame.map_err(refused)?.into_data() else { continue };
        let more = data.remaining();
        if more > most - length {
            return Err(Refusal::TooLarge);
        }
        if length == 0 {
            first = data.copy_to_bytes(more);
        } else {
            if all.is_empty() {
                all.put(first.clone());
            }
            all.put(data);
        }
        length += more;
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

/// What comes of a future in time. No clock is asked about what is there at once.
pub(crate) async fn within<F: Future>(time: Duration, mut future: Pin<&mut F>) -> Option<F::Output> {
    match poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await {
        Poll::Ready(output) => Some(output),
        // On the heap: who need not wait takes no room for it.
        Poll::Pending => Box::pin(tokio::time::timeout(time, future)).await.ok(),
    }
}
