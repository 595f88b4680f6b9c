//! What a generated struct implements.

use serde::de::{Deserializer, Error as _};
use serde::ser::Serializer;
use serde_json::value::RawValue;

use crate::check::violation::{Violation, Violations};
use crate::check::{Check, Context, Item, Members, Mode, Need, Relation, Rule, Visit, run};
use crate::json::decode::DecodeError;
use crate::json::object::ObjectReader;
use crate::json::object::Reading;
use crate::json::wire::Wire;
use crate::json::writer::{self, Masked, ValueWriter};
use crate::message::positions;

/// A JSON object of the spec.
///
/// Every member of a generated struct is an `Option`, for a response may lack anything, and one is
/// [`Extra`](crate::Extra).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no message: it does not implement `Model`",
    label = "not a message",
    note = "requests and responses are structs that implement `Model`, such as those of `snap_bi`: name one of them, or derive `SnapModel` for your own"
)]
pub trait Model: Default + Clone + PartialEq + 'static {
    /// Name of the type, for Debug and messages.
    const NAME: &'static str;

    /// What holds between the members; generated.
    const RELATIONS: &'static [Relation] = &[];

    /// Takes the members out of an object; generated.
    fn read(object: &mut ObjectReader<'_>) -> Self;

    /// Shows the members in spec order, each with what the spec demands of it; generated. They are written, checked and
    /// looked at by this one list.
    fn members(&self, members: &mut Members<'_, '_>);

    /// Checks the message at which the check stands. Amounts have a rule of their place.
    #[doc(hidden)]
    fn check_model(&self, rule: &'static Rule, need: Need, check: &mut Check<'_>) {
        let _ = (rule, need);
        check.object(self);
    }

    /// As far as it can be told at once, nothing is broken.
    #[doc(hidden)]
    fn surely_keeps(&self, rule: &'static Rule) -> bool {
        let _ = rule;
        let object: &dyn Visit = self;
        Self::RELATIONS.is_empty() && object.surely_holds()
    }

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

    /// As `Debug`, with the last four characters of accounts and contacts, so that a log tells which account it was. Tokens, cards
    /// and who somebody is are redacted as ever, and so is what a row of the spec calls sensitive itself.
    fn masked(&self) -> Masked<'_> {
        Masked(self)
    }

    /// Checks a message that is to be sent: strictly.
    ///
    /// # Errors
    /// All violations.
    fn validate(&self) -> Result<(), Violations> {
        self.validate_with(&Context::default())
    }

    /// Checks a message that was received, as a server must that goes on with it: what is mandatory is there, and lengths and
    /// formats hold. What the field is known to send passes; see [`Mode::Receive`].
    ///
    /// # Errors
    /// All violations.
    fn validate_received(&self) -> Result<(), Violations> {
        self.validate_received_with(&Context::default())
    }

    /// Observes a message that was received: reports all that is not as the spec says, and refuses nothing; see
    /// [`Mode::Observe`].
    fn check(&self) -> Vec<Violation> {
        self.check_with(&Context::default())
    }

    /// As [`validate`](Self::validate), with more to look at.
    ///
    /// # Errors
    /// All violations.
    fn validate_with(&self, context: &Context<'_>) -> Result<(), Violations> {
        Violations::none(run(Mode::Send, context, self))
    }

    /// As [`validate_received`](Self::validate_received), with more to look at.
    ///
    /// # Errors
    /// All violations.
    fn validate_received_with(&self, context: &Context<'_>) -> Result<(), Violations> {
        Violations::none(run(Mode::Receive, context, self))
    }

    /// As [`check`](Self::check), with more to look at.
    fn check_with(&self, context: &Context<'_>) -> Vec<Violation> {
        run(Mode::Observe, context, self)
    }
}

/// An object of the spec. An array of exactly one object is read as that object.
impl<M: Model> Wire for M {
    fn read_value(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        Some(M::read(&mut ObjectReader::of_value(raw, reading)?))
    }

    fn write_value(&self, out: &mut ValueWriter<'_>) {
        out.model(self);
    }
}

impl ValueWriter<'_> {
    /// An object of the spec.
    pub fn model<M: Model>(&mut self, model: &M) {
        let mut object = self.open_object(M::NAME);
        model.members(&mut Members::write(&mut object));
        object.close();
    }
}

impl<M: Model> Item for M {
    fn check_item(&self, rule: &'static Rule, need: Need, check: &mut Check<'_>) {
        self.check_model(rule, need, check);
    }

    fn surely_holds(&self, rule: &'static Rule) -> bool {
        self.surely_keeps(rule)
    }

    fn object(&self) -> Option<&dyn Visit> {
        Some(self)
    }
}

impl<M: Model> Visit for M {
    fn visit(&self, members: &mut Members<'_, '_>) {
        self.members(members);
    }

    fn relations(&self) -> &'static [Relation] {
        M::RELATIONS
    }
}

/// Implements a redacted `Debug`, `Serialize` and `Deserialize` for generated structs.
///
/// The serde implementations go through `serde_json`'s raw values where they can, so that nothing is lost; elsewhere (in
/// flattened and tagged places, in other formats) a number that would be rounded is refused.
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
    positions::write(writer::json(model), serializer)
}

#[doc(hidden)]
pub fn deserialize_model<'de, M: Model, D: Deserializer<'de>>(deserializer: D) -> Result<M, D::Error> {
    M::from_json(positions::read(deserializer)?.as_bytes()).map_err(D::Error::custom)
}

/// Consuming setters for members of a generated struct: one line each in generated code, one documented method each
/// for who uses it. Generated code and `#[derive(SnapModel)]` call it.
#[macro_export]
macro_rules! setters {
    ($name:ident { $($setter:ident => $member:ident : $ty:ty),+ $(,)? }) => {
        impl $name {
            $(
                #[doc = ::core::concat!("Sets `", ::core::stringify!($member), "`.")]
                #[must_use]
                pub fn $setter(mut self, value: impl ::core::convert::Into<$ty>) -> Self {
                    self.$member = ::core::option::Option::Some(::core::convert::Into::into(value));
                    self
                }
            )+
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::message::testing::{GOOD, Transfer};

    #[test]
    fn goes_through_serde_json_and_loses_nothing() -> Result<(), serde_json::Error> {
        let json = format!("[{GOOD},{{\"x\":1.50}}]");
        let list: Vec<Transfer> = serde_json::from_str(&json)?;
        assert_eq!(serde_json::to_string(&list)?, json);
        assert!(serde_json::from_str::<Transfer>("[]").is_err());
        Ok(())
    }
}
