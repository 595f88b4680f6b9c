//! From a call to its diagnosis.

use snap_bi::server::Scheme;

use super::Mistake::{self, *};
use super::diagnosis::{Diagnosis, Finding, Verdict};
use super::encoding::{self, Decoded};
use super::expected::Expected;
use super::known::Known;
use super::mac::{self, Macs};
use super::presented::Presented;
use super::search::MOST;
use super::text::Text;
use super::tries::{Maker, Tries};
use super::{headers, rsa, secrets};

/// Says what is wrong with the signature of a call: of a request for a token, of a transaction in either mode, of a callback.
///
/// Where nothing is wrong it takes what verifying takes; where everything is tried in vain, a second or two: keep it off the threads
/// that serve.
#[must_use]
pub fn diagnose(presented: &Presented<'_>, known: &Known) -> Diagnosis {
    let expected = Expected::of(presented, known);
    let mut diagnosis = Diagnosis {
        verdict: Verdict::NotSigned,
        findings: Vec::new(),
        expected: String::new(),
        parts: Vec::new(),
        notes: Vec::new(),
    };
    if expected.scheme == Scheme::Unsigned {
        let note = "no page says how this service is signed: nothing was looked at";
        diagnosis.notes.push(note.to_owned());
        return diagnosis;
    }
    let case = Case { expected: &expected, presented, known };
    (diagnosis.expected, diagnosis.parts) = expected.shown();
    if expected.scheme != Scheme::Token {
        let length = expected.body_length;
        diagnosis.notes.push(format!("the body hash is the SHA-256 of {length} bytes, in lower-case hex"));
    }
    diagnosis.findings.extend(headers::findings(&expected, presented, known).into_iter().map(Finding::from));
    diagnosis.verdict = Verdict::Right;
    if let Some(signature) = presented.header("X-SIGNATURE") {
        case.signature(signature, &mut diagnosis);
    }
    if !diagnosis.findings.is_empty() && diagnosis.verdict == Verdict::Right {
        diagnosis.verdict = Verdict::Wrong;
    }
    diagnosis
}

impl From<Mistake> for Finding {
    fn from(mistake: Mistake) -> Self {
        Self { mistake, detail: None }
    }
}

struct Case<'a> {
    expected: &'a Expected<'a>,
    presented: &'a Presented<'a>,
    known: &'a Known,
}

/// What is certain of a signature of which it was not found out how it came about.
#[derive(Default)]
struct Clue {
    findings: Vec<Finding>,
    notes: Vec<String>,
}

impl Clue {
    fn note(note: impl Into<String>) -> Self {
        Self { findings: Vec::new(), notes: vec![note.into()] }
    }
}

