//! A call that was sent and not answered.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::error::CallInfo;
use crate::meta::endpoint::Effect;

/// A call that was sent, and no answer came: time ran out, or the connection broke.
#[derive(Debug, Clone)]
pub struct Unanswered {
    call: CallInfo,
    timed_out: bool,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl Unanswered {
    /// A call, whether time ran out, and what broke the connection.
    #[must_use]
    pub fn new(call: CallInfo, timed_out: bool, source: Option<Box<dyn Error + Send + Sync>>) -> Self {
        Self { call, timed_out, source: source.map(Arc::from) }
    }

    /// Which call; its [references](CallInfo::references) are what the status service is asked with.
    #[must_use]
    pub const fn call(&self) -> &CallInfo {
        &self.call
    }

    /// Time ran out; else the connection broke.
    #[must_use]
    pub const fn timed_out(&self) -> bool {
        self.timed_out
    }
}

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = if self.timed_out { "no answer in time" } else { "the connection broke before the answer" };
        let may = match self.call.effect() {
            Effect::MovesMoney => ", money may have moved",
            Effect::ChangesState => ", it may have been carried out",
            Effect::Read => "",
        };
        write!(f, "{} was sent, {why}{may}", self.call.name())?;
        if let (Effect::MovesMoney | Effect::ChangesState, Some(status)) =
            (self.call.effect(), self.call.status_service())
        {
            write!(f, ": ask {status}")?;
        }
        write!(f, "{}", self.call.trail(None, &[]))
    }
}

impl Error for Unanswered {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}
