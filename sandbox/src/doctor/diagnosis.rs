//! What was found.

use std::fmt;

use super::mistake::Mistake;

/// What is wrong with a call's signature, and what should have been signed. Neither `Debug` nor `Display` shows a secret, a token
/// or a body.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Diagnosis {
    /// In one word.
    pub verdict: Verdict,
    /// What differs, in the order in which a server would stumble over it.
    pub findings: Vec<Finding>,
    /// The string to sign as it should be, its access token masked; empty where a call is not signed.
    pub expected: String,
    /// The same, part by part.
    pub parts: Vec<(Part, String)>,
    /// What else is known: how far it was right, and what could not be looked at.
    pub notes: Vec<String>,
}

/// A diagnosis in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// Nothing is wrong.
    Right,
    /// What is wrong has a name.
    Wrong,
    /// The signature is wrong, and no known mistake makes it.
    Unexplained,
    /// No page says that this service is signed.
    NotSigned,
}

/// A mistake that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Which.
    pub mistake: Mistake,
    /// What was signed and what was due, where that may be shown; or whose key it was.
    pub detail: Option<String>,
}

/// A part of a string to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The HTTP method.
    Method,
    /// Path and query.
    Path,
    /// The access token.
    Token,
    /// The digest of the body.
    BodyHash,
    /// The text of X-TIMESTAMP.
    Timestamp,
    /// The text of X-CLIENT-KEY.
    ClientKey,
}

impl Diagnosis {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.verdict == Verdict::Right
    }

    /// The names of what was found.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        self.findings.iter().map(|finding| finding.mistake.name()).collect()
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Method => "method",
            Self::Path => "path",
            Self::Token => "access token",
            Self::BodyHash => "body hash",
            Self::Timestamp => "timestamp",
            Self::ClientKey => "client key",
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.mistake.name(), self.mistake.what())?;
        if let Some(detail) = &self.detail {
            write!(f, " ({detail})")?;
        }
        write!(f, "; {}", self.mistake.instead())
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.verdict, self.findings.len()) {
            (Verdict::Right, _) => writeln!(f, "nothing wrong")?,
            (Verdict::NotSigned, _) => writeln!(f, "not signed")?,
            (Verdict::Unexplained, _) => writeln!(f, "the signature is wrong, and no known mistake makes it")?,
            (Verdict::Wrong, 1) => writeln!(f, "1 mistake")?,
            (Verdict::Wrong, count) => writeln!(f, "{count} mistakes")?,
        }
        for (number, finding) in (1..).zip(&self.findings) {
            writeln!(f, "{number}. {}", finding.mistake.name())?;
            write!(f, "   {}", finding.mistake.what())?;
            if let Some(detail) = &finding.detail {
                write!(f, ": {detail}")?;
            }
            writeln!(f, "\n   instead: {}", finding.mistake.instead())?;
        }
        if !self.expected.is_empty() {
            writeln!(f, "to sign: {}", self.expected.escape_debug())?;
            for (part, text) in &self.parts {
                writeln!(f, "   {part:<12} {}", text.escape_debug())?;
            }
        }
        for note in &self.notes {
            writeln!(f, "note: {note}")?;
        }
        Ok(())
    }
}
