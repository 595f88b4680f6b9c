//! What handlers write down outside of their process, line by line: a kill leaves it as it is.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use snap_bi::server::{Answered, Claim, Ledger, Received, Soon, StoreError};

use crate::shop::PaymentRequest;

/// A file that several processes append to.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    /// Whether answers are written down with the work.
    commits: bool,
}

/// What a journal says of one payment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// How many handlers began.
    pub begun: usize,
    /// How many ended.
    pub ended: usize,
}

impl Journal {
    /// At a path, whoever else writes there.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        let file = OpenOptions::new().create(true).append(true).open(path).expect("a journal");
        Self { file, path: path.to_owned(), commits: false }
    }

    /// Writes answers down with the work.
    #[must_use]
    pub fn committing(mut self) -> Self {
        self.commits = true;
        self
    }

    fn line(&self, line: &str) {
        // One write for a line: those of several processes do not mix.
        (&self.file).write_all(format!("{line}\n").as_bytes()).expect("a line");
    }

    /// A handler began.
    pub fn begun(&self, reference: &str) {
        self.line(&format!("begun {reference}"));
    }

    /// A handler ended.
    pub fn ended(&self, reference: &str) {
        self.line(&format!("ended {reference}"));
    }

    /// The work is done, and its answer is kept with it; where answers are.
    pub fn commit(&self, received: &Received<PaymentRequest>, receipt: &str) {
        let Some(claim) = received.claim().filter(|_| self.commits) else { return };
        let answer = format!(r#"{{"responseCode":"2002500","responseMessage":"Successful","receiptNo":"{receipt}"}}"#);
        self.line(&format!("committed {} {answer}", claim.key()));
    }

    /// What it says of a payment.
    #[must_use]
    pub fn told(&self, reference: &str) -> Told {
        let text = std::fs::read_to_string(&self.path).expect("a journal");
        let count = |word: &str| text.lines().filter(|line| *line == format!("{word} {reference}")).count();
        Told { begun: count("begun"), ended: count("ended") }
    }
}

impl Ledger for Journal {
    fn committed<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Option<Answered>, StoreError>> {
        let text = std::fs::read_to_string(&self.path).map_err(StoreError::new);
        let find = |text: String| {
            let line = text.lines().find_map(|line| line.strip_prefix("committed ")?.strip_prefix(claim.key()))?;
            Some(Answered::new(200, line.trim().to_owned()))
        };
        Soon::now(text.map(find))
    }
}
