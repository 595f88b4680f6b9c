//! What was called, what was answered, and what was found out about it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};
use snap_bi::Endpoint;
use snap_bi::server::Audited;

/// Who called whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The partner called the provider.
    In,
    /// The provider called the partner.
    Out,
}

/// One call and its answer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Entry {
    /// Its number.
    pub id: u64,
    /// The provider.
    pub provider: &'static str,
    /// Who called whom.
    pub way: Way,
    /// When it came, by the sandbox's clock.
    pub at: SystemTime,
    /// HTTP method.
    pub method: Method,
    /// The address as it was called.
    pub uri: Uri,
    /// Headers as they came.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
    /// The service, where one has the path.
    pub endpoint: Option<&'static Endpoint>,
    /// HTTP status of the answer; none where none came.
    pub status: Option<StatusCode>,
    /// Headers of the answer.
    pub answer_headers: HeaderMap,
    /// The answer.
    pub answer: Bytes,
    /// Why it was refused, as one word.
    pub refusal: Option<String>,
    /// What the request breaks.
    pub violations: Vec<String>,
    /// The answer is that of an earlier call.
    pub repeated: bool,
    /// The fault that was asked for.
    pub fault: Option<String>,
    /// What the doctor found about its signature.
    pub finding: Option<String>,
    /// The same, as names of mistakes.
    pub mistakes: Vec<&'static str>,
    /// The string that had to be signed, the token masked.
    pub string_to_sign: Option<String>,
    /// How long it took.
    pub elapsed: Duration,
    /// What the provider's call is about, and which attempt it is.
    pub note: Option<String>,
}

impl Entry {
    pub(crate) fn new(provider: &'static str, way: Way, at: SystemTime, method: Method, uri: Uri) -> Self {
        Self {
            id: 0,
            provider,
            way,
            at,
            method,
            uri,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            endpoint: None,
            status: None,
            answer_headers: HeaderMap::new(),
            answer: Bytes::new(),
            refusal: None,
            violations: Vec::new(),
            repeated: false,
            fault: None,
            finding: None,
            mistakes: Vec::new(),
            string_to_sign: None,
            elapsed: Duration::ZERO,
            note: None,
        }
    }
}

/// The last calls; older ones are forgotten. Clones are the same journal.
#[derive(Debug, Clone, Default)]
pub struct Journal(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    entries: VecDeque<Entry>,
    last: u64,
    /// How often anything changed.
    changes: u64,
}

/// How many calls are remembered, unless their bodies are large.
const KEPT: usize = 1000;
/// How many bytes of bodies are remembered: a thousand bodies of a megabyte are too many.
const BYTES: usize = 32 * 1024 * 1024;

impl Journal {
    /// Everything that is remembered, the oldest first.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.with(|inner| inner.entries.iter().cloned().collect())
    }

    /// One call.
    #[must_use]
    pub fn entry(&self, id: u64) -> Option<Entry> {
        self.entry_if(id, |_| true)
    }

    /// The same, if it is so; nothing is copied of one that is not.
    pub(crate) fn entry_if(&self, id: u64, is_so: impl Fn(&Entry) -> bool) -> Option<Entry> {
        self.with(|inner| inner.entries.iter().rev().find(|entry| entry.id == id).filter(|e| is_so(e)).cloned())
    }

    /// The number of the newest call; 0 before the first.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.with(|inner| inner.last)
    }

    /// Forgets all.
    pub fn clear(&self) {
        self.with(|inner| {
            inner.changes += 1;
            inner.entries.clear();
        });
    }

    /// How often anything changed: who shows the journal looks again when this is another number.
    pub(crate) fn changes(&self) -> u64 {
        self.with(|inner| inner.changes)
    }

    pub(crate) fn add(&self, mut entry: Entry) -> u64 {
        self.with(|inner| {
            (inner.last, inner.changes) = (inner.last + 1, inner.changes + 1);
            entry.id = inner.last;
            let size = |entry: &Entry| entry.body.len() + entry.answer.len();
            let mut bytes: usize = inner.entries.iter().map(size).sum();
            while inner.entries.len() >= KEPT || bytes > BYTES {
                let Some(oldest) = inner.entries.pop_front() else { break };
                bytes -= size(&oldest);
            }
            inner.entries.push_back(entry);
            inner.last
        })
    }

    pub(crate) fn change(&self, id: u64, change: impl FnOnce(&mut Entry)) {
        self.with(|inner| {
            if let Some(entry) = inner.entries.iter_mut().rev().find(|entry| entry.id == id) {
                change(entry);
                inner.changes += 1;
            }
        });
    }

    /// What a server found out about a call.
    pub(crate) fn audited(&self, record: &Audited<'_>) {
        let id = record.call.and_then(|call| call.header(ID)).and_then(|id| id.parse().ok());
        let Some(id) = id else { return };
        self.change(id, |entry| {
            entry.endpoint = record.endpoint;
            entry.refusal = record.refusal.map(str::to_owned);
            entry.violations = record.violations.iter().map(ToString::to_string).collect();
            entry.repeated = record.repeated;
        });
    }

    fn with<T>(&self, with: impl FnOnce(&mut Inner) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The header by which a call finds its entry again.
pub(crate) const ID: &str = "x-sandbox-call";
