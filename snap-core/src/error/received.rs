//! What came of an answer that is an error.

use std::fmt;

/// Status and body, and the headers where there is a client to read them.
#[derive(Clone)]
pub(crate) struct Received {
    pub(crate) status: u16,
    #[cfg(feature = "client")]
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn new(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            #[cfg(feature = "client")]
            headers: http::HeaderMap::new(),
            body,
        }
    }
}

// Names of headers and the length of the body: never what they hold.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut received = f.debug_struct("Received");
        received.field("status", &self.status);
        #[cfg(feature = "client")]
        received.field("headers", &self.headers.keys().collect::<Vec<_>>());
        received.field("body_bytes", &self.body.len()).finish()
    }
}
