//! Which call an error is about.

use std::borrow::Cow;
use std::fmt;

use serde_json::value::RawValue;

#[cfg(feature = "client")]
use crate::check::{Visit, find_all};
use crate::json::extra::Form;
use crate::json::raw;
use crate::meta::endpoint::{Effect, Endpoint};

/// Members that name a transaction, in the order in which they are shown. They are what a status service is asked with,
/// and no personal data.
const NAMES: &[&str] = &[
    "partnerReferenceNo",
    "originalPartnerReferenceNo",
    "referenceNo",
    "originalReferenceNo",
    "partnerRefundNo",
    "trxId",
    "inquiryRequestId",
    "paymentRequestId",
];

/// More of a reference than this is no reference.
const LONGEST: usize = 128;

/// A reference number that a message carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Name of the member.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}

/// Which call: provider, service, external ID, and the reference numbers of its request.
#[derive(Clone)]
pub struct CallInfo {
    endpoint: &'static Endpoint,
    external_id: Option<String>,
    references: Vec<Reference>,
    sent_at: Option<String>,
}

impl CallInfo {
    /// A call of an endpoint, under an external ID, with a request in JSON: its reference numbers are taken from there.
    #[must_use]
    pub fn new(endpoint: &'static Endpoint, external_id: Option<String>, request: &[u8]) -> Self {
        Self::with_references(endpoint, external_id, references(request))
    }

    pub(crate) const fn with_references(
        endpoint: &'static Endpoint,
        external_id: Option<String>,
        references: Vec<Reference>,
    ) -> Self {
        Self { endpoint, external_id, references, sent_at: None }
    }

    /// The same call under another external ID.
    #[cfg(feature = "client")]
    pub(crate) fn set_external_id(&mut self, id: String) {
        self.external_id = Some(id);
    }

    /// The same call with its X-TIMESTAMP.
    #[must_use]
    pub fn with_sent_at(mut self, timestamp: impl Into<String>) -> Self {
        self.sent_at = Some(timestamp.into());
        self
    }

    /// X-TIMESTAMP of the call; none of one that was not sent.
    #[must_use]
    pub fn sent_at(&self) -> Option<&str> {
        self.sent_at.as_deref()
    }

    /// The service, as data.
    #[must_use]
    pub const fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// What the call does.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        self.endpoint.effect
    }

    /// The service that tells what became of the call.
    #[must_use]
    pub const fn status_service(&self) -> Option<&'static str> {
        self.endpoint.status
    }

    /// X-EXTERNAL-ID; a token request has none.
    #[must_use]
    pub fn external_id(&self) -> Option<&str> {
        self.external_id.as_deref()
    }

    /// The reference numbers of the request: what the status service is asked with.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// `faspay transfer_interbank`.
    pub(crate) fn name(&self) -> impl fmt::Display {
        struct Name(&'static Endpoint);
        impl fmt::Display for Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} {}", self.0.provider, self.0.service)
            }
        }
        Name(self.endpoint)
    }

    /// ` (HTTP 403, external ID 1, partnerReferenceNo 2)`, with the references of an answer after those of the request.
    pub(crate) fn trail<'a>(&'a self, http: Option<u16>, more: &'a [Reference]) -> impl fmt::Display + 'a {
        Trail { call: self, http, more }
    }
}

impl fmt::Debug for CallInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallInfo")
            .field("provider", &self.endpoint.provider)
            .field("service", &self.endpoint.service)
            .field("effect", &self.endpoint.effect)
            .field("status_service", &self.endpoint.status)
            .field("external_id", &self.external_id)
            .field("references", &self.references)
            .finish()
    }
}

struct Trail<'a> {
    call: &'a CallInfo,
    http: Option<u16>,
    more: &'a [Reference],
}

impl fmt::Display for Trail<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut open = " (";
        if let Some(http) = self.http {
            write!(f, "{open}HTTP {http}")?;
            open = ", ";
        }
        if let Some(id) = self.call.external_id() {
            write!(f, "{open}external ID {}", Clean(id))?;
            open = ", ";
        }
        let new = self.more.iter().filter(|reference| !self.call.references.contains(reference));
        for Reference { name, value } in self.call.references.iter().chain(new) {
            write!(f, "{open}{name} {}", Clean(value))?;
            open = ", ";
        }
        f.write_str(if open == ", " { ")" } else { "" })
    }
}

/// Text of a provider, fit for one line of a log: control characters would forge lines.
pub(crate) struct Clean<'a>(pub(crate) &'a str);

impl fmt::Display for Clean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 300;
        for (count, char) in self.0.chars().enumerate() {
            if count == MOST {
                return f.write_str("…");
            }
            match char {
                '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => f.write_str(" ")?,
                char if char.is_control() => f.write_str(" ")?,
                char => fmt::Write::write_char(f, char)?,
            }
        }
        Ok(())
    }
}

/// The reference numbers of a message; none of what is no JSON object.
pub(crate) fn references(json: &[u8]) -> Vec<Reference> {
    let Ok(raw::Members(members)) = raw::members_of_text(json) else { return Vec::new() };
    let member = |name: &&str| members.iter().rfind(|member| member.name == *name);
    NAMES.iter().filter_map(|name| reference(name, read(member(name)?.raw)?)).collect()
}

/// The same of a message that has not become JSON yet. None where something stands beside its members, which may be one.
#[cfg(feature = "client")]
pub(crate) fn references_of(message: &dyn Visit) -> Option<Vec<Reference>> {
    let mut values = [const { None }; NAMES.len()];
    let alone = find_all(message, NAMES, &mut |index, item| values[index] = item.plain().map(str::to_owned));
    let references = || NAMES.iter().zip(values).filter_map(|(name, value)| reference(name, value?)).collect();
    alone.then(references)
}

fn read(value: &RawValue) -> Option<String> {
    match raw::form(value) {
        Form::Text => raw::text(value).map(Cow::into_owned),
        Form::Number => Some(value.get().to_owned()),
        _ => None,
    }
}

fn reference(name: &'static str, value: String) -> Option<Reference> {
    (!value.is_empty() && value.len() <= LONGEST).then_some(Reference { name, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_reference_numbers_and_nothing_else() {
        let json = br#"{"accountNo":"112233","referenceNo":123456789012345678901234,"partnerReferenceNo":"P-\u0031"}"#;
        let found: Vec<_> = references(json).into_iter().map(|found| (found.name, found.value)).collect();
        assert_eq!(
            found,
            [("partnerReferenceNo", "P-1".to_owned()), ("referenceNo", "123456789012345678901234".to_owned())],
        );
        for json in ["", "[]", "<html>", r#"{"partnerReferenceNo":""}"#, r#"{"partnerReferenceNo":{}}"#] {
            assert_eq!(references(json.as_bytes()), [], "{json}");
        }
    }

    #[test]
    fn a_text_of_a_provider_stays_on_its_line() {
        assert_eq!(Clean("a\r\nb\u{202e}c").to_string(), "a  b c");
        assert_eq!(Clean(&"x".repeat(400)).to_string().chars().count(), 301);
    }
}
