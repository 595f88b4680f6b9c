//! What a server checked of a call, in its order, and where it stopped.

use crate::journal::Entry;

/// What became of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Passed,
    /// There was nothing to check.
    NotDue,
    Refused,
    /// An earlier one refused.
    NotReached,
}

/// A check, and what it looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Check {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    /// What it refuses with.
    refusals: &'static [&'static str],
}

/// The checks of a server, in its order (`snap_bi::server`): the path first, what the bank says last.
const CHECKS: &[Check] = &[
    Check { name: "path", what: "a service has this path and method", refusals: &["unknown_path", "not_supported"] },
    Check {
        name: "content",
        what: "Content-Type, encoding and length of the body",
        refusals: &["too_large", "cut_body", "content_type", "content_encoding"],
    },
    Check {
        name: "headers",
        what: "every mandatory header, of its form",
        refusals: &[
            "timestamp_missing",
            "signature_missing",
            "signature_unreadable",
            "header_missing",
            "header_format",
            "external_id_format",
            "header_twice",
            "client_key_missing",
        ],
    },
    Check {
        name: "window",
        what: "X-TIMESTAMP is near the sandbox's clock",
        refusals: &["timestamp_unreadable", "timestamp_past", "timestamp_ahead"],
    },
    Check {
        name: "caller",
        what: "the partner ID or client key is known",
        refusals: &["unknown_caller", "inactive_caller", "address", "not_allowed"],
    },
    Check {
        name: "token",
        what: "the access token is the caller's, and has not expired",
        refusals: &[
            "token_missing",
            "token_not_bearer",
            "token_unknown",
            "token_expired",
            "token_of_another",
            "customer_token",
            "customer_token_missing",
        ],
    },
    Check { name: "signature", what: "X-SIGNATURE is that of this call", refusals: &["signature_wrong", "no_key"] },
    Check { name: "JSON", what: "the body is one JSON object", refusals: &["not_json", "body_missing"] },
    Check {
        name: "rules",
        what: "every member keeps the rules of its table",
        refusals: &["field_missing", "field_format", "condition", "grant_type", "grant_field"],
    },
    Check {
        name: "claim",
        what: "X-EXTERNAL-ID is new today",
        refusals: &[
            "still_running",
            "answered",
            "other_body",
            "duplicate_reference",
            "inconsistent",
            "outcome_unknown",
            "store_down",
        ],
    },
    Check { name: "bank", what: "the bank carries it out", refusals: &[] },
];

/// Every check with its verdict; none where the call never came to a server.
pub(super) fn verdicts(entry: &Entry) -> Option<Vec<(Check, Verdict)>> {
    let refusal = match (&entry.refusal, entry.endpoint, entry.status) {
        (Some(refusal), ..) => Some(refusal.as_str()),
        (None, Some(_), _) => None,
        (None, None, Some(status)) if status.as_u16() == 404 => Some("unknown_path"),
        (None, None, Some(status)) if status.as_u16() == 405 => Some("not_supported"),
        // The connection broke, a gateway answered, or nobody has answered yet.
        _ => return None,
    };
    // What no check refuses with is the bank's own word.
    let stage = |refusal: &str| CHECKS.iter().position(|check| check.refusals.contains(&refusal));
    let refused = refusal.map(|refusal| stage(refusal).unwrap_or(CHECKS.len() - 1));
    let judge = |(index, check): (usize, &Check)| {
        let verdict = match refused {
            Some(refused) if index == refused => Verdict::Refused,
            Some(refused) if index > refused => Verdict::NotReached,
            _ if !is_due(check.name, entry) => Verdict::NotDue,
            _ => Verdict::Passed,
        };
        (*check, verdict)
    };
    Some(CHECKS.iter().enumerate().map(judge).collect())
}

/// Whether a check that passed had anything to look at.
fn is_due(check: &str, entry: &Entry) -> bool {
    match check {
        "token" => entry.headers.contains_key("authorization") || entry.headers.contains_key("authorization-customer"),
        "signature" => entry.headers.contains_key("x-signature"),
        "window" => entry.headers.contains_key("x-timestamp"),
        "JSON" => !entry.body.is_empty(),
        "claim" => entry.headers.contains_key("x-external-id"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use http::{Method, StatusCode, Uri};
    use snap_bi::faspay::disbursement::BALANCE_INQUIRY;

    use super::*;
    use crate::journal::Way;

    fn entry(refusal: Option<&str>) -> Entry {
        let uri = Uri::from_static("/account/v1.0/balance-inquiry");
        let mut entry = Entry::new("faspay", Way::In, SystemTime::UNIX_EPOCH, Method::POST, uri);
        entry.endpoint = Some(&BALANCE_INQUIRY);
        entry.refusal = refusal.map(str::to_owned);
        entry.status = Some(StatusCode::UNAUTHORIZED);
        entry.headers.insert("x-timestamp", http::HeaderValue::from_static("now"));
        entry
    }

    #[test]
    fn everything_before_the_refused_check_passed() {
        let verdicts = verdicts(&entry(Some("signature_wrong"))).expect("a server looked at it");
        let of = |name: &str| verdicts.iter().find(|(check, _)| check.name == name).map(|(_, verdict)| *verdict);
        assert_eq!(of("window"), Some(Verdict::Passed));
        assert_eq!(of("token"), Some(Verdict::NotDue));
        assert_eq!(of("signature"), Some(Verdict::Refused));
        assert_eq!(of("rules"), Some(Verdict::NotReached));
    }

    #[test]
    fn what_no_check_refuses_with_is_the_banks_word() {
        let verdicts = verdicts(&entry(Some("insufficient_funds"))).expect("a server looked at it");
        assert_eq!(verdicts.last().map(|(check, verdict)| (check.name, *verdict)), Some(("bank", Verdict::Refused)));
    }

    #[test]
    fn no_refusal_belongs_to_two_checks() {
        let mut all: Vec<_> = CHECKS.iter().flat_map(|check| check.refusals).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
