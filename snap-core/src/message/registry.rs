//! Generated providers and their messages as data, for registries and tools that do not know the types.

use std::any::Any;
use std::fmt;

use crate::check::{Context, Violation, Violations};
use crate::json::decode::DecodeError;
use crate::json::writer::Masked;
use crate::message::model::Model;
use crate::meta::endpoint::{Endpoint, Environment};
use crate::meta::question::Question;

/// A [`Model`] whose type is not known: for registries and tools.
pub trait AnyModel: fmt::Debug {
    /// [`Model::NAME`].
    fn any_name(&self) -> &'static str;

    /// [`Model::to_json`].
    fn any_to_json(&self) -> Vec<u8>;

    /// [`Model::validate_with`].
    ///
    /// # Errors
    /// All violations.
    fn any_validate(&self, context: &Context<'_>) -> Result<(), Violations>;

    /// [`Model::validate_received_with`].
    ///
    /// # Errors
    /// All violations.
    fn any_validate_received(&self, context: &Context<'_>) -> Result<(), Violations>;

    /// [`Model::check_with`].
    fn any_check(&self, context: &Context<'_>) -> Vec<Violation>;

    /// [`Model::masked`].
    fn any_masked(&self) -> Masked<'_>;

    /// The struct itself, to downcast.
    fn as_any(&self) -> &dyn Any;
}

impl<M: Model + fmt::Debug> AnyModel for M {
    fn any_name(&self) -> &'static str {
        M::NAME
    }

    fn any_to_json(&self) -> Vec<u8> {
        self.to_json()
    }

    fn any_validate(&self, context: &Context<'_>) -> Result<(), Violations> {
        self.validate_with(context)
    }

    fn any_validate_received(&self, context: &Context<'_>) -> Result<(), Violations> {
        self.validate_received_with(context)
    }

    fn any_check(&self, context: &Context<'_>) -> Vec<Violation> {
        self.check_with(context)
    }

    fn any_masked(&self) -> Masked<'_> {
        self.masked()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Decodes one kind of message.
pub type Decode = fn(&[u8]) -> Result<Box<dyn AnyModel>, DecodeError>;

/// [`Model::from_json`] as a [`Decode`].
///
/// # Errors
/// As [`Model::from_json`].
pub fn decode<M: Model + fmt::Debug>(json: &[u8]) -> Result<Box<dyn AnyModel>, DecodeError> {
    Ok(Box::new(M::from_json(json)?))
}

/// Request or response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// What is asked.
    Request,
    /// What is answered.
    Response,
}

/// One message of a generated provider, for registries.
#[derive(Debug, Clone, Copy)]
pub struct MessageEntry {
    /// Name of the service.
    pub service: &'static str,
    /// Request or response.
    pub kind: MessageKind,
    /// The response variant, where there are several.
    pub variant: Option<&'static str>,
    /// Decodes it.
    pub decode: Decode,
}

impl MessageEntry {
    /// The request of a service.
    #[must_use]
    pub const fn request<M: Model + fmt::Debug>(service: &'static str) -> Self {
        Self { service, kind: MessageKind::Request, variant: None, decode: decode::<M> }
    }

    /// A response of a service, with its variant where there are several.
    #[must_use]
    pub const fn response<M: Model + fmt::Debug>(service: &'static str, variant: Option<&'static str>) -> Self {
        Self { service, kind: MessageKind::Response, variant, decode: decode::<M> }
    }
}

/// Everything that a generated provider module has, as data.
#[derive(Debug, Clone, Copy)]
pub struct ProviderEntry {
    /// Name: module and Cargo feature.
    pub name: &'static str,
    /// Human name.
    pub title: &'static str,
    /// Its services.
    pub endpoints: &'static [&'static Endpoint],
    /// Its messages, with how to decode each.
    pub messages: &'static [MessageEntry],
    /// How it is asked what became of calls of its services.
    pub inquiries: &'static [&'static Question],
    /// Where it is reached.
    pub environments: &'static [Environment],
    /// What its pages show as answers: a JSON object with a member for each service whose page shows one.
    pub samples: &'static str,
    /// Messages that obey their tables: a JSON object with a member for each service, which has a `request` and an `answer`.
    pub examples: &'static str,
    /// Its test cases, as JSON.
    pub certification: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::testing::Transfer;

    #[test]
    fn a_registry_reads_and_checks_without_knowing_the_type() -> Result<(), DecodeError> {
        const ENTRY: MessageEntry =
            MessageEntry { service: "transfer", kind: MessageKind::Request, variant: None, decode: decode::<Transfer> };
        let message = (ENTRY.decode)(br#"{"reference":"R1"}"#)?;
        assert_eq!((message.any_name(), message.any_to_json().as_slice()), ("Transfer", &br#"{"reference":"R1"}"#[..]));
        assert!(message.any_validate(&Context::default()).is_err());
        assert_eq!(message.any_check(&Context::default()).len(), 1);
        assert!(message.as_any().is::<Transfer>());
        Ok(())
    }
}
