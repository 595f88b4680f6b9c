//! A request that was not sent, because it breaks rules.

use std::fmt;

use crate::check::violation::Violations;
use crate::error::CallInfo;

/// A request that breaks rules of the spec: all of them, those of the headers first.
#[derive(Debug, Clone)]
pub struct InvalidRequest {
    call: CallInfo,
    violations: Violations,
}

impl InvalidRequest {
    /// A call, and every rule that its request breaks.
    #[must_use]
    pub const fn new(call: CallInfo, violations: Violations) -> Self {
        Self { call, violations }
    }

    /// Which call.
    #[must_use]
    pub const fn call(&self) -> &CallInfo {
        &self.call
    }

    /// Every broken rule. The path of a header is its name in upper case after `header `, such as `header CHANNEL-ID`.
    #[must_use]
    pub const fn violations(&self) -> &Violations {
        &self.violations
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was not sent{}: {}", self.call.name(), self.call.trail(None, &[]), self.violations)
    }
}

impl std::error::Error for InvalidRequest {}
