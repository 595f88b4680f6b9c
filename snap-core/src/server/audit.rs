//! What is told of every call: for logs that must be kept, and for figures.

use std::fmt;
use std::time::Duration;

use super::call::Call;
use crate::check::Violation;
use crate::meta::endpoint::Endpoint;

/// Is told of every call once it was answered. The standard asks providers and partners to keep such records for years (ASPI,
/// security: audit trail).
///
/// It must not wait: it is called between the answer and the caller.
pub trait Audit: Send + Sync + 'static {
    /// A call was answered.
    fn answered(&self, record: &Audited<'_>);
}

/// One call and its answer: never a body, a secret or a token.
#[non_exhaustive]
pub struct Audited<'a> {
    /// The service; none where no service has the path.
    pub endpoint: Option<&'static Endpoint>,
    /// The caller, by name, as far as he was found out.
    pub caller: Option<&'a str>,
    /// X-EXTERNAL-ID.
    pub external_id: Option<&'a str>,
    /// The address on the other side.
    pub address: Option<std::net::IpAddr>,
    /// HTTP status of the answer.
    pub status: u16,
    /// Its response code, where it has one.
    pub code: Option<&'a str>,
    /// Why the call was refused, as one word; none if it was not.
    pub refusal: Option<&'a str>,
    /// Everything that the request breaks, of which the caller is told the first.
    pub violations: &'a [Violation],
    /// The answer is one that was given before.
    pub repeated: bool,
    /// How long it took.
    pub elapsed: Duration,
    /// The call, with headers and body, for who must keep them; none where no service has the path.
    pub call: Option<&'a Call>,
}

impl fmt::Debug for Audited<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audited")
            .field("service", &self.endpoint.map(|endpoint| endpoint.service))
            .field("caller", &self.caller)
            .field("external_id", &self.external_id)
            .field("status", &self.status)
            .field("code", &self.code)
            .field("refusal", &self.refusal)
            .finish_non_exhaustive()
    }
}

impl<F: Fn(&Audited<'_>) + Send + Sync + 'static> Audit for F {
    fn answered(&self, record: &Audited<'_>) {
        self(record);
    }
}
