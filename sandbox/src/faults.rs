//! Faults on demand: by a reference number, by a header, or for the next call.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde_json::Value;
use thiserror::Error;

use crate::bank::first_text;

/// The header that asks for a fault.
pub const HEADER: &str = "x-sandbox-fault";

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// A response code: its HTTP status and case, with the service code of whatever is called.
    Code {
        /// HTTP status.
        http: u16,
        /// Two characters.
        case: String,
    },
    /// The answer comes late.
    Delay(Duration),
    /// The connection breaks before anything is done.
    DropBefore,
    /// It is done, and the connection breaks before the answer.
    DropAfter,
    /// It is done, and half of the answer comes.
    CutBody,
    /// It is done, and the answer is no JSON.
    Malformed,
    /// A gateway answers, in HTML; nothing is done.
    Html,
    /// It is done, and the answer says that it is plain text.
    ContentType,
    /// Too many calls: nothing is done.
    TooMany,
    /// It is done, and the answer comes byte by byte, for some seconds.
    SlowBody,
    /// The token counts as expired.
    StaleToken,
    /// It is done, and the answer bears a signature that is nobody's.
    WrongSignature,
}

/// Every kind, with the number that stands for it in a reference, its name, and what it does.
pub const KINDS: &[(u32, &str, &str)] = &[
    (9_000_001, "drop-before", "the connection breaks before anything is done"),
    (9_000_002, "drop-after", "it is done, and the connection breaks before the answer"),
    (9_000_003, "cut-body", "it is done, and half of the answer comes"),
    (9_000_004, "malformed", "it is done, and the answer is no JSON"),
    (9_000_005, "html", "a gateway answers 502 in HTML; nothing is done"),
    (9_000_006, "content-type", "it is done, and the answer says that it is plain text"),
    (9_000_007, "too-many", "429, nothing is done"),
    (9_000_008, "slow-body", "it is done, and the answer comes byte by byte"),
    (9_000_009, "stale-token", "the token counts as expired"),
    (9_000_010, "wrong-signature", "it is done, and the answer bears a signature that is nobody's"),
    (
        9_000_105,
        "delay:5",
        "the answer comes after so many seconds: the last two digits, or the number behind the colon",
    ),
];

/// A text that names no fault.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "`{0}` is no fault: write a response code such as `4031814`, or one of {names}",
    names = KINDS.iter().map(|(_, name, _)| *name).collect::<Vec<_>>().join(", ")
)]
pub struct UnknownFault(String);

impl Fault {
    /// Whether the call is carried out all the same.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        matches!(
            self,
            Self::Delay(_)
                | Self::DropAfter
                | Self::CutBody
                | Self::Malformed
                | Self::ContentType
                | Self::SlowBody
                | Self::WrongSignature
        )
    }

    /// HTTP status and case of the refusal that is asked for; none where it is no code, or none of a refusal.
    pub(crate) fn refusal(&self) -> Option<(u16, &str)> {
        match self {
            Self::Code { http, case } if *http >= 300 => Some((*http, case)),
            Self::TooMany => Some((429, "00")),
            Self::StaleToken => Some((401, "01")),
            _ => None,
        }
    }

    fn of_number(number: u32) -> Option<Self> {
        match number {
            9_000_001 => Some(Self::DropBefore),
            9_000_002 => Some(Self::DropAfter),
            9_000_003 => Some(Self::CutBody),
            9_000_004 => Some(Self::Malformed),
            9_000_005 => Some(Self::Html),
            9_000_006 => Some(Self::ContentType),
            9_000_007 => Some(Self::TooMany),
            9_000_008 => Some(Self::SlowBody),
            9_000_009 => Some(Self::StaleToken),
            9_000_010 => Some(Self::WrongSignature),
            9_000_100..=9_000_199 => Some(Self::Delay(Duration::from_secs(u64::from(number - 9_000_100)))),
            _ => {
                let http = u16::try_from(number / 10_000).ok().filter(|http| (200..600).contains(http))?;
                Some(Self::Code { http, case: format!("{:02}", number % 100) })
            }
        }
    }

    /// The fault that a reference number asks for: its first seven characters are a code, and neither a digit follows nor a letter
    /// of a hexadecimal number: of two hundred UUIDs one begins like a code.
    #[must_use]
    pub fn of_reference(reference: &str) -> Option<Self> {
        let (code, rest) = reference.split_at_checked(7)?;
        let ends = !rest.starts_with(|c: char| c.is_ascii_hexdigit());
        let digits = code.bytes().all(|byte| byte.is_ascii_digit());
        (ends && digits).then(|| Self::of_number(code.parse().ok()?)).flatten()
    }

    /// The fault that the references of a request ask for.
    #[must_use]
    pub fn of_request(body: &[u8]) -> Option<Self> {
        let request: Value = serde_json::from_slice(body).ok()?;
        Self::of_reference(&first_text(&request, REFERENCES)?)
    }
}

