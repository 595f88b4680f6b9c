//! What came of a call, and who is told.

use std::time::{Duration, Instant};

use super::answer::Answered;
use super::audit::{Audit, Audited};
use super::call::Call;
use super::refusal::Refusal;
use super::run::code_of;
use crate::check::Violation;
use crate::meta::endpoint::Endpoint;

/// The answer to a call, and what is told of it.
pub(crate) struct Outcome {
    pub(crate) answer: Answered,
    pub(crate) refusal: Option<String>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) repeated: bool,
}

impl Outcome {
    pub(crate) fn new(answer: Answered) -> Self {
        Self { answer, refusal: None, violations: Vec::new(), repeated: false }
    }

    pub(crate) fn refused(endpoint: &Endpoint, request: &[u8], external_id: Option<&str>, refusal: &Refusal) -> Self {
        let answer = Answered::refused(endpoint, refusal, request, external_id);
        Self { refusal: Some(refusal.name().to_owned()), ..Self::new(answer) }
    }

    pub(crate) fn of(call: &Call, request: &[u8], refusal: &Refusal) -> Self {
        Self::refused(call.endpoint, request, call.external_id.as_deref(), refusal)
    }

    /// Span, counters, audit.
    pub(crate) fn report(
        &self,
        span: &tracing::Span,
        call: &Call,
        audit: Option<&dyn Audit>,
        started: Option<Instant>,
    ) {
        if audit.is_none() && span.is_disabled() && !cfg!(feature = "metrics") {
            return;
        }
        let elapsed = started.map_or(Duration::ZERO, |started| started.elapsed());
        let code = code_of(self.answer.body()).map(|code| code.to_string());
        let caller = call.caller.as_ref().map(|caller| caller.name());
        super::trace::answered(span, call, self, code.as_deref());
        let routed = !call.endpoint.service.is_empty();
        #[cfg(feature = "metrics")]
        super::trace::count(call, self, elapsed);
        if let Some(audit) = audit {
            audit.answered(&Audited {
                endpoint: routed.then_some(call.endpoint),
                caller,
                external_id: call.external_id.as_deref(),
                address: call.address,
                status: self.answer.status(),
                code: code.as_deref(),
                refusal: self.refusal.as_deref(),
                violations: &self.violations,
                repeated: self.repeated,
                elapsed,
                call: routed.then_some(call),
            });
        }
    }
}
