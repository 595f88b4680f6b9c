//! What makes sure that a call is carried out once.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::answer::Answered;
use crate::signing::{Hex, HexDigest, minify};

/// The right to carry one call out: its external ID, and what names the thing that is asked for, taken before the handler by an
/// owner that nobody can guess.
///
/// A handler that has a database of its own can write it down there, in the transaction that does the work: after a crash a
/// [`Ledger`](super::Ledger) tells from it what became of the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Shared with the store that keeps them.
    pub(crate) external_key: Option<Arc<str>>,
    pub(crate) reference_key: Option<Arc<str>>,
    pub(crate) record: Arc<Record>,
    /// How long what came of it is kept.
    pub(crate) keep_external: Duration,
    pub(crate) keep_reference: Duration,
}

/// What a store keeps of a call.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Who carries it out.
    pub owner: Hex<32>,
    /// SHA-256 over what was asked.
    pub content: HexDigest,
    /// SHA-256 over what names the thing that was asked for; none where nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<HexDigest>,
    /// Milliseconds since 1970 after which its owner counts as gone.
    pub lease: u64,
    /// HTTP status and body of the answer, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<(u16, String)>,
}

impl Record {
    /// The answer, once there is one.
    #[must_use]
    pub fn answered(&self) -> Option<Answered> {
        self.answer.as_ref().map(|(status, body)| Answered::new(*status, body.clone()))
    }

    /// Whether its owner counts as gone.
    #[must_use]
    pub fn is_abandoned(&self, now: SystemTime) -> bool {
        self.answer.is_none() && self.lease < milliseconds(now)
    }

    /// The same with its answer, once there is one.
    pub(crate) fn with(&self, answer: Option<&Answered>) -> Self {
        let text = |answer: &Answered| (answer.status, String::from_utf8_lossy(&answer.body).into_owned());
        Self { answer: answer.map(text), ..*self }
    }

    /// As a store keeps it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// What a store kept; none if it is something else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

// Answers hold personal data.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("owner", &self.owner)
            .field("lease", &self.lease)
            .field("answered", &self.answer.as_ref().map(|(status, _)| status))
            .finish_non_exhaustive()
    }
}

impl Claim {
    /// The key of its external ID in the store: caller, service, day, ID.
    #[must_use]
    pub fn external_key(&self) -> Option<&str> {
        self.external_key.as_deref()
    }

    /// The key of what is asked for: caller, service, reference.
    #[must_use]
    pub fn reference_key(&self) -> Option<&str> {
        self.reference_key.as_deref()
    }

    /// What names the call best: the reference where the service has one, else the external ID.
    #[must_use]
    pub fn key(&self) -> &str {
        self.reference_key.as_deref().or(self.external_key.as_deref()).unwrap_or_default()
    }

    /// Who carries it out: 128 random bits.
    #[must_use]
    pub fn owner(&self) -> &str {
        self.record.owner.as_str()
    }

    /// SHA-256 over what was asked, hex.
    #[must_use]
    pub fn content(&self) -> &str {
        self.record.content.as_str()
    }

    /// What a store keeps until there is an answer.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// What a store keeps of it, with its answer.
    #[must_use]
    pub fn completed(&self, answer: &Answered) -> Record {
        self.record.with(Some(answer))
    }

    /// Its keys, each with how long it is kept.
    pub fn keys(&self) -> impl Iterator<Item = (&str, Duration)> {
        self.shared_keys().map(|(key, keep)| (&**key, keep))
    }

    pub(crate) fn shared_keys(&self) -> impl Iterator<Item = (&Arc<str>, Duration)> {
        let external = self.external_key.as_ref().map(|key| (key, self.keep_external));
        external.into_iter().chain(self.reference_key.as_ref().map(|key| (key, self.keep_reference)))
    }
}

/// SHA-256 over a body without the white space that says nothing, and over what travels beside it.
pub(crate) fn content(body: &[u8], beside: &str) -> HexDigest {
    let mut hash = Sha256::new();
    hash.update(minify(body));
    hash.update(b"\0");
    hash.update(beside);
    Hex::of(&hash.finalize())
}

/// Random bytes are asked for so many names at once: the system takes as long for one.
const NAMES: usize = 32;

thread_local! {
    /// What is left of them.
    static RANDOM: RefCell<Vec<[u8; 16]>> = const { RefCell::new(Vec::new()) };
}

/// A name that nobody guesses, and that is a secret.
pub(crate) fn random_hex() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

/// A name that nobody guesses.
pub(crate) fn owner() -> Result<Hex<32>, getrandom::Error> {
    RANDOM.with_borrow_mut(|names| {
        if names.is_empty() {
            let mut bytes = [[0; 16]; NAMES];
            getrandom::fill(bytes.as_flattened_mut())?;
            names.extend(bytes);
        }
        Ok(Hex::of(&names.pop().unwrap_or_default()))
    })
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = vec![0; bytes.len() * 2];
    crate::signing::push_hex(bytes, &mut text);
    String::from_utf8(text).unwrap_or_default()
}

pub(crate) fn milliseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
