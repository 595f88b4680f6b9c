//! Whether a call is of now.

use std::time::Duration;

use crate::server::call::Call;
use crate::server::known::Known;
use crate::server::refusal::Refusal;
use crate::signing::timestamp::{Age, Timestamp};

/// X-TIMESTAMP is not too old, and not further ahead than two clocks may differ. A call that is older was kept by somebody.
#[derive(Debug, Clone, Copy)]
pub struct WindowCheck {
    /// How old a call may be.
    pub past: Duration,
    /// How far ahead of the server's clock it may be.
    pub ahead: Duration,
}

/// Five minutes back, as webhooks of other fields have it, and as far ahead: no document of a provider says less.
impl Default for WindowCheck {
    fn default() -> Self {
        Self { past: Duration::from_secs(300), ahead: Duration::from_secs(300) }
    }
}

impl WindowCheck {
    pub(crate) fn run(self, call: &mut Call) -> Result<(), Refusal> {
        if call.timestamp.is_none() {
            let text = call.known(Known::Timestamp).ok_or(Refusal::TimestampMissing)?;
            call.timestamp = Some(Timestamp::parse(text.trim()).map_err(|_| Refusal::TimestampUnreadable)?);
        }
        match call.timestamp.as_ref().map(|timestamp| timestamp.age(call.received_at)) {
            Some(Age::Past(age)) if age > self.past => Err(Refusal::TimestampPast),
            Some(Age::Future(age)) if age > self.ahead => Err(Refusal::TimestampAhead),
            _ => Ok(()),
        }
    }
}