impl Case<'_> {
    fn symmetric_is_due(&self) -> bool {
        self.expected.scheme == Scheme::Symmetric
    }

    fn text(&self, symmetric: bool, token: bool) -> Text {
        if token {
            Text::token(self.expected, self.presented, self.known)
        } else {
            Text::transaction(self.expected, self.presented, self.known, symmetric)
        }
    }

    fn signature(&self, signature: &str, diagnosis: &mut Diagnosis) {
        let read = encoding::read(signature, self.expected.profile.encoding);
        let plain = read.first().is_some_and(|decoded| decoded.mistakes.is_empty());
        if plain && self.expected.holds(signature, self.known) {
            return;
        }
        if read.is_empty() {
            let length = signature.len();
            diagnosis.notes.push(format!("X-SIGNATURE has {length} characters that are no signature in base64 or hex"));
        }
        let mut clues = None;
        let made = read.iter().find_map(|decoded| match self.made(decoded) {
            Ok(found) => Some([self.written(decoded), found].concat()),
            Err(clue) => {
                clues.get_or_insert((self.written(decoded), clue));
                None
            }
        });
        let (findings, notes) = match (made, clues) {
            (Some(made), _) => (made, Vec::new()),
            (None, None) => {
                diagnosis.verdict = Verdict::Unexplained;
                return;
            }
            // What is wrong whatever was signed.
            (None, Some((written, clue))) => {
                let named = clue.findings.iter().any(|finding| finding.mistake == KeyUnknown);
                diagnosis.verdict = if named { Verdict::Wrong } else { Verdict::Unexplained };
                let certain = if read.len() == 1 { written } else { Vec::new() };
                ([certain, clue.findings].concat(), clue.notes)
            }
        };
        for finding in findings {
            if !diagnosis.findings.iter().any(|other| other.mistake == finding.mistake) {
                diagnosis.findings.push(finding);
            }
        }
        diagnosis.notes.extend(notes);
        self.tolerated(diagnosis);
    }

    fn tolerated(&self, diagnosis: &mut Diagnosis) {
        if matches!(diagnosis.names()[..], ["hex-for-base64" | "base64-for-hex"]) {
            let note = "servers of this toolkit read both encodings; the provider's page names one";
            diagnosis.notes.push(note.to_owned());
        }
    }

    /// What is wrong with how it is written and with its kind, whatever was signed.
    fn written(&self, decoded: &Decoded) -> Vec<Finding> {
        let symmetric = decoded.bytes.len() <= 64;
        let kind = match (symmetric, self.symmetric_is_due()) {
            (true, false) => Some(SymmetricForAsymmetric),
            (false, true) => Some(AsymmetricForSymmetric),
            _ => None,
        };
        let algorithm = if symmetric { mac::algorithm(decoded.bytes.len()) } else { None };
        decoded.mistakes.iter().copied().chain(kind).chain(algorithm).map(Finding::from).collect()
    }

    /// How those bytes came about; otherwise what is certain of them.
    fn made(&self, decoded: &Decoded) -> Result<Vec<Finding>, Clue> {
        if decoded.bytes.len() <= 64 { self.by_mac(&decoded.bytes) } else { self.by_rsa(&decoded.bytes) }
    }

    fn by_mac(&self, signature: &[u8]) -> Result<Vec<Finding>, Clue> {
        let size = signature.len();
        let Some(macs) = Macs::new(size, secrets::all(self.presented, self.known)) else {
            return Err(Clue::note("it is an HMAC, and no client secret is known here"));
        };
        self.over(Maker::Mac(&macs), signature).map_err(|mut clue| {
            let bits = size * 8;
            clue.notes.push(format!(
                "it has the length of an HMAC of {bits} bits; an HMAC does not tell which part differs: it may be the secret"
            ));
            clue
        })
    }

    fn by_rsa(&self, signature: &[u8]) -> Result<Vec<Finding>, Clue> {
        let opened = rsa::open(signature, self.known);
        let by = |opened: &rsa::Opened| -> Vec<Finding> {
            let whose = opened.whose.as_ref().map(|whose| format!("of {whose}"));
            let mistakes = opened.mistakes().into_iter();
            let detail = |mistake| whose.clone().filter(|_| mistake == KeyOfAnother);
            mistakes.map(|mistake| Finding { mistake, detail: detail(mistake) }).collect()
        };
        let mut clue = Clue::default();
        for opened in &opened {
            match self.over(Maker::Rsa(opened), signature) {
                Ok(found) => return Ok([by(opened), found].concat()),
                Err(other) => clue.notes = other.notes,
            }
        }
        match opened.first().filter(|opened| opened.is_sure) {
            Some(opened) => {
                let whose = opened.whose.as_deref().unwrap_or("the caller");
                clue.findings = by(opened);
                let how = if clue.findings.is_empty() { " and as it should be" } else { "" };
                clue.notes
                    .push(format!("it was made with the key of {whose}{how}: the string that was signed differs"));
            }
            None if self.known.keys.is_empty() => {
                clue.notes.push("it is an RSA signature, and no public key is known here".to_owned());
            }
            None => clue.findings.push(KeyUnknown.into()),
        }
        Err(clue)
    }

    /// Which string was signed: of the kind that is due, else of the other.
    fn over(&self, maker: Maker<'_>, signature: &[u8]) -> Result<Vec<Finding>, Clue> {
        let symmetric = matches!(maker, Maker::Mac(_));
        let token = self.expected.scheme == Scheme::Token;
        let mut tries = Tries::new(maker, signature);
        if let Some(found) = tries.over(&self.text(symmetric, token), MOST) {
            return Ok(found);
        }
        let other = if token { TransactionStringSigned } else { TokenStringSigned };
        match tries.over(&self.text(symmetric, !token), MOST - 1) {
            Some(found) => Ok([vec![other.into()], found].concat()),
            None if tries.gave_up() => Err(Clue::note("the request is so long that not everything was tried")),
            None => Err(Clue::default()),
        }
    }
}