/// Members whose text may be a code.
const REFERENCES: &[&str] = &[
    "partnerReferenceNo",
    "partnerRefundNo",
    "partnerCancelNo",
    "trxId",
    "paymentRequestId",
    "originalPartnerReferenceNo",
    "originalReferenceNo",
];

/// Whether a request asks to be under way for a while: its reference is a code of 202.
pub(crate) fn asks_to_wait(request: &Value) -> bool {
    let reference = first_text(request, REFERENCES);
    matches!(reference.and_then(|text| Fault::of_reference(&text)), Some(Fault::Code { http: 202, .. }))
}

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        let text = text.trim();
        let unknown = || UnknownFault(text.to_owned());
        if let Some(seconds) = text.strip_prefix("delay:") {
            return seconds
                .trim_end_matches('s')
                .parse()
                .map(|s| Self::Delay(Duration::from_secs(s)))
                .map_err(|_| unknown());
        }
        if let Some((number, ..)) = KINDS.iter().find(|(_, name, _)| *name == text) {
            return Self::of_number(*number).ok_or_else(unknown);
        }
        // The service code is that of whatever is called.
        let digits = text.replace("xx", "00");
        Self::of_reference(&digits).filter(|_| text.len() == 7).ok_or_else(unknown)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Code { http, case } => return write!(f, "{http}xx{case}"),
            Self::Delay(time) => return write!(f, "delay:{}", time.as_secs()),
            Self::DropBefore => "drop-before",
            Self::DropAfter => "drop-after",
            Self::CutBody => "cut-body",
            Self::Malformed => "malformed",
            Self::Html => "html",
            Self::ContentType => "content-type",
            Self::TooMany => "too-many",
            Self::SlowBody => "slow-body",
            Self::StaleToken => "stale-token",
            Self::WrongSignature => "wrong-signature",
        };
        f.write_str(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_by_its_name_and_by_its_number() {
        for (number, name, _) in KINDS {
            let by_name: Fault = name.parse().expect("a fault");
            assert_eq!(by_name.to_string(), *name);
            assert_eq!(Fault::of_reference(&format!("{number}-17")), Some(by_name));
        }
        let code = Fault::Code { http: 403, case: "14".to_owned() };
        assert_eq!("4031814".parse(), Ok(code.clone()));
        assert_eq!((code.to_string().parse(), &*code.to_string()), (Ok(code.clone()), "403xx14"));
        assert_eq!(Fault::of_reference("4031814X1"), Some(code));
    }

    #[test]
    fn a_reference_of_a_partner_is_no_code() {
        for reference in
            ["2020102900000000000001", "5955409e-1c9f-4d0c-8f44-a0b6ad4a7b2e", "INV-4031814", "403181", "1111111", ""]
        {
            assert_eq!(Fault::of_reference(reference), None, "{reference}");
        }
        assert!("dropafter".parse::<Fault>().is_err_and(|error| error.to_string().contains("drop-after")));
    }
}
