//! What is known of a call before it is sent: enough to ask about it after a crash.

use std::fmt;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::error::CallInfo;
use crate::message::inquiry::Sent;

/// A call that is about to be sent.
///
/// It is written down before anything leaves: as JSON by serde, with the request beside it. After a crash both are read
/// again, and the status service is asked: [`Client::settle`](crate::Client::settle) takes an intent as it takes an error.
///
/// The request is not part of the JSON, for it may hold personal data and secrets: whoever keeps it decides where. `Debug`
/// does not show it either.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Intent {
    /// Name of the provider.
    pub provider: String,
    /// Name of the service, in `snake_case`.
    pub service: String,
    /// X-EXTERNAL-ID; some services have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// X-TIMESTAMP: when it is sent.
    pub time: String,
    /// The reference numbers of the request, by the names of its members.
    #[serde(default)]
    pub references: Vec<(String, String)>,
    #[serde(skip)]
    request: Bytes,
}

impl Intent {
    pub(super) fn new(call: &CallInfo, time: &str, request: Bytes) -> Self {
        let endpoint = call.endpoint();
        let references = call.references().iter();
        Self {
            provider: endpoint.provider.to_owned(),
            service: endpoint.service.to_owned(),
            external_id: call.external_id().map(str::to_owned),
            time: time.to_owned(),
            references: references.map(|reference| (reference.name.to_owned(), reference.value.clone())).collect(),
            request,
        }
    }

    /// The request as JSON, with the members that travel in path and query: what the question is filled from later. Empty
    /// after the intent was read again.
    #[must_use]
    pub fn request(&self) -> &[u8] {
        &self.request
    }
}

impl From<&Intent> for Sent {
    fn from(intent: &Intent) -> Self {
        Self { external_id: intent.external_id.clone(), time: Some(intent.time.clone()), response: None }
    }
}

impl fmt::Debug for Intent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intent")
            .field("provider", &self.provider)
            .field("service", &self.service)
            .field("external_id", &self.external_id)
            .field("time", &self.time)
            .field("references", &self.references)
            .field("request_bytes", &self.request.len())
            .finish()
    }
}
