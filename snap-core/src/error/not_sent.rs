//! A call that never left.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::error::call_info::{CallInfo, Clean};

/// No connection was made, so nothing was sent: the same call may be made again, whatever it does.
#[derive(Debug, Clone)]
pub struct NotSent {
    call: CallInfo,
    source: Arc<dyn Error + Send + Sync>,
}

impl NotSent {
    /// A call, and why there was no connection.
    #[must_use]
    pub fn new(call: CallInfo, source: Box<dyn Error + Send + Sync>) -> Self {
        Self { call, source: source.into() }
    }

    /// Which call.
    #[must_use]
    pub const fn call(&self) -> &CallInfo {
        &self.call
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was not sent: ", self.call.name())?;
        // The last cause says the most: what the network or the other side said.
        let mut cause: &(dyn Error + 'static) = &*self.source;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        write!(f, "{}", Clean(&cause.to_string()))?;
        write!(f, "{}", self.call.trail(None, &[]))
    }
}

impl Error for NotSent {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
