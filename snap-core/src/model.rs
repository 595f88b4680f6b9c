//! What a generated struct implements.

use std::any::Any;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::check::{Check, Context, Mode, run};
use crate::decode::DecodeError;
use crate::object::ObjectReader;
use crate::violation::{Violation, Violations};
use crate::writer::{self, ObjectWriter};

/// A JSON object of the spec.
///
/// Every member of a generated struct is an `Option`, for a response may lack anything, and one is
/// [`Extra`](crate::Extra).
pub trait Model: Default + Clone + PartialEq + 'static {
    /// Name of the type, for Debug and messages.
    const NAME: &'static str;

    /// Takes the members out of an object; generated.
    fn read(object: &mut ObjectReader<'_>) -> Self;

    /// Writes the members in spec order; generated.
    fn write(&self, object: &mut ObjectWriter<'_>);

    /// Runs the rules of the spec; generated.
    fn rules(&self, check: &mut Check<'_>);

    /// Decodes a JSON object. No limit, value or form makes it fail: see [`check`](Self::check) for what was tolerated.
    ///
    /// # Errors
    /// When the text is not JSON, begins with a byte order mark, or is not an object.
    fn from_json(json: &[u8]) -> Result<Self, DecodeError> {
        Ok(Self::read(&mut ObjectReader::from_text(json)?))
    }

    /// Encodes compactly: members in spec order, absent ones left out, unknown ones last and in order.
    fn to_json(&self) -> Vec<u8> {
        writer::json(self).into_bytes()
    }

    /// Checks a message that is to be sent, or a request that was received: strictly.
    ///
    /// # Errors
    /// All violations.
    fn validate(&self) -> Result<(), Violations> {
        self.validate_with(&Context::default())
    }

    /// Checks a message that was received from a provider: reports what was tolerated.
    fn check(&self) -> Vec<Violation> {
        self.check_with(&Context::default())
    }

    /// As [`validate`](Self::validate), with more to look at.
    ///
    /// # Errors
    /// All violations.
    fn validate_with(&self, context: &Context<'_>) -> Result<(), Violations> {
        Violations::none(run(Mode::Strict, context, self))
    }

    /// As [`check`](Self::check), with more to look at.
    fn check_with(&self, context: &Context<'_>) -> Vec<Violation> {
        run(Mode::Lenient, context, self)
    }
}

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

    /// [`Model::check_with`].
    fn any_check(&self, context: &Context<'_>) -> Vec<Violation>;

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

    fn any_check(&self, context: &Context<'_>) -> Vec<Violation> {
        self.check_with(context)
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

/// Implements a redacted `Debug`, `Serialize` and `Deserialize` for generated structs.
///
/// The serde implementations go through `serde_json`'s raw values, so that nothing is lost: they work with `serde_json`
/// only.
#[macro_export]
macro_rules! impl_model_traits {
    ($($name:ident),+ $(,)?) => {$(
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug(self, f)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize_model(self, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize_model(deserializer)
            }
        }
    )+};
}

#[doc(hidden)]
pub fn serialize_model<M: Model, S: Serializer>(model: &M, serializer: S) -> Result<S::Ok, S::Error> {
    RawValue::from_string(writer::json(model)).map_err(S::Error::custom)?.serialize(serializer)
}

#[doc(hidden)]
pub fn deserialize_model<'de, M: Model, D: Deserializer<'de>>(deserializer: D) -> Result<M, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    M::from_json(raw.get().as_bytes()).map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{GOOD, Transfer};

    #[test]
    fn goes_through_serde_json_and_loses_nothing() -> Result<(), serde_json::Error> {
        let json = format!("[{GOOD},{{\"x\":1.50}}]");
        let list: Vec<Transfer> = serde_json::from_str(&json)?;
        assert_eq!(serde_json::to_string(&list)?, json);
        assert!(serde_json::from_str::<Transfer>("[]").is_err());
        Ok(())
    }

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
